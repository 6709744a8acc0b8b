"""What a student wrote cannot become HTML of its own in formgrader or feedback."""

import bleach
import pytest
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from autograder.writing.pictures import safe_attachments
from autograder.writing.safe_markup import literal_markdown, safe_markdown

PICTURE = {"a.png": {"image/png": "iVBORw0KGgo="}}


def rendered(text, attachments):
    return MarkdownWithMath(renderer=IPythonRenderer(escape=False, attachments=attachments)).render(text)


@pytest.mark.parametrize(
    "text",
    [
        "plain, **bold**, `code`, $a < b$, $$x_i <= y$$",
        "| a | b |\n|--:|---|\n| 1 | 2 |",
        "[link](https://example.org/x?a=1&b=2), [part](#part), <br/> <br> <b>bold</b>",
        "![picture](attachment:a.png)",
        "```python\nif a < b: pass\n```",
        "> quoted\n\n1. one\n2. two",
        r"\begin{align} a &= b \\ c &< d \end{align}",
    ],
)
def test_honest_text_stays_as_it_is(text):
    assert safe_markdown(text, PICTURE) == text


@pytest.mark.parametrize(
    "start", ["<script>", "</div>", "<!-- x", "<?php", "<a onclick=x>", "<IMG src=x>", "<b x>"]
)
def test_a_tag_is_taken_apart(start):
    assert safe_markdown(start, {}) == "< " + start[1:]


HOSTILE = [
    "[x](javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](java&#115;cript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](\n javascript:alert(1))",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "[x][y]\n\n[y]:\n  data:text/html;base64,PHNjcmlwdD4=",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "[x](vbscript:alert(1))",
    "![x](attachment:missing.png)",
    "<https://example.org/<script>>",
    "<javascript:alert(1)>",
    '[x](https://example.org/"onmouseover="alert(1))',
    '![x" onerror="alert(1)](a.png)',
    '[x](a "y\\" onmouseover=\\"alert(1)")',
    "```mermaid\n<script>alert(1)</script>\n```",
    "```<script>\nx\n```",
    "$<img src=x onerror=alert(1)>$",
    "\\begin{x}<script>alert(1)</script>\\end{x}",
    "<scr<script>ipt>alert(1)</script>",
    "<style>*{display:none}</style>",
    "<iframe srcdoc='<script>'>",
    "<b/onmouseover=alert(1)>x</b>",
    "# <svg/onload=alert(1)>",
    "| <script> |\n|---|\n| <script> |",
    "&lt;script&gt;",
    "*" * 5000 + "[" * 5000,
]


def has_more_than_markdown(page):
    """An independent judge: bleach (html5lib's parser, as browsers read) would take something away."""
    tags = "a b blockquote br code del div em h1 hr i img li ol p pre s span strong table tbody td th thead tr ul"
    attributes = {"*": ["class", "id", "title"], "a": ["href"], "img": ["src", "alt"]}
    pictures = page.replace("data:image/png;base64,", "https:").replace("< ", "&lt; ")
    cleaned = bleach.clean(pictures, tags.split(), attributes, protocols=["http", "https", "mailto"])
    return any(cleaned.count(part) != pictures.count(part) for part in ("&lt;", "href=", "src="))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_renders_without_anything_that_runs(text):
    assert not has_more_than_markdown(rendered(safe_markdown(text, PICTURE), PICTURE))


@pytest.mark.parametrize(
    "text", ["[x](javascript:alert(1))", "<script>alert(1)</script>", "<img src='javascript:x'>"]
)
def test_the_judge_sees_what_nbconvert_alone_passes_on(text):
    assert has_more_than_markdown(rendered(text, {}))


def test_literal_text_survives_fences_in_it():
    text = "```\n````\n<script>"
    assert "&lt;script&gt;" in rendered(literal_markdown(text), {})


def test_attachments_are_pictures():
    given = {
        "a.png": {"image/png": "iVBORw0KGgo="},
        "b.svg": {"image/svg+xml": "PHN2Zz4="},
        "c.html": {"text/html": "<script>"},
        "d.png": {"image/png": '"><script>'},
        "e.png": {"image/png": ["iVBORw0KGgo="]},
        "f": "text",
    }
    assert safe_attachments(given) == PICTURE
