"""The text of docs/generality.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np


def report(
    tallies: Sequence[Any],
    reviewed: frozenset[str],
    students: Sequence[Any],
    refused: Sequence[str],
    every: int = 1,
) -> str:
    """Write the counts of all exercises, and of the answers as students write them."""

    def total(name: str) -> int:
        values = [getattr(each, name) for each in tallies]
        return sum(value if isinstance(value, int) else len(value) for value in values)

    left = [line for each in tallies for line in each.unreviewed(reviewed)]
    rejected, located = total("rejected"), total("located")
    seconds = [second for each in tallies for second in each.seconds]
    return _DOCUMENT.format(
        mutants=total("mutants"),
        tried="" if every == 1 else f" (one in {every} of them all)",
        command="python benchmarks/generality.py" + ("" if every == 1 else f" --every {every} --write"),
        rejected=rejected,
        named=total("named"),
        false=total("false"),
        false_share=total("false") / max(total("named"), 1),
        located=located,
        stopped=total("stopped"),
        right=located - total("in_other_lines"),
        right_share=1 - total("in_other_lines") / max(located, 1),
        share=(total("named") + located) / max(rejected, 1),
        noted=total("noted"),
        equivalent=total("survivors") - len(left),
        wrong=rejected + len(left),
        left=len(left),
        median=np.median(seconds),
        percentile=np.percentile(seconds, 95),
        times=times(tallies),
        students=_students(students, refused),
        rows="\n".join(_row(each, reviewed) for each in tallies),
        list="\n".join(f"- `{line}`" for line in left) or "None.",
    )


def times(tallies: Sequence[Any]) -> str:
    """A table of the CPU time of the first answer, with a name and without."""
    rows = [
        _times("with a name", [second for each in tallies for second in each.named_seconds]),
        _times("without", [second for each in tallies for second in each.unnamed_seconds]),
    ]
    head = "| first answer | checks | median | 95 % | 99 % | longest |\n| --- | --- | --- | --- | --- | --- |"
    return "\n".join([head, *rows])


def _times(kind: str, seconds: Sequence[float]) -> str:
    cells = [np.percentile(seconds, share) for share in (50, 95, 99, 100)] if seconds else []
    return f"| {kind} | {len(seconds)} | {' | '.join(f'{cell:.3f} s' for cell in cells)} |"


def _students(verdicts: Sequence[Any], refused: Sequence[str]) -> str:
    kinds = Counter(each.kind for each in verdicts)
    located = kinds["located"] + kinds["in another line"] + kinds["stopped"]
    return _STUDENTS.format(
        answers=len(verdicts),
        rejected=len(verdicts) - kinds["accepted"],
        named=kinds["named"] + kinds["named falsely"],
        false=kinds["named falsely"],
        located=located,
        stopped=kinds["stopped"],
        other=kinds["in another line"],
        neither=kinds["neither"],
        share=1 - (kinds["neither"] + kinds["accepted"]) / max(len(verdicts), 1),
        refused=len(refused),
    )


def _row(each: Any, reviewed: frozenset[str]) -> str:
    unreviewed = len(each.unreviewed(reviewed))
    cells = (
        each.mutants,
        each.rejected,
        each.named,
        len(each.false),
        each.located,
        len(each.in_other_lines),
        len(each.neither),
        each.noted,
        len(each.survivors) - unreviewed,
        unreviewed,
    )
    return f"| `{each.exercise}` | {' | '.join(map(str, cells))} |"


_STUDENTS = """## As students write

{answers} wrong answers were written by hand in the styles of public courses (loops with
`correct_class_score`, `X.dot(W.T)`, classes in rows, two and three mistakes at once), apart from the table of
mistakes, each with the names that are true of it: `benchmarks/parts/student_answers/`. {rejected} are
rejected; {named} are named, {false} of them falsely; {located} are located ({stopped} by their exception,
{other} in another line than the one that was changed); {neither} are neither. **{share:.1%} are named or
located**; {refused} right answers are refused.
Reproduce it: `python -m benchmarks.parts.students --list`."""

_DOCUMENT = """# Generality: mistakes that no table knows

Right answers in all styles are changed mechanically at one place each: another operator, a flipped comparison
or one with the other edge, a number larger or smaller by 1, swapped operands, a dropped minus, `axis`,
`keepdims` or statement. `check` does not know these changes, unlike the mistakes of the
[consistency](consistency.md) run.

Of {mutants} mutants{tried}, {equivalent} are right answers still (reviewed by hand:
`benchmarks/parts/equivalent_mutants.txt`), and {noted} fail only where the exercise's statement asks for
nothing: that is noted and costs no points. **Of the other {wrong}, {rejected} are rejected by the public
cases alone**
and {left} survive.

**Of the rejected, {named} are told by the name of a mistake or a property, and of the rest {located} are
located: {share:.1%} together.**

* A name is *false* if it does not hold with the hidden numbers of a course: {false} of {named}
  ({false_share:.1%}).
* A place is what the hints lead to: the line of the smallest change with which every public case is right,
  or, for {stopped}, the line at which the function stops with an exception. For {right} of {located}
  ({right_share:.1%}) it is the line that was changed; of a line that was left out, one that misses what it
  made.
* The search for a place took {median:.2f} s of CPU time in the median and {percentile:.2f} s at the 95th
  percentile.

CPU time of `check` until the first answer, for the rejected (loops that never end left out):

{times}

| exercise | mutants | rejected | named | falsely | located | other line | neither | noted | same | review |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
{rows}

{students}

Survivors to review (exercise, style, change):

{list}

Reproduce it: `{command}`; what is neither named nor located is listed with `--list`.
"""
