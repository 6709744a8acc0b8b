"""What the exercises of lecture 3 must know beyond the general properties of exercises."""

import numpy as np
import pytest

from autograder import check
from autograder.boxes.limits import Limits
from autograder.grading.sandbox import bubblewrap_problem
from autograder.grading.worker import Worker
from autograder.records import Plan, PlannedCell
from autograder.sample_class.gradient_descent.answers import LOOPS
from benchmarks.right_styles.gradient_descent import STYLES
from tests.autograder.exercises.edited_answers import checked


def in_place(gradient, w, learning_rate, n_steps):
    points = [w]
    for _ in range(n_steps):
        w -= learning_rate * gradient(w)
        points.append(w)
    return np.stack(points)


def start_copied(gradient, w, learning_rate, n_steps):
    points = [w.copy()]
    w = w.astype(float)
    for _ in range(n_steps):
        w -= learning_rate * gradient(w)
        points.append(w)
    return points


def test_rows_that_are_one_array_are_named_wherever_they_begin():
    result = check(start_copied, "gradient_descent", cases="all")
    assert result.mistakes == ("trajectory_of_aliases",)
    assert result.message.startswith("All rows after the start are equal: w -= ...")


def test_the_usual_first_answer_is_named_in_full():
    result = check(in_place, "gradient_descent", cases="all")
    assert result.mistakes == ("trajectory_of_aliases", "integer_start_in_place", "inputs_changed")


def perturbed_and_not_put_back(f, x, h):
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += h
        above = f(x)
        x[i] -= 2 * h
        gradient[i] = (above - f(x)) / (2 * h)
    return gradient


def test_a_step_that_stays_in_x_is_named_with_what_the_caller_sees():
    result = check(perturbed_and_not_put_back, "numerical_gradient", cases="all")
    assert result.mistakes == ("x_not_restored", "integer_steps", "inputs_changed")


def test_half_the_points_are_for_the_idea():
    def forward(f, x, h):
        x = np.array(x, dtype=float)
        steps = h * np.eye(x.size).reshape(x.size, *x.shape)
        return np.reshape([(f(x + step) - f(x)) / h for step in steps], x.shape)

    result = check(forward, "numerical_gradient", cases="all")
    assert (result.mistakes, result.score) == (("one_sided",), 0.5)
    assert result.message == (
        "The difference is one-sided: its error shrinks like h, that of a centred one like the square of h. "
        "Step to both sides."
    )


def test_trying_a_case_by_hand_uses_up_nothing_of_it():
    answer = STYLES["minibatch_sgd"]["slices"]
    result = check(answer, "minibatch_sgd")
    for _ in range(2):
        inputs = result.inputs("a short last batch")
        answer(**inputs)
        inputs["w"] *= 0
    assert result.passed and check(answer, "minibatch_sgd").passed


def test_the_legacy_generator_is_no_shuffle_of_ours():
    def legacy(gradient, w, X, y, learning_rate, batch_size, n_epochs, rng):
        return STYLES["minibatch_sgd"]["loops"](
            gradient, w, X, y, learning_rate, batch_size, n_epochs, np.random.RandomState(0)
        )

    assert not check(legacy, "minibatch_sgd", cases="all").passed


@pytest.mark.skipif(bubblewrap_problem() is not None, reason="bubblewrap does not work here")
def test_functions_and_generators_cross_between_the_boxes():
    """Every exercise through two processes: callbacks, an rng that is used up, arrays of every shape."""
    cells = [PlannedCell(student_source="import numpy as np")]
    cells += [PlannedCell(student_source=source) for source in LOOPS.values()]
    cells.append(PlannedCell(test_source="from autograder import check"))
    names = list(LOOPS)
    cells += [
        PlannedCell(test_source=f"check({name})", points=3.0, grade_id=f"{name}-check") for name in names
    ]
    limits = Limits(cell_seconds=10.0, test_seconds=20.0, submission_seconds=120.0, memory=2**30)
    with Worker("bwrap", limits) as worker:
        results = worker.grade(Plan(tuple(cells), frozenset(names)))[-len(names) :]
    assert [(result.score, result.mistakes) for result in results] == [(3.0, [])] * len(names)


_ORDER = "rng.permutation(N)"
_ROWS = "order[first : first + batch_size]"
_LEFT = "min(batch_size, N - first)"


@pytest.mark.parametrize("cases", ["public", "all"])
@pytest.mark.parametrize(
    "edits",
    [
        [(_ORDER, "0"), (_ROWS, "rng.integers(0, N, batch_size)")],
        [(_ORDER, "0"), (_ROWS, "rng.choice(N, batch_size)")],
        [(_ORDER, "0"), (_ROWS, f"rng.integers(0, N, {_LEFT})")],
        [(_ORDER, "rng.choice(N, N)")],
        [(_ORDER, "rng.integers(N, size=N)")],
        [(_ORDER, "0"), (_ROWS, "rng.choice(N, batch_size, replace=False)")],
        [(_ORDER, "0"), (_ROWS, "rng.choice(N, min(N, batch_size), replace=False)")],
        [(_ORDER, "0"), (_ROWS, f"rng.choice(N, {_LEFT}, replace=False)")],
    ],
)
def test_batches_with_repeats_are_named_however_they_are_drawn(edits, cases):
    assert checked("minibatch_sgd", *edits, cases=cases).mistakes == ("batches_with_repeats",)


@pytest.mark.parametrize(
    ("draw", "other"),
    [
        ("rng.integers(0, N, batch_size)", ("range(0, N, batch_size)", "range(N // batch_size)")),
        ("rng.choice(N, batch_size, replace=False)", ("range(0, N, batch_size)", "range(N // batch_size)")),
    ],
)
def test_batches_with_repeats_are_named_beside_a_dropped_one(draw, other):
    result = checked("minibatch_sgd", (_ORDER, "0"), (_ROWS, draw), other)
    assert result.mistakes == ("batches_with_repeats", "short_batch_dropped")


_ONE_AXIS = ("np.zeros(x.shape)", "np.zeros(len(x))")
_EACH_ROW = ("np.ndindex(x.shape)", "range(len(x))")
_COPIED = ("centre = x[index]\n", "centre = np.copy(x[index])\n")


@pytest.mark.parametrize("cases", ["public", "all"])
@pytest.mark.parametrize(
    ("mistakes", "edits"),
    [
        (("only_vectors",), [_ONE_AXIS, _EACH_ROW]),
        (("only_vectors",), [_ONE_AXIS, _EACH_ROW, _COPIED]),
        (("only_vectors",), [_ONE_AXIS]),
        (("only_vectors",), [_ONE_AXIS, _EACH_ROW, ("centre + h", "centre"), ("centre - h", "centre"),
                             ("above = f(x)", "above = f(x + h * np.eye(len(x))[index])"),
                             ("below = f(x)", "below = f(x - h * np.eye(len(x))[index])")]),
        (("divided_by_h", "only_vectors"), [_ONE_AXIS, _EACH_ROW, _COPIED, ("(2 * h)", "h")]),
        (("integer_steps", "only_vectors"),
         [_ONE_AXIS, _EACH_ROW, _COPIED, ("np.array(x, dtype=float)", "np.array(x)")]),
    ],
)  # fmt: skip
def test_a_gradient_with_one_axis_is_right_for_vectors_only(mistakes, edits, cases):
    result = checked("numerical_gradient", *edits, cases=cases)
    assert result.mistakes == mistakes
    assert "Right for vectors only: the gradient has one entry for each row of a matrix." in result.message


def test_a_wrong_shape_is_named_where_the_shape_is_open():
    result = checked("numerical_gradient", ("return gradient", "return gradient[None]"))
    assert result.mistakes == ("wrong_shape",)
    assert result.message == ("In the case “a vector” `gradient` has shape (1, 4); here it must be (4,).")
    of_three_axes = checked(
        "numerical_gradient", ("return gradient", "return gradient[None] if x.ndim == 3 else gradient")
    )
    assert of_three_axes.message == (
        "In the case “three axes” `gradient` has shape (1, 2, 3, 2); here it must be (2, 3, 2)."
    )


def test_a_wrong_length_of_a_tuple_is_named():
    result = checked("derivative_shape", ("return ()", "return (1, 1, 1)"))
    assert result.message == (
        "In the case “scalar by scalar, numerator layout” `shape` has the wrong number of entries: 3, not 0."
    )
