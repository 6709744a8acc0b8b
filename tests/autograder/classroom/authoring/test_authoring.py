"""Skeletons lead to a whole lecture: what lacks is named until nothing does, and then its class is graded."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.classroom.authoring.audit import SampleAnswer, audit
from autograder.classroom.authoring.mutations import missed_mistakes
from autograder.classroom.authoring.new_files import clone_at
from autograder.cli import main
from autograder.exercises import DeclarationError
from autograder.exercises.exercise import Mistake, known_exercises
from tests.autograder.classroom.authoring.small_lecture import NAME, SPECS, TOPIC, fill

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A copy of the packages and of one lecture."""
    root = tmp_path_factory.mktemp("authored") / "clone"
    for folder in ("autograder", "course_lib", "notebooks/loss_functions"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "nbgrader_config.py", root)
    return root


def command(clone, *arguments):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [sys.executable, "-m", "autograder", *arguments],
        cwd=clone,
        env={**os.environ, "PATH": path, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=1800,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout + done.stderr


def test_a_lecture_is_written_by_following_the_advice_until_its_class_is_graded(clone):
    code, said = command(clone, "audit", TOPIC)
    assert code == 2 and f"Run: autograder new-lecture {TOPIC}" in said
    assert command(clone, "new-lecture", TOPIC)[0] == 0
    code, said = command(clone, "audit", TOPIC)
    assert code == 1 and f"Run: autograder new-exercise NAME --topic {TOPIC}" in said
    assert command(clone, "new-exercise", NAME, "--topic", TOPIC, *SPECS)[0] == 0
    code, said = command(clone, "audit", TOPIC)
    assert code == 1
    for gap in (f"{NAME}.py, line 1: WRITE:", "answers.py, line", f"{NAME}-spec: WRITE:", "must call one"):
        assert gap in said, said
    fill(clone)
    assert command(clone, "audit", TOPIC) == (
        0,
        f"{TOPIC}: whole. Next: make release TOPIC={TOPIC}, make grade TOPIC={TOPIC}\n",
    )
    assert command(clone, "sample-class", TOPIC)[0] == 0
    students = ("right-vectorised", "right-loops", "mistaken-01")
    asked = [part for student in students for part in ("--student", student)]
    code, said = command(clone, "grade", TOPIC, "--json", "verdicts.json", *asked)
    assert code == 0, said
    verdicts = {each["student"]: each for each in json.loads((clone / "verdicts.json").read_text())}
    assert [verdicts[student]["score"] for student in students] == [3.0, 3.0, 0.0]
    assert verdicts["mistaken-01"]["mistakes"] == ["whole_array_clipped"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["new-lecture", "loss_functions"], "loss_functions must be new"),
        (["new-lecture", "../x"], "must be lower-case words joined by _, as Python has names; got '../x'"),
        (["new-exercise", "class", "--topic", "loss_functions"], "got 'class'"),
        (["new-exercise", "svm_loss", "--topic", "loss_functions"], "loss_functions has svm_loss"),
        (["new-exercise", "f", "--topic", "nowhere"], "Run: autograder new-lecture nowhere"),
        (
            ["new-exercise", "f", "--topic", "softmax", "--input", "x: (Q, d)"],
            "--input, --output: Spec: an axis",
        ),
        (["audit", "nowhere"], "the lecture must be one of backpropagation, "),
    ],
)
def test_a_wrong_name_is_a_sentence_and_writes_nothing(arguments, said):
    before = sorted(ROOT.glob("notebooks/*")), (ROOT / "notebooks/softmax/softmax.ipynb").read_bytes()
    done = CliRunner().invoke(main, [*arguments, "--course", str(ROOT)])
    assert done.exit_code == 2
    assert said in done.output
    assert (
        sorted(ROOT.glob("notebooks/*")),
        (ROOT / "notebooks/softmax/softmax.ipynb").read_bytes(),
    ) == before


def test_elsewhere_than_in_the_clone_nothing_is_written(tmp_path):
    done = CliRunner().invoke(main, ["new-lecture", "x", "--course", str(tmp_path)])
    assert done.exit_code == 2
    assert "a lecture is written in a clone of the course" in done.output
    assert not list(tmp_path.iterdir())


def named(lecture):
    """The answers of the first lecture's sample class that are right, and one mistaken one."""
    from autograder.sample_class.students import students_of

    for student in students_of(lecture):
        if student.name.startswith("right-") or student.name == "mistaken-01":
            for exercise, answer in student.answers.items():
                is_right = answer.score == 1 and not answer.mistakes
                yield SampleAnswer(student.name, exercise, answer.source, answer.mistakes, is_right)


def test_a_lecture_of_the_course_is_whole():
    assert list(audit(clone_at(ROOT), "loss_functions", lambda: named("loss_functions"))) == []


def test_what_is_wrong_with_a_sample_class_is_named():
    answers = [
        SampleAnswer("right-vectorised", "elastic_net", "def elastic_net(W, beta):\n    return 0.0, W"),
        SampleAnswer("mistaken-01", "elastic_net", "def elastic_net(W, beta):\n    pass", ("halved",), False),
    ]
    said = "\n".join(audit(clone_at(ROOT), "loss_functions", lambda: answers))
    assert "no right answers in the style 'loops'" in said
    assert "svm_loss: the sample class must have right answers in two styles" in said
    assert "elastic_net, right-vectorised: it is right, but: " in said
    assert "elastic_net, mistaken-01: it must be named halved; it is taken for returns_none" in said


def test_a_declaration_that_raises_is_named_and_ends_the_audit(monkeypatch):
    def broken(*_):
        raise DeclarationError("svm_loss: it raised.")

    monkeypatch.setattr("autograder.classroom.authoring.audit.right_prediction", broken)
    assert list(audit(clone_at(ROOT), "loss_functions", list)) == ["svm_loss: it raised."]
    monkeypatch.setattr("autograder.classroom.authoring.audit.known_exercises", broken)
    assert list(audit(clone_at(ROOT), "loss_functions", list)) == ["svm_loss: it raised."]


def test_a_mistake_that_no_case_shows_is_named():
    exercise = known_exercises()["elastic_net"]
    silent = Mistake("silent", "Nothing changes.", {})
    said = list(missed_mistakes(replace(exercise, mistakes=(*exercise.mistakes, silent))))
    assert said == ["the mistake silent is taken for right: no case shows it. Add one that decides it"]
