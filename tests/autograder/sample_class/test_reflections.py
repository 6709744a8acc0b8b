"""Sample students reflect in every way that a person meets when grading by hand."""

import json
from pathlib import Path

import pytest

from autograder.sample_class.reflections import KINDS, model_answers, reflect

ROOT = Path(__file__).resolve().parents[3]
LECTURE = ROOT / "notebooks" / "loss_functions" / "loss_functions.ipynb"


def test_the_model_answers_are_the_instructors():
    models = model_answers(LECTURE)
    assert "svm_loss-reflection" in models
    assert all(text and "SOLUTION" not in text for text in models.values())


@pytest.mark.parametrize("number", range(len(KINDS)))
def test_neighbours_write_different_kinds(number):
    models = model_answers(LECTURE)
    notebook = json.loads(LECTURE.read_text())
    cells = {c["metadata"].get("nbgrader", {}).get("grade_id"): c for c in notebook["cells"]}
    before = cells["svm_loss-reflection"]["source"]
    reflect(notebook, models, number)
    expected = list(KINDS.values())[number](models["svm_loss-reflection"])
    assert cells["svm_loss-reflection"]["source"] == (before if expected is None else expected)


def test_a_lecture_without_a_source_has_none(tmp_path):
    assert model_answers(tmp_path / "none.ipynb") == {}
