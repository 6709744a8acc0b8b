"""A student's text in the page: Markdown and formulas, and nothing that acts."""

from html.parser import HTMLParser

import pytest

from autograder.classroom.feedback.prose import STUDENT_CHARACTERS, instructors_prose, students_prose
from tests.autograder.classroom.feedback.pages import PROSE
from tests.autograder.nasty_text import PIECES, nasty

ACTIVE = {
    "script",
    "iframe",
    "object",
    "embed",
    "form",
    "style",
    "link",
    "meta",
    "base",
    "svg",
    "video",
    "audio",
}


class Page(HTMLParser):
    """All tags of a page, and all attributes that act."""

    def __init__(self):
        super().__init__()
        self.tags, self.acting = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.acting += [
            (name, text) for name, text in attrs if name.startswith("on") or "script:" in (text or "")
        ]


def parsed(html):
    page = Page()
    page.feed(html)
    page.close()
    return page


def test_a_formula_is_drawn_and_html_is_text():
    shown = students_prose(PROSE, {})
    page = parsed(shown)
    assert {"math", "mfrac", "strong"} <= set(page.tags)
    assert page.acting == [] and not ACTIVE & set(page.tags)
    assert "&lt;script&gt;" in shown


def test_harmless_tags_stay_and_torn_ones_are_shown_literally():
    assert students_prose("press <kbd>Enter</kbd>", {}) == "<p>press <kbd>Enter</kbd></p>\n"
    assert students_prose("a <b> b", {}) == "<pre>a &lt;b&gt; b</pre>"


def test_a_heading_does_not_enter_the_outline_of_the_page():
    assert students_prose("# Mine", {}) == "<p><strong>Mine</strong></p>\n"


def test_a_picture_that_came_along_is_shown_and_another_one_is_not_loaded():
    picture = {"a.png": {"image/png": "iVBORw0KGgo="}}
    assert 'src="data:image/png;base64,iVBORw0KGgo="' in students_prose("![x](attachment:a.png)", picture)
    assert "<img" not in students_prose("![x](https://elsewhere.org/a.png)", {})


@pytest.mark.parametrize("name", PIECES)
def test_nothing_acts_whatever_is_written(name):
    for text in (nasty(name, 1500), nasty(name, STUDENT_CHARACTERS + 10), nasty(name, 300) + PROSE):
        page = parsed(students_prose(text, {}))
        assert page.acting == [] and not ACTIVE & set(page.tags)


def test_a_student_cannot_point_at_a_formula_that_is_none():
    assert students_prose("\ue0007\ue001 and $x$", {}).startswith("<p>7 and <math")


def test_the_instructors_html_stays():
    assert "<details>" in instructors_prose("<details><summary>Why?</summary>\n\n$x$\n\n</details>")
