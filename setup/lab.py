"""JupyterLab on the course: the right folder, the right kernel, and a machine with or without a screen."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIRST_LECTURE = "notebooks/loss_functions/loss_functions.ipynb"


def main():
    """Replace this process by JupyterLab; further arguments are passed on to it."""
    # The course's kernel and extensions win over what the user has installed elsewhere.
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    # The course's own settings (no questions about news on the first start) join the user's.
    settings = [str(ROOT / "setup" / "jupyter"), os.environ.get("JUPYTER_CONFIG_PATH")]
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, settings))
    os.chdir(ROOT)
    arguments = options(os.environ, sys.platform, os.geteuid()) + sys.argv[1:]
    os.execv(sys.executable, [sys.executable, "-m", "jupyterlab"] + arguments)


def options(environment, platform, user_id):
    """Return the arguments that JupyterLab needs on this machine.

    Parameters
    ----------
    environment : mapping of str to str
    platform : str
        As in `sys.platform`.
    user_id : int
        Effective user; 0 is root.

    Returns
    -------
    list of str
    """
    chosen = [f"--ServerApp.root_dir={ROOT}"]
    if (ROOT / FIRST_LECTURE).exists():
        chosen.append(f"--LabApp.default_url=/lab/tree/{FIRST_LECTURE}")
    if user_id == 0:
        chosen.append("--allow-root")
    has_screen = platform == "darwin" or environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    if not has_screen:
        chosen.append("--no-browser")
    return chosen


if __name__ == "__main__":
    main()
