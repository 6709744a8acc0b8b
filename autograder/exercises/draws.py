"""Where the numbers of the cases come from: the public ones from fixed seeds, the hidden ones from a secret.

The secret is the course's: made once beside the gradebook, never released, and told to the instructor's box
alone. Where there is none, there are no hidden cases.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np

_DIGEST_BYTES = 16


@dataclass(frozen=True)
class Draw:
    """One set of numbers for the cases of an exercise.

    Parameters
    ----------
    key : tuple of int
        What the generators start from, besides the seeds of the cases; empty for the public cases.

    Examples
    --------
    >>> public, hidden = Draw(), Draw((7,))
    >>> public.is_public, hidden.is_public
    (True, False)
    >>> float(public.rng(3).uniform()) == float(hidden.rng(3).uniform())
    False
    """

    key: tuple[int, ...] = ()

    @property
    def is_public(self) -> bool:
        """Whether students see the numbers."""
        return not self.key

    def rng(self, *seed: int) -> np.random.Generator:
        """Return the generator of the case with this seed."""
        return np.random.default_rng((*self.key, *seed))

    def again(self, attempt: int) -> Draw:
        """Return the draw that takes the place of this one, where its numbers are unfit."""
        return Draw((*self.key, attempt))


PUBLIC = Draw()


@dataclass
class _Course:
    """What this process knows of the course whose submissions it grades."""

    secret: bytes | None = None
    is_drawn: bool = False  # since the secret was given


_course = _Course()


def use_secret(secret: bytes | None) -> None:
    """Draw the hidden cases from this secret from now on; None for no hidden cases."""
    _course.secret, _course.is_drawn = secret or None, False


def begin_submission(*, has_hidden_cases: bool) -> None:
    """Forget what was drawn in advance; without hidden cases, the secret as well."""
    use_secret(_course.secret if has_hidden_cases else None)


def is_drawn() -> bool:
    """Return whether somebody has asked for hidden cases since the submission began, and there are some."""
    return _course.is_drawn


def hidden_draw() -> Draw | None:
    """Return the draw of the hidden cases; None where the course's secret is not known."""
    if _course.secret is None:
        return None
    _course.is_drawn = True
    return _draw_of(_course.secret)


@functools.cache
def _draw_of(secret: bytes) -> Draw:
    import hashlib  # not where students run the public cases alone

    return Draw((int.from_bytes(hashlib.sha256(secret).digest()[:_DIGEST_BYTES], "big"),))
