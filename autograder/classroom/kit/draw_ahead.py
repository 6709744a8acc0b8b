"""What the lectures show without a student's doing, drawn before a student opens them.

The released notebooks run once, in copies; `course_lib` keeps what the library alone decides.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from autograder.classroom.kit.executed import executed
from course_lib.live_view.ahead.kept import DRAWING, FOLDER, SUFFIX


def draw_ahead(
    released: Mapping[str, Path], folder: Path, progress: Callable[[str], None] = lambda name: None
) -> None:
    """Draw the pictures and tables of released lectures into a folder; what lies there already is taken.

    Parameters
    ----------
    released : dict
        Lecture -> the folder with its released notebook. Nothing in it is changed.
    folder : Path
        Made if it is not there; afterwards it holds the drawings of these lectures and no other.
    progress : callable
        Told each lecture whose pictures are drawn.

    Raises
    ------
    SetupError
        If a notebook cannot be run to its end. A cell may raise, as checks of blanks do.
    """
    folder.mkdir(parents=True, exist_ok=True)
    begun = time.time_ns()
    with tempfile.TemporaryDirectory() as scratch:
        copies = {}
        for name, path in released.items():
            if _shows(path / f"{name}.ipynb"):
                copies[name] = shutil.copytree(path, Path(scratch) / name)
        environment = {FOLDER: str(folder.resolve()), DRAWING: "1"}
        for _ in executed(copies, progress=progress, environment=environment):
            pass
    for path in folder.glob(f"*{SUFFIX}"):
        if path.stat().st_mtime_ns < begun:  # of an older library, or no longer shown
            path.unlink()


def _shows(notebook: Path) -> bool:
    """Whether a lecture has pictures or demos of the library: others need not run."""
    return "course_lib" in notebook.read_text(encoding="utf-8")
