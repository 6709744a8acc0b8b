"""Every mistake of the sources stands in its lecture as a line to mend, with what is right and a proof below."""

import re

import pytest

from tests.notebooks.lessons import LECTURES, cells, place, prose

ASKS = "> **Find the mistake.**"
# lecture, cell, the line as the source has it, what it should be
ERRATA = [
    ("loss_functions", "multiclass_hinge-erratum", "= 10.9", "12.9"),
    ("loss_functions", "multiclass_hinge-sum-erratum", "is a *sum* of the losses", "**mean**"),
    ("loss_functions", "elastic_net-erratum", "L_i + R(W)$", r"$\lambda R(W)$"),
    ("loss_functions", "elastic_net-erratum-mean", "np.sum(losses) + reg", "divided by $N$"),
    ("loss_functions", "svm_loss-erratum-classes", "No difference.", "divided by the same constant"),
    ("softmax", "cross_entropy-erratum", r"\log(0.13) = 0.89", "2.04"),
    ("softmax", "cross_entropy-erratum", r"\log(0.353) = 0.452", "1.040"),
    ("softmax", "cross_entropy-digit-erratum", "= 0.016$", "0.0154"),
    ("softmax", "cross_entropy-labels-erratum", "$t = 2$ becomes $(0, 1, 0, 0)$", "$(0, 0, 1, 0)$"),
    ("softmax", "kl_divergence-erratum", r"= -\sum_k p_k \log q_k$", "$H(p, q) - H(p)$"),
    ("gradient_descent", "search-erratum", "`9.40`, `8.96`", "$C - 1 = 9$"),
    ("gradient_descent", "numerical_gradient-layout", "a row; later page", "**conventions**"),
    ("gradient_descent", "squared_error-erratum", r"\sum_{j=1}^{D}", "$M$ **outputs**"),
    ("gradient_descent", "gradient_descent-erratum", r"w = w - \partial L / \partial w \qquad", r"$\alpha$"),
    ("gradient_descent", "minibatch_sgd-erratum", "used 256", "**128**"),
    (
        "backpropagation",
        "gates-erratum",
        "is the application of gradient descent",
        "**computes the gradient**",
    ),
    ("backpropagation", "sigmoid-chain", "(1 + e^{a})^2", "$(1 + e^{-a})^2$"),
    ("backpropagation", "layers-deep-erratum", r"\sigma(W_2\, \sigma(W_1 x))", "**two** layers"),
    ("backpropagation", "layers-universal", "can represent any function", "**Approximate**"),
    ("jacobians", "quadratic_form_gradient-erratum", r"= 2\, w^\top A", "**only for a symmetric** $A$"),
    ("jacobians", "quadratic_form_gradient-erratum", r"\partial\,(w A w)", r"$w^\top A w$"),
    ("jacobians", "relu_vjp-erratum", r"\left[\frac{\partial z}{\partial x}\right]", "stands **left**"),
]
NAMES = [f"{lecture}-{name}-{number}" for number, (lecture, name, _, _) in enumerate(ERRATA)]


def test_there_are_twenty_two():
    assert len(ERRATA) == 22 and len({shown for _, _, shown, _ in ERRATA}) == 22


@pytest.mark.parametrize("lecture, name, shown, right", ERRATA, ids=NAMES)
def test_the_line_is_shown_and_the_right_one_is_behind_the_fold(lecture, name, shown, right):
    _, _, source = cells(lecture)[place(lecture, name)]
    asked, _, answered = source.partition("<details>")
    assert ASKS in asked and shown in asked
    assert right in answered


@pytest.mark.parametrize(
    "lecture, name, right", [(one[0], one[1], one[3]) for one in ERRATA if re.fullmatch(r"\d+\.\d+", one[3])]
)
def test_no_cell_right_above_gives_the_number_away(lecture, name, right):
    at = place(lecture, name)
    assert right not in "".join(source for _, _, source in cells(lecture)[at - 3 : at])


@pytest.mark.parametrize("lecture", LECTURES)
def test_every_line_to_mend_is_proved_in_the_next_cell(lecture):
    for number, (name, _, source) in enumerate(cells(lecture)):
        if ASKS in source:
            _, category, proof = cells(lecture)[number + 1]
            assert category == "code" and "assert" in proof, name


@pytest.mark.parametrize("lecture", LECTURES)
def test_nobody_is_told_of_mistakes_in_documents_that_they_have_not_seen(lecture):
    assert not [name for name, source in prose(lecture) if "Erratum" in source or "source slide" in source]


def test_a_line_without_a_proof_is_seen(monkeypatch):
    without = [("a-erratum", "markdown", f"{ASKS} A line."), ("next", "markdown", "Something else.")]
    monkeypatch.setattr(f"{__name__}.cells", lambda lecture: without)
    with pytest.raises(AssertionError):
        test_every_line_to_mend_is_proved_in_the_next_cell("softmax")
