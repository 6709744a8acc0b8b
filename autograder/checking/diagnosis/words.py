"""What is said of the mistakes that were found."""

from __future__ import annotations

import re

from autograder.exercises.exercise import Mistake


def sentences(mistakes: tuple[Mistake, ...]) -> str:
    """What is said of one mistake, of two or of three."""
    if len(mistakes) == 1:
        return mistakes[0].sentence
    numbered = (f"({number}) {beside_others(each.sentence)}" for number, each in enumerate(mistakes, 1))
    return f"{'Two' if len(mistakes) == 2 else 'Three'} things. " + " ".join(numbered)


# What a sentence says of a whole output, which is true of it only where nothing else is wrong.
_OF_THE_WHOLE = re.compile(r" is (?=(twice|half|\w+ times) the reference|the reference divided)")


def beside_others(sentence: str) -> str:
    """A mistake's sentence as it is told beside those of others.

    Examples
    --------
    >>> beside_others("`loss` is twice the reference: look for a factor 2.")
    '`loss` is, apart from the rest, twice the reference: look for a factor 2.'
    """
    return _OF_THE_WHOLE.sub(" is, apart from the rest, ", sentence)
