"""What a test relies on, as digests: the same here as in a process that never ran a student's code, or not.

A test that runs in the student's process believes what `assert`, `numpy.testing` or `pandas.testing` say, and
any line above it could have replaced those. So each process writes down what a path such as
`numpy.testing:assert_allclose` leads to, and what that uses in turn: functions by their code, classes and
modules by name. Data is left out: two processes may differ in it for good reasons.
"""

from __future__ import annotations

import sys
import types
from builtins import all, isinstance, len, type  # noqa: UP029  (theirs may be replaced)
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from autograder.boxes.together.digest import (
    GONE,
    HEAP,
    MISSING,
    Seen,
    code_digest,
    digest_of,
    function_of,
)

# Modules whose own functions and classes all count, as far as they are imported, by a word of the tests.
_BY_WORD: dict[str, tuple[str, ...]] = {
    "": ("builtins",),
    "testing": ("numpy.testing", "numpy.testing._private.utils", "pandas.testing"),
    "assert_": ("numpy.testing", "numpy.testing._private.utils"),
    "_equal": ("pandas.testing", "pandas._testing.asserters"),
    "unittest": (
        *("unittest", "unittest.case", "unittest.result", "unittest.runner", "unittest.suite"),
        "unittest.loader",
    ),
}
# The boxes themselves set these: nobody answers, and what only a terminal needs.
_OURS = frozenset({"input", "get_ipython", "display", "exit", "quit", "copyright", "credits", "license", "_"})
# How far what is used is followed, and how many paths there may be.
_DEPTH, _MOST = 1, 6_000


# Digests of all that words can tell; the same as it was seen, module by module; the modules in which it lies.
_pristine: dict[str, str] = {}
_seen: dict[str, list[Seen]] = {}
_homes: dict[str, tuple[types.ModuleType, type]] = {}


def digests(paths: Iterable[str], names: dict[str, Any]) -> dict[str, str]:
    """What some paths lead to, and what that uses.

    Parameters
    ----------
    paths : iterable of str
        "module:attribute", or ":name" for one of `names`.
    names : dict
        The globals of the tests.

    Examples
    --------
    >>> import numpy
    >>> before = digests(["numpy:allclose"], {})
    >>> sorted(path for path in before if path.startswith("numpy:allc"))
    ['numpy:allclose']
    >>> before == digests(["numpy:allclose"], {})
    True
    """
    found: dict[str, str] = {}
    waiting = deque((path, 0) for path in paths)
    while waiting and len(found) < _MOST:
        path, depth = waiting.popleft()
        if path in found:
            continue
        thing = _at(path, names)
        digest = digest_of(thing)
        if digest:
            found[path] = digest
        if depth < _DEPTH:
            waiting.extend((used, depth + 1) for used in _uses(thing))
            if depth == 0 and _is_defined_at(thing, path):
                waiting.extend((used, depth + 1) for used in _methods(thing))
    return found


def pristine() -> dict[str, str]:
    """Digests of all that words can tell, made once, while nothing was changed, for all forks."""
    if not _pristine:
        for module in dict.fromkeys(name for names in _BY_WORD.values() for name in names):
            found = digests(paths_in([module]), {})
            _pristine.update(found)
            if found:
                _seen[module] = [_seen_at(path) for path in found]
    return _pristine


def _seen_at(path: str) -> Seen:
    module, _, attributes = path.partition(":")
    owner = sys.modules[module]
    _homes[module] = owner, type(owner)
    above = attributes.rpartition(".")[0]
    return Seen.now(path, _at(f"{module}:{above}", {}) if above else owner, _at(path, {}))


def changed_digests(modules: Iterable[str], paths: Iterable[str], names: dict[str, Any]) -> dict[str, str]:
    """Digests of all in some modules that is not as in `pristine`, and of what else some paths lead to.

    Parameters
    ----------
    modules : iterable of str
        Those that are not imported are left out.
    paths, names
        As in `digests`.
    """
    found: dict[str, str] = {}
    anew = [*paths]
    are_at_home = all(
        sys.modules.get(name) is module and type(module) is kind for name, (module, kind) in _homes.items()
    )
    for module in modules:
        known = _seen.get(module, [])
        if not known:
            anew += paths_in([module])
        elif not are_at_home:
            anew += [before.path for before in known]
        else:
            changed = (before for before in known if not before.is_still(_raw(before.owner, before.name)))
            found |= {before.path: digest_of(_raw(before.owner, before.name)) for before in changed}
    return {**found, **digests(anew, names)}


def modules_by_word(text: str) -> list[str]:
    """Names of the modules on which the words of a text tell that it relies."""
    return list(dict.fromkeys(name for word, names in _BY_WORD.items() if word in text for name in names))


def seen_by_none(modules: Iterable[str]) -> list[str]:
    """Paths of all in those of some modules that were imported when `pristine` had been made."""
    return paths_in(module for module in modules if module not in _seen)


def paths_in(modules: Iterable[str]) -> list[str]:
    """Paths of all that lies in some modules, as far as they are imported."""
    return [
        f"{module}:{name}"
        for module in modules
        if isinstance(sys.modules.get(module), types.ModuleType)
        for name in vars(sys.modules[module])
        if not _is_left_out(module, name)
    ]


def _is_left_out(module: str, name: str) -> bool:
    return (name.startswith("__") and name != "__import__" and name != "__build_class__") or (
        module == "builtins" and name in _OURS
    )


def _at(path: str, names: dict[str, Any]) -> Any:
    """What lies at a path, found without asking any code of its own."""
    module, _, attributes = path.partition(":")
    first, *rest = attributes.split(".")
    thing: Any = MISSING
    if not module:
        thing = dict.get(names, first, MISSING)
    elif module in sys.modules:
        thing = _raw(sys.modules[module], first)
    for name in rest:
        thing = _raw(thing, name)
    return thing


def _raw(thing: Any, name: str) -> Any:
    if isinstance(thing, type):
        for base in type.__dict__["__mro__"].__get__(thing):
            own = type.__dict__["__dict__"].__get__(base)
            if name in own:
                return own[name]
        return MISSING
    try:
        return object.__getattribute__(thing, "__dict__").get(name, MISSING)
    except AttributeError:
        return MISSING


def _uses(thing: Any) -> Iterator[str]:
    """Paths of the globals that a function uses."""
    function = function_of(thing)
    if function is None:
        return
    module = function.__globals__.get("__name__")
    for name in code_digest(function.__code__)[1]:
        if name in function.__globals__ and module in sys.modules and not _is_left_out(module, name):
            yield f":{name}" if module == "__main__" else f"{module}:{name}"


def _is_defined_at(thing: Any, path: str) -> bool:
    return isinstance(thing, type) and path == f"{thing.__module__}:{thing.__qualname__}"


def _methods(thing: Any) -> Iterator[str]:
    """Paths of a class's methods; a compiled class cannot be changed."""
    for base in thing.__mro__ if isinstance(thing, type) else ():
        for name, own in vars(base).items() if base.__flags__ & HEAP else ():
            if function_of(own) is not None:
                yield f"{thing.__module__}:{thing.__qualname__}.{name}"


def relied_on(names: Iterable[str], own: dict[str, Any]) -> list[str]:
    """Paths for dotted names of a test, as far as they lead through modules, functions and classes.

    Parameters
    ----------
    names : iterable of str
        For example "np.testing.assert_allclose".
    own : dict
        The globals of the tests in a process that never ran a student's code.

    Examples
    --------
    >>> import numpy as np, numpy.testing
    >>> relied_on(["np.testing.assert_allclose", "x.y"], {"np": np})
    [':np', 'numpy:testing', 'numpy.testing:assert_allclose']
    """
    paths: dict[str, None] = {}
    for dotted in names:
        first, *rest = dotted.split(".")
        thing = dict.get(own, first, MISSING)
        if not _is_machinery(thing):
            continue
        paths[f":{first}"] = None
        for name in rest:
            if not isinstance(thing, types.ModuleType):
                break
            inner = _raw(thing, name)
            if _is_machinery(inner):
                paths[f"{thing.__name__}:{name}"] = None
            thing = inner
        if isinstance(thing, type) and thing.__module__ in sys.modules:
            paths[f"{thing.__module__}:{thing.__qualname__}"] = None
    return list(paths)


def _is_machinery(thing: Any) -> bool:
    return thing is not MISSING and bool(digest_of(thing))


def differences(expected: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    """Paths of `found` that lead elsewhere in `expected`.

    A test misses by itself what is gone, and some modules are loaded when they are asked for.
    """
    return [
        path
        for path, digest in found.items()
        if digest != GONE and expected.get(path, GONE) not in (digest, GONE)
    ]
