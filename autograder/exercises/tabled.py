"""An exercise from a table: what the reference and each known mistake give, computed beforehand.

The student's edition has these in place of the declarations. A table holds numbers and sentences, and neither
a reference nor an imitation; `autograder/classroom/kit/` writes it.
"""

from __future__ import annotations

import functools
import math
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from autograder.boxes.crossing.wire import decode, nothing_else
from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.sealed import Seals
from autograder.exercises.spec import Spec

# What a table's name ends with, and what lies in it.
SUFFIX = ".table"
DECLARATION, OUTCOMES, SEALS = "declaration", "outcomes", "seals"


class NotTabled(LookupError):
    """No table says what these switches give."""


def key_of(switches: Mapping[str, Any]) -> frozenset[tuple[str, Any]]:
    """One key for the same switches in any order."""
    return frozenset(switches.items())


def not_here(*_arguments: Any, **_switches: Any) -> NoReturn:
    """Stand where a declaration has a function, which no table holds."""
    raise NotTabled("a tabled exercise has no reference, no imitation and no other cases.")


@dataclass(frozen=True, eq=False)
class TabledExercise(Exercise):
    """An exercise whose right and wrong answers are looked up.

    Parameters
    ----------
    tabled_cases : tuple of Case
        The public cases, in the order of the table.
    number_hidden : int
        How many hidden cases the grader has besides.
    path : Path
        The table.
    """

    tabled_cases: tuple[Case, ...] = ()
    number_hidden: int = 0
    path: Path = Path()

    def cases_of(self, draw: Draw) -> tuple[Case, ...]:
        """Return the public cases; those of another draw are not here."""
        return self.tabled_cases if draw.is_public else ()

    @functools.cached_property
    def n_hidden(self) -> int:
        """How many hidden cases a course has, whatever its secret is."""
        return self.number_hidden

    def right(self, case: Case) -> Any:
        """Return what the reference returns in a case; raises what it raises."""
        return self._returned(self._table.right[self._number(case)])

    def imitated(self, case: Case, switches: Mapping[str, Any]) -> Any:
        """Return what the imitation returns with these switches; `NotTabled` if no table says so."""
        column = self._table.columns.get(key_of(switches))
        if column is None:
            raise NotTabled(f"{self.name}: no table says what {dict(switches)} gives.")
        return self._returned(int(self._table.outcomes[self._number(case), column]))

    def seals(self, case: Case) -> Seals | None:
        """Return what only a right answer opens: a quiz has no outcomes, so that nobody reads them."""
        return self._seals[self._number(case)] if self.quiz else None

    @functools.cached_property
    def _seals(self) -> tuple[Seals, ...]:
        return tuple(Seals(*parts) for parts in _member(self.path, SEALS))

    def _number(self, case: Case) -> int:
        return next(number for number, each in enumerate(self.tabled_cases) if each is case)

    @functools.cached_property
    def _table(self) -> Table:
        return Table.read(self.path)

    def _returned(self, outcome: int) -> Any:
        """An outcome in the structure in which the exercise returns it."""
        if outcome < 0:
            name = self._table.raised[-outcome - 1]
            raise type(name, (Exception,), {})("as the table says")
        leaves = iter(self._table.leaf(int(number)) for number in self._table.returned[outcome])
        groups: dict[str, Any] = {}
        for spec in self.returned:
            group, _, key = spec.name.partition(".")
            if key:
                groups.setdefault(group, {})[key] = next(leaves)
            else:
                groups[group] = next(leaves)
        parts = tuple(groups.values())
        return parts[0] if len(parts) == 1 else parts


@dataclass(frozen=True)
class Table:
    """Outcomes by number; an outcome that is an exception has a negative one.

    Parameters
    ----------
    right : int array (n_cases,)
        Outcome of the reference.
    columns : dict
        Switches -> column of `outcomes`.
    outcomes : int array (n_cases, n_switches)
    returned : int array (n_outcomes, n_outputs)
        Leaf of every output.
    raised : tuple of str
        Names of exceptions; that of outcome -1 first.
    blocks : tuple of arrays (n_leaves, *shape)
        The leaves, those of one shape and dtype together.
    """

    right: np.ndarray
    columns: Mapping[frozenset[tuple[str, Any]], int]
    outcomes: np.ndarray
    returned: np.ndarray
    raised: tuple[str, ...]
    blocks: tuple[np.ndarray, ...]

    @classmethod
    def read(cls, path: Path) -> Table:
        """Read a table's numbers."""
        data = _member(path, OUTCOMES)
        return cls(
            data["right"],
            {frozenset(switches): number for number, switches in enumerate(data["switches"])},
            data["outcomes"],
            data["returned"],
            tuple(data["raised"]),
            tuple(_unshuffled(*block) for block in data["blocks"]),
        )

    def leaf(self, number: int) -> np.ndarray:
        """Return a leaf: a copy, as a function would return it."""
        for block in self.blocks:
            if number < len(block):
                return np.array(block[number])
            number -= len(block)
        raise NotTabled(f"a table must hold its leaves; {number} are missing.")


def shuffled(block: np.ndarray) -> tuple[str, tuple[int, ...], bytes]:
    """Return a block as (dtype, shape, bytes), the first bytes of all numbers first: they compress better."""
    width = block.dtype.itemsize
    planes = np.frombuffer(block.tobytes(), np.uint8).reshape(-1, width).T
    return block.dtype.str, block.shape, planes.tobytes()


def _unshuffled(dtype: str, shape: tuple[int, ...], data: bytes) -> np.ndarray:
    width = np.dtype(dtype).itemsize
    numbers = np.frombuffer(data, np.uint8).reshape(width, math.prod(shape)).T
    return np.frombuffer(numbers.tobytes(), dtype).reshape(shape)


def _member(path: Path, name: str) -> Any:
    with zipfile.ZipFile(path) as file:
        return decode(file.read(name), nothing_else)


def exercises_in(folder: str | Path, names: Iterable[str]) -> tuple[Exercise, ...]:
    """Return the exercises whose tables lie in a folder, in the order of `names`."""
    return tuple(read_exercise(Path(folder) / f"{name}{SUFFIX}") for name in names)


def read_exercise(path: Path) -> TabledExercise:
    """Return the exercise of a table; its numbers are read when they are first asked for."""
    data = _member(path, DECLARATION)
    order = [Spec.parse(text).name for text in data["fields"]["inputs"]]
    return TabledExercise(
        **data["fields"],
        reference=not_here,
        cases=not_here,
        imitation=not_here if data["has_imitation"] else None,
        use=_made(*data["use"]) if data["use"] else None,
        mistakes=tuple(Mistake(**fields) for fields in data["mistakes"]),
        tabled_cases=tuple(_case(fields, order) for fields in data["cases"]),
        number_hidden=data["n_hidden"],
        path=path,
    )


def _case(fields: Mapping[str, Any], order: Sequence[str]) -> Case:
    data = dict(fields)
    functions = {name: _made(*source) for name, source in data.pop("functions").items()}
    case = Case(**data)
    together = {**case.arguments, **functions}
    return replace(case, arguments={name: together[name] for name in order}) if functions else case


@functools.cache
def _made(name: str, source: str) -> Callable[..., Any]:
    """Return a function that a case has as an argument, from the text that the table holds of it."""
    namespace: dict[str, Any] = {"__name__": __name__}
    exec(compile(source, f"<{name}>", "exec"), namespace)
    function: Callable[..., Any] = namespace[name]
    return function
