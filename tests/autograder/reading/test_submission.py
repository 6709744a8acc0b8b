"""A folder is read as bytes or refused with a sentence; a notebook is cells or refused with a sentence."""

import json
import os

import nbformat
import pytest

from autograder.reading import student_folder
from autograder.reading.student_folder import read_submission
from autograder.reading.submission import Refused, Unreadable, composed, decomposed, parse_notebook


def folder_with(tmp_path, **files):
    folder = tmp_path / "ann" / "hw"
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def test_content_is_read_and_litter_is_left_out(tmp_path):
    folder = folder_with(tmp_path, **{"a.ipynb": b"{}", "data.csv": b"1", "x.pyc": b"no"})
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "deep" / "er" / "b.txt").write_bytes(b"2")
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / "a.ipynb").write_bytes(b"old")
    read = read_submission("ann", folder, [".ipynb_checkpoints", "*.pyc"])
    assert read.files == {"a.ipynb": b"{}", "data.csv": b"1", "deep/er/b.txt": b"2"}
    assert read.notebooks == ["a.ipynb"]
    assert read.other_files == {"data.csv": b"1", "deep/er/b.txt": b"2"}


def test_the_hash_follows_names_and_contents(tmp_path):
    folder = folder_with(tmp_path, a=b"12", b=b"3")
    first = read_submission("ann", folder).hash
    assert read_submission("bob", folder).hash == first
    (folder / "a").write_bytes(b"1")
    (folder / "b").write_bytes(b"23")
    second = read_submission("ann", folder).hash
    (folder / "b").rename(folder / "c")
    assert len({first, second, read_submission("ann", folder).hash}) == 3


def link_to_file(folder):
    (folder / "hw.ipynb").symlink_to("/etc/passwd")


def link_to_folder(folder):
    (folder / "data").symlink_to("/etc")


def fifo(folder):
    os.mkfifo(folder / "hw.ipynb")


def large_notebook(folder):
    with open(folder / "hw.ipynb", "wb") as file:
        file.truncate(500 * 2**20)


def large_folder(folder):
    for name in "ab":
        with open(folder / name, "wb") as file:
            file.truncate(60 * 2**20)


def many_files(folder):
    for number in range(student_folder.FOLDER_FILES + 1):
        (folder / str(number)).touch()


def deep(folder):
    folder.joinpath(*["d"] * 30).mkdir(parents=True)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (link_to_file, "hw.ipynb is a link; only files and folders are read. Hand in the file itself."),
        (link_to_folder, "data is a link; only files and folders are read. Hand in the file itself."),
        (fifo, "hw.ipynb is no regular file; only files and folders are read."),
        (
            large_notebook,
            "hw.ipynb has 500 MB; at most 20 MB are read. Clear its outputs and hand it in again.",
        ),
        (large_folder, "the folder holds more than 100 MB."),
        (many_files, "the folder holds more than 2000 files."),
        (deep, "/".join(["d"] * 21) + "/ lies deeper than 20 folders."),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path, spoil, said):
    folder = folder_with(tmp_path)
    spoil(folder)
    with pytest.raises(Refused) as refused:
        read_submission("ann", folder)
    assert str(refused.value) == said


@pytest.mark.parametrize("linked", ["ann", "ann/hw"])
def test_a_linked_folder_is_refused(tmp_path, linked):
    folder_with(tmp_path / "real")
    place = tmp_path / "submitted"
    (place / "ann").parent.mkdir()
    if linked == "ann":
        (place / "ann").symlink_to(tmp_path / "real" / "ann")
    else:
        (place / "ann").mkdir()
        (place / "ann" / "hw").symlink_to(tmp_path / "real" / "ann" / "hw")
    with pytest.raises(Refused, match="is a link"):
        read_submission("ann", place / "ann" / "hw")


def test_a_missing_folder_says_nothing_of_the_submission(tmp_path):
    with pytest.raises(Unreadable, match="cannot be read"):
        read_submission("ann", tmp_path / "nobody" / "hw")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "hw.ipynb is not JSON (Expecting value: line 1 column 1 (char 0))."),
        (b"print(1)", "hw.ipynb is not JSON (Expecting value: line 1 column 1 (char 0))."),
        (b"\xff\xfe{", "hw.ipynb is not UTF-8 text (byte 0)."),
        (b"[" * 100_000, "hw.ipynb is nested too deeply to be a notebook."),
        (b"[]", "hw.ipynb must be a notebook of nbformat 3 or 4; got None."),
        (b'{"nbformat": 9}', "hw.ipynb must be a notebook of nbformat 3 or 4; got 9."),
        (b'{"nbformat": 4}', "hw.ipynb is a notebook without a list of cells."),
        (b'{"nbformat": 4, "cells": {}}', "hw.ipynb is a notebook without a list of cells."),
        (b'{"nbformat": 3, "worksheets": 1}', "hw.ipynb (nbformat 3) cannot be upgraded (AttributeError)."),
        (
            json.dumps({"nbformat": 4, "cells": [0] * 5001}).encode(),
            "hw.ipynb has 5001 cells; at most 5000 are graded.",
        ),
    ],
)
def test_what_is_no_notebook_is_refused(data, said):
    with pytest.raises(Refused) as refused:
        parse_notebook("hw", data)
    assert str(refused.value) == said


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ({"cell_type": "code", "source": ["a = 1\n", "b = 2"]}, ("code", "a = 1\nb = 2", None, None)),
        ({"cell_type": "code", "source": 7, "id": 5, "metadata": 3}, ("code", "", None, None)),
        ({"cell_type": "code", "metadata": {"nbgrader": "x"}}, ("code", "", None, None)),
        ({"cell_type": "code", "metadata": {"nbgrader": {"grade_id": ["x"]}}}, ("code", "", None, None)),
        (
            {"cell_type": "markdown", "source": "x", "id": "i", "metadata": {"nbgrader": {"grade_id": "g"}}},
            ("markdown", "x", "g", "i"),
        ),
        ({"cell_type": "code", "source": "\ud800"}, ("code", "?", None, None)),
        ({"cell_type": "heading", "source": "x"}, None),
        ("text", None),
        (None, None),
    ],
)
def test_odd_cells_are_read_or_left_out(cell, expected):
    cells = parse_notebook("hw", json.dumps({"nbformat": 4, "cells": [cell]}).encode())
    found = [(each.cell_type, each.source, each.grade_id, each.identity) for each in cells]
    assert found == ([] if expected is None else [expected])


def test_nbformat_3_is_upgraded():
    worksheet = {"cells": [{"cell_type": "code", "input": "x = 1", "language": "python", "outputs": []}]}
    content = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [worksheet]}
    nbformat.validate(nbformat.from_dict(content))
    assert [cell.source for cell in parse_notebook("hw", json.dumps(content).encode())] == ["x = 1"]


def test_a_byte_order_mark_is_no_harm():
    assert parse_notebook("hw", b"\xef\xbb\xbf" + b'{"nbformat": 4, "cells": []}') == []


def test_names_are_read_in_the_composed_form(tmp_path):
    folder = folder_with(tmp_path, **{"U\u0308bung.csv": b"1", "e\u0301": b"2", "\u00e9": b"3"})
    read = read_submission("ann", folder).files
    assert read["\u00dcbung.csv"] == b"1"
    assert (read["e\u0301"], read["\u00e9"]) == (b"2", b"3")


def test_a_name_stays_where_its_other_form_is_too_long_for_a_system():
    assert decomposed("\u00e4" * 127) == "\u00e4" * 127
    assert decomposed("\u00e4/\u00e4") == "a\u0308/a\u0308"
    assert composed("\u0958" * 60) == "\u0958" * 60


def test_half_characters_are_replaced_in_all_that_counts_of_a_cell():
    half = "\ud800"
    cell = {
        "cell_type": "markdown",
        "source": half,
        "id": half,
        "metadata": {"nbgrader": {"grade_id": half}, half: half},
        "attachments": {half: {"image/png": half, half: half}, "b": half},
    }
    content = {"nbformat": 4, "nbformat_minor": 5, "metadata": {half: half}, "cells": [cell]}
    (read,) = parse_notebook("hw", json.dumps(content).encode())
    assert (read.source, read.grade_id, read.identity) == ("?", "?", "?")
    assert read.attachments == {"?": {"image/png": "?", "?": "?"}}


def test_a_name_that_is_no_text_is_refused(tmp_path):
    folder = folder_with(tmp_path)
    (folder / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"1")
    with pytest.raises(Refused, match=r"the name caf\\udce9.txt is not UTF-8"):
        read_submission("ann", folder)


def test_a_path_that_no_system_takes_is_refused(tmp_path):
    folder = folder_with(tmp_path)
    place = os.open(folder, os.O_RDONLY)
    for _ in range(12):
        os.mkdir("x" * 250, dir_fd=place)
        inner = os.open("x" * 250, os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = inner
    os.close(place)
    with pytest.raises(Refused, match="a folder's path has 2008 bytes"):
        read_submission("ann", folder)
