"""The file beside an assignment in which the way of each test cell stands: read, checked, written.

It lies beside the assignment's folder, never in it: nbgrader releases all that lies there, and a submission
has no say in it.
"""

from __future__ import annotations

import json
import os
import shlex
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.reading.course import Course, SetupError
from autograder.reading.ways.way import ALL_CANARIES, Way

VERSION = 1
_APART, _TOGETHER = "apart", "together"
_FIELDS = {"way": str, "why": str, "canaries": list, "fixed": bool}
_HEAD = """\
# How the test cells of {assignment} are run. `{command}` writes this file, and it is yours to change.
#
# way = "apart"      The test runs in a process of its own, which the student's code cannot reach.
# way = "together"   The test runs in a fork of the student's process, as in a kernel: walled in, but what
#                    it compares lives beside the student's code (docs/threat_model.md: what that means).
# why                What the test needs that cannot cross.
# canaries           Copies of the test that must fail, run beside it: where one passes, points are withheld.
# fixed = true       The next rehearsal leaves this cell as it is.
version = {version}
"""
# (notebook, grade_id) -> way
Ways = Mapping[tuple[str, str], Way]


def ways_file(course: Course, assignment: str) -> Path:
    """Where the file of an assignment lies."""
    folder = course.source(assignment)
    return folder.with_name(f"{folder.name}.ways.toml")


def rehearse_command(assignment: str) -> str:
    """What to run to have the file written."""
    return f"autograder rehearse {shlex.quote(assignment)}"


def read_ways(course: Course, assignment: str) -> Ways:
    """The ways of an assignment's test cells; empty if there is no file.

    Raises
    ------
    SetupError
        If the file cannot be read, or says something that has no meaning.
    """
    path = ways_file(course, assignment)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise SetupError(f"{path}: must be a file in TOML; got {error}. {_anew(path, assignment)}") from error
    if content.pop("version", None) != VERSION:
        raise SetupError(f"{path}: must begin with version = {VERSION}. {_anew(path, assignment)}")
    ways = {}
    for notebook, cells in content.items():
        if type(cells) is not dict:
            raise SetupError(f'{path}: {notebook} must be a table like ["{notebook}"."CELL"].')
        for grade_id, fields in cells.items():
            ways[notebook, grade_id] = _way(f'{path}: ["{notebook}"."{grade_id}"]', fields)
    return ways


def _anew(path: Path, assignment: str) -> str:
    return f"Mend it, or have it written anew: rm {shlex.quote(str(path))}; {rehearse_command(assignment)}"


def _way(place: str, fields: Any) -> Way:
    if type(fields) is not dict:
        raise SetupError(f"{place} must be a table; got {fields!r}.")
    for name, value in fields.items():
        if name not in _FIELDS or type(value) is not _FIELDS[name]:
            known, got = ", ".join(_FIELDS), json.dumps(value, default=str)
            raise SetupError(f"{place}: the fields are {known}; got {name} = {got}.")
    way, canaries = fields.get("way"), frozenset(map(str, fields.get("canaries", ALL_CANARIES)))
    if way not in (_APART, _TOGETHER):
        raise SetupError(f'{place}: way must be "{_APART}" or "{_TOGETHER}"; got {json.dumps(way)}.')
    if not canaries <= ALL_CANARIES:
        known = ", ".join(sorted(ALL_CANARIES))
        raise SetupError(f"{place}: canaries are some of {known}; got {', '.join(sorted(canaries))}.")
    return Way(way == _TOGETHER, fields.get("why", ""), canaries, fields.get("fixed", False))


def write_ways(course: Course, assignment: str, ways: Ways) -> Path:
    """Write the file, at once and whole; returns where it lies.

    Raises
    ------
    SetupError
        If it cannot be written.
    """
    path = ways_file(course, assignment)
    head = _HEAD.format(assignment=assignment, command=rehearse_command(assignment), version=VERSION)
    text = head + "".join(_table(*names, way) for names, way in ways.items())
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, path)
    except OSError as error:
        raise SetupError(f"{path}: must be writable; got {error.strerror}.") from error
    return path


def _table(notebook: str, grade_id: str, way: Way) -> str:
    lines = [
        f"\n[{_text(notebook)}.{_text(grade_id)}]",
        f'way = "{_TOGETHER if way.is_together else _APART}"',
    ]
    if way.why:
        lines.append(f"why = {_text(way.why)}")
    if way.is_together:
        lines.append(f"canaries = [{', '.join(map(_text, sorted(way.canaries)))}]")
    if way.is_fixed:
        lines.append("fixed = true")
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    """A basic string of TOML, which JSON's is but for one character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
