"""Formulas as MathML, which browsers draw by themselves: a page with formulas needs no script and no network.

`latex2mathml` does the work (pure Python, a tenth of a millisecond a formula). What it makes is looked at,
because the TeX may be a student's: it passes text, links and styles through as they are.
"""

from __future__ import annotations

import functools
import re
from xml.etree import ElementTree

from latex2mathml.converter import convert

from autograder.checking.display import Markup, element

_CHARACTERS, _DEPTH = 2_000, 30  # of a formula; deeper or longer ones are shown as they were written
_WIDE = 40  # characters from which a formula may be wider than a phone
_TAGS = frozenset(
    "math mfrac mi mn mo mover mpadded mphantom mroot mrow mspace msqrt mstyle msub msubsup msup mtable mtd "
    "mtext mtr munder munderover".split()
)
_ATTRIBUTES = frozenset(
    "accent accentunder columnalign depth display displaystyle fence form height linethickness lspace "
    "mathvariant maxsize minsize rowspacing columnspacing rspace scriptlevel separator stretchy width".split()
)
_NAMESPACE = ' xmlns="http://www.w3.org/1998/Math/MathML"'  # HTML needs none
_VALUE = re.compile(r"[\w .%+:/-]*", re.ASCII)


@functools.lru_cache(maxsize=4096)
def mathml(tex: str, is_block: bool = False) -> Markup:
    r"""Return a formula as MathML; as code where it cannot be drawn.

    Parameters
    ----------
    tex : str
        Without its dollar signs.
    is_block : bool
        Whether it stands on a line of its own.

    Examples
    --------
    >>> mathml("x_1")[-53:]
    '<mrow><msub><mi>x</mi><mn>1</mn></msub></mrow></math>'
    >>> mathml(r"\text{<script>}")
    '<code>$\\text{&lt;script&gt;}$</code>'
    """
    drawn = _drawn(tex, is_block)
    if drawn is None:
        return element("code", f"${tex}$")
    return element("div" if is_block else "span", drawn, **_SCROLLS) if len(tex) > _WIDE else drawn


_SCROLLS: dict[str, str | bool] = {"class": "wide", "tabindex": "0", "role": "group", "aria_label": "formula"}


def _drawn(tex: str, is_block: bool) -> Markup | None:
    if len(tex) > _CHARACTERS or _depth(tex) > _DEPTH:
        return None
    try:
        made = convert(tex, display="block" if is_block else "inline")
    except Exception:  # what is no TeX fails in many ways
        return None
    try:
        formula = ElementTree.fromstring(made.replace(_NAMESPACE, "", 1))
    except ElementTree.ParseError:  # tags, comments and entities that stood in the TeX
        return None
    if not all(_draws(part) for part in formula.iter()):
        return None
    return Markup(ElementTree.tostring(formula, encoding="unicode", short_empty_elements=False))


def _draws(part: ElementTree.Element) -> bool:
    """Whether an element is one that draws a formula, with attributes that do no more."""
    return part.tag in _TAGS and all(
        name in _ATTRIBUTES and _VALUE.fullmatch(text) for name, text in part.attrib.items()
    )


def _depth(tex: str) -> int:
    deepest = depth = 0
    for character in tex:
        depth += (character == "{") - (character == "}")
        deepest = max(deepest, depth)
    return deepest + tex.count(r"\left") + tex.count(r"\begin")
