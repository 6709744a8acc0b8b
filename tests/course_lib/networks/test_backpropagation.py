"""Backpropagation on plain data finds what the graph engine finds."""

import numpy as np
import pytest

from course_lib.networks import gates
from course_lib.networks.backpropagation import backpropagate, record


def random_scalar_graph(seed, n_nodes=60):
    rng = np.random.default_rng(seed)
    nodes = [gates.Node(rng.uniform(0.5, 1.5)) for _ in range(3)]
    while len(nodes) < n_nodes:
        x, y = (nodes[i] for i in rng.integers(len(nodes), size=2))
        name = rng.choice(["add", "mul", "max", "negate", "exp", "reciprocal"])
        if name in ("add", "mul", "max"):
            new = gates.apply(name, x, y)
        else:
            new = gates.apply(name, x if name == "negate" or 0.3 < abs(x.value) < 2 else nodes[0])
        nodes.append(new if abs(new.value) < 4 else gates.negate(x))
    last = nodes[0]
    for node in nodes[1:]:
        last = last + node
    return last


@pytest.mark.parametrize("seed", range(10))
def test_it_is_the_engine_on_plain_data(seed):
    last = random_scalar_graph(seed)
    last.backward()
    expected = [float(node.grad) for node in gates.graph(last)]
    np.testing.assert_allclose(backpropagate(record(last)), expected, rtol=1e-12, atol=1e-12)


def test_one_input_is_its_own_gradient_and_an_unused_one_has_none():
    assert backpropagate([("input", (), 3.0)]).tolist() == [1]
    nodes = [("input", (), 3.0), ("input", (), 2.0), ("exp", (1,), 7.4), ("negate", (0,), -3.0)]
    assert backpropagate(nodes).tolist() == [-1, 0, 0, 1]


@pytest.mark.parametrize(
    ("nodes", "message"),
    [
        ([], "backpropagate: the graph must have a node; got none."),
        ([("input", (), 1.0), ("sin", (0,), 0.8)],
         "backpropagate: the ops are input, add, mul, max, negate, exp, reciprocal; got 'sin' in node 1."),
        ([("negate", (0,), 1.0)], "backpropagate: inputs must be earlier nodes; got (0,) in node 0."),
    ],
)  # fmt: skip
def test_what_is_no_graph_is_refused(nodes, message):
    with pytest.raises(ValueError) as caught:
        backpropagate(nodes)
    assert str(caught.value) == message


def test_only_numbers_are_recorded():
    with pytest.raises(ValueError) as caught:
        record(gates.Node(np.ones(2), "w"))
    assert str(caught.value) == "record: every value must be one number; got <w: shape (2,), gradient none>."


def test_what_plain_data_cannot_hold_is_not_recorded():
    with pytest.raises(ValueError) as caught:
        record(gates.Node(3.0) ** 2)
    assert str(caught.value) == (
        "record: no gate may have options; got <gate power: 9, gradient none> with {'exponent': 2.0}."
    )
