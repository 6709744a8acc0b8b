"""What failed inside the student's process because of a limit: the limit is named, and where to set it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from autograder.boxes.limits import Limits
from autograder.instructor_box.endings import where_to_set
from autograder.records import CellResult

# What Python, NumPy and the system say where there is no more memory, and where a file cannot grow.
_NO_MEMORY = re.compile(r"^(\w+\.)*_?(Array)?MemoryError\b|Unable to allocate .* for an array", re.MULTILINE)
_NO_DISK = re.compile(r"\[Errno (27|28|122)\]|No space left on device|File too large")
_LOOKED_AT = 4_000  # characters of a text, from its end


def with_limits_named(results: Iterable[CellResult], limits: Limits) -> list[CellResult]:
    """The results of cells; where memory or disk was not enough, the message ends in how much there is.

    Parameters
    ----------
    results : iterable of CellResult
    limits : Limits
        Of the submission.
    """
    sentences = (
        (_NO_MEMORY, _sentence("use", limits.memory, "of memory", "memory")),
        (_NO_DISK, _sentence("write", limits.disk, "of files", "disk")),
    )
    return [_named(result, sentences) for result in results]


def _sentence(may: str, size: int, what: str, field: str) -> str:
    return f"A submission may {may} {size / 10**6:.0f} MB {what} ({where_to_set(field)})."


def _named(result: CellResult, sentences: Iterable[tuple[re.Pattern[str], str]]) -> CellResult:
    text = "\n".join([result.message[-_LOOKED_AT:], *map(_exception, result.outputs)])
    met = [sentence for pattern, sentence in sentences if pattern.search(text)]
    return replace(result, message="\n".join([result.message, *met]).lstrip()) if met else result


def _exception(output: dict[str, object]) -> str:
    """Type and text of an exception that is shown; nothing of what was printed."""
    if output["output_type"] != "error":
        return ""
    return f"{output.get('ename', '')}: {output.get('evalue', '')}"[-_LOOKED_AT:]
