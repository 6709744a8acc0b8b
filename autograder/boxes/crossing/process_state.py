"""State that is a process's own and travels with calls: random numbers and `numpy.errstate`."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator
from typing import Any

import numpy as np


def present_state() -> dict[str, Any]:
    """The state now, in a form that can be compared."""
    numpy_state = np.random.get_state(legacy=False)
    inner = numpy_state["state"]
    return {
        "numpy": (
            numpy_state["bit_generator"],
            inner["key"].tobytes(),
            inner["pos"],
            numpy_state["has_gauss"],
            numpy_state["gauss"],
        )
        if numpy_state["bit_generator"] == "MT19937"
        else None,
        "random": random.getstate(),
        "errors": np.geterr(),
    }


def portable(name: str, value: Any) -> Any:
    """A part of the state as plain data."""
    return list(value) if name == "numpy" and value is not None else value


def take_state(state: Any) -> None:
    """Go on with what the other side sent."""
    if not state:
        return
    if state.get("numpy"):
        name, key, position, has_gauss, gauss = state["numpy"]
        np.random.set_state((name, np.frombuffer(key, np.uint32), position, has_gauss, gauss))
    if "random" in state:
        version, inner, gauss_next = state["random"]
        random.setstate((version, tuple(inner), gauss_next))
    if "errors" in state:
        np.seterr(**state["errors"])


@contextlib.contextmanager
def keeping_errors() -> Iterator[None]:
    """Leave `numpy.seterr` as it was."""
    errors = np.geterr()
    try:
        yield
    finally:
        np.seterr(**errors)
