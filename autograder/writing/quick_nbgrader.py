"""nbgrader's own commands without what takes them seconds and is asked for by none of them.

``python -m autograder.writing.quick_nbgrader generate_assignment NAME`` does what ``nbgrader`` does.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType

_STDERR_CHARACTERS = 2000  # of nbgrader, whose last lines say what went wrong
# What nbgrader brings into a Jupyter server and imports with the package itself, the whole server below it.
_SERVER_PARTS = ("assignment_list", "course_list", "formgrader", "validate_assignment")
# What it unpacks archives with.
_UNPACKING = ("unpack_archive", "unpack_tarfile", "unpack_zipfile")


def spare_grammar() -> None:
    """Have jsonschema do without the grammar of international addresses, which takes a second.

    Neither nbformat nor nbgrader asks for that format; it is left out wherever the package is not installed.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def spare_imports() -> None:
    """Have nbgrader, when it is imported, leave out what no command of ours uses.

    The parts for a Jupyter server take a second, and so does a grammar of addresses. Nothing that is imported
    already is changed.
    """
    spare_grammar()
    if "nbgrader" not in sys.modules:
        for name in _SERVER_PARTS:
            _stand_in(f"nbgrader.server_extensions.{name}", "load_jupyter_server_extension")
        if "setuptools" not in sys.modules:
            _stand_in("setuptools.archive_util", *_UNPACKING)


def _stand_in(module: str, *names: str) -> None:
    """Put an empty module in the place of one that nobody needs."""
    part = ModuleType(module)
    vars(part).update(dict.fromkeys(names))
    sys.modules[module] = part


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
