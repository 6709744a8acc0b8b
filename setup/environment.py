"""The course's own Python: `.venv` in the clone, with what pyproject.toml declares.

Run with any Python >= 3.11 (`make` does). It does nothing, within a tenth of a second, while the last
installation still fits: same pyproject.toml, same place, same interpreter. A clone that was moved, or a
Python that was upgraded, is installed afresh.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.json"
# What a clone is for besides the notebooks.
ALWAYS = {"grader", "seccomp"}


def main():
    """Install what is missing, or nothing."""
    parser = argparse.ArgumentParser(description="Set up .venv for the course.")
    parser.add_argument("--with", dest="extras", action="append", default=[], metavar="EXTRA")
    extras = ALWAYS | set(parser.parse_args().extras)
    if sys.version_info < (3, 11):  # noqa: UP036 - this file runs before any requirement is checked
        version = ".".join(map(str, sys.version_info[:3]))
        sys.exit(
            f"setup: the course needs Python 3.11 or newer; got {version} ({sys.executable}).\n"
            "Next: install a newer Python and name it, e.g. `make lab PYTHON=python3.12`."
        )

    wanted = fingerprint()
    installed = read_stamp()
    if installed and installed["fingerprint"] == wanted:
        if extras <= set(installed["extras"]):
            return
        extras |= set(installed["extras"])
    else:
        make_environment()
    install(extras)
    STAMP.write_text(json.dumps({"fingerprint": wanted, "extras": sorted(extras)}))


def fingerprint():
    """One hash of everything that, when it changes, makes the installation stale."""
    parts = (ROOT / "pyproject.toml").read_bytes(), str(ROOT).encode(), sys.version.encode()
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def read_stamp():
    """Return what the last complete installation wrote, or None."""
    if not PYTHON.exists():
        return None
    try:
        return json.loads(STAMP.read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return None


def make_environment():
    """Create .venv, or bring an older one up to date without emptying it."""
    STAMP.unlink(missing_ok=True)
    if not runs([str(PYTHON), "-m", "pip", "--version"]):
        shutil.rmtree(VENV, ignore_errors=True)
    print(f"Setting up the course's Python in {VENV} ...", flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "venv", "--upgrade-deps", str(VENV)], capture_output=True, text=True
    )
    if done.returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    # Debian and Ubuntu split ensurepip off; everyone else ships it.
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    sys.exit(
        f"setup: `{sys.executable} -m venv` must work; it said:\n{(done.stdout + done.stderr).strip()}\n"
        f"Next: `sudo apt-get install {version}-venv` (Debian, Ubuntu), then run make again."
    )


def install(extras):
    """Install the clone with `extras`, and what an editable installation leaves out: the data files."""
    install_packages(extras)
    shutil.copytree(ROOT / "etc", VENV / "etc", dirs_exist_ok=True)  # enables the server extension
    page = VENV / "share/jupyter/labextensions/deep-learning-course"  # what JupyterLab loads of it
    shutil.copytree(ROOT / "course_lib/server_extension/labextension", page, dirs_exist_ok=True)


def install_packages(extras):
    """Install the clone (editable) with `extras`, by uv if there is one, else by pip."""
    target = str(ROOT) + (f"[{','.join(sorted(extras))}]" if extras else "")
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--editable", target]
    uv = shutil.which("uv")
    print("Installing the packages that pyproject.toml names (a minute or two, once) ...", flush=True)
    # What is compiled now need not be where a sandbox reads only; pip does so by itself.
    by_uv = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(PYTHON)]
    if uv and runs([*by_uv, "--editable", target]):
        return
    if subprocess.run(pip, env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}).returncode:
        sys.exit(
            "setup: pip must be able to install the packages; it could not (its message stands above).\n"
            "Next: check the network, then run make again; what is installed is kept."
        )


def runs(command):
    """Whether `command` exists and ends with code 0."""
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


if __name__ == "__main__":
    main()
