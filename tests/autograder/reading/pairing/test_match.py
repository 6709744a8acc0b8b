"""Which submitted cell is which of the instructor's, where the ids say nothing."""

import pytest

from autograder.reading.assignment import InstructorCell
from autograder.reading.pairing.match import match
from autograder.reading.submission import SubmittedCell

RELEASED = [
    ("text", "# One"),
    ("code", "x =   # your answer"),
    ("test", "assert x == 1"),
    ("text", "# Two"),
    ("code", "y =   # your answer"),
    ("code", ""),
    ("test", "assert y == 2"),
]


def instructors():
    cells = []
    for number, (kind, text) in enumerate(RELEASED):
        is_test = kind == "test"
        settings = {"grade": True, "locked": True, "points": 1, "grade_id": f"t{number}"} if is_test else {}
        cell_type = "markdown" if kind == "text" else "code"
        grade_id = settings.get("grade_id")
        metadata = {"nbgrader": settings}
        cells.append(InstructorCell(cell_type, f"id{number}", grade_id, text, text, text, metadata))
    return cells


def handed_in(*texts, identities=None):
    """The released cells with other texts (None: deleted) and other ids."""
    cells = []
    for number, ((kind, released), text) in enumerate(zip(RELEASED, texts, strict=True)):
        if text is None:
            continue
        cell_type = "markdown" if kind == "text" else "code"
        grade_id = f"t{number}" if kind == "test" else None
        source = released if text == "..." else text
        cells.append(SubmittedCell(cell_type, source, grade_id, (identities or {}).get(number)))
    return cells


def test_without_ids_answers_are_known_by_their_place():
    submitted = handed_in("...", "x = 1", "...", "...", "y = 2", "print(y)", "...")
    assert match(instructors(), submitted) == {number: number for number in range(7)}


def test_a_cell_that_was_added_is_told_by_its_words():
    submitted = handed_in("...", "x = 1  # your answer", "...", "...", "y = 2  # your answer", "...", "...")
    submitted.insert(1, SubmittedCell("code", "import os"))
    assert match(instructors(), submitted) == {0: 0, 2: 1, 3: 2, 4: 3, 5: 4, 6: 5, 7: 6}


def test_an_empty_cell_is_filled_by_what_is_left():
    submitted = handed_in("...", "...", "...", "...", "y = 2  # your answer", "print(y)", "...")
    submitted.insert(5, SubmittedCell("code", "y = y + 0  # mine"))
    pairs = match(instructors(), submitted)
    assert pairs[4] == 4
    assert 5 in pairs.values()


def test_text_is_never_taken_for_code():
    submitted = handed_in("...", None, "...", "...", "...", "...", "...")
    submitted.insert(1, SubmittedCell("markdown", "x = 1"))
    assert 1 not in match(instructors(), submitted).values()


@pytest.mark.parametrize("known", [0, 1])
def test_a_plain_cell_that_was_deleted_and_written_anew_is_known_by_its_place(known):
    """As in one kernel; also where some ids are the released ones."""
    submitted = handed_in(
        "...", None, "...", "...", "...", "...", "...", identities={known * 3: f"id{known * 3}"}
    )
    submitted.insert(1, SubmittedCell("code", "x = 1", identity="new"))
    assert match(instructors(), submitted)[1] == 1


@pytest.mark.parametrize("text", ["assert x == 1", RELEASED[1][1]])
def test_a_copy_with_a_name_is_no_plain_cell(text):
    """Neither by its place nor by the text of one; the last copy that was changed is the test."""
    submitted = handed_in("...", None, "assert x == 1  # changed", "...", "...", "...", "...")
    submitted.insert(1, SubmittedCell("code", text, "t2"))
    assert match(instructors(), submitted)[2] == 2
    assert 1 not in match(instructors(), submitted).values()


def test_a_long_submission_takes_no_time():
    many = [SubmittedCell("code", f"z{number} = 1") for number in range(4000)]
    submitted = [*handed_in("...", "x = 1", "...", "...", "...", "...", "..."), *many]
    assert match(instructors(), submitted)[1] == 1
