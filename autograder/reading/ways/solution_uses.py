"""What a solution changes and looks up: it follows the student, and a test may lend it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from autograder.reading.bindings import (
    bound_names,
    changed_names,
    looked_up,
    names_imported_from,
    plain_python,
    states,
    used_names,
)


class Cell(Protocol):
    """A cell of the instructor's, as far as its code is looked at."""

    @property
    def cell_type(self) -> str:
        """Of nbformat."""

    @property
    def identity(self) -> str:
        """What it is known by."""

    @property
    def source(self) -> str:
        """Its text without the solution."""

    @property
    def solved(self) -> str:
        """Its text with the solution."""

    @property
    def is_solution(self) -> bool:
        """Whether students write into it."""

    @property
    def is_test(self) -> bool:
        """Whether it is graded automatically."""

    @property
    def solves(self) -> frozenset[str]:
        """Names that it is asked to bind."""


def solved(cells: Sequence[Cell]) -> dict[str, frozenset[str]]:
    """Solution cell -> the names that it is asked to bind, or to change the value of.

    What the instructor's functions change when the solution calls them is changed by it as well.
    """
    given = [plain_python(cell.source) for cell in _code(cells) if not (cell.is_solution or cell.is_test)]
    through = states("\n".join(given))
    values = frozenset().union(*map(bound_names, given)) - through.keys()
    found = {}
    for cell in _solutions(cells):
        changed = changed_names(cell.solved)
        uses = (used_names(cell.solved) | changed) & through.keys()
        found[cell.identity] = cell.solves.union(changed & values, *(through[name] for name in uses))
    return found


def looked_up_by(cells: Sequence[Cell]) -> frozenset[str]:
    """Names that the functions of the solution look up when they are called."""
    return frozenset().union(*(looked_up(cell.solved) for cell in _solutions(cells)))


def module_states(cells: Sequence[Cell], sources: Mapping[str, str]) -> dict[str, list[str]]:
    """Module beside the notebook that the solution uses -> the names whose values its functions change."""
    text = "\n".join(cell.solved for cell in _solutions(cells))
    found = {}
    for module, source in sources.items():
        imported = (names_imported_from(cell.solved, {module}) for cell in _code(cells))
        names = {module}.union(*imported, states(source))
        if any(re.search(rf"\b{re.escape(name)}\b", text) for name in names):
            found[module] = sorted(frozenset().union(*states(source).values()))
    return {module: names for module, names in found.items() if names}


def _code(cells: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in cells if cell.cell_type == "code"]


def _solutions(cells: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in _code(cells) if cell.is_solution]
