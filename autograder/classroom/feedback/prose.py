"""Markdown as a part of a page, its formulas drawn beforehand; a student's without HTML of its own."""

from __future__ import annotations

import functools
import re
from typing import Any

from mistune import HTMLRenderer
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from autograder.checking.display import Markup, element, joined
from autograder.classroom.feedback.mathml import mathml
from autograder.reading.visible_text import without_controls
from autograder.writing.safe_markup import is_plain_page

STUDENT_CHARACTERS = 20_000  # a longer text is shown literally, so far
_HARMLESS = re.compile(r"</?(?:b|br|code|em|i|kbd|strong|sub|sup|u) ?/?>", re.IGNORECASE)
_FORMULA = re.compile("\ue000([0-9]+)\ue001")
_MARKS = str.maketrans("", "", "\ue000\ue001")


class _Renderer(IPythonRenderer):
    """nbconvert's, with formulas set aside and headings that do not enter the outline of the page."""

    def __init__(self, is_students: bool, attachments: dict[str, Any]) -> None:
        super().__init__(escape=False, exclude_anchor_links=True, attachments=attachments)
        self.is_students = is_students
        self.formulas: list[Markup] = []

    def _aside(self, tex: str, is_block: bool) -> str:
        self.formulas.append(mathml(tex.strip(), is_block))
        return f"\ue000{len(self.formulas) - 1}\ue001"

    def block_math(self, body: str) -> str:
        return self._aside(body, True)

    def inline_math(self, body: str) -> str:
        return self._aside(body, False)

    def latex_environment(self, name: str, body: str) -> str:
        return self._aside(f"\\begin{{{name}}}{body}\\end{{{name}}}", True)

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        return f"<p><strong>{text}</strong></p>\n"

    def block_code(self, code: str, info: str | None = None) -> str:
        return str(HTMLRenderer.block_code(self, code, None))

    def block_html(self, html: str) -> str:
        return f"<p>{self.escape_html(html)}</p>\n" if self.is_students else str(super().block_html(html))

    def inline_html(self, html: str) -> str:
        if self.is_students and not _HARMLESS.fullmatch(html):
            return self.escape_html(html)
        return str(super().inline_html(html))


class _LectureRenderer(_Renderer):
    """The same with headings that are headings."""

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        return f"<h{level}>{text}</h{level}>\n"


def students_prose(source: str, attachments: dict[str, Any]) -> Markup:
    r"""A student's text: rendered if plain Markdown comes out, else as it was written.

    Parameters
    ----------
    source : str
    attachments : dict
        Pictures that came with the cell (`safe_attachments`).

    Examples
    --------
    >>> students_prose("so **it** is <b onclick=1>", {})
    '<p>so <strong>it</strong> is &lt;b onclick=1&gt;</p>\n'
    >>> students_prose("[me](javascript:1)", {})
    '<pre>[me](javascript:1)</pre>'
    """
    text = without_controls(source[:STUDENT_CHARACTERS]).translate(_MARKS)
    if len(source) <= STUDENT_CHARACTERS:
        renderer = _Renderer(True, attachments)
        try:
            page = str(MarkdownWithMath(renderer=renderer).render(text))
        except Exception:  # absurd nesting, a missing attachment
            page = ""
        if page and is_plain_page(page):
            return _with_formulas(page, renderer)
    return element("pre", text)


@functools.lru_cache(maxsize=1024)
def instructors_prose(source: str) -> Markup:
    """A text of the instructor's; its HTML is the instructor's and stays."""
    return _instructors(source, _Renderer(False, {}))


def instructors_line(text: str) -> Markup:
    """A heading of the instructor's, with its formulas, as a part of another line."""
    inner = instructors_prose(text).strip().removeprefix("<p>").removesuffix("</p>")
    return Markup(inner) if "<p>" not in inner else joined(text)


def lecture_prose(source: str) -> Markup:
    """A text of a lecture, whose headings are those of the page."""
    return _instructors(source, _LectureRenderer(False, {}))


def _instructors(source: str, renderer: _Renderer) -> Markup:
    page = str(MarkdownWithMath(renderer=renderer).render(source.translate(_MARKS)))
    return _with_formulas(page, renderer)


def _with_formulas(page: str, renderer: _Renderer) -> Markup:
    return Markup(_FORMULA.sub(lambda match: renderer.formulas[int(match[1])], page))
