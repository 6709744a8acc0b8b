"""The cells of a plan, run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.records import CellResult, Plan, PlannedCell


@dataclass(frozen=True)
class RanCell:
    """A planned cell with what became of it."""

    planned: PlannedCell
    result: CellResult


def ran_cells(plan: Plan, results: Sequence[CellResult]) -> list[RanCell]:
    """Put the results of a plan to its cells; ValueError unless there is one for each."""
    return [RanCell(cell, result) for cell, result in zip(plan.cells, results, strict=True)]
