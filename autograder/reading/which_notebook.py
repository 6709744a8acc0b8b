"""Which of the files that were handed in is the notebook of the assignment.

A download is called `hw1 (1).ipynb`, an archive has a folder of its own, somebody writes capitals. So a
notebook is known by the assignment's cells in it. The assignment's own name decides between several,
unless the notebook of that name is blank and another is not. What was decided is a remark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from autograder.reading.assignment import Assignment, InstructorNotebook
from autograder.reading.submission import (
    Refused,
    Submission,
    SubmittedCell,
    composed,
    parse_notebook,
)
from autograder.reading.visible_text import visible_path

# What browsers make of the name of a notebook that they save.
_SUFFIXES = (".ipynb", ".json", ".txt")
_LITTER = (".ipynb_checkpoints", "__MACOSX")


@dataclass(frozen=True)
class Choice:
    """What counts as one notebook of the assignment.

    Parameters
    ----------
    path : str or None
        In the submission; None if there is none.
    remarks : tuple of str
        What was handed in beside it or under another name, one sentence each.
    problem : str
        Why none counts; empty if one does.
    """

    path: str | None
    remarks: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class _Candidate:
    path: str
    data: bytes
    is_blank: bool
    rank: int


def choose_notebooks(assignment: Assignment, submission: Submission) -> dict[str, Choice]:
    """Choose for every notebook of the assignment the file that counts.

    Parameters
    ----------
    assignment : Assignment
    submission : Submission

    Returns
    -------
    dict
        Notebook name -> Choice.
    """
    named = {name: composed(f"{name}.ipynb") for name in assignment.notebooks}
    is_named = {name: path in submission.files for name, path in named.items()}
    # A text file is looked at only where a notebook is missing.
    suffixes = _SUFFIXES[: 1 if all(is_named.values()) else None]
    owners: dict[str, list[tuple[str, list[SubmittedCell]]]] = {name: [] for name in named}
    for path in sorted(set(submission.files) - set(named.values())):
        if path.casefold().endswith(suffixes) and not _is_litter(path):
            cells = _cells(path, submission)
            for name in _owners(assignment.notebooks, path, cells):
                owners[name].append((path, cells))
    return {
        name: _choose(notebook, named[name], submission, owners[name])
        for name, notebook in assignment.notebooks.items()
    }


def _is_litter(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return parts[-1].startswith("._") or any(part in _LITTER for part in parts)


def _cells(path: str, submission: Submission) -> list[SubmittedCell]:
    try:
        return parse_notebook(path.removesuffix(".ipynb"), submission.files[path])
    except Refused:
        return []


def _owners(
    notebooks: Mapping[str, InstructorNotebook], path: str, cells: Sequence[SubmittedCell]
) -> list[str]:
    """Notebooks of the assignment that a file is most of; among equals, those that its name tells."""
    shared = {name: cells_in_common(notebook, cells) for name, notebook in notebooks.items()}
    most = max(shared.values(), default=0)
    owners = [name for name, count in shared.items() if most and count == most]
    told = [name for name in owners if _plain(name) in _plain(path)]
    return [max(told, key=len)] if told else owners


def _plain(name: str) -> str:
    return composed(name).casefold()


def cells_in_common(notebook: InstructorNotebook, cells: Sequence[SubmittedCell]) -> int:
    """How many of the cells that have a name or points stand in a submission, by name, id or locked text."""
    named = [cell for cell in notebook.cells if not cell.is_plain]
    grade_ids = {cell.grade_id for cell in cells if cell.grade_id}
    identities = {cell.identity for cell in cells if cell.identity}
    texts = {cell.source.strip() for cell in cells} - {""}
    return sum(
        cell.grade_id in grade_ids
        or cell.identity in identities
        or (cell.is_locked and cell.shown.strip() in texts)
        for cell in named
    )


def _is_blank(notebook: InstructorNotebook, cells: Sequence[SubmittedCell]) -> bool:
    """Whether every text in it is one that the student was given."""
    given = {cell.shown.strip() for cell in notebook.cells} | {""}
    return all(cell.source.strip() in given for cell in cells)


def _choose(
    notebook: InstructorNotebook,
    named: str,
    submission: Submission,
    others: Sequence[tuple[str, list[SubmittedCell]]],
) -> Choice:
    candidates = [
        _Candidate(path, submission.files[path], _is_blank(notebook, cells), _rank(named, path))
        for path, cells in others
    ]
    if named not in submission.files:
        return _without_name(named, candidates)
    answered = [each for each in candidates if not each.is_blank]
    why = _why_not(notebook, named, submission) if candidates else ""
    if not (why and answered):
        extra = [f"{_listed(candidates)} was handed in as well; {visible_path(named)} counts, by its name."]
        return Choice(named, tuple(extra if candidates else ()))
    chosen = _best(answered)
    if chosen is None:
        return Choice(named, problem=_undecided(named, answered))
    return Choice(
        chosen.path,
        (f"{visible_path(named)} {why}; {visible_path(chosen.path)} was handed in as well and counts.",),
    )


def _why_not(notebook: InstructorNotebook, named: str, submission: Submission) -> str:
    """What speaks against the notebook that has the right name; empty if nothing does."""
    try:
        cells = parse_notebook(named.removesuffix(".ipynb"), submission.files[named])
    except Refused:
        return "cannot be read"
    if not cells_in_common(notebook, cells):
        return "has none of the assignment's cells"
    return "is blank" if _is_blank(notebook, cells) else ""


def _without_name(named: str, candidates: Sequence[_Candidate]) -> Choice:
    pool = [each for each in candidates if not each.is_blank] or candidates
    if not pool:
        return Choice(None)
    chosen = _best(pool)
    if chosen is None:
        return Choice(None, problem=_undecided(named, pool))
    rest = [each for each in candidates if each is not chosen]
    beside = f"; {_listed(rest)} was handed in as well and does not count" if rest else ""
    return Choice(chosen.path, (f"{visible_path(chosen.path)} counts as {visible_path(named)}{beside}.",))


def _best(candidates: Sequence[_Candidate]) -> _Candidate | None:
    """The one whose name is nearest; None if several with other content are as near."""
    nearest = min(each.rank for each in candidates)
    pool = [each for each in candidates if each.rank == nearest]
    return pool[0] if len({each.data for each in pool}) == 1 else None


def _rank(named: str, path: str) -> int:
    """How near a name is: the same but for capitals, the same in a folder, one that holds it, any other."""
    if path.casefold() == named.casefold():
        return 0
    if PurePosixPath(path).name.casefold() == named.casefold():
        return 1
    return 2 if named.removesuffix(".ipynb").casefold() in path.casefold() else 3


def _listed(candidates: Sequence[_Candidate]) -> str:
    return ", ".join(visible_path(each.path) for each in candidates)


def _undecided(named: str, candidates: Sequence[_Candidate]) -> str:
    return (
        f"{_listed(candidates)} all hold answers, and which one counts as {visible_path(named)} is not "
        "told by their names. Keep one of them and grade again."
    )
