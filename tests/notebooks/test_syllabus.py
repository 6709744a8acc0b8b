"""Where each line of the syllabus is taught: rows are told, computed and asked; further lines have their cell.

The asserts that are named here run with the notebooks: a figure in one of them is computed, not typed.
"""

import ast
import json

import pytest

from tests.notebooks.lessons import LECTURES, ROOT, cells

# What the lectures show beyond the rows: lecture, content, cell, figures in the cell's asserts.
COMPUTED = (
    ("loss_functions", "2 by 2 pixels, three classes", "pixels-stretched-numbers", "-2.85, 0.86, 0.28", "3072"),
    ("loss_functions", "ten scores of three images", "multiclass_hinge-ten-numbers", "10.58, 0.27, 71.91", "27.59"),
    ("loss_functions", "2W, and why it is no better", "elastic_net-scale", "23.8", "car_twice == 0"),
    ("loss_functions", "a hyperparameter", "elastic_net-erratum-proof", "best"),
    ("softmax", "a product of independent examples", "cross_entropy-underflow", "np.prod(p) == 0", "804.7"),
    ("softmax", "the logarithm keeps the maximiser", "cross_entropy-underflow", "likelihood.argmax()", "0.7"),
    ("softmax", "the first batch", "cross_entropy-ten-numbers", "5.170, 0.577, 11.294"),
    ("softmax", "T as an exponent", "cross_entropy-one-hot-numbers", "** T).prod"),
    ("softmax", "p - t", "softmax_loss-numbers", "slope_of_the_sum, p", "0.0154, 0.6312, -0.6466"),
    ("softmax", "KL is never negative", "kl_divergence-sign", "np.log(u) <= u - 1", "divergences > 0"),
    ("gradient_descent", "all losses near C - 1", "search-erratum-proof", "8.6 < min(losses)", "9"),
    ("gradient_descent", "both partial derivatives as limits", "numerical_gradient-partial", "limit_x", "limit_y"),
    ("gradient_descent", "nine entries", "numerical_gradient-coordinates-numbers", "gradient[:3]", "W.shape"),
    ("gradient_descent", "the slope along u as a limit", "directional_derivative-limit", "first_leg + second_leg"),
    ("gradient_descent", "a smooth field", "directional_derivative-field-numbers", "[1, 0.5, 0.25]"),
    ("gradient_descent", "two minima and a maximum", "gradient_descent-minima-numbers", "-1.53, 0.26, 1.27"),
    ("gradient_descent", "the saddle", "gradient_descent-minima-numbers", "on_the_ridge[-1], 0", "beside_it[-1, 1]"),
    ("gradient_descent", "relative error", "numerical_gradient-check-numbers", "relative_error", "1e-7"),
    ("gradient_descent", "the rule for h", "numerical_gradient-step", "np.cbrt(3 * 2.2e-16), 1e-5"),
    ("gradient_descent", "2 (y - t) x", "squared_error-scalar", "[6, 2]", "numerical_gradient"),
    ("gradient_descent", "one output, one row of W", "squared_error-scalar", "[0] == (W @ x)[0]"),
    ("gradient_descent", "2 (y - t) xᵀ", "squared_error-numbers", "relative_error(by_hand, numerical)"),
    ("gradient_descent", "shuffle and subsample", "minibatch_sgd-subsample", "len(set(shuffled)) == 256"),
    ("backpropagation", "ascent on the output", "gates-erratum-proof", "(x_up + y_up) * z_up > -12"),
    ("backpropagation", "ascent on the image", "gates-ascent-numbers", "p_after[2] > 0.5"),
    ("backpropagation", "gate by gate", "sigmoid-numbers", "-0.53", "-0.20", "0.1966"),
    ("backpropagation", "forward with a cache", "sigmoid-api-example", "(-4, 3)", "(-40, 30)"),
    ("backpropagation", "dX = dY W, entry by entry", "layers-entries", "dY[n, c] * W[c, k]", "dY[n, c] * X[n, k]"),
    ("jacobians", "the matrix that nobody forms", "nobody-forms-numbers", "(dH * (Z > 0)) @ W", "2_048_000"),
    ("jacobians", "row i of ∂h/∂wᵢ", "chain_rule-weights-numbers", "dh[0, i] * h_prev", "np.outer(dh, h_prev)"),
    ("jacobians", "all paths from x to z", "chain_rule-numbers", "[[3, -4], [9, 39]]", "entry == 39"),
    ("jacobians", "column-major", "matmul_jacobian-numbers", 'order="F"', "[1, 4, 2, 5, 3, 6]"),
    ("jacobians", "why the gradient may be frozen", "one_hidden_layer_gradients-frozen", "missed(0.1)", "100"),
)  # fmt: skip

# Lines that are told: lecture, cell, words of it.
TOLD = (
    ("loss_functions", "viewpoints", "**pose**", "**light**", "**deformed**", "half **hidden**"),
    ("loss_functions", "viewpoints", "**cluttered background**", "**vary**", "**similar**", "3,072"),
    ("loss_functions", "three-viewpoints", "$s_i = s_j$"),
    ("loss_functions", "multiclass_hinge-example", r"\begin{cases}", "**Guess first**"),
    ("loss_functions", "elastic_net-example", r"$10^7\,W$"),
    ("loss_functions", "elastic_net-motivation", "**overfitting**", "**hyperparameter**"),
    ("loss_functions", "elastic_net-motivation", "**training**", "**validation**", "**test**"),
    ("softmax", "cross_entropy-motivation", "**independent**", "**increasing**", "multinomial\nlogistic"),
    ("softmax", "cross_entropy-one-hot", r"p(k \mid x_i)^{T_{ik}}"),
    ("gradient_descent", "search", "15.55 %", "99.7 %"),
    ("gradient_descent", "directional_derivative-example", r"\lim_{h \to 0}", "**vector field**"),
    ("gradient_descent", "gradient_descent-minima", "**local minimum**", "**saddle**", "potato chip"),
    ("gradient_descent", "squared_error-example", "[\\,j = k\\,]", "for $j \\ne k$"),
    ("backpropagation", "gates-motivation", "*features*", "end-to-end", "at the end"),
    ("backpropagation", "sigmoid-motivation", "always 1"),
    ("jacobians", "chain_rule-motivation", "one knob"),
    ("jacobians", "chain_rule-example", "composition of linear maps", r"D(f \circ g)"),
    ("jacobians", "matmul_jacobian-vec", "MATLAB", "Fortran"),
)  # fmt: skip

# The pictures that the rows call for: lecture, cell, what it draws.
DRAWN = (
    ("loss_functions", "pixels-stretched-picture", "pixels_stretched"),
    ("loss_functions", "challenges-picture", "challenges"),
    ("loss_functions", "svm_loss-misread-picture", "misread_digits"),
    ("softmax", "softmax_loss-reliability-picture", "reliability"),
    ("gradient_descent", "directional_derivative-picture", "gradient_field"),
    ("gradient_descent", "gradient_descent-minima-picture", "landscapes"),
    ("backpropagation", "gates-layers-picture", "layer_graph"),
    ("backpropagation", "sigmoid-neuron-picture", "neuron"),
    ("backpropagation", "layers-backward-picture", "layer_backward_shapes"),
    ("jacobians", "nobody-forms-picture", "batch_blocks"),
    ("jacobians", "chain_rule-paths", "chain_paths"),
    ("jacobians", "softmax_jacobian-pixels-picture", "pixel_jacobian"),
    ("jacobians", "matmul_jacobian-picture", "weight_tensor"),
)

# The recap computes nothing.
WITHOUT_NUMBERS = {"1.1"}


def source_of(lecture, name):
    """Return the text of a cell."""
    return next(source for one, _, source in cells(lecture) if one == name)


def asserted(source):
    """Return the asserts of a code cell, each as it is written."""
    return [
        ast.get_source_segment(source, node)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Assert)
    ]


def missing(source, figures):
    """Return the figures that stand in no assert of a cell."""
    claims = asserted(source)
    return [figure for figure in figures if not any(figure in claim for claim in claims)]


@pytest.mark.parametrize("lecture, content, name, figures", [(*line[:3], line[3:]) for line in COMPUTED])
def test_a_line_of_the_lectures_is_computed(lecture, content, name, figures):
    assert figures and missing(source_of(lecture, name), figures) == [], content


@pytest.mark.parametrize("lecture, name, words", [(*line[:2], line[2:]) for line in TOLD])
def test_a_line_of_the_lectures_is_told(lecture, name, words):
    source = source_of(lecture, name)
    assert [word for word in words if word not in source] == []


@pytest.mark.parametrize("lecture, name, picture", DRAWN)
def test_a_picture_stands_where_its_row_is(lecture, name, picture):
    assert source_of(lecture, name) == f"pictures.{picture}()"


def of_rows(lecture):
    """Return (row, cell type, source, graded) for every cell that names a row."""
    path = ROOT / "notebooks" / lecture / f"{lecture}.ipynb"
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        for row in cell["metadata"].get("syllabus", []):
            graded = cell["metadata"].get("nbgrader", {}).get("grade", False)
            yield row, cell["cell_type"], "".join(cell["source"]), graded


def rows_by_way(lecture):
    """The rows of a lecture that are told, that are computed, and that are asked."""
    told, computed, asked = set(), set(), set()
    for row, category, source, graded in of_rows(lecture):
        if category == "markdown":
            told.add(row)
        elif asserted(source):
            computed.add(row)
        if graded or source.startswith("demos.") or (category == "markdown" and "?" in source):
            asked.add(row)
    return told, computed, asked


@pytest.mark.parametrize("lecture", LECTURES)
def test_every_row_is_told_computed_and_asked(lecture):
    told, computed, asked = rows_by_way(lecture)
    assert told == computed | (told & WITHOUT_NUMBERS)
    assert told == asked


def test_a_figure_that_is_only_typed_is_seen():
    source = "value = 2.9  # and 4.0\nassert value > 1, 'not 3.1'\nprint(5.2)"
    assert missing(source, ["value > 1"]) == []
    assert missing(source, ["4.0", "5.2", "= 2.9"]) == ["4.0", "5.2", "= 2.9"]
