"""Which way each test cell of a notebook runs: apart where that gives what a kernel gives, else together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from autograder.classroom.rehearsal.trial import VERSIONS, Outcomes, Version
from autograder.reading.assignment import InstructorCell, InstructorNotebook
from autograder.reading.ways.mechanisms import mechanism, shared_state
from autograder.reading.ways.way import ALL_CANARIES, Way

# How often a cell that lost its points, because another one moved, may move after it.
_ROUNDS = 3
_UNKNOWN = "what it needs cannot cross"
_QUOTED_CHARACTERS = 120

# grade_id -> way: all that are not apart
Ways = Mapping[str, Way]
# (version, ways) -> the outcomes in the boxes
Run = Callable[[Version, Ways], Outcomes]
Both = dict[Version, Outcomes]


@dataclass(frozen=True)
class Decision:
    """The ways of a notebook's test cells, and what the boxes gave by them.

    Parameters
    ----------
    ways : dict
        grade_id -> way, of every test cell.
    boxes : dict
        "solution" and "blank" -> outcomes.
    apart : dict
        The same where all run apart.
    """

    ways: dict[str, Way]
    boxes: Both
    apart: Both


def decide(notebook: InstructorNotebook, kernel: Both, run: Run, fixed: Ways) -> Decision:
    """Find the ways.

    Parameters
    ----------
    notebook : InstructorNotebook
    kernel : dict
        What a kernel gave: "solution" and "blank" -> outcomes.
    run : callable
        Runs the boxes.
    fixed : dict
        Ways that the instructor has decided.
    """
    cells = notebook.test_cells
    apart = _both(run, {})
    open_cells = [cell for cell in cells if not _is_closed(notebook, cell, fixed)]
    decided = {name: way for name, way in fixed.items() if way.is_together}
    wanting = {
        _name(cell)
        for cell in open_cells
        if not _agrees(_name(cell), apart, kernel) or shared_state(cell.source, _setting(notebook))
    }
    together, boxes = decided, apart
    if wanting or decided:
        together, boxes = _tried(wanting, open_cells, decided, run, kernel)
    if together:
        together, boxes = _with_canaries(together, boxes, run, kernel)
    ways = {}
    for cell in cells:
        name = _name(cell)
        way = together.get(name, fixed.get(name, Way()))
        is_new = way.is_together and not way.is_fixed
        ways[name] = replace(way, why=_why(notebook, cell, apart)) if is_new else way
    return Decision(ways, boxes, apart)


def _is_closed(notebook: InstructorNotebook, cell: InstructorCell, fixed: Ways) -> bool:
    return _name(cell) in fixed or notebook.uses_the_grader(cell)


def _name(cell: InstructorCell) -> str:
    return cell.grade_id or ""


def _both(run: Run, ways: Ways) -> Both:
    return {version: run(version, ways) for version in VERSIONS}


def _agrees(name: str, boxes: Both, kernel: Both) -> bool:
    return all(boxes[version][name].score == kernel[version][name].score for version in VERSIONS)


def _tried(
    wanting: set[str], cells: Iterable[InstructorCell], decided: Ways, run: Run, kernel: Both
) -> tuple[dict[str, Way], Both]:
    """Run some cells together until no other one loses by it; those that gain nothing stay apart."""
    names = [_name(cell) for cell in cells]

    def with_followers(chosen: set[str], candidates: Iterable[str]) -> tuple[dict[str, Way], Both]:
        for _ in range(_ROUNDS):
            ways = _together((name for name in names if name in chosen), decided)
            boxes = _both(run, ways)
            lost = {name for name in candidates if name not in chosen and not _agrees(name, boxes, kernel)}
            chosen = chosen | lost
            if not lost:
                break
        return ways, boxes

    ways, boxes = with_followers(wanting, names)
    hopeless = {name for name in wanting if not _agrees(name, boxes, kernel)}
    if not hopeless:
        return ways, boxes
    whole = _both(run, _together(names, decided))  # the notebook shares its state as in a kernel
    late = {name for name in hopeless if _agrees(name, whole, kernel)}
    hopeless -= late
    reach = max((names.index(name) + 1 for name in late), default=0)  # no later cell makes their state
    chosen = (wanting | set(names[:reach])) - hopeless
    return with_followers(chosen, [name for name in names if name not in hopeless])


def _together(names: Iterable[str], decided: Ways) -> dict[str, Way]:
    return {**decided, **{name: Way(True, canaries=frozenset()) for name in names}}


def _with_canaries(together: Ways, boxes: Both, run: Run, kernel: Both) -> tuple[dict[str, Way], Both]:
    """Beside each cell the copies that do fail with the solution; a copy that passes with it says nothing."""
    free = [name for name, way in together.items() if not way.is_fixed]

    def beside(canaries: Mapping[str, frozenset[str]]) -> dict[str, Way]:
        return {
            name: replace(way, canaries=canaries[name]) if name in canaries else way
            for name, way in together.items()
        }

    everywhere = beside(dict.fromkeys(free, ALL_CANARIES))
    tried = _both(run, everywhere)
    losing = [name for name in free if tried["solution"][name].score != boxes["solution"][name].score]
    if not losing:
        return everywhere, tried
    kept = dict.fromkeys(free, ALL_CANARIES)
    for canary in sorted(ALL_CANARIES):
        alone = run("solution", beside({**kept, **dict.fromkeys(losing, frozenset({canary}))}))
        for name in losing:
            if alone[name].score != boxes["solution"][name].score:
                kept[name] -= {canary}
    chosen = beside(kept)
    return chosen, _both(run, chosen)


def _why(notebook: InstructorNotebook, cell: InstructorCell, apart: Both) -> str:
    message, setting = apart["solution"][_name(cell)].message, _setting(notebook)
    said = shared_state(cell.source, setting) or mechanism(cell.source, setting, message)
    failed_at = message.partition("\n")[0].partition("failed at: ")[2]
    return said or (f"{_UNKNOWN}: {failed_at}"[:_QUOTED_CHARACTERS] if failed_at else _UNKNOWN)


def _setting(notebook: InstructorNotebook) -> str:
    """What binds the names of the tests."""
    return "\n".join(each.solved for each in notebook.cells if each.cell_type == "code")
