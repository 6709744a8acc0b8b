"""The open table of exercises: a folder per topic, which ends with `EXERCISES`; what is said if it raises."""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Iterator
from pathlib import Path

_HERE = Path(__file__).resolve().parent


class OneSentence(Exception):
    """Shown in a notebook as its sentence, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class DeclarationError(OneSentence):
    """A declaration raised, which is its author's fault and costs no student anything."""


@contextlib.contextmanager
def declared(what: str, topic: str) -> Iterator[None]:
    """Say of what is raised inside which declaration it comes from, and what to do.

    Parameters
    ----------
    what : str
        The exercise, or the lecture.
    topic : str

    Raises
    ------
    DeclarationError
        In place of any other exception but MemoryError and RecursionError.
    """
    try:
        yield
    except (DeclarationError, MemoryError, RecursionError):
        # The last two may be the machine's or a caller's fault.
        raise
    except Exception as error:  # a declaration is any Python program
        raise DeclarationError(
            f"{what}: the declaration must run without an error; got {told(error, below=_HERE)}. "
            f"Mend it, then run: autograder audit {topic}"
        ) from error


def told(error: Exception, below: Path | None = None) -> str:
    """What an author's program raised and where: the innermost line in a folder of `below`, else of all.

    Examples
    --------
    >>> told(NameError("name 'dy' is not defined"))
    "NameError: name 'dy' is not defined"
    """
    said = (error.msg if isinstance(error, SyntaxError) else str(error)).rstrip(".")
    place = _place(error, below)
    return f"{type(error).__name__}: {said}" + (f" ({place[0]}, line {place[1]})" if place else "")


def _place(error: Exception, below: Path | None) -> tuple[str, int | None] | None:
    if isinstance(error, SyntaxError) and error.filename:
        return _named(error.filename), error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    # What lies in `below` itself runs what lies deeper.
    deeper = [frame for frame in frames if below in Path(frame.filename).parents[1:]]
    chosen = (deeper or frames)[-1:]
    return next(((_named(frame.filename), frame.lineno) for frame in chosen), None)


def _named(file: str) -> str:
    """A file of ours by its path in the clone, any other as it is."""
    root = _HERE.parents[1]
    return Path(file).relative_to(root).as_posix() if Path(file).is_relative_to(root) else file
