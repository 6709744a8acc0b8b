"""Reverse-mode automatic differentiation: a graph is recorded while it is computed, and walked back once.

    x, y, z = gates.inputs(x=-2.0, y=5.0, z=-4.0)
    f = (x + y) * z
    f.backward()
    x.grad

Lecture 4. The rules of the gates stand in `course_lib.networks.gate_rules`; here is what is the same for all
of them.
"""

import itertools

import numpy as np

from course_lib.arguments import float_array
from course_lib.networks.gate_rules import GATES

_numbers = itertools.count()


class Node:
    """A value in a recorded graph, with the gate and the nodes that it came from.

    Parameters
    ----------
    value : float array, any shape
        A number becomes a 0-d float64 array.
    name : str, optional
        For drawings and messages.

    Attributes
    ----------
    value : float array
    grad : float array or None
        dL/dvalue, shape of `value`, after L.backward().
    gate : str or None
        None for an input.
    inputs : tuple of Node

    Raises
    ------
    TypeError, ValueError
        If the value is no array of real numbers.

    Notes
    -----
    Lecture 4, rows 4.1, 4.2 and 4.12. `+`, `-`, `*`, `/` and `@` record gates; further ones are functions of
    this module. Values are never changed, so a node is always newer than its inputs.

    Examples
    --------
    >>> x, y, z = inputs(x=-2.0, y=5.0, z=-4.0)
    >>> f = (x + y) * z
    >>> f.backward()
    >>> float(f.value), [float(node.grad) for node in (x, y, z)]
    (-12.0, [-4.0, -4.0, 3.0])
    """

    __slots__ = ("_rule_backward", "gate", "grad", "inputs", "name", "number", "value")
    __array_ufunc__ = None  # array + node asks the node, not NumPy

    def __init__(self, value, name=""):
        self.value = float_array("Node", name or "value", value)
        self.name, self.grad, self.gate, self.inputs = name, None, None, ()
        self.number, self._rule_backward = next(_numbers), None

    def backward(self, upstream=1.0):
        """Set `grad` of this node and of everything that it depends on.

        Parameters
        ----------
        upstream : float or float array, shape of the value, optional
            dL/d(this node); 1 makes this node the loss.

        Raises
        ------
        ValueError
            If the node is no scalar and `upstream` is not given in its shape.

        Notes
        -----
        Gradients are computed afresh: a second call gives the same ones, it does not double them. Where a
        value branches, what comes back along the branches is added (row 4.6).
        """
        for _ in backward_steps(self, upstream):
            pass

    def __add__(self, other):
        return apply("add", self, other)

    def __mul__(self, other):
        return apply("mul", self, other)

    def __matmul__(self, other):
        return apply("matmul", self, other)

    def __rmatmul__(self, other):
        return apply("matmul", other, self)

    def __neg__(self):
        return apply("negate", self)

    def __sub__(self, other):
        return self + -as_node(other)

    def __rsub__(self, other):
        return as_node(other) + -self

    def __truediv__(self, other):
        return self * apply("reciprocal", other)

    def __rtruediv__(self, other):
        return other * apply("reciprocal", self)

    __radd__, __rmul__ = __add__, __mul__

    def __repr__(self):
        kind = f"gate {self.gate}" if self.gate else "input"
        return f"<{self.name or kind}: {_short(self.value)}, gradient {_short(self.grad)}>"

    def _repr_mimebundle_(self, include=None, exclude=None):
        from course_lib.pictures.backpropagation.circuit import circuit

        return circuit(self)._repr_mimebundle_(include, exclude)


def inputs(**values):
    """Inputs of a graph, each with its name.

    Parameters
    ----------
    **values : float arrays

    Returns
    -------
    nodes : list of Node

    Examples
    --------
    >>> w, x = inputs(w=2.0, x=-1.0)
    >>> (w * x).value
    array(-2.)
    """
    return [Node(value, name) for name, value in values.items()]


def apply(gate, *arguments, **options):
    """Compute a gate and record it.

    Parameters
    ----------
    gate : str
        A row of `course_lib.networks.gate_rules.GATES`.
    *arguments : Node or float array
    **options
        Of the rule, such as `axis` of "sum".

    Returns
    -------
    node : Node

    Raises
    ------
    LookupError
        If there is no such gate.
    TypeError, ValueError
        If the number, shapes or values of the arguments do not fit; the message names the gate.

    Notes
    -----
    Lecture 4, rows 4.1 and 4.7: forward, storing what backward needs.

    Examples
    --------
    >>> apply("log", -1.0)
    Traceback (most recent call last):
    ValueError: log: the argument must be positive; got -1.
    """
    if gate not in GATES:
        raise LookupError(f"apply: the gate must be one of {', '.join(GATES)}; got {gate!r}.")
    row = GATES[gate]
    if len(arguments) != row.n_inputs:
        raise TypeError(f"{gate}: the gate has {row.n_inputs} inputs; got {len(arguments)}.")
    nodes = tuple(as_node(argument) for argument in arguments)
    values = [node.value for node in nodes]
    problem = row.domain(*values, **options) if row.domain else None
    if problem:
        got = " and ".join(map(_short, values))
        raise ValueError(f"{gate}: {problem}; got {got}.")
    value, rule_backward = row.rule(*values, **options)
    node = Node(value)
    node.gate, node.inputs, node._rule_backward = gate, nodes, rule_backward
    return node


def _function(gate):
    def function(*arguments, **options):
        return apply(gate, *arguments, **options)

    function.__name__ = function.__qualname__ = gate
    function.__doc__ = f"Record the gate {gate!r}: `apply({gate!r}, ...)`."
    return function


maximum, exp, log, sigmoid, tanh, relu, maxout = map(
    _function, ("max", "exp", "log", "sigmoid", "tanh", "relu", "maxout")
)
negate, add_one, reciprocal, total = map(_function, ("negate", "add_one", "reciprocal", "sum"))


def graph(last):
    """All nodes that a node depends on, itself included, inputs of a gate before the gate.

    Parameters
    ----------
    last : Node

    Returns
    -------
    nodes : list of Node
        In topological order: the order in which they were made.

    Notes
    -----
    Lecture 4, row 4.12. No recursion, so the depth of the graph is limited by memory only.

    Examples
    --------
    >>> x, y = inputs(x=1.0, y=2.0)
    >>> [node.gate or node.name for node in graph(x * y + x)]
    ['x', 'y', 'mul', 'add']
    """
    found, waiting = {last.number: last}, [last]
    while waiting:
        for node in waiting.pop().inputs:
            if node.number not in found:
                found[node.number] = node
                waiting.append(node)
    return [found[number] for number in sorted(found)]


def backward_steps(last, upstream=1.0, rules=None):
    """Walk back through the graph one gate at a time, setting `grad` on the way.

    Parameters
    ----------
    last : Node
    upstream : float or float array, shape of the node's value
    rules : dict, optional
        Gate -> callable (dz, *values of the inputs) -> gradients of the inputs, to be used instead of the
        table's: how a rule of your own is tried.

    Yields
    ------
    gate : Node
        Its `grad`, the upstream gradient, is complete: every gate behind it had its turn.
    handed : tuple of float array
        What the gate hands to each of its inputs: upstream times local gradient. It has been added there.

    Raises
    ------
    ValueError
        If the node is no scalar and `upstream` is not given in its shape.

    Notes
    -----
    Lecture 4, rows 4.2, 4.6 and 4.12.

    Examples
    --------
    >>> x, y, z = inputs(x=-2.0, y=5.0, z=-4.0)
    >>> for gate, handed in backward_steps((x + y) * z):
    ...     print(gate.gate, [float(part) for part in handed])
    mul [-4.0, 3.0]
    add [-4.0, -4.0]
    """
    if np.shape(upstream) != last.value.shape:
        raise ValueError(
            "backward: the upstream gradient must have the shape of the node's value; "
            f"got {np.shape(upstream)} and {last.value.shape}. Sum to one number first, or pass `upstream`."
        )
    nodes = graph(last)
    for node in nodes:
        node.grad = np.zeros(node.value.shape, dtype=node.value.dtype)
    last.grad = np.asarray(upstream, dtype=last.value.dtype)
    for node in reversed(nodes):
        if node.gate is None:
            continue
        rule = (rules or {}).get(node.gate)
        handed = (
            rule(node.grad, *(source.value for source in node.inputs))
            if rule
            else node._rule_backward(node.grad)
        )
        for source, part in zip(node.inputs, handed, strict=True):
            source.grad = source.grad + part  # a new array: `part` may be shared with another input
        yield node, handed


def as_node(value):
    """Return `value` itself if it is a node, else an input that holds it."""
    return value if isinstance(value, Node) else Node(value)


def _short(value):
    if value is None:
        return "none"
    return f"{float(value):.4g}" if np.ndim(value) == 0 else f"shape {np.shape(value)}"
