"""Formulas become MathML; what is none, or more than one, stays text."""

import json
import re

import pytest

from autograder.classroom.feedback.mathml import mathml
from tests.autograder.classroom.feedback.pages import ROOT, TOPICS

FORMULA = re.compile(r"\$\$(.+?)\$\$|(?<!\\)\$([^$\n]+?)\$", re.DOTALL)
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


@pytest.mark.parametrize("topic", TOPICS)
def test_every_formula_of_the_lectures_is_drawn(topic):
    notebook = json.loads((ROOT / "notebooks" / topic / f"{topic}.ipynb").read_text(encoding="utf-8"))
    texts = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    formulas = [match for text in texts for match in FORMULA.finditer(CODE.sub("", text))]
    assert len(formulas) > 50
    undrawn = [match[0] for match in formulas if "<math" not in mathml(match[1] or match[2], bool(match[1]))]
    assert undrawn == []
    unknown = [match[0] for match in formulas if re.search(r">\\[a-zA-Z]", mathml(match[1] or match[2]))]
    assert unknown == []


def test_a_fraction_is_a_fraction():
    fraction = "<mfrac><mrow><mn>1</mn></mrow><mrow><mi>N</mi></mrow></mfrac>"
    assert fraction in mathml(r"\frac{1}{N}")
    assert 'display="block"' in mathml("x", True)


@pytest.mark.parametrize(
    "tex",
    [
        r"\href{javascript:alert(1)}{x}",
        r"\text{<script>alert(1)</script>}",
        r"\text{<!-- }",
        r"\text{<img src=x onerror=alert(1)>}",
        r"\style{background:url(//evil)}{x}",
        r"\class{demo}{x}",
        r"\color{red;background:url(//evil)}x",
        r"\frac",
        "{" * 5000,
        "x" * 5000,
        r"\left(" * 400,
    ],
)
def test_what_is_no_formula_is_shown_as_it_was_written(tex):
    shown = mathml(tex)
    assert shown.startswith("<code>$")
    assert "<" not in shown.removeprefix("<code>").removesuffix("</code>")
