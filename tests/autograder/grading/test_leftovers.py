"""What a killed run left is removed by the next one; what belongs to a living process stays."""

import os
import subprocess
import sys

from autograder.grading.leftovers import owned_prefix, remove_leftovers
from autograder.grading.worker import Worker
from tests.autograder.helpers.in_boxes import LIMITS

_MAKES = "from autograder.grading.leftovers import owned_prefix as p; print(p())"


def _prefix_of_a_dead_process():
    ran = subprocess.run([sys.executable, "-c", _MAKES], capture_output=True, text=True, check=True)
    return ran.stdout.strip()


def test_what_nobody_owns_any_more_is_removed(tmp_path):
    dead = _prefix_of_a_dead_process() + "abc"
    reused = f"autograder-{os.getpid()}-1-abc"  # another process had this number before
    names = [owned_prefix() + "mine", "autograder-notes", "other-1-2-3", dead, reused]
    for name in names:
        (tmp_path / name / "inner").mkdir(parents=True)
        (tmp_path / name / "inner" / "file").write_text("x")
    assert sorted(remove_leftovers(tmp_path)) == sorted([dead, reused])
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names[:3])


def test_a_link_is_left_alone(tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / (_prefix_of_a_dead_process() + "abc")).symlink_to(tmp_path / "kept")
    assert remove_leftovers(tmp_path) == []


def test_groups_are_removed_as_groups_are(tmp_path):
    (tmp_path / "groups" / (_prefix_of_a_dead_process() + "0")).mkdir(parents=True)
    (tmp_path / "temporary").mkdir()
    remove_leftovers(tmp_path / "temporary", tmp_path / "groups")
    assert list((tmp_path / "groups").iterdir()) == []


def test_a_worker_cleans_up_behind_others_and_itself(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = tmp_path / (_prefix_of_a_dead_process() + "abc")
    left.mkdir()
    with Worker("none", LIMITS):
        assert not left.exists()
        assert len(list(tmp_path.glob(owned_prefix() + "*"))) == 2
    assert list(tmp_path.glob("autograder-*")) == []
