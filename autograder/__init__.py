"""Grades course notebooks. What a notebook needs of it is `check`: what is wrong with my function.

>>> from autograder import check
>>> def multiclass_hinge(scores, y):
...     raise NotImplementedError
>>> check(multiclass_hinge)
multiclass_hinge: not passed, 0 of 13 cases right
Not implemented yet: multiclass_hinge(scores, y) -> losses

In the grader, student code and tests never share a process; only plain data crosses.
"""

import os
from typing import Any

__all__ = ["check", "hint", "own_functions", "progress", "start_page"]

# What does nothing in the student's box, and what each box has a version of its own of.
_NOT_IN_THE_BOX = frozenset({"check", "hint", "progress", "start_page"})


def __getattr__(name: str) -> Any:
    # Imported when first asked for: the command line and the boxes start without NumPy and the exercises.
    if name in _NOT_IN_THE_BOX and os.environ.get("COURSE_BOX") == "student":
        from autograder.boxes import no_check

        return getattr(no_check, name)
    if name == "own_functions" and os.environ.get("COURSE_BOX"):
        from autograder.boxes.no_check import own_functions

        return own_functions
    if name == "own_functions":
        from autograder.checking.own_functions import own_functions as own

        return own
    if name in ("check", "hint"):
        from autograder.checking import check as checks

        return getattr(checks, name)
    if name in ("progress", "start_page"):
        from autograder.checking.desk import pages

        return getattr(pages, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
