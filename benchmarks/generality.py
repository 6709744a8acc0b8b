"""Generality of `check`: mechanical mutants of right answers, which no table of mistakes knows.

An operator of the language is changed at one place of a right answer of the sample class: another operator, a
flipped comparison, a number one larger, a minus, `axis` or a statement dropped, ... Each mutant must be
rejected. Those that are not are either equivalent, as a person has found and written into
`parts/equivalent_mutants.txt`, or they show that the cases miss something. Of the rejected ones it is counted
how many are named, or located by the hints, and whether the line is the one that was changed.

Run `python benchmarks/generality.py`; the result goes to docs/generality.md. With names of exercises only
those are tried, with `--every 10` only every tenth mutant, and nothing is written unless `--write` says so.
With `--kept FOLDER` the counts of each exercise are kept there, and a run that was stopped goes on.
The exit code is 1 if a survivor was not reviewed.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import io
import itertools
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from autograder import check  # noqa: E402
from autograder.checking import call  # noqa: E402
from autograder.checking.repair.place import Place  # noqa: E402
from autograder.checking.repair.search import place_of  # noqa: E402
from autograder.checking.result import CheckResult  # noqa: E402
from autograder.classroom.student_result import UNNAMED  # noqa: E402
from autograder.exercises.draws import use_secret  # noqa: E402
from autograder.exercises.exercise import Exercise, known_exercises  # noqa: E402
from benchmarks.parts.generality_report import report, times  # noqa: E402
from benchmarks.parts.mutants import mutants  # noqa: E402
from benchmarks.parts.students import refused, verdicts  # noqa: E402
from benchmarks.parts.style_sources import sources  # noqa: E402

REVIEWED = ROOT / "benchmarks" / "parts" / "equivalent_mutants.txt"
# Of a course: its hidden cases are other numbers, on which a name must hold as well.
SECRET = b"of the benchmark"


@dataclass
class Tally:
    """Counts for one exercise, and the lines of the survivors.

    `noted` ones fail only where the statement asks for nothing: that is said, and costs no points. A `false`
    name does not hold with other numbers. `stopped` are located by their exception alone, the others by a
    change with which all cases are right. `seconds` are CPU times of searches for a place; the others are
    those of `check`.
    """

    exercise: str
    mutants: int = 0
    rejected: int = 0
    named: int = 0
    false: list[str] = field(default_factory=list)
    located: int = 0
    stopped: int = 0
    in_other_lines: list[str] = field(default_factory=list)
    neither: list[str] = field(default_factory=list)
    noted: int = 0
    survivors: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    named_seconds: list[float] = field(default_factory=list)
    unnamed_seconds: list[float] = field(default_factory=list)

    def unreviewed(self, reviewed: frozenset[str]) -> list[str]:
        """Survivors that nobody has found to be equivalent."""
        return [line for line in self.survivors if line not in reviewed]


def tally(exercise: Exercise, every: int = 1, locate: bool = True) -> Tally:
    """Try every `every`-th mutant of every right answer of one exercise, on the cases that students have."""
    result = Tally(exercise.name)
    for style, line, function in itertools.islice(_functions(exercise), 0, None, every):
        result.mutants += 1
        told = f"{exercise.name} | {style} | {line}"
        start = time.process_time()
        verdict = None if function is None else _checked(function, exercise, "public")
        seconds = time.process_time() - start
        if verdict is None:  # a helper that runs already where the module is loaded
            result.rejected += 1
            result.stopped += 1
        elif verdict.passed:
            is_noted = set(verdict.mistakes) - _NOTES_OF_ANY_ANSWER
            result.noted += bool(is_noted)
            result.survivors += [] if is_noted else [told]
        else:
            result.rejected += 1
            if verdict.mistakes[0] != "too_slow":
                is_named = verdict.mistakes[0] not in UNNAMED
                (result.named_seconds if is_named else result.unnamed_seconds).append(seconds)
            if locate:
                _explain(verdict, told, result)
    return result


def _functions(exercise: Exercise) -> Iterator[tuple[str, str, Callable | None]]:
    """Style, change and function of every mutant."""
    for source in sources(exercise):
        for line, mutant in mutants(source.tree):
            try:
                with contextlib.redirect_stdout(io.StringIO()):
                    yield source.style, line, source.function_with(mutant)
            except Exception:
                yield source.style, line, None


def _checked(function: Callable, exercise: Exercise, cases: str) -> CheckResult:
    with contextlib.redirect_stdout(io.StringIO()):
        return check(function, exercise.name, cases=cases)


def _explain(verdict: CheckResult, told: str, result: Tally) -> None:
    """Count how a rejected mutant is explained: by a name, by a line, or not."""
    start = time.process_time()
    function, name = verdict.function, verdict.mistakes[0]
    if name not in UNNAMED:
        result.named += 1
        if not _holds_with_other_numbers(verdict):
            result.false.append(f"{told} | {', '.join(verdict.mistakes)}")
        return
    tried = [row.details for row in verdict.rows if row.details is not None and not row.unasked]
    place = place_of(function, verdict.exercise, tried) if function is not None else None
    result.seconds.append(time.process_time() - start)
    if place is None:
        result.neither.append(f"{told} | {name}")
        return
    result.located += 1
    result.stopped += not place.idea
    if not _is_right(place, told.split(" | ", 2)[2], verdict.message):
        result.in_other_lines.append(f"{told} | {place.line}: {place.text} | {place.new}")


def _is_right(place: Place, change: str, message: str) -> bool:
    """Whether a place is the changed line; of a line left out, whether a name that it made is missed."""
    old, _, new = change.partition(" -> ")
    if new != "pass":
        return place.text == new or new in place.text
    made = {node.id for node in ast.walk(_parsed(old)) if isinstance(node, ast.Name)}
    missed = [name for name in made if re.search(rf"\b{name}\b", f"{place.text} {message}")]
    return place.text == "pass" or place.new == old or (not place.idea and bool(missed))


def _parsed(line: str) -> ast.AST:
    """The tree of a line, the first of a compound statement as well."""
    return ast.parse(line + " pass" if line.endswith(":") else line)


def _holds_with_other_numbers(verdict: CheckResult) -> bool:
    """Whether the hidden cases of a course get the answer the same name."""
    use_secret(SECRET)
    try:
        again = _checked(verdict.function, verdict.exercise, "all")  # type: ignore[arg-type]
    finally:
        use_secret(None)
    return again.mistakes == verdict.mistakes


# What is noted of right answers too.
_NOTES_OF_ANY_ANSWER = {"inputs_changed", "list_for_array", "parameters_renamed"}


def reviewed_mutants() -> frozenset[str]:
    """The lines of mutants that a person has found to be right answers."""
    lines = REVIEWED.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", help="exercises; all if none is named")
    parser.add_argument("--every", type=int, default=1, help="try every n-th mutant")
    parser.add_argument("--write", action="store_true", help="write the document although some are left out")
    parser.add_argument(
        "--rejected", action="store_true", help="count what is rejected, and look for no place"
    )
    parser.add_argument("--kept", type=Path, help="folder in which the counts of each exercise are kept")
    parser.add_argument("--list", action="store_true", help="list what is neither named nor located")
    return parser.parse_args()


def main(arguments: argparse.Namespace) -> int:
    """Try exercises and print what is left to do; all of them: write the document."""
    call.call_seconds = 1.0  # a loop that a mutant made endless
    tallies, reviewed = [], reviewed_mutants()
    for name, exercise in known_exercises().items():
        if not arguments.names or name in arguments.names:
            tallies.append(_kept_or_made(exercise, arguments))
            _print(tallies[-1], reviewed, arguments.list)
    rejected = sum(each.rejected for each in tallies)
    explained = sum(each.named + each.located for each in tallies)
    tried, noted = (sum(getattr(each, name) for each in tallies) for name in ("mutants", "noted"))
    left = sum(len(each.unreviewed(reviewed)) for each in tallies)
    print(f"all: {rejected} of {tried} rejected, {noted} only noted, {left} to review")
    print(f"all: {explained} of {rejected} named or located ({explained / max(rejected, 1):.1%})")
    print(times(tallies))
    if not (arguments.names or arguments.rejected) and (arguments.every == 1 or arguments.write):
        text = report(tallies, reviewed, verdicts(), refused(), arguments.every)
        (ROOT / "docs" / "generality.md").write_text(text, encoding="utf-8")
    return 1 if any(each.unreviewed(reviewed) for each in tallies) else 0


def _kept_or_made(exercise: Exercise, arguments: argparse.Namespace) -> Tally:
    """The counts of an exercise, from a run before if they were kept."""
    path = arguments.kept / f"{exercise.name}.json" if arguments.kept else None
    if path and path.exists():
        return Tally(**json.loads(path.read_text(encoding="utf-8")))
    made = tally(exercise, arguments.every, locate=not arguments.rejected)
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(made)), encoding="utf-8")
    return made


def _print(each: Tally, reviewed: frozenset[str], with_list: bool) -> None:
    print(
        f"{each.exercise}: {each.rejected} of {each.mutants} rejected, {each.named} named "
        f"({len(each.false)} falsely), {each.located} located ({each.stopped} by their exception, "
        f"{len(each.in_other_lines)} in other lines)",
        flush=True,
    )
    print(*(f"  survives: {line}" for line in each.unreviewed(reviewed)), sep="\n", end="\n", flush=True)
    if with_list:
        for kind in ("false", "in_other_lines", "neither"):
            print(*(f"  {kind}: {line}" for line in getattr(each, kind)), sep="\n", flush=True)


if __name__ == "__main__":
    sys.exit(main(_arguments()))
