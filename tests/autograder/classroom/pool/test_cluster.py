"""A cluster's workers give the marks that this machine gives, whoever of them dies."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.classroom.pool import cluster as cluster_module
from autograder.classroom.pool import on_worker
from autograder.classroom.pool.versions import deciding_versions
from autograder.cli import main
from autograder.grading import sandbox as walls
from tests.autograder.classroom.disturbed_runs import make_class, scores
from tests.autograder.classroom.graded_class import grade as grade_with_fake
from tests.autograder.classroom.pool.processes import Cluster, has_boxes
from tests.autograder.helpers.waiting import wait_for


@pytest.fixture
def cluster(tmp_path):
    (tmp_path / "cluster").mkdir()
    running = Cluster(tmp_path / "cluster")
    yield running
    running.close()


def _grade(course, *options):
    line = [sys.executable, "-m", "autograder", "grade", "hw", "--course", str(course), *options]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def _expected(course, tmp_path, names):
    """What the gradebook of a copy holds after a run on this machine."""
    grade_with_fake(shutil.copytree(course, tmp_path / "whole"))
    return scores(tmp_path / "whole", names)


def _without_bubblewrap(folder):
    """A PATH on which all is found but `bwrap`."""
    places = [place for place in os.environ["PATH"].split(os.pathsep) if not (Path(place) / "bwrap").exists()]
    return os.pathsep.join([str(folder), *places])


def test_a_worker_that_is_killed_costs_a_retry_and_one_without_walls_grades_nothing(
    course_folder, tmp_path, cluster
):
    names = make_class(course_folder, 8)
    expected = _expected(course_folder, tmp_path, names)
    victim = cluster.add_worker()
    run = _grade(course_folder, "--scheduler", cluster.address)
    wait_for(lambda: has_boxes(victim), "the first worker's first submission")
    cluster.add_worker(PATH=_without_bubblewrap(tmp_path))
    survivor = cluster.add_worker()
    victim.send_signal(signal.SIGKILL)
    said, _ = run.communicate(timeout=900)
    assert run.returncode == 0, said
    assert has_boxes(survivor)
    assert scores(course_folder, names) == expected
    assert said.count("does not grade: Grading runs students' code, so it needs a sandbox") == 1
    assert "8 graded now, 0 unchanged." in said


def test_a_lost_scheduler_ends_the_run_with_a_sentence_and_the_next_run_goes_on(
    course_folder, tmp_path, cluster
):
    names = make_class(course_folder, 12)
    expected = _expected(course_folder, tmp_path, names)
    cluster.add_worker()
    run = _grade(course_folder, "--scheduler", str(cluster.file))
    wait_for(lambda: any((course_folder / "autograded").glob("*/hw/main.ipynb")), "the first mark")
    cluster.scheduler.send_signal(signal.SIGKILL)
    said, _ = run.communicate(timeout=900)
    assert run.returncode == 2, said
    assert said.splitlines()[-1] == (
        "autograder: the scheduler of the cluster is gone. What was graded is stored; "
        "the same command goes on, also without --scheduler."
    )
    done = sum(held is not None for held in scores(course_folder, names).values())
    assert 0 < done < 12
    again, _ = _grade(course_folder).communicate(timeout=900)
    assert f"{12 - done} graded now, {done} unchanged." in again
    assert scores(course_folder, names) == expected


def test_a_scheduler_that_does_not_answer_is_said_in_a_sentence(course_folder, monkeypatch):
    monkeypatch.setattr(cluster_module, "_CONNECT_SECONDS", 0.5)
    make_class(course_folder, 1)
    arguments = ["grade", "hw", "--course", str(course_folder), "--scheduler", "tcp://127.0.0.1:1"]
    done = CliRunner().invoke(main, arguments)
    said = r"autograder: --scheduler: a Dask scheduler must answer at tcp://127\.0\.0\.1:1; got: [^\n]+\. Start one"
    assert (done.exit_code, bool(re.match(said, done.output))) == (2, True), done.output


def _terms(**other):
    found = deciding_versions(("hw",), ("math",))
    return on_worker.Terms(("hw",), ("math",), {**found, **other})


def test_a_worker_with_other_code_refuses_before_it_unpacks_anything():
    other = _terms(**{"code of the grader": "0" * 12})
    refused = "^code of the grader must be 000000000000, as where the run was started; got "
    with pytest.raises(on_worker.Refusal, match=refused):
        on_worker._require(other)


def test_a_worker_without_walls_refuses(monkeypatch):
    monkeypatch.setattr(walls, "bubblewrap_problem", lambda: "bubblewrap is not installed.")
    with pytest.raises(on_worker.Refusal, match="needs a sandbox: bubblewrap is not installed"):
        on_worker._require(_terms())


def test_a_worker_whose_files_changed_since_its_start_refuses(monkeypatch):
    monkeypatch.setattr(on_worker, "_LOADED", "another")
    with pytest.raises(on_worker.Refusal, match="^the grader's code has changed since this worker was star"):
        on_worker._start(None)
