"""The wall between two submissions: a forked process enters namespaces of its own (Linux).

bubblewrap walls the warm process off from the machine. Its forks are walled off from each other here: their
own users, processes, mounts and message queues; no privilege; a list of refused system calls; limits.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import os
import resource
from pathlib import Path
from typing import Any, Protocol

from autograder.boxes.limits import MAX_FILES, MAX_OPEN_FILES, Limits

_CLONE_NEWNS, _CLONE_NEWIPC, _CLONE_NEWUSER, _CLONE_NEWPID = 0x00020000, 0x08000000, 0x10000000, 0x20000000
_MS_NOSUID, _MS_NODEV, _MS_REC, _MS_PRIVATE = 2, 4, 16384, 1 << 18
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_CAPBSET_DROP = 1, 4, 24
_PR_SET_CHILD_SUBREAPER, _PR_SET_NO_NEW_PRIVS = 36, 38
_SIGKILL = 9
_LAST_CAPABILITY = 63

# What no homework needs and an attack might: other processes, mounts, namespaces, the kernel's own
# interfaces.
_REFUSED = (
    *("ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "pidfd_getfd"),
    *(
        "mount",
        "umount2",
        "pivot_root",
        "chroot",
        "move_mount",
        "open_tree",
        "fsopen",
        "fsmount",
        "mount_setattr",
    ),
    *("unshare", "setns", "bpf", "perf_event_open", "userfaultfd", "io_uring_setup"),
    *("keyctl", "add_key", "request_key", "init_module", "finit_module", "delete_module", "kexec_load"),
    *("swapon", "swapoff", "reboot", "quotactl", "acct", "open_by_handle_at", "name_to_handle_at"),
)


@functools.cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _call(name: str, *arguments: object) -> None:
    if getattr(_libc(), name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def become_unprivileged(user: int = 65534) -> None:
    """Give up root for good, before anything of a submission is read."""
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    # Changing the user makes /proc/self root's; entering a user namespace needs it back.
    _call("prctl", _PR_SET_DUMPABLE, 1, 0, 0, 0)


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent dies."""
    _call("prctl", _PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)


def adopt_orphans() -> None:
    """Become the parent of descendants whose own parent ends."""
    _call("prctl", _PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def descendants() -> list[int]:
    """Processes below this one that are still running, by the numbers that this process may use."""
    parents: dict[int, int] = {}
    numbers: dict[int, int] = {}
    # /proc may be that of an outer namespace, so relatives are told by its numbers and signalled by ours.
    for name in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError, ValueError, KeyError):
            lines = Path(f"/proc/{name}/status").read_text().splitlines()
            fields = dict(line.split(":", 1) for line in lines if ":" in line)
            if fields["State"].split()[0] not in "ZX":
                parents[int(name)] = int(fields["PPid"])
                numbers[int(name)] = int(fields["NSpid"].split()[-1])
    generation = {int(os.readlink("/proc/self"))}
    below: set[int] = set()
    while generation:
        generation = {pid for pid, parent in parents.items() if parent in generation} - below
        below |= generation
    return sorted(numbers[pid] for pid in below)


def enter_namespaces() -> None:
    """Leave the other submissions behind; the next fork is process 1 of its own world.

    Raises
    ------
    OSError
        If the kernel does not let unprivileged users have namespaces.
    """
    user, group = os.geteuid(), os.getegid()
    _call("unshare", _CLONE_NEWUSER | _CLONE_NEWNS | _CLONE_NEWPID | _CLONE_NEWIPC)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def mount_scratch(folder: str, size: int) -> None:
    """Cover `folder` with an empty one in memory of at most `size` bytes."""
    _call("mount", b"none", b"/", None, _MS_REC | _MS_PRIVATE, None)
    options = f"size={size},nr_inodes={MAX_FILES},mode=0700".encode()
    _call("mount", b"scratch", folder.encode(), b"tmpfs", _MS_NOSUID | _MS_NODEV, options)


def drop_privileges() -> None:
    """Give up what the new user namespace grants, and the way back to it."""
    _call("prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    for capability in range(_LAST_CAPABILITY + 1):
        if _libc().prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
            break
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    _call("capset", header, (ctypes.c_uint32 * 6)())


def work_here(folder: str) -> bool:
    """Whether a fork can enter namespaces of its own here and cover `folder` (tried in a fork)."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            enter_namespaces()
            if os.fork() == 0:
                mount_scratch(folder, 2**20)
                os._exit(0)
            status = os.waitstatus_to_exitcode(os.wait()[1])
        except OSError:
            status = 1
        finally:
            os._exit(status)
    return os.waitpid(child, 0)[1] == 0


class SystemCallFilter(Protocol):
    """A filter that refuses system calls, ready to load."""

    def load(self) -> None:
        """Have the kernel apply it to this process and its children, for good."""


def system_call_filter() -> SystemCallFilter | None:
    """A filter that refuses `_REFUSED`; None where libseccomp is not installed."""
    try:
        import pyseccomp
    except (ImportError, OSError, RuntimeError):
        return None
    errno = pyseccomp.ERRNO(1)
    allowed: Any = pyseccomp.SyscallFilter(defaction=pyseccomp.ALLOW)
    for name in _REFUSED:
        try:
            allowed.add_rule(errno, name)
        except (OSError, ValueError):  # a call that this kernel or architecture does not have
            continue
    made: SystemCallFilter = allowed
    return made


def limit_resources(limits: Limits, *, own_users: bool) -> None:
    """Set the kernel's limits for this process and its children.

    Processes are counted per user, so they are limited only where the user namespace is the submission's own.
    """
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    for limited, value in (
        (resource.RLIMIT_AS, used + limits.memory),
        *([(resource.RLIMIT_NPROC, limits.processes)] if own_users else []),
        (resource.RLIMIT_FSIZE, limits.disk),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, MAX_OPEN_FILES),
    ):
        hard = resource.getrlimit(limited)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limited, (value, value))
