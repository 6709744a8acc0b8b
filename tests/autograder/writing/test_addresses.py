"""No address of a student's leads into the server that shows it, in the filter and in the templates of nbgrader."""

import pytest
from bs4 import BeautifulSoup
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat.v4 import new_markdown_cell, new_notebook
from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory

from autograder.writing.pictures import is_picture_address
from autograder.writing.safe_markup import safe_markdown

PNG = "iVBORw0KGgo="
ATTACHED = {"a.png": {"image/png": PNG}}

# What a student writes, and a word that must be seen.
CASES = [
    ("[word](data.csv)", "word"),
    ("[word](/hub/logout)", "word"),
    ("[word](../../tree)", "word"),
    ("[word](?next=/hub)", "word"),
    ("[word](//evil.example/x)", "word"),
    ("[word](\\\\evil.example\\x)", "word"),
    ("[word](/\\evil.example)", "word"),
    ("[word](&#x2F;hub/logout)", "word"),
    ("[word](&sol;hub/logout)", "word"),
    ("[word](&#104;ttps:/hub)", "word"),
    ("[word](http:/hub/logout)", "word"),
    ("[word](https:hub/logout)", "word"),
    ("[word](https:///hub/logout)", "word"),
    ("[word](https:\\\\evil.example)", "word"),
    ("[word](\\/hub)", "word"),
    ("[word](</hub/log out>)", "word"),
    ("[word]( /hub 'title')", "word"),
    ('[word](/hub "title")', "word"),
    ("[word](\n/hub)", "word"),
    ("[word](javascript:alert(1))", "word"),
    ("[word](javascript&colon;alert(1))", "word"),
    ("[word](JAVASCRIPT:alert)", "word"),
    ("[word](java\tscript:alert)", "word"),
    ("[word](data:text/html;base64,PHNjcmlwdD4=)", "word"),
    (f"[word](data:image/png;base64,{PNG})", "word"),
    ("[word](file:///etc/passwd)", "word"),
    ("[word](files/x.html)", "word"),
    ("[word](%2Fhub)", "word"),
    ("[word][ref]\n\n[ref]: /hub/logout", "word"),
    ("[word][ref]\n\n[ref]: <//evil.example> 'title'", "word"),
    ("[word]\n\n[word]: data.csv", "word"),
    ("[word][]\n\n[WORD]:\n  /hub", "word"),
    ("> [word][r]\n\n- [r]: /hub\n\n[r]: /x", "word"),
    ("![word](picture.png)", "word"),
    ("![word](/hub/logout)", "word"),
    ("![word](https://evil.example/pixel.png)", "word"),
    ("![word](//evil.example/pixel.png 'title')", "word"),
    ("![word][p]\n\n[p]: https://evil.example/pixel.png", "word"),
    ("![word](data:image/png;base64,PHN2Zz4=)", "word"),
    ("![word](data:image/svg+xml;base64,PHN2Zz4=)", "word"),
    ("![word](attachment:missing.png)", "word"),
    ("[![word](/hub/logout)](https://example.org)", "word"),
    ("[![word](attachment:a.png)](/hub/logout)", ""),
    ("<img src='attachment:missing.png'> word", "word"),
    ("<img src='/hub/logout'> word", "word"),
    ("<img src='attachment:a.png' srcset='/hub/logout' onerror='x'> word", "word"),
    ("<img src='https://evil.example/x.png' src='attachment:a.png'> word", "word"),
    ("<img alt='](/hub) [x' src='attachment:a.png'> word", "word"),
    ("<a href='/hub'>word</a>", "word"),
    ("<form action='/hub'><button>word", "word"),
    ("<base href='/hub'> word", "word"),
    ("<link rel=stylesheet href='/x.css'> word", "word"),
    ("<svg><a xlink:href='/hub'>word</a></svg>", "word"),
    ("<math href='/hub'>word</math>", "word"),
    ("<video poster='/hub'> word", "word"),
    ("<b style='background:url(/hub)'>word</b>", "word"),
    ("<javascript:alert(1)> word", "word"),
    ("<//evil.example> word", "word"),
    ("word $\\href{/hub/logout}{x}$", "word"),
    ("word \\\\href{/hub}{x} \\\\(\\style{position:fixed}{x}\\\\)", "word"),
    ("word\n\n```mermaid\nclick A '/hub'\n```", "word"),
    ("| word |\n|---|\n| [x](/hub) ![y](z.png) |", "word"),
    ("# word [x](/hub)", "word"),
    ("word[^1]\n\n[^1]: [x](/hub)", "word"),
    ("- [ ] [word](/hub)", "word"),
    ("term\n: [word](/hub)", "word"),
    ("<!-- --> [word](/hub)", "word"),
    ("<b>word</b\n/hub>", "word"),
]

HONEST = [
    ("[word](https://example.org/a?b=1#c)", [("a", "https://example.org/a?b=1#c")]),
    ("[word](HTTP://example.org)", [("a", "HTTP://example.org")]),
    ("[word](mailto:ann@example.org)", [("a", "mailto:ann@example.org")]),
    ("[word](#part)", [("a", "#part")]),
    ("[word][r]\n\n[r]: https://example.org 'title'", [("a", "https://example.org")]),
    ("<https://example.org/x>", [("a", "https://example.org/x")]),
    ("<ann@example.org>", [("a", "mailto:ann@example.org")]),
    ("https://example.org/x", [("a", "https://example.org/x")]),
    ("![word](attachment:a.png 'title')", [("img", f"data:image/png;base64,{PNG}")]),
    (f"![word](data:image/png;base64,{PNG})", [("img", f"data:image/png;base64,{PNG}")]),
    ('<img src="attachment:a.png" width="300"/>', [("img", f"data:image/png;base64,{PNG}")]),
    (f"<IMG alt=x src='data:image/png;base64,{PNG}'>", [("img", f"data:image/png;base64,{PNG}")]),
    (
        "[![word](attachment:a.png)](https://example.org)",
        [("a", "https://example.org"), ("img", f"data:image/png;base64,{PNG}")],
    ),
]


def in_the_filter(text):
    renderer = IPythonRenderer(escape=False, attachments=ATTACHED)
    return BeautifulSoup(MarkdownWithMath(renderer=renderer).render(text), "html.parser")


def addresses(page):
    """(tag, address) of all that a browser would follow or load; the renderer's own anchors left out."""
    found = []
    for tag in page.find_all(True):
        for name, value in tag.attrs.items():
            assert name in (
                "href",
                "src",
                "alt",
                "title",
                "class",
                "id",
                "style",
                "type",
                "disabled",
                "start",
            ), tag
            if name in ("href", "src") and "anchor-link" not in tag.get("class", []):
                found.append((tag.name, value))
    return found


def is_allowed(tag, address):
    if tag == "img":
        return is_picture_address(address)
    return tag == "a" and address.lower().startswith(("https://", "http://", "mailto:", "#"))


@pytest.mark.parametrize(("text", "seen"), CASES)
def test_no_address_leads_into_the_server(text, seen):
    page = in_the_filter(safe_markdown(text, ATTACHED))
    assert all(is_allowed(*each) for each in addresses(page))
    assert seen in page.get_text()


@pytest.mark.parametrize(("text", "expected"), HONEST)
def test_addresses_of_the_web_and_pictures_of_the_cell_stay(text, expected):
    assert addresses(in_the_filter(safe_markdown(text, ATTACHED))) == expected


def test_nbgraders_page_shows_the_same():
    texts = [text for text, _ in (*CASES, *HONEST)]
    cells = [new_markdown_cell(safe_markdown(text, ATTACHED), attachments=ATTACHED) for text in texts]
    config = GenerateFeedback(coursedir=CourseDirectory()).config  # its templates
    resources = {
        "nbgrader": {
            "score": 0,
            "max_score": 0,
            "late_penalty": 0,
            "notebook": "hw",
            "assignment": "hw",
            "student": "ann",
        }
    }
    html, _ = HTMLExporter(config=config).from_notebook_node(new_notebook(cells=cells), resources=resources)
    shown = BeautifulSoup(html, "html.parser").select("div.text_cell_render")
    assert len(shown) == len(texts)
    for text, part in zip(texts, shown, strict=True):
        assert all(is_allowed(*each) for each in addresses(part)), text
    assert len(addresses(BeautifulSoup("".join(map(str, shown)), "html.parser"))) > len(HONEST)


@pytest.mark.parametrize("text", [text for text, _ in CASES[:7]])
def test_the_judge_sees_what_nbconvert_alone_passes_on(text):
    assert not all(is_allowed(*each) for each in addresses(in_the_filter(text)))


@pytest.mark.parametrize(
    "text",
    [
        "a <br/> b<br>c<br />d",
        "<https://example.org/x?a=1&b=2>",
        "<ann.lee@example.org>",
        "`vector<int>` and <kbd>Ctrl</kbd>",
        "```cpp\nvector<int> a;\n```",
        "- [ ] open\n- [x] done",
        "term\n: its meaning",
        "~~no~~ 1 < 2 && 3 > 2",
    ],
)
def test_shown_as_written(text):
    assert safe_markdown(text, {}) == text


@pytest.mark.parametrize(
    "text", ["<b>", "</b>", "<b/>x", "<i>a\n\nb</i>", "<b><i>x</b></i>", "<sup>" * 70 + "</sup>" * 70]
)
def test_a_tag_that_would_go_on_behind_the_answer_is_shown(text):
    page = in_the_filter(safe_markdown(text, {}))
    assert [tag.name for tag in page.find_all(True)] == ["pre", "code"]
    assert page.get_text().replace("\n", "") == text.replace("\n", "")


def test_a_very_long_text_is_shown_in_part():
    text = safe_markdown("[x](/y) " * 300_000, {})
    assert len(text) < 110_000
    assert "more characters are not shown" in text
    assert safe_markdown(text, {}) == text
