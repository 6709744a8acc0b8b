"""What a call did to its arguments in place, carried back to the caller's own objects."""

from __future__ import annotations

import contextlib
from collections import Counter, OrderedDict, defaultdict, deque
from typing import Any

import numpy as np

from autograder.boxes.crossing import library

_MUTABLE = (np.ndarray, list, dict, set, deque, Counter, OrderedDict, defaultdict, np.random.Generator)


def is_mutable(item: Any) -> bool:
    """Whether an argument can be changed in place."""
    if type(item) in _MUTABLE or isinstance(item, np.random.BitGenerator):
        return True
    found = library.kind_of(item)
    return found is not None and found[2].update is not None


def apply_changes(sent: dict[int | str, Any], changes: list[Any]) -> None:
    """Do to the arguments of a call what was done to their copies."""
    for change in changes:
        if type(change) is list and len(change) == 2 and type(change[0]) in (int, str) and change[0] in sent:
            apply_change(sent[change[0]], change[1])


def apply_change(target: Any, changed: Any) -> None:
    """Do to our object what was done to its copy."""
    if type(target) is not type(changed):
        return
    found = library.kind_of(target)
    if found is not None and found[2].update is not None:
        found[2].update(target, changed)
    elif isinstance(target, np.ndarray):
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
        apply_change(target.bit_generator, changed.bit_generator)
