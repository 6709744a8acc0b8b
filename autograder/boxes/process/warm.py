"""What a zygote imports once, so that no submission has to."""

from __future__ import annotations

import builtins
import contextlib
import getpass
import importlib
import pkgutil
import sys
from collections.abc import Iterable

from autograder.boxes.course_answers import refusals
from autograder.boxes.crossing import library

_ALWAYS = ("numpy", "numpy.testing", "IPython", "unittest.mock")


def import_warm(modules: Iterable[str]) -> None:
    """Import what homework uses, and what the assignment's own cells import; of `course_lib` everything.

    Its answers are worked out, too, so that they can refuse. A module that is not installed is left to the
    cell that imports it, where its error belongs. Nothing is taken from the working folder.
    """
    for name in _ALWAYS:
        importlib.import_module(name)
    modules = set(modules)
    path = sys.path[:]
    sys.path[:] = [entry for entry in path if entry]
    for name in sorted(modules):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    if any(name.partition(".")[0] == "course_lib" for name in modules):
        with contextlib.suppress(ImportError):
            _import_all_of("course_lib")
    refusals()
    library.prepare(["numpy", *modules])
    sys.path[:] = path
    # The same in both boxes, which compare what tests rely on.
    builtins.input = getpass.getpass = _nobody_answers


def _import_all_of(package: str) -> None:
    for entry in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
        importlib.import_module(entry.name)


def _nobody_answers(*arguments: object, **keywords: object) -> str:
    raise EOFError("nobody answers `input()` in grading; the rest of this cell did not run")
