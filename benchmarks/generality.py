"""Generality of `check`: mechanical mutants of right answers, which no table of mistakes knows.

An operator of the language is changed at one place of a right answer of the sample class: another operator, a
flipped comparison, a number one larger, a minus, `axis` or a statement dropped, ... Each mutant must be
rejected. Those that are not are either equivalent, as a person has found and written into
`equivalent_mutants.txt`, or they show that the cases miss something.

Run `python benchmarks/generality.py`; the result goes to docs/generality.md. With names of exercises, only
those are tried and nothing is written. The exit code is 1 if a survivor was not reviewed.
"""

from __future__ import annotations

import ast
import contextlib
import copy
import io
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from autograder import check  # noqa: E402
from autograder.checking import call  # noqa: E402
from autograder.exercises.exercise import Exercise, known_exercises  # noqa: E402
from benchmarks.parts.style_sources import Source, sources  # noqa: E402

REVIEWED = ROOT / "benchmarks" / "equivalent_mutants.txt"
# What `check` says where it knows no name: it describes the first failure.
DESCRIBED = frozenset(
    {
        "exception_missing",
        "not_finite",
        "raises",
        "returns_none",
        "too_slow",
        "unknown",
        "wrong_shape",
        "wrong_structure",
    }
)

Change = Callable[[ast.AST], None]

_OTHER_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
}
_OTHER_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_EDGES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}


@dataclass
class Tally:
    """Counts for one exercise, and the lines of the survivors.

    `noted` ones fail only where the statement asks for nothing: that is said, and costs no points.
    """

    exercise: str
    mutants: int = 0
    rejected: int = 0
    named: int = 0
    noted: int = 0
    survivors: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def unreviewed(self, reviewed: frozenset[str]) -> list[str]:
        """Survivors that nobody has found to be equivalent."""
        return [line for line in self.survivors if line not in reviewed]


def changes(node: ast.AST) -> Iterator[Change]:
    """Every way to change one node, each as a function that changes it in place."""
    if isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in _OTHER_OPERATORS:
        yield lambda here: setattr(here, "op", _OTHER_OPERATORS[type(here.op)]())  # type: ignore[attr-defined]
    if isinstance(node, ast.BinOp) and not isinstance(node.op, (ast.Add, ast.Mult)):
        yield _swap_operands
    if isinstance(node, ast.Compare):
        for table in (_OTHER_COMPARISONS, _EDGES):
            if type(node.ops[0]) in table:
                yield lambda here, table=table: here.ops.__setitem__(0, table[type(here.ops[0])]())
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        for step in (1, -1):
            yield lambda here, step=step: setattr(here, "value", here.value + step)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield lambda here: setattr(here, "op", ast.UAdd())
    if isinstance(node, ast.Call):
        for number, keyword in enumerate(node.keywords):
            if keyword.arg in ("axis", "keepdims"):
                yield lambda here, number=number: here.keywords.pop(number)
    if isinstance(node, (ast.FunctionDef, ast.For, ast.While, ast.If, ast.With)):
        for number, statement in enumerate(node.body):
            if not isinstance(statement, (ast.Return, ast.Pass)) and not _is_docstring(statement):
                yield lambda here, number=number: here.body.__setitem__(number, ast.Pass())


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _swap_operands(node: ast.BinOp) -> None:
    node.left, node.right = node.right, node.left


def mutants(tree: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Every mutant of a syntax tree with a line that says what was changed, "old line -> new line".

    Examples
    --------
    >>> for line, _ in mutants(ast.parse("y = -x > 1")):
    ...     print(line)
    y = -x > 1 -> y = -x <= 1
    y = -x > 1 -> y = -x >= 1
    y = -x > 1 -> y = +x > 1
    y = -x > 1 -> y = -x > 2
    y = -x > 1 -> y = -x > 0
    """
    before = ast.unparse(tree).splitlines()
    for number, node in enumerate(ast.walk(tree)):
        for change in changes(node):
            mutant = copy.deepcopy(tree)
            change(next(each for n, each in enumerate(ast.walk(mutant)) if n == number))
            after = ast.unparse(mutant).splitlines()
            if after != before:  # x @ x has no other order
                yield _difference(before, after), mutant


def _difference(before: list[str], after: list[str]) -> str:
    for old, new in zip(before, after, strict=False):
        if old != new:
            return f"{old.strip()} -> {new.strip()}"
    return f"{before[-1].strip()} ->"


def tally(exercise: Exercise) -> Tally:
    """Try every mutant of every right answer of one exercise, on the cases that students have."""
    start = time.perf_counter()
    result = Tally(exercise.name)
    for source in sources(exercise):
        for line, mutant in mutants(source.tree):
            result.mutants += 1
            mistakes = _rejected_as(exercise, source, mutant)
            if mistakes is None:
                result.survivors.append(f"{exercise.name} | {source.style} | {line}")
            elif mistakes == NOTED:
                result.noted += 1
            else:
                result.rejected += 1
                result.named += mistakes[0] not in DESCRIBED
    result.seconds = time.perf_counter() - start
    return result


NOTED = ("noted",)


def _rejected_as(exercise: Exercise, source: Source, mutant: ast.AST) -> tuple[str, ...] | None:
    """The identifiers of what is wrong; `NOTED` if that costs nothing, None if nothing was found."""
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            function = source.function_with(mutant)
        except Exception:  # a helper that runs already where the module is loaded
            return ("raises",)
        verdict = check(function, exercise.name, cases="public")
    if not verdict.passed:
        return verdict.mistakes
    return NOTED if set(verdict.mistakes) - _NOTES_OF_ANY_ANSWER else None


# What is noted of right answers too.
_NOTES_OF_ANY_ANSWER = {"inputs_changed", "list_for_array", "parameters_renamed"}


def reviewed_mutants() -> frozenset[str]:
    """The lines of mutants that a person has found to be right answers."""
    lines = REVIEWED.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def report(tallies: list[Tally], reviewed: frozenset[str]) -> str:
    """The text of docs/generality.md."""
    survivors = [line for each in tallies for line in each.survivors]
    left = [line for each in tallies for line in each.unreviewed(reviewed)]
    rows = [
        f"| `{each.exercise}` | {each.mutants} | {each.rejected} | {each.named} | {each.noted} | "
        f"{len(each.survivors) - len(each.unreviewed(reviewed))} | {len(each.unreviewed(reviewed))} |"
        for each in tallies
    ]
    mutants_tried = sum(each.mutants for each in tallies)
    rejected = sum(each.rejected for each in tallies)
    return _DOCUMENT.format(
        mutants=mutants_tried,
        rejected=rejected,
        named=sum(each.named for each in tallies),
        noted=sum(each.noted for each in tallies),
        equivalent=len(survivors) - len(left),
        wrong=rejected + len(left),
        left=len(left),
        rows="\n".join(rows),
        list="\n".join(f"- `{line}`" for line in left) or "None.",
    )


_DOCUMENT = """# Generality: mistakes that no table knows

Right answers in all styles are changed mechanically at one place each: another operator, a flipped comparison
or one with the other edge, a number larger or smaller by 1, swapped operands, a dropped minus, `axis`,
`keepdims` or statement. `check` does not know these changes, unlike the mistakes of the
[consistency](consistency.md) run.

Of {mutants} mutants, {equivalent} are right answers still (reviewed by hand:
`benchmarks/equivalent_mutants.txt`), and {noted} fail only where the exercise's statement asks for nothing:
that is noted and costs no points. **Of the other {wrong}, {rejected} are rejected by the public cases alone**
and {left} survive. Of the rejected, {named} are told by the name of a mistake or a property; for the rest the
first failure is described.

| exercise | mutants | rejected | named | noted | equivalent | survivors to review |
| --- | --- | --- | --- | --- | --- | --- |
{rows}

Survivors to review (exercise, style, change):

{list}

Reproduce it: `python benchmarks/generality.py`.
"""


def main(names: list[str]) -> int:
    """Try the named exercises and print the survivors; with no name all of them, and write the document."""
    call.call_seconds = 1.0  # a loop that a mutant made endless
    tallies, reviewed = [], reviewed_mutants()
    for name, exercise in known_exercises().items():
        if not names or name in names:
            tallies.append(tally(exercise))
            each = tallies[-1]
            print(f"{name}: {each.rejected} of {each.mutants} rejected, {each.named} named", flush=True)
            print(*each.unreviewed(reviewed), sep="\n", flush=True)
    if not names:
        (ROOT / "docs" / "generality.md").write_text(report(tallies, reviewed), encoding="utf-8")
    return 1 if any(each.unreviewed(reviewed) for each in tallies) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
