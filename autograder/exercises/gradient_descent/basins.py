"""In which of two valleys a descent ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.gradient_descent.steps import signed_rate
from autograder.exercises.parts.arrays import Array
from course_lib.training.valleys import MINIMA, NEAR, RIDGE, basins

_CANDIDATES = 600
_REACH = 3.0  # of the starts, to both sides of 0
_MARGIN = 0.02  # distances from a minimum that are close to the limit decide nothing


def _slope(x: Array) -> Array:
    return 2 * x**3 - 4 * x + 1


# What a step follows: the slope, or what is taken for it.
_SLOPES: dict[str, Callable[[Array], Array]] = {
    "curve": _slope,
    "without 1": lambda x: 2 * x**3 - 4 * x,
    "height": lambda x: 0.5 * x**4 - 2 * x**2 + x + 5,
    "sign": lambda x: np.sign(_slope(x)),
}


def _cases(draw: Draw) -> Iterator[Case]:
    # (name, step size, steps, ends of the starts that are looked for)
    table = (
        ("small steps", 0.04, 300, (0, 1, 1, 0, 1, 0, 0)),
        ("one start", 0.05, 200, (1,)),
        ("long steps", 0.12, 250, (0, 1, 0, 1, 0, 1, 1, 0, 1, 0)),
        ("descents that diverge", 0.19, 80, (-1, 0, -1, 1, -1, -1)),
        ("not all are there yet", 0.01, 12, (-1, 0, -1, 1, -1)),
        ("no step at all", 0.1, 0, (-1, 1, 0, -1)),
        ("one step", 0.1, 1, (0, -1, 1)),
        ("two steps", 0.06, 2, (1, -1, 0, -1)),
    )
    for number, (name, alpha, n_steps, wanted) in enumerate(table):
        starts = _starts(draw.rng(38, number), alpha, n_steps, wanted)
        if name == "one step":
            starts = np.concatenate([starts, _at_whole_steps(draw.rng(38, 50))])
        yield Case(name, {"starts": starts, "alpha": alpha, "n_steps": n_steps})
    rng = draw.rng(38, 100)
    yield Case(
        "the last step decides", {"starts": _at_the_last_step(rng, 0.05, 6), "alpha": 0.05, "n_steps": 6}
    )
    yield Case(
        "from the other side", {"starts": _over_the_ridge(rng, 0.12, 250), "alpha": 0.12, "n_steps": 250}
    )
    far = rng.uniform([2.75, -2.95, 3.8, -4.6, 3.8], [2.95, -2.75, 4.6, -3.8, 4.6])
    yield Case("one step across the ridge", {"starts": far, "alpha": 0.1, "n_steps": 1})
    near = MINIMA[[1, 0, 1, 0]] + 0.3 * NEAR * rng.uniform(-1, 1, size=4)
    yield Case("starts in the valleys", {"starts": near, "alpha": 0.05, "n_steps": 3})


def _candidates(rng: np.random.Generator, alpha: float, n_steps: int) -> tuple[Array, Array]:
    """Return starts with an end that rounding cannot change, and these ends."""
    starts = rng.uniform(-_REACH, _REACH, size=_CANDIDATES)
    points = _descend(starts * np.array([[1.0], [1 + 1e-6], [1 - 1e-6]]), -alpha, n_steps)
    short = _descend(starts.astype(np.float32), np.float32(-alpha), n_steps)  # float32 stays float32
    clear = np.ones(len(starts), dtype=bool)
    for point in (*points, short):
        clear &= _ends(point) == _ends(points[0])
        distances = np.abs(point - MINIMA[:, None])
        clear &= np.all(np.abs(distances - NEAR) > _MARGIN, axis=0) | ~np.isfinite(point)
    return starts[clear], _ends(points[0])[clear]


def _starts(rng: np.random.Generator, alpha: float, n_steps: int, wanted: tuple[int, ...]) -> Array:
    """Draw starts with these ends, in this order."""
    starts, ends = _candidates(rng, alpha, n_steps)
    waiting = {end: iter(starts[ends == end].tolist()) for end in set(wanted)}
    return np.array([next(waiting[end]) for end in wanted])


def _at_whole_steps(rng: np.random.Generator) -> Array:
    """Draw starts of which a step without the learning rate would arrive: elsewhere it diverges."""
    starts, _ = _candidates(rng, 0.1, 1)
    return starts[_ends(_descend(starts, -1, 1)) >= 0][:2]


def _at_the_last_step(rng: np.random.Generator, alpha: float, n_steps: int) -> Array:
    """Draw starts that arrive with the last step, and others that would arrive one step later."""
    starts, ends = _candidates(rng, alpha, n_steps)
    before, after = (_ends(_descend(starts, -alpha, n_steps + more)) for more in (-1, 1))
    arriving = starts[(ends >= 0) & (before < 0)]
    late = starts[(ends < 0) & (after >= 0)]
    return np.concatenate([arriving[:4], late[:3]])


def _over_the_ridge(rng: np.random.Generator, alpha: float, n_steps: int) -> Array:
    """Draw starts on either side whose long first step takes them into the other valley."""
    starts, ends = _candidates(rng, alpha, n_steps)
    jumps = ends == (starts < RIDGE)
    return np.concatenate([starts[jumps & (starts < 0)][:3], starts[jumps & (starts > 0)][:3]])


def _descend(x: Array, rate: Any, n_steps: int, *, slope_of: str = "curve") -> Array:
    """Take steps of `rate` times the slope; a descent that diverges becomes infinite or NaN."""
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(n_steps):
            x = x + rate * _SLOPES[slope_of](x)
    return x


def _ends(x: Array, decided: str = "arrived") -> Array:
    left, right = np.abs(x - MINIMA[:, None]) < NEAR
    if decided == "side":
        return np.where(x < RIDGE, 0, 1)
    if decided == "finite":
        return np.where(np.isfinite(x), np.where(x < RIDGE, 0, 1), -1)
    return np.where(left, 0, np.where(right, 1, -1))


def _imitation(
    starts: Array,
    alpha: float,
    n_steps: int,
    *,
    slope_of: str = "curve",
    count: int = 0,
    judged: str = "end",
    decided: str = "arrived",
    exchanged: bool = False,
    returned: str = "ends",
    **rate_switches: Any,
) -> Array:
    """`basins` with a switch for each mistake; further switches are those of `signed_rate`."""
    x = np.array(starts, dtype=float)
    if judged == "end":
        rate = signed_rate(alpha, 1, **rate_switches)
        x = _descend(x, rate, max(0, n_steps + count), slope_of=slope_of)
    if returned == "points":
        return x
    ends = _ends(x, "side" if judged == "start" else decided)
    return np.where(ends < 0, ends, 1 - ends) if exchanged else ends


BASINS = Exercise(
    name="basins",
    topic="gradient_descent",
    inputs=("starts: (N,)", "alpha: scalar", "n_steps: scalar int"),
    outputs=("ends: (N,)",),
    reference=basins,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        Mistake(
            "ascent",
            "The step goes uphill: the slope points to the steepest ascent, so subtract it.",
            {"direction": 1.0},
            paired=False,  # uphill everything leaves the valleys, whatever else is wrong
            formula="x - alpha * slope",
        ),
        Mistake(
            "learning_rate_missing",
            "The learning rate is missing: a step is as long as the slope times alpha.",
            {"rate": "missing"},
            paired=False,  # with steps of size 1 everything diverges, whatever else is wrong
            formula="x - alpha * slope",
        ),
        Mistake(
            "one_step_too_few",
            "One step is missing: take n_steps of them, then look where each descent is.",
            {"count": -1},
        ),
        Mistake(
            "one_step_too_many",
            "There is one step too many: take n_steps of them, then look where each descent is.",
            {"count": 1},
        ),
        Mistake(
            "slope_without_constant",
            "The slope lacks a constant: the term x of f has the slope 1.",
            {"slope_of": "without 1"},
            formula="f'(x) = 2x³ - 4x + 1",
        ),
        Mistake(
            "height_instead_of_slope",
            "The steps follow f itself: a step is alpha times the slope of f.",
            {"slope_of": "height"},
            paired=False,  # it takes most starts out of the valleys, whatever else is wrong
            formula="f'(x) = 2x³ - 4x + 1",
        ),
        Mistake(
            "sign_of_slope",
            "Only the sign of the slope is used: a step is alpha times the slope, short where it is gentle.",
            {"slope_of": "sign"},
        ),
        Mistake(
            "judged_by_start",
            "The side of the ridge on which a descent starts does not decide: long steps jump over it. Take "
            "the steps, then look where it ended.",
            {"judged": "start"},
        ),
        Mistake(
            "every_start_arrives",
            "Not every descent arrives: give -1 where the end is not closer than 0.1 to a minimum. A "
            "comparison with NaN is False, so ask for what is near, not for what is far.",
            {"decided": "side"},
        ),
        Mistake(
            "only_divergence_is_left_out",
            "A descent that is still on its way gets -1 as well, not only one that has diverged: arrived is "
            "what is closer than 0.1 to a minimum.",
            {"decided": "finite"},
        ),
        Mistake(
            "minima_exchanged",
            "The two minima are exchanged: 0 is the global one at -1.53, 1 the local one at 1.27.",
            {"exchanged": True},
        ),
        Mistake(
            "points_returned",
            "The points are returned where the descents end: return for each start which minimum that is, 0, "
            "1 or -1.",
            {"returned": "points"},
        ),
    ),
)
