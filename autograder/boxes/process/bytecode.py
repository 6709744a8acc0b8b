"""The bytecode of what the boxes import, kept beside the sources: a box itself cannot write there."""

from __future__ import annotations

import compileall
import functools
import importlib.util
import os
import sys


@functools.cache
def keep_bytecode() -> None:
    """Compile what was changed since it was compiled; a box would do so anew at each of its starts.

    Not where Python is told to write no bytecode, or may not.
    """
    for package in ("autograder", "course_lib"):
        found = importlib.util.find_spec(package)
        for folder in (found and found.submodule_search_locations) or ():
            if not sys.dont_write_bytecode and os.access(folder, os.W_OK):
                compileall.compile_dir(folder, quiet=2)
