"""``python -m tests.autograder.boxes.process.as_user USER COMMAND...``: run a command as another user (needs root).

Where the interpreter lies in a folder that others may not enter, as root's home, it is shown to the command in
mounts of its own.
"""

import ctypes
import os
import subprocess
import sys
import tempfile
from pathlib import Path

_CLONE_NEWNS = 0x00020000


def _closed_folder(path):
    """The outermost folder above `path` that others may not enter, or None."""
    folders = (folder for folder in reversed(path.parents) if not folder.stat().st_mode & 0o001)
    return next(folders, None)


def _show(path):
    closed = _closed_folder(path)
    if closed is None:
        return
    with tempfile.TemporaryDirectory() as kept:
        for words in (
            ("--make-rprivate", "/"),
            ("--bind", path, kept),
            ("-t", "tmpfs", "-o", "mode=755", "none", closed),
        ):
            subprocess.run(["mount", *map(str, words)], check=True)
        path.mkdir(parents=True)
        subprocess.run(["mount", "--bind", kept, str(path)], check=True)
        subprocess.run(["umount", kept], check=True)


def main():
    user, *command = sys.argv[1:]
    if ctypes.CDLL(None).unshare(_CLONE_NEWNS) != 0:
        raise SystemExit("as_user: needs root.")
    _show(Path(os.path.realpath(sys.base_prefix)))
    home = tempfile.mkdtemp()
    os.chmod(home, 0o777)
    os.setgroups([])
    os.setresgid(int(user), int(user), int(user))
    os.setresuid(int(user), int(user), int(user))
    os.execvpe(command[0], command, {**os.environ, "HOME": home, "PYTHONDONTWRITEBYTECODE": "1"})


if __name__ == "__main__":
    main()
