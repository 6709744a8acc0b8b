"""What one call of a student's function gave, as plain data that can be compared."""

from __future__ import annotations

import contextlib
import inspect
import sys
import traceback
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import CodeType
from typing import Any

import numpy as np

from autograder.boxes.course_answers import answers_withheld
from autograder.boxes.limits import Limits
from autograder.checking.call_limits import memory_limited, nobody_asked, nobody_leaves, time_limited
from autograder.checking.display import MAX_ERROR_TEXT
from autograder.checking.plain_value import array_of, described, entries_of, items_of
from autograder.exercises.exercise import Case, Exercise
from autograder.exercises.formula import read
from autograder.exercises.spec import Spec

# What one call may take in a student's own kernel: as much as in the grader's box.
call_seconds, call_memory = Limits.cell_seconds, Limits.memory


@dataclass(frozen=True)
class Answer:
    """What a call gave; one of `values`, `malformed`, `raised` and `missing` is set.

    Parameters
    ----------
    values : dict or None
        Output name -> exact ndarray.
    malformed : str or None
        Why the returned object has not the declared outputs; continues "it returns ...".
    raised : str or None
        Name of the exception's type.
    types : tuple of str
        Names of that type and of its bases: whoever asks for a ValueError may get a UnicodeError.
    text : str
        Its text, with the student's line where that is known.
    line : int or None
        The number of that line, in its file or cell.
    missing : bool
        A stub: None was returned, or NotImplementedError (which `raised` then says).
    changed : tuple of str
        Arguments that the call changed in place.
    lists : tuple of str
        Outputs that came as lists where an array was asked for.
    """

    values: Mapping[str, np.ndarray] | None = None
    malformed: str | None = None
    raised: str | None = None
    types: tuple[str, ...] = ()
    text: str = ""
    line: int | None = field(default=None, compare=False)
    missing: bool = False
    changed: tuple[str, ...] = ()
    lists: tuple[str, ...] = field(default=(), compare=False)


class WrongStructure(ValueError):
    """The returned object does not have the declared outputs."""


def ask(function: Callable[..., Any], exercise: Exercise, case: Case) -> Answer:
    """Call a student's function on copies of a case's arguments; never raises for what it does.

    Warnings are not shown and stderr goes to stdout: neither may cost a point. KeyboardInterrupt passes.
    """
    arguments = exercise.positional(case)
    try:
        with (
            warnings.catch_warnings(),
            contextlib.redirect_stderr(sys.stdout),
            answers_withheld(),
            memory_limited(call_memory if case.memory is None else case.memory),
            time_limited(call_seconds),
            nobody_asked(),
            nobody_leaves(),
        ):
            warnings.simplefilter("ignore")
            returned = exercise.outputs_of(function, arguments)
    except KeyboardInterrupt:
        raise
    except (Exception, SystemExit) as problem:
        return _raised(function, problem)
    changed = tuple(
        spec.name
        for spec, now in zip(exercise.arguments, arguments, strict=True)
        if isinstance(now, np.ndarray) and now.tobytes() != case.arguments[spec.name].tobytes()
    )
    if returned is None:
        return Answer(missing=True, changed=changed)
    try:
        leaves = split(returned, exercise.returned)
        values = arrays_of(leaves, exercise)
    except ValueError as problem:  # WrongStructure, NotNumbers or NotAFormula
        return Answer(malformed=str(problem), changed=changed)
    lists = tuple(
        spec.name for spec in exercise.returned if spec.dims and items_of(leaves[spec.name]) is not None
    )
    return Answer(values=values, changed=changed, lists=lists)


def reference_answer(exercise: Exercise, case: Case) -> Answer:
    """What the reference gives; an exception counts as its answer only where the case asks for it."""
    try:
        returned = exercise.right(case)
    except Exception as problem:
        if type(problem).__name__ != case.raises:
            raise
        return Answer(raised=case.raises)
    return Answer(values=arrays_of(split(returned, exercise.returned), exercise))


def arrays_of(leaves: Mapping[str, Any], exercise: Exercise) -> dict[str, np.ndarray]:
    """The leaves as exact arrays; ValueError for what is none."""
    return {name: array_of(read(leaf, exercise.letters)) for name, leaf in leaves.items()}


def split(returned: Any, outputs: tuple[Spec, ...]) -> dict[str, Any]:
    """The leaves of a returned object by output name; WrongStructure if they are not there."""
    groups: dict[str, list[str]] = {}
    for spec in outputs:
        group, _, key = spec.name.partition(".")
        groups.setdefault(group, []).append(key)
    parts = [returned] if len(groups) == 1 else items_of(returned)
    needed = f"{len(groups)} results ({', '.join(groups)})"
    if parts is None:
        raise WrongStructure(f"{described(returned)} where {needed} are asked for")
    if len(parts) != len(groups):
        raise WrongStructure(f"{len(parts)} results where {needed} are asked for")
    leaves: dict[str, Any] = {}
    for (group, keys), part in zip(groups.items(), parts, strict=True):
        if keys == [""]:
            leaves[group] = part
            continue
        entries = entries_of(part)
        if entries is None:
            raise WrongStructure(
                f"{described(part)} for {group}, where a dict with keys {', '.join(keys)} is asked for"
            )
        absent = [key for key in keys if key not in entries]
        if absent:
            raise WrongStructure(f"a dict {group} without {', '.join(absent)}")
        leaves |= {f"{group}.{key}": entries[key] for key in keys}
    return leaves


def _raised(function: Callable[..., Any], problem: BaseException) -> Answer:
    name = getattr(problem, "student_type", type(problem).__name__)
    types = (name, *(base.__name__ for base in type(problem).__mro__))
    if name == "NotImplementedError":
        return Answer(raised=name, types=types, missing=True)
    text = str(problem).splitlines()[0][:MAX_ERROR_TEXT].strip() if str(problem) else ""
    frame = _student_frame(function, problem)
    if frame is None:
        return Answer(raised=name, types=types, text=text.strip())
    text = f"{text} (line {frame.lineno}: {(frame.line or '').strip()})"
    return Answer(raised=name, types=types, text=text.strip(), line=frame.lineno)


def _student_frame(function: Callable[..., Any], problem: BaseException) -> traceback.FrameSummary | None:
    """The last frame of the student's own file on the way to the exception, where its line is known."""
    if hasattr(problem, "student_type"):  # from the student's box: the frames here are those of a stand-in
        return None
    code = code_of(function)
    frames = [
        frame
        for frame in traceback.extract_tb(problem.__traceback__)
        if code and frame.filename == code.co_filename
    ]
    return frames[-1] if frames and frames[-1].line else None


def code_of(function: Any) -> CodeType | None:
    """The code of a function; of a class that of a method; None where there is none, as of a builtin."""
    parts = [function, *(vars(function).values() if isinstance(function, type) else ())]
    codes = (getattr(part, "__code__", None) for part in parts)
    return next((code for code in codes if isinstance(code, CodeType)), None)


def parameters_of(function: Callable[..., Any]) -> list[str] | None:
    """Names of a function's parameters, or None where they cannot be known (a builtin, *args)."""
    try:
        parameters = inspect.signature(function).parameters
    except (TypeError, ValueError):
        return None
    open_ended = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    return None if any(each.kind in open_ended for each in parameters.values()) else list(parameters)
