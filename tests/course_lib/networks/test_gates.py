"""The graph engine: hand arithmetic, another library's gradients on random graphs, depth, messages."""

import subprocess
import sys

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from course_lib.derivatives.gradcheck import numerical_gradient, relative_error
from course_lib.networks import gates
from course_lib.networks.gate_rules import GATES
from course_lib.networks.gates import Node, apply, backward_steps, graph

# The same gates in autograd's NumPy, written from their formulas.
ORACLE = {
    "add": lambda x, y: x + y,
    "mul": lambda x, y: x * y,
    "max": lambda x, y: anp.where(x >= y, x + 0 * y, y + 0 * x),
    "negate": lambda x: -x,
    "add_one": lambda x: x + 1,
    "exp": anp.exp,
    "log": anp.log,
    "reciprocal": lambda x: 1 / x,
    "sigmoid": lambda x: 1 / (1 + anp.exp(-x)),
    "tanh": anp.tanh,
    "relu": lambda x: anp.where(x > 0, x, 0.0 * x),
    "maxout": lambda x, w1, w2: anp.max(anp.array([anp.dot(w1, x), anp.dot(w2, x)])),
    "matmul": anp.dot,
    "sum": anp.sum,
    "power": lambda x: x**3,
}
OPTIONS = {"power": {"exponent": 3}}
# gate: shapes of its inputs
SHAPES = {
    **{
        name: [((),), ((3,),), ((2, 4),)]
        for name in ("negate", "add_one", "exp", "sigmoid", "tanh", "relu", "sum", "power")
    },
    **{name: [((),), ((3,),), ((2, 4),)] for name in ("log", "reciprocal")},
    **{
        name: [((), ()), ((3,), (3,)), ((2, 4), (4,)), ((), (2, 3)), ((2, 1), (1, 3)), ((4, 1, 3), (2, 3))]
        for name in ("add", "mul", "max")
    },
    "maxout": [((4,), (4,), (4,)), ((1,), (1,), (1,))],
    "matmul": [((2, 3), (3, 4)), ((2, 3), (3,)), ((3,), (3, 4)), ((3,), (3,)), ((1, 1), (1, 5))],
}
EACH = [(name, shapes) for name, rows in SHAPES.items() for shapes in rows]


def test_every_gate_has_an_oracle_and_shapes():
    assert set(ORACLE) == set(SHAPES) == set(GATES)


@pytest.mark.parametrize(("name", "shapes"), EACH)
def test_a_gate_is_what_differences_and_autograd_say(name, shapes):
    rng = np.random.default_rng(len(str(shapes)))
    low = 0.5 if name in ("log", "reciprocal") else -2
    values = [rng.uniform(low, 2, shape) for shape in shapes]
    result = apply(name, *values, **OPTIONS.get(name, {}))
    upstream = rng.normal(size=result.value.shape)
    result.backward(upstream)
    np.testing.assert_allclose(result.value, ORACLE[name](*values), rtol=1e-14)
    for i, node in enumerate(result.inputs):

        def moved(x, i=i):
            arguments = [*values[:i], x, *values[i + 1 :]]
            return np.sum(upstream * ORACLE[name](*arguments))

        numerical = numerical_gradient(moved, values[i])
        assert node.grad.shape == shapes[i]
        assert relative_error(node.grad, numerical, floor=1e-3) < 1e-6
        for wrong in (0, -1, 1.01):
            assert relative_error(wrong * node.grad, numerical, floor=1e-3) > 1e-3 or not numerical.any()
        np.testing.assert_allclose(
            node.grad, autograd.grad(lambda x, i=i: moved(x, i))(values[i]), rtol=1e-10, atol=1e-12
        )


def random_graph(rng, n_nodes, shape):
    """Return inputs and a program [(gate, indices)] whose values stay moderate and away from kinks."""
    values = [rng.uniform(-1.5, 1.5, shape) for _ in range(4)]
    given, program = list(values), []
    while len(values) < n_nodes:
        name = rng.choice(["add", "mul", "max", "negate", "add_one", "exp", "log", "reciprocal", "sigmoid",
                           "tanh", "relu"])  # fmt: skip
        picked = rng.integers(len(values), size=GATES[name].n_inputs)  # one node twice: also that
        arguments = [values[i] for i in picked]
        if not fitting(name, *arguments):
            name, picked = "tanh", picked[:1]
            arguments = arguments[:1]
        program.append((str(name), tuple(int(i) for i in picked)))
        values.append(ORACLE[name](*arguments))
    return given, program


def fitting(name, x, y=0.0):
    if name in ("max", "relu"):
        return bool(np.all(np.abs(x - y) > 1e-3))
    low, high = {"log": (0.2, 50), "reciprocal": (0.3, 50)}.get(name, (-3, 3))
    return bool(np.all((x > low) & (x < high)) and np.all(np.abs(y) < 3))


def run(given, program, one):
    values = list(given)
    for name, picked in program:
        values.append(one(name, [values[i] for i in picked]))
    total = values[0]
    for value in values[1:]:  # every node counts, so that every gradient is asked for
        total = one("add", [total, value])
    return one("sum", [total])


@pytest.mark.parametrize("shape", [(), (3,), (2, 3)])
@pytest.mark.parametrize("n_nodes", [5, 20, 80, 200])
@pytest.mark.parametrize("seed", range(5))
def test_random_graphs_have_autograds_gradients(n_nodes, shape, seed):
    given, program = random_graph(np.random.default_rng((seed, n_nodes)), n_nodes, shape)
    nodes = [Node(value) for value in given]
    last = run(nodes, program, lambda name, arguments: apply(name, *arguments))
    last.backward()
    expected = autograd.grad(lambda xs: run(xs, program, lambda name, a: ORACLE[name](*a)))(tuple(given))
    assert len(graph(last)) > n_nodes
    for node, gradient in zip(nodes, expected, strict=True):
        scale = max(1, np.abs(gradient).max())
        np.testing.assert_allclose(node.grad, gradient, rtol=1e-9, atol=1e-11 * scale)


def test_the_circuit_of_row_4_3():
    x, y, z = gates.inputs(x=-2.0, y=5.0, z=-4.0)
    q = x + y
    f = q * z
    f.backward()
    assert (q.value, f.value) == (3, -12)
    assert [node.grad for node in (x, y, z, q, f)] == [-4, -4, 3, -4, 1]


def test_the_neuron_of_row_4_4():
    w0, w1, w2, x0, x1 = nodes = gates.inputs(w0=2.0, w1=-3.0, w2=-3.0, x0=-1.0, x1=-2.0)
    dot = w0 * x0 + w1 * x1 + w2
    f = gates.reciprocal(gates.add_one(gates.exp(-dot)))
    f.backward()
    slope = f.value * (1 - f.value)
    assert (dot.value, float(f.value)) == (1, pytest.approx(1 / (1 + np.exp(-1))))
    expected = slope * np.array([-1, -2, 1, 2, -3])  # w gets x, x gets w
    np.testing.assert_allclose([node.grad for node in nodes], expected, rtol=1e-14)


def test_gradients_add_where_a_value_branches():
    (x,) = gates.inputs(x=3.0)
    (x * x + x).backward()
    assert x.grad == 2 * 3 + 1


def test_a_second_backward_gives_the_same_and_another_root_its_own():
    x, y = gates.inputs(x=3.0, y=2.0)
    product, total = x * y, x + y
    product.backward()
    product.backward()
    assert (x.grad, y.grad) == (2, 3)
    total.backward()
    assert (x.grad, y.grad) == (1, 1)


def test_a_chain_of_100_000_nodes_goes_back_to_its_start():
    (x,) = gates.inputs(x=0.5)
    last = x
    for _ in range(100_000):
        last = gates.negate(last)
    last.backward()
    assert len(graph(last)) == 100_001
    assert x.grad == 1.0  # an even number of signs
    del last  # taken apart without recursion as well


def test_values_are_never_changed():
    value = np.array([1.0, -2.0])
    node = Node(value)
    gates.total(gates.relu(node) * node).backward()
    assert value.tolist() == [1.0, -2.0]
    assert node.value is value


def test_float32_stays_float32():
    x = Node(np.ones((2, 3), dtype=np.float32))
    loss = gates.total(gates.sigmoid(x @ np.ones((3, 1), dtype=np.float32)))
    loss.backward()
    assert loss.value.dtype == x.grad.dtype == np.float32
    assert (x ** np.float64(2)).value.dtype == np.float32


def test_arrays_and_numbers_mix_with_nodes_on_both_sides():
    (x,) = gates.inputs(x=[1.0, 2.0])
    loss = gates.total(np.array([3.0, 4.0]) * x - 1 + 2 / x - x / 4 + (5 - x))
    loss.backward()
    assert loss.value == sum(a * v - 1 + 2 / v - v / 4 + 5 - v for a, v in ((3, 1), (4, 2)))
    np.testing.assert_allclose(x.grad, [3 - 2 - 0.25 - 1, 4 - 0.5 - 0.25 - 1], rtol=1e-14)


def test_steps_hand_out_upstream_times_local():
    x, y = gates.inputs(x=2.0, y=5.0)
    steps = [(gate.gate, float(gate.grad), [float(part) for part in handed])
             for gate, handed in backward_steps(gates.maximum(x * y, x))]  # fmt: skip
    assert steps == [("max", 1.0, [1.0, 0.0]), ("mul", 1.0, [5.0, 2.0])]


@pytest.mark.parametrize(
    ("gate", "arguments", "error", "message"),
    [
        ("log", (0.0,), ValueError, "log: the argument must be positive; got 0."),
        ("reciprocal", (0.0,), ValueError, "reciprocal: the argument must not be 0; got 0."),
        ("add", (np.ones(2), np.ones(3)), ValueError,
         "add: the shapes must broadcast; got shape (2,) and shape (3,)."),
        ("matmul", (np.ones((2, 3)), np.ones(2)), ValueError,
         "matmul: vectors or matrices whose inner sizes agree are needed; got shape (2, 3) and shape (2,)."),
        ("maxout", (np.ones(2), np.ones(3), np.ones(2)), ValueError,
         "maxout: vectors of one length are needed; got shape (2,) and shape (3,) and shape (2,)."),
        ("mul", (1.0,), TypeError, "mul: the gate has 2 inputs; got 1."),
        ("add", (1.0, "two"), TypeError, "Node: `value` must hold real numbers; got dtype <U3."),
        ("root", (1.0,), LookupError, f"apply: the gate must be one of {', '.join(GATES)}; got 'root'."),
    ],
)  # fmt: skip
def test_messages_name_the_gate_and_its_arguments(gate, arguments, error, message):
    with pytest.raises(error) as caught:
        apply(gate, *arguments)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("value", "axis", "reach", "got"),
    [
        (np.ones((2, 3)), 5, "None or an axis of the argument, -2 to 1", "shape (2, 3)"),
        (np.ones((2, 3)), "rows", "None or an axis of the argument, -2 to 1", "shape (2, 3)"),
        (np.ones((2, 3)), (0, 0), "None or an axis of the argument, -2 to 1", "shape (2, 3)"),
        (3.0, 0, "None", "3"),
    ],
)
def test_the_sum_names_its_axis(value, axis, reach, got):
    with pytest.raises(ValueError) as caught:
        gates.total(value, axis=axis)
    assert str(caught.value) == f"sum: `axis` = {axis!r} must be {reach}; got {got}."
    for right in (None, 0, -2, (0, 1)):
        assert gates.total(np.ones((2, 3)), axis=right).value.sum() == 6


def test_backward_asks_for_a_scalar_or_an_upstream_gradient():
    with pytest.raises(ValueError) as caught:
        Node(np.ones(3)).backward()
    assert str(caught.value) == (
        "backward: the upstream gradient must have the shape of the node's value; got () and (3,). "
        "Sum to one number first, or pass `upstream`."
    )


@pytest.mark.parametrize("exponent", [2, -1, 0.5, -1.5, 1, 0, np.int64(3), np.float32(2)])
def test_a_power_has_the_slope_of_differences(exponent):
    (x,) = gates.inputs(x=[0.5, 2.0])
    upstream = np.array([3.0, -2.0])
    (x**exponent).backward(upstream)
    expected = numerical_gradient(lambda v: np.sum(upstream * v ** float(exponent)), x.value)
    assert relative_error(x.grad, expected) < 1e-6


def test_powers_of_numbers_that_are_not_positive():
    x, zero = gates.inputs(x=-2.0, zero=0.0)
    total = x**3 + zero**2 + zero**1 + zero**0
    total.backward()
    assert (total.value, x.grad, zero.grad) == (-7, 12, 1)


@pytest.mark.parametrize(
    ("base", "exponent", "error", "message"),
    [
        (-1.0, 0.5, ValueError, "power: the argument must be positive for the exponent 0.5; got -1."),
        (0.0, -1, ValueError, "power: the argument must not be 0 for the exponent -1; got 0."),
        (2.0, Node(3.0, "y"), TypeError,
         "power: the exponent must be a number; got <y: 3, gradient none>. Write exp(y * log(x)) for x ** y."),
    ],
)  # fmt: skip
def test_a_power_without_a_slope_is_refused(base, exponent, error, message):
    with pytest.raises(error) as caught:
        Node(base) ** exponent
    assert str(caught.value) == message


def test_a_node_shows_itself_in_words_where_nobody_can_draw_it(monkeypatch):
    monkeypatch.setattr(Node, "picture", None)
    assert Node(2.0, "x")._repr_mimebundle_() == {"text/plain": "<x: 2, gradient none>"}


def test_the_nets_do_without_pictures():
    code = "import sys, course_lib.networks.gates; print([m for m in sys.modules if 'pictures' in m])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
