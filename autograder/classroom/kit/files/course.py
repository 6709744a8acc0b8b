"""The course on this machine: `python course.py lab`, `try LECTURE`, `hand-in LECTURE` or `progress`.

The packages go into `.venv` beside this file, once, and again when requirements.txt or the Python changes.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
VENV = FOLDER / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "installed.txt"
COMMANDS = ("lab", "try", "hand-in", "progress")


def main() -> None:
    """Set up what is missing, then run one command."""
    command, *rest = sys.argv[1:] or [""]
    if command not in COMMANDS:
        sys.exit(f"course: say what to do, one of {', '.join(COMMANDS)}: python course.py lab")
    if sys.version_info < (3, 11):  # noqa: UP036 - this file runs before any requirement is checked
        sys.exit(f"course: Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    set_up()
    os.chdir(FOLDER)
    if command == "lab":
        run("-m", "autograder.checking.desk", "start-page")
        sys.exit(run(*lab(os.environ, sys.platform, getattr(os, "geteuid", lambda: 1)()), *rest))
    sys.exit(run("-m", "autograder.checking.desk", command, *rest))


def set_up() -> None:
    """Make .venv with what requirements.txt names; nothing if that is done."""
    wanted = fingerprint()
    if STAMP.exists() and STAMP.read_text() == wanted and PYTHON.exists():
        return
    print(f"Setting up the course in {VENV} (a minute or two, once) ...", flush=True)
    if subprocess.run([sys.executable, "-m", "venv", str(VENV)]).returncode:
        sys.exit("course: `python -m venv` must work (on Debian and Ubuntu: sudo apt install python3-venv).")
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", "requirements.txt"]
    if subprocess.run([str(PYTHON), *install], cwd=FOLDER).returncode:
        sys.exit(
            "course: the packages could not be installed (why stands above). Check the network, try again."
        )
    STAMP.write_text(wanted)


def fingerprint() -> str:
    """One hash of what, when it changes, makes the installation stale."""
    requirements = (FOLDER / "requirements.txt").read_bytes()
    return hashlib.sha256(requirements + str(FOLDER).encode() + sys.version.encode()).hexdigest()


def lab(environment: "os._Environ[str]", platform: str, user: int) -> list[str]:
    """The arguments that start JupyterLab on the start page, on a machine with or without a screen."""
    jupyterlab = ["-m", "course_lib.server_extension.lab"]
    arguments = [*jupyterlab, "--ServerApp.root_dir=.", "--LabApp.default_url=/lab/tree/start.ipynb"]
    arguments.append("--LanguageServerManager.autodetect=False")  # it would look for twenty programs
    if user == 0:
        arguments.append("--allow-root")
    has_screen = (
        platform in ("darwin", "win32") or "DISPLAY" in environment or "WAYLAND_DISPLAY" in environment
    )
    return arguments if has_screen else [*arguments, "--no-browser"]


def run(*arguments: str) -> int:
    """Run the course's Python; its exit code. Ctrl-C stops it and is no error."""
    # The course's kernel and extensions win over what is installed elsewhere.
    environment = {**os.environ, "JUPYTER_PREFER_ENV_PATH": "1"}
    try:
        return subprocess.run([str(PYTHON), *arguments], env=environment).returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    main()
