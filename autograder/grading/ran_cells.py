"""The cells of a plan, run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from autograder.records import CellResult, Plan, PlannedCell


@dataclass(frozen=True)
class RanCell:
    """A planned cell with what became of it."""

    planned: PlannedCell
    result: CellResult


def ran_cells(plan: Plan, results: Sequence[CellResult]) -> list[RanCell]:
    """Put the results of a plan to its cells; ValueError unless there is one for each."""
    return [RanCell(cell, result) for cell, result in zip(plan.cells, results, strict=True)]


def storable(result: CellResult) -> CellResult:
    """A result whose text files and databases take."""
    said = {name: _storable(getattr(result, name)) for name in ("outputs", "message", "mistakes")}
    return replace(result, **said)


def _storable(item: Any) -> Any:
    """Without half characters and null."""
    if isinstance(item, str):
        return item.encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")
    if isinstance(item, list):
        return [_storable(each) for each in item]
    if isinstance(item, dict):
        return {_storable(key): _storable(each) for key, each in item.items()}
    return item
