"""What a call did to its arguments in place, carried back to the caller's own objects."""

from __future__ import annotations

import contextlib
from collections import deque
from typing import Any

import numpy as np


def is_mutable(item: Any) -> bool:
    """Whether an argument can be changed in place."""
    mutable = (np.ndarray, list, dict, set, deque, np.random.Generator)
    return type(item) in mutable or isinstance(item, np.random.BitGenerator)


def apply_changes(sent: dict[int | str, Any], changes: list[Any]) -> None:
    """Do to the arguments of a call what was done to their copies."""
    for change in changes:
        if type(change) is list and len(change) == 2 and type(change[0]) in (int, str) and change[0] in sent:
            _apply_change(sent[change[0]], change[1])


def _apply_change(target: Any, changed: Any) -> None:
    """Do to our object what was done to its copy."""
    if type(target) is not type(changed):
        return
    if isinstance(target, np.ndarray):
        if target.shape == changed.shape and target.dtype == changed.dtype and target.flags.writeable:
            np.copyto(target, changed)
    elif isinstance(target, list):
        target[:] = changed
    elif isinstance(target, deque):
        target.clear()
        target.extend(changed)
    elif isinstance(target, dict | set):
        target.clear()
        target.update(changed)
    elif isinstance(target, np.random.BitGenerator):
        with contextlib.suppress(ValueError, TypeError):  # of another kind
            target.state = changed.state
    elif isinstance(target, np.random.Generator):
        _apply_change(target.bit_generator, changed.bit_generator)
