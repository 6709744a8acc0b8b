"""What a notebook imports of `autograder`, as it is in the student's box, where nothing is tested: silent.

`own_functions` is this one in both boxes.
"""

from __future__ import annotations

from types import ModuleType


def check(*arguments: object, **keywords: object) -> None:
    """Do nothing, so that a student's cell that calls `check` runs on."""


def hint(*arguments: object, **keywords: object) -> None:
    """Do nothing, as `check`."""


def progress() -> None:
    """Do nothing, as `check`."""


def start_page() -> None:
    """Do nothing, as `check`."""


def own_functions(instead: ModuleType, folder: str = "") -> ModuleType:
    """Lend everything: what a student wrote for other lectures is not part of this submission."""
    return instead
