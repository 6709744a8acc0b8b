"""JupyterLab on the course: the right folder, the right kernel, and a machine with or without a screen.

Without a word, it opens the released course in `my_course/` with its start
page. `--who instructor` opens the clone itself, the instructor's notebooks and nbgrader's menus.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIRST_LECTURE = "notebooks/loss_functions/loss_functions.ipynb"
RELEASED = "my_course"
START = "start.ipynb"
DRAWN = ".drawn"  # what `autograder student-folder` drew ahead


def main():
    """Replace this process by JupyterLab; further arguments are passed on to it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--who", choices=("student", "instructor"), default="student")
    chosen, passed_on = parser.parse_known_args()
    folder = place(chosen.who)
    # The course's kernel and extensions win over what the user has installed elsewhere.
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    os.environ["JUPYTER_CONFIG_PATH"] = settings(chosen.who, os.environ.get("JUPYTER_CONFIG_PATH"))
    os.chdir(folder)
    if chosen.who == "student":
        os.environ["COURSE_DRAWN"] = str(folder / DRAWN)
        subprocess.run([sys.executable, "-m", "autograder.checking.desk", "start-page"])
    arguments = options(os.environ, sys.platform, os.geteuid(), chosen.who) + passed_on
    os.execv(sys.executable, [sys.executable, "-m", "course_lib.server_extension.lab"] + arguments)


def place(who):
    """Return the folder that is opened."""
    return ROOT if who == "instructor" else ROOT / RELEASED


def settings(who, given):
    """Return the folders of settings that join the user's, as Jupyter takes them: the first one wins.

    No questions about news on the first start; nbgrader's menus for the instructor alone.
    """
    folders = [ROOT / "setup" / "jupyter"]
    if who == "student":
        folders.insert(0, ROOT / "setup" / "jupyter_student")
    return os.pathsep.join(filter(None, [*map(str, folders), given]))


def options(environment, platform, user_id, who="student"):
    """Return the arguments that JupyterLab needs on this machine.

    Parameters
    ----------
    environment : mapping of str to str
    platform : str
        As in `sys.platform`.
    user_id : int
        Effective user; 0 is root.
    who : {"student", "instructor"}

    Returns
    -------
    list of str
    """
    page = FIRST_LECTURE if who == "instructor" else START
    # What was open in one folder is not looked for in the other.
    chosen = [f"--ServerApp.root_dir={place(who)}", f"--LabApp.workspaces_dir={ROOT / '.cache' / who}"]
    if (place(who) / page).exists():
        chosen.append(f"--LabApp.default_url=/lab/tree/{page}")
    if user_id == 0:
        chosen.append("--allow-root")
    has_screen = platform == "darwin" or environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    if not has_screen:
        chosen.append("--no-browser")
    return chosen


if __name__ == "__main__":
    main()
