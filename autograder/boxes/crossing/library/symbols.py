"""SymPy: its expressions stay on the side that made them."""

from __future__ import annotations

import sympy

from autograder.boxes.crossing.library.kind import Kind

KINDS: dict[str, Kind] = {}


def first_use() -> None:
    """Do what each homework begins with: SymPy imports much of itself when it is first used."""
    x = sympy.Symbol("x")
    sympy.cancel(sympy.diff(x / (1 + sympy.exp(-x)), x)).equals(0)
    sympy.Matrix([[x, 1], [1, x]]).inv()
