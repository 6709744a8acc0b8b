"""What modules keep between forward and backward, and the ways in which a memory goes wrong."""

from __future__ import annotations

from typing import Any

from autograder.exercises.exercise import Mistake


def taken_back(first: Any, second: Any, *, memory: str = "stack") -> tuple[Any, Any]:
    """What the two backward passes get of what two forward passes kept: for the second, for the first.

    Examples
    --------
    >>> taken_back("one", "two"), taken_back("one", "two", memory="last alone")
    (('two', 'one'), ('two', 'two'))
    """
    return {
        "stack": (second, first),
        "last alone": (second, second),
        "first alone": (first, first),
        "queue": (first, second),
    }[memory]


MEMORY_MISTAKES = (
    Mistake(
        "memory_overwritten",
        "Both backward passes see what the second forward pass has kept: forward overwrites it, or backward "
        "does not take it off. Append to self.kept, and pop in backward.",
        {"memory": "last alone"},
    ),
    Mistake(
        "memory_in_wrong_order",
        "The first to be kept is the first to be taken: the walk back meets the last forward pass first. "
        "Take it with self.kept.pop(), without a number.",
        {"memory": "queue"},
    ),
    Mistake(
        "memory_never_renewed",
        "Backward always looks at the first forward pass: take the last one that is left, self.kept.pop().",
        {"memory": "first alone"},
    ),
)
