"""The place of a mistake in a student's code, as far as it is known."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A line, and the change there with which every case is right.

    Parameters
    ----------
    line : int
        In the file or cell.
    text : str
        The line as it stands there.
    idea : str
        What kind of change it is, in words that go on after "Look at"; empty where only the line is known,
        because the function stops there.
    old, new : str
        The changed part, before and after; `old` is empty for a line that is missing.
    told : str
        What a value is there and what it should be, where no change is known but the value that is wrong.
    is_sure : bool
        Whether a change there was seen to make something right; elsewise it is a place worth a look.
    mends : tuple of str
        The outputs that are right in every case after the change; empty where all are.
    second : Place or None
        The place of another change, with which all outputs are right after the first.
    """

    line: int
    text: str
    idea: str = ""
    old: str = ""
    new: str = ""
    told: str = ""
    is_sure: bool = True
    mends: tuple[str, ...] = ()
    second: Place | None = None


@dataclass(frozen=True)
class Right:
    """A variable that is right: the line that makes it, its name, and what it is."""

    line: int
    name: str
    what: str
