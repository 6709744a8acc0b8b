"""The backward passes of sigmoid, tanh and ReLU, and the ways to get them wrong."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Case, Exercise, Mistake
from course_lib.networks.activations import relu_backward, sigmoid_backward, tanh_backward

TOPIC = "backpropagation"


def _cases():
    def case(name, dz, x, public=False):
        return Case(name, {"dz": np.array(dz), "x": np.array(x)}, public)

    yield case("four numbers", [4.0, -1.0, 5.0, 9.0], [1.0, -2.0, 3.0, -1.0], public=True)
    yield case("one number", [-2.0], [0.7], public=True)
    rng = np.random.default_rng(41)
    dz, x = rng.normal(size=(2, 10))
    yield case("ten numbers", dz, x, public=True)
    yield case("an upstream gradient of 0", [0.0, 1.7, 0.0, -0.3], rng.normal(size=4))
    yield case("small inputs", rng.normal(size=6), rng.uniform(-0.3, 0.3, size=6))
    yield case("inputs of ±1000", [3.0, 2.0, -1.5], [1000.0, -1000.0, 0.3], public=True)


def _relu_cases():
    yield from _cases()
    yield Case("an input of exactly 0", {"dz": np.array([2.0, 3.0, -1.0]), "x": np.array([0.0, 1.0, -1.0])})


def _sigma(x):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-x))


def _of_exponentials(above, below):
    """The slope written with exponentials, e^(±x) / (1 + e^(±x))²: right where the signs agree."""

    def slope(x):
        with np.errstate(all="ignore"):
            return np.exp(above * x) / (1 + np.exp(below * x)) ** 2

    return slope


_SIGMOID = {
    "own": lambda x: _sigma(x) * (1 - _sigma(x)),
    "of argument": lambda x: x * (1 - x),
    "twice": lambda x: _sigma(_sigma(x)) * (1 - _sigma(_sigma(x))),
    "value": _sigma,
    "one minus": lambda x: 1 - _sigma(x),
    "square": lambda x: _sigma(x) ** 2,
    "none": np.ones_like,
    "plus": lambda x: _sigma(x) * (1 + _sigma(x)),
    "tanh": lambda x: 1 - _sigma(x) ** 2,
    "overflow": _of_exponentials(-1, -1),
    "wrong sign below": _of_exponentials(-1, 1),
    "wrong sign above": _of_exponentials(1, -1),
}
_TANH = {
    "own": lambda x: 1 - np.tanh(x) ** 2,
    "of argument": lambda x: 1 - x**2,
    "twice": lambda x: 1 - np.tanh(np.tanh(x)) ** 2,
    "value": np.tanh,
    "not squared": lambda x: 1 - np.tanh(x),
    "square": lambda x: np.tanh(x) ** 2,
    "none": np.ones_like,
    "plus": lambda x: 1 + np.tanh(x) ** 2,
    "sigmoid": lambda x: np.tanh(x) * (1 - np.tanh(x)),
}


def _slope_imitation(slopes):
    def imitation(dz, x, *, slope="own", upstream="own"):
        return (dz if upstream == "own" else np.ones_like(dz)) * slopes[slope](x)

    return imitation


def _relu_imitation(dz, x, *, mask="own", upstream="own", at_zero=0.0):
    masks = {
        "own": lambda: (x > 0) + at_zero * (x == 0),
        "none": lambda: np.ones_like(x),
        "upstream": lambda: dz > 0,
        "shifted": lambda: x > 1,
        "neighbour": lambda: np.roll(x > 0, 1),
        "inverted": lambda: x < 0,
        "output": lambda: np.maximum(x, 0),
        "sign": lambda: np.sign(x),
    }
    return (dz if upstream == "own" else np.ones_like(dz)) * masks[mask]()


_UPSTREAM = Mistake(
    "upstream_ignored",
    "The upstream gradient is ignored: this is the slope alone. Multiply it by `dz`.",
    {"upstream": "ones"},
)
_NO_SLOPE = "The upstream gradient comes through unchanged: multiply it by the slope of the {}, {}."
_OF_INPUT = "The formula is applied to the input: {} holds for the *value* {}, so compute that first."
_TWICE = "The {0} is applied twice: {1} already holds for its value, so apply {0} to `x` once."


def _exercise(name, reference, mistakes, cases=_cases, **more):
    return Exercise(
        name=name,
        topic=TOPIC,
        inputs=("dz: (n,)", "x: (n,)"),
        outputs=("dx: (n,)",),
        reference=reference,
        cases=cases,
        mistakes=(*mistakes, _UPSTREAM),
        **more,
    )


SIGMOID_BACKWARD = _exercise(
    "sigmoid_backward",
    sigmoid_backward,
    imitation=_slope_imitation(_SIGMOID),
    mistakes=(
        Mistake(
            "slope_of_argument",
            _OF_INPUT.format("z * (1 - z)", "z = 1 / (1 + exp(-x))"),
            {"slope": "of argument"},
        ),
        Mistake("sigmoid_applied_twice", _TWICE.format("sigmoid", "z * (1 - z)"), {"slope": "twice"}),
        Mistake(
            "value_for_slope",
            "The value is taken for the slope: the slope of the sigmoid is z * (1 - z).",
            {"slope": "value"},
        ),
        Mistake(
            "value_for_slope",
            "1 - z is taken for the slope: the slope of the sigmoid is z * (1 - z).",
            {"slope": "one minus"},
        ),
        Mistake(
            "slope_squared",
            "The slope is z²: it is z * (1 - z), which is largest in the middle.",
            {"slope": "square"},
        ),
        Mistake("sign_in_slope", "The slope is z * (1 + z): it is z * (1 - z).", {"slope": "plus"}),
        Mistake(
            "slope_of_tanh",
            "1 - z² is the slope of tanh: that of the sigmoid is z * (1 - z).",
            {"slope": "tanh"},
        ),  # fmt: skip
        *(
            Mistake(
                "exponents_of_opposite_sign",
                "The exponentials above and below the line have opposite signs: the slope of the sigmoid is "
                "exp(-x) / (1 + exp(-x))**2. With z = 1 / (1 + exp(-x)) it is z * (1 - z), which also stays "
                "finite.",
                {"slope": slope},
                paired=slope == "wrong sign below",
            )
            for slope in ("wrong sign below", "wrong sign above")
        ),
        Mistake("slope_missing", _NO_SLOPE.format("sigmoid", "z * (1 - z)"), {"slope": "none"}),
        Mistake(
            "overflow",
            "For x = -1000 the exponential overflows and inf / inf is nan: with z = 1 / (1 + exp(-x)) "
            "the slope z * (1 - z) stays finite.",
            {"slope": "overflow"},
            credit=0.5,
        ),
    ),
)

TANH_BACKWARD = _exercise(
    "tanh_backward",
    tanh_backward,
    imitation=_slope_imitation(_TANH),
    mistakes=(
        Mistake("slope_of_argument", _OF_INPUT.format("1 - z**2", "z = tanh(x)"), {"slope": "of argument"}),
        Mistake("tanh_applied_twice", _TWICE.format("tanh", "1 - z**2"), {"slope": "twice"}),
        Mistake(
            "value_for_slope",
            "The value is taken for the slope: the slope of tanh is 1 - tanh(x)**2.",
            {"slope": "value"},
        ),
        Mistake(
            "square_missing",
            "The square is missing: the slope of tanh is 1 - z**2.",
            {"slope": "not squared"},
        ),
        Mistake(
            "one_minus_missing",
            "This is z²: the slope of tanh is 1 - z**2, largest in the middle.",
            {"slope": "square"},
        ),
        Mistake("sign_in_slope", "The slope is 1 + z²: it is 1 - z**2.", {"slope": "plus"}),
        Mistake(
            "slope_of_sigmoid",
            "z * (1 - z) is the slope of the sigmoid: that of tanh is 1 - z**2.",
            {"slope": "sigmoid"},
        ),
        Mistake("slope_missing", _NO_SLOPE.format("tanh", "1 - z**2"), {"slope": "none"}),
    ),
)

RELU_BACKWARD = _exercise(
    "relu_backward",
    relu_backward,
    cases=_relu_cases,
    imitation=_relu_imitation,
    subgradients=({}, {"at_zero": 1.0}),
    mistakes=(
        Mistake(
            "mask_missing",
            "The upstream gradient comes through everywhere: it is 0 where x < 0. A mask of the output, "
            "relu(x) >= 0, is always true.",
            {"mask": "none"},
        ),
        Mistake(
            "mask_of_upstream",
            "The sign of the upstream gradient decides: it is the input that must be positive, x > 0.",
            {"mask": "upstream"},
        ),
        Mistake("mask_shifted", "The kink lies at 1: it lies at x = 0.", {"mask": "shifted"}),
        Mistake(
            "mask_of_neighbour",
            "Each entry gets the mask of its neighbour: entry i of dx depends on x[i] and dz[i] only.",
            {"mask": "neighbour"},
        ),
        Mistake(
            "mask_inverted",
            "The mask is the wrong way round: the gradient passes where x > 0.",
            {"mask": "inverted"},
        ),
        Mistake(
            "times_output",
            "The gradient is multiplied by the output: the slope of ReLU is 1 where x > 0, not x.",
            {"mask": "output"},
        ),
        Mistake(
            "sign_of_input",
            "The slope for x < 0 is -1 here: it is 0 (np.sign is the slope of |x|).",
            {"mask": "sign"},
        ),
    ),
)
