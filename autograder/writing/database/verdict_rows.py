"""The grader's own table in the gradebook: which content was graded by which version, with what verdict."""

from __future__ import annotations

import contextlib
import dataclasses
import json

import sqlalchemy as sa

from autograder.records import GradedNotebook, GradedSubmission, GradedTest, NotebookVerdict

VERDICTS = sa.Table(
    "autograder_verdict",
    sa.MetaData(),
    sa.Column("student", sa.String(128), primary_key=True),
    sa.Column("assignment", sa.String(128), primary_key=True),
    sa.Column("notebook", sa.String(128), primary_key=True),
    sa.Column("submission_hash", sa.String(64), nullable=False),
    sa.Column("version", sa.String(64), nullable=False),
    sa.Column("verdict", sa.Text, nullable=False),
)


def has_table(engine: sa.Engine, is_made: bool) -> bool:
    """Whether the table is there; if it is to be, it is made first, also where another run does the same."""
    with contextlib.suppress(sa.exc.DBAPIError):
        if is_made:
            VERDICTS.metadata.create_all(engine)
            return True
    return sa.inspect(engine).has_table(VERDICTS.name)


def verdict_row(
    assignment: str, submission: GradedSubmission, name: str, notebook: GradedNotebook
) -> dict[str, str]:
    """The row of one notebook's verdict."""
    return {
        "student": submission.student,
        "assignment": assignment,
        "notebook": name,
        "submission_hash": submission.submission_hash,
        "version": notebook.verdict.version,
        "verdict": json.dumps(dataclasses.asdict(notebook.verdict)),
    }


def verdict_from_json(text: str) -> NotebookVerdict | None:
    """The verdict that was stored as this text; None if the text is damaged.

    Examples
    --------
    >>> verdict_from_json('{"notebook": "hw", "version": "1f", "cells": []}').notebook
    'hw'
    >>> verdict_from_json('{"notebook": "hw", "ver')
    """
    try:
        stored = json.loads(text)
        cells = [GradedTest(**cell) for cell in stored.pop("cells")]
        return NotebookVerdict(cells=cells, **stored)
    except (ValueError, TypeError, AttributeError, KeyError):
        return None
