"""`nbgrader zip_collect` reads the same names as `autograder collect`."""

from __future__ import annotations

from nbgrader.plugins.zipcollect import FileNameCollectorPlugin

from autograder.classroom.collecting.platforms import PLATFORMS, is_litter


class PlatformNames(FileNameCollectorPlugin):  # type: ignore[misc]
    """Student and file out of the names that Moodle, Canvas, Blackboard and Brightspace give."""

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        """What a file's name says, or None if it is of no known form, or nobody's.

        Parameters
        ----------
        submitted_file : str
            Where nbgrader has extracted it.

        Returns
        -------
        dict or None
            student_id, file_id and, where the name has a time, timestamp.
        """
        name = next((name for each in PLATFORMS if (name := each.read(submitted_file))), None)
        if name is None or not name.file or is_litter(submitted_file):
            return None
        time = {"timestamp": f"{name.when:%Y-%m-%d %H:%M:%S}"} if name.when else {}
        return {"student_id": name.student, "file_id": name.file, **time}
