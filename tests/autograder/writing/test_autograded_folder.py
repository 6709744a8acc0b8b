"""The folder holds exactly the new files, or, where they cannot be written, exactly the old ones."""

import os

import pytest

from autograder.writing import autograded_folder
from autograder.writing.autograded_folder import write_folder


def content(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"a": b"1"}),
        ({"a": b"1"}, {"a": b"2", "d/b": b"3"}),
        ({"a/b": b"1"}, {"a": b"2"}),
        ({"a": b"1"}, {"a/b": b"2"}),
        ({"a/b/c": b"1", "d": b"2"}, {}),
        ({"é": b"1"}, {"e\u0301": b"2"}),
    ],
)
def test_the_folder_holds_exactly_the_files(tmp_path, before, after):
    for files in (before, after):
        write_folder(tmp_path / "hw", files, 0o444)
    assert content(tmp_path / "hw") == after
    assert not [path for path in (tmp_path / "hw").iterdir() if path.name.startswith(".part-")]


def test_what_is_kept_stays(tmp_path):
    write_folder(tmp_path, {"a": b"1", "b": b"2"}, 0o444)
    write_folder(tmp_path, {"b": b"3"}, 0o444, keep=frozenset({"a"}))
    assert content(tmp_path) == {"a": b"1", "b": b"3"}


def test_a_full_disk_changes_nothing(tmp_path, monkeypatch):
    write_folder(tmp_path, {"a": b"1", "b": b"2"}, 0o444)
    real = autograded_folder._write

    def write(path, data, permissions):
        if path.name == "b":
            raise OSError(28, "No space left on device")
        real(path, data, permissions)

    monkeypatch.setattr(autograded_folder, "_write", write)
    with pytest.raises(OSError, match="No space left"):
        write_folder(tmp_path, {"a": b"3", "b": b"4", "c": b"5"}, 0o444)
    assert content(tmp_path) == {"a": b"1", "b": b"2"}


@pytest.mark.parametrize(("age", "is_left"), [(0, True), (3600, False)])
def test_what_a_killed_run_left_behind_is_cleared_away_later(tmp_path, age, is_left):
    stage = tmp_path / ".part-x"
    stage.mkdir()
    (stage / "a").write_bytes(b"1")
    now = stage.stat().st_mtime
    os.utime(stage, (now - age, now - age))
    write_folder(tmp_path, {"b": b"2"}, 0o444)
    assert stage.exists() == is_left
