"""What the student's box says of a cell that it ran: untrusted, so brought into shape once, on arrival."""

from __future__ import annotations

import dataclasses
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from autograder.boxes.crossing.remote_errors import text_of
from autograder.boxes.limits import MAX_FRAMES, MAX_NAME, MAX_OUTPUTS


@dataclass(frozen=True)
class CellRun:
    """One cell of the student, run.

    Parameters
    ----------
    is_ok : bool
        Whether it came to its end without an exception.
    outputs : list of dict
        nbformat outputs.
    bound, deleted : list of str
        Names that the cell bound anew, and that are gone.
    """

    is_ok: bool = False
    outputs: list[dict[str, Any]] = field(default_factory=list)
    bound: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)


def as_data(run: CellRun) -> dict[str, Any]:
    """Turn a run into plain data."""
    return dataclasses.asdict(run)


def from_untrusted(data: Any) -> CellRun:
    """Make a run of whatever arrived; what is not as `as_data` makes it is left out, never an error.

    Examples
    --------
    >>> from_untrusted({"is_ok": 1, "bound": ["f", 2], "outputs": [{"output_type": "error"}]})
    CellRun(is_ok=False, outputs=[], bound=['f'], deleted=[])
    """
    fields = data if type(data) is dict else {}
    outputs = [kept for item in _list(fields.get("outputs"))[:MAX_OUTPUTS] if (kept := _output(item))]
    bound, deleted = (_texts(fields.get(name)) for name in ("bound", "deleted"))
    return CellRun(fields.get("is_ok") is True, outputs, bound, deleted)


def _is_text(value: Any) -> bool:
    return type(value) is str


def _is_data(value: Any) -> bool:
    return type(value) is dict and all(type(part) is str for item in value.items() for part in item)


def _is_lines(value: Any) -> bool:
    return type(value) is list and all(type(line) is str for line in value)


def _is_none(value: Any) -> bool:
    return value is None


# nbformat's types of outputs: the fields that the shell writes, and what each must be.
_OUTPUTS: dict[str, dict[str, Callable[[Any], bool]]] = {
    "stream": {"name": _is_text, "text": _is_text},
    "display_data": {"metadata": _is_data, "data": _is_data},
    "execute_result": {"metadata": _is_data, "data": _is_data, "execution_count": _is_none},
    "error": {"ename": _is_text, "evalue": _is_text, "traceback": _is_lines},
}


def _output(item: Any) -> dict[str, Any] | None:
    """The output as it is, if it is one of the shell's; None otherwise."""
    if type(item) is not dict or type(item.get("output_type")) is not str:
        return None
    fields = _OUTPUTS.get(item["output_type"])
    if fields is None or item.keys() != {"output_type", *fields}:
        return None
    return item if all(is_right(item[name]) for name, is_right in fields.items()) else None


def _list(value: Any) -> list[Any]:
    return value if type(value) is list else []


def _texts(value: Any) -> list[str]:
    return [text for text in _list(value) if type(text) is str]


def error_output(problem: BaseException) -> dict[str, Any]:
    """An exception as an nbformat output."""
    return {
        "output_type": "error",
        "ename": type(problem).__name__[:MAX_NAME],
        "evalue": text_of(problem),
        "traceback": _short_traceback(problem),
    }


def _short_traceback(problem: BaseException) -> list[str]:
    """The last frames of a student's exception, without those of the machinery."""
    summary = traceback.TracebackException(
        type(problem), problem, problem.__traceback__, limit=-MAX_FRAMES, compact=True
    )
    summary.stack[:] = [frame for frame in summary.stack if not _is_machinery(frame.filename)]
    return "".join(summary.format(chain=False)).rstrip().splitlines()


def _is_machinery(filename: str) -> bool:
    return "/autograder/" in filename or "/IPython/core/" in filename
