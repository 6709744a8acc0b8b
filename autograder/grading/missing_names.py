"""A test that misses the student's name: why the cell that should define it did not."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from autograder.records import CellResult, RanCell

_MISSING = re.compile(r"NameError: name '(\w+)' is not defined\Z")
_PLACE = re.compile(r" \(<ipython-input-[^>]*>, line (\d+)\)\Z")
_EXCEPTION_CHARACTERS = 200


def with_causes(cells: Sequence[RanCell], asked: Collection[str]) -> list[RanCell]:
    """The cells whose tests name the failure that a missing name comes from, instead of the missing name.

    This reveals nothing: of the student's cell, only what its result already shows.
    """
    return [_with_cause(cell, cells[:index], asked) for index, cell in enumerate(cells)]


def _with_cause(cell: RanCell, above: Sequence[RanCell], asked: Collection[str]) -> RanCell:
    missing = _MISSING.search(cell.result.message) if cell.planned.is_test else None
    cause = _cause(missing[1], above) if missing and missing[1] in asked else None
    if missing is None or cause is None:
        return cell
    message = f"The cell that should define `{missing[1]}` stopped before it did.\n{cause}"
    return replace(cell, result=replace(cell.result, message=message))


def _cause(name: str, above: Sequence[RanCell]) -> str | None:
    """Why the last cell above that binds the name failed; None if it ran, or if there is none."""
    binds = re.compile(rf"^\s*(?:(?:async\s+)?def|class)\s+{name}\b|^\s*{name}\s*[:=,]", re.MULTILINE)
    for cell in reversed(above):
        source = cell.planned.student_source
        if source and not cell.planned.is_test and binds.search(source):
            return _failure(cell.result)
    return None


def _failure(result: CellResult) -> str | None:
    """The first line of a cell's exception, or else its message; None if there is neither."""
    for output in result.outputs:
        if output["output_type"] == "error":
            text = _PLACE.sub(r" (line \1)", output["evalue"].strip())
            return f"{output['ename']}: {text.partition(chr(10))[0][:_EXCEPTION_CHARACTERS]}"
    return result.message or None
