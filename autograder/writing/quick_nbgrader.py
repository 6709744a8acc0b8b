"""nbgrader's own commands without what takes them seconds and is asked for by none of them.

``python -m autograder.writing.quick_nbgrader generate_assignment NAME`` does what ``nbgrader`` does.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from course_lib.server_extension import slow_imports

_STDERR_CHARACTERS = 2000  # of nbgrader, whose last lines say what went wrong
# What nbgrader brings into a Jupyter server and imports with the package itself, the whole server below it.
_SERVER_PARTS = ("assignment_list", "course_list", "formgrader", "validate_assignment")
# What it unpacks archives with.
_UNPACKING = ("unpack_archive", "unpack_tarfile", "unpack_zipfile")
_SLIDES_SERVER = "nbconvert.postprocessors.serve"
# Formats of jsonschema's: it leaves out those whose package is not installed.
_FORMATS = (
    "fqdn",
    "isoduration",
    "rfc3339_validator",
    "rfc3986_validator",
    "uri_template",
    "webcolors",
)


def spare_imports() -> None:
    """Have nbgrader, when it is imported, leave out what no command of ours uses.

    The check of formats, which neither nbformat nor nbgrader asks for, takes a second for the grammar of
    international addresses, and others a little. The parts for a Jupyter server take as long. nbconvert and
    jsonschema do without what is left out, as where it is not installed.
    """
    slow_imports.leave_out(*_FORMATS, _SLIDES_SERVER)
    if "nbgrader" not in sys.modules:
        for name in _SERVER_PARTS:
            slow_imports.stand_in(f"nbgrader.server_extensions.{name}", "load_jupyter_server_extension")
        if "setuptools" not in sys.modules:
            slow_imports.stand_in("setuptools.archive_util", *_UNPACKING)
        slow_imports.load_when_used("requests")  # asks a hub who its users are


def release(root: Path, assignment: str) -> str:
    """Run `nbgrader generate_assignment` in a course folder; return "", or what went wrong."""
    ran = subprocess.run(
        [sys.executable, "-m", __name__, "generate_assignment", assignment],
        cwd=root,
        capture_output=True,
        text=True,
    )
    if ran.returncode == 0:
        return ""
    return (
        f"nbgrader must be able to release {assignment!r}; it ended with {ran.returncode}.\n"
        f"{ran.stderr[-_STDERR_CHARACTERS:]}"
    )


def main() -> None:
    """Run the command of the command line."""
    spare_imports()
    from nbgrader import api
    from nbgrader.apps.nbgraderapp import NbGraderApp

    from autograder.writing.database.connection import current_version

    api.get_alembic_version = current_version  # nbgrader starts Alembic's command, which takes two seconds
    NbGraderApp.launch_instance()


if __name__ == "__main__":
    main()
