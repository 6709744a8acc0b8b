"""What the course wants from the machine itself: a sandbox; for the tests a browser and PostgreSQL.

`python3 setup/machine.py sandbox browser database` installs what is missing where this user may install
packages (root, passwordless sudo, or Homebrew); elsewhere it prints the one command that does, and goes on:
grading then refuses to run unsandboxed, and the tests of the others say what they miss.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV_PYTHON = ROOT / ".venv" / "bin" / "python"

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# manager -> how it installs, and what it calls the three; None: it has no such package.
MANAGERS = {
    "apt-get": (
        ["apt-get", "install", "-y", "--no-install-recommends"],
        "bubblewrap",
        "chromium",
        "postgresql",
    ),
    "dnf": (["dnf", "install", "-y"], "bubblewrap", "chromium", "postgresql-server"),
    "pacman": (["pacman", "-S", "--noconfirm", "--needed"], "bubblewrap", "chromium", "postgresql"),
    "brew": (["brew", "install"], None, None, "postgresql@17"),
}


def main():
    """Install what was asked for and is missing, or say how to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("wanted", nargs="+", choices=("sandbox", "browser", "database"))
    for wanted in parser.parse_args().wanted:
        {"sandbox": set_up_sandbox, "browser": set_up_browser, "database": set_up_database}[wanted]()


def set_up_sandbox():
    """Bubblewrap, which walls in the students' code while it is graded (Linux only)."""
    if shutil.which("bwrap"):
        return
    if not sys.platform.startswith("linux"):
        say("no sandbox", "bubblewrap exists for Linux only", "grade in a Linux container or virtual machine")
        return
    command = install_command(package_manager(), "sandbox")
    if not (command and install(command) and shutil.which("bwrap")):
        say(
            "no sandbox", "bubblewrap must be installed", next_step(command, "install the package bubblewrap")
        )


def set_up_browser():
    """Chromium: the user's own, else the distribution's, else the one that Playwright downloads."""
    if find_browser():
        return
    # Ubuntu's package is a stub for snap, which does not start in containers or without a session.
    command = None if distribution() == "ubuntu" else install_command(package_manager(), "browser")
    if command and install(command) and find_browser():
        return
    playwright = [str(VENV_PYTHON), "-m", "playwright", "install", "chromium"]
    if privilege() is not None and shutil.which("apt-get"):
        playwright.insert(-1, "--with-deps")
    print("Downloading Chromium for the browser tests ...", flush=True)
    if subprocess.run(playwright).returncode:
        say("no browser", "the browser tests need Chromium", next_step(command, " ".join(playwright)))


def set_up_database():
    """PostgreSQL's programs: tests start a server of their own with them."""
    if find_database():
        return
    command = install_command(package_manager(), "database")
    if not (command and install(command) and find_database()):
        say(
            "no database server",
            "the tests of gradebooks in PostgreSQL need it",
            next_step(command, "install PostgreSQL"),
        )


def find_database(which=shutil.which):
    """Return the path of PostgreSQL's server, which Debian and Homebrew keep off the PATH, else None."""
    places = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/opt/homebrew/opt").glob("postgresql@*/bin")]
    beside = [str(place / "postgres") for place in places if (place / "postgres").exists()]
    return which("postgres") or next(iter(sorted(beside, reverse=True)), None)


def find_browser(which=shutil.which):
    """Return the path of a Chromium that starts, an installed one first, else None.

    Parameters
    ----------
    which : callable
        Name of a program -> its path or None.
    """
    candidates = [os.environ.get("CHROMIUM")] + [which(name) for name in BROWSERS] + [playwright_browser()]
    return next((path for path in candidates if path and runs([path, "--version"])), None)


def playwright_browser():
    """Return where Playwright keeps its Chromium if it is downloaded, else None."""
    ask = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as p: print(p.chromium.executable_path)"
    )
    if not VENV_PYTHON.exists():
        return None
    answer = subprocess.run([str(VENV_PYTHON), "-c", ask], capture_output=True, text=True).stdout.strip()
    return answer if answer and Path(answer).exists() else None


def package_manager(which=shutil.which):
    """Return the first package manager of this machine that the table knows, else None."""
    return next((name for name in MANAGERS if which(name)), None)


def install_command(manager, wanted):
    """Return the command, as a list, that installs "sandbox", "browser" or "database", else None."""
    if manager is None:
        return None
    install, *packages = MANAGERS[manager]
    package = dict(zip(("sandbox", "browser", "database"), packages, strict=True))[wanted]
    return install + [package] if package else None


def privilege():
    """Return what to put before a command so that it may install packages; None if this user may not."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and runs(["sudo", "-n", "true"]):
        return ["sudo", "-n"]
    return None


def install(command):
    """Run an install command if this user may; say whether it worked."""
    before = [] if command[0] == "brew" else privilege()
    if before is None:
        return False
    print(f"Installing {command[-1]} ({' '.join(before + command)}) ...", flush=True)
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    if command[0] == "apt-get":
        before = [*before, "env", "DEBIAN_FRONTEND=noninteractive"]
        subprocess.run([*before, "apt-get", "update"], **quiet)
    return subprocess.run([*before, *command], **quiet).returncode == 0


def distribution():
    """Return the ID of /etc/os-release ("debian", "ubuntu", "fedora", ...), or "" where there is none."""
    try:
        lines = Path("/etc/os-release").read_text().splitlines()
    except FileNotFoundError:
        return ""
    return next((line[3:].strip('"') for line in lines if line.startswith("ID=")), "")


def next_step(command, otherwise):
    """Return the one command for a person with the rights that this user lacks."""
    return f"run `sudo {' '.join(command)}`" if command else otherwise


def say(what, must_hold, next_step):
    """Print one notice in the form of the course's error messages."""
    print(f"setup: {what}: {must_hold}.\nNext: {next_step}.", file=sys.stderr, flush=True)


def runs(command):
    """Whether `command` exists and ends with code 0 within 30 s."""
    try:
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.run(command, timeout=30, **quiet).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


if __name__ == "__main__":
    main()
