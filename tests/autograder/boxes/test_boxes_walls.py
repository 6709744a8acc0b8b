"""What a student's cells cannot reach or harm from their box."""

import time

import psutil
import pytest

from tests.autograder.in_boxes import grade, graded, student

ESCAPES = {
    "the tests": "import autograder, glob, os\nbool(glob.glob(os.path.dirname(autograder.__file__) + '/exercises/*'))",
    "the references' check": "try:\n    import autograder.checking.check\n    seen = True\nexcept ImportError:\n    seen = False\nseen",
    "the course folder": "import autograder, os\nos.path.exists(os.path.dirname(os.path.dirname(autograder.__file__)) + '/notebooks')",
    "the network": "import socket\ntry:\n    socket.create_connection(('127.0.0.1', 22), 1); seen = True\nexcept OSError as e:\n"
                   "    seen = 'unreachable' not in str(e) and 'refused' not in str(e)\nseen",
    "the machine's users": "import os\nos.path.exists('/etc/passwd') or os.path.exists('/home')",
    "other processes": "import os\nany(open(f'/proc/{p}/environ').read() for p in os.listdir('/proc') if p.isdigit() and p == '1')"
                       " if os.access('/proc/1/environ', os.R_OK) else False",
    "files outside": "try:\n    open('/usr/left', 'w'); seen = True\nexcept OSError:\n    seen = False\nseen",
    "root": "import os\nos.getuid() == 0",
    "namespaces": "import ctypes\nctypes.CDLL(None).unshare(0x10000000) == 0",
    "mounts": "import ctypes\nctypes.CDLL(None).mount(b'none', b'/scratch', b'tmpfs', 0, None) == 0",
    "ptrace": "import ctypes\nctypes.CDLL(None).ptrace(0, 0, 0, 0) == 0",
}  # fmt: skip


@pytest.mark.parametrize("source", ESCAPES.values(), ids=ESCAPES)
def test_the_student_box_is_closed(walled, source):
    (result,) = grade(walled, student(source))
    assert result.outputs[-1]["data"]["text/plain"] == "False", result.outputs


def test_killing_what_keeps_the_state_harms_nobody_else(walled):
    kill = "import os\nfor _ in range(3):\n    os.kill(os.getppid(), 9)"
    results = grade(
        walled,
        student("def f(x): return x"),
        graded("assert f(1) == 1"),
        student(kill),
        graded("assert f(2) == 3"),
    )
    assert [result.score for result in results] == [None, 4.0, None, 0.0]
    (after,) = grade(walled, student("2 + 2"))
    assert after.outputs[0]["data"]["text/plain"] == "4"


def test_a_fork_bomb_is_held(walled):
    before = len(psutil.Process().children(recursive=True))
    bomb = "import os\ntry:\n    while True:\n        os.fork()\nexcept OSError:\n    pass"
    results = grade(walled, student("def f(x): return x"), student(bomb), graded("assert f(1) == 2"))
    assert results[-1].score == 0.0
    (after,) = grade(walled, student("2 + 2"))
    assert after.outputs[0]["data"]["text/plain"] == "4"
    left = len(psutil.Process().children(recursive=True))
    deadline = time.monotonic() + 30
    while left > before and time.monotonic() < deadline:
        time.sleep(0.05)
        left = len(psutil.Process().children(recursive=True))
    assert left <= before
