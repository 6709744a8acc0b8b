"""A test that runs together with the student's code, seen from the instructor's box: sent, and judged."""

from __future__ import annotations

import ast
import functools
import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from autograder.boxes.cells import dumped
from autograder.boxes.crossing.peer import BoxDied
from autograder.boxes.crossing.remote_errors import text_of
from autograder.boxes.crossing.standins import number_of
from autograder.boxes.limits import MAX_MESSAGE, Limits
from autograder.boxes.together.machinery import (
    differences,
    digests,
    modules_by_word,
    pristine,
    relied_on,
    seen_by_none,
)
from autograder.boxes.together.tested import Evidence, Sent, Tested
from autograder.instructor_box.endings import ended
from autograder.instructor_box.names import Names
from autograder.instructor_box.students_side import StudentsSide
from autograder.instructor_box.together.canaries import MEANINGS, canary
from autograder.instructor_box.verdicts import failed_at, no_points, scored
from autograder.reading.bindings import python_tree
from autograder.records import CellResult, PlannedCell, Together

# Paths that a remark names.
_NAMED = 3
_OF_A_TEST = {"cpu": "test cpu", "wall": "test wall"}


class _Prepared(NamedTuple):
    """What a test's text says, whoever is graded.

    `copied` names the copy that must fail; `cells` are what is run, as `Sent`; `used` are dotted names, and
    `patched` last names of what the test sets itself.
    """

    copied: str
    cells: list[Sent]
    used: list[str]
    patched: frozenset[str]


@functools.lru_cache(maxsize=4096)
def prepared(source: str, together: Together) -> _Prepared:
    """Make the copy of a test, compile both, read what it names: once in a warm process."""
    copied, copy = canary(source, together)
    cells = [(text, dumped(text)) for text in (together.prelude, copy, source)]
    return _Prepared(copied, cells, _used(f"{together.prelude}\n{source}"), frozenset(_patched(source)))


class TogetherTests:
    """Runs tests in the student's box, during one task.

    Parameters
    ----------
    student : StudentsSide
    names : Names
        The globals of the tests in this process, which never ran a student's code.
    limits : Limits
    shared : str
        The instructor's cells that run in both boxes.
    """

    def __init__(self, student: StudentsSide, names: Names, limits: Limits, shared: str) -> None:
        self._student, self._names, self._limits, self._shared = student, names, limits, shared
        self._patched: set[str] = set()  # attributes that earlier tests have set themselves

    def result(self, cell: PlannedCell, together: Together) -> CellResult:
        """The verdict on one test."""
        nonce, text = secrets.token_hex(16), prepared(cell.test_source or "", together)
        modules = modules_by_word(f"{self._shared}\n{together.prelude}\n{cell.test_source}")
        known = pristine()
        peer = self._student.peer
        # What the student's code gave to earlier tests is no machinery of theirs.
        own = {name: value for name, value in dict.items(self._names) if number_of(value, peer) is None}
        named = [path for path in relied_on(text.used, own) if path not in known]
        expected = {**known, **digests([*seen_by_none(modules), *named], self._names)}
        try:
            evidence = self._student.test(nonce, text.cells, modules, named)
        except BoxDied as death:
            return ended(cell, _OF_A_TEST.get(death.reason, death.reason), self._limits)
        except Exception as problem:  # the box's own machinery was tampered with
            return _withheld(cell, f"running it failed: {text_of(problem)[:MAX_MESSAGE]}")
        finally:
            self._names.forget_values()
        if evidence.nonce != nonce:
            return _withheld(cell, "something else than the test answered")
        test = evidence.test
        asked = [name for name in test.bound if name in self._names.asked]
        self._names.student_bound(asked, test.deleted)
        result = _judged(cell, test)
        if result.score:
            result = self._doubted(cell, result, evidence, expected, text)
        self._patched |= text.patched
        return result

    def _doubted(
        self,
        cell: PlannedCell,
        result: CellResult,
        evidence: Evidence,
        expected: Mapping[str, str],
        text: _Prepared,
    ) -> CellResult:
        """A test that passed, unless what it rests on was changed."""
        if evidence.copy.is_ok:
            return _withheld(cell, MEANINGS.get(text.copied, "a copy that does not exist passed"))
        own = self._patched
        changed = [path for path in differences(expected, evidence.before) if _last(path) not in own]
        own = own | text.patched
        changed += [path for path in evidence.changed if _last(path) not in own]
        if changed:
            shown = ", ".join(f"`{_readable(path)}`" for path in list(dict.fromkeys(changed))[:_NAMED])
            return _withheld(cell, f"{shown} was replaced, which the test uses")
        return result


def _judged(cell: PlannedCell, test: Tested) -> CellResult:
    if test.is_ok:
        return scored(cell, test.value)
    return failed_at(cell, test.line or None, test.error, test.text)


def _withheld(cell: PlannedCell, why: str) -> CellResult:
    """No points, because the test says nothing with this code beside it."""
    message = f"The test cannot be relied on beside your code: {why}."
    remark = f"`{cell.grade_id}` ran together with the student's code, and {why}: points withheld."
    return replace(no_points(cell, "error", message), suspicions=[remark])


def _used(source: str) -> list[str]:
    r"""The dotted names of a test.

    Examples
    --------
    >>> _used("np.testing.assert_equal(f(x), len(y))")
    ['np.testing.assert_equal', 'f', 'x', 'len', 'y']
    """
    found: dict[str, None] = {}
    try:
        nodes = list(ast.walk(python_tree(source)))
    except (SyntaxError, ValueError):
        return []
    inner: set[int] = set()
    for node in nodes:
        if isinstance(node, ast.Attribute | ast.Name) and id(node) not in inner:
            dotted = _dotted(node, inner)
            if dotted:
                found[dotted] = None
    return list(found)


def _dotted(node: ast.expr, inner: set[int]) -> str:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
        inner.add(id(node))
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""


def _patched(source: str) -> set[str]:
    r"""Last names of what a test sets itself.

    Examples
    --------
    >>> sorted(_patched("np.dot = None\nwith patch('builtins.input', f): pass\nmonkey.setattr(np, 'sum', 1)"))
    ['dot', 'input', 'sum']
    """
    try:
        nodes = list(ast.walk(python_tree(source)))
    except (SyntaxError, ValueError):
        return set()
    stored = {node.attr for node in nodes if isinstance(node, ast.Attribute) and not _is_read(node)}
    bound = {node.id for node in nodes if isinstance(node, ast.Name) and not _is_read(node)}
    given = {
        argument.value.rpartition(".")[2]
        for node in nodes
        if isinstance(node, ast.Call)
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
    return stored | bound | {name for name in given if name.isidentifier()}


def _is_read(node: ast.Attribute | ast.Name) -> bool:
    return isinstance(node.ctx, ast.Load)


def _last(path: str) -> str:
    return path.rpartition(":")[2].rpartition(".")[2]


def _readable(path: str) -> str:
    return path.removeprefix(":").replace(":", ".")
