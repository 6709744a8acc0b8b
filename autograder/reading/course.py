"""A course folder: nbgrader's own configuration of it, and where everything lies."""

from __future__ import annotations

import glob
import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jupyter_core.paths import jupyter_config_path
from nbgrader.coursedir import CourseDirectory
from traitlets import TraitError
from traitlets.config import Config
from traitlets.config.loader import FileConfigLoader, JSONFileConfigLoader, PyFileConfigLoader


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
        """SQLAlchemy address of the gradebook."""
        return str(self.directory.db_url)

    def source(self, assignment: str) -> Path:
        """Folder of the instructor's version."""
        return self._folder(self.directory.source_directory, ".", assignment)

    def submitted(self, assignment: str, student: str) -> Path:
        """Folder that a student handed in."""
        return self._folder(self.directory.submitted_directory, student, assignment)

    def autograded(self, assignment: str, student: str) -> Path:
        """Folder of the graded notebooks of a student."""
        return self._folder(self.directory.autograded_directory, student, assignment)

    def _folder(self, step: str, student: str, assignment: str) -> Path:
        return Path(os.path.normpath(self.directory.format_path(step, student, assignment)))

    def students(self, assignment: str) -> list[str]:
        """Everybody who handed the assignment in, sorted."""
        step, directory = self.directory.submitted_directory, self.directory
        pattern = directory.format_path(step, "(?P<student>[^/]+)", re.escape(assignment), escape=True)
        structure = directory.directory_structure.format(
            nbgrader_step=step, student_id="*", assignment_id=glob.escape(assignment)
        )
        paths = glob.glob(structure, root_dir=self.root)
        matches = (re.fullmatch(pattern, str(self.root / path)) for path in paths)
        excluded = {name.strip() for name in directory.student_id_exclude.split(",")}
        return sorted({match["student"] for match in matches if match} - excluded)


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
        raise SetupError(
            f"{place}/{name} must run without an error; got {type(error).__name__}: {error}."
        ) from error
