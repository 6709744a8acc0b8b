"""What a student sees: text and HTML, and nothing of the hidden cases."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from autograder import check
from autograder.checking.views.deviation_picture import deviation_picture
from autograder.exercises.exercise import find_exercise
from benchmarks.right_styles.loss_functions import STYLES

right_svm = STYLES["svm_loss"]["vectorised"]


def wrong(W, X, y, reg):
    loss, dW = right_svm(W, X, y, reg)
    return loss, dW + 0.5 * np.arange(dW.size).reshape(dW.shape)


def parsed(html):
    """The HTML read as XML: every element is closed, every attribute quoted."""
    return ElementTree.fromstring(html)


def test_text():
    lines = repr(check(wrong, "svm_loss")).splitlines()
    assert lines[0] == "svm_loss: not passed, 0 of 14 cases right"
    assert lines[1].startswith(
        "`loss` is right in every case. In the case “a small batch” `dW` differs in 11 of 12 entries, most at "
        "[3, 2]: "
    )
    assert re.fullmatch(
        r"  ✗ a small batch +wrong: loss = [\d.]+, dW = \(4, 3\) \[.*, …\]; expected loss = .*", lines[2]
    )
    assert re.fullmatch(r"  ✗ one example +wrong", lines[3])
    assert re.fullmatch(r"  – integer W +wrong, costs nothing", lines[-2])


def test_html_is_a_table_with_a_picture_that_has_a_text_alternative():
    tree = parsed(check(wrong, "svm_loss")._repr_html_())
    assert len(tree.findall(".//tr")) == 17
    picture = tree.find(".//svg")
    assert picture.get("role") == "img"
    assert picture.get("aria-label") == (
        "dW minus the expected dW in the case “a small batch”; ✓ where it agrees: 11 of 12 entries deviate, by at most 5.5."
    )
    assert [text.text for text in picture.findall("text")][:3] == ["✓", "+0.5", "+1"]


def test_the_inputs_of_a_wrong_case_are_shown_and_the_cases_open_where_no_mistake_is_named():
    tree = parsed(check(wrong, "svm_loss")._repr_html_())
    assert tree.find("details").get("open") == "open"
    inputs = "".join(tree.find("p[@class='case']").itertext())
    assert inputs.startswith("The case “a small batch”: W = (4, 3) [") and "reg = " in inputs


def test_where_the_mistake_is_named_one_case_is_shown_and_the_others_are_folded_away():
    def svm_loss(W, X, y, reg):
        loss, dW = right_svm(W, X, y, reg)
        return 2 * loss, dW

    tree = parsed(check(svm_loss)._repr_html_())
    assert tree.find("details").get("open") is None
    assert len(tree.find("details").findall(".//tr")) == 17
    assert [row.find("td[2]").text for row in tree.findall("table/tbody/tr")] == ["a small batch"]
    assert "check(svm_loss).hint()" in [code.text for code in tree.findall("p/code")]


@pytest.mark.parametrize(
    ("problem", "offered"),
    [(TimeoutError, False), (MemoryError, False), (EOFError, False), (ValueError, True)],
)
def test_what_would_hang_a_kernel_is_not_offered_to_be_called(problem, offered):
    def svm_loss(W, X, y, reg):
        raise problem("no end")

    codes = [code.text for code in parsed(check(svm_loss)._repr_html_()).findall("p/code")]
    assert 'check(svm_loss).inputs("a small batch")' in " ".join(codes)
    assert ('svm_loss(**check(svm_loss).inputs("a small batch"))' in codes) == offered


@pytest.mark.parametrize(
    "function", [right_svm, lambda W, X, y, reg: None, lambda W: 1, lambda W, X, y, reg: "<b>&"]
)
def test_html_of_every_kind_is_well_formed(function):
    parsed(check(function, "svm_loss")._repr_html_())


def test_text_of_students_is_escaped():
    def svm_loss(W, X, y, reg):
        raise ValueError("<script>alert(1)</script>")

    html = check(svm_loss)._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_hidden_cases_show_only_their_names(secret):
    """No number of a hidden case, given, expected or returned, appears anywhere."""

    seen = {case.arguments["X"].tobytes() for case in find_exercise("svm_loss").public_cases}

    def svm_loss(W, X, y, reg):
        if X.tobytes() not in seen:
            raise ValueError(f"{W} {X} {y} {reg}")
        return wrong(W, X, y, reg)

    result = check(svm_loss, cases="all")
    shown = repr(result) + result._repr_html_() + result.message
    public = repr(check(svm_loss)) + check(svm_loss)._repr_html_()
    hidden = [case for case in result.exercise.all_cases if not case.public]
    for case in hidden:
        assert case.name in shown
    numbers = set(re.findall(r"-?\d+\.\d{2,}", shown)) - set(re.findall(r"-?\d+\.\d{2,}", public))
    assert numbers == set()
    assert "ValueError: [[" not in shown
    assert all(row.details is None for row in result.rows if not row.public)


def test_a_large_array_is_cut_and_said_so():
    value = np.ones((40, 30))
    svg = deviation_picture("dW", "big", value, np.zeros((40, 30)), np.zeros((40, 30), dtype=bool))
    tree = parsed(svg)
    assert len(tree.findall(".//rect")) == 12 * 16
    assert "(the first 12 × 16 of (40, 30))" in tree.find("figcaption").text


@pytest.mark.parametrize("shape", [(3,), (2, 3), (2, 2, 3)])
def test_picture_of_any_number_of_axes_with_nan(shape):
    value = np.full(shape, np.nan)
    right = np.zeros(shape, dtype=bool)
    right.flat[0] = True
    tree = parsed(deviation_picture("x", "case", value, np.zeros(shape), right))
    texts = [text.text for text in tree.findall(".//text")]
    assert texts == ["✓"] + ["+nan"] * (value.size - 1)
