"""The functions that a student wrote in the lectures, read from the notebooks saved beside this one."""

from __future__ import annotations

import ast
import json
import linecache
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.checking.check import tried
from autograder.checking.display import Markup, element, with_code
from autograder.exercises.exercise import known_exercises
from course_lib.live_view.student import tell_demos

_DEFINES = ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef


class OwnFunctions:
    """Functions by name, each the student's own or a lent one; a notebook shows them as a table.

    Parameters
    ----------
    functions : dict
        Name -> function.
    lent : dict
        Name -> why the course's own is lent, with what to do about it. What is missing here is the student's.
    topics : dict
        Name -> the lecture whose exercise it is.
    """

    def __init__(
        self,
        functions: Mapping[str, Callable[..., Any]],
        lent: Mapping[str, str],
        topics: Mapping[str, str],
    ) -> None:
        self.lent, self.topics = dict(lent), dict(topics)
        vars(self).update(functions)

    def __repr__(self) -> str:
        width = max(map(len, self.topics), default=0)
        rows = (f"  {name:<{width}}  {self._whose(name)}" for name in self.topics)
        return "\n".join([self._summary(), *rows])

    def _repr_html_(self) -> Markup:
        rows = (
            element(
                "tr",
                *(
                    element("td", cell, style="text-align:left")
                    for cell in (element("code", name), topic, with_code(self._whose(name)))
                ),
            )
            for name, topic in self.topics.items()
        )
        titles = ("function", "lecture", "whose")
        head = element(
            "tr", *(element("th", title, scope="col", style="text-align:left") for title in titles)
        )
        table = element("table", element("thead", head), element("tbody", *rows))
        return element("div", element("p", element("strong", self._summary())), table, role="status")

    def _summary(self) -> str:
        own = len(self.topics) - len(self.lent)
        return f"{own} of {len(self.topics)} functions are yours."

    def _whose(self, name: str) -> str:
        return f"lent: {self.lent[name]}" if name in self.lent else "yours"


def own_functions(instead: ModuleType, folder: str | Path = "..") -> OwnFunctions:
    """Collect your functions from the notebooks of the lectures, and borrow what is missing.

    Nothing of a notebook runs but its imports, functions and classes. A function is yours if it passes its
    check; for any other one the course's own is lent, so that nobody is stuck.

    Parameters
    ----------
    instead : module
        Holds the functions that are lent, one for each function that is needed; names with `_` in front are
        its own.
    folder : path
        Where the folders of the lectures lie: `<folder>/softmax/softmax.ipynb`.

    Returns
    -------
    OwnFunctions
        With a function as an attribute for each name, and a table of whose they are.
    """
    needed = {
        name: f
        for name, f in vars(instead).items()
        if getattr(f, "__module__", "") == instead.__name__ and not name.startswith("_")
    }
    known = known_exercises()
    topics = {name: known[name].topic if name in known else "" for name in needed}
    paths = {topic: Path(folder) / topic / f"{topic}.ipynb" for topic in topics.values()}
    written = {topic: definitions(path) for topic, path in paths.items() if path.is_file()}
    functions, lent = dict(needed), {}
    for name, topic in topics.items():
        function = written.get(topic, {}).get(name)
        problem = _problem(function, name, paths[topic])
        if problem:
            lent[name] = problem
        else:
            functions[name] = function
        tell_demos(functions[name], passed=True)  # yours was tried above; what is lent is right
    return OwnFunctions(functions, lent, topics)


def _problem(function: Any, name: str, path: Path) -> str:
    """Why a function cannot be used, and what to do; empty if it can."""
    exercise = known_exercises().get(name)
    if exercise is None:
        return "the lecture that asks for it is not part of this course folder."
    if not path.is_file():
        return f"there is no {path}: put that lecture's folder there to use your own."
    to_do = f"write the exercise `{name}` in {path}, save it, and run this cell again."
    if not callable(function):
        return to_do
    result = tried(function, exercise, exercise.public_cases)
    if "not_implemented" in result.mistakes:
        return to_do
    return "" if result.passed else f"yours does not pass its check yet. {result.message}"


def definitions(path: Path) -> dict[str, Any]:
    """What the cells of a notebook define: their imports, functions and classes run, and nothing else.

    Parameters
    ----------
    path : Path
        A notebook; one that cannot be read defines nothing.
    """
    namespace: dict[str, Any] = {"__name__": path.stem}
    for number, source in enumerate(_code_cells(path)):
        filename = f"<{path.name}, code cell {number + 1}>"
        linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
        for statement in _statements(source):
            try:
                exec(compile(ast.Module([statement], []), filename, "exec"), namespace)
            except Exception:  # a decorator or a default of the student's: what needs it fails its check
                continue
    return namespace


def _code_cells(path: Path) -> Iterator[str]:
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        yield from ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    except (OSError, ValueError, KeyError, TypeError):
        return


def _statements(source: str) -> list[ast.stmt]:
    """The imports, functions and classes at the top of a cell; of one with magics, what stands below them."""
    lines = ["" if line.startswith(("%", "!")) else line for line in source.splitlines()]
    try:
        body = ast.parse("\n".join(lines)).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    return [statement for statement in body if isinstance(statement, _DEFINES)]
