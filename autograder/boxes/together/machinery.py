"""What a test relies on, as digests: the same here as in a process that never ran a student's code, or not.

A test that runs in the student's process believes what `assert`, `numpy.testing` or `pandas.testing` say, and
any line above it could have replaced those. So each process writes down what a path such as
`numpy.testing:assert_allclose` leads to, and what that uses in turn: functions by their code, classes and
modules by name. Data is left out: two processes may differ in it for good reasons.
"""

from __future__ import annotations

import hashlib
import sys
import types
from builtins import callable, getattr, isinstance, map, repr, sorted, type  # noqa: UP029  (theirs may be replaced)
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

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
# How many wrappers may stand around a function.
_WRAPPED = 3
_MISSING = object()
_GONE = "gone"
_pristine: dict[str, str] = {}
# Code that was digested once, kept so that its number stays its own.
_digested: dict[int, tuple[types.CodeType, str, tuple[str, ...]]] = {}


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
        digest = _digest(thing)
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
        _pristine.update(digests(relied_on_by_word(" ".join(_BY_WORD)), {}))
    return _pristine


def relied_on_by_word(text: str) -> list[str]:
    """Paths of all that lies in the modules on which the words of a text tell that it relies."""
    modules = (sys.modules.get(name) for word, names in _BY_WORD.items() if word in text for name in names)
    return list(
        dict.fromkeys(
            f"{module.__name__}:{name}"
            for module in modules
            if isinstance(module, types.ModuleType)
            for name in vars(module)
            if not _is_left_out(module.__name__, name)
        )
    )


def _is_left_out(module: str, name: str) -> bool:
    return (name.startswith("__") and name != "__import__" and name != "__build_class__") or (
        module == "builtins" and name in _OURS
    )


def _at(path: str, names: dict[str, Any]) -> Any:
    """What lies at a path, found without asking any code of its own."""
    module, _, attributes = path.partition(":")
    first, *rest = attributes.split(".")
    thing: Any = _MISSING
    if not module:
        thing = dict.get(names, first, _MISSING)
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
        return _MISSING
    try:
        return object.__getattribute__(thing, "__dict__").get(name, _MISSING)
    except AttributeError:
        return _MISSING


def _digest(thing: Any) -> str:
    """In a few characters what a function, a class or a module is; empty for data."""
    if thing is _MISSING:
        return _GONE
    function = _function(thing)
    if function is not None:
        defaults = [type(each).__name__ for each in (function.__defaults__ or ())]
        return f"{type(thing).__name__} {_code(function.__code__)[0]} {defaults} {_closure(function)}"
    if isinstance(thing, type):
        return f"class {thing.__module__}.{thing.__qualname__} {type(thing).__name__}"
    if isinstance(thing, types.ModuleType):
        return f"module {thing.__dict__.get('__name__')} {type(thing).__name__}"
    if isinstance(thing, types.BuiltinFunctionType):
        return f"builtin {thing.__module__}.{thing.__qualname__}"
    if callable(thing) and type(thing).__module__ in sys.modules:
        return f"callable {type(thing).__module__}.{type(thing).__qualname__} {_own_name(thing)}"
    return ""


def _own_name(thing: Any) -> str:
    """The name that a compiled function has, a ufunc for example."""
    name = getattr(thing, "__name__", "") if type(thing).__flags__ & _HEAP == 0 else ""
    return name if type(name) is str else ""


def _function(thing: Any) -> types.FunctionType | None:
    """The Python function behind a thing; None if there is none."""
    for _ in range(_WRAPPED):
        if isinstance(thing, types.FunctionType):
            return thing
        if isinstance(thing, property):
            thing = thing.fget
        elif isinstance(thing, staticmethod | classmethod | types.MethodType):
            thing = thing.__func__
        elif type(thing).__name__ == "_ArrayFunctionDispatcher":
            thing = thing._implementation
        else:
            return None
    return None


def _closure(function: types.FunctionType) -> list[str]:
    """The functions that a decorated one stands before."""
    kept = []
    for cell in function.__closure__ or ():
        try:
            inner = cell.cell_contents
        except ValueError:  # empty
            continue
        if isinstance(inner, types.FunctionType):
            kept.append(_code(inner.__code__)[0])
    return kept


def _code(code: types.CodeType) -> tuple[str, tuple[str, ...]]:
    """Digest of a code object, and the global names that it may use."""
    known = _digested.get(id(code))
    if known is None:
        names: set[str] = set(code.co_names)
        digest = hashlib.blake2b(code.co_code, digest_size=8)
        digest.update(repr((code.co_names, code.co_varnames, code.co_flags, code.co_argcount)).encode())
        for constant in code.co_consts:
            if isinstance(constant, types.CodeType):
                inner, more = _code(constant)
                names.update(more)
                digest.update(inner.encode())
            elif isinstance(constant, frozenset):
                digest.update(repr(sorted(map(repr, constant))).encode())
            else:
                digest.update(repr(constant).encode("utf-8", "backslashreplace"))
        known = _digested[id(code)] = code, digest.hexdigest(), tuple(sorted(names))
    return known[1], known[2]


def _uses(thing: Any) -> Iterator[str]:
    """Paths of the globals that a function uses."""
    function = _function(thing)
    if function is None:
        return
    module = function.__globals__.get("__name__")
    for name in _code(function.__code__)[1]:
        if name in function.__globals__ and module in sys.modules and not _is_left_out(module, name):
            yield f":{name}" if module == "__main__" else f"{module}:{name}"


def _is_defined_at(thing: Any, path: str) -> bool:
    return isinstance(thing, type) and path == f"{thing.__module__}:{thing.__qualname__}"


def _methods(thing: Any) -> Iterator[str]:
    """Paths of a class's methods; a compiled class cannot be changed."""
    for base in thing.__mro__ if isinstance(thing, type) else ():
        for name, own in vars(base).items() if base.__flags__ & _HEAP else ():
            if _function(own) is not None:
                yield f"{thing.__module__}:{thing.__qualname__}.{name}"


_HEAP = 1 << 9  # Py_TPFLAGS_HEAPTYPE


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
        thing = dict.get(own, first, _MISSING)
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
    return thing is not _MISSING and bool(_digest(thing))


def differences(expected: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    """Paths of `expected` that lead elsewhere in `found`.

    A test misses by itself what is gone, and some modules are loaded when they are asked for.
    """
    return [
        path
        for path, digest in expected.items()
        if digest != _GONE and found.get(path, _GONE) not in (digest, _GONE)
    ]
