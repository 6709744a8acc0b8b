"""A course folder: nbgrader's own configuration of it, and where everything lies."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import sqlalchemy as sa
from jupyter_core.paths import jupyter_config_path
from nbgrader.coursedir import CourseDirectory
from traitlets import TraitError
from traitlets.config import Config
from traitlets.config.loader import FileConfigLoader, JSONFileConfigLoader, PyFileConfigLoader

from autograder.exercises import told
from autograder.reading.submission import composed

# How long another program may hold the gradebook: a backup, a second run.
_LOCKED_SECONDS = 60
_STUDENT = "STUDENTID"  # stands for the id in the structure of the folders


class SetupError(Exception):
    """The course or the machine is not ready; the text says what is wrong and what to do next."""


@dataclass(frozen=True)
class Course:
    """A course as nbgrader sees it.

    Parameters
    ----------
    root : Path
        The course folder, absolute.
    config : traitlets Config
        All of nbgrader's settings that apply to it.
    """

    root: Path
    config: Config

    @cached_property
    def directory(self) -> CourseDirectory:
        """The folder as nbgrader sees it."""
        return CourseDirectory(config=self.config, root=str(self.root))

    @property
    def db_url(self) -> str:
        """SQLAlchemy address of the gradebook; who finds SQLite's file held by another program waits."""
        address = str(self.directory.db_url)
        try:
            url = sa.make_url(address)
        except sa.exc.ArgumentError:  # whoever opens it will say what is wrong
            return address
        if url.get_backend_name() == "sqlite" and "timeout" not in url.query:
            url = url.update_query_dict({"timeout": str(_LOCKED_SECONDS)})
        return url.render_as_string(hide_password=False)

    def source(self, assignment: str) -> Path:
        """Folder of the instructor's version."""
        return self._folder(self.directory.source_directory, ".", assignment)

    def submitted(self, assignment: str, student: str) -> Path:
        """Folder that a student handed in."""
        folder = self._folder(self.directory.submitted_directory, student, assignment)
        try:
            return _same_name(self.root, *folder.relative_to(self.root).parts)
        except (OSError, ValueError):  # reading it will say what is wrong
            return folder

    @property
    def zone(self) -> str:
        """Time zone of the times that nbgrader's exchange notes."""
        return str(self.config.Exchange.get("timezone", ""))

    def autograded(self, assignment: str, student: str) -> Path:
        """Folder of the graded notebooks of a student."""
        return self._folder(self.directory.autograded_directory, student, assignment)

    def feedback(self, assignment: str, student: str) -> Path:
        """Folder of a student's feedback."""
        return self._folder(self.directory.feedback_directory, student, assignment)

    def _folder(self, step: str, student: str, assignment: str) -> Path:
        return Path(os.path.normpath(self.directory.format_path(step, student, assignment)))

    def students(self, assignment: str) -> list[str]:
        """Everybody who handed the assignment in, sorted; also whose folder cannot be looked into.

        Raises
        ------
        SetupError
            If the folder of all submissions cannot be read.
        """
        structure = self.directory.directory_structure.format(
            nbgrader_step=self.directory.submitted_directory, student_id=_STUDENT, assignment_id=assignment
        )
        parts = Path(os.path.normpath(structure)).parts
        excluded = {name.strip() for name in self.directory.student_id_exclude.split(",")}
        return sorted(set(_students_below(self.root, parts)) - excluded)


def _students_below(folder: Path, parts: tuple[str, ...]) -> Iterator[str]:
    """Ids of all for whom a path of the structure exists."""
    position = next((k for k, part in enumerate(parts) if _STUDENT in part), len(parts))
    parent = folder.joinpath(*parts[:position])
    if position == len(parts):
        return
    form = re.compile(re.escape(parts[position]).replace(_STUDENT, "(?P<student>.+)"), re.DOTALL)
    try:
        names = os.listdir(parent) if parent.is_dir() else []
    except OSError as error:
        raise SetupError(
            f"{parent} cannot be read ({error.strerror}); no submission was looked at."
        ) from error
    for name in names:
        match = form.fullmatch(name)
        if match and not name.startswith(".") and _is_there(parent / name, parts[position + 1 :]):
            yield match["student"]


def _is_there(folder: Path, parts: tuple[str, ...]) -> bool:
    """Whether the path exists; what cannot be looked at counts as there, so that reading it says why."""
    try:
        os.stat(_same_name(folder, *parts))
    except (FileNotFoundError, NotADirectoryError):
        return os.path.lexists(folder.joinpath(*parts))
    except OSError:
        return True
    return True


def _same_name(folder: Path, *parts: str) -> Path:
    """A path below a folder; of a part that is not there, its twin in another form of Unicode, if that is."""
    for part in parts:
        path = folder / part
        if not part.isascii() and not os.path.lexists(path):
            twins = os.listdir(folder) if folder.is_dir() else []
            path = next((folder / name for name in twins if composed(name) == composed(part)), path)
        folder = path
    return folder


def open_course(folder: str | Path = ".") -> Course:
    """Read the configuration of a course folder, as the `nbgrader` command would.

    Parameters
    ----------
    folder : path
        The course folder; its `nbgrader_config.py`, if there is one, stands above the user's own.

    Raises
    ------
    SetupError
        If the folder does not exist or its configuration cannot be read.
    """
    root = Path(folder).expanduser().resolve()
    if not root.is_dir():
        raise SetupError(f"--course: a course folder must exist; got {folder}.")
    config = Config()
    for place in [*reversed(jupyter_config_path()), str(root)]:
        for name, loader in (
            ("nbgrader_config.json", JSONFileConfigLoader),
            ("nbgrader_config.py", PyFileConfigLoader),
        ):
            if (Path(place) / name).is_file():
                config.merge(_load(loader, name, place))
    course = Course(root, config)
    try:
        course.directory  # noqa: B018  (an unfit setting shows here)
    except TraitError as error:
        raise SetupError(f"nbgrader_config.py: {error}") from error
    return course


def _load(loader: type[FileConfigLoader], name: str, place: str) -> Config:
    try:
        return loader(name, path=place).load_config()
    except Exception as error:  # a configuration is any Python program
        raise SetupError(f"{place}/{name} must run without an error; got {told(error)}.") from error
