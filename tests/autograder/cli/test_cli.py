"""The command: exit codes, sentences instead of tracebacks, and a run that is killed and started again."""

import json
import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner
from traitlets import TraitError

from autograder import __main__ as program
from autograder.classroom.report.last_run import read_last_run
from autograder.cli import common, main
from autograder.exercises import DeclarationError
from autograder.grading import sandbox
from autograder.grading.warm_process import WorkerFailed
from tests.autograder.helpers.fakes import FakeWorker
from tests.autograder.helpers.small_course import ANSWERS, submit
from tests.autograder.helpers.waiting import wait_for

HALF = {**ANSWERS, "double": "def double(x):\n    return 6", "root": "root = 1"}


@pytest.fixture
def fake(monkeypatch):
    """Grade without boxes."""
    monkeypatch.setattr("autograder.grading.worker.Worker", lambda *arguments, **settings: FakeWorker())
    monkeypatch.setattr(sandbox, "require", lambda name: None)
    monkeypatch.setattr(sandbox, "probe", lambda: [])


def run(*arguments):
    done = CliRunner().invoke(main, [str(each) for each in arguments], env={"COLUMNS": "100"})
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def test_without_the_grader_s_packages_the_command_says_what_to_install(monkeypatch):
    monkeypatch.setattr(
        program, "find_spec", lambda name: None if name in ("click", "nbgrader") else object()
    )
    with pytest.raises(SystemExit, match="grading needs click, nbgrader, which are not installed"):
        program.main()


def test_the_list_of_subcommands_is_whole_at_the_width_of_a_terminal():
    done = CliRunner().invoke(main, ["--help"], env={"COLUMNS": "60"}, terminal_width=60)
    listed = [
        line.split(maxsplit=1) for line in done.output.split("Prepare:")[1].splitlines() if line[:2] == "  "
    ]
    assert len(listed) == len(main.list_commands(None)) and all(text.endswith(".") for _, text in listed)
    assert not any(text.endswith("...") for _, text in listed)
    assert all(main.get_command(None, name) for name, _ in listed)


def test_boxes_that_fail_in_a_rehearsal_are_one_sentence(fake, course_folder, monkeypatch):
    def start(*arguments, **settings):
        raise WorkerFailed("no process.")

    monkeypatch.setattr("autograder.grading.worker.Worker", start)
    code, output = run("rehearse", "hw", "--course", course_folder)
    assert (code, output) == (2, "autograder: the boxes failed: no process. Run: autograder doctor\n")


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (DeclarationError("svm_loss: it raised."), "svm_loss: it raised."),
        (TraitError("'python' must be a text."), "nbgrader_config.py: 'python' must be a text."),
    ],
)
def test_a_fault_in_what_the_instructor_wrote_is_one_sentence(course_folder, monkeypatch, fault, said):
    def broken(*arguments, **settings):
        raise fault

    monkeypatch.setattr("autograder.cli.report.open_course", broken)
    assert run("status", "--course", course_folder) == (2, f"autograder: {said}\n")


def test_a_class_is_graded_and_reported(fake, course_folder, tmp_path):
    submit(course_folder, "ann")
    submit(course_folder, "bob", HALF)
    code, output = run("grade", "hw", "--course", course_folder, "--jobs", 2, "--json", tmp_path / "v.json")
    assert code == 0
    lines = [" ".join(line.split()) for line in output.splitlines()]
    assert "ann 7 / 7" in lines
    assert "bob 2.5 / 7 root-check: partial credit" in lines
    assert "2 graded now, 0 unchanged." in lines
    verdicts = json.loads((tmp_path / "v.json").read_text())
    assert [(each["student"], each["score"], each["problem"]) for each in verdicts] == [
        ("ann", 7.0, None),
        ("bob", 2.5, None),
    ]
    assert "0 graded now, 2 unchanged." in run("grade", "hw", "--course", course_folder)[1]


def test_what_could_not_be_graded_is_named(fake, course_folder):
    submit(course_folder, "ann")
    (submit(course_folder, "bob") / "main.ipynb").write_text("no notebook")
    code, output = run("grade", "hw", "--course", course_folder)
    assert code == 1
    assert "Not graded (1)" in output
    assert "bob: main.ipynb is not JSON (Expecting value: line 1 column 1 (char 0))." in output


def test_a_regrade_ends_with_the_marks_that_changed(fake, course_folder, tmp_path):
    submit(course_folder, "ann", HALF)
    submit(course_folder, "bob")
    first = run("grade", "hw", "--course", course_folder)[1]
    assert "Changed marks" not in first
    submit(course_folder, "ann")
    for option, closing in (["--dry-run"], "This was a dry run: nothing was written."), ([], "1 unchanged."):
        code, output = run(
            "grade", "hw", "--course", course_folder, "--json", tmp_path / "v.json", "--jobs", 1, *option
        )
        assert code == 0
        lines = [" ".join(line.split()) for line in output.splitlines()]
        assert "ann 2.5 7 double-check: 0 -> 2; root-check: 1.5 -> 4" in lines or (
            "ann 2.5 7 double-check: 1 -> 2; root-check: 1.5 -> 4" in lines
        ), output
        assert output.rstrip().endswith(closing)
        ann, bob = json.loads((tmp_path / "v.json").read_text())
        assert (ann["mark_before"], ann["mark_after"], bob["changed"]) == (2.5, 7.0, [])
    (changed,) = read_last_run(course_folder / "reports" / "hw").changed
    assert (changed.student, changed.before, changed.after) == ("ann", 2.5, 7.0)
    assert "Changed marks" not in run("grade", "hw", "--course", course_folder)[1]
    assert read_last_run(course_folder / "reports" / "hw").changed == ()


def test_remarks_stand_in_the_table_the_list_and_the_json(fake, course_folder, tmp_path):
    (submit(course_folder, "ann") / "main.ipynb").rename(course_folder / "submitted/ann/hw/main (1).ipynb")
    for _ in range(2):
        code, output = run("grade", "hw", "--course", course_folder, "--json", tmp_path / "v.json")
        assert code == 0
        assert output.count("main (1).ipynb counts as main.ipynb.") == 2
        (ann,) = json.loads((tmp_path / "v.json").read_text())
        assert (ann["remarks"], ann["problem"]) == (["main (1).ipynb counts as main.ipynb."], None)
    shown = (course_folder / "autograded" / "ann" / "hw" / "main.ipynb").read_text()
    assert "main (1).ipynb counts as main.ipynb." in shown


def test_a_date_that_is_none_is_named_and_the_run_is_not_all_well(fake, course_folder, tmp_path):
    (submit(course_folder, "ann") / "timestamp.txt").write_text("yesterday")
    for _ in range(2):
        code, output = run("grade", "hw", "--course", course_folder, "--json", tmp_path / "v.json")
        assert code == 1
        assert "Not settled (1)" in output
        assert "  ann: timestamp.txt must be of the form" in output
        assert json.loads((tmp_path / "v.json").read_text())[0]["problem"].startswith("timestamp.txt")


def test_one_student(fake, course_folder):
    for name in ("ann", "bob", "eve"):
        submit(course_folder, name)
    code, output = run("grade", "hw", "--course", course_folder, "--student", "ann", "--student", "eve")
    assert code == 0
    assert "bob" not in output
    assert "hw: 2 submissions, " in output
    assert "2 graded now" in output
    alone = run("grade", "hw", "--course", course_folder, "--student", "bob", "--jobs", 1)[1]
    assert "hw: 1 submission, 1 job, " in alone


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["grade", "hw"], "hw: submissions must lie in"),
        (["grade", "hw", "--student", "zoe"], "got none of zoe."),
        (["grade", "hw9"], "there is none. It has hw."),
        (["grade", "hw", "--course", "/usr/bin"], "Run it in the course folder, or give --course DIR."),
        (["grade", "hw", "--course", "/nowhere"], "--course: a course folder must exist; got /nowhere."),
        (["grade", "hw", "--json", "/nowhere/v.json"], "--json: the folder of the file must exist; got"),
        (["grade", "hw", "--jobs", "0"], "Invalid value for '--jobs'"),
        (["grade"], "Missing argument 'ASSIGNMENT'"),
        (["grade", "hw", "--sandbox", "paper"], "Invalid value for '--sandbox'"),
        (["mend"], "No such command 'mend'"),
    ],
)
def test_a_users_mistake_is_a_sentence(fake, course_folder, arguments, said):
    if "--course" not in arguments and arguments != ["mend"]:
        arguments = [*arguments, "--course", course_folder]
    code, output = run(*arguments)
    assert code == 2
    assert said in " ".join(output.split())
    assert "Traceback" not in output


def test_verdicts_that_cannot_be_written_are_no_lost_grades(fake, course_folder):
    submit(course_folder, "ann")
    code, output = run("grade", "hw", "--course", course_folder, "--json", "/dev/full")
    assert code == 2
    assert "--json: /dev/full cannot be written (No space left on device)." in " ".join(output.split())
    assert "0 graded now, 1 unchanged." in run("grade", "hw", "--course", course_folder)[1]


def test_an_assignment_that_was_never_generated_names_the_command(fake, course_folder):
    shutil.copytree(submit(course_folder, "ann"), course_folder / "submitted" / "ann" / "hw2")
    code, output = run("grade", "hw2", "--course", course_folder)
    assert code == 2
    assert "Run: nbgrader generate_assignment hw2" in " ".join(output.split())


def test_without_a_sandbox_grading_is_refused(course_folder, monkeypatch):
    submit(course_folder, "ann")
    monkeypatch.setattr(sandbox, "bubblewrap_problem", lambda: "bubblewrap is not installed.")
    code, output = run("grade", "hw", "--course", course_folder)
    assert code == 2
    assert "needs a sandbox: bubblewrap is not installed." in " ".join(output.split())
    assert "--sandbox none" in output
    assert not (course_folder / "autograded").exists()


def test_without_walls_it_says_so(fake, course_folder):
    submit(course_folder, "ann")
    code, output = run("grade", "hw", "--course", course_folder, "--sandbox", "none")
    assert code == 0
    assert "sandbox: none (students' code runs with all your rights)" in " ".join(output.split())


def test_doctor_says_what_is_there(monkeypatch):
    layers = [sandbox.Layer("bubblewrap", False, "is not installed", "Run: sudo apt-get install bubblewrap")]
    monkeypatch.setattr(sandbox, "probe", lambda: layers)
    monkeypatch.setattr(sandbox, "bubblewrap_problem", lambda: "is not installed")
    code, output = run("doctor")
    assert code == 1
    assert "Run: sudo apt-get install bubblewrap" in output
    assert "refuses to grade here unless --sandbox none is given" in output


def test_doctor_on_this_machine():
    assert run("doctor")[0] in (0, 1)


def test_output_into_a_file_says_how_far_it_is_while_nothing_comes(capsys, monkeypatch):
    monkeypatch.setattr(common.LogLines, "every_seconds", 0.01)
    said = []
    with common.progress_bar("grading", 3) as bar:
        assert isinstance(bar, common.LogLines)
        bar.update()

        def is_said_twice():
            said.extend(capsys.readouterr().err.splitlines())
            return sum("grading: 1 of 3 after" in line for line in said) >= 2

        wait_for(is_said_twice, "the second line of the log")
    assert all(line.isprintable() for line in said)


def test_the_command_spares_the_grammar_of_addresses():
    what = (
        "import io, sys, autograder.cli; out, sys.stdout = sys.stdout, io.StringIO()\n"
        "autograder.cli.main(['grade', '--help'], standalone_mode=False)\n"
        "import jsonschema, nbgrader.apps; print('lark' in sys.modules, file=out)"
    )
    ran = subprocess.run([sys.executable, "-c", what], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
