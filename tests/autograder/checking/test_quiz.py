"""A quiz: the right answer is not shown, each right one counts, and a known wrong one has its sentence."""

import pytest

from autograder import check
from autograder.checking import check as checking
from autograder.exercises.exercise import known_exercises
from autograder.exercises.formula import NotAFormula, read, values_of
from autograder.exercises.parts.puzzles.quiz import Question, Wrong, quiz

SHEET = quiz(
    name="two_slides",
    topic="none",
    outputs=("line: number", "value: number"),
    questions={
        1: Question("slide 1", (2, 2.6), (Wrong("margin", (2, 1.6), "The margin is missing."),)),
        2: Question("slide 2", (3, 1.25), (Wrong("summed", (3, 5.0), "That is the sum."),)),
        3: Question("slide 3", (1, 7)),
    },
)
QUIZZES = [exercise for exercise in known_exercises().values() if exercise.quiz]


@pytest.fixture
def sheet(monkeypatch):
    """`check` of a function, question -> the entry of a table."""
    monkeypatch.setattr(checking, "exercise_of", lambda function, name: SHEET)

    def checked(answers):
        def two_slides(question):
            return answers[question]

        return check(two_slides)

    return checked


def test_three_right_answers_pass(sheet):
    result = sheet({1: (2, 2.6), 2: (3, 1.254), 3: [1, 7]})
    assert result.passed and result.message == "Right in all 3 cases."


def test_each_wrong_answer_has_its_sentence_and_the_others_keep_their_points(sheet):
    result = sheet({1: (2, 1.6), 3: (1, 7)})
    assert result.mistakes == ("margin", "not_answered")
    assert result.message == "“slide 1”: The margin is missing. “slide 2” has no answer yet."
    assert result.score == 1 / 3


@pytest.mark.parametrize(
    ("answer", "mistake", "message"),
    [
        ((3, 5.0), "summed", "“slide 2”: That is the sum."),
        ((3, 4.9), "not_right_yet", "“slide 2” is not right yet."),
        ((2, 1.25), "not_right_yet", "“slide 2” is not right yet."),
        (3, "wrong_structure", "“slide 2” returns one number where 2 results (line, value) are asked for."),
        (("3", 1.25), "wrong_structure", "“slide 2” returns text (str) instead of numbers."),
        (None, "not_answered", "“slide 2” has no answer yet."),
    ],
)
def test_what_is_said_about_one_question(sheet, answer, mistake, message):
    result = sheet({1: (2, 2.6), 2: answer, 3: (1, 7)})
    assert (result.mistakes, result.message, result.score) == ((mistake,), message, 2 / 3)


def test_an_exception_of_one_question_is_told(sheet):
    class Broken(dict):
        def __missing__(self, question):
            raise ZeroDivisionError("by hand")

    result = sheet(Broken({1: (2, 2.6), 3: (1, 7)}))
    assert result.mistakes == ("raises",)
    assert result.message.startswith("“slide 2” raises ZeroDivisionError: by hand")


def test_zeros_are_no_answer(sheet):
    assert sheet(dict.fromkeys((1, 2, 3), (0, 0))).mistakes == ("not_implemented",)


def test_the_right_answer_is_nowhere_in_what_is_shown(sheet):
    result = sheet({1: (2, 1.6), 2: (3, 5.0), 3: (1, 8)})
    for view in (repr(result), result._repr_html_()):
        assert "expected" not in view and "1.25" not in view and "2.6" not in view
        assert "1.6" in view


def test_a_hint_tries_no_other_answers(sheet):
    """A change of the function with which every question is right would be the answer."""
    result = sheet({1: (2, 2.6), 2: (3, 1.25), 3: (1, 8)})
    assert (result.hint().of, result.hint().text) == (1, "“slide 3” is not right yet.")


@pytest.mark.parametrize("exercise", QUIZZES, ids=lambda exercise: exercise.name)
def test_no_quiz_of_the_course_gives_its_answers_away(exercise):
    """Whatever is answered, nothing that is shown has the words of what is expected."""

    def guess(question):
        return tuple(9 for _ in exercise.returned) if len(exercise.returned) > 1 else 9

    result = check(guess, exercise=exercise.name)
    assert not result.passed
    assert "expected" not in repr(result) + result._repr_html_()
    assert exercise.n_hidden == 0 and exercise.hidden_cases == ()


# ------------------------------------------------------------ formulas as text


def formula_in_p_and_t(answer):
    return read(answer, ("p", "t"))


@pytest.mark.parametrize(
    "text",
    ["p - t", "-(t - p)", "(p**2 - t**2) / (p + t)", "2*p/2 - t", "p*1.0 - t", "log(1) + p - t", " p-t "],
)
def test_a_formula_may_be_written_in_any_way(text):
    assert formula_in_p_and_t(text) == pytest.approx(values_of(lambda p, t: p - t), rel=1e-14)


@pytest.mark.parametrize("text", ["t - p", "p", "p - t + 1e-6", "p - t**2", "1 / (p - p)", "log(-p)"])
def test_another_formula_has_other_values(text):
    assert formula_in_p_and_t(text) != pytest.approx(values_of(lambda p, t: p - t), rel=1e-7)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2p", "cannot be read as a formula: write 2*x, not 2x"),
        ("p - q", "with `q`, which is none of its letters: p, t"),
        ("p^2", "an operator that is none of + - * / **"),
        ("__import__('os').system('true')", "more than letters, numbers"),
        ("open('x')", "calls something else than log, exp or sqrt"),
        ("p.real", "more than letters, numbers"),
        ("[p for p in t]", "more than letters, numbers"),
        ("True", "more than letters, numbers"),
        ("p**t", "a power that is no whole number up to 8"),
        ("9**8**8", "a power that is no whole number up to 8"),
        ("(p**8)**8", "a power of a power"),
        ("exp(exp(p))", "a function inside a function"),
        ("exp(p, t)", "of one thing"),
        ("1" * 9, "a number above 1,000,000"),
        ("1e999", "a number above 1,000,000"),
        ("(" * 90 + "p", "cannot be read"),
        ("p+" * 150 + "p", "301 characters where a formula has 200 at most"),
    ],
)
def test_what_is_no_formula_is_refused_and_never_run(text, reason):
    with pytest.raises(NotAFormula) as caught:
        formula_in_p_and_t(text)
    assert reason in str(caught.value)


def test_a_power_of_a_function_and_long_products_end():
    assert formula_in_p_and_t("exp(p)**8") == pytest.approx(
        values_of(lambda p, t: 2.718281828459045 ** (8 * p))
    )
    assert formula_in_p_and_t("exp((1000000*p)**8 * (1000000*p)**8)") == [float("inf")] * 3


def test_other_answers_pass_through():
    assert formula_in_p_and_t((3, 1, 2)) == (3, 1, 2)
