"""A demo that runs on the student's own function says in one sentence what keeps it from being drawn."""

import io
import os
import warnings
import weakref
from contextlib import redirect_stdout
from types import FunctionType

import numpy as np

_PASSED = weakref.WeakKeyDictionary()  # function -> whether it passed its check, the last time


def graded():
    """Return whether this runs in the grader or behind nbgrader's Validate, where nobody looks."""
    return os.environ.get("COURSE_GRADING") == "1" or "NBGRADER_VALIDATING" in os.environ


def tell_demos(function, passed):
    """Remember whether a function passed its check, for the demos that draw it; `check` calls it."""
    if type(function) is FunctionType:  # nothing of a student's answers here
        _PASSED[function] = bool(passed)


def is_own(function):
    """Return whether a function is the student's, not the course's."""
    return function is not None and not str(getattr(function, "__module__", "")).startswith("course_lib.")


def not_passed(functions):
    """Return one sentence about the student's functions that have not passed their check, or "".

    Parameters
    ----------
    functions : sequence of callables or None
        None and the course's own are not spoken of.

    Examples
    --------
    >>> def my_loss(w):
    ...     return w
    >>> my_loss.__module__ = "__main__"  # as in a notebook
    >>> not_passed([my_loss])
    'my_loss has not been checked yet: the picture shows what it does, right or wrong.'
    >>> tell_demos(my_loss, False)
    >>> not_passed([my_loss, None])
    'my_loss has not passed its check: the picture shows what it does, mistake included.'
    >>> tell_demos(my_loss, True)
    >>> not_passed([my_loss])
    ''
    """
    verdicts = {}
    for function in filter(is_own, functions):
        name = getattr(function, "__name__", "your function")
        verdict = _PASSED.get(function) if type(function) is FunctionType else None
        verdicts.setdefault(verdict, []).append(name)
    for verdict, (one, several), end in (
        (False, ("has not passed its check", "have not passed their checks"), "mistake included"),
        (None, ("has not been checked yet", "have not been checked yet"), "right or wrong"),
    ):
        if names := verdicts.get(verdict):
            does = "it does" if len(names) == 1 else "they do"
            state = one if len(names) == 1 else several
            return f"{' and '.join(names)} {state}: the picture shows what {does}, {end}."
    return ""


class CannotShow(Exception):
    """Why a demo has no picture, in a sentence for the student. The view shows it in the picture's place."""


def checked(function, *shapes, finite=True):
    """Return `function` such that every way of failing is a `CannotShow` with one sentence.

    Parameters
    ----------
    function : callable
        What the student wrote.
    shapes : callables, arguments -> tuple
        The shape of each thing that it returns; one of them for a function that returns one array.
    finite : bool
        Whether NaN and infinity are refused; False where the demo is about them.

    Returns
    -------
    callable
        Same arguments; returns float arrays of these shapes, all finite if asked for.

    Examples
    --------
    >>> def double(x):
    ...     raise NotImplementedError
    >>> checked(double, np.shape)(np.ones(3))
    Traceback (most recent call last):
    ...
    course_lib.live_view.student.CannotShow: double is not implemented yet: write it, run its cell, then \
this one.
    """
    name = getattr(function, "__name__", "the function")

    def call(*arguments):
        copies = [a.copy() if isinstance(a, np.ndarray) else a for a in arguments]
        returned = _run(function, name, copies)
        parts = (returned,) if len(shapes) == 1 else returned
        if not isinstance(parts, tuple | list) or len(parts) != len(shapes):
            raise CannotShow(f"{name} must return {len(shapes)} things; it returned {_type_text(returned)}.")
        expected = [shape(*arguments) for shape in shapes]
        arrays = [_array(name, part, shape, finite) for part, shape in zip(parts, expected, strict=True)]
        return arrays[0] if len(shapes) == 1 else tuple(arrays)

    return call


def checked_gradients(loss, names, first):
    """Return `loss`, checked as by `checked`, with its gradients behind the value instead of in a dict.

    Parameters
    ----------
    loss : callable, (*arguments) -> (value, dict of gradients by name)
        What the student wrote.
    names : sequence of str
        The gradients that it returns.
    first : int
        Which argument the first of them belongs to; the others belong to those that follow.

    Returns
    -------
    callable
        Same arguments; returns (value, *gradients), each gradient in the shape of its argument.

    Examples
    --------
    >>> def line(x, w, b):
    ...     return w * x + b, {"w": x, "b": 1.0}
    >>> value, dw, db = checked_gradients(line, ("w", "b"), first=1)(3.0, 2.0, 0.5)
    >>> float(value), float(dw), float(db)
    (6.5, 3.0, 1.0)
    """

    def listed(*arguments):
        value, gradients = loss(*arguments)
        return (value, *(gradients[name] for name in names))

    listed.__name__ = getattr(loss, "__name__", "the loss")
    places = range(first, first + len(names))
    return checked(listed, lambda *_: (), *[lambda *arguments, i=i: np.shape(arguments[i]) for i in places])


def _run(function, name, arguments):
    try:
        # A print or a warning in the student's code would come once for each picture of the table.
        with np.errstate(all="ignore"), warnings.catch_warnings(), redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            returned = function(*arguments)
    except NotImplementedError:
        raise CannotShow(f"{name} is not implemented yet: write it, run its cell, then this one.") from None
    except Exception as error:
        shapes = ", ".join("(a list)" if isinstance(a, list) else str(np.shape(a)) for a in arguments)
        raise CannotShow(
            f"{name} raised {type(error).__name__} ({error}) for arguments of the shapes {shapes}. "
            "Its check cell shows where."
        ) from None
    if returned is None:
        raise CannotShow(f"{name} returned nothing: end it with `return`, run its cell, then this one.")
    return returned


def _array(name, part, shape, finite):
    try:
        array = np.asarray(part, dtype=float)
    except (TypeError, ValueError):
        raise CannotShow(f"{name} must return numbers; it returned {_type_text(part)}.") from None
    if array.shape != tuple(shape):
        raise CannotShow(f"{name} must return an array of the shape {tuple(shape)} here; got {array.shape}.")
    if finite and not np.isfinite(array).all():
        raise CannotShow(f"{name} returned NaN or infinity: look for a division by zero or an overflow.")
    return array


def _type_text(thing):
    shape = f" of the shape {thing.shape}" if isinstance(thing, np.ndarray) else ""
    size = f" of {len(thing)}" if isinstance(thing, tuple | list) else ""
    return f"a {type(thing).__name__}{shape}{size}"
