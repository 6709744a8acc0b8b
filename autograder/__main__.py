"""The command `autograder`, also as `python -m autograder`."""

import gc
from importlib.util import find_spec

from autograder.writing.quick_nbgrader import spare_imports

# What the command needs beyond the packages that a notebook needs.
_NEEDED = ("click", "nbgrader", "psutil", "rich")
# Objects made before the collector looks: at Python's 700 a sixth of a start is looking through imports.
_COLLECT_AFTER = 50_000


def main() -> None:
    """Run the command, or say which packages it lacks."""
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise SystemExit(
            f"autograder: grading needs {', '.join(missing)}, which are not installed.\n"
            'Next: in the clone of the course, pip install --editable ".[grader,seccomp]"'
        )
    gc.set_threshold(_COLLECT_AFTER)
    spare_imports()
    from autograder.cli import main as command

    command()


if __name__ == "__main__":
    main()
