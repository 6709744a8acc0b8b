"""The system calls that no homework needs and an attack might: the kernel refuses them (seccomp)."""

from __future__ import annotations

import errno
import os
from typing import Any

_OTHER_PROCESSES = (
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "process_madvise",
    "kcmp",
    "pidfd_getfd",
)
_MOUNTS = (
    *("mount", "umount2", "pivot_root", "chroot", "move_mount", "open_tree", "fsopen", "fsconfig", "fsmount"),
    *("mount_setattr", "fspick", "open_by_handle_at", "name_to_handle_at", "swapon", "swapoff", "quotactl"),
)
_NAMESPACES = ("unshare", "setns")
_KERNEL = (
    *("bpf", "perf_event_open", "userfaultfd", "io_uring_setup", "keyctl", "add_key", "request_key", "acct"),
    *("init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load", "reboot", "syslog"),
    *("fanotify_init", "landlock_create_ruleset", "lookup_dcookie", "vhangup"),
)
# Memory and messages that belong to no process and no folder, so that no account of ours holds them.
_UNACCOUNTED = (
    *("memfd_create", "memfd_secret", "shmget", "shmat", "shmctl", "msgget", "msgsnd", "msgrcv", "msgctl"),
    *("semget", "semop", "semtimedop", "semctl", "mq_open", "mq_unlink"),
)
_REFUSED = (*_OTHER_PROCESSES, *_MOUNTS, *_NAMESPACES, *_KERNEL, *_UNACCOUNTED)

# clone's flags for new namespaces: mounts, cgroup, host name, messages, users, processes, network.
_NEW_NAMESPACES = (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000)
# AF_UNIX, AF_INET and AF_INET6; every other family is code of the kernel that no homework needs.
_SOCKET_FAMILIES = (1, 2, 10)


def system_call_filter() -> bytes | None:
    """A program for `load_filter` that refuses what stands in this module; None without libseccomp."""
    try:
        import pyseccomp
    except (ImportError, OSError, RuntimeError):
        return None
    allowed: Any = pyseccomp.SyscallFilter(defaction=pyseccomp.ALLOW)
    denied = pyseccomp.ERRNO(errno.EPERM)
    for name in _REFUSED:
        _add(allowed, denied, name)
    for flag in _NEW_NAMESPACES:
        _add(allowed, denied, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, flag, flag))
    # Its flags lie in memory, where no filter can read them; the C library then falls back to clone.
    _add(allowed, pyseccomp.ERRNO(errno.ENOSYS), "clone3")
    # A process may limit itself, not the one that keeps it.
    _add(allowed, denied, "prlimit64", pyseccomp.Arg(0, pyseccomp.NE, 0))
    unknown = pyseccomp.ERRNO(errno.EAFNOSUPPORT)
    last = max(_SOCKET_FAMILIES)
    for call in ("socket", "socketpair"):
        for family in set(range(last)) - set(_SOCKET_FAMILIES):
            _add(allowed, unknown, call, pyseccomp.Arg(0, pyseccomp.EQ, family))
        _add(allowed, unknown, call, pyseccomp.Arg(0, pyseccomp.GT, last))
    return _program(allowed)


def _program(filtered: Any) -> bytes:
    """The filter as the kernel takes it: libseccomp would make it anew for each process that loads it."""
    with os.fdopen(os.memfd_create("filter"), "w+b") as file:
        filtered.export_bpf(file)
        file.seek(0)
        return file.read()


def _add(filtered: Any, action: int, call: str, *arguments: Any) -> None:
    """Add a rule, unless this kernel or architecture does not have the call."""
    try:
        filtered.add_rule(action, call, *arguments)
    except (OSError, ValueError):
        return
