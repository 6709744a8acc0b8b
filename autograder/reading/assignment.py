"""The instructor's copy of an assignment and its version."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from autograder.reading.bindings import (
    bound_classes,
    bound_names,
    imported_modules,
    imported_names,
    imports,
    names_imported_from,
)
from autograder.reading.code_version import check_version, grader_version
from autograder.reading.ways import solution_uses
from autograder.reading.ways.prelude import prelude
from autograder.reading.ways.way import Way
from autograder.records import Together

# What a cell calls a module that it writes, for example with `%%writefile`.
_PYTHON_FILE = re.compile(r"\b(\w+)\.py\b")


@dataclass(frozen=True)
class ReleasedCell:
    """What the gradebook knows of a cell since `nbgrader generate_assignment` ran."""

    source: str
    checksum: str | None
    points: float | None


@dataclass(frozen=True)
class InstructorCell:
    """One cell of the instructor's notebook.

    Parameters
    ----------
    cell_type : str
        "code", "markdown" or "raw".
    identity : str
        nbformat's cell id.
    grade_id : str or None
        nbgrader's identifier; None for a plain cell.
    source : str
        Without the solution, with the hidden tests: what is run and what the gradebook holds.
    shown : str
        Without either: what students have.
    solved : str
        With the solution.
    metadata : dict
        The cell's metadata in the released notebook.
    """

    cell_type: str
    identity: str
    grade_id: str | None
    source: str
    shown: str
    solved: str
    metadata: dict[str, Any]
    attachments: dict[str, Any] = field(default_factory=dict)

    @property
    def nbgrader(self) -> dict[str, Any]:
        """The part of the metadata that is nbgrader's."""
        settings: dict[str, Any] = self.metadata.get("nbgrader", {})
        return settings

    @property
    def is_grade(self) -> bool:
        """Whether the cell has points."""
        return bool(self.nbgrader.get("grade"))

    @property
    def is_solution(self) -> bool:
        """Whether the student writes into the cell."""
        return bool(self.nbgrader.get("solution"))

    @property
    def is_task(self) -> bool:
        """Whether the cell is nbgrader's manually graded task description."""
        return bool(self.nbgrader.get("task"))

    @property
    def is_test(self) -> bool:
        """Whether the cell is graded automatically."""
        return self.is_grade and not self.is_solution and self.cell_type == "code"

    @property
    def is_locked(self) -> bool:
        """Whether a student must not change the cell."""
        if self.is_solution:
            return False
        return self.is_grade or self.is_task or bool(self.nbgrader.get("locked"))

    @property
    def is_plain(self) -> bool:
        """Whether a student may change or delete the cell without any consequence for nbgrader."""
        return not (self.is_grade or self.is_solution or self.is_locked)

    @property
    def points(self) -> float | None:
        """The most that the cell is worth."""
        return float(self.nbgrader["points"]) if self.is_grade or self.is_task else None

    @cached_property
    def solves(self) -> frozenset[str]:
        """Names that a solution cell is asked to bind."""
        return bound_names(self.solved) | bound_names(self.shown) if self.is_solution else frozenset()

    @property
    def hidden_lines(self) -> tuple[int, ...]:
        """Numbers of the lines, from 1, that students do not have, whatever marks them in this course."""
        lines, shown = self.source.splitlines(), self.shown.splitlines()
        blocks = SequenceMatcher(None, lines, shown, autojunk=False).get_matching_blocks()
        seen = {block.a + k for block in blocks for k in range(block.size)}
        return tuple(number for number in range(1, len(lines) + 1) if number - 1 not in seen)


@dataclass(frozen=True)
class InstructorNotebook:
    """One notebook of an assignment, with the files that lie beside it.

    `secret_digest` tells from which secret the hidden cases of its exercises are drawn; `ways`, by grade_id,
    how its test cells run, where that is decided; `setting`, in which Python and network, where these are not
    the grader's own and none.
    """

    name: str
    cells: tuple[InstructorCell, ...]
    metadata: dict[str, Any]
    files: Mapping[str, bytes]
    student_files: frozenset[str] = frozenset()
    secret_digest: str = ""
    ways: Mapping[str, Way] = field(default_factory=dict)
    setting: str = ""

    @cached_property
    def asked(self) -> frozenset[str]:
        """Names that the solution cells bind; in the instructor's box they are the student's."""
        names: set[str] = set()
        for cell in self.cells:
            if cell.cell_type != "code":
                continue
            names |= self.solved_by(cell) | names_imported_from(cell.solved, self.student_modules)
        return frozenset(names)

    def solved_by(self, cell: InstructorCell) -> frozenset[str]:
        """Names that a solution cell is asked to bind, or to change the value of."""
        return self._solved.get(cell.identity, frozenset())

    @cached_property
    def _solved(self) -> dict[str, frozenset[str]]:
        return solution_uses.solved(self.cells)

    @cached_property
    def looked_up(self) -> frozenset[str]:
        """Names that the solution's functions look up: what a test binds under them, answers see."""
        return solution_uses.looked_up_by(self.cells)

    @cached_property
    def module_states(self) -> dict[str, list[str]]:
        """Module beside the notebook that the solution uses -> names whose values its functions change."""
        sources = {
            name: self.files.get(f"{name}.py", b"").decode("utf-8", "replace") for name in self.own_modules
        }
        return solution_uses.module_states(self.cells, sources)

    @cached_property
    def asked_classes(self) -> frozenset[str]:
        """Classes that the solution cells define; only their operators are the student's to say."""
        solutions = (cell.solved for cell in self.cells if cell.cell_type == "code" and cell.is_solution)
        beside = (self.files.get(name, b"").decode("utf-8", "replace") for name in self.student_files)
        return frozenset().union(*map(bound_classes, (*solutions, *beside)))

    @cached_property
    def modules(self) -> frozenset[str]:
        """Modules that the cells import, without those that lie beside the notebook or that a cell writes."""
        sources = [cell.solved for cell in self.cells if cell.cell_type == "code"]
        beside = self.own_modules | self.student_modules | set(_PYTHON_FILE.findall("\n".join(sources)))
        if any("sys.path" in source for source in sources):  # a folder is added to where Python looks
            beside |= {PurePosixPath(name).stem for name in self.files if name.endswith(".py")}
        return frozenset().union(*map(imported_modules, sources)) - beside

    @property
    def own_modules(self) -> frozenset[str]:
        """Modules that lie beside the notebook and are the instructor's."""
        beside = {PurePosixPath(name).parts[0].removesuffix(".py") for name in self.files}
        return frozenset(beside - self.student_modules)

    @property
    def student_modules(self) -> set[str]:
        """Modules beside the notebook that students may edit (`Autograde.exclude_overwriting`)."""
        return {PurePosixPath(name).parts[0].removesuffix(".py") for name in self.student_files}

    @property
    def test_cells(self) -> list[InstructorCell]:
        """The cells that are graded automatically."""
        return [cell for cell in self.cells if cell.is_test and cell.grade_id is not None]

    @cached_property
    def together(self) -> dict[str, Together]:
        """Grade_id -> how a test runs in the student's box, of all that do."""
        chosen: dict[str, Together] = {}
        apart: list[str] = []
        for cell in self.test_cells:
            way = self.ways.get(cell.grade_id or "")
            if way is None or not way.is_together:
                apart.append(cell.source)
            else:
                needed = prelude(cell.source, apart, self.asked)
                chosen[cell.grade_id or ""] = Together(needed, way.canaries)
        return chosen

    def uses_the_grader(self, cell: InstructorCell) -> bool:
        """Whether a test calls `check`, or what else is ours, which does nothing in the student's box."""
        sources = [each.solved for each in self.cells if each.cell_type == "code"]
        lines = [line for source in (*sources, cell.source) for line in imports(source)]
        ours = [line for line in lines if "autograder" in imported_modules(line)]
        names = imported_names("\n".join(ours)) | ({"autograder"} if ours else set())
        return not names.isdisjoint(re.findall(r"\w+", cell.source))

    @cached_property
    def version(self) -> str:
        """SHA-256 of all that decides a verdict: tests, shared cells, points, files, and our own code."""
        cells = [_deciding_parts(cell) for cell in self.cells]
        parts = [cells, sorted(self.asked), sorted(self.asked_classes), sorted(self.student_files)]
        parts += [[name, chosen.prelude, sorted(chosen.canaries)] for name, chosen in self.together.items()]
        parts += [sorted(self.looked_up), sorted(self.module_states.items()), self.setting]
        digest = hashlib.sha256(json.dumps(parts, sort_keys=True).encode())
        for name, data in sorted(self.files.items()):
            digest.update(f"{name}\0{len(data)}\0".encode() + data)
        digest.update(grader_version().encode())
        if any(
            "autograder" in imported_modules(cell.source) for cell in self.cells if cell.cell_type == "code"
        ):
            digest.update(f"{check_version(self.name)}{self.secret_digest}".encode())
        return digest.hexdigest()


@dataclass(frozen=True)
class Assignment:
    """An assignment: its notebooks by name."""

    name: str
    notebooks: Mapping[str, InstructorNotebook]

    @property
    def modules(self) -> frozenset[str]:
        """Installed modules that its cells import."""
        return frozenset().union(*(notebook.modules for notebook in self.notebooks.values()))

    def within(self, setting: str) -> Assignment:
        """The assignment as graded in a Python and a network; marks of another setting are made anew."""
        notebooks = {name: replace(book, setting=setting) for name, book in self.notebooks.items()}
        return replace(self, notebooks=notebooks)

    def with_ways(self, ways: Mapping[tuple[str, str], Way]) -> Assignment:
        """The assignment with test cells that run as `ways` says: (notebook, grade_id) -> way."""
        notebooks = {
            name: replace(book, ways={cell: way for (of, cell), way in ways.items() if of == name})
            for name, book in self.notebooks.items()
        }
        return replace(self, notebooks=notebooks)


def _deciding_parts(cell: InstructorCell) -> list[Any]:
    flags = [cell.is_grade, cell.is_solution, cell.is_task, cell.is_locked, cell.points]
    # The text of a written question decides whether an answer counts as unchanged.
    source = cell.source if cell.cell_type == "code" or cell.is_grade else ""
    return [cell.cell_type, cell.grade_id, flags, source]
