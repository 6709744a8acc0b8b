"""A declaration that raises is one sentence: which, what, where, and what to do."""

from dataclasses import replace

import pytest

import autograder.exercises
from autograder.checking.diagnosis.hypotheses import hypotheses
from autograder.checking.prediction import right_prediction
from autograder.exercises import DeclarationError, declared, told
from autograder.exercises.draws import PUBLIC, Draw
from autograder.exercises.exercise import find_exercise, known_exercises

HERE = "tests/autograder/exercises/test_declared.py"
NEXT = "Mend it, then run: autograder audit"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import numpy\nundefined\n", "NameError: name 'undefined' is not defined ({file}, line 2)"),
        ("EXERCISES = (\n", "SyntaxError: '(' was never closed ({file}, line 1)"),
        ("{}['loss']\n", "KeyError: 'loss' ({file}, line 1)"),
        (
            "from autograder.exercises.exercise import Exercise\n\n"
            "EXERCISES = (Exercise('f', 'a', ('x: (Q)',), (), None, None),)\n",
            "ValueError: Spec: an axis must be written with the sizes N, C, d, H, M, n, k, l, m; got 'Q' in "
            "'x: (Q)'. A new size needs a row in `SIZES` that says what it counts ({file}, line 3)",
        ),
    ],
)
def test_a_lecture_that_cannot_be_imported(tmp_path, monkeypatch, text, said):
    file = tmp_path / "a_lecture" / "__init__.py"
    file.parent.mkdir()
    file.write_text(text)
    monkeypatch.setattr(autograder.exercises, "__path__", [*autograder.exercises.__path__, str(tmp_path)])
    monkeypatch.setattr(autograder.exercises, "_HERE", tmp_path)
    known_exercises.cache_clear()
    with pytest.raises(DeclarationError) as error:
        find_exercise("no such exercise")
    place = file.relative_to(tmp_path.parents[1]).as_posix()
    assert str(error.value) == (
        f"the lecture a_lecture: the declaration must run without an error; got {said.format(file=place)}. "
        f"{NEXT} a_lecture"
    )
    assert error.value._render_traceback_() == [str(error.value)]


def _raises(*_arguments, **_switches):
    raise ZeroDivisionError("division by zero")


ELASTIC_NET = find_exercise("elastic_net")


@pytest.mark.parametrize(
    ("changed", "evaluate"),
    [
        ({"cases": _raises}, lambda exercise: exercise.public_cases),
        ({"reference": _raises}, lambda exercise: exercise.cases_drawn(Draw((7,)))),
        (
            {"reference": _raises},
            lambda exercise: right_prediction(exercise, ELASTIC_NET.cases_of(PUBLIC)[0]),
        ),
        ({"mistakes": (None,)}, hypotheses),
    ],
    ids=["cases", "hidden cases", "reference", "mistakes"],
)
def test_what_raises_when_it_is_evaluated(changed, evaluate):
    with pytest.raises(DeclarationError) as error:
        evaluate(replace(ELASTIC_NET, **changed))
    said = str(error.value)
    assert said.startswith("elastic_net: the declaration must run without an error; got ")
    assert said.endswith(f"). {NEXT} loss_functions")
    if "mistakes" not in changed:
        line = _raises.__code__.co_firstlineno + 1
        assert f"ZeroDivisionError: division by zero ({HERE}, line {line})" in said


def test_an_exception_without_a_place():
    assert told(ValueError("no shape.")) == "ValueError: no shape"


@pytest.mark.parametrize("problem", [MemoryError, RecursionError])
def test_what_may_be_the_machines_fault_is_not_said_of_a_declaration(problem):
    with pytest.raises(problem), declared("f", "topic"):
        raise problem
