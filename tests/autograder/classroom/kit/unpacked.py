"""A kit unpacked in an empty folder, with the environment that its first start would make, and its JupyterLab."""

import importlib.util
import os
import re
import socket
import subprocess
import sys
import sysconfig
import time
import venv
import zipfile
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit


def unpacked(archive, folder):
    """Unpack a kit's zip; returns the folder of the course, ready to start without a network.

    Its `.venv` has the student's edition from the kit's wheel. Everything else (NumPy, JupyterLab) is that of
    this Python, so that nothing is installed; the full edition is not in reach.
    """
    with zipfile.ZipFile(archive) as file:
        file.extractall(folder)
    [course] = folder.iterdir()
    make_environment(course)
    return course


def make_environment(course):
    """Make `.venv` in a kit's folder and tell its script that all is installed."""
    place = course / ".venv"
    venv.create(place, symlinks=True)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(place)}))
    unpack_wheel(course, packages)
    for data in packages.glob("*.data/data"):
        for each in data.iterdir():
            each.rename(place / each.name)
    # A line of a .pth file is a place to import from; the .pth files there, as that of the full edition, are not read.
    (packages / "installed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    link_jupyter(Path(sys.prefix) / "share/jupyter", place / "share/jupyter")
    spec = importlib.util.spec_from_file_location("course", course / "course.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    (place / "installed.txt").write_text(script.fingerprint())


def unpack_wheel(course, packages):
    """Put the student's edition of a kit into a folder, as pip would without its data files."""
    [wheel] = course.glob("*.whl")
    with zipfile.ZipFile(wheel) as file:
        file.extractall(packages)


def link_jupyter(there, here):
    """What Jupyter finds of an installation: JupyterLab, its kernels and its extensions, but for nbgrader's."""
    extensions = here / "labextensions"
    extensions.mkdir(parents=True, exist_ok=True)
    for each in there.iterdir():
        if each.name != extensions.name:
            (here / each.name).symlink_to(each)
    for each in (there / extensions.name).iterdir():
        if not (each / "nbgrader").exists() and not (extensions / each.name).exists():
            (extensions / each.name).symlink_to(each)


def make(course, *arguments):
    """Run the kit's Makefile; what it printed."""
    done = subprocess.run(
        command(*arguments), cwd=course, env=environment(course), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def command(*arguments, python=sys.executable):
    return ["make", *arguments, f"PYTHON={python}"]


def environment(course):
    """A student's own: no screen, no settings of whoever runs this, no Python but the kit's."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MAKE", "PYTHON", "JUPYTER"))
    }
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "COURSE_BOX", "NBGRADER_EXECUTION"):
        kept.pop(name, None)
    home = course.parent / "home"
    home.mkdir(exist_ok=True)
    return {**kept, "HOME": str(home), "IPYTHONDIR": str(home / "ipython"), "OPENBLAS_NUM_THREADS": "1"}


@contextmanager
def lab(course, python=sys.executable):
    """Run the kit's `make lab` with a Python; yields (address, token, the running process)."""
    log = course.parent / "lab.log"
    options = "ARGS=--port=0 --LabApp.expose_app_in_browser=True --LabApp.news_url=None"
    with log.open("w") as output:
        server = subprocess.Popen(
            command("lab", options, python=python),
            cwd=course,
            env=environment(course),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield *_printed_address(server, log), server
    finally:
        os.killpg(server.pid, 15)
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, 9)
            server.wait()


def _printed_address(server, log):
    for _ in range(2400):
        printed = re.search(r"(http://127\.0\.0\.1:\d+)\S*\?token=(\w+)", log.read_text())
        if printed and _listens(printed[1]):
            return printed.groups()
        assert server.poll() is None, log.read_text()
        time.sleep(0.1)
    raise TimeoutError(f"`make lab` printed no address:\n{log.read_text()}")


def _listens(address):
    """Whether the server takes connections: it prints its address a moment before it does."""
    url = urlsplit(address)
    with socket.socket() as probe:
        return probe.connect_ex((url.hostname, url.port)) == 0
