"""Equal and similar answers stand together, so that one decision serves them all.

Answers are equal if they are but for case, white space and punctuation; similar if they share most of their
word triples. Only equal ones are graded together; similar ones follow each other.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence

# Share of word triples, of those of both, from which on two answers are neighbours.
SIMILAR = 0.5
_WORD = re.compile(r"\w+|[^\w\s.,;:!?'\"`*_()\-]")
_CHARACTERS = 20_000
# Each answer is compared with each; of more than this, only equal ones are found.
_MOST_COMPARED = 1500


def words(text: str) -> tuple[str, ...]:
    """What of an answer counts when it is compared: words and signs of a formula, in lower case."""
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text[:_CHARACTERS]).casefold()))


def grouped(answers: Mapping[str, str]) -> list[list[str]]:
    """Students by equal answers: large groups first, each followed by those that are similar to it.

    Parameters
    ----------
    answers : mapping
        Student -> text.

    Returns
    -------
    list of list of str

    Examples
    --------
    >>> grouped({"ann": "It grows.", "bob": "It shrinks.", "cem": "it  grows"})
    [['ann', 'cem'], ['bob']]
    """
    equal: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for student, text in sorted(answers.items()):
        equal[words(text)].append(student)
    waiting = sorted(equal.items(), key=lambda item: (-len(item[1]), item[1]))
    marks = {text: _triples(text) for text, _ in waiting}
    if len(waiting) > _MOST_COMPARED:
        return [students for _, students in waiting]
    ordered = []
    while waiting:
        first = waiting[0][0]
        near = [
            item for item in waiting if item[0] == first or _share(marks[first], marks[item[0]]) >= SIMILAR
        ]
        ordered += [students for _, students in near]
        chosen = {text for text, _ in near}
        waiting = [item for item in waiting if item[0] not in chosen]
    return ordered


def _triples(text: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(zip(text, text[1:], text[2:], strict=False)) or frozenset({tuple(text)})


def _share(first: frozenset[tuple[str, ...]], second: frozenset[tuple[str, ...]]) -> float:
    return len(first & second) / len(first | second)
