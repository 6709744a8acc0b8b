"""One lecture as a page."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from autograder.checking.desk.plan import Lecture
from autograder.checking.display import Markup, element, escape, joined
from autograder.classroom.feedback.prose import instructors_line, lecture_prose
from autograder.classroom.site.outputs import Files, shown_outputs

_SECTION = re.compile(r"^## +(.+?)[ #]*$", re.MULTILINE)
_HEAD = re.compile("<h2>")
# A lecture's link to another one, whose page lies beside this one.
_TO_LECTURE = re.compile(r"\]\(\.\./(\w+)/\1\.ipynb\)")
_LEXER, _FORMATTER = PythonLexer(), HtmlFormatter(nowrap=True)

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-src 'self'">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="style.css">
</head>
<body>
{content}
</body>
</html>
"""


@dataclass(frozen=True)
class LecturePage:
    """A page with the files beside it."""

    html: str
    files: dict[str, bytes]


def lecture_page(notebook: dict[str, Any], lectures: Sequence[Lecture], number: int) -> LecturePage:
    """Write the page of an executed notebook.

    Parameters
    ----------
    notebook : dict
        nbformat, with outputs.
    lectures : sequence of Lecture
        All, in their order.
    number : int
        Which of them this is.
    """
    lecture = lectures[number]
    files = Files(lecture.name)
    ways = element("nav", *_ways(lectures, number), aria_label="lectures")
    content = joined(
        element("header", ways),
        element("main", *_content(notebook, files)),
        element("footer", element("nav", *_ways(lectures, number), aria_label="lectures, again")),
    )
    return LecturePage(PAGE.format(title=escape(lecture.title), content=content), files.contents)


def _ways(lectures: Sequence[Lecture], number: int) -> Iterator[Markup]:
    yield element("a", "All lectures", href="index.html")
    for step, mark in ((-1, "← {}"), (1, "{} →")):
        if 0 <= number + step < len(lectures):
            other = lectures[number + step]
            yield element("a", mark.format(other.title), href=f"{other.name}.html")


def _content(notebook: dict[str, Any], files: Files) -> Iterator[Markup]:
    sections: Iterator[int] = itertools.count(1)
    for number, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "markdown":
            prose = lecture_prose(_TO_LECTURE.sub(r"](\1.html)", cell["source"]))
            yield Markup(_HEAD.sub(lambda _: f'<h2 id="section-{next(sections)}">', prose))
            if number == 0:
                yield _contents(notebook)
        elif cell["cell_type"] == "code":
            yield element("pre", Markup(highlighted(cell["source"])), **{"class": "code", "tabindex": "0"})
            outputs = list(shown_outputs(cell, files))
            if outputs:
                yield element("div", *outputs, **{"class": "output"})


def highlighted(source: str) -> str:
    """Python in colours, as HTML."""
    return f"<code>{highlight(source, _LEXER, _FORMATTER).rstrip()}</code>"


def _contents(notebook: dict[str, Any]) -> Markup:
    texts = (cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    headings = (heading for text in texts for heading in _SECTION.findall(text))
    links = (
        element("li", element("a", instructors_line(text), href=f"#section-{number}"))
        for number, text in enumerate(headings, 1)
    )
    return element("nav", element("ol", *links), aria_label="sections", **{"class": "contents"})
