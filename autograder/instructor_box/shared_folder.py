"""The working folders of the two boxes, kept alike while tests look at files."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from autograder.boxes import working_folder as folder

# Words of a test that may look at files, and of one that would run what it reads.
_LOOKS = re.compile(
    r"\b(open|os|Path|pathlib|glob|sqlite3|tempfile|shutil|csv|json|load\w*|save\w*|read\w*|to_\w+|np\.genfromtxt|Image)\b"
)
_RUNS = re.compile(
    r"pickle|joblib|\bdill\b|shelve|marshal|torch|tensorflow|keras|yaml|runpy|importlib|__import__|doctest|subprocess"
    r"|popen|ctypes|hdf|HDF|get_ipython|(?<![.\w])(eval|exec|compile)\(|\bsystem\("
    r"|^\s*(!|%+(run|load|sx|sc|system|script|bash|sh|python\d?|cython|edit)\b)",
    re.MULTILINE,
)
# Python's audit events of what runs a file, by whatever library: see `sys.audit`.
_RUNNING = frozenset(
    {
        *("pickle.find_class", "ctypes.dlopen", "subprocess.Popen"),
        *("os.system", "os.exec", "os.posix_spawn", "os.spawn"),
    }
)


class SharedFolder:
    """Carries files from one working folder to the other, if tests look at files and run none of them.

    Parameters
    ----------
    sources : iterable of str
        The cells that the instructor's box runs.
    own : mapping
        Path -> bytes of the instructor's files, which nothing of the student's replaces.
    request : callable
        (verb, arguments) -> reply of the student's box.
    """

    def __init__(
        self, sources: Iterable[str], own: Mapping[str, bytes], request: Callable[[str, list[Any]], Any]
    ) -> None:
        modules = (data.decode("utf-8", "replace") for path, data in own.items() if path.endswith(".py"))
        text = "\n".join([*sources, *modules])
        self.is_used = bool(_LOOKS.search(text)) and not _RUNS.search(text)
        self._own, self._request = frozenset(own), request
        self._known: folder.State = {}
        self._runs_nothing = False

    def begin(self) -> None:
        """Take the folder as both boxes have it now."""
        if self.is_used:
            # What a test makes for a while is seen by the student's code, too.
            tempfile.tempdir = str(Path.cwd())
            self._known = folder.state_of(Path.cwd())
            self._request("changed files", [])

    def push(self) -> None:
        """Have the student's folder be as ours."""
        if not self.is_used:
            return
        now = folder.state_of(Path.cwd())
        if now != self._known:
            entries, removed = folder.changes(Path.cwd(), self._known, now)
            self._known = now
            self._request("lay out", [entries, removed])

    def pull(self, is_shared: bool = False) -> None:
        """Have our folder be as the student's; no file of the instructor's is replaced.

        After a cell that ran in both boxes, what both have is left as it is.
        """
        if not self.is_used:
            return
        match self._request("changed files", []):
            case [dict(entries), list(removed)] if entries or removed:
                now = folder.state_of(Path.cwd())
                kept = self._own.union(now) if is_shared else self._own
                if removed or not entries.keys() <= kept:
                    self._run_nothing()
                    folder.lay_out(Path.cwd(), entries, removed, kept)
                    now = folder.state_of(Path.cwd())
                if is_shared:
                    self._known |= {path: now[path] for path in entries.keys() & now.keys()}
                else:
                    self._known = now

    def _run_nothing(self) -> None:
        """From now on, nothing in this process runs a file, whatever the words of the tests are."""
        if not self._runs_nothing:
            self._runs_nothing = True
            sys.addaudithook(_refuse_to_run)


def _refuse_to_run(event: str, _: tuple[Any, ...]) -> None:
    if event in _RUNNING:
        raise RuntimeError(f"a test does not run what may come from a student's file ({event})")
