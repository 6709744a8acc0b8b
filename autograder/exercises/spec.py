"""What a declaration is made of: arguments and outputs with their symbolic shapes, and known mistakes."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

# Sizes, in the order in which they are looked at, and what each counts. A shape is written with these alone.
SIZES = {
    "N": "the number of examples",
    "C": "the number of classes or outputs",
    "d": "the number of inputs",
    "H": "the number of hidden units",
    "M": "the number of outputs",
    "n": "the length of an axis",
    "k": "the length of an axis",
    "l": "the length of an axis",
    "m": "the length of an axis",
}
# One axis: a size or a number, a product of sizes ("kl"), or either with a number added ("d + 1").
_AXIS = re.compile(rf"(?:[{''.join(SIZES)}]+|\d+)(?:\s*\+\s*\d+)?")

_SPEC = re.compile(
    r"\s*(?P<name>[\w.]+)\s*:\s*(?P<shape>scalar|\([^)]*\)|[^(].*?)\s*(?P<values>int|float|bool|symmetric)?\s*$"
)


@dataclass(frozen=True)
class Spec:
    """An argument or an output with its symbolic shape, read from text such as `"dW: (C, d)"`.

    Parameters
    ----------
    name : str
        Of an output inside a dict: `"grads.W1"`.
    shape : str
        `"scalar"`, `"(N, d)"`, or words for what has no fixed shape (`"callable"`, `"array"`).
    values : str or None
        "int", "float" or "bool" where it matters; "symmetric" for a matrix that equals its transpose.
    """

    name: str
    shape: str
    values: str | None = None

    @classmethod
    def parse(cls, text: str) -> Spec:
        """Read `"name: shape [values]"`; ValueError if the text has another form or an unknown size."""
        match = _SPEC.match(text)
        if match is None:
            raise ValueError(f'Spec: the text must look like "dW: (C, d)" or "loss: scalar"; got {text!r}.')
        spec = cls(match["name"], match["shape"], match["values"])
        for axis in spec.dims or ():
            if not _AXIS.fullmatch(axis):
                raise ValueError(
                    f"Spec: an axis must be written with the sizes {', '.join(SIZES)}; got {axis!r} in "
                    f"{text!r}. A new size needs a row in `SIZES` that says what it counts."
                )
        return spec

    @functools.cached_property
    def dims(self) -> tuple[str, ...] | None:
        """Symbols of the axes, `()` for a scalar, None where the shape is left open."""
        if self.shape == "scalar":
            return ()
        if not self.shape.startswith("(") or "..." in self.shape:
            return None
        return tuple(part.strip() for part in self.shape[1:-1].split(",") if part.strip())

    @property
    def is_size(self) -> bool:
        """Whether it is itself a size that an argument gives, such as `"C: scalar int"`."""
        return self.name in SIZES and self.shape == "scalar" and self.values == "int"


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
