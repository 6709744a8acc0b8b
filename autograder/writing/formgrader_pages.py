"""Jupyter server extension: formgrader's pages bear a `timestamp.txt` that is no date.

nbgrader reads the file for its list of submissions and for every student's page, and one that it cannot parse
makes them all fail. Here it is read as the grader reads it, and what is no date counts as none.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.apps.api import NbGraderAPI

from autograder.reading.submission import TIMESTAMP
from autograder.reading.timestamp import parse_timestamp


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "autograder.writing.formgrader_pages"}]


def _load_jupyter_server_extension(server: Any) -> None:
    NbGraderAPI.get_submitted_timestamp = submitted_timestamp
    server.log.info("autograder: formgrader takes a timestamp.txt that is no date for none")


def submitted_timestamp(api: NbGraderAPI, assignment_id: str, student_id: str) -> datetime | None:
    """When something was handed in, in UTC; None if that is not known.

    Parameters
    ----------
    api : NbGraderAPI
    assignment_id, student_id : str
    """
    submitted = api.coursedir.submitted_directory
    folder = Path(api.coursedir.format_path(submitted, student_id, assignment_id))
    zone = str(api.config.Exchange.get("timezone", ""))
    try:
        return parse_timestamp((folder / TIMESTAMP).read_bytes().decode("utf-8-sig", "replace"), zone)
    except (OSError, ValueError):
        return None
