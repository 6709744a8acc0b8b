"""How long `make lab` and `make test` take from an empty clone, and again.

    python benchmarks/setup_seconds.py [--with-tests]

Clones this repository's last commit into a temporary folder and prints the table of docs/setup.md.
`make lab` is timed until JupyterLab prints its address; the tests are run only if they are asked for.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main():
    """Print a Markdown table of seconds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--with-tests", action="store_true")
    wanted = [("make lab", seconds_to_address)]
    if parser.parse_args().with_tests:
        wanted.append(("make test", seconds_of_tests))
    print("| | first | again |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for verb, seconds in wanted:
            clone = Path(folder) / verb.replace(" ", "-")
            subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
            print(f"| `{verb}` | {seconds(clone):.0f} | {seconds(clone):.0f} |", flush=True)


def seconds_to_address(clone):
    """Start `make lab` and stop it as soon as it has printed where it runs."""
    start = time.perf_counter()
    server = started(["make", "lab", "ARGS=--no-browser"], clone)
    try:
        for line in server.stdout:
            if "http://127.0.0.1" in line:
                return time.perf_counter() - start
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()
    sys.exit("setup_seconds: `make lab` must print an address; it ended without one.")


def seconds_of_tests(clone):
    """Run `make test`; it must pass."""
    start = time.perf_counter()
    tests = started(["make", "test"], clone)
    lines = tests.stdout.readlines()
    if tests.wait():
        sys.exit("".join(lines[-30:]) + "setup_seconds: `make test` must pass; it failed as above.")
    return time.perf_counter() - start


def started(command, clone):
    """Start a command in the clone as on a machine without a screen."""
    environment = {
        name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "DISPLAY"}
    }
    return subprocess.Popen(
        command,
        cwd=clone,
        env=environment,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


if __name__ == "__main__":
    main()
