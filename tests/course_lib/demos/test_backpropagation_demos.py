"""The demos of the backpropagation lecture show its numbers, and a student's mistakes."""

import sys

import numpy as np
import pytest

from course_lib import demos, pictures
from course_lib.networks import gates
from course_lib.networks.approximation import FUNCTIONS, fitted_relus
from course_lib.networks.backpropagation import backpropagate
from course_lib.networks.gate_rules import mul_backward
from course_lib.networks.relu_nets import two_layer_loss


def end(demo):
    """Return the last step of a circuit."""
    return demo.controls[-1].values[-1]


def texts(demo, quantity, **settings):
    frame = demo.frame(**settings)
    return [
        frame[name]
        for name in sorted(
            (n for n in frame if n.startswith(f"{quantity} ")), key=lambda n: int(n.split()[1])
        )
    ]


def test_the_circuit_of_row_4_3_forward_and_backward():
    demo = demos.circuit()
    assert texts(demo, "value", step=0) == ["−2", "5", "−4", "", ""]  # x, y, z, q, f
    assert texts(demo, "value", step=1) == ["−2", "5", "−4", "3", ""]
    assert texts(demo, "value", step=2) == ["−2", "5", "−4", "3", "−12"]
    assert texts(demo, "gradient", step=2) == [""] * 5
    assert texts(demo, "gradient", step=3) == [""] * 4 + ["1"]
    assert texts(demo, "gradient", step=4) == ["", "", "3", "−4", "1"]
    assert texts(demo, "gradient", step=5) == ["−4", "−4", "3", "−4", "1"]
    assert demo.sentence(demo.frame(step=4), step=4) == (
        "x = −2, y = 5, z = −4. Backward, gate ×: upstream 1 × local (−4, 3) = (−4, 3). So far: d/dz = 3."
    )


@pytest.mark.parametrize("seed", range(5))
def test_the_neuron_at_any_input_has_the_formulas_gradients(seed):
    rng = np.random.default_rng(seed)
    demo, start = demos.circuit("neuron"), {"w0": 2.0, "x0": -1.0, "w1": -3.0, "x1": -2.0, "w2": -3.0}
    moved, by = rng.choice(list(start)), rng.uniform(-3, 3)
    at = {**start, moved: start[moved] + by}
    s = 1 / (1 + np.exp(-(at["w0"] * at["x0"] + at["w1"] * at["x1"] + at["w2"])))
    frame = demo.frame(moved=moved, by=by, step=end(demo))
    expected = s * (1 - s) * np.array([at["x0"], at["w0"], at["x1"], at["w1"], 1])  # w0, x0, w1, x1, w2
    np.testing.assert_allclose(frame["grads"][:5], expected, rtol=1e-12)


def test_the_branch_adds_what_comes_back():
    demo = demos.circuit("branch")
    assert texts(demo, "gradient", step=end(demo), x=3.0, y=2.0)[:2] == ["3", "3"]  # y + 1, x
    assert texts(demo, "gradient", step=end(demo), x=0.0, y=2.0)[:2] == ["1", "1"]  # max takes y
    assert texts(demo, "gradient", step=end(demo) - 1, x=3.0, y=2.0)[0] == "1"  # one part so far


def test_a_students_wrong_rule_and_walk_are_seen():
    demo = demos.circuit(rules={"mul": lambda dz, x, y: (dz * x, dz * y)})
    assert texts(demo, "gradient", step=end(demo)) == ["3", "3", "−4", "3", "1"]
    right = demos.circuit(rules={"mul": mul_backward})
    assert texts(right, "gradient", step=end(right)) == ["−4", "−4", "3", "−4", "1"]
    halved = demos.circuit("branch", backpropagate=lambda nodes: backpropagate(nodes) / 2)
    assert texts(halved, "gradient", step=end(halved))[:2] == ["1.5", "1.5"]


def test_a_stub_is_answered_with_a_sentence():
    def mul_backward(dz, x, y):
        raise NotImplementedError

    for demo in (demos.circuit(rules={"mul": mul_backward}), demos.circuit("branch", backpropagate=mul_backward),
                 demos.activations(sigmoid_slope=mul_backward), demos.net_boundary(mul_backward)):  # fmt: skip
        with pytest.raises(demos.CannotShow, match="mul_backward"):
            demo.frame(**({"step": end(demo)} if "step" in {c.name for c in demo.controls} else {}))


def test_an_unknown_circuit_is_refused():
    with pytest.raises(ValueError) as caught:
        demos.circuit("loop")
    assert str(caught.value) == "circuit: `which` must be one of product, neuron, branch; got 'loop'."


@pytest.mark.parametrize("x", [-4.2, 0.0, 0.7, 5.0])
def test_activations(x):
    frame = demos.activations().frame(x=x)
    s = 1 / (1 + np.exp(-x))
    for name, value, slope in [("sigmoid", s, s * (1 - s)), ("tanh", np.tanh(x), 1 - np.tanh(x) ** 2),
                               ("ReLU", max(0, x), float(x > 0))]:  # fmt: skip
        drawn = [[x, value]] if value < 3.2 else [[np.nan, np.nan]]  # not above the axes, over the title
        np.testing.assert_allclose(frame[f"{name} value"], drawn, rtol=1e-12)
        assert f"{name} is {value:.3f}".replace("-", "−") in demos.activations().sentence(frame, x=x)
        np.testing.assert_allclose(frame[f"{name} slope"], [[x, slope]], rtol=1e-9, atol=1e-15)


def test_wider_nets_bend_their_boundary_and_a_wrong_gradient_is_seen():
    demo = demos.net_boundary()
    ends = [demo.frame(width=width) for width in ("1", "3", "10", "30")]
    curves = np.array([end["curve"][end["curve"][:, 0] >= 100, 1] for end in ends])
    assert np.all(np.diff(curves, axis=0) < 0)  # from step 100 on a wider net has the lower loss
    assert np.all(np.diff([end["right"] for end in ends]) >= 0)
    assert ends[0]["right"] < ends[1]["right"] < 0.95 < ends[2]["right"] == ends[3]["right"] == 1
    assert all(demo.frame(width=width, steps=0)["now"][0, 1] < 1 for width in ("1", "3", "10", "30"))  # drawn
    assert demo.frame(steps=0)["curve"][0, 1] > 2 * demo.frame()["now"][0, 1]

    def uphill(*arguments):
        value, grads = two_layer_loss(*arguments)
        return value, {name: -gradient for name, gradient in grads.items()}

    assert demos.net_boundary(uphill).frame()["now"][0, 1] > 1


def test_the_start_of_the_net_is_a_usual_one(monkeypatch):
    """What the comment at START says: the demo must not show a lucky or an unlucky training."""
    shown = {width: demos.net_boundary().frame(width=width)["now"][0, 1] for width in ("1", "3", "10", "30")}
    ends = []
    for seed in range(12):
        monkeypatch.setattr(sys.modules[demos.net_boundary.__module__], "START", seed)
        demo = demos.net_boundary()
        ends.append({width: demo.frame(width=width) for width in shown})
    for width, loss in shown.items():
        assert loss == pytest.approx(np.median([end[width]["now"][0, 1] for end in ends]), abs=0.005)
    assert sum(end["3"]["now"][0, 1] > 0.37 for end in ends) == 2
    assert sum(end["3"]["right"] == 1 for end in ends) == 3


def test_the_error_of_a_continuous_function_falls_with_the_width():
    x = np.linspace(0, 1, 4001)
    for name, f in FUNCTIONS.items():
        errors = [np.abs(fitted_relus(f, width)(x) - f(x)).max() for width in (16, 32, 64, 128, 256)]
        if "jump" in name:
            assert min(errors) > 0.9
        elif name == "a corner":
            assert errors[-1] < 0.02
        else:  # twice differentiable: a quarter of the error for half the distance
            np.testing.assert_allclose(np.divide(errors[3:], errors[2:-1]), 0.25, rtol=0.1)
    demo = demos.universal_approximation()
    assert demo.sentence(demo.frame(width=1), width=1).startswith("1 ReLU for a wave: ")
    assert demo.frame(width=64)["now"][0, 1] == pytest.approx(
        np.abs(fitted_relus(FUNCTIONS["a wave"], 64)(np.linspace(0, 1, 1025))
               - FUNCTIONS["a wave"](np.linspace(0, 1, 1025))).max())  # fmt: skip


def test_a_picture_of_a_circuit_says_its_numbers():
    x, y, z = gates.inputs(x=-2.0, y=5.0, z=-4.0)
    f = (x + y) * z
    f.backward()
    assert pictures.circuit(f).description == (
        "A circuit. x: value −2, gradient −4; y: value 5, gradient −4; z: value −4, gradient 3; "
        "gate add: value 3, gradient −4; gate mul: value −12, gradient 1."
    )
    assert "image/png" in f._repr_mimebundle_()
