"""Backpropagation on a recorded graph given as plain data (lecture 4)."""

import numpy as np

from course_lib.networks.gate_rules import GATES
from course_lib.networks.graph import graph

OPS = ("add", "mul", "max", "negate", "exp", "reciprocal")  # the gates of the exercise's plain data


def backpropagate(nodes):
    """Gradient of the last node of a recorded graph of numbers, with respect to every node.

    Parameters
    ----------
    nodes : list of (op, inputs, value)
        In the order of the forward pass. `op` is "input", "add", "mul", "max", "negate", "exp" or
        "reciprocal"; `inputs` is a tuple of the indices of earlier nodes; `value` is a float.

    Returns
    -------
    gradients : float array (n,)
        d(last value) / d(value of node i); 0 for a node that the last one does not depend on.

    Raises
    ------
    ValueError
        If the list is empty, an op is unknown, or an input is not an earlier node.

    Notes
    -----
    Lecture 4: reverse order, and gradients add where a value branches.

    Examples
    --------
    >>> nodes = [("input", (), -2.0), ("input", (), 5.0), ("input", (), -4.0),
    ...          ("add", (0, 1), 3.0), ("mul", (3, 2), -12.0)]
    >>> backpropagate(nodes)
    array([-4., -4.,  3., -4.,  1.])
    """
    _require_graph(nodes)
    values = list(np.array([value for *_, value in nodes], dtype=np.float64))  # rules take NumPy's numbers
    gradients = list(np.zeros(len(nodes)))
    gradients[-1] += 1
    for i in reversed(range(len(nodes))):
        op, sources, _ = nodes[i]
        if op == "input":
            continue
        _, backward = GATES[op].rule(*[values[j] for j in sources])
        for j, part in zip(sources, backward(gradients[i]), strict=True):
            gradients[j] += part
    return np.array(gradients)


def local_gradients(op, xs, value):
    """Derivative of a gate's value by each of its inputs.

    Parameters
    ----------
    op : str
        "input", "add", "mul", "max", "negate", "exp" or "reciprocal".
    xs : tuple of float
        Values of its inputs.
    value : float
        Its own value, as the forward pass has kept it.

    Returns
    -------
    slopes : tuple of float
        One for each input; none for "input".

    Raises
    ------
    ValueError
        If the op is unknown.

    Notes
    -----
    Lecture 4: the walk back multiplies each by the upstream gradient.

    Examples
    --------
    >>> local_gradients("mul", (3.0, -4.0), -12.0)
    (-4.0, 3.0)
    """
    _require_graph([(op, (), value)])
    match op, *xs:
        case "add", _, _:
            return 1.0, 1.0
        case "mul", x, y:
            return float(y), float(x)
        case "max", x, y:
            return float(x >= y), float(x < y)
        case "negate", _:
            return (-1.0,)
        case "exp", _:
            return (float(value),)
        case "reciprocal", _:
            return (-(float(value) ** 2),)
    return ()


def record(last):
    """Write the graph of a scalar node as plain data.

    Parameters
    ----------
    last : course_lib.networks.gates.Node

    Returns
    -------
    nodes : list of (op, inputs, value)
        As `backpropagate` takes them.

    Raises
    ------
    ValueError
        If a value is no number, or a gate has options, which plain data do not hold.

    Examples
    --------
    >>> from course_lib.networks import gates
    >>> x, y = gates.inputs(x=3.0, y=2.0)
    >>> record(x * y + x)
    [('input', (), 3.0), ('input', (), 2.0), ('mul', (0, 1), 6.0), ('add', (2, 0), 9.0)]
    """
    nodes = graph(last)
    for node in nodes:
        if node.value.ndim:
            raise ValueError(f"record: every value must be one number; got {node}.")
        if node.options:
            raise ValueError(f"record: no gate may have options; got {node} with {node.options}.")
    place = {node.number: i for i, node in enumerate(nodes)}
    return [
        (node.gate or "input", tuple(place[source.number] for source in node.inputs), float(node.value))
        for node in nodes
    ]


def _require_graph(nodes):
    if not nodes:
        raise ValueError("backpropagate: the graph must have a node; got none.")
    for i, (op, sources, _) in enumerate(nodes):
        if op != "input" and op not in OPS:
            raise ValueError(f"backpropagate: the ops are input, {', '.join(OPS)}; got {op!r} in node {i}.")
        if sources and (min(sources) < 0 or max(sources) >= i):
            raise ValueError(f"backpropagate: inputs must be earlier nodes; got {sources} in node {i}.")
