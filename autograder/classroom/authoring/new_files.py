"""A new lecture and a new exercise: files are added, tables get a row, nothing that is there is replaced."""

from __future__ import annotations

import ast
import json
import keyword
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.classroom.authoring.cells import exercise_cells, lecture_cells
from autograder.classroom.authoring.declaration import (
    ANSWERS,
    MISTAKES,
    declaration,
    sample_answer,
    sample_class,
)
from autograder.exercises.exercise import known_exercises
from autograder.exercises.spec import Spec
from autograder.reading.course import SetupError

# Whose notation and look for the package a new lecture takes over.
_MODEL = "loss_functions"
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_INDENT = "    "


@dataclass(frozen=True)
class Clone:
    """Where the parts of a lecture lie in a clone of the course.

    Parameters
    ----------
    root : Path
    """

    root: Path

    def notebook(self, topic: str) -> Path:
        """The instructor's version."""
        return self.root / "notebooks" / topic / f"{topic}.ipynb"

    def exercises(self, topic: str) -> Path:
        """The declarations."""
        return self.root / "autograder" / "exercises" / topic

    def sample_class(self, topic: str) -> Path:
        """The sample answers."""
        return self.root / "autograder" / "sample_class" / topic


def clone_at(root: Path) -> Clone:
    """The clone of the course whose packages are running.

    Raises
    ------
    SetupError
        If the course folder is no such clone: a lecture's parts lie in its packages.
    """
    package = Path(__file__).resolve().parents[2]
    if (root / "autograder").resolve() != package:
        raise SetupError(
            f"a lecture is written in a clone of the course, and the package comes from {package.parent}; "
            f"got {root}. Run it there, or: cd {root} && python -m autograder ..."
        )
    return Clone(root)


def new_lecture(clone: Clone, topic: str, title: str = "") -> list[Path]:
    """Write notebook, table of exercises and sample class of a lecture without exercises.

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    SetupError
        If the name is no name, or one of the files is there already.
    """
    _require_name("new-lecture: TOPIC", topic)
    model = json.loads(clone.notebook(_MODEL).read_text("utf-8"))
    given = {cell["id"]: cell for cell in model["cells"]}
    shown = title or topic.replace("_", " ").capitalize()
    cells = lecture_cells(shown, given["notation"], given["package"])
    notebook = {**model, "cells": cells}
    exercises, sample = clone.exercises(topic), clone.sample_class(topic)
    files = {
        clone.notebook(topic): _as_json(notebook),
        exercises / "__init__.py": f'"""{shown}."""\n\nEXERCISES = ()\n',
        sample / "__init__.py": sample_class(topic),
        sample / "answers.py": ANSWERS.format(topic=topic),
        sample / "mistakes.py": MISTAKES.format(topic=topic),
    }
    taken = [path for path in files if path.exists()]
    if taken:
        raise SetupError(f"new-lecture: {topic} must be new; {taken[0]} is there already.")
    return _write(files)


def new_exercise(
    clone: Clone, name: str, topic: str, inputs: Sequence[str], outputs: Sequence[str]
) -> list[Path]:
    """Write the declaration of an exercise, its cells and its sample answers, with gaps to be filled.

    Parameters
    ----------
    clone : Clone
    name, topic : str
    inputs, outputs : sequence of str
        `"scores: (N, C)"`, as an `Exercise` has them.

    Returns
    -------
    list of Path
        What was written or added to.

    Raises
    ------
    SetupError
        If a name is no name or taken, a shape cannot be read, or there is no such lecture.
    """
    _require_name("new-exercise: NAME", name)
    if not clone.notebook(topic).is_file() or not clone.exercises(topic).is_dir():
        raise SetupError(
            f"--topic: it must be a lecture of the course; got {topic}. Run: autograder new-lecture {topic}"
        )
    if name in known_exercises():
        raise SetupError(f"new-exercise: the name must be new; {known_exercises()[name].topic} has {name}.")
    try:
        arguments, returned = ([Spec.parse(text) for text in texts] for texts in (inputs, outputs))
    except ValueError as error:
        raise SetupError(f"--input, --output: {error}") from error
    signature = f"{name}({', '.join(spec.name for spec in arguments)})"
    table = clone.exercises(topic) / "__init__.py"
    answers = clone.sample_class(topic) / "answers.py"
    notebook = json.loads(clone.notebook(topic).read_text("utf-8"))
    notebook["cells"] += exercise_cells(name, signature, _in_words(arguments), _in_words(returned))
    seed = 1000 + len(known_exercises())
    files = {
        clone.exercises(topic) / f"{name}.py": declaration(name, topic, inputs, outputs, seed),
        table: _with_exercise(table.read_text("utf-8"), topic, name),
        clone.notebook(topic): _as_json(notebook),
    }
    if answers.is_file():
        files[answers] = _with_answers(answers.read_text("utf-8"), name, signature)
    return _write(files)


def _require_name(what: str, name: str) -> None:
    if not _NAME.fullmatch(name) or keyword.iskeyword(name):
        raise SetupError(f"{what} must be lower-case words joined by _, as Python has names; got {name!r}.")


def _in_words(specs: Sequence[Spec]) -> str:
    return ", ".join(" ".join(filter(None, (spec.name, spec.shape, spec.values))) for spec in specs)


def _as_json(notebook: Mapping[str, Any]) -> str:
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _write(files: Mapping[Path, str]) -> list[Path]:
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(files)


def _with_exercise(source: str, topic: str, name: str) -> str:
    """The lecture's table with one more exercise: before the puzzles, if it has some."""
    tree = ast.parse(source)
    lines = source.splitlines(keepends=True)
    assigned = next(
        node
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Tuple)
        and any(isinstance(target, ast.Name) and target.id == "EXERCISES" for target in node.targets)
    )
    assert isinstance(assigned.value, ast.Tuple) and assigned.end_lineno is not None
    elements = assigned.value.elts
    plain = [ast.unparse(each) for each in elements if not isinstance(each, ast.Starred)]
    starred = [ast.unparse(each) for each in elements if isinstance(each, ast.Starred)]
    names = [*plain, name.upper(), *starred]
    members = "".join(f"\n{_INDENT}{each}," for each in names) + "\n" if len(names) > 1 else f"{names[0]},"
    imports = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    line = f"from autograder.exercises.{topic}.{name} import {name.upper()}\n"
    known = [ast.unparse(node) + "\n" for node in imports]
    at = imports[0].lineno - 1 if imports else assigned.lineno - 1
    until = imports[-1].end_lineno if imports else at
    head = "".join(lines[:at])
    between = "".join(lines[until : assigned.lineno - 1]) or "\n"
    tail = "".join(lines[assigned.end_lineno :])
    return f"{head}{''.join(sorted({*known, line}))}{between}EXERCISES = ({members})\n{tail}"


def _with_answers(source: str, name: str, signature: str) -> str:
    """The sample answers with one more in each style that has a table there."""
    styles = [
        node
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and isinstance(node.value, ast.Dict)
        and _target(node) in ("VECTORISED", "LOOPS")
    ]
    lines = source.splitlines(keepends=True)
    for node in reversed(styles):
        assert isinstance(node.value, ast.Dict) and node.end_lineno is not None
        answer = sample_answer(signature, "vectorised" if _target(node) == "VECTORISED" else "with loops")
        entry = f'{_INDENT}"{name}": """{answer}""",\n}}\n'
        last = lines[node.end_lineno - 1]
        opening = last.rstrip("\n").removesuffix("}")
        lines[node.end_lineno - 1 : node.end_lineno] = [f"{opening}\n" if opening.strip() else "", entry]
    return "".join(lines)


def _target(node: ast.Assign | ast.AnnAssign) -> str:
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    return target.id if isinstance(target, ast.Name) else ""
