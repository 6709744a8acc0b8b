"""A test that misses the student's name: why the cell that should define it did not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from autograder.records import CellResult, Plan

_MISSING = re.compile(r"NameError: name '(\w+)' is not defined\Z")
_PLACE = re.compile(r" \(<ipython-input-[^>]*>, line (\d+)\)\Z")
_TEXT = 200


def with_causes(plan: Plan, results: Sequence[CellResult]) -> list[CellResult]:
    """Results whose tests name the failure that a missing name comes from, instead of the missing name.

    Nothing new is told: of the student's cell only what its own result already shows.
    """
    told = list(results)
    for at, (cell, result) in enumerate(zip(plan.cells, results, strict=True)):
        missing = _MISSING.search(result.message) if cell.is_test else None
        cause = _cause(missing[1], plan, results, at) if missing and missing[1] in plan.asked else None
        if missing and cause:
            message = f"The cell that should define `{missing[1]}` stopped before it did.\n{cause}"
            told[at] = replace(result, message=message)
    return told


def _cause(name: str, plan: Plan, results: Sequence[CellResult], before: int) -> str | None:
    """Why the last cell above that binds the name failed; None if it ran, or if there is none."""
    binds = re.compile(rf"^\s*(?:(?:async\s+)?def|class)\s+{name}\b|^\s*{name}\s*[:=,]", re.MULTILINE)
    above = list(islice(zip(plan.cells, results, strict=True), before))
    for cell, result in reversed(above):
        if cell.student_source and not cell.is_test and binds.search(cell.student_source):
            return _said(result)
    return None


def _said(result: CellResult) -> str | None:
    for output in result.outputs:
        if output["output_type"] == "error":
            text = _PLACE.sub(r" (line \1)", output["evalue"].strip())
            return f"{output['ename']}: {text.partition(chr(10))[0][:_TEXT]}"
    return result.message or None
