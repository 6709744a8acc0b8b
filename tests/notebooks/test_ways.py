"""Every lecture leads to the one before it and to the one after it, first and last."""

import re

import pytest

from tests.notebooks.lessons import ROOT, cells

ORDER = ("loss_functions", "softmax", "gradient_descent", "backpropagation", "jacobians")
CAPSTONE = "capstone"
LINK = re.compile(r"\]\(\.\./(\w+)/(\w+)\.ipynb\)")


@pytest.mark.parametrize("number", range(len(ORDER)))
def test_the_first_cell_leads_both_ways_and_the_last_one_on(number):
    texts = [source for _, category, source in cells(ORDER[number]) if category == "markdown"]
    before, after = ORDER[:number][-1:], ORDER[number + 1 :][:1]
    assert LINK.findall(texts[0]) == [(name, name) for name in (*before, *after)]
    (outlook,) = (text for text in texts if text.startswith("## What to take along"))
    assert LINK.findall(outlook) == [(name, name) for name in after or (ORDER[0], CAPSTONE)]


def test_the_capstone_leads_back_to_the_last_lecture():
    texts = [source for _, category, source in cells(CAPSTONE) if category == "markdown"]
    assert LINK.findall(texts[0]) == [(ORDER[-1], ORDER[-1])]


@pytest.mark.parametrize("name", (*ORDER, CAPSTONE))
def test_a_link_leads_to_a_notebook(name):
    assert (ROOT / "notebooks" / name / f"{name}.ipynb").is_file()
