"""How a warm process is walled off from the machine, and what this machine has for it."""

from __future__ import annotations

import functools
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgpack

from autograder.grading.cgroup import parent_group
from autograder.grading.settings.course_python import paths_of
from autograder.reading.course import SetupError

SANDBOXES = ("bwrap", "none")
Box = Literal["student", "instructor"]
SCRATCH = "/scratch"
SHARED_MEMORY = "/dev/shm"
FOLDERS_IN_MEMORY = (SCRATCH, SHARED_MEMORY, "/tmp")

# The wall that hides what every installation of the course holds.
COVERED_ANSWERS = "covered answers"

# Characters of bubblewrap's own words: its first line says it.
_MAX_REASON = 200

_SYSTEM_FOLDERS = (
    *("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64"),
    *("/etc/alternatives", "/etc/fonts", "/nix/store"),
)
_SYSTEM_FILES = ("/etc/ld.so.cache", "/etc/localtime", "/etc/mime.types")
# What looks up addresses, for a course with a network.
_NETWORK_FILES = tuple(
    Path("/etc", name) for name in ("resolv.conf", "hosts", "nsswitch.conf", "ssl", "pki", "ca-certificates")
)
_INSTALL = {
    "apt-get": "sudo apt-get install bubblewrap",
    "dnf": "sudo dnf install bubblewrap",
    "pacman": "sudo pacman -S bubblewrap",
    "zypper": "sudo zypper install bubblewrap",
    "apk": "sudo apk add bubblewrap",
}


class SandboxUnavailable(SetupError):
    """The sandbox that was asked for does not work on this machine."""


@dataclass(frozen=True)
class Layer:
    """One wall: whether this machine has it, and how to get it."""

    name: str
    present: bool
    detail: str
    remedy: str = ""


def command(
    sandbox: str,
    inner: Sequence[str],
    *,
    box: Box | None = None,
    visible: Iterable[Path] = (),
    python: str = sys.executable,
    has_network: bool = False,
) -> list[str]:
    """Command line that runs `inner` walled in.

    Parameters
    ----------
    sandbox : {"bwrap", "none"}
    inner : sequence of str
        The program and its arguments.
    box : {"student", "instructor"}, optional
        Whose box the process is. The student's sees of the package `autograder` the folder `boxes/` alone.
    visible : iterable of Path
        Further folders that it may read.
    python : str
    has_network : bool
    """
    if sandbox == "none":
        return list(inner)
    # As root, bubblewrap needs no user namespace, and the process gives root up itself as its first act
    # (a user namespace of root would leave it root's rights on files).
    user = ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"] if os.geteuid() == 0 else ["--unshare-user"]
    walls = ["--unshare-ipc", "--unshare-pid", "--unshare-uts", "--unshare-cgroup-try"]
    walls += [] if has_network else ["--unshare-net"]
    arguments = [
        "bwrap",
        *walls,
        *user,
        *("--die-with-parent", "--new-session", "--hostname", "box", "--clearenv"),
    ]
    readable = _readable([*visible, *(_NETWORK_FILES if has_network else ())], python)
    # Homework may write to /tmp, unless the installation itself lies there.
    covered = [SCRATCH, SHARED_MEMORY]
    if not any(path.is_relative_to("/tmp") for path in readable):
        covered.append("/tmp")
    walled = {"COURSE_WALLED": "1", "COURSE_SCRATCH": ":".join(covered)}
    for name, value in {**_environment(box, python), **walled}.items():
        arguments += ["--setenv", name, value]
    arguments += ["--perms", "0755", "--tmpfs", "/tmp", "--perms", "1777", "--tmpfs", SCRATCH]
    # bubblewrap makes the folders above a mount point for root alone.
    for folder in sorted({parent for path in readable for parent in path.parents} - {Path("/")}):
        arguments += ["--perms", "0755", "--dir", str(folder)]
    for path in readable:
        arguments += ["--ro-bind", str(path), str(path)]
    package = Path(__file__).resolve().parents[1]
    if box == "student":
        arguments += ["--perms", "0755", "--tmpfs", str(package)]
        for name in ("__init__.py", "boxes"):
            arguments += ["--ro-bind", str(package / name), str(package / name)]
        arguments += ["--remount-ro", str(package)]
    # Where the grader is not root, these folders are the box's own, and it could leave something in them.
    arguments += ["--proc", "/proc", "--dev", "/dev", "--chdir", SCRATCH]
    arguments += [word for place in ("/tmp", "/dev", "/") for word in ("--remount-ro", place)]
    return [*arguments, "--", *inner]


def environment(sandbox: str, box: Box, python: str = sys.executable) -> dict[str, str]:
    """Environment variables of a box's process."""
    own = _environment(box, python)
    return own if sandbox == "bwrap" else {**os.environ, **own}


def scratch_environment(folder: str) -> dict[str, str]:
    """Environment variables that keep a box without walls inside `folder`."""
    names = {"HOME": "", "TMPDIR": "", "MPLCONFIGDIR": "matplotlib", "IPYTHONDIR": "ipython"}
    return {name: str(Path(folder) / inner) for name, inner in names.items()}


def _environment(box: Box | None, python: str = sys.executable) -> dict[str, str]:
    return {
        # What `check` is there: nothing in the student's box, all cases in the instructor's.
        **({} if box is None else {"COURSE_BOX": box}),
        "PATH": f"{Path(python).parent}:/usr/local/bin:/usr/bin:/bin",
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        "HOME": SCRATCH,
        "TMPDIR": SCRATCH,
        "LANG": "C.UTF-8",
        "MPLBACKEND": "module://autograder.boxes.process.no_window",
        "MPLCONFIGDIR": f"{SCRATCH}/matplotlib",
        "IPYTHONDIR": f"{SCRATCH}/ipython",
        "JUPYTER_PLATFORM_DIRS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "COURSE_GRADING": "1",
        "COURSE_FONT_CACHE": str(_font_cache()),
        "NBGRADER_EXECUTION": "autograde",
        # One thread: a process with more of them must not fork.
        **{name: "1" for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")},
    }


def _font_cache() -> Path:
    """Where Matplotlib keeps its list of fonts, without importing it."""
    if own := os.environ.get("MPLCONFIGDIR"):
        return Path(own)
    if platform.system() != "Linux":
        return Path.home() / ".matplotlib"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "matplotlib"


def _readable(visible: Iterable[Path], python: str = sys.executable) -> list[Path]:
    package = Path(__file__).resolve().parents[1]
    prefixes = {Path(sys.prefix), Path(sys.base_prefix), Path(os.path.realpath(sys.executable)).parent.parent}
    if python != sys.executable:  # of ours, the packages alone, and what carries their messages
        prefixes = {*paths_of(python), Path(msgpack.__file__).parent}
    paths = [Path(name) for name in (*_SYSTEM_FOLDERS, *_SYSTEM_FILES)]
    paths += [*prefixes, package, package.parent / "course_lib", _font_cache(), *visible]
    kept: list[Path] = []
    for path in sorted({path for path in paths if path.exists()}, key=lambda path: len(path.parts)):
        if not any(path.is_relative_to(parent) for parent in kept):
            kept.append(path)
    return kept


@functools.cache
def bubblewrap_problem() -> str | None:
    """Why bubblewrap does not work here; None if it does."""
    if platform.system() != "Linux":
        return f"bubblewrap exists for Linux only; this is {platform.system()}."
    if shutil.which("bwrap") is None:
        return "bubblewrap is not installed."
    ran = subprocess.run(command("bwrap", ["/bin/true"]), capture_output=True, text=True, timeout=30)
    return None if ran.returncode == 0 else f"bubblewrap does not start: {ran.stderr.strip()[:_MAX_REASON]}"


def require(sandbox: str) -> None:
    """Raise `SandboxUnavailable` unless `sandbox` works here."""
    if sandbox not in SANDBOXES:
        raise SandboxUnavailable(f"sandbox: one of {', '.join(SANDBOXES)}; got {sandbox!r}.")
    problem = bubblewrap_problem() if sandbox == "bwrap" else None
    if problem:
        raise SandboxUnavailable(
            f"Grading runs students' code, so it needs a sandbox: {problem} {_remedy()} "
            "To grade without one, on a machine that may be lost, give --sandbox none."
        )


def _remedy() -> str:
    if platform.system() != "Linux":
        return "Grade on Linux (a virtual machine or a container will do)."
    if shutil.which("bwrap") is not None:
        return (
            "Allow unprivileged user namespaces and try again: "
            "sudo sysctl -w kernel.unprivileged_userns_clone=1; a container needs the options that "
            "setup/cluster/Dockerfile names."
        )
    for manager, line in _INSTALL.items():
        if shutil.which(manager):
            return f"Run: {line}"
    return "Install the package `bubblewrap` of your distribution."


# Walls inside bubblewrap: the name, what it does, what lacks without it, what to do then.
_INSIDE = (
    (
        "namespaces",
        "wall submissions off from each other inside one warm process",
        "not available to unprivileged users: every submission gets a new process (slower, as safe)",
        "Allow user namespaces for unprivileged users in the kernel's settings.",
    ),
    (
        "seccomp",
        "refuses system calls that no homework needs",
        "the package pyseccomp or its library libseccomp was not found",
        "Run: pip install pyseccomp; and install `libseccomp2` (libseccomp) of your distribution. "
        "Without it the other walls stand.",
    ),
    (
        COVERED_ANSWERS,
        "the sources of the course's own answers are covered while students' code runs",
        "students' code can read the sources of the course's own answers; a copy is remarked",
        "They are covered where submissions have namespaces of their own.",
    ),
)
_NOT_TRIED = "not tried: that is done inside bubblewrap"
_TRIED_AS = {COVERED_ANSWERS: "namespaces"}


def memory_wall(by_group: bool) -> str:
    """What holds a submission's memory, in the words of a report."""
    return "memory by cgroup" if by_group else "memory by sampling"


def probe() -> list[Layer]:
    """What this machine offers, strongest wall first (for `autograder doctor`)."""
    problem = bubblewrap_problem()
    layers = [
        Layer(
            "bubblewrap",
            problem is None,
            problem or "walls the boxes off from files, network and processes of this machine",
            "" if problem is None else _remedy(),
        )
    ]
    works: list[str] = []
    if problem is None:
        inner = [sys.executable, "-m", "autograder.boxes.process.probe"]
        ran = subprocess.run(command("bwrap", inner), capture_output=True, text=True, timeout=60, cwd="/")
        works = ran.stdout.split() if ran.returncode == 0 else []
    for name, does, lacking, remedy in _INSIDE:
        present = _TRIED_AS.get(name, name) in works
        if problem is not None:
            lacking, remedy = _NOT_TRIED, ""
        layers.append(Layer(name, present, does if present else lacking, "" if present else remedy))
    by_group = parent_group() is not None
    layers.append(
        Layer(
            "network",
            problem is None,
            "every submission has a network of its own that leads nowhere"
            if "namespaces" in works
            else "the boxes have a network that leads nowhere"
            if problem is None
            else _NOT_TRIED,
        )
    )
    layers.append(
        Layer(
            memory_wall(by_group),
            True,
            "the kernel holds a submission's processes, files in memory included, to their limit together"
            if by_group
            else "a submission's processes are looked at four times a second, and ended together",
        )
    )
    return layers
