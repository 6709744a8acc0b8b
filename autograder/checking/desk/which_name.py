"""A name that is not there, or not an exercise's: one sentence with the nearest one and what to run."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from types import FunctionType
from typing import Any

from autograder.checking.call import parameters_of
from autograder.checking.desk.plan import find_plan
from autograder.exercises import OneSentence
from autograder.exercises.exercise import Exercise, find_exercise, known_exercises

# What the imports at the top of every lecture bind.
_FROM_THE_IMPORTS = frozenset({"check", "np", "demos", "pictures"})
_ALSO_OURS = frozenset({"hint", "progress", "start_page"})
_RUN_ABOVE = "menu Run, “Run All Above Selected Cell”"
# How alike two names must be for one to be meant by the other, and for it to be a slip in writing.
_LIKE, _SLIP = 0.6, 0.85
_MOST_LISTED = 3


class UnknownExercise(OneSentence, LookupError):
    """`check` got a function whose name is no exercise's."""


class NoFunction(OneSentence, TypeError):
    """`check` got something else than a function."""


class UnknownCase(OneSentence, LookupError):
    """`inputs` got a name that no public case has."""


def no_function(value: Any) -> NoFunction:
    """Return what to raise for a value that was given instead of a function."""
    got = "nothing" if value is None else f"a text, {value!r}" if type(value) is str else type(value).__name__
    meant = _nearest(value, known_exercises()) if type(value) is str else None
    how = "without quotes" if type(value) is str else "without calling it"
    return NoFunction(
        f"check: the first argument must be the function itself; got {got}. "
        f"Write check({meant or _last_written()}), {how}."
    )


def _last_written() -> str:
    """The exercise of which this kernel has a function, the last one; an example where it has none."""
    import __main__

    names = [name for name, value in vars(__main__).items() if isinstance(value, FunctionType)]
    return next((name for name in reversed(names) if name in known_exercises()), "svm_loss")


def exercise_of(function: Callable[..., Any], name: str) -> Exercise:
    """Return the exercise of that name.

    Raises
    ------
    UnknownExercise
        If there is none; says which exercise the function answers by its name or its parameters.
    """
    try:
        return find_exercise(name)
    except LookupError:
        pass
    if not name.isidentifier():  # a lambda has no name of its own
        raise UnknownExercise(f"check: an exercise is found by its name; got {name}. {_with_def(function)}")
    raise UnknownExercise(f"check: no exercise is called `{name}`. {_advice(function, name)}")


def _with_def(function: Callable[..., Any]) -> str:
    likely = [*_by_parameters(function), _last_written()][0]
    return f'Write it with `def {likely}(...):`, or name the exercise: check(f, exercise="{likely}").'


def _advice(function: Callable[..., Any], name: str) -> str:
    likely = _likely(function, name)
    if len(likely) == 1:
        [nearest] = likely
        return (
            f'Is it `{nearest}`? Give the function that name, or write check({name}, exercise="{nearest}").'
        )
    if likely:
        listed = " and ".join(f"`{each}`" for each in likely[:_MOST_LISTED])
        return (
            f"Its parameters are those of {listed}: give it the name of the one that it answers, or write "
            f'check({name}, exercise="{likely[0]}").'
        )
    return 'Give the function the name that its exercise has, or say it: check(f, exercise="svm_loss").'


def _likely(function: Callable[..., Any], name: str) -> list[str]:
    """The exercises that a function may answer: by its name, else by its parameters."""
    slip = _nearest(name, known_exercises(), _SLIP)
    if slip is not None:
        return [slip]
    words = set(name.split("_"))
    fitting = _by_parameters(function)
    sharing = [each for each in fitting if words & set(each.split("_"))]
    alike = _nearest(name, known_exercises())
    return sharing or fitting or ([alike] if alike else [])


def _nearest(name: str, names: Iterable[str], alike: float = _LIKE) -> str | None:
    """Return the name that is most like another, which may be a part of it; None if none is alike."""
    import difflib

    candidates = list(names)
    inside = sorted((each for each in candidates if each in name), key=len, reverse=True)
    slips, close = (
        difflib.get_close_matches(name, candidates, n=1, cutoff=least) for least in (_SLIP, alike)
    )
    return next(iter([*slips, *inside, *close]), None)


def _by_parameters(function: Callable[..., Any]) -> list[str]:
    """The exercises whose parameters a function has, in the course's order."""
    parameters = parameters_of(function)
    return [
        exercise.name
        for exercise in known_exercises().values()
        if parameters == [spec.name for spec in exercise.arguments]
    ]


def sentence_about(name: str, present: Mapping[str, Any], is_checked: bool = False) -> str | None:
    """Say what to run for a name that is not there; None if nothing better can be said than Python does.

    Parameters
    ----------
    name : str
    present : mapping
        What the kernel has: name -> value.
    is_checked : bool
        Whether it is the name of what should be checked: then there is always something to say.

    Examples
    --------
    >>> sentence_about("check", {})
    '`check` is not there yet: run the cell at the top of this notebook that imports it. After a restart, \
run all cells above again (menu Run, “Run All Above Selected Cell”).'
    """
    if name in _FROM_THE_IMPORTS:
        return (
            f"`{name}` is not there yet: run the cell at the top of this notebook that imports it. "
            f"After a restart, run all cells above again ({_RUN_ABOVE})."
        )
    if name in _ALSO_OURS:
        return f"`{name}` is not there yet: run `from autograder import {name}` first."
    exercises = _exercise_names()
    if name in exercises:
        own = {
            key: value
            for key, value in present.items()
            if isinstance(value, FunctionType) and key not in exercises
        }
        return _about_an_exercise(name, own)
    nearest = _nearest(name, (key for key in present if key[0] != "_" and len(key) > 1))
    if is_checked and (nearest is None or not callable(present[nearest])):
        return _about_a_checked_name(name, exercises)
    return f"There is no `{name}`; is it `{nearest}`?" if nearest else None


def _about_a_checked_name(name: str, exercises: Iterable[str]) -> str:
    exercise = _nearest(name, sorted(exercises))
    if exercise is None:
        return f"`{name}` is not there: run the cell in which you write it, then this one."
    return (
        f"There is no `{name}`; is it the exercise `{exercise}`? Run the cell in which you write it, "
        f"then check({exercise})."
    )


def _exercise_names() -> frozenset[str]:
    """The exercises of the folder; outside of one, all that are known."""
    plan = find_plan()
    if plan is None:
        return frozenset(known_exercises())
    return frozenset(task.id for lecture in plan.lectures for task in lecture.tasks)


def _about_an_exercise(name: str, own: Mapping[str, FunctionType]) -> str:
    renamed = _nearest(name, own) or _with_its_parameters(name, own)
    if renamed is not None:
        return (
            f"There is no function `{name}` in this kernel, but `{renamed}`: if that is your answer, it must "
            f"be called `{name}`. Change the name in its `def` line, run that cell, then this one."
        )
    return (
        f"`{name}` is not there yet: run the cell above in which you write it, then this one. "
        f"After a restart, run all cells above again ({_RUN_ABOVE})."
    )


def _with_its_parameters(name: str, own: Mapping[str, FunctionType]) -> str | None:
    try:
        asked = [spec.name for spec in find_exercise(name).arguments]
    except LookupError:
        return None
    fitting = [
        key
        for key, function in own.items()
        if function.__module__ == "__main__" and list(inspect.signature(function).parameters) == asked
    ]
    return fitting[-1] if fitting else None
