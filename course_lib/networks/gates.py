"""Reverse-mode automatic differentiation: a graph is recorded while it is computed, and walked back once.

    x, y, z = gates.inputs(x=-2.0, y=5.0, z=-4.0)
    f = (x + y) * z
    f.backward()
    x.grad

Lecture 4. The rules of the gates stand in `course_lib.networks.gate_rules`, the walk back through the graph
in `course_lib.networks.graph`.
"""

import itertools
import numbers

import numpy as np

from course_lib.arguments import float_array
from course_lib.networks.gate_rules import GATES
from course_lib.networks.graph import backward_steps
from course_lib.networks.graph import graph as graph  # gates.graph(node) is the public name

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
    options : dict
        Of the gate, such as the exponent of "power".

    Raises
    ------
    TypeError, ValueError
        If the value is no array of real numbers.

    Notes
    -----
    Lecture 4. `+`, `-`, `*`, `/`, `@` and `**` (a number) record gates; further ones are functions of this
    module. Values are never changed, so a node is always newer than its inputs.

    Examples
    --------
    >>> x, y, z = inputs(x=-2.0, y=5.0, z=-4.0)
    >>> f = (x + y) * z
    >>> f.backward()
    >>> float(f.value), [float(node.grad) for node in (x, y, z)]
    (-12.0, [-4.0, -4.0, 3.0])
    """

    __slots__ = ("_rule_backward", "gate", "grad", "inputs", "name", "number", "options", "value")
    __array_ufunc__ = None  # array + node asks the node, not NumPy
    picture = None  # node -> what a notebook shows of it; set by who can draw, so that nets need no pictures

    def __init__(self, value, name=""):
        self.value = float_array("Node", name or "value", value)
        self.name, self.grad, self.gate, self.inputs = name, None, None, ()
        self.number, self.options, self._rule_backward = next(_numbers), {}, None

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
        value branches, what comes back along the branches is added.
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

    def __pow__(self, exponent):
        if not isinstance(exponent, numbers.Real):
            raise TypeError(
                f"power: the exponent must be a number; got {exponent!r}. Write exp(y * log(x)) for x ** y."
            )
        return apply("power", self, exponent=float(exponent))

    __radd__, __rmul__ = __add__, __mul__

    @property
    def symbol(self):
        """How the gate of this node is drawn."""
        return GATES[self.gate].symbol.format(**self.options)

    def __repr__(self):
        what = self.name or (f"gate {self.gate}" if self.gate else "input")
        return f"<{what}: {_short(self.value)}, gradient {_short(self.grad)}>"

    def _repr_mimebundle_(self, include=None, exclude=None):
        if self.picture is None:
            return {"text/plain": repr(self)}
        return self.picture()._repr_mimebundle_(include, exclude)


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
    Lecture 4: forward, storing what backward needs.

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
    node.gate, node.inputs, node.options, node._rule_backward = gate, nodes, options, rule_backward
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


def as_node(value):
    """Return `value` itself if it is a node, else an input that holds it."""
    return value if isinstance(value, Node) else Node(value)


def _short(value):
    if value is None:
        return "none"
    return f"{float(value):.4g}" if np.ndim(value) == 0 else f"shape {np.shape(value)}"
