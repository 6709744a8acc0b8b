"""Which answers are more alike than independent work is: winnowing over tokens.

Names, texts, comments and layout do not count, and order only within a dozen characters, so that a copy with
other names and moved statements keeps most of its fingerprints. What was released, and what many have, does
not count. Likeness is a reason to look, never a verdict.
"""

from __future__ import annotations

import itertools
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from copydetect.utils import filter_code, winnow

# Characters of a fingerprint, where a name is one, and within how many of them one is kept. Of right answers
# in independent styles the largest share in common is 0.56 (two styles that agree in half of the exercises),
# of disguised copies the smallest is 0.72.
_LENGTH, _WINDOW = 8, 4
ALIKE = 0.65
# Fewer are too little to tell anything.
_LEAST = 20
# What more than a tenth of the class has, but no fewer than this, is what most write.
_COMMON = 4
# A fingerprint in more different answers than this would cost time and tells nothing.
_MOST_SHARED = 100
_CHARACTERS = 200_000


@dataclass(frozen=True)
class Likeness:
    """Students whose answers are alike.

    Parameters
    ----------
    students : tuple of str
        Two, or more if their answers are the same but for names and layout.
    share : float
        Fingerprints in common, as a part of those of the one who has fewer, in [0, 1].
    """

    students: tuple[str, ...]
    share: float


def similar_work(answers: Mapping[str, str], released: Iterable[str] = ()) -> list[Likeness]:
    """Find answers that are alike.

    Parameters
    ----------
    answers : mapping
        Student -> all that the student wrote, as Python.
    released : iterable of str
        What every student was given.

    Returns
    -------
    list of Likeness
        The most alike first; none if nobody is.
    """
    given = frozenset().union(*(fingerprints(text) for text in released))
    groups: dict[frozenset[int], list[str]] = defaultdict(list)
    for student, text in sorted(answers.items()):
        groups[fingerprints(text) - given].append(student)
    holders = Counter(mark for marks, students in groups.items() for mark in marks for _ in students)
    usual = max(_COMMON, len(answers) // 10)
    own = {
        tuple(students): frozenset(mark for mark in marks if holders[mark] <= usual or len(students) > usual)
        for marks, students in groups.items()
    }
    own = {students: marks for students, marks in own.items() if len(marks) >= _LEAST}
    same = [Likeness(students, 1.0) for students in own if len(students) > 1]
    alike = [
        Likeness((first[0], second[0]), common / min(len(own[first]), len(own[second])))
        for (first, second), common in _in_common(own).items()
    ]
    return sorted(
        [*same, *(each for each in alike if each.share >= ALIKE)],
        key=lambda each: (-each.share, each.students),
    )


def _in_common(
    own: Mapping[tuple[str, ...], frozenset[int]],
) -> Counter[tuple[tuple[str, ...], tuple[str, ...]]]:
    holders: dict[int, list[tuple[str, ...]]] = defaultdict(list)
    for students, marks in own.items():
        for mark in marks:
            holders[mark].append(students)
    return Counter(
        pair
        for group in holders.values()
        if 1 < len(group) <= _MOST_SHARED
        for pair in itertools.combinations(group, 2)
    )


def fingerprints(text: str) -> frozenset[int]:
    """The fingerprints of a program; empty for one that is too short to have any.

    The hash is CRC-32 and not Python's own, which differs from run to run, and with it what winnowing keeps.
    """
    reduced, _ = filter_code(text[:_CHARACTERS], "answers.py", "python")
    pieces = [reduced[k : k + _LENGTH] for k in range(len(reduced) - _LENGTH + 1)]
    hashes = np.array([zlib.crc32(piece.encode("utf-8", "replace")) for piece in pieces])
    return frozenset(winnow(hashes, _WINDOW)[0].tolist())
