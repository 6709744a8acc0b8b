"""A known mistake: what to say of it, and how to make it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, eq=False)
class Mistake:
    """A known mistake: what to say, and how to make it.

    Parameters
    ----------
    id : str
        A word, unique within the exercise; the class report counts it.
    sentence : str
        What a good teaching assistant would say: what is wrong and what to do next.
    settings : dict
        Keyword arguments (hashable) of the exercise's `imitation` that make it. A key `(output, change)`
        changes that output afterwards instead: `("dW", "scale")` with -1, 2 or a size such as "N" or "1/N";
        `("dW", "transpose")` with True; `("losses", "shape")` with "column", "flat", "mean" or "sum".
    credit : float
        Part of the points, in [0, 1], that an answer with this mistake alone still earns.
    paired : bool
        Whether it is also tried together with every other mistake.
    with_constant : callable or None
        For a mistake with a constant in it that may be any positive number, such as an epsilon: constant ->
        the settings that replace those of `settings`. The constant is solved from one wrong answer, and must
        then explain all; the sum of each output must rise or fall with it. `settings` has the constant with
        which the mistake is tried in pairs, and tested.
    powers : (float, float)
        The constant is sought between these powers of ten; left out: from the smallest float to a tenth.
    formula : str
        The right expression, which is told as the last hint alone.
    """

    id: str
    sentence: str
    settings: Mapping[Any, Any]
    credit: float = 0.0
    paired: bool = True
    with_constant: Callable[[float], Mapping[str, Any]] | None = None
    powers: tuple[float, float] = (-323.0, -1.0)
    formula: str = ""
