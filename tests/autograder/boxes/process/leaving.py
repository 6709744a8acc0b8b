"""One submission that wants to stay, and the next of the same worker that looks for it.

``python -m tests.autograder.boxes.process.leaving SANDBOX`` prints as JSON what the second one found, the scores of the
first, and the processes of its name that are left on the machine.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import psutil

from autograder.grading.worker import Worker
from tests.autograder.helpers.in_boxes import LIMITS, grade, graded, student

NAME = "course-stays"
NOBODY = 65534

LEAVES = f"""
import builtins, ctypes, gc, os, signal, socket, sys, time
import numpy as np
libc = ctypes.CDLL(None)
os._exit = sys.exit = lambda *_: None

def stay():
    libc.prctl(1, 0, 0, 0, 0)
    libc.prctl(15, b"{NAME}", 0, 0, 0)
    for number in signal.valid_signals() - {{signal.SIGKILL, signal.SIGSTOP}}:
        signal.signal(number, signal.SIG_IGN)

def leave():
    stay()
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            stay()
            while True:
                time.sleep(0.05)
        while True:
            time.sleep(0.05)

builtins.left = np.left = 1
kept = socket.socket(socket.AF_UNIX)
kept.bind("\\0{NAME}")
kept.listen()
server = socket.create_server(("127.0.0.1", 45987))
for place in ("/dev/shm", "/scratch", "/tmp", "/dev", "/", "/var/tmp", "/proc/self/..", os.getcwd()):
    try:
        open(os.path.join(place, "{NAME}"), "w").close()
    except OSError:
        pass
for call in ("shmget", "semget", "msgget"):
    getattr(libc, call)(48611, 4096, 0o1666)
try:
    leave()
except BaseException:
    pass

def f(x):
    leave()
    return x
"""

LOOKS = f"""
import builtins, ctypes, os, socket, sys
import numpy as np
found = []
for pid in filter(str.isdigit, os.listdir("/proc")):
    try:
        if open(f"/proc/{{pid}}/comm").read().strip() == "{NAME}":
            found.append("a process")
    except OSError:
        pass
for family, address in ((socket.AF_UNIX, "\\0{NAME}"), (socket.AF_INET, ("127.0.0.1", 45987))):
    try:
        socket.socket(family).connect(address)
        found.append(f"a socket {{address}}")
    except OSError:
        pass
for place in ("/dev/shm", "/scratch", "/tmp", "/dev", "/", "/var/tmp", os.getcwd()):
    if os.path.exists(os.path.join(place, "{NAME}")):
        found.append(f"a file in {{place}}")
if ctypes.CDLL(None).shmget(48611, 4096, 0) != -1:
    found.append("shared memory")
found += [name for name, holder in (("builtins", builtins), ("numpy", np)) if hasattr(holder, "left")]
found
"""


def left_behind(sandbox):
    """What the second submission found, what the first earned, and the processes that are left."""
    with Worker(sandbox, LIMITS) as worker:
        first = grade(worker, student(LEAVES), graded("assert f(1) == 1"), graded("assert f(2) == 2"))
        second = grade(worker, student(LOOKS))
        for process in worker.processes:
            process.confirm_end()
        processes = [process.info["name"] for process in psutil.process_iter(["name"])]
    found = second[0].outputs[-1]
    return {
        "found": found.get("data", found).get("text/plain", found),
        "scores": [result.score for result in first],
        "left": processes.count(NAME),
    }


def run_as(user, sandbox):
    """The same in a process of another user."""
    command = [sys.executable, "-m", "tests.autograder.boxes.process.leaving", sandbox]
    if user != os.geteuid():
        command = [sys.executable, "-m", "tests.autograder.boxes.process.as_user", str(user), *command]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[4], timeout=600)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])


if __name__ == "__main__":
    print(json.dumps(left_behind(sys.argv[1])))
