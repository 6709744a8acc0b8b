"""What the demos ask: each answer that is called right is found by computing it."""

import re
from functools import cache

import numpy as np
import pytest

from course_lib import demos
from course_lib.live_view.asking.questions import Mark, Number, Options
from course_lib.losses import hinge
from course_lib.losses.softmax import cross_entropy, softmax
from course_lib.networks.activations import sigmoid_backward, tanh_backward
from course_lib.training.valleys import RIDGE
from tests.course_lib.demos.every_question import asking, questions

IMAGES = np.array([[3.2, 5.1, -1.7], [1.3, 4.9, 2.0], [2.2, 2.5, -3.1]])  # scores of cat, car, frog


@cache
def demo(name, *arguments):
    return getattr(demos, name)(*arguments)


def frames(name, setting, key, *arguments, **fixed):
    """Return the values of a slider, and what `compute` returns under `key` at each of them."""
    made = demo(name, *arguments)
    values = next(c.values for c in made.controls if c.name == setting)
    return np.array(values), [made.frame(**{setting: value}, **fixed)[key] for value in values]


def first(values, holds):
    """Return the first value at which something holds."""
    return next(value for value, there in zip(values, holds, strict=True) if there)


def car_loss(car):
    return hinge.multiclass_hinge(np.array([[1.3, car, 2.0]]), np.array([1]))[0]


def lowest_car():
    scores = np.arange(490, 100, -1) / 100
    return first(scores, [car_loss(score - 0.01) > 1e-12 for score in scores])


def squared_slope(lead):
    return (max(0, 1 - lead - 1e-6) ** 2 - max(0, 1 - lead + 1e-6) ** 2) / 2e-6


def half_divergence():
    away, bars = frames("divergence", "away", "measures")
    return np.interp(bars[-1][2] / 2, [each[2] for each in bars], away)


def best_step():
    h, points = frames("gradient_check", "h", "centred now")
    return h[np.argmin([point[0, 1] for point in points])]


def arm(low, high):
    h, points = frames("gradient_check", "h", "centred now")
    there = (h >= low) & (h <= high)
    return np.polyfit(np.log(h[there]), np.log([point[0, 1] for point in points])[there], 1)[0]


def edge(backward):
    x = np.arange(0, 500) / 100
    return first(x, backward(np.ones(500), x) < 0.1)


def angle_of(share):
    angles, points = frames("direction", "angle", "slope")
    return angles[np.argmin(np.abs(np.array(points) / max(points) - share))]


def apart(steps_of):
    steps, outputs = frames("two_layer_training", "steps", "outputs", rate=steps_of)
    return first(steps, [((each > 0.5) == [0, 1, 1, 0]).all() for each in outputs])


def saddle():
    sums = np.arange(0, 500) / 100
    return first(sums, [np.linalg.det([[1, s / 2], [s / 2, 1.5]]) < 0 for s in sums])


def spirals():
    steps, right = frames("net_boundary", "steps", "right", width="10")
    return first(steps, np.array(right) == 1)


def first_rate_that_diverges():
    alpha, losses = frames("learning_rate", "alpha", "loss on the ravine")
    return first(alpha, [not each[-1] < each[0] for each in losses])


def exponent_of_the_matrix():
    n, points = frames("relu_cost", "n", "explicit memory")
    return np.polyfit(np.log(n[-5:]), np.log([point[0, 1] for point in points[-5:]]), 1)[0]


def peak_slope():
    scores = np.arange(-4, 5)
    return max(np.abs(demo("softmax_jacobian").frame(cat=a, car=b, frog=c)["J"]).max()
               for a in scores for b in scores for c in scores)  # fmt: skip


def equal_gradients():
    made = demo("circuit")
    return first(
        (-5, -4, -2, -1, 0, 1, 2, 4, 5),
        [
            len(set(made.frame(x=1, y=1, z=z, step=5)["grads"][:-1])) == 1
            for z in (-5, -4, -2, -1, 0, 1, 2, 4, 5)
        ],
    )


def equal_costs():
    z, yes = frames("logistic_loss", "z", "cost, t = 1")
    _, no = frames("logistic_loss", "z", "cost, t = 0")
    return first(z, [a[0, 1] <= b[0, 1] + 1e-9 for a, b in zip(yes, no, strict=True)])


# What is asked begins with these words: its answer, computed.
NUMBERS = {
    "The car image has the scores": lowest_car,
    "A cat image has the scores": lambda: first(
        np.arange(150, -300, -1) / 100,
        [hinge.multiclass_hinge(np.array([[2.0, 3.0, s]]), np.array([0]))[0] <= 2 for s in np.arange(150, -300, -1) / 100],
    ),
    "Both losses cost nothing": lambda: first(
        np.arange(90, -300, -1) / 100, [(1 - x) ** 2 >= 1 - x for x in np.arange(90, -300, -1) / 100]
    ),
    "At a lead of 0.8": lambda: squared_slope(0.8),
    "At which lead is the squared hinge": lambda: first(
        np.arange(-300, 100) / 100, [squared_slope(x) > -2 for x in np.arange(-300, 100) / 100]
    ),
    "Now two wrong classes": lambda: hinge.squared_hinge(np.zeros((1, 3)), np.array([0]))[0],
    "Below which factor": lambda: first(
        np.arange(100, 0, -1) / 100,
        [hinge.multiclass_hinge(s * IMAGES[1:2], np.array([1]))[0] > 0 for s in np.arange(100, 0, -1) / 100],
    ),
    "The scores of car and cat": lambda: first(
        np.arange(1, 500) / 100,
        [np.divide(*softmax(IMAGES[:1] / t)[0, [1, 0]]) < 2 for t in np.arange(1, 500) / 100],
    ),
    "The largest score is 5.1": lambda: np.log(np.finfo(float).max) - 5.1,
    "Raise the score of the cat": lambda: first(
        np.arange(0, 100) / 10,
        [hinge.hinge_terms(np.array([[s, 5.1, -1.7]]), np.array([0])).sum() < 1e-9 for s in np.arange(100) / 10],
    ),
    "What do the three gradients": lambda: demo("two_losses").frame()["cross-entropy gradient"].sum(),
    "How far must q move": half_divergence,
    "How steep can it become": lambda: -min(point[0, 1] for point in frames("logistic_loss", "z", "slope, t = 1")[1]),
    "At which logit do": equal_costs,
    "And how much, in nats": lambda: cross_entropy(np.zeros((1, 2)), np.array([0]))[0],
    "At which h": best_step,
    "Logarithmic axes show": lambda: arm(1e-4, 1e-1),
    "And which power is its left arm": lambda: arm(1e-14, 1e-7),
    "At which angle from the gradient": lambda: (angle_of(0.0),),
    "The slope at 60°": lambda: demo("direction").frame(angle=60)["slope"] / demo("direction").frame(angle=0)["slope"],
    "At which angle, from 0": lambda: abs(angle_of(-0.5)),
    "The ravine has the curvatures": first_rate_that_diverges,
    "All weights start at 0": lambda: demo("digit_descent").frame()["losses"][0],
    "With a step size of 1": lambda: apart("1"),
    "From which input on": lambda: (edge(sigmoid_backward),),
    "And tanh": lambda: edge(tanh_backward),
    "At which positive input": lambda: first(
        np.arange(50, 500) / 100,
        sigmoid_backward(np.ones(450), np.arange(50, 500) / 100) >= tanh_backward(np.ones(450), np.arange(50, 500) / 100),
    ),
    "How many steps does your net": spirals,
    "The diagonal of A": saddle,
    "The number of units doubles": lambda: 2 ** exponent_of_the_matrix(),
    "And that of the mask": lambda: np.ones(64, dtype=bool).nbytes / np.ones(32, dtype=bool).nbytes,
    "On logarithmic axes a power": exponent_of_the_matrix,
    "How large can the largest": peak_slope,
    "For which number of columns": lambda: first(
        range(1, 5),
        [np.array_equal(*(demo("flattened_product").frame(order=o, n=n)["J"] for o in ("row", "column")))
         for n in range(1, 5)],
    ),
    "With short steps": lambda: RIDGE,
    "With α = 0.1 a start": lambda: 1 + demo("saddle").frame(beside=1e-6, alpha=0.1)["inside"],
    "The dot product is 1": lambda: sigmoid_backward(np.ones(1), np.array([4.0]))[0],
    "For y = 2, below which x": lambda: first(np.arange(300, -300, -1) / 100, np.arange(300, -300, -1) / 100 * 2 <= 2),
    "x = 1 and y = 1": equal_gradients,
    "The layer with a memory": lambda: demo("module_memory").frame(
        step=4, memory="the last input, gradients replaced")["dW"],
}  # fmt: skip


def answer(question):
    (begin,) = [begin for begin in NUMBERS if question.ask.startswith(begin)]
    return np.atleast_1d(NUMBERS[begin]())


@pytest.mark.parametrize(
    "question", [q for _, q in questions() if isinstance(q, Number)], ids=lambda q: q.ask[:40]
)
def test_a_number_that_is_called_right_is_computed(question):
    for computed in answer(question):
        near = [abs(computed - right) <= question.close + 1e-9 or 1 / question.ratio <= computed / right
                <= question.ratio for right in question.answers]  # fmt: skip
        assert any(near), computed


def test_no_answer_would_be_right_that_is_far_away():
    """A tolerance that took the usual wrong answers would ask nothing."""
    wrong = {"At a lead of 0.8": -1.0, "The dot product is 1": 0.197, "How large can the largest": 0.3,
             "A cat image has the scores": 2.0, "Now two wrong classes": 4.0, "And tanh": 2.06}  # fmt: skip
    for _, question in questions():
        for begin, value in wrong.items():
            if question.ask.startswith(begin):
                assert all(abs(value - right) > question.close for right in question.answers)


@pytest.mark.parametrize("name", asking())
def test_the_questions_of_a_demo_are_sentences_and_its_answers_can_be_shown(name):
    demo = asking()[name]
    assert demo.questions, name
    for question in demo.questions:
        assert len(re.findall(r"[.!?](?: |$)", question.why)) == 1, question.why  # one sentence
        assert set(question.shows) <= {control.name for control in demo.controls}
        for setting, value in question.shows.items():
            assert next(c for c in demo.controls if c.name == setting).holds(value)
    assert demo.questions[-1].shows or isinstance(demo.questions[-1], Number)


def test_every_kind_of_question_is_asked():
    kinds = {type(question) for _, question in questions()}
    assert kinds == {Options, Number, Mark}
