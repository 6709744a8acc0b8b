"""What a thing is, in a few characters: functions by their code, classes and modules by name, no data."""

from __future__ import annotations

import hashlib
import sys
import types
from builtins import (  # noqa: UP029  (theirs may be replaced)
    all,
    callable,
    getattr,
    isinstance,
    len,
    list,
    map,
    repr,
    sorted,
    tuple,
    type,
)
from operator import is_
from typing import Any, NamedTuple, Self

MISSING = object()
GONE = "gone"
HEAP = 1 << 9  # Py_TPFLAGS_HEAPTYPE
# How many wrappers may stand around a function.
_WRAPPED = 3
# Code that was digested once, kept so that its number stays its own.
_digested: dict[int, tuple[types.CodeType, str, tuple[str, ...]]] = {}


def digest_of(thing: Any) -> str:
    """In a few characters what a function, a class or a module is; empty for data."""
    if thing is MISSING:
        return GONE
    function = function_of(thing)
    if function is not None:
        defaults = [_plain(each) for each in _defaults(function)]
        inner = [code_digest(code)[0] for code in _codes_inside(function)]
        return f"{type(thing).__name__} {code_digest(function.__code__)[0]} {defaults} {inner}"
    if isinstance(thing, type):
        return f"class {thing.__module__}.{thing.__qualname__} {type(thing).__name__}"
    if isinstance(thing, types.ModuleType):
        return f"module {thing.__dict__.get('__name__')} {type(thing) is types.ModuleType}"
    if isinstance(thing, types.BuiltinFunctionType):
        return f"builtin {thing.__module__}.{thing.__qualname__}"
    if callable(thing) and type(thing).__module__ in sys.modules:
        return f"callable {type(thing).__module__}.{type(thing).__qualname__} {_own_name(thing)}"
    return ""


def _defaults(function: types.FunctionType) -> tuple[Any, ...]:
    """The defaults of all arguments, and the names of those that are given by name."""
    named = (part for item in (function.__kwdefaults__ or {}).items() for part in item)
    return (*(function.__defaults__ or ()), *named)


def _plain(value: Any) -> str:
    """What a default says in any process: all of plain data, of everything else its class."""
    if type(value) is tuple:
        return repr([_plain(each) for each in value])
    is_plain = type(value) in (bool, int, float, complex, str, bytes, type(None))
    return repr(value) if is_plain else type(value).__name__


def _own_name(thing: Any) -> str:
    """The name that a compiled function has, a ufunc for example."""
    name = getattr(thing, "__name__", "") if type(thing).__flags__ & HEAP == 0 else ""
    return name if type(name) is str else ""


def function_of(thing: Any) -> types.FunctionType | None:
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


class Seen(NamedTuple):
    """What an attribute of a module or a class was, and all that its digest is made of.

    It is flat, and has a name of its own: a fork copies each page on which something is only looked at.
    """

    path: str
    owner: Any
    name: str
    thing: Any
    kind: type
    code: types.CodeType | None
    defaults: tuple[Any, ...]
    inner: tuple[types.CodeType, ...]

    @classmethod
    def now(cls, path: str, owner: Any, thing: Any) -> Self:
        """The attribute as it is now."""
        name = "".join(list(path.rpartition(":")[2].rpartition(".")[2]))
        function = function_of(thing)
        if function is None:
            return cls(path, owner, name, thing, type(thing), None, (), ())
        inner = _codes_inside(function)
        return cls(path, owner, name, thing, type(thing), function.__code__, _defaults(function), inner)

    def is_still(self, thing: Any) -> bool:
        """Whether a thing is the same and has the same digest; it is not asked."""
        if thing is not self.thing or type(thing) is not self.kind:
            return False
        function = self.code and function_of(thing)
        return not function or (
            function.__code__ is self.code
            and _are_same(_defaults(function), self.defaults)
            and _are_same(_codes_inside(function), self.inner)
        )


def _are_same(items: tuple[Any, ...], others: tuple[Any, ...]) -> bool:
    return len(items) == len(others) and all(map(is_, items, others))


def _codes_inside(function: types.FunctionType) -> tuple[types.CodeType, ...]:
    """The code of the functions that a decorated one stands before."""
    codes = []
    for cell in function.__closure__ or ():
        try:
            inner = cell.cell_contents
        except ValueError:  # empty
            continue
        if isinstance(inner, types.FunctionType):
            codes.append(inner.__code__)
    return tuple(codes)


def code_digest(code: types.CodeType) -> tuple[str, tuple[str, ...]]:
    """Digest of a code object, and the global names that it may use."""
    known = _digested.get(id(code))
    if known is None:
        names: set[str] = set(code.co_names)
        digest = hashlib.blake2b(code.co_code, digest_size=8)
        digest.update(repr((code.co_names, code.co_varnames, code.co_flags, code.co_argcount)).encode())
        for constant in code.co_consts:
            if isinstance(constant, types.CodeType):
                inner, more = code_digest(constant)
                names.update(more)
                digest.update(inner.encode())
            elif isinstance(constant, frozenset):
                digest.update(repr(sorted(map(repr, constant))).encode())
            else:
                digest.update(repr(constant).encode("utf-8", "backslashreplace"))
        known = _digested[id(code)] = code, digest.hexdigest(), tuple(sorted(names))
    return known[1], known[2]
