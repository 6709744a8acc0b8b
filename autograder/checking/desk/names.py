"""A NameError at the top of a cell gets one sentence: an extension of IPython.

So also `check(svm_loss)` before the cell with the function was run, or after a restart.
"""

from __future__ import annotations

import linecache
import re
from types import TracebackType
from typing import Any


def load_ipython_extension(shell: Any) -> None:
    """Answer a NameError at the top of a cell with one sentence, in this kernel."""
    shell.set_custom_exc((NameError,), _show)


def _show(
    shell: Any,
    kind: type[BaseException],
    problem: BaseException,
    trace: TracebackType | None,
    tb_offset: int | None = None,
) -> None:
    name = getattr(problem, "name", None)
    line = _line_at_the_top(trace)
    if isinstance(name, str) and line is not None:
        # Here: each kernel starts with this file, and few need what that imports.
        from autograder.checking.desk.which_name import sentence_about

        sentence = sentence_about(name, shell.user_ns, _is_checked(name, line))
        if sentence is not None:
            problem._render_traceback_ = lambda: [sentence]  # type: ignore[attr-defined]
    shell.showtraceback((kind, problem, trace), tb_offset=tb_offset)


def _line_at_the_top(trace: TracebackType | None) -> str | None:
    """The line of a cell that raised it; None if it was raised inside a function."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None or trace.tb_frame.f_code.co_name != "<module>":
        return None
    return linecache.getline(trace.tb_frame.f_code.co_filename, trace.tb_lineno)


def _is_checked(name: str, line: str) -> bool:
    """Whether a line checks, or asks hints for, the function of that name."""
    return re.search(rf"\b(check|hint)\(\s*{re.escape(name)}\b", line) is not None
