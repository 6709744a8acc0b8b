"""Text that a spreadsheet takes for text, and not for a formula."""

from __future__ import annotations

from autograder.reading.visible_text import visible_line


def inert(cell: object) -> object:
    """A cell of a table; a text that begins like a formula (= + - @) gets an apostrophe before it.

    Examples
    --------
    >>> inert("=1+1"), inert(-1)
    ("'=1+1", -1)
    """
    if not isinstance(cell, str):
        return cell
    text = visible_line(cell)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
