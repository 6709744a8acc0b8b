"""nbgrader's own commands without what takes them seconds and is asked for by none of them.

``python -m autograder.writing.quick_nbgrader generate_assignment NAME`` does what ``nbgrader`` does.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

_STDERR_CHARACTERS = 2000  # of nbgrader, whose last lines say what went wrong
# Of international addresses: compiling it takes a second, and no schema of a notebook asks for that format.
GRAMMAR = "rfc3987_syntax"
# Further formats of jsonschema's: it leaves out those whose package is not installed.
_FORMATS = (
    "fqdn",
    "isoduration",
    "rfc3339_validator",
    "rfc3986_validator",
    "uri_template",
    "webcolors",
)
_SLIDES_SERVER = "nbconvert.postprocessors.serve"
# What nbgrader brings into a Jupyter server and imports with the package itself, the whole server below it.
_SERVER_PARTS = ("assignment_list", "course_list", "formgrader", "validate_assignment")
# What it unpacks archives with.
_UNPACKING = ("unpack_archive", "unpack_tarfile", "unpack_zipfile")


def spare_imports() -> None:
    """Have nbgrader, when it is imported, leave out what no command of ours uses.

    The check of formats, which neither nbformat nor nbgrader asks for, takes a second, and so do the parts
    for a Jupyter server. nbconvert and jsonschema do without what is left out, as where it is not installed.
    Nothing changes for a module that is imported already.
    """
    leave_out(GRAMMAR, *_FORMATS, _SLIDES_SERVER)
    if "nbgrader" not in sys.modules:
        for name in _SERVER_PARTS:
            stand_in(f"nbgrader.server_extensions.{name}", "load_jupyter_server_extension")
        if "setuptools" not in sys.modules:
            stand_in("setuptools.archive_util", *_UNPACKING)


def leave_out(*modules: str) -> None:
    """Let Python find no module of these names, for packages that do without what is not installed."""
    for name in modules:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]


def stand_in(module: str, *names: str) -> None:
    """Put an empty module in the place of one that is imported for its names alone, which nobody calls."""
    part = ModuleType(module)
    vars(part).update(dict.fromkeys(names))
    sys.modules.setdefault(module, part)


def release(root: Path, assignment: str) -> str:
    """Run `nbgrader generate_assignment` in a course folder; return "", or what went wrong."""
    # nbgrader may start programs by name: a virtual environment that is not activated would hide them.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    ran = subprocess.run(
        [sys.executable, "-m", __name__, "generate_assignment", assignment],
        cwd=root,
        env={**os.environ, "PATH": path},
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
