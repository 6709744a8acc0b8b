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

__all__ = ["check"]


def __getattr__(name: str) -> Any:
    # Imported when first asked for: the command line and the boxes start without NumPy and the exercises.
    if name == "check" and os.environ.get("COURSE_BOX") == "student":
        from autograder.boxes.no_check import check

        return check
    if name == "check":
        from autograder.checking.check import check as check_answer

        return check_answer
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
