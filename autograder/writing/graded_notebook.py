"""The cell results written into a notebook that nbgrader understands.

`nbgrader.utils.determine_grade` reads the score of a test cell from its outputs: an error is 0, a last value
is that many points, anything else is all of them. The outputs here are made such that it reads exactly the
score given.
"""

from __future__ import annotations

import json
import math
import re
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

import nbformat
from nbgrader import utils

from autograder.reading.assignment import InstructorCell, InstructorNotebook
from autograder.reading.rebuild import RebuiltCell
from autograder.records import CellGrade, CellResult
from autograder.writing.safe_markup import literal_markdown, safe_attachments, safe_bundle, safe_markdown

_IDENTITY = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_TRACEBACK_LINES = 60
_TEXT = 20_000
_WIDTH = 88
_HIDDEN = "A test that students do not see failed."


def graded_notebook(
    notebook: InstructorNotebook,
    cells: Sequence[RebuiltCell],
    results: Sequence[CellResult],
    remark: str = "",
) -> bytes:
    """Write a notebook for formgrader and feedback.

    Parameters
    ----------
    notebook : InstructorNotebook
    cells : sequence of RebuiltCell
    results : sequence of CellResult
        One for each cell.
    remark : str
        Shown at the top, in Markdown of our own; empty for none.

    Returns
    -------
    bytes
        nbformat 4.5, UTF-8.
    """
    names = _Identities(cell.identity for cell in notebook.cells)
    written = [_markdown(names.new("remark"), remark)] if remark else []
    for cell, result in zip(cells, results, strict=True):
        if cell.answer is not None or (cell.instructor is not None and not cell.instructor.is_plain):
            written.append(_cell(cell, result, names))
    kept = {
        key: notebook.metadata[key] for key in ("kernelspec", "language_info") if key in notebook.metadata
    }
    content = {"cells": written, "metadata": kept, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def cell_grades(document: bytes, is_refused: bool = False) -> list[CellGrade]:
    """Grades of a graded notebook's cells, read by nbgrader itself.

    Parameters
    ----------
    document : bytes
        From `graded_notebook`.
    is_refused : bool
        Whether the notebook could not be read: then nothing is left to be graded by hand.
    """
    grades = []
    for cell in nbformat.from_dict(json.loads(document))["cells"]:
        settings = cell.metadata.get("nbgrader", {})
        is_answer = utils.is_solution(cell) or utils.is_task(cell)
        if not (utils.is_grade(cell) or is_answer):
            continue
        score = utils.determine_grade(cell)[0] if utils.is_grade(cell) else None
        score = 0.0 if is_refused and score is None else score
        is_same = utils.is_solution(cell) and settings.get("checksum") == utils.compute_checksum(cell)
        grades.append(CellGrade(settings["grade_id"], score if score is None else float(score), is_same))
    return grades


class _Identities:
    """Cell ids that are unique in one notebook; the instructor's are kept."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._count = 0

    def new(self, word: str) -> str:
        """An id that no other cell has."""
        while True:
            self._count += 1
            identity = f"{word}-{self._count}"
            if identity not in self._taken:
                self._taken.add(identity)
                return identity


def _cell(cell: RebuiltCell, result: CellResult, names: _Identities) -> dict[str, Any]:
    instructor = cell.instructor
    identity = (
        instructor.identity if instructor and _IDENTITY.fullmatch(instructor.identity) else names.new("added")
    )
    metadata = {"nbgrader": instructor.nbgrader} if instructor and instructor.nbgrader else {}
    is_theirs = cell.is_changed and not (instructor and instructor.is_locked)
    source = cell.answer.source if is_theirs and cell.answer else instructor.shown if instructor else ""
    if cell.cell_type != "code":
        return _text_cell(cell, identity, metadata, source, is_theirs)
    if instructor is not None and instructor.is_test:
        outputs = score_outputs(instructor, result)
    else:
        outputs = [kept for output in result.outputs if (kept := _safe_output(output))]
        outputs += [_stream(_wrapped(result.message))] if result.message else []
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": identity,
        "metadata": metadata,
        "outputs": outputs,
        "source": source,
    }


def _text_cell(
    cell: RebuiltCell, identity: str, metadata: dict[str, Any], source: str, is_theirs: bool
) -> dict[str, Any]:
    if not is_theirs:
        attachments = cell.instructor.attachments if cell.instructor else {}
        kind = cell.cell_type
    else:
        attachments = safe_attachments(cell.answer.attachments) if cell.answer else {}
        # A raw cell may carry HTML, so it is shown as text.
        source = literal_markdown(source) if cell.cell_type == "raw" else safe_markdown(source, attachments)
        kind = "markdown"
    written = {"cell_type": kind, "id": identity, "metadata": metadata, "source": source}
    return {**written, "attachments": attachments} if attachments else written


def _markdown(identity: str, source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": identity, "metadata": {}, "source": source}


def score_outputs(cell: InstructorCell, result: CellResult) -> list[dict[str, Any]]:
    """Outputs of a test cell from which nbgrader reads the score, and students the reason.

    Parameters
    ----------
    cell : InstructorCell
    result : CellResult
    """
    points = cell.points or 0.0
    score = bounded(result.score, points)
    # What a test prints may tell what it hides.
    shown = [] if cell.hidden_lines else [kept for out in result.outputs if (kept := _safe_output(out))]
    errors = [output for output in shown if output["output_type"] == "error"]
    notes = [output for output in shown if output["output_type"] == "display_data" or _is_stdout(output)]
    said = _wrapped(_without_secrets(cell, result.message))
    message = [_stream(said)] if said else []
    if score == points:
        return message + notes
    if score > 0:
        value = {"data": {"text/plain": repr(score)}, "execution_count": None, "metadata": {}}
        return [*message, *notes, {"output_type": "execute_result", **value}]
    return [*notes, _error(said or "The test failed.", errors)]


def bounded(score: float | None, points: float) -> float:
    """Bring a score into [0, points]; what is no number is 0."""
    score = float(score) if score is not None else 0.0
    return 0.0 if math.isnan(score) else min(max(score, 0.0), points)


def _without_secrets(cell: InstructorCell, message: str) -> str:
    """Drop a message that quotes a line which students do not have."""
    visible = set(cell.shown.splitlines())
    secrets = {line.strip() for line in cell.source.splitlines() if line not in visible}
    return _HIDDEN if any(len(line) > 3 and line in message for line in secrets) else message


def _wrapped(text: str) -> str:
    """Break long lines: feedback shows them in boxes that do not."""
    lines = [textwrap.wrap(line, _WIDTH, break_on_hyphens=False) or [""] for line in text.splitlines()]
    return "\n".join(part for line in lines for part in line)


def _error(said: str, errors: list[dict[str, Any]]) -> dict[str, Any]:
    lines = [said, *(errors[0]["traceback"] if errors else [])]
    return {"output_type": "error", "ename": "TestFailed", "evalue": said, "traceback": lines}


def _stream(text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": "stdout", "text": text.rstrip("\n") + "\n"}


def _is_stdout(output: dict[str, Any]) -> bool:
    return output["output_type"] == "stream" and output["name"] == "stdout"


def _safe_output(output: Any) -> dict[str, Any] | None:
    """Keep text and pictures of an output; it may come from the student box, so its form is not trusted."""
    if not isinstance(output, dict):
        return None
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return {"output_type": "stream", "name": name, "text": _text(output.get("text"))}
    if kind == "error":
        lines = output.get("traceback")
        lines = [_text(line) for line in lines[:_TRACEBACK_LINES]] if isinstance(lines, list) else []
        named = {"ename": _text(output.get("ename")), "evalue": _text(output.get("evalue"))}
        return {
            "output_type": "error",
            **named,
            "traceback": lines or [f"{named['ename']}: {named['evalue']}"],
        }
    if kind in ("display_data", "execute_result") and isinstance(output.get("data"), dict):
        data = {**safe_bundle(output["data"]), "text/plain": _text(output["data"].get("text/plain"))}
        kept = {"output_type": kind, "data": data, "metadata": {}}
        return {**kept, "execution_count": None} if kind == "execute_result" else kept
    return None


def _text(value: Any) -> str:
    text = value if isinstance(value, str) else ""
    return text[:_TEXT].encode("utf-8", "replace").decode()
