"""Every cell that was handed in is one of the instructor's, or one that the student added."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence

from autograder.reading.assignment import InstructorCell
from autograder.reading.pairing.retyped import is_empty
from autograder.reading.submission import SubmittedCell

_CELLS_OF_A_GAP = 60  # more are not compared: their number is quadratic in the time
_LIKE = 0.3  # of the words in common: two texts that have something to do with each other


def match(cells: Sequence[InstructorCell], submitted: Sequence[SubmittedCell]) -> dict[int, int]:
    """Index of a submitted cell -> position of the instructor's cell that it is.

    By nbgrader's identifier, then by nbformat's (nbgrader's is lost in some editors), then by equal text.
    Of several copies the last counts in which something was written. A plain cell that was filled in under
    another id, or deleted and written anew, is known by its place.
    """
    matched: dict[int, int] = {}

    def pair(instructors: dict[str, int], students: dict[str, int]) -> bool:
        common = instructors.keys() & students.keys()
        matched.update({students[key]: instructors[key] for key in common})
        return bool(common)

    def rest() -> tuple[list[int], list[int]]:
        taken = set(matched.values())
        known = {cell.grade_id for cell in cells if cell.grade_id}
        instructors = [position for position in range(len(cells)) if position not in taken]
        students = [
            index
            for index, cell in enumerate(submitted)
            if index not in matched and cell.grade_id not in known
        ]
        return instructors, students

    pair(
        {cell.grade_id: position for position, cell in enumerate(cells) if cell.grade_id},
        _last_written(cells, submitted),
    )
    instructors, students = rest()
    pair(
        {cells[position].identity: position for position in instructors},
        {key: index for index in students if (key := submitted[index].identity)},
    )
    instructors, students = rest()
    same = difflib.SequenceMatcher(
        None, [cells[i].shown for i in instructors], [submitted[i].source for i in students], autojunk=False
    )
    for block in same.get_matching_blocks():
        for step in range(block.size):
            matched[students[block.b + step]] = instructors[block.a + step]
    matched.update(_by_place(cells, submitted, matched))
    return matched


def _last_written(cells: Sequence[InstructorCell], submitted: Sequence[SubmittedCell]) -> dict[str, int]:
    """Grade_id -> index of its last copy; an empty one only where all are."""
    shown = {cell.grade_id: cell for cell in cells if cell.grade_id}
    last: dict[str, int] = {}
    for index, cell in enumerate(submitted):
        if cell.grade_id is None:
            continue
        original = shown.get(cell.grade_id)
        if cell.grade_id not in last or original is None or not is_empty(original, cell):
            last[cell.grade_id] = index
    return last


def _by_place(
    cells: Sequence[InstructorCell], submitted: Sequence[SubmittedCell], matched: dict[int, int]
) -> dict[int, int]:
    """Plain code cells that were changed, between two neighbours that are known."""
    found: dict[int, int] = {}
    for positions, indices in _gaps(cells, submitted, matched):
        if len(positions) * len(indices) <= _CELLS_OF_A_GAP**2:
            pairs = _in_order(
                [cells[position].shown for position in positions], [submitted[i].source for i in indices]
            )
            found.update({indices[student]: positions[instructor] for instructor, student in pairs})
    return found


def _gaps(
    cells: Sequence[InstructorCell], submitted: Sequence[SubmittedCell], matched: dict[int, int]
) -> Iterator[tuple[list[int], list[int]]]:
    """Plain code cells that are not matched, of both sides, between the same two matched cells."""
    taken = set(matched.values())
    ordered: list[tuple[int, int]] = []
    for index, position in sorted(matched.items()):
        if not ordered or position > ordered[-1][1]:
            ordered.append((index, position))
    start = (-1, -1)
    for end in [*ordered, (len(submitted), len(cells))]:
        indices = [
            index
            for index in range(start[0] + 1, end[0])
            if index not in matched
            and submitted[index].cell_type == "code"
            and submitted[index].grade_id is None
        ]
        positions = [
            position
            for position in range(start[1] + 1, end[1])
            if position not in taken and cells[position].is_plain and cells[position].cell_type == "code"
        ]
        if indices and positions:
            yield positions, indices
        start = end


def _in_order(instructors: Sequence[str], students: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs in the order of both, such that the texts have as much as possible in common.

    As many as there are on both sides are the same ones, however they differ.
    """
    if len(instructors) == len(students):
        return list(zip(range(len(instructors)), range(len(students)), strict=True))
    best: dict[tuple[int, int], tuple[float, list[tuple[int, int]]]] = {}
    for i in range(len(instructors) + 1):
        for j in range(len(students) + 1):
            if i == 0 or j == 0:
                best[i, j] = (0.0, [])
                continue
            likeness = _likeness(instructors[i - 1], students[j - 1])
            score, pairs = best[i - 1, j - 1]
            paired = (score + likeness, [*pairs, (i - 1, j - 1)])
            best[i, j] = max(best[i - 1, j], best[i, j - 1], paired if likeness > _LIKE else (-1.0, []))
    return best[len(instructors), len(students)][1]


def _likeness(released: str, answered: str) -> float:
    """Share of the released words that are still there, in [0, 1]; to an empty cell any is like."""
    if not released.strip():
        return 0.5
    words = Counter(released.split())
    return (words & Counter(answered.split())).total() / words.total()
