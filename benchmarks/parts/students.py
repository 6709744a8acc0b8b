"""Wrong answers as students of public courses write them: what `check` and its hints say of each.

They are written apart from the table of mistakes, so this is an outside measure; see `student_answers/`. Run
`python -m benchmarks.parts.students`, with `--list` for every answer. The exit code is 1 if a right answer is
refused, a wrong one accepted, or one is given a name that is not true of it.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from dataclasses import dataclass

from autograder import check
from autograder.checking.diagnosis.several import several_mistakes
from autograder.checking.repair.place import Place
from autograder.checking.repair.search import place_of
from autograder.classroom.student_result import UNNAMED
from benchmarks.parts.student_answers import (
    Wrong,
    class_derivatives,
    class_layers,
    class_losses,
    fourth_layers,
    fourth_losses,
    hinge,
    nets,
    rare_hinge,
    rare_nets,
    rare_softmax,
    second_layers,
    second_losses,
    softmax,
    third_layers,
    third_losses,
)
from benchmarks.right_styles import function_of

TOPICS = (
    hinge,
    softmax,
    nets,
    rare_hinge,
    rare_softmax,
    rare_nets,
    class_losses,
    class_derivatives,
    class_layers,
    second_losses,
    second_layers,
    third_losses,
    third_layers,
    fourth_losses,
    fourth_layers,
)


@dataclass(frozen=True)
class Verdict:
    """What was said of one wrong answer.

    Parameters
    ----------
    kind : str
        "accepted", "named", "named falsely", "located", "in another line", "stopped" or "neither".
    message : str
    mistakes : tuple of str
    seconds : float
        CPU time of `check`.
    """

    wrong: Wrong
    kind: str
    message: str
    mistakes: tuple[str, ...]
    seconds: float


def verdict(wrong: Wrong, bases: dict[str, str]) -> Verdict:
    """Check one wrong answer on the public cases, and look for its place if it gets no name."""
    function = function_of(wrong.source(bases), wrong.exercise)
    start = time.process_time()
    result = check(function, cases="public")
    seconds = time.process_time() - start
    mistakes = tuple(dict.fromkeys(result.mistakes))
    kind, place = "accepted", None
    if not result.passed and mistakes[0] not in UNNAMED:
        kind = "named" if set(mistakes) - _NOTES <= set(wrong.names.split()) else "named falsely"
    elif not result.passed:
        tried = [row.details for row in result.rows if row.details is not None and not row.unasked]
        place = place_of(function, result.exercise, tried)
        kind = _kind_of_place(place, wrong.lines(bases))
        if place is None and (several := several_mistakes(result.exercise, tried, _SEVERAL_SECONDS)):
            mistakes = tuple(dict.fromkeys(mistake.id for mistake in several.mistakes))
            kind = "named" if set(mistakes) <= set(wrong.names.split()) else "named falsely"
    message = result.message if place is None else f"{result.message} | {place}"
    return Verdict(wrong, kind, message, mistakes, seconds)


def _kind_of_place(place: Place | None, changed: set[str]) -> str:
    if place is None:
        return "neither"
    if not place.idea:
        return "stopped"
    return "located" if not changed or place.text in changed else "in another line"


_SEVERAL_SECONDS = 2.0
_NOTES = {"inputs_changed", "list_for_array", "parameters_renamed"}


def verdicts() -> list[Verdict]:
    """One of each wrong answer."""
    return [verdict(wrong, topic.BASES) for topic in TOPICS for wrong in topic.WRONG]


def refused() -> list[str]:
    """The right answers that are not accepted."""
    return [
        name
        for topic in TOPICS
        for name, source in topic.BASES.items()
        if not check(function_of(source, name.split("/")[0])).passed
    ]


def main() -> int:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--list", action="store_true", help="list every answer with what is said of it")
    arguments = parser.parse_args()
    found = verdicts()
    for each in found:
        if arguments.list or each.kind in ("accepted", "named falsely"):
            print(f"{each.kind} | {each.wrong.base} | {each.wrong.edits} | {each.mistakes} | {each.message}")
    counts, right = Counter(each.kind for each in found), refused()
    print(dict(counts), f"of {len(found)}; right answers refused: {right}")
    return 1 if right or counts["accepted"] or counts["named falsely"] else 0


if __name__ == "__main__":
    sys.exit(main())
