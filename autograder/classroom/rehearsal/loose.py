"""Tests that pass over missing entries: tried with the solution's answers masked, and with the same spoilt.

`numpy.testing` passes over what is masked, and a comparison of nullable columns over what is NA. Such a test
is no mistake, but who knows it earns its points with entries that hold nothing. So it is named.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from autograder.classroom.rehearsal.trial import Outcomes
from autograder.reading.assignment import InstructorCell, InstructorNotebook

# Behind an answer: what it gives, with all entries missing, or with entries that equal nothing.
_CHANGED = """
def __changed(value):
    import sys
    numpy, pandas = map(sys.modules.get, ("numpy", "pandas"))
    if pandas is not None and isinstance(value, pandas.Series | pandas.DataFrame):
        kept = value.convert_dtypes() if {is_masked} else value.astype(object)
        return kept.mask(numpy.ones(value.shape, bool)).infer_objects()
    if numpy is not None and type(value) is numpy.ndarray and value.dtype.kind in "biufc":
        return numpy.ma.masked_all_like(value) if {is_masked} else numpy.full(value.shape, numpy.nan)
    return value

def __changing(function):
    import functools
    @functools.wraps(function)
    def answer(*arguments, **keywords):
        return __changed(function(*arguments, **keywords))
    return answer

for __name in {names}:
    if type(globals().get(__name)) is type(__changing):
        globals()[__name] = __changing(globals()[__name])
    elif __name in globals():
        globals()[__name] = __changed(globals()[__name])
"""
# What compares entry by entry.
_COMPARES_ALL = re.compile(r"\bassert_(?!frame|series|index)|\.all\(")
# Solved cells -> the outcomes in the boxes.
Run = Callable[[Callable[[InstructorCell], str]], Outcomes]


def passing_over(notebook: InstructorNotebook, run: Run) -> frozenset[str]:
    """Grade_ids of the test cells that give all points to answers whose entries are all missing.

    Parameters
    ----------
    notebook : InstructorNotebook
    run : callable
        (cell -> what stands in it) -> the outcomes in the boxes.
    """
    tests = [cell for cell in notebook.test_cells if _COMPARES_ALL.search(cell.source)]
    tests = [cell for cell in tests if not notebook.uses_the_grader(cell)]
    if not tests or notebook.modules.isdisjoint({"numpy", "pandas"}):
        return frozenset()
    masked, spoilt = (run(lambda cell, how=how: _with_change(cell, how)) for how in (True, False))  # type: ignore[misc]
    return frozenset(
        name
        for cell in tests
        if (name := cell.grade_id or "") and masked[name].score >= (cell.points or 0) > spoilt[name].score
    )


def _with_change(cell: InstructorCell, is_masked: bool) -> str:
    names = sorted(cell.solves)
    if not names or cell.cell_type != "code":
        return cell.solved
    return f"{cell.solved}\n{_CHANGED.format(is_masked=is_masked, names=names)}"
