"""What a student's cells cannot reach or harm from their box."""

import psutil
import pytest

from tests.autograder.helpers.in_boxes import grade, graded, student
from tests.autograder.helpers.waiting import wait_for

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
    "a namespace by clone": "import ctypes, os\npid = ctypes.CDLL(None).syscall(56, 0x10000000 | 17, 0, 0, 0, 0)\n"
                            "if pid == 0:\n    os._exit(0)\npid > 0",
    "a namespace by clone3": "import ctypes, os\narguments = (ctypes.c_uint64 * 8)(0x10000000, 0, 0, 0, 17)\n"
                             "pid = ctypes.CDLL(None).syscall(435, arguments, ctypes.c_size_t(64))\nif pid == 0:\n    os._exit(0)\npid > 0",
    "limits of process 1": "import resource\ntry:\n    resource.prlimit(1, resource.RLIMIT_CPU, (1, 1)); seen = True\n"
                           "except OSError:\n    seen = False\nseen",
    "ptrace": "import ctypes\nctypes.CDLL(None).ptrace(0, 0, 0, 0) == 0",
}  # fmt: skip


# Calls that need no rights, so that only the filter refuses them.
_OPENED = "import ctypes, errno, os, socket\nlibc = ctypes.CDLL(None, use_errno=True)\n"
REFUSED = {
    **{f"socket family {family}": f"socket.socket({family}, {kind})"
       for family, kind in ((16, 3), (17, 3), (40, 1), (38, 5), (31, 5), (29, 3), (21, 5))},
    "memory without a file": "os.memfd_create('x')",
    **{call: f"if libc.{call}({arguments}) < 0:\n    raise OSError(ctypes.get_errno(), 'refused')"
       for call, arguments in {"shmget": "0, 4096, 0o1600", "semget": "0, 1, 0o1600", "msgget": "0, 0o1600",
                               "mq_open": "b'/x', 66, 0o600, None"}.items()},
}  # fmt: skip
_ATTEMPT = _OPENED + "try:\n{attempt}\n    seen = 0\nexcept OSError as problem:\n    seen = problem.errno\n"


@pytest.mark.parametrize("attempt", REFUSED.values(), ids=REFUSED)
def test_a_system_call_that_no_homework_needs_is_refused(walled, attempt):
    attempt = "\n".join(f"    {line}" for line in attempt.splitlines())
    (result,) = grade(
        walled, student(_ATTEMPT.format(attempt=attempt) + "seen in (errno.EPERM, errno.EAFNOSUPPORT)")
    )
    assert result.outputs[-1].get("data") == {"text/plain": "True"}, result.outputs


USED = {
    "numpy": "import numpy as np\nfloat(np.linalg.svd(np.ones((60, 60)))[1][0]) > 1",
    "figures": "import io\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.savefig(io.BytesIO()) is None",
    "subprocess": "import subprocess, sys\nsubprocess.run([sys.executable, '-S', '-c', 'print(3)'], capture_output=True, text=True).stdout == '3\\n'",
    "a shell": "import os\nos.system('exit 3') == 768",
    "multiprocessing": "import multiprocessing as mp\nwith mp.get_context('fork').Pool(2) as pool:\n    squares = pool.map(abs, [-1, -2])\nsquares == [1, 2]",
    "shared memory": "from multiprocessing.shared_memory import SharedMemory\nm = SharedMemory(create=True, size=9)\nm.close()\nm.unlink() is None",
    "threads": "import threading\nt = threading.Thread(target=print)\nt.start()\nt.join() is None",
    "callbacks of C": "import ctypes\nctypes.CFUNCTYPE(ctypes.c_int)(lambda: 3)() == 3",
    "a server of its own": "import socket\ns = socket.create_server(('127.0.0.1', 0))\nsocket.create_connection(s.getsockname(), 5).close() is None",
    "pairs of sockets": "import asyncio\nasync def main():\n    await asyncio.sleep(0)\n    return 3\nimport threading\ngot = []\n"
                        "t = threading.Thread(target=lambda: got.append(asyncio.run(main())))\nt.start()\nt.join()\ngot == [3]",
    "temporary files": "import tempfile\nwith tempfile.TemporaryFile() as file:\n    n = file.write(b'123')\nn == 3",
    "its own limits": "import resource\nresource.getrlimit(resource.RLIMIT_NOFILE)[0] > 100",
}  # fmt: skip


@pytest.mark.parametrize("source", USED.values(), ids=USED)
def test_what_homework_uses_works(walled, source):
    (result,) = grade(walled, student(source))
    assert result.outputs[-1].get("data") == {"text/plain": "True"}, result.outputs


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
    wait_for(lambda: len(psutil.Process().children(recursive=True)) <= before, "the end of the bomb")
