"""Hints in steps: what to look at, the line, the part of it, the change, and the right formula last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from autograder.checking.diagnosis.several import several_mistakes
from autograder.checking.diagnosis.words import sentences
from autograder.checking.display import Markup, are, element, joined, with_code
from autograder.checking.prediction import CaseResult
from autograder.checking.repair.place import Place
from autograder.checking.repair.search import place_of, right_on_the_way
from autograder.checking.repair.statements import MOVED
from autograder.exercises.exercise import Exercise


@dataclass(frozen=True)
class Hint:
    """One step, shown as the last line of a cell.

    Parameters
    ----------
    number, of : int
        Which step it is, from 1, and how many there are.
    text : str
    """

    number: int
    of: int
    text: str

    def __repr__(self) -> str:
        return f"Hint {self.number} of {self.of}. {self.text}{self._next}"

    def _repr_html_(self) -> Markup:
        return element("p", self.as_html(), self._next)

    def as_html(self) -> Markup:
        """The step, without how to come to the next one."""
        return joined(element("strong", f"Hint {self.number} of {self.of}. "), with_code(self.text))

    @property
    def _next(self) -> str:
        return "" if self.number == self.of else " (Run the cell again for the next hint.)"


def hint_steps(
    function: Callable[..., object],
    exercise: Exercise,
    results: Sequence[CaseResult],
    formulas: Sequence[str] = (),
) -> tuple[str, ...]:
    """Every step for a function that is wrong in some of the public cases `results`.

    Parameters
    ----------
    formulas : sequence of str
        The right expressions that belong to the mistakes that were told.
    """
    place = place_of(function, exercise, results)
    look = _what_to_look_at(exercise, results)
    so_far = _right_so_far(function, exercise, results, place)
    by_hand = () if formulas else (*_at_once(exercise, results), _by_hand(exercise, results))
    steps = (*(_at_the_place(place) if place else ()), *(() if place and place.is_sure else by_hand))
    return (look, *so_far, *steps, *(f"The formula: `{each}`." for each in formulas))


def _what_to_look_at(exercise: Exercise, results: Sequence[CaseResult]) -> str:
    """Which outputs are wrong, and where."""
    wrong = [each for each in results if not each.passed]
    where = f"{len(wrong)} of {len(results)} cases" if len(wrong) < len(results) else "every case"
    begin = f"Begin with the case “{_smallest(wrong).case.name}”, the smallest that is wrong."
    names = [spec.name for spec in exercise.returned]
    off = [name for name in names if any(name in _wrong_outputs(each) for each in wrong)]
    right = [name for name in names if name not in off]
    if off and right and all(each.answer.values is not None for each in results):
        return f"{are(right)} right in every case; {are(off)} wrong in {where}. {begin}"
    return f"Wrong in {where}. {begin}"


def _smallest(results: Sequence[CaseResult]) -> CaseResult:
    """The smallest case; one at a kink only if there is no other."""
    return min(results, key=lambda each: (not each.case.smooth, each.size))


def _wrong_outputs(result: CaseResult) -> list[str]:
    values = result.answer.values or {}
    return [
        name
        for name, value in values.items()
        if name in result.expected.low and not result.expected.holds(name, value)
    ]


# Of the variables that are right, those are named that come last before the place.
_MOST_RIGHT = 2


def _right_so_far(
    function: Callable[..., object], exercise: Exercise, results: Sequence[CaseResult], place: Place | None
) -> tuple[str, ...]:
    """Which of the function's own variables are right before the place, where the exercise names any."""
    wrong = next(each for each in results if not each.passed)
    right = right_on_the_way(function, exercise, wrong)
    before = [each for each in right if place is None or each.line < place.line][-_MOST_RIGHT:]
    if not before:
        return ()
    listed = " and ".join(f"`{each.name}` in line {each.line} ({each.what})" for each in before)
    verb = "are" if len(before) > 1 else "is"
    return (f"In the case “{wrong.case.name}”, {listed} {verb} right: look further down.",)


def _at_the_place(place: Place) -> tuple[str, ...]:
    line = _line_of(place)
    if not place.is_sure:
        return (f"No small change mends it. Look at {line}, and at {place.idea}.", place.told)
    if place.told:
        return (f"The place is {line}: look at {place.idea}.", place.told)
    if not place.idea:
        return (f"The function stops in {line}: print what goes into it, with its shape.",)
    if not place.mends:
        return (f"The place is {line}: with one change there, every case is right.", *_change(place))
    begin = f"The place is {line}: with one change there, {are(place.mends)} right in every case."
    if place.second is None:
        return (begin, *_change(place), "Then check again: what is still wrong has another place.")
    then = f"The other place is {_line_of(place.second)}: with a change there as well, every case is right."
    return (f"Two places are wrong. {begin}", *_change(place), then, *_change(place.second))


def _line_of(place: Place) -> str:
    return f"line {place.line} of the cell, `{place.text}`"


def _change(place: Place) -> tuple[str, str]:
    """The part of the line, and what to write there."""
    change = f"Write `{place.new}` in the place of `{place.old}`."
    if place.idea == MOVED:
        change = "Move that line to the other side of the loop's edge: into the loop, or out of it."
    elif not place.old:
        change = f"Behind that line, try `{place.new}`."
    elif place.new == "pass":
        change = "Leave the line out."
    part = f" in `{place.old}`" if place.old and place.old != place.text else ""
    return f"Look at {place.idea}{part}.", change


# What the search for several mistakes may take, in CPU seconds.
_SEVERAL_SECONDS = 2.0


def _at_once(exercise: Exercise, results: Sequence[CaseResult]) -> tuple[str, ...]:
    """The mistakes that together give one of the wrong outputs, where they are known."""
    found = several_mistakes(exercise, results, _SEVERAL_SECONDS)
    if found is None:
        return ()
    return (f"In `{found.output}`, this gives exactly your numbers: {sentences(found.mistakes)}",)


def _by_hand(exercise: Exercise, results: Sequence[CaseResult]) -> str:
    name = _smallest([each for each in results if not each.passed]).case.name
    return (
        f'Take the inputs, `inputs = check({exercise.name}).inputs("{name}")`, and run your function line by '
        "line on them: print each array with its shape, and compare the first numbers with a calculation by "
        "hand."
    )


# How many steps of a function have been shown: running a cell again shows the next one.
_shown: Counter[tuple[object, ...]] = Counter()


def next_hint(
    function: Callable[..., object],
    exercise: Exercise,
    results: Sequence[CaseResult],
    formulas: Sequence[str] = (),
    most: int | None = None,
) -> Hint:
    """The step after those that were shown for this code; the last of the first `most` ones stays."""
    key = (exercise.name, *_code_of(function))
    steps = hint_steps(function, exercise, results, formulas)[:most]
    _shown[key] = min(_shown[key] + 1, len(steps))
    return Hint(_shown[key], len(steps), steps[_shown[key] - 1])


def _code_of(function: Callable[..., object]) -> tuple[object, ...]:
    """What is another value as soon as another function is written."""
    code = getattr(function, "__code__", None)
    if code is None:
        return ()
    return code.co_code, repr(code.co_consts), code.co_names, code.co_varnames
