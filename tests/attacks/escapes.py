"""Submissions that reach for what is not theirs. Each attempt prints HELD or ESCAPED into its own cell."""

from __future__ import annotations

import textwrap
from pathlib import Path

from autograder.sample_class.editing import begun_with, preceded
from autograder.sample_class.students import Answer, SampleStudent
from tests.attacks.attacked_course import RIGHT

_RIGHT = {name: Answer(source) for name, source in RIGHT.items()}


def _attempts(course: str, repository: str, port: int, abstract: str, process: int) -> dict[str, str]:
    """Name -> statements that succeed only if a wall has a hole."""
    return {
        "reads-the-gradebook": f"open('{course}/gradebook.db', 'rb').read(1)",
        "reads-the-source": f"open('{course}/source/walls/walls.ipynb').read(1)",
        "lists-submissions": f"os.listdir('{course}/submitted')",
        "writes-into-the-course": f"open('{course}/escaped', 'w').write('x')",
        "writes-into-the-repository": f"open('{repository}/autograder/escaped', 'w').write('x')",
        "writes-into-site-packages": "open(os.path.join(os.path.dirname(np.__file__), 'escaped.py'), 'w').write('x')",
        "reads-the-exercises": "import autograder.exercises.loss_functions",
        "reads-the-tests": f"open('{repository}/autograder/exercises/loss_functions/__init__.py').read(1)",
        "reads-the-sample-class": "import autograder.sample_class.students",
        "reads-the-home": _READS_HOME.format(home=Path.home()),
        "reads-shadow": "open('/etc/shadow').read(1)",
        "connects": f"socket.create_connection(('127.0.0.1', {port}), 1)",
        "connects-by-name": f"s = socket.socket(socket.AF_UNIX); s.connect('\\0{abstract}')",
        "resolves-a-host": "socket.getaddrinfo('example.org', 80)",
        "signals-the-grader": f"os.kill({process}, 0)",
        "reads-other-memory": f"open('/proc/{process}/mem', 'rb').read(1)",
        "reads-pid-1-memory": "open('/proc/1/environ', 'rb').read(1); assert os.getpid() != 1; open('/proc/1/mem', 'r+b').read(1)",
        "traces": f"assert ctypes.CDLL(None).ptrace(16, {process}, 0, 0) == 0",
        "mounts": "assert ctypes.CDLL(None).mount(b'none', b'/tmp', b'tmpfs', 0, None) == 0",
        "new-namespaces": "assert ctypes.CDLL(None).unshare(0x10000000) == 0",
        "becomes-root": "os.setuid(0)",
        "new-user-by-clone": "pid = ctypes.CDLL(None).syscall(56, 0x10000000 | 17, 0, 0, 0, 0)\nif pid == 0:\n    os._exit(0)\nassert pid > 0",
        "new-user-by-clone3": "arguments = (ctypes.c_uint64 * 8)(0x10000000, 0, 0, 0, 17)\nassert ctypes.CDLL(None).syscall(435, arguments, ctypes.c_size_t(64)) >= 0",
        "opens-netlink": "socket.socket(16, 3)",
        "opens-packets": "socket.socket(17, 3)",
        "opens-vsock": "socket.socket(40, 1)",
        "opens-alg": "socket.socket(38, 5)",
        "memory-without-a-file": "os.memfd_create('x')",
        "system-v-memory": "assert ctypes.CDLL(None).shmget(0, 4096, 0o1600) >= 0",
        "system-v-messages": "assert ctypes.CDLL(None).msgget(0, 0o1600) >= 0",
        "limits-process-1": "import resource; resource.prlimit(1, resource.RLIMIT_CPU, (1, 1))",
        "kills-process-1": "os.kill(1, 9); import time; time.sleep(0.2); assert not os.path.exists('/proc/1')",
        "reads-process-1": "lowest = min(int(n) for n in os.listdir('/proc') if n.isdigit() and n != '1'); open(f'/proc/{lowest}/mem', 'rb').read(1)",
        "makes-a-device": "os.mknod('device', 0o60666, os.makedev(8, 0))",
        "changes-the-root": "os.chroot('/')",
        "raises-its-limits": "import resource; resource.setrlimit(resource.RLIMIT_NPROC, (10**6, 10**6))",
        "sees-other-processes": _SEES_PROCESSES,
        "finds-the-environment": "assert any('SECRET' in name for name in os.environ)",
        "writes-outside-its-scratch": _WRITES_ANYWHERE,
    }


# Only the way to the interpreter is there, if it lies in a home, and the list of fonts.
_READS_HOME = """
interpreter = os.path.realpath(sys.base_prefix) + "/" + os.path.realpath(sys.prefix)
visible = interpreter + " {home}/.cache/matplotlib"  # its list of fonts
found = [name for name in os.listdir("{home}") if "{home}/" + name not in visible]
found += [name for name in os.listdir("{home}/.cache") if name != "matplotlib"]
assert found
"""
_SEES_PROCESSES = """
lines = [open(f"/proc/{name}/cmdline").read() for name in os.listdir("/proc") if name.isdigit()]
assert [line for line in lines if line and not line.startswith(("bwrap", sys.executable)) or "pytest" in line], lines
"""
# Whatever a submission could leave behind, the next one could read.
_WRITES_ANYWHERE = """
scratch = tuple(os.path.realpath(path) for path in os.environ.get("COURSE_SCRATCH", "/tmp").split(":"))
mounts = [line.split()[1] for line in open("/proc/mounts")]
found = []
for place in [*mounts, "/", "/dev/shm", "/dev/mqueue", "/var/tmp", "/run", "/run/lock", "/etc", "/home", "/root", "/proc/self/.."]:
    try:
        path = os.path.join(place, "left-behind")
        open(path, "w").close()
        if not os.path.realpath(path).startswith(scratch):
            found.append(path)
    except OSError:
        pass
print("WRITABLE", found, "scratch", scratch)
assert found
"""

_HEAD = "import ctypes, os, socket, sys\n"


def escapes(
    course: str, repository: str, port: int, abstract: str, process: int
) -> tuple[SampleStudent, ...]:
    """One student for each attempt; the answers are right."""
    students = []
    for name, statements in _attempts(course, repository, port, abstract, process).items():
        attempt = textwrap.indent(statements.strip("\n"), "    ")
        tried = f"{_HEAD}try:\n{attempt}\n    print('ESCAPED')\nexcept BaseException as refused:\n    print('HELD', repr(refused)[:200])"
        students.append(SampleStudent(name, {**_RIGHT, "squares": Answer(preceded(RIGHT["squares"], tried))}))
    return tuple(students)


# The hidden input of `total` contains SECRET; no way of writing it down may bring it into what students get.
_NOTED = begun_with(
    RIGHT["total"], "values = list(values)\nseen.append(values)\nprint('seen', values)"
).replace("def total", "seen = []\n\n\ndef total", 1)
_FILED = begun_with(RIGHT["total"], "values = list(values)\nopen('seen', 'a').write(repr(values))")

LEAKS = (
    SampleStudent(
        "raises-hidden-inputs-later",
        {
            **_RIGHT,
            "total": Answer(_NOTED),
            "normalised": Answer(begun_with(RIGHT["normalised"], "raise ValueError(seen)"), 0.0, None),
        },
    ),
    SampleStudent(
        "prints-hidden-inputs-later",
        {
            **_RIGHT,
            "total": Answer(_NOTED),
            "normalised": Answer(preceded(RIGHT["normalised"], "print('SEEN', seen)")),
        },
    ),
    SampleStudent(
        "files-hidden-inputs",
        {
            **_RIGHT,
            "total": Answer(_FILED),
            "normalised": Answer(preceded(RIGHT["normalised"], "print('SEEN', open('seen').read())")),
        },
    ),
    SampleStudent(
        "raises-hidden-inputs",
        {
            **_RIGHT,
            "total": Answer(
                begun_with(
                    RIGHT["total"],
                    "values = list(values)\nif max(values) > 100:\n    raise ValueError(values)",
                ),
                0.0,
                None,
            ),
        },
    ),
    SampleStudent(
        "names-a-class-after-hidden-inputs",
        {
            **_RIGHT,
            "total": Answer(
                begun_with(
                    RIGHT["total"],
                    "values = list(values)\nif max(values) > 100:\n    raise type('Seen%d' % max(values), (Exception,), {})",
                ),
                0.0,
                None,
            ),
        },
    ),
)
