"""A notebook in one kernel: of the course's Python, and ended with the command."""

import os
import sys
import venv

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.classroom.rehearsal import kernel
from autograder.classroom.rehearsal.kernel import run_in_kernel
from autograder.cli.common import ending_cleanly
from autograder.reading.course import SetupError

TELLS = """
import os, signal, time
with open(os.environ["KERNEL"], "w") as file:
    file.write(str(os.getpid()))
os.kill(int(os.environ["COMMAND"]), signal.SIGTERM)
time.sleep(60)
"""


def test_sigterm_ends_the_command_and_its_kernel(tmp_path, capsys):
    notebook = new_notebook(cells=[new_code_cell(TELLS)])
    told = {"COMMAND": str(os.getpid()), "KERNEL": str(tmp_path / "kernel")}
    with pytest.raises(SystemExit) as ended, ending_cleanly():
        run_in_kernel(notebook, {}, sys.executable, 60, told)
    assert ended.value.code == 143
    assert capsys.readouterr().err == "autograder: ended by SIGTERM. The same command does the rest.\n"
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "kernel").read_text()), 0)


def test_the_kernel_is_of_the_courses_python(tmp_path):
    """Without a package of its own, that Python says at once what it lacks."""
    venv.create(tmp_path / "environment", with_pip=False)
    python = str(tmp_path / "environment" / "bin" / "python")
    with pytest.raises(SetupError, match=rf"^--python: {python} must have ipykernel; it lacks ipykernel."):
        run_in_kernel(new_notebook(), {}, python, 60)


def test_a_kernel_that_does_not_start_is_started_again_and_then_told(monkeypatch):
    started = []

    def die(*arguments):
        started.append(arguments)
        raise RuntimeError("Kernel died before replying to kernel_info")

    monkeypatch.setattr(kernel, "_run", die)
    with pytest.raises(SetupError, match=r"must start; it said: Kernel died before replying to kernel_info"):
        run_in_kernel(new_notebook(), {}, sys.executable, 60)
    assert len(started) == 2
