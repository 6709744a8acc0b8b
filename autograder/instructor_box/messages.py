"""What the worker and the instructor's box say to each other: a task there, reports back."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.boxes import plain_messages
from autograder.instructor_box.plain_data import as_data, as_record, prepare_reading
from autograder.records import CellResult, Task


@dataclass(frozen=True)
class CellDone:
    """What became of the cell with this index. The box waits for `GoOn` before the next one.

    So whatever the worker sees of the processes meanwhile, their memory above all, belongs to this cell, also
    where the machine is busy and the worker comes late to read the report.
    """

    index: int
    result: CellResult


@dataclass(frozen=True)
class GoOn:
    """The worker has read the report of a cell: the next one may run."""


@dataclass(frozen=True)
class Waiting:
    """The student's box has been asked something that may take so much processor time, and takes its time."""

    cpu_seconds: float


@dataclass(frozen=True)
class Answered:
    """What it was asked is answered."""


@dataclass(frozen=True)
class Unusable:
    """The student's box does not answer any more, though a copy was kept; `reason` as in `endings`."""

    reason: str


@dataclass(frozen=True)
class Again:
    """The student's box died in the quick pass: run everything once more, with care."""


@dataclass(frozen=True)
class Broken:
    """The grader itself failed, or a declaration of the instructor's; `text` is for the instructor."""

    text: str
    is_declaration: bool = False


@dataclass(frozen=True)
class Done:
    """All cells are through."""


Report = CellDone | Waiting | Answered | Unusable | Again | Broken | Done
_MESSAGES: dict[str, type[Task | GoOn | Report]] = {
    message.__name__: message
    for message in (Task, GoOn, CellDone, Waiting, Answered, Unusable, Again, Broken, Done)
}


def prepare() -> None:
    """Work out how messages are read, for all forks."""
    for message in _MESSAGES.values():
        prepare_reading(message)


def encode(message: Task | GoOn | Report) -> bytes:
    """Turn a message into bytes; `NotPlain` if it holds anything but plain data."""
    return plain_messages.encode([type(message).__name__, as_data(message)])


def decode(data: bytes) -> Task | GoOn | Report:
    """Turn bytes back into a message.

    Raises
    ------
    ValueError
        If the bytes are no message of these.

    Examples
    --------
    >>> decode(encode(CellDone(3, CellResult("ok", score=2.0)))).result.score
    2.0
    """
    match plain_messages.decode(data):
        case [str(name), fields] if name in _MESSAGES:
            return as_record(_MESSAGES[name], fields)
    raise plain_messages.NotPlain(f"decode: a message is one of {', '.join(_MESSAGES)} with its fields.")
