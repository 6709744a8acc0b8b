"""Control groups, on a tree of files that looks like the kernel's."""

import os
import subprocess

import pytest

from autograder.grading.cgroup import ControlGroup, new_group, parent_group

OWN = "12:memory:/elsewhere\n0::/user.slice/run-1.scope\n"


@pytest.fixture
def kernel(tmp_path):
    """Writes the files; returns (own group, arguments of `parent_group`)."""

    def written(controllers="cpu memory pids", switched="memory pids", processes="1\n2\n", own=OWN):
        group = tmp_path / "cgroup" / "user.slice" / "run-1.scope"
        group.mkdir(parents=True)
        (group / "cgroup.controllers").write_text(controllers)
        (group / "cgroup.subtree_control").write_text(switched)
        (group / "cgroup.procs").write_text(processes)
        (tmp_path / "own").write_text(own)
        mounts = f"proc /proc proc rw 0 0\ncgroup2 {tmp_path}/cgroup cgroup2 rw 0 0\n"
        (tmp_path / "mounts").write_text(mounts)
        return group, (tmp_path / "own", tmp_path / "mounts")

    return written


def test_the_own_group_is_found(kernel):
    group, places = kernel()
    assert parent_group(*places) == group


@pytest.mark.parametrize(
    "state", [{"controllers": "cpu"}, {"controllers": ""}, {"own": "4:memory:/x\n"}, {"own": "0::/other\n"}]
)
def test_without_memory_accounting_there_is_none(kernel, state):
    _, places = kernel(**state)
    assert parent_group(*places) is None


def test_controllers_are_turned_on(kernel):
    group, places = kernel(switched="")
    assert parent_group(*places) == group
    assert (group / "cgroup.subtree_control").read_text() == "+memory +pids"
    assert not (group / "autograder").exists()


def test_the_only_process_of_a_group_makes_room(kernel):
    group, places = kernel(switched="", processes=f"{os.getpid()}\n")
    (group / "autograder").mkdir()
    assert parent_group(*places) == group
    assert (group / "autograder" / "cgroup.procs").read_text() == str(os.getpid())


def test_a_worker_has_a_group_of_its_own(kernel):
    parent, _ = kernel()
    first, second = new_group(parent), new_group(parent)
    assert first.folder != second.folder
    first.limit(2**30, 200)
    assert {path.name: path.read_text() for path in first.folder.iterdir()} == {
        "memory.max": "1073741824\n",
        "memory.swap.max": "0\n",
        "pids.max": "200\n",
    }
    second.remove()
    assert not second.folder.exists()
    assert new_group(None) is new_group(parent / "missing") is None


def test_a_command_enters_its_group_first(tmp_path):
    ran = subprocess.run(
        ControlGroup(tmp_path).entering(["/bin/sh", "-c", "echo $$ $1", "sh", "two words"]),
        capture_output=True,
        text=True,
    )
    pid, _, rest = ran.stdout.strip().partition(" ")
    assert rest == "two words"
    assert (tmp_path / "cgroup.procs").read_text().strip() == pid


@pytest.mark.parametrize(("events", "killed"), [("low 0\noom 3\noom_kill 2\n", 2), ("low 0\n", 0), (None, 0)])
def test_what_the_kernel_killed_is_counted(tmp_path, events, killed):
    if events is not None:
        (tmp_path / "memory.events").write_text(events)
    assert ControlGroup(tmp_path).killed() == killed
