"""Submissions that want to stop, slow or flood the grading: each costs the question that it is in, and no other."""

from __future__ import annotations

from autograder.sample_class.editing import begun_with, preceded
from autograder.sample_class.students import Answer, SampleStudent
from tests.attacks import statements
from tests.attacks.attacked_course import RIGHT

_RIGHT = {name: Answer(source) for name, source in RIGHT.items()}


def _in_call(name: str, done: str, score: float = 0.0) -> SampleStudent:
    """Something happens when `squares` is called."""
    source = begun_with(RIGHT["squares"], done)
    return SampleStudent(name, {**_RIGHT, "squares": Answer(source, score, None)})


def _in_cell(name: str, done: str, score: float = 0.0) -> SampleStudent:
    """Something happens when the cell of `squares` runs."""
    source = preceded(RIGHT["squares"], done)
    return SampleStudent(name, {**_RIGHT, "squares": Answer(source, score, None)})


_CLOSE = "import os\nfor descriptor in range(256):\n    try:\n        os.close(descriptor)\n    except OSError:\n        pass"
_GARBAGE = """
import os
for descriptor in range(256):
    try:
        os.set_blocking(descriptor, False)
        for size in (0, 1, 9, 100, 70_000):
            os.write(descriptor, os.urandom(size))
    except OSError:
        pass
"""
_GARBAGE_PACKETS = """
import gc, os, struct
from autograder.boxes.crossing.channel import Channel
for channel in [item for item in gc.get_objects() if isinstance(item, Channel)]:
    for payload in (b"", b"\\xc1", b"\\x93\\x01\\x02\\x03", b"\\x95\\xa5reply" + b"\\x91" * 5000, os.urandom(500)):
        channel._socket.send(struct.pack("<QB", 7, 3) + payload)
"""
_FORK_BOMB = """
import os
for _ in range(12):
    try:
        os.fork()
    except OSError:
        pass
import time
time.sleep(30)
"""
_FORKED_HOGS = """
import os, time
for _ in range(10):
    if os.fork() == 0:
        hoard = bytearray(300 * 2**20)
        for place in range(0, len(hoard), 4096):
            hoard[place] = 1
        time.sleep(30)
time.sleep(30)
"""
_SHARED_HOGS = """
import mmap, os, time
for _ in range(10):
    shared = mmap.mmap(-1, 200 * 2**20)
    if os.fork() == 0:
        for place in range(0, len(shared), 4096):
            shared[place] = 1
        time.sleep(30)
    shared.close()
time.sleep(30)
"""
_THREADS = """
import threading, time
try:
    while True:
        threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
except RuntimeError:
    pass
"""
_DAEMON = """
import os, subprocess
subprocess.Popen(["sleep", "98765"], start_new_session=True)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execvp("sleep", ["sleep", "98765"])
    os._exit(0)
"""
_COLLISIONS = "return {(2**61 - 1) * k * 2**8: 0 for k in range(40_000)}"
_NESTED = "value = []\nfor _ in range(200_000):\n    value = [value]\nreturn value"
_CYCLE = "value = []\nvalue.append(value)\nreturn value"
_ENDLESS_TEXT = (
    "class Endless(Exception):\n    def __str__(self):\n        while True:\n            pass\nraise Endless"
)
_ENDLESS_ARRAY = "class Endless:\n    def __array__(self, *_, **__):\n        while True:\n            pass\nreturn Endless()"
_ENDLESS_ITEMS = (
    "class Endless:\n    def __iter__(self):\n        while True:\n            yield 1\nreturn Endless()"
)
_DISK = """
try:
    with open("big", "wb") as file:
        for _ in range(1000):
            file.write(bytes(2**20))
except OSError:
    pass
"""
_FILES = """
try:
    for number in range(100_000):
        open(f"file{number}", "w").close()
except OSError:
    pass
"""
_LIMITS = "import resource\nresource.setrlimit(resource.RLIMIT_AS, (2**20, 2**20))"
_NO_ALARM = "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True:\n    pass"
_DEAF = """
import signal
signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
for clock in (signal.ITIMER_REAL, signal.ITIMER_PROF):
    signal.setitimer(clock, 0)
"""
_STAYS = """
import ctypes, os, time
ctypes.CDLL(None).prctl(1, 0, 0, 0, 0)
os._exit = lambda *_: None
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        ctypes.CDLL(None).prctl(1, 0, 0, 0, 0)
        os.execvp("sleep", ["sleep", "98765"])
    while True:
        time.sleep(1)
"""
_SIGNALS = "import os, signal\nfor number in range(1, 65):\n    try:\n        os.kill(os.getpid(), number)\n    except OSError:\n        pass"
_TWO_ANSWERS = "import os\nos.fork()"
_STREAMS = "import sys\nsys.stdout.close()\nsys.stdout = sys.stderr = None"
_SURROGATES = "print('\\ud800 \\x00 \\x1b[2J')\nraise ValueError('\\ud800 \\x00 \\x1b[2J <script>')"
_STRANGE_ERROR = "raise type('\\x1b[31m' + 'E' * 10_000, (UnicodeDecodeError,), {'__init__': lambda self: None}).__new__(UnicodeDecodeError)"
_MANY_OUTPUTS = (
    "from IPython.display import HTML, display\nfor _ in range(1_000):\n    display(HTML('<b>x</b>' * 100))"
)
_BIG_OUTPUT = "from IPython.display import HTML, display\ndisplay(HTML('x' * 50_000_000))"

CRASHES = (
    _in_call("os-exit", "import os\nos._exit(0)"),
    _in_call("segfault", "import ctypes\nctypes.string_at(0)"),
    _in_call("sends-every-signal", _SIGNALS),
    _in_call("stack-overflow", "import sys\nsys.setrecursionlimit(10**9)\nreturn squares(n)"),
    _in_call(
        "stack-overflow-in-c", "value = []\nfor _ in range(10**6):\n    value = [value]\nreturn repr(value)"
    ),
    _in_call("recursion", "return squares(n)"),
    _in_call("endless-loop", "while True:\n    pass"),
    _in_call("endless-loop-in-c", "import itertools\nlist(zip(itertools.repeat(0), range(10**12)))"),
    _in_call("ignores-the-alarm", _NO_ALARM),
    _in_call("hears-no-signal", _DEAF + "while True:\n    pass"),
    _in_cell("hears-no-signal-in-the-cell", _DEAF + "while True:\n    pass"),
    _in_call("stops-itself", "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)"),
    _in_call("shared-hogs", _SHARED_HOGS),
    _in_call("kills-itself", "import os\nos.kill(os.getpid(), 9)"),
    _in_call("sleeps", "import time\ntime.sleep(1000)"),
    _in_call("hog", "hoard = [bytearray(2**26) for _ in range(1000)]"),
    _in_call("forked-hogs", _FORKED_HOGS),
    _in_call("fork-bomb", _FORK_BOMB),
    _in_call("memory-in-sockets", statements.SOCKETS),
    _in_call("aborts", "import os\nos.abort()"),
    _in_call("executes-another-program", "import os\nos.execvp('true', ['true'])"),
    _in_call("returns-a-gigabyte", "return np.ones(2**27)"),
    _in_call("returns-300-megabytes", "return np.ones(300 * 2**17)"),
    _in_call("returns-a-huge-number", "return 10 ** 1_000_000"),
    _in_call("returns-deep-nesting", _NESTED),
    _in_call("returns-a-cycle", _CYCLE),
    _in_call("returns-collisions", _COLLISIONS),
    _in_call("returns-a-generator", "return (k**2 for k in range(1, n + 1))"),
    _in_call("returns-endless-items", _ENDLESS_ITEMS),
    _in_call("returns-endless-array", _ENDLESS_ARRAY),
    _in_call("returns-ten-million-lists", "return [[] for _ in range(10**7)]"),
    _in_call("raises-endless-text", _ENDLESS_TEXT),
    _in_call("raises-100-megabytes", "raise ValueError('x' * 10**8)"),
    _in_call("raises-surrogates", _SURROGATES),
    _in_call("raises-strange-class", _STRANGE_ERROR),
    _in_call("raises-base-exception", "raise type('Bare', (BaseException,), {})"),
    _in_call("reads-input", "input('?')"),
    _in_call("closes-descriptors", _CLOSE),
    _in_cell("syntax-error", "def (:"),
    _in_cell("null-bytes", "x = '\0'"),
    _in_cell("exits-the-cell", "import sys\nsys.exit(0)"),
    _in_cell("os-exit-in-the-cell", "import os\nos._exit(1)"),
    _in_cell("endless-cell", "while True:\n    pass"),
    # Harmful or merely odd, but the answer is right.
    _in_call("threads", _THREADS, 1.0),
    _in_call("memory-in-pipes", statements.PIPES, 1.0),
    _in_call("memory-in-dev-shm", statements.DEVICE, 1.0),
    _in_call("takes-abstract-names", statements.NAMED, 1.0),
    _in_call("writes-files-of-the-course", statements.NOTEBOOKS, 1.0),
    _in_cell("shows-hard-markdown", statements.MARKDOWN, 1.0),
    _in_cell("shows-every-kind-of-script", statements.WIDE_OUTPUT, 1.0),
    _in_call("fills-the-disk", _DISK, 1.0),
    _in_call("makes-many-files", _FILES, 1.0),
    _in_call("leaves-a-daemon", _DAEMON, 1.0),
    _in_call("stays", _STAYS, 1.0),
    _in_call(
        "signals-process-1",
        "import os\nfor number in range(1, 65):\n    try:\n        os.kill(1, number)\n    except OSError:\n        pass",
        1.0,
    ),
    _in_call("prints-without-end", "for _ in range(200_000):\n    print('x' * 100)", 1.0),
    _in_call("errors-on-division", "np.seterr(all='raise')", 1.0),
    _in_call("warnings-as-errors", "import warnings\nwarnings.simplefilter('error')", 1.0),
    _in_call("seeds", "import random\nnp.random.seed(0)\nrandom.seed(0)", 1.0),
    _in_call("changes-folder", "import os\nos.makedirs('a', exist_ok=True)\nos.chdir('a')", 1.0),
    _in_cell("many-outputs", _MANY_OUTPUTS, 1.0),
    _in_cell("big-output", _BIG_OUTPUT, 1.0),
    _in_cell("loses-streams", _STREAMS, 1.0),
    _in_cell("magics", "%matplotlib inline\n!echo hello\n%timeit -n1 -r1 1", 1.0),
)

# What these do to their own later questions is their own affair; they may not earn more than they should, and
# everybody else must not notice.
RECKLESS = (
    _in_cell("own-builtins", "abs = sum = len = max = None\ndef print(*_):\n    raise OSError", 1.0),
    _in_call("writes-garbage", _GARBAGE),
    _in_call(
        "hooks-every-event", "import sys\ndef hook(*_):\n    raise RuntimeError\nsys.addaudithook(hook)"
    ),
    _in_call("sends-garbage-packets", _GARBAGE_PACKETS),
    _in_call("kills-all", "import os\nos.kill(-1, 9)"),
    _in_call("kills-its-parent", "import os\nos.kill(os.getppid(), 9)", 1.0),
    _in_call("answers-twice", _TWO_ANSWERS, 1.0),
    _in_cell("lowers-its-limits", _LIMITS, 1.0),
    _in_cell("closes-descriptors-in-the-cell", _CLOSE, 1.0),
    _in_cell("unloads-numpy", "import sys\nfor name in list(sys.modules):\n    del sys.modules[name]", 1.0),
)
