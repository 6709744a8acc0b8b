"""Grades course notebooks: student code and tests never share a process; only plain data crosses."""

__all__ = ["check"]


def __getattr__(name):
    # Imported when first asked for: the command line and the boxes start without NumPy and the exercises.
    if name == "check":
        from autograder.checking.check import check

        return check
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
