"""What surrounds a call of the student's code: what the test replaced, state of modules, files.

A test that captures what is printed, answers `input`, patches `math.sqrt` or forbids `sorted` means the
student's code, which runs elsewhere: so the replacements stand there too, while it is called.
"""

from __future__ import annotations

import ast
import builtins
import functools
import re
import sys
import types
from collections.abc import Callable, Mapping
from typing import Any

from autograder.boxes.crossing.in_place import apply_change, is_mutable
from autograder.instructor_box.shared_folder import SharedFolder
from autograder.reading.bindings import python_tree

_STREAMS = ("stdout", "stderr", "stdin")
# "module.name" in a text, as `patch` takes it.
_DOTTED = re.compile(r"([A-Za-z_][\w.]*)\.([A-Za-z_]\w*)\Z")
_MISSING = object()


class Surroundings:
    """What is told to the student's box with a call, and what is asked for after it.

    Parameters
    ----------
    states : mapping
        Module of the instructor's -> the names in it whose values its functions change.
    request : callable
        (verb, arguments) -> reply of the student's box.
    encoded : callable
        Value -> what crosses of it.
    files : SharedFolder
    """

    def __init__(
        self,
        states: Mapping[str, list[str]],
        request: Callable[[str, list[Any]], Any],
        encoded: Callable[[Any], bytes],
        files: SharedFolder,
    ) -> None:
        self._states, self._request, self._encoded, self._files = states, request, encoded, files
        self._streams = {name: getattr(sys, name) for name in _STREAMS}
        self._watched: list[tuple[types.ModuleType, str, Any]] = []
        self._looks_at_builtins = False
        self._sent: dict[tuple[str, str], bytes] = {}

    def begin_test(self, source: str, names: dict[str, Any]) -> None:
        """Take note of what stands before a test, and of what the test may replace."""
        self._looks_at_builtins = "builtins" in source
        self._watched = [
            (module, name, getattr(module, name, _MISSING)) for module, name in _replaceable(source, names)
        ]

    # -- as `Circumstances`

    def before(self) -> dict[str, Any]:
        """What the test has replaced: [module, name, what stands there]."""
        self._push_states()
        self._files.push()
        replaced = [["sys", name, stream] for name, stream in self._replaced_streams()]
        if self._looks_at_builtins:
            replaced += [
                ["", name, value]
                for name, value in vars(builtins).items()
                if usual_builtins().get(name, _MISSING) is not value and name != "_"
            ]
        replaced += [
            [module.__name__, name, getattr(module, name, None)]
            for module, name, usual in self._watched
            if getattr(module, name, _MISSING) is not usual
        ]
        return {"replaced": replaced} if replaced else {}

    def after(self, is_shared: bool = False) -> None:
        """Let files, and the state of the instructor's modules, follow what the student's code did."""
        self._files.pull(is_shared)
        for module, names in self._loaded():
            for name, value in zip(names, self._request("state", [module.__name__, names]), strict=True):
                self._follow(module, name, value)

    # -- inside

    def _replaced_streams(self) -> list[tuple[str, Any]]:
        return [
            (name, getattr(sys, name)) for name in _STREAMS if getattr(sys, name) is not self._streams[name]
        ]

    def _loaded(self) -> list[tuple[types.ModuleType, list[str]]]:
        found = ((sys.modules.get(name), names) for name, names in self._states.items())
        return [(module, names) for module, names in found if module is not None]

    def _push_states(self) -> None:
        for module, names in self._loaded():
            for name in names:
                content = self._encoded(getattr(module, name, None))
                if self._sent.setdefault((module.__name__, name), content) != content:
                    self._sent[module.__name__, name] = content
                    self._request("put state", [module.__name__, name, getattr(module, name, None)])

    def _follow(self, module: types.ModuleType, name: str, value: Any) -> None:
        own = getattr(module, name, _MISSING)
        if own is _MISSING or type(own) is not type(value) or callable(own):
            return
        content = self._encoded(value)
        if content == self._encoded(own):
            return
        if is_mutable(own):
            apply_change(own, value)
        else:
            setattr(module, name, value)
        self._sent[module.__name__, name] = content


@functools.cache
def usual_builtins() -> dict[str, Any]:
    """What is built in before a test replaces any of it; a warm process notes it for all its forks."""
    return dict(vars(builtins))


def _replaceable(source: str, names: dict[str, Any]) -> list[tuple[types.ModuleType, str]]:
    """Modules and names in them that a test assigns or patches."""
    assigned, dotted = places_replaced(source)
    found = [(dict.get(names, owner), name) for owner, name in assigned]
    found += [(sys.modules.get(module), name) for module, name in dotted]
    ours = ("__main__", "builtins", "sys")
    return [
        (module, name)
        for module, name in found
        if isinstance(module, types.ModuleType) and module.__name__ not in ours
    ]


@functools.lru_cache(maxsize=4096)
def places_replaced(source: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What a cell of the instructor sets: (name, attribute), and (module, name) of texts such as "math.pi".

    A warm process works it out for all its forks.
    """
    try:
        tree = python_tree(source)
    except (SyntaxError, ValueError):
        return [], []
    assigned, dotted = [], []
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.ctx, ast.Store)
            and isinstance(node.value, ast.Name)
        ):
            assigned.append((node.value.id, node.attr))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _DOTTED.match(node.value):
            module, _, name = node.value.rpartition(".")
            dotted.append((module, name))
    return assigned, dotted
