"""What every lecture's notebook promises (docs/notebooks.md), as sentences about what does not hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Cell = Mapping[str, Any]
Notebook = Mapping[str, Any]

SECTIONS = ["Motivation", "Worked example", "Demo", "Exercise", "Check", "Reflection"]
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_MOST_LINES = 20
_DEMO_CHARACTERS = 40
_ALLOWED = {
    "Exercise": {"exercise", "read-only"},
    "Check": {"check"},
    "Reflection": {"reflection", "read-only"},
}


def grading(cell: Cell) -> Mapping[str, Any]:
    """What nbgrader notes of a cell; empty if it has nothing."""
    settings: Mapping[str, Any] = cell["metadata"].get("nbgrader", {})
    return settings


def kind(cell: Cell) -> str:
    """Which line of the cell table this is."""
    settings = grading(cell)
    flags = bool(settings.get("grade")), bool(settings.get("solution")), bool(settings.get("locked"))
    return {
        (False, True, False): "exercise",
        (True, False, True): "check",
        (True, True, False): "reflection",
        (False, False, True): "read-only",
    }.get(flags, f"grade, solution, locked = {flags}")


def graded_cells(notebook: Notebook) -> list[Cell]:
    """The cells with metadata of nbgrader."""
    return [cell for cell in notebook["cells"] if grading(cell)]


def text_of(cell: Cell) -> str:
    """The source, which a file may hold as a list of lines."""
    return "".join(cell["source"])


def headings(cell: Cell) -> list[tuple[int, str]]:
    """(level, text) of each heading of a Markdown cell."""
    if cell["cell_type"] != "markdown":
        return []
    found = re.findall(r"^(#+) +(.+)$", text_of(cell), re.MULTILINE)
    return [(len(marks), text) for marks, text in found]


def topics(notebook: Notebook) -> list[list[Cell]]:
    """The cells of each part under a heading of level 2, those without sections left out."""
    parts: list[list[Cell]] = [[]]
    for cell in notebook["cells"]:
        if any(level == 2 for level, _ in headings(cell)):
            parts.append([])
        parts[-1].append(cell)
    return [part for part in parts if any(level == 3 for cell in part for level, _ in headings(cell))]


def sections(part: list[Cell]) -> Iterator[tuple[str | None, Cell]]:
    """(section, cell) for every cell of a topic, in order."""
    section = None
    for cell in part:
        section = next((text for level, text in reversed(headings(cell)) if level == 3), section)
        yield section, cell


def stripped(notebook: Notebook) -> Iterator[str]:
    """Outputs are empty, and the notebook is of the form that git keeps readable."""
    if (notebook["nbformat"], notebook["nbformat_minor"]) != (4, 5):
        yield f"its format must be 4.5; got {notebook['nbformat']}.{notebook['nbformat_minor']}"
    if notebook["metadata"].get("kernelspec", {}).get("name") != "python3":
        yield "its kernel must be python3"
    for cell in notebook["cells"]:
        if cell.get("outputs") or cell.get("execution_count") is not None:
            yield f"{cell['id']}: outputs must be cleared (nbstripout --keep-id)"


def ids(notebook: Notebook) -> Iterator[str]:
    """Ids are unique words, and nbgrader's are the same."""
    names = [cell["id"] for cell in notebook["cells"]]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"{name}: two cells have this id"
    for name in names:
        if not _WORD.fullmatch(name):
            yield f"{name}: an id must be a word"
    for cell in graded_cells(notebook):
        if grading(cell)["grade_id"] != cell["id"]:
            yield f"{cell['id']}: grade_id must equal the id; got {grading(cell)['grade_id']}"


def six_sections(notebook: Notebook) -> Iterator[str]:
    """Every topic has its six sections, in order."""
    parts = topics(notebook)
    if not parts:
        yield "it has no topic: a heading of level 2 with the six sections under it"
    for part in parts:
        found = [text for cell in part for level, text in headings(cell) if level == 3]
        if found != SECTIONS:
            title = text_of(part[0]).splitlines()[0]
            yield f"{title}: its sections must be {', '.join(SECTIONS)}; got {', '.join(found)}"


def cells_in_sections(notebook: Notebook) -> Iterator[str]:
    """A cell stands in the section that is its kind's."""
    for part in topics(notebook):
        places = [(section, cell) for section, cell in sections(part) if grading(cell)]
        for section, cell in places:
            allowed = _ALLOWED.get(section or "", {"read-only"})
            if kind(cell) not in allowed:
                wanted = " or ".join(sorted(allowed))
                yield f"{cell['id']}: under {section} a cell must be {wanted}; got {kind(cell)}"
        kinds = [kind(cell) for _, cell in places]
        title = text_of(part[0]).splitlines()[0]
        if not kinds.count("exercise") == kinds.count("check") >= 1:
            yield f"{title}: each exercise needs its check, and a topic at least one"
        if "reflection" not in kinds:
            yield f"{title}: a topic needs a reflection"


def metadata(notebook: Notebook) -> Iterator[str]:
    """The metadata are complete, and points stand where points are given."""
    for cell in graded_cells(notebook):
        one, settings, name = kind(cell), grading(cell), cell["id"]
        if one not in {"exercise", "check", "reflection", "read-only"}:
            yield f"{name}: it must be a kind of the cell table (docs/notebooks.md); got {one}"
        if settings.get("schema_version") != 3:
            yield f"{name}: schema_version must be 3"
        if settings.get("cell_type") != cell["cell_type"]:
            yield f"{name}: nbgrader's cell_type must be the cell's"
        if (settings.get("points", 0) > 0) is not (one in {"check", "reflection"}):
            yield f"{name}: a check and a reflection must have points, no other cell"
        if one != "read-only" and (cell["cell_type"] == "markdown") is not (one == "reflection"):
            yield f"{name}: a reflection must be Markdown, an exercise and a check code"


def stubs(notebook: Notebook) -> Iterator[str]:
    """An exercise is a stub with its check."""
    checks = {cell["id"]: text_of(cell) for cell in notebook["cells"] if kind(cell) == "check"}
    exercises = [cell for cell in notebook["cells"] if kind(cell) == "exercise"]
    for name in sorted(checks.keys() ^ {f"{cell['id']}-check" for cell in exercises}):
        yield f"{name}: each exercise needs a check with its name and -check, and each check an exercise"
    for cell in exercises:
        name, source = cell["id"], text_of(cell)
        if checks.get(f"{name}-check", f"check({name})") != f"check({name})":
            yield f"{name}-check: it must be `check({name})` and nothing else"
        is_class = source.startswith(f"class {name}:")
        if not is_class and not source.startswith(f"def {name}("):
            yield f"{name}: the cell must begin with `def {name}(` or `class {name}:`"
        begun, ended = source.count("### BEGIN SOLUTION"), source.count("### END SOLUTION")
        if begun != ended or begun < 1 or (begun > 1 and not is_class):
            yield f"{name}: it needs one pair of ### BEGIN SOLUTION, ### END SOLUTION; a class one a method"
        if source.split("### BEGIN SOLUTION")[0].count('"""') != 2:
            yield f"{name}: the docstring must stand before ### BEGIN SOLUTION, so that students have it"


def first_code_cells(notebook: Notebook) -> Iterator[str]:
    """The first two code cells look for the package and import, and are locked."""
    wanted = ("from course_lib import needs", "from autograder import check")
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    if len(code) < len(wanted):
        yield "its first two code cells must look for the package, and import"
    for cell, text in zip(code, wanted, strict=False):
        if kind(cell) != "read-only" or text not in text_of(cell):
            yield f"{cell['id']}: it must be read-only and hold `{text}`"


def short_cells(notebook: Notebook) -> Iterator[str]:
    """A code cell is short."""
    for cell in notebook["cells"]:
        n_lines = len(text_of(cell).splitlines())
        if cell["cell_type"] == "code" and n_lines > _MOST_LINES:
            yield f"{cell['id']}: a code cell has at most {_MOST_LINES} lines; got {n_lines}"


def demos(notebook: Notebook) -> Iterator[str]:
    """The section of a demo says what it shows and shows it."""
    for part in topics(notebook):
        cells = [cell for section, cell in sections(part) if section == "Demo"]
        text = " ".join(text_of(cell) for cell in cells if cell["cell_type"] == "markdown")
        title = text_of(part[0]).splitlines()[0]
        if len(text) <= _DEMO_CHARACTERS:
            yield f"{title}: the demo must be introduced: what it shows, what to predict"
        if not any(text_of(cell).startswith("demos.") for cell in cells):
            yield f"{title}: a cell of the section Demo must call one: `demos.NAME()` (docs/live_view.md)"


PROMISES: tuple[Callable[[Notebook], Iterator[str]], ...] = (
    stripped,
    ids,
    six_sections,
    cells_in_sections,
    metadata,
    stubs,
    first_code_cells,
    short_cells,
    demos,
)


def broken_promises(notebook: Notebook) -> list[str]:
    """What of the contract does not hold, one sentence each; empty if all does."""
    return [sentence for promise in PROMISES for sentence in promise(notebook)]
