"""The graph behind a node: its nodes in order, and the walk back through them (lecture 4)."""

import numpy as np


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
    Lecture 4. No recursion, so the depth of the graph is limited by memory only.

    Examples
    --------
    >>> from course_lib.networks.gates import inputs
    >>> x, y = inputs(x=1.0, y=2.0)
    >>> [node.gate or node.name for node in graph(x * y + x)]
    ['x', 'y', 'mul', 'add']
    """
    reached, waiting = {last.number: last}, [last]
    while waiting:
        for node in waiting.pop().inputs:
            if node.number not in reached:
                reached[node.number] = node
                waiting.append(node)
    return [reached[number] for number in sorted(reached)]


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
    Lecture 4: the walk in reverse topological order.

    Examples
    --------
    >>> from course_lib.networks.gates import inputs
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
