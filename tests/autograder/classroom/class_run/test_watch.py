"""What comes in is graded when it is complete, once, whenever the watch was started."""

import os
import shutil
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from functools import partial
from itertools import accumulate

import pytest

from autograder.boxes.limits import Limits
from autograder.classroom.pool.local import LocalPool
from autograder.classroom.report.last_run import read_last_run, run_of, together
from autograder.classroom.watching.watch import Watched, watch
from autograder.reading.course import SetupError, open_course
from tests.autograder.classroom.graded_class import HALF, stored
from tests.autograder.helpers.fakes import FakeWorker
from tests.autograder.helpers.small_course import ANSWERS, submit


class _Steps:
    """In place of the event that stops a watch: each wait does the next step, the last one stops it."""

    def __init__(self, *steps):
        self._steps = list(steps)

    def is_set(self):
        return not self._steps

    def wait(self, seconds):
        self._steps.pop(0)()


def _nothing():
    pass


def _watch(root, *steps, exchange=False, worker=FakeWorker):
    """Run a watch with some steps between its looks; what it told, in order, and how many notebooks ran."""
    FakeWorker.calls = 0
    told = []

    def tell(result):
        told.append((result.student, result.score if result.failure is None else result.failure))

    watched = Watched(open_course(root), "hw", 1.0, exchange)
    watch(watched, LocalPool(worker), Limits(), _Steps(_nothing, *steps, _nothing), told.append, tell)
    return told, FakeWorker.calls


def test_who_hands_in_is_graded_once_and_again_after_a_change(course_folder):
    submit(course_folder, "ann")
    told, calls = _watch(
        course_folder,
        _nothing,
        lambda: submit(course_folder, "bob", HALF),
        _nothing,
        lambda: submit(course_folder, "bob"),
        _nothing,
    )
    assert told == [("ann", 7.0), ("bob", 2.5), ("bob", 7.0)]
    assert calls == 2 * 3


def test_what_a_watch_changed_since_it_began_is_one_run(course_folder):
    parts = []
    watched = Watched(open_course(course_folder), "hw", 1.0, False)
    submits = [partial(submit, course_folder, "ann", answers) for answers in (HALF, ANSWERS, HALF)]
    submit(course_folder, "ann")
    steps = _Steps(_nothing, *(step for each in submits for step in (each, _nothing)), _nothing)
    watch(
        watched,
        LocalPool(FakeWorker),
        Limits(),
        steps,
        str,
        str,
        lambda results: parts.append(run_of(results, "walls", Limits())),
    )
    runs = list(accumulate(parts, together))
    assert [run.graded for run in runs] == [1, 2, 3, 4]
    assert [[(each.before, each.after) for each in run.changed] for run in runs] == [
        [],
        [(7.0, 2.5)],
        [],
        [(7.0, 2.5)],
    ]


def test_another_start_does_nothing_twice(course_folder):
    submit(course_folder, "ann")
    assert _watch(course_folder, _nothing) == ([("ann", 7.0)], 2)
    assert _watch(course_folder, _nothing, _nothing) == ([], 0)


def _append(path, data):
    with open(path, "ab") as file:
        file.write(data)


def test_a_file_that_grows_is_not_graded(course_folder):
    folder = submit(course_folder, "ann")
    whole = (folder / "main.ipynb").read_bytes()
    shutil.rmtree(folder)
    step = len(whole) // 3 + 1

    def begin():
        submit(course_folder, "ann")
        (folder / "main.ipynb").write_bytes(b"")

    growing = [
        partial(_append, folder / "main.ipynb", whole[k : k + step]) for k in range(0, len(whole), step)
    ]
    told, calls = _watch(course_folder, begin, *growing, _nothing)
    assert (told, calls) == ([("ann", 7.0)], 2)


def test_a_folder_that_changes_while_it_is_read_is_left_to_the_next_look(course_folder, monkeypatch):
    folder = submit(course_folder, "ann", HALF)
    from autograder.classroom import class_run

    read, changes = class_run.read_submission, [lambda: submit(course_folder, "ann")]

    def read_and_change(student, *rest):
        found = read(student, *rest)
        while changes:
            changes.pop()()
        return found

    monkeypatch.setattr(class_run, "read_submission", read_and_change)
    told, calls = _watch(course_folder, _nothing, _nothing, _nothing)
    assert (told, calls) == ([("ann", 7.0)], 2)
    assert folder.is_dir()


class _Breaks(FakeWorker):
    def grade(self, plan):
        raise RuntimeError("the worker broke")


def test_a_failure_is_told_once_and_tried_again(course_folder, monkeypatch):
    submit(course_folder, "ann")
    monkeypatch.setattr(
        "autograder.classroom.watching.settled.time.monotonic", iter(range(0, 9000, 50)).__next__
    )
    told, _ = _watch(course_folder, *[_nothing] * 6, worker=_Breaks)
    assert told == [("ann", "RuntimeError: the worker broke")]
    assert _watch(course_folder, _nothing)[0] == [("ann", 7.0)]


# -- nbgrader's exchange


@pytest.fixture
def exchange(course_folder, tmp_path):
    """The small course with an exchange of its own; what `nbgrader submit` writes, step by step."""
    root = tmp_path / "exchange"
    (root / "small" / "inbound").mkdir(parents=True)
    root.chmod(0o777)
    with (course_folder / "nbgrader_config.py").open("a") as file:
        file.write(f"c.Exchange.root = {str(root)!r}\n")
    return root / "small" / "inbound"


def _inbound(course, exchange, student, answers, minute):
    """A folder of the exchange that lacks only the file that is written last."""
    when = datetime(2026, 1, 1) + timedelta(minutes=minute)
    folder = exchange / f"{student}+hw+{when:%Y-%m-%d %H:%M:%S.%f} UTC+abc"
    made = submit(course, "template", answers)
    shutil.copytree(made, folder)
    shutil.rmtree(made.parent)
    (folder / "timestamp.txt").write_text(f"{when:%Y-%m-%d %H:%M:%S.%f} UTC")
    return folder


def test_the_exchange_is_collected_when_a_submission_is_complete(course_folder, exchange):
    first = _inbound(course_folder, exchange, "ann", HALF, 1)
    told, calls = _watch(
        course_folder,
        _nothing,
        (first / "submission_secret.txt").touch,
        _nothing,
        lambda: (_inbound(course_folder, exchange, "ann", ANSWERS, 2) / "submission_secret.txt").touch(),
        _nothing,
        exchange=True,
    )
    assert (told, calls) == ([("ann", 2.5), ("ann", 7.0)], 4)


def test_a_link_in_the_exchange_is_named_once_and_not_followed(course_folder, exchange):
    folder = _inbound(course_folder, exchange, "eve", HALF, 1)
    (folder / "secret.py").symlink_to("/etc/passwd")
    (folder / "submission_secret.txt").touch()
    told, _ = _watch(course_folder, _nothing, _nothing, exchange=True)
    assert told == [f"{folder} holds a link; only files and folders are collected."]
    assert not (course_folder / "submitted" / "eve").exists()


def test_what_a_kill_left_half_copied_is_copied_anew(course_folder, exchange):
    (_inbound(course_folder, exchange, "ann", ANSWERS, 1) / "submission_secret.txt").touch()
    half = course_folder / "submitted" / "ann" / ".collecting-old" / "copy"
    half.mkdir(parents=True)
    told, _ = _watch(course_folder, _nothing, exchange=True)
    assert told == [("ann", 7.0)]
    assert os.listdir(course_folder / "submitted" / "ann") == ["hw"]


def test_an_exchange_that_is_not_there_is_said(course_folder, tmp_path):
    with (course_folder / "nbgrader_config.py").open("a") as file:
        file.write(f"c.Exchange.root = {str(tmp_path / 'nowhere')!r}\n")
    with pytest.raises(SetupError, match="^--exchange: nbgrader's exchange must be usable; "):
        _watch(course_folder, exchange=True)


# -- the command itself


def _start(course):
    line = [
        sys.executable,
        "-u",
        "-m",
        "autograder",
        "watch",
        "hw",
        "--course",
        str(course),
        "--every",
        "0.2",
    ]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def _line_with(process, text):
    for line in process.stdout:
        if text in line:
            return line
    raise AssertionError(f"it ended without a word of {text}")


def test_a_killed_watch_goes_on_where_it_was_and_ends_when_it_is_told_to(course_folder):
    submit(course_folder, "ann")
    first = _start(course_folder)
    assert _line_with(first, "ann").endswith("ann  7 / 7\n")
    first.send_signal(signal.SIGKILL)
    first.communicate()
    submit(course_folder, "bob", HALF)
    second = _start(course_folder)
    assert _line_with(second, "bob").endswith("bob  2.5 / 7\n")
    second.send_signal(signal.SIGTERM)
    assert second.communicate(timeout=600)[0].splitlines() == [
        "Stopped. What was graded is stored; the next start goes on."
    ]
    assert second.returncode == 0
    noted = read_last_run(course_folder / "reports" / "hw")
    assert (noted.graded, noted.changed) == (1, ())
    assert "sandbox: bubblewrap" in noted.walls
    assert stored(course_folder, "bob")["double-check"][0] == 0.0
