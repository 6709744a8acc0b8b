"""A student's graded notebook as the feedback reads it: answers, outputs, and what was said of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class GradedAnswer:
    """One cell of a graded notebook that nbgrader knows by name.

    Parameters
    ----------
    source : str
    outputs : list of dict
    attachments : dict
    said : str
        Of a test cell: what was said of the answer; the lines as they were broken.
    is_passed : bool
        Whether a test gave all points.
    """

    source: str
    outputs: Sequence[dict[str, Any]] = ()
    attachments: dict[str, Any] = field(default_factory=dict)
    said: str = ""
    is_passed: bool = False


@dataclass(frozen=True)
class GradedAnswers:
    """All of one notebook by grade_id, and the grader's remarks at its top, in Markdown."""

    cells: dict[str, GradedAnswer]
    remarks: str = ""


def read_graded(document: bytes | str) -> GradedAnswers:
    """Read a graded notebook; ValueError if it is none."""
    cells = json.loads(document)["cells"]
    named = {
        cell["metadata"]["nbgrader"]["grade_id"]: _answer(cell)
        for cell in cells
        if "grade_id" in cell["metadata"].get("nbgrader", {})
    }
    is_remark = bool(cells) and str(cells[0].get("id", "")).startswith("remark-")
    return GradedAnswers(named, _text(cells[0]["source"]) if is_remark else "")


def _answer(cell: dict[str, Any]) -> GradedAnswer:
    outputs = cell.get("outputs", [])
    kinds = {output["output_type"] for output in outputs}
    return GradedAnswer(
        _text(cell["source"]),
        outputs,
        cell.get("attachments", {}),
        _said(outputs),
        not kinds & {"error", "execute_result"},
    )


def _said(outputs: Sequence[dict[str, Any]]) -> str:
    """The message that `graded_notebook.score_outputs` wrote."""
    for output in outputs:
        if output["output_type"] == "error":
            return str(output["traceback"][0]) if output["traceback"] else str(output["evalue"])
    first = outputs[0] if outputs else {"output_type": ""}
    return _text(first["text"]).rstrip("\n") if first["output_type"] == "stream" else ""


def _text(source: str | list[str]) -> str:
    """Text of nbformat, which may be a list of lines."""
    return source if isinstance(source, str) else "".join(source)
