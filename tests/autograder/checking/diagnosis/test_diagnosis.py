"""The simplest hypothesis that explains all cases."""

import numpy as np
import pytest

from autograder.checking.call import Answer, ask, split
from autograder.checking.diagnosis.diagnose import diagnose
from autograder.checking.diagnosis.hypotheses import Hypothesis, hypotheses, predict
from autograder.checking.prediction import CaseResult, right_prediction, wrong_prediction
from autograder.checking.views.patterns import common_property
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.spec import Spec


def mean_and_slope(x, *, factor=1.0, offset=0.0, step=0):
    return factor * np.mean(x) + offset, np.full(len(x), factor / len(x)) + step * (x == 0)


def made(**changes):
    declared = {
        "name": "mean_and_slope",
        "topic": "none",
        "inputs": ("x: (N,)",),
        "outputs": ("mean: scalar", "slope: (N,)"),
        "reference": mean_and_slope,
        "imitation": mean_and_slope,
        "cases": lambda draw: [
            Case("three", {"x": np.array([1.0, 2.0, 6.0])}),
            Case("zero", {"x": np.array([0.0, 4.0])}),
        ],
        "mistakes": (
            Mistake("tripled", "Three times.", {"factor": 3.0}),
            Mistake("shifted", "Shifted.", {"offset": 1.0}),
        ),
    }
    return Exercise(**(declared | changes))


def results(exercise, function):
    return [
        CaseResult(case, ask(function, exercise, case), right_prediction(exercise, case))
        for case in exercise.all_cases
    ]


@pytest.mark.parametrize(
    ("settings", "ids"),
    [
        ({"factor": 3.0}, ["tripled"]),
        ({"offset": 1.0}, ["shifted"]),
        ({"factor": 3.0, "offset": 1.0}, ["tripled", "shifted"]),
        ({"factor": 4.0}, []),
    ],
)
def test_diagnose(settings, ids):
    exercise = made()
    found = diagnose(exercise, results(exercise, lambda x: mean_and_slope(x, **settings)))
    assert [mistake.id for mistake in found] == ids


@pytest.mark.parametrize(
    ("change", "ids"),
    [
        (lambda mean, slope: (mean, -slope), ["slope_sign_flipped"]),
        (lambda mean, slope: (mean, slope[:, None]), ["slope_column"]),
        (lambda mean, slope: (mean * 2, slope.sum()), ["mean_doubled", "slope_sum"]),
        (lambda mean, slope: (mean * len(slope), slope), ["mean_times_N"]),
        (lambda mean, slope: (mean, slope / len(slope)), ["slope_over_N"]),
    ],
)
def test_general_mistakes_need_no_declaration(change, ids):
    exercise = made(mistakes=(), imitation=None)
    found = diagnose(exercise, results(exercise, lambda x: change(*mean_and_slope(x))))
    assert [mistake.id for mistake in found] == ids


def test_one_case_that_disagrees_refutes_a_hypothesis():
    exercise = made()
    found = diagnose(
        exercise, results(exercise, lambda x: mean_and_slope(x, factor=3.0 if len(x) == 3 else 1.0))
    )
    assert found == ()


def test_settings_that_touch_are_not_paired():
    exercise = made(
        mistakes=(Mistake("a", "A.", {"factor": 2.0}), Mistake("b", "B.", {"factor": 3.0, "offset": 1.0}))
    )
    pairs = [tuple(m.id for m in each.mistakes) for each in hypotheses(exercise)]
    assert ("a", "b") not in pairs
    assert ("a", "mean_doubled") in pairs


def test_a_prediction_beyond_the_largest_float_is_infinite_whatever_numpy_does_of_it():
    exercise = made(imitation=None, mistakes=())
    case = Case("huge", {"x": np.full(3, 1.7e308)})
    with np.errstate(all="raise"):
        doubled = wrong_prediction(exercise, case, {("slope", "scale"): 2.0, ("mean", "scale"): 2.0})
    assert doubled.raised is None and doubled.first["mean"] == np.inf


def mean_logarithm(p, *, floor=None, factor=1.0):
    with np.errstate(divide="ignore"):
        return factor * np.mean(np.log(p if floor is None else np.maximum(p, floor)))


def with_a_floor():
    cases = [
        Case("above", {"x": np.array([0.5, 0.25])}),
        Case("below", {"x": np.array([0.0, 0.0])}),
        Case("both", {"x": np.array([0.0, 0.5])}),
        Case("between", {"x": np.array([1e-60, 0.5])}),
    ]
    floored = Mistake(
        "floored", "A floor.", {"floor": 1e-8}, with_constant=lambda constant: {"floor": constant}
    )
    return made(
        outputs=("mean: scalar",),
        reference=lambda x: mean_logarithm(x),
        imitation=mean_logarithm,
        cases=lambda draw: cases,
        mistakes=(floored, Mistake("tripled", "Three times.", {"factor": 3.0})),
    )


@pytest.mark.parametrize(
    ("switches", "ids"),
    [
        ({"floor": 1e-8}, ["floored"]),
        ({"floor": 7.25e-3}, ["floored"]),
        ({"floor": 1e-80}, ["floored"]),
        ({"floor": np.finfo(float).tiny}, ["floored"]),
        ({"floor": 1e-8, "factor": 3.0}, ["floored", "tripled"]),
        ({"floor": 3e-9, "factor": 3.0}, ["floored", "tripled"]),
        ({"floor": 1e-8, "factor": 5.0}, []),
    ],
)
def test_a_constant_is_solved_from_one_answer_and_must_explain_all(switches, ids):
    exercise = with_a_floor()
    found = diagnose(exercise, results(exercise, lambda x: mean_logarithm(x, **switches)))
    assert [mistake.id for mistake in found] == ids


def test_a_solved_constant_that_another_case_refutes_is_no_diagnosis():
    exercise = with_a_floor()
    floors = {0.25: 1e-9, 0.0: 1e-9, 0.5: 1e-11}
    assert diagnose(exercise, results(exercise, lambda x: mean_logarithm(x, floor=floors[x[1]]))) == ()


def test_no_constant_is_solved_from_an_output_of_another_shape():
    exercise = with_a_floor()
    found = diagnose(exercise, results(exercise, lambda x: np.maximum(x, 1e-9)))
    assert found == ()


def test_everything_between_the_subgradients_is_right():
    exercise = made(subgradients=({"step": 0.0}, {"step": 1.0}))
    for step, right in ((0.0, True), (0.5, True), (1.0, True), (1.5, False), (-0.5, False)):
        tried = results(exercise, lambda x, step=step: mean_and_slope(x, step=step))
        assert all(result.passed for result in tried) == right


def test_a_mistake_may_raise_as_the_student_does():
    def imitation(x, *, index=0):
        return mean_and_slope(x[: len(x) + index]) if index == 0 else x[[index]]

    exercise = made(imitation=imitation, mistakes=(Mistake("out", "Out.", {"index": 9}),))
    hypothesis = Hypothesis(exercise.mistakes, {"index": 9})
    assert predict(exercise, exercise.all_cases[0], hypothesis).raised == "IndexError"
    assert [m.id for m in diagnose(exercise, results(exercise, lambda x: x[[9]]))] == ["out"]


def test_a_case_may_ask_for_an_exception():
    def reference(x):
        if x.size == 0:
            raise ValueError("x must not be empty")
        return mean_and_slope(x)

    cases = [Case("three", {"x": np.ones(3)}), Case("empty", {"x": np.ones(0)}, raises="ValueError")]
    exercise = made(reference=reference, imitation=reference, cases=lambda draw: cases, mistakes=())
    assert all(result.passed for result in results(exercise, reference))
    assert [result.passed for result in results(exercise, lambda x: (0.0, x))] == [False, False]


OUTPUTS = tuple(Spec.parse(text) for text in ("loss: scalar", "grads.W: (C, d)", "grads.b: (C,)"))


def test_split_reads_tuples_and_dicts():
    leaves = split((1.0, {"b": 3, "W": 2, "more": 4}), OUTPUTS)
    assert leaves == {"loss": 1.0, "grads.W": 2, "grads.b": 3}


@pytest.mark.parametrize(
    ("returned", "message"),
    [
        (1.0, "one number where 2 results (loss, grads) are asked for"),
        ((1.0,), "1 results where 2 results (loss, grads) are asked for"),
        ((1.0, [2]), "a list of numbers of shape (1,) for grads, where a dict with keys W, b is asked for"),
        ((1.0, {"W": 1}), "a dict grads without b"),
    ],
)
def test_split_says_what_is_missing(returned, message):
    from autograder.checking.call import WrongStructure

    with pytest.raises(WrongStructure) as caught:
        split(returned, OUTPUTS)
    assert str(caught.value) == message


def judged(exercise, case, passed):
    """The record of a case with a right or a wrong answer."""
    expected = right_prediction(exercise, case)
    values = expected.first if passed else {name: value + 1 for name, value in expected.first.items()}
    return CaseResult(case, Answer(values=values), expected)


@pytest.mark.parametrize(
    ("finding", "rows"),
    [
        # x, y, passed
        ("only_where_N_is_1", [([1.0], [0], True), ([2.0], [0], True), ([1.0, 2.0], [0, 1], False)]),
        (None, [([1.0], [0], True), ([1.0, 2.0], [0, 1], False), ([1.0] * 3, [1, 1, 1], False)]),
        ("fails_where_N_is_1", [([1.0], [0], False), ([1.0, 2.0], [0, 1], True)]),
        (
            "only_where_N_is_3",
            [([1.0] * 3, [0] * 3, True), ([2.0] * 3, range(3), True), ([1.0] * 2, [0, 0], False)],
        ),
        (
            "fails_where_N_is_3",
            [([1.0] * 3, [0] * 3, False), ([2.0] * 3, range(3), False), ([1.0] * 2, [0, 0], True)],
        ),
        (
            "fails_where_x_holds_integers",
            [([1, 2], [0, 1], False), ([1.0, 2.0], [1, 1], True), ([3.0], [0], True)],
        ),
        (
            "fails_where_y_repeats",
            [([1.0, 2.0], [1, 1], False), ([1, 2], [0, 1], True), ([3.0], [0], True)],
        ),
        (None, [([1.0, 2.0], [0, 1], True), ([1.0, 2.5], [0, 1], False)]),
        (None, [([1.0], [0], True), ([1.0, 2.0], [0, 1], True)]),
        (None, [([1.0] * 3, range(3), True), ([1.0] * 2, [0, 1], False), ([1.0] * 4, range(4), False)]),
    ],
)
def test_common_property(finding, rows):
    exercise = made(
        inputs=("x: (N,)", "y: (N,) int"),
        reference=lambda x, y: mean_and_slope(x),
        imitation=None,
    )
    cases = [Case("", {"x": np.array(x), "y": np.array(y)}) for x, y, _ in rows]
    tried = [judged(exercise, case, passed) for case, (*_, passed) in zip(cases, rows, strict=True)]
    found = common_property(exercise, tried)
    assert (found and found[0]) == finding


@pytest.mark.parametrize(
    ("passed", "finding"),
    [([True, False, False], "fails_where_N_is_d"), ([False, True, True], "only_where_N_is_d")],
)
def test_two_sizes_that_are_equal_are_a_property(passed, finding):
    exercise = made(
        inputs=("X: (N, d)",),
        outputs=("mean: scalar",),
        reference=lambda X: X.mean(),
        imitation=None,
    )
    cases = [Case("", {"X": np.ones(shape)}) for shape in ((3, 4), (3, 3), (2, 2))]
    tried = [judged(exercise, case, right) for case, right in zip(cases, passed, strict=True)]
    assert common_property(exercise, tried)[0] == finding


def test_a_size_that_only_hidden_cases_have_is_not_told():
    exercise = made(imitation=None)
    cases = [
        Case("", {"x": np.ones(length)}, public=public)
        for length, public in ((3, True), (4, True), (7, False), (7, False))
    ]
    tried = [judged(exercise, case, len(case.arguments["x"]) != 7) for case in cases]
    assert common_property(exercise, tried) is None


def test_answers_are_copies_and_changes_are_seen():
    exercise = made()
    case = exercise.all_cases[0]

    def changing(x):
        x[0] = 100
        return mean_and_slope(x)

    answer = ask(changing, exercise, case)
    assert isinstance(answer, Answer)
    assert answer.changed == ("x",)
    assert case.arguments["x"][0] == 1.0
