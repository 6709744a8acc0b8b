"""How one test cell runs, and the names of the copies that must fail beside it."""

from __future__ import annotations

from dataclasses import dataclass

# Copies of a test that must fail: an assertion of two unequal numbers before it; its assertions negated;
# what it compares held against an object that nothing equals.
FAILING, NEGATED, UNEQUAL = "failing", "negated", "unequal"
ALL_CANARIES = frozenset({FAILING, NEGATED, UNEQUAL})


@dataclass(frozen=True)
class Way:
    """How one test cell runs.

    Parameters
    ----------
    is_together : bool
        In a fork of the student's box; otherwise apart, in the instructor's.
    why : str
        What it needs that cannot cross, in a few words; empty if nothing is known.
    canaries : frozenset of str
        Copies that must fail beside it.
    is_fixed : bool
        Whether the instructor has decided, so that a rehearsal leaves it.
    """

    is_together: bool = False
    why: str = ""
    canaries: frozenset[str] = ALL_CANARIES
    is_fixed: bool = False
