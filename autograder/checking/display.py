"""How values are shown to a student: where texts and arrays are cut, and HTML that escapes by default."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

# Where what is shown is cut. A student reads a screen, not a log; the whole value is in the student's kernel.
MAX_ERROR_TEXT = 300  # characters of an exception's text: about three lines of a message
MAX_NUMBERS = 6  # of an array in a line of the table
MAX_SHAPES = 3  # of a list whose elements have different shapes
MAX_ROWS, MAX_COLUMNS = 12, 16  # cells of the picture of deviations: what fits into a notebook's width


_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"}


def escape(text: str) -> str:
    """Text as it stands in HTML; `html.escape` without its table of entities, slow to load."""
    for character, written in _ENTITIES.items():
        text = text.replace(character, written)
    return text


class Markup(str):
    """HTML that is ready to be shown; any other text is escaped where it is put into an element."""

    __slots__ = ()


def element(tag: str, *children: str, **attributes: str | bool) -> Markup:
    """An HTML or SVG element; children and attributes are escaped, except children that are `Markup`.

    Parameters
    ----------
    tag : str
    *children : str
    **attributes : str or bool
        `aria_label` becomes `aria-label`; an attribute that is False is left out, one that is True has its
        own name as value.

    Examples
    --------
    >>> element("p", "1 < 2 ", element("code", "a & b"), title='"')
    '<p title="&quot;">1 &lt; 2 <code>a &amp; b</code></p>'
    """
    names = {name: name.replace("_", "-") for name in attributes}
    written = "".join(
        f' {names[name]}="{names[name] if value is True else escape(str(value))}"'
        for name, value in attributes.items()
        if value is not False
    )
    if not children and tag in _VOID:
        return Markup(f"<{tag}{written}/>")
    return Markup(f"<{tag}{written}>{joined(*children)}</{tag}>")


_VOID = frozenset({"br", "img", "rect"})


def joined(*children: str) -> Markup:
    """Children one after the other; those that are not `Markup` are escaped."""
    return Markup("".join(child if isinstance(child, Markup) else escape(child) for child in children))


def with_code(text: str) -> Markup:
    """Text in which `code` stands between backticks, as HTML.

    Examples
    --------
    >>> with_code("`dW` < 0")
    '<code>dW</code> &lt; 0'
    """
    return joined(*(element("code", piece) if n % 2 else piece for n, piece in enumerate(text.split("`"))))


def listed(words: Sequence[str]) -> str:
    """Words as a sentence lists them.

    Examples
    --------
    >>> listed(["`X`", "`W`", "`b`"])
    '`X`, `W` and `b`'
    """
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def are(names: Sequence[str]) -> str:
    """Names as the subject of a sentence.

    Examples
    --------
    >>> are(["loss"]), are(["loss", "dW"])
    ('`loss` is', '`loss` and `dW` are')
    """
    return f"{listed([f'`{name}`' for name in names])} {'are' if len(names) > 1 else 'is'}"


def brief(value: np.ndarray) -> str:
    """A small array with its numbers, a larger one with its shape and first numbers.

    Examples
    --------
    >>> brief(np.array(0.5)), brief(np.arange(8.0))
    ('0.5', '(8,) [0, 1, 2, 3, 4, 5, …]')
    """
    if value.ndim == 0:
        return f"{float(value):.6g}"
    numbers = [f"{float(number):.4g}" for number in value.reshape(-1)[:MAX_NUMBERS]]
    more = ", …" if value.size > MAX_NUMBERS else ""
    return f"{value.shape} [{', '.join(numbers)}{more}]"
