"""A file is read in one sitting, a folder at one glance."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MOST_LINES = 300
MOST_ENTRIES = 16
MOST_ROOMS = {"autograder": 14, "course_lib": 12}
SOURCES = {".py", ".js", ".css", ".html"}
MADE = {"__pycache__"}


def entries(folder):
    """What a folder holds, without what Python made."""
    return [path for path in folder.iterdir() if path.name not in MADE]


def sizes(root, most_lines=MOST_LINES, most_entries=MOST_ENTRIES):
    """What is too large below a folder: path -> lines of a file, entries of a folder."""
    too_large = {}
    for path in [root, *root.rglob("*")]:
        if path.is_dir() and path.name not in MADE and len(entries(path)) > most_entries:
            too_large[path.relative_to(root.parent).as_posix()] = len(entries(path))
        if path.suffix in SOURCES and (lines := path.read_text(encoding="utf-8").count("\n")) > most_lines:
            too_large[path.relative_to(root.parent).as_posix()] = lines
    return too_large


@pytest.mark.parametrize("folder", ["autograder", "benchmarks", "course_lib", "setup", "tests"])
def test_no_file_and_no_folder_is_too_large(folder):
    assert sizes(ROOT / folder) == {}


@pytest.mark.parametrize("package", MOST_ROOMS)
def test_the_rooms_of_a_package_are_few(package):
    assert len(entries(ROOT / package)) <= MOST_ROOMS[package]


@pytest.mark.parametrize("folder", ["autograder/exercises", "autograder/sample_class"])
def test_an_author_can_add_a_lecture(folder):
    assert len(entries(ROOT / folder)) < MOST_ENTRIES


def test_what_is_too_large_is_named(tmp_path):
    room = tmp_path / "package" / "room"
    room.mkdir(parents=True)
    (room / "long.py").write_text("x\n" * 4)
    (room / "short.py").write_text("x\n" * 3)
    assert sizes(tmp_path / "package", most_lines=3, most_entries=2) == {"package/room/long.py": 4}
    assert sizes(tmp_path / "package", most_lines=4, most_entries=1) == {"package/room": 2}
