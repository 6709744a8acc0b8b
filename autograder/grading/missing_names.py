"""A test that misses the student's name: why the cell that should define it did not."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from autograder.grading.ran_cells import RanCell
from autograder.records import CellResult

_MISSING = re.compile(r"NameError: name '(\w+)' is not defined\Z")
_PLACE = re.compile(r" \(<ipython-input-[^>]*>, line (\d+)\)\Z")
_EXCEPTION_CHARACTERS = 200
_PLACE_CHARACTERS = 200  # more than the place of a syntax error takes


def with_causes(cells: Sequence[RanCell], asked: Collection[str]) -> list[RanCell]:
    """The cells whose tests name the failure that a missing name comes from, instead of the missing name.

    This reveals nothing: of the student's cell, only what its result already shows.
    """
    return [_with_cause(cells, index, asked) for index in range(len(cells))]


def _with_cause(cells: Sequence[RanCell], index: int, asked: Collection[str]) -> RanCell:
    cell = cells[index]
    missing = _MISSING.search(cell.result.message) if cell.planned.is_test else None
    if missing is None:
        return cell
    name = missing[1]
    above = _binding(name, cells[:index])
    cause = _failure(above.result) if above and name in asked else None
    if cause is not None:
        message = f"The cell that should define `{name}` stopped before it did.\n{cause}"
    elif above is None and _binding(name, cells[index:]):
        place = f"{cell.result.message[: missing.start()].rstrip()}\n".lstrip()
        message = f"{place}`{name}` is defined only further down: Restart & Run All, and move it up."
    else:
        return cell
    return replace(cell, result=replace(cell.result, message=message))


def _binding(name: str, cells: Sequence[RanCell]) -> RanCell | None:
    """The last cell of the student that binds the name."""
    # Blanks within a line only: what crosses lines is searched from each of them to the end.
    binds = re.compile(
        rf"^[ \t]*+(?:(?:(?:async[ \t]++)?def|class)[ \t]++{name}\b|{name}[ \t]*+[:=,]"
        rf"|(?:import|from)[ \t][^\n]*\b{name}[ \t]*+(?:[,;#]|$))",
        re.MULTILINE,
    )
    for cell in reversed(cells):
        source = cell.planned.student_source
        if source and not cell.planned.is_test and binds.search(source):
            return cell
    return None


def _failure(result: CellResult) -> str | None:
    """The first line of a cell's exception, or else its message; None if there is neither."""
    for output in result.outputs:
        if output["output_type"] == "error":
            line = output["evalue"].strip().partition("\n")[0]
            start, end = line[:-_PLACE_CHARACTERS], line[-_PLACE_CHARACTERS:]
            text = start + _PLACE.sub(r" (line \1)", end)
            return f"{output['ename']}: {text[:_EXCEPTION_CHARACTERS]}"
    return result.message or None
