"""State that is a process's own: random numbers and `numpy.errstate`, which travel with calls; the stack."""

from __future__ import annotations

import contextlib
import random
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np

# Frames that a message needs: what is nested as deep as may cross is packed by as many calls.
_FRAMES = 200


def require_stack() -> None:
    """Raise RecursionError while there is still room on the stack for an answer that says so.

    Calls that go back and forth between two boxes without end would otherwise end in the middle of a message,
    and both would wait for the other one.
    """
    limit = sys.getrecursionlimit()
    try:
        sys._getframe(limit - min(_FRAMES, limit // 2))
    except ValueError:  # there are not so many yet
        return
    raise RecursionError("maximum recursion depth exceeded")


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
