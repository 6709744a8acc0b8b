"""Text of a student that reaches a terminal, a table or a message: what acts on a screen is shown instead."""

from __future__ import annotations

import re

# Control characters, halves of surrogate pairs, line separators, and what turns the direction of writing or
# is not seen at all. Tab and newline stay; so do the joiners that some scripts and emoji need.
_ACTS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_PATH_CHARACTERS = 300
_LINE_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# What a terminal takes for a command: colours and the cursor (CSI), titles and links (OSC), single letters.
_COMMAND = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]|\x1b\\][^\x07\x1b\n]{0,2048}(?:\x07|\x1b\\\\)|\x1b[@-Z\\\\^_]"
)


def visible(text: str, characters: int | None = None) -> str:
    r"""Text in which nothing acts on a terminal or a page: such characters are written as Python writes them.

    Parameters
    ----------
    text : str
    characters : int, optional
        The most that are kept of it.

    Examples
    --------
    >>> print(visible("a \x1b[31mred\x1b[0m \u202egnp.exe \ud800"))
    a \x1b[31mred\x1b[0m \u202egnp.exe \ud800
    >>> visible("a long text", 6)
    'a long…'
    """
    if characters is not None and len(text) > characters:
        text = text[:characters] + "…"
    return _ACTS.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def visible_line(text: str, characters: int | None = None) -> str:
    r"""The same on one line, for a name or a row of a table.

    Examples
    --------
    >>> print(visible_line("ann\nbob"))
    ann\nbob
    """
    return visible(text, characters).replace("\n", "\\n").replace("\t", "\\t")


def visible_path(path: str) -> str:
    """The same of a file's name or path, cut where no message needs more of it."""
    return visible_line(path, _PATH_CHARACTERS)


def without_commands(text: str) -> str:
    r"""What a terminal would show of a program's output: without colours, with overwritten lines left out.

    Examples
    --------
    >>> without_commands("\x1b[31mred\x1b[0m\n 10 %\r 20 %\n")
    'red\n 20 %\n'
    """
    shown = _COMMAND.sub("", text)
    if "\r" in shown:
        shown = "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in shown.split("\n"))
    return visible(shown)


def without_controls(text: str) -> str:
    r"""Text of a document, without the characters that act and are not seen.

    Examples
    --------
    >>> without_controls("a\x00\u202eb\r\nc")
    'ab\nc'
    """
    return _ACTS.sub("", _LINE_BREAKS.sub("\n", text))
