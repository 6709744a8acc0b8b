"""The instructor's files of an assignment, laid into the working folder of a box."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from autograder.boxes import addresses

# Packages of ours, which a course may have a file of its own for.
_OURS = ("course_lib", "autograder")


def lay_out(files: Mapping[str, bytes]) -> None:
    """Write files into the working folder."""
    for name, content in files.items():
        path = Path.cwd() / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def take_as_own(names: Iterable[str]) -> None:
    """Let the instructor's files mean what they mean in a kernel.

    A `course_lib.py` beside the notebook is the course's, not ours; what was fetched beforehand is opened for
    its address.
    """
    present = set(names)
    beside = {name.partition("/")[0].removesuffix(".py") for name in present}
    for package in beside.intersection(_OURS):
        # What we import of ourselves goes by the names of modules below it.
        sys.modules.pop(package, None)
    if "course_lib" in beside:
        for name in [name for name in sys.modules if name.startswith("course_lib.")]:
            del sys.modules[name]
    if addresses.INDEX in present:
        addresses.serve(addresses.FOLDER)
