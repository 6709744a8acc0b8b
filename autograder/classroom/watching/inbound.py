"""What students submitted through nbgrader's exchange, collected when it is complete."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.auth import Authenticator
from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default import ExchangeCollect

from autograder.reading.course import Course, SetupError

# `nbgrader submit` writes it last.
_LAST_FILE = "submission_secret.txt"
_HALF_DONE = ".collecting-"


class _Collect(ExchangeCollect):
    """nbgrader's own choice of submissions, copied so that a folder is there as a whole or not at all."""

    def do_copy(self, source: str, destination: str, log: Any = None) -> None:
        """Copy beside the destination, then give it its name."""
        parent = Path(destination).parent
        for left in parent.glob(f"{_HALF_DONE}*"):  # by a run that was killed
            shutil.rmtree(left)
        with tempfile.TemporaryDirectory(prefix=_HALF_DONE, dir=parent) as half:
            copy = os.path.join(half, "copy")
            super().do_copy(source, copy, log)
            os.rename(copy, destination)


def collect_complete(course: Course, assignment: str) -> Iterator[str]:
    """Collect what is newer than what lies in the course folder, as `nbgrader collect --update` chooses it.

    Yields
    ------
    str
        One sentence for each submission that was left out.

    Raises
    ------
    SetupError
        If the exchange cannot be used.
    """
    course.directory.assignment_id = assignment
    authenticator = Authenticator(config=course.config)
    collect = _Collect(coursedir=course.directory, authenticator=authenticator, config=course.config)
    collect.update = True
    collect.log = logging.getLogger(__name__)
    try:
        with contextlib.redirect_stderr(None):
            collect.ensure_root()
            collect.set_timestamp()
            collect.init_src()
    except ExchangeError as error:
        raise SetupError(f"--exchange: nbgrader's exchange must be usable; {error}.") from error
    for record in list(collect.src_records):
        source = Path(collect.inbound_path) / record["filename"]
        if not (source / _LAST_FILE).is_file():  # still being written
            continue
        if any(path.is_symlink() for path in source.rglob("*")):
            yield f"{source} holds a link; only files and folders are collected."
            continue
        collect.src_records = [record]
        try:
            collect.copy_files()
        except (OSError, RuntimeError, ExchangeError, shutil.Error) as error:
            yield f"{source} cannot be collected: {error}."
