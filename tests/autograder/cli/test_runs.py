"""The real command with the real boxes: killed, stopped from a keyboard, and started again."""

import contextlib
import fcntl
import os
import re
import shutil
import signal
import struct
import subprocess
import sys
import termios

import pytest

from tests.autograder.classroom.graded_class import HALF, stored
from tests.autograder.classroom.graded_class import grade as grade_with_fake
from tests.autograder.helpers.small_course import ANSWERS, submit
from tests.autograder.helpers.waiting import wait_for


def command(course, *arguments, **options):
    line = [sys.executable, "-m", "autograder", "grade", "hw", "--course", str(course), *arguments]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)


def finished(process):
    output, _ = process.communicate(timeout=900)
    return process.returncode, output


@pytest.fixture
def a_class(course_folder):
    """Nine submissions, each of which takes a moment."""
    slow = {**HALF, "sketch": "import time\ntime.sleep(0.4)"}
    for number in range(9):
        submit(
            course_folder,
            f"student{number:02}",
            {**ANSWERS, "sketch": slow["sketch"]} if number % 3 else slow,
        )
    return course_folder


def test_a_killed_run_goes_on_to_the_same_gradebook(a_class, tmp_path):
    whole = shutil.copytree(a_class, tmp_path / "whole")
    expected, _ = grade_with_fake(whole)
    process = command(a_class, "--jobs", "2", start_new_session=True)
    folder = a_class / "autograded"
    wait_for(lambda: len(list(folder.glob("*/hw/main.ipynb"))) >= 5, "the fifth mark")
    process.kill()
    process.communicate()
    assert 5 <= len(list(folder.glob("*/hw/main.ipynb"))) < 9
    code, output = finished(command(a_class, "--jobs", "2"))
    assert code == 0, output
    assert {name: stored(a_class, name) for name in expected} == {
        name: stored(whole, name) for name in expected
    }
    assert len(list(folder.glob("*/hw/*.ipynb"))) == 18
    assert not list(folder.rglob("*.part"))


def test_ctrl_c_keeps_what_is_done(a_class):
    process = command(a_class, "--jobs", "1", start_new_session=True)
    wait_for(lambda: any((a_class / "autograded").glob("*/hw/main.ipynb")), "the first mark")
    process.send_signal(signal.SIGINT)
    code, output = finished(process)
    assert code == 130, output
    graded = len(list((a_class / "autograded").glob("*/hw/main.ipynb")))
    assert f"Stopped after {graded} of 9. What was graded is stored" in output
    assert "Traceback" not in output
    assert len(re.findall(r"^student\d\d +\d", output, flags=re.MULTILINE)) == graded
    assert finished(command(a_class))[1].splitlines()[-1] == f"{9 - graded} graded now, {graded} unchanged."


def test_on_a_terminal_there_is_a_bar_and_ctrl_c_of_the_keyboard_ends_with_the_table(a_class):
    """On a real terminal: what is typed there is a signal of the kernel's."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "autograder", "grade", "hw", "--course", str(a_class), "--jobs", "1"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        preexec_fn=_take_terminal,
    )
    os.close(theirs)
    seen, is_typed = b"", False
    with contextlib.suppress(OSError):  # the terminal is gone when the command is
        while chunk := os.read(ours, 4096):
            seen += chunk
            if not is_typed and re.search(rb" [1-8]/9 \[", seen):
                os.write(ours, b"\x03")
                is_typed = True
    os.close(ours)
    assert process.wait(timeout=900) == 130, seen.decode()
    text = re.sub(r"\x1b\[[0-9;]*m", "", seen.decode())
    assert "grading:" in text
    stopped = re.search(r"Stopped after (\d) of 9", text)
    assert stopped, text
    assert len(re.findall(r"\nstudent\d\d +\d", text)) == int(stopped[1])


def _take_terminal():
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
