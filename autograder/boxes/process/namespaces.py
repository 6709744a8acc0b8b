"""The wall between two submissions: each is forked into namespaces of its own (Linux).

bubblewrap walls the warm process off from the machine. Its forks are walled off from each other here: their
own users, processes, mounts, messages and network; no privilege; limits.
"""

from __future__ import annotations

import ctypes
import fcntl
import functools
import os
import resource
import signal
import socket
import struct
from pathlib import Path

from autograder.boxes.limits import MAX_FILES, MAX_OPEN_FILES, Limits

_CLONE_NEWNS, _CLONE_NEWIPC, _CLONE_NEWUSER = 0x00020000, 0x08000000, 0x10000000
_CLONE_NEWPID, _CLONE_NEWNET = 0x20000000, 0x40000000
_CLONE3 = 435  # the same on every architecture
_MS_RDONLY, _MS_NOSUID, _MS_NODEV, _MS_REC, _MS_PRIVATE = 1, 2, 4, 16384, 1 << 18
_PR_SET_DUMPABLE, _PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS = 4, 24, 38
_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 22, 2
_INSTRUCTION_BYTES = 8
_LAST_CAPABILITY = 63
_SIOCSIFFLAGS, _IFF_UP = 0x8914, 1


class _CloneArguments(ctypes.Structure):
    """`struct clone_args` of clone3(2)."""

    _fields_ = tuple(
        (name, ctypes.c_uint64)
        for name in (
            *("flags", "pidfd", "child_tid", "parent_tid"),
            *("exit_signal", "stack", "stack_size", "tls"),
        )
    )


class _FilterProgram(ctypes.Structure):
    """`struct sock_fprog` of seccomp(2)."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


@functools.cache
def _libc() -> ctypes.PyDLL:
    # A PyDLL keeps the interpreter's lock, so that the child of a clone holds it, too.
    libc = ctypes.PyDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    return libc


def _call(name: str, *arguments: object) -> int:
    result: int = getattr(_libc(), name)(*arguments)
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
    return result


def become_unprivileged(user: int = 65534) -> None:
    """Give up root for good, before anything of a submission is read."""
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    # Changing the user makes /proc/self root's; entering a user namespace needs it back.
    set_dumpable(True)


def set_dumpable(is_dumpable: bool) -> None:
    """Let processes of the same user look into this one, or keep them out."""
    _call("prctl", _PR_SET_DUMPABLE, int(is_dumpable), 0, 0, 0)


def fork_into_namespaces(*, has_network: bool = False) -> int:
    """Fork; the child (which gets 0) is process 1 of its own users, processes, mounts, messages and network.

    With `has_network` it keeps the network of this process.

    Raises
    ------
    OSError
        In the parent, if the kernel does not let unprivileged users have namespaces; in the child, if it
        cannot become the user that the parent is.
    """
    user, group = os.geteuid(), os.getegid()
    flags = _CLONE_NEWUSER | _CLONE_NEWNS | _CLONE_NEWPID | _CLONE_NEWIPC | _CLONE_NEWNET
    flags &= ~_CLONE_NEWNET if has_network else ~0
    arguments = _CloneArguments(flags=flags, exit_signal=signal.SIGCHLD)
    size = ctypes.c_size_t(ctypes.sizeof(arguments))
    child = _call("syscall", ctypes.c_long(_CLONE3), ctypes.byref(arguments), size)
    if child == 0:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    return child


def raise_loopback() -> None:
    """Let the processes of this network namespace talk to each other over 127.0.0.1."""
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", _IFF_UP))


def mount_scratch(folder: str, size: int) -> None:
    """Cover `folder` with an empty one in memory of at most `size` bytes."""
    _call("mount", b"none", b"/", None, _MS_REC | _MS_PRIVATE, None)
    options = f"size={size},nr_inodes={MAX_FILES},mode=0700".encode()
    _call("mount", b"scratch", folder.encode(), b"tmpfs", _MS_NOSUID | _MS_NODEV, options)


def cover(folder: str) -> None:
    """Put an empty folder over `folder`, in which nothing can be made; after `mount_scratch`."""
    flags = _MS_RDONLY | _MS_NOSUID | _MS_NODEV
    _call("mount", b"nothing", folder.encode(), b"tmpfs", flags, b"size=4096,nr_inodes=1,mode=0500")


def drop_privileges() -> None:
    """Give up what the new user namespace grants, and the way back to it."""
    _call("prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    for capability in range(_LAST_CAPABILITY + 1):
        if _libc().prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
            break
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    _call("capset", header, (ctypes.c_uint32 * 6)())


def load_filter(program: bytes) -> None:
    """Have the kernel apply a filter of system calls to this process and its children, for good.

    Parameters
    ----------
    program : bytes
        Instructions of the kernel's packet filter (BPF).
    """
    _call("prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    filtered = _FilterProgram(len(program) // _INSTRUCTION_BYTES, program)
    _call("prctl", _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(filtered))


def work_here(folders: list[str]) -> bool:
    """Whether a fork can enter namespaces of its own here and cover `folders` (tried in a fork)."""
    try:
        child = fork_into_namespaces()
        if child == 0:
            for folder in folders:
                mount_scratch(folder, 2**20)
            raise_loopback()
            os._exit(0)
    except OSError:
        if os.getpid() == 1:
            os._exit(1)
        return False
    return os.waitpid(child, 0)[1] == 0


def address_space() -> int:
    """How much of it this process uses, in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def limit_resources(limits: Limits, used: int, *, own_users: bool) -> None:
    """Set the kernel's limits for this process and its children.

    Parameters
    ----------
    limits : Limits
    used : int
        Bytes of address space that do not count.
    own_users : bool
        Whether the user namespace is the submission's own: processes are counted per user.
    """
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
