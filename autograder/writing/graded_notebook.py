"""The cell results written into a notebook that nbgrader understands.

`nbgrader.utils.determine_grade` reads the score of a test cell from its outputs: an error is 0, a last value
is that many points, anything else is all of them. The outputs here are made such that it reads exactly the
score given, and `cell_grades` has it read them once before they are stored: what the gradebook holds is then
what formgrader and feedback will find in the document, whatever nbgrader makes of it, and nobody's second
reading of the same file can give another grade.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import nbformat
from nbgrader import utils

from autograder.reading.assignment import InstructorCell, InstructorNotebook
from autograder.reading.rebuild import RebuiltCell
from autograder.reading.visible_text import without_commands
from autograder.records import CellGrade, CellResult
from autograder.writing.markup_process import SafeMarkup
from autograder.writing.pictures import safe_attachments, safe_bundle
from autograder.writing.safe_markup import literal_markdown

_IDENTITY = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_TRACEBACK_LINES = 60
_OUTPUT_CHARACTERS = 20_000
_LINE_CHARACTERS = 88  # of a message; feedback shows it in a box of about that width
_SECRET_CHARACTERS = 4  # a hidden line shorter than that, such as `)`, tells nothing
_HIDDEN = "A test that students do not see failed."


@dataclass(frozen=True)
class GradedCell:
    """A cell of the graded notebook with what became of it.

    Parameters
    ----------
    rebuilt : RebuiltCell
    result : CellResult
        Of a test cell, the score is in [0, points].
    """

    rebuilt: RebuiltCell
    result: CellResult


def graded_notebook(notebook: InstructorNotebook, cells: Sequence[GradedCell], remark: str = "") -> bytes:
    """Write a notebook for formgrader and feedback.

    Parameters
    ----------
    notebook : InstructorNotebook
    cells : sequence of GradedCell
    remark : str
        Shown at the top, in Markdown of our own; empty for none.

    Returns
    -------
    bytes
        nbformat 4.5, UTF-8.
    """
    identities = _Identities(cell.identity for cell in notebook.cells)
    markup = SafeMarkup()
    written = [_markdown(identities.new("remark"), remark)] if remark else []
    written += [_cell(cell, identities, markup) for cell in cells if _is_kept(cell.rebuilt)]
    kept = {
        key: notebook.metadata[key] for key in ("kernelspec", "language_info") if key in notebook.metadata
    }
    content = {"cells": written, "metadata": kept, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def _is_kept(cell: RebuiltCell) -> bool:
    """A plain cell of the instructor's that the student deleted stays away."""
    return cell.answer is not None or (cell.instructor is not None and not cell.instructor.is_plain)


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


def _cell(cell: GradedCell, identities: _Identities, markup: SafeMarkup) -> dict[str, Any]:
    rebuilt, result = cell.rebuilt, cell.result
    instructor = rebuilt.instructor
    has_identity = instructor is not None and _IDENTITY.fullmatch(instructor.identity)
    identity = instructor.identity if instructor and has_identity else identities.new("added")
    metadata = {"nbgrader": instructor.nbgrader} if instructor and instructor.nbgrader else {}
    is_students = rebuilt.is_students
    source = (
        rebuilt.answer.source if is_students and rebuilt.answer else instructor.shown if instructor else ""
    )
    if rebuilt.cell_type != "code":
        return _text_cell(rebuilt, identity, metadata, source, markup if is_students else None)
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
    cell: RebuiltCell, identity: str, metadata: dict[str, Any], source: str, markup: SafeMarkup | None
) -> dict[str, Any]:
    """A cell of text; `markup` is None where it is the instructor's."""
    if markup is None:
        attachments = cell.instructor.attachments if cell.instructor else {}
        cell_type = cell.cell_type
    else:
        attachments = safe_attachments(cell.answer.attachments) if cell.answer else {}
        # A raw cell may carry HTML, so it is shown as text.
        source = literal_markdown(source) if cell.cell_type == "raw" else markup.markdown(source, attachments)
        cell_type = "markdown"
    written = {"cell_type": cell_type, "id": identity, "metadata": metadata, "source": source}
    return {**written, "attachments": attachments} if attachments else written


def _markdown(identity: str, source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": identity, "metadata": {}, "source": source}


def score_outputs(cell: InstructorCell, result: CellResult) -> list[dict[str, Any]]:
    """Outputs of a test cell from which nbgrader reads the score, and students the reason.

    Parameters
    ----------
    cell : InstructorCell
    result : CellResult
        With a score in [0, points].
    """
    points, score = cell.points or 0.0, result.score or 0.0
    # What a test prints may tell what it hides.
    shown = [] if cell.hidden_lines else [kept for out in result.outputs if (kept := _safe_output(out))]
    errors = [output for output in shown if output["output_type"] == "error"]
    notes = [output for output in shown if output["output_type"] == "display_data" or _is_stdout(output)]
    reason = _wrapped(_without_secrets(cell, result.message))
    message = [_stream(reason)] if reason else []
    if score == points:
        return message + notes
    if score > 0:
        value = {"data": {"text/plain": repr(score)}, "execution_count": None, "metadata": {}}
        return [*message, *notes, {"output_type": "execute_result", **value}]
    return [*notes, _error(reason or "The test failed.", errors)]


def _without_secrets(cell: InstructorCell, message: str) -> str:
    """Drop a message that quotes a line which students do not have."""
    visible = set(cell.shown.splitlines())
    secrets = {line.strip() for line in cell.source.splitlines() if line not in visible}
    return (
        _HIDDEN if any(len(line) >= _SECRET_CHARACTERS and line in message for line in secrets) else message
    )


def _wrapped(text: str) -> str:
    """Break long lines: feedback shows them in boxes that do not."""
    return "\n".join(part for line in text.splitlines() for part in _parts(line.expandtabs().rstrip()))


def _parts(line: str) -> list[str]:
    if len(line) <= _LINE_CHARACTERS:
        return [line]
    return textwrap.wrap(line, _LINE_CHARACTERS, break_on_hyphens=False)


def _error(reason: str, errors: list[dict[str, Any]]) -> dict[str, Any]:
    lines = [reason, *(errors[0]["traceback"] if errors else [])]
    return {"output_type": "error", "ename": "TestFailed", "evalue": reason, "traceback": lines}


def _stream(text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": "stdout", "text": text.rstrip("\n") + "\n"}


def _is_stdout(output: dict[str, Any]) -> bool:
    return bool(output["output_type"] == "stream" and output["name"] == "stdout")


def _safe_output(output: Any) -> dict[str, Any] | None:
    """Keep text and pictures of an output; it may come from the student box, so its form is not trusted."""
    if not isinstance(output, dict):
        return None
    output_type = output.get("output_type")
    if output_type == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return {"output_type": "stream", "name": name, "text": _shown_text(output.get("text"))}
    if output_type == "error":
        lines = output.get("traceback")
        lines = [_shown_text(line) for line in lines[:_TRACEBACK_LINES]] if isinstance(lines, list) else []
        named = {"ename": _shown_text(output.get("ename")), "evalue": _shown_text(output.get("evalue"))}
        return {
            "output_type": "error",
            **named,
            "traceback": lines or [f"{named['ename']}: {named['evalue']}"],
        }
    if output_type in ("display_data", "execute_result") and isinstance(output.get("data"), dict):
        data = {**safe_bundle(output["data"]), "text/plain": _shown_text(output["data"].get("text/plain"))}
        kept = {"output_type": output_type, "data": data, "metadata": {}}
        return {**kept, "execution_count": None} if output_type == "execute_result" else kept
    return None


def _shown_text(value: Any) -> str:
    return without_commands(value[:_OUTPUT_CHARACTERS]) if isinstance(value, str) else ""
