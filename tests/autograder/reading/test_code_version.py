"""A corrected exercise grades its own lecture again, and no other; a corrected grader, all of them."""

import shutil
from pathlib import Path

import pytest

from autograder.reading import code_version as module
from autograder.reading.code_version import check_version, grader_version

ROOT = Path(module.__file__).parents[2]
TOPICS = ("loss_functions", "softmax", "no lecture")
EVERY = set(TOPICS)


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """The packages' code, to be changed."""
    for name in ("autograder", "course_lib"):
        shutil.copytree(
            ROOT / name,
            tmp_path / name,
            ignore=lambda _, names: {n for n in names if "." in n and not n.endswith(".py")},
        )
    monkeypatch.setattr(module, "_ROOT", tmp_path)
    forget()
    yield tmp_path
    forget()


def forget():
    """A process computes a version once."""
    grader_version.cache_clear()
    check_version.cache_clear()


def versions():
    forget()
    return {"grader": grader_version(), **{topic: check_version(topic) for topic in TOPICS}}


def changed_by(edit):
    """Which versions are others afterwards."""
    before = versions()
    edit()
    after = versions()
    return {name for name in before if after[name] != before[name]}


ROOMS = [
    *(("autograder/" + room, {"grader"}) for room in ("boxes", "boxes/crossing", "boxes/process")),
    *(("autograder/" + room, {"grader"}) for room in ("grading", "instructor_box", "reading", "writing")),
    *(("autograder/" + room, EVERY) for room in ("checking", "exercises/parts")),
    *(("course_lib/" + room, EVERY) for room in ("datasets", "derivatives", "losses")),
    *(("course_lib/" + room, EVERY) for room in ("networks", "training")),
    ("autograder", {"grader"}),
    ("course_lib", EVERY),
    ("autograder/exercises", EVERY),
    ("autograder/exercises/loss_functions", {"loss_functions", "no lecture"}),
    ("autograder/exercises/softmax", {"softmax", "no lecture"}),
    *(("autograder/" + room, set()) for room in ("classroom", "sample_class")),
    *(("course_lib/" + room, set()) for room in ("demos/softmax", "pictures/softmax", "live_view")),
]


@pytest.mark.parametrize(("room", "touched"), ROOMS)
def test_a_new_file_counts_where_it_lies(copy, room, touched):
    assert (copy / room).is_dir()
    assert changed_by(lambda: (copy / room / "new.py").write_text("ANSWER = 1\n")) == touched


@pytest.mark.parametrize(
    ("room", "touched"),
    [(room, touched) for room, touched in ROOMS if room.count("/") and "exercises" not in room],
)
def test_a_new_folder_counts_where_it_lies(copy, room, touched):
    (copy / room / "inner").mkdir()
    assert changed_by(lambda: (copy / room / "inner" / "new.py").write_text("")) == touched


@pytest.mark.parametrize(
    ("name", "touched"),
    [
        ("autograder/exercises/loss_functions/svm_loss.py", {"loss_functions", "no lecture"}),
        ("autograder/checking/diagnosis/diagnose.py", EVERY),
        ("course_lib/losses/penalties.py", EVERY),
        ("autograder/cli/grade.py", set()),
        ("autograder/nbgrader_plugin.py", set()),
    ],
)
def test_a_changed_file_counts_where_it_lies(copy, name, touched):
    path = copy / name
    assert changed_by(lambda: path.write_bytes(path.read_bytes() + b"\n# changed\n")) == touched


def test_a_renamed_file_is_another_version(copy):
    path = copy / "autograder/boxes/crossing/wire.py"
    assert changed_by(lambda: path.rename(path.with_name("wires.py"))) == {"grader"}


def test_two_files_that_swap_their_contents_are_another_version(copy):
    one, other = (copy / "autograder/reading" / name for name in ("rebuild.py", "bindings.py"))

    def swap():
        first, second = one.read_bytes(), other.read_bytes()
        one.write_bytes(second)
        other.write_bytes(first)

    assert changed_by(swap) == {"grader"}


def test_what_is_no_python_does_not_count(copy):
    assert changed_by(lambda: (copy / "autograder/boxes/notes.md").write_text("later")) == set()


def test_a_process_computes_a_version_once(copy):
    before = grader_version(), check_version("softmax")
    (copy / "autograder/boxes/new.py").touch()
    (copy / "autograder/checking/new.py").touch()
    assert (grader_version(), check_version("softmax")) == before


def test_a_room_that_is_gone_is_an_error_not_an_empty_hash(copy):
    shutil.rmtree(copy / "course_lib" / "losses")
    with pytest.raises(FileNotFoundError, match="a room that decides about grades must exist"):
        check_version("softmax")
