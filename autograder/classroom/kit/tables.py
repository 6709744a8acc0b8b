"""The tables of the student's edition: what each known mistake gives in every public case."""

from __future__ import annotations

import itertools
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from autograder.boxes.crossing.wire import encode, nothing_else
from autograder.checking.call import split
from autograder.checking.diagnosis.hypotheses import hypotheses
from autograder.checking.plain_value import array_of
from autograder.checking.prediction import imitated
from autograder.classroom.kit.function_text import text_of
from autograder.classroom.kit.seals import seals_of
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.tabled import DECLARATION, OUTCOMES, SEALS, SUFFIX, key_of, shuffled

# The fields that are functions, or stand in the table in a form of their own; all others are plain data.
_NO_DATA = frozenset({"reference", "cases", "imitation", "use", "mistakes", "with_constant", "arguments"})
# Constants that students write, such as an epsilon or a margin. The full edition solves for any other one.
USUAL_CONSTANTS = (
    *(0.2, 0.25, 0.5, 0.75, 0.9, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 10.0, 100.0, 1000.0),
    *(float(f"1e-{power}") for power in range(1, 21)),
    *(1e-30, 1e-50, 1e-100, 1e-200, 1e-300, 1e-308),
    *(float(np.finfo(kind).eps) for kind in (np.float64, np.float32)),
    *(float(np.finfo(kind).tiny) for kind in (np.float64, np.float32)),
)
# Zip entries carry a time: one for all, so that the same tables are the same bytes.
_TIME = (2020, 1, 1, 0, 0, 0)


def write_table(exercise: Exercise, folder: Path) -> Path:
    """Write the table of an exercise into a folder; the same exercise gives the same bytes."""
    path = folder / f"{exercise.name}{SUFFIX}"
    if exercise.quiz:
        # What is right and what is said of a wrong answer stands under seal, and nowhere else.
        seals = tuple(tuple(vars(each).values()) for each in seals_of(exercise))
        members = {DECLARATION: declaration(exercise, ()), SEALS: seals}
    else:
        mistakes = tabled_mistakes(exercise)
        members = {DECLARATION: declaration(exercise, mistakes), OUTCOMES: outcomes(exercise, mistakes)}
    with zipfile.ZipFile(path, "w") as file:
        for name, data in members.items():
            content = encode(data, nothing_else)
            file.writestr(zipfile.ZipInfo(name, _TIME), content, zipfile.ZIP_DEFLATED, compresslevel=9)
    return path


def tabled_mistakes(exercise: Exercise) -> tuple[Mistake, ...]:
    """The declared mistakes; one whose constant may be any stands there with each usual constant."""
    return (*exercise.mistakes, *(each for mistake in exercise.mistakes for each in _with_constants(mistake)))


def _with_constants(mistake: Mistake) -> Iterator[Mistake]:
    if mistake.with_constant is None:
        return
    low, high = getattr(mistake, "powers", (-323.0, -1.0))  # of ten, between which the constant is sought
    for constant in (each for each in USUAL_CONSTANTS if low <= np.log10(each) <= high):
        settings = mistake.with_constant(constant)
        if settings != mistake.settings:
            yield replace(mistake, settings=settings, paired=False, with_constant=None)


def declaration(exercise: Exercise, mistakes: tuple[Mistake, ...]) -> dict[str, Any]:
    """What is said of an exercise, its cases and its mistakes, as plain data."""
    return {
        "fields": _data(exercise),
        "has_imitation": exercise.imitation is not None,
        "use": text_of(exercise.use) if exercise.use else None,
        "mistakes": [_data(each) for each in mistakes],
        "cases": [_case(case) for case in exercise.public_cases],
        "n_hidden": exercise.n_hidden,
    }


def _data(declared: Exercise | Case | Mistake) -> dict[str, Any]:
    """The fields of a declaration that are plain data."""
    names = {field.name for field in fields(declared)} - _NO_DATA
    return {name: _plain(getattr(declared, name)) for name in sorted(names)}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value


def _case(case: Case) -> dict[str, Any]:
    functions = {name: text_of(value) for name, value in case.arguments.items() if callable(value)}
    data = {name: value for name, value in case.arguments.items() if name not in functions}
    return {**_data(case), "arguments": data, "functions": functions}


def outcomes(exercise: Exercise, mistakes: tuple[Mistake, ...]) -> dict[str, Any]:
    """What comes out in each case, by reference and by every set of switches that a check may ask for."""
    cases, switch_sets = exercise.public_cases, switches_asked(exercise, mistakes)
    pool = _Pool()
    right = [pool.number(exercise, partial(exercise.right, case)) for case in cases]
    chosen = [
        [pool.number(exercise, partial(exercise.imitated, case, switches)) for switches in switch_sets]
        for case in cases
    ]
    return {
        "switches": [tuple(switches.items()) for switches in switch_sets],
        "right": np.array(right, np.int32),
        "outcomes": np.array(chosen, np.int32).reshape(len(cases), len(switch_sets)),
        **pool.as_data(len(exercise.returned)),
    }


def switches_asked(exercise: Exercise, mistakes: tuple[Mistake, ...]) -> list[dict[str, Any]]:
    """Every set of switches with which a check may ask for an imitation, once each."""
    wanted = [{}, *(each.settings for each in hypotheses(exercise)), *(each.settings for each in mistakes)]
    wanted += told_of_two_outputs(exercise)
    found: dict[Any, dict[str, Any]] = {}
    for subgradient in exercise.subgradients:
        for settings in wanted:
            switches = {k: v for k, v in {**subgradient, **settings}.items() if isinstance(k, str)}
            found.setdefault(key_of(switches), switches)
    return list(found.values())


def told_of_two_outputs(exercise: Exercise) -> Iterator[dict[str, Any]]:
    """Two mistakes that show in different outputs: a check tells them together, be they a pair or not."""
    shown = [(each.settings, _outputs_changed(exercise, each.settings)) for each in exercise.mistakes]
    for (first, here), (second, there) in itertools.combinations(shown, 2):
        agree = all(first[switch] == second[switch] for switch in first.keys() & second.keys())
        if agree and here and there and not here & there:
            yield {**first, **second}


def _outputs_changed(exercise: Exercise, settings: Mapping[Any, Any]) -> set[str]:
    """The outputs in which a mistake shows in some case that has outputs; all of them where it raises."""
    changed: set[str] = set()
    for case in (case for case in exercise.public_cases if not case.raises):
        right = imitated(exercise, case, exercise.subgradients[0])
        try:
            wrong = imitated(exercise, case, {**exercise.subgradients[0], **settings})
        except Exception:
            return set(right)
        changed |= {name for name in right if not np.array_equal(right[name], wrong[name], equal_nan=True)}
    return changed


class _Pool:
    """Outcomes, each kept once."""

    def __init__(self) -> None:
        self._leaves: dict[tuple[Any, ...], list[bytes]] = {}  # (dtype, shape) -> contents
        self._places: dict[tuple[Any, ...], tuple[Any, int]] = {}  # contents -> (group, place in it)
        self._returned: dict[tuple[Any, ...], int] = {}  # places of the leaves -> outcome
        self._raised: dict[str, int] = {}

    def number(self, exercise: Exercise, call: Callable[[], Any]) -> int:
        """The number of what a call gives."""
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                leaves = split(call(), exercise.returned)
                arrays = [array_of(leaf) for leaf in leaves.values()]
        except Exception as problem:
            return self._raised.setdefault(type(problem).__name__, -len(self._raised) - 1)
        places = tuple(self._place(array) for array in arrays)
        return self._returned.setdefault(places, len(self._returned))

    def _place(self, array: np.ndarray) -> tuple[Any, int]:
        group, contents = (array.dtype.str, array.shape), array.tobytes()
        if (group, contents) not in self._places:
            leaves = self._leaves.setdefault(group, [])
            self._places[group, contents] = group, len(leaves)
            leaves.append(contents)
        return self._places[group, contents]

    def as_data(self, n_outputs: int) -> dict[str, Any]:
        """The pool as plain data, leaves numbered through all blocks."""
        starts, blocks = {}, []
        total = 0
        for (dtype, shape), contents in self._leaves.items():
            starts[dtype, shape] = total
            total += len(contents)
            block = np.frombuffer(b"".join(contents), dtype).reshape(len(contents), *shape)
            blocks.append(shuffled(block))
        numbers = [[starts[group] + place for group, place in places] for places in self._returned]
        returned = np.array(numbers, np.int32).reshape(len(numbers), n_outputs)
        return {"returned": returned, "raised": tuple(self._raised), "blocks": blocks}
