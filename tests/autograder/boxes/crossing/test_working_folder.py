"""What crosses of a working folder: what was written and removed, and nothing that anybody would run."""

import os

import pytest

from autograder.boxes import working_folder


@pytest.fixture
def folders(tmp_path):
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.mkdir()
    theirs.mkdir()
    return ours, theirs


def carried(theirs, ours, before, kept=()):
    now = working_folder.state_of(theirs)
    working_folder.lay_out(ours, *working_folder.changes(theirs, before, now), kept)
    return now


def test_what_was_written_and_removed(folders):
    ours, theirs = folders
    (theirs / "out").mkdir()
    (theirs / "out" / "a.csv").write_text("1")
    before = carried(theirs, ours, {})
    assert (ours / "out" / "a.csv").read_text() == "1"
    (theirs / "out" / "a.csv").unlink()
    carried(theirs, ours, before)
    assert not (ours / "out" / "a.csv").exists() and (ours / "out").is_dir()


@pytest.mark.parametrize("name", ["helper.py", "m.so", ".hidden", "a.zip"])
def test_code_stays(folders, name):
    ours, theirs = folders
    (theirs / name).write_text("x = 1")
    carried(theirs, ours, {})
    assert not os.listdir(ours)


def test_a_file_of_the_instructor_is_kept(folders):
    ours, theirs = folders
    for folder in folders:
        (folder / "data.csv").write_text("right" if folder is ours else "forged")
    carried(theirs, ours, {}, kept={"data.csv"})
    assert (ours / "data.csv").read_text() == "right"


def test_a_link_leads_nowhere(folders, tmp_path):
    ours, theirs = folders
    (theirs / "link.txt").symlink_to(tmp_path / "secret")
    carried(theirs, ours, {})
    assert not os.listdir(ours)


@pytest.mark.parametrize(
    "path",
    ["../x", "/etc/x", "a/../../x", "a/.ssh/x", "", 3, "helper.py/", "helper.py/.", "a//x", "./x", "x/"],
)
def test_hostile_paths(folders, path):
    ours, _ = folders
    working_folder.lay_out(ours, {path: b"x"}, [path], ())
    assert not os.listdir(ours) and not os.path.exists(ours.parent / "x")


@pytest.mark.parametrize("path", ["data/right.csv", "data//right.csv", "./data/right.csv", "data"])
def test_no_spelling_reaches_a_file_of_the_instructor(folders, path):
    ours, _ = folders
    (ours / "data").mkdir()
    (ours / "data" / "right.csv").write_text("right")
    working_folder.lay_out(ours, {path: b"forged"}, [path], {"data/right.csv"})
    assert (ours / "data" / "right.csv").read_text() == "right"


def test_what_arrives_is_bounded(folders):
    ours, _ = folders
    working_folder.lay_out(ours, {f"{k}.txt": b"" for k in range(1000)}, [], ())
    assert len(os.listdir(ours)) == working_folder.MAX_ENTRIES
    working_folder.lay_out(ours, {"a.bin": bytes(working_folder.MAX_BYTES), "b.bin": b"x"}, [], ())
    assert (ours / "a.bin").exists() and not (ours / "b.bin").exists()
