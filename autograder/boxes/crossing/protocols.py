"""The special methods that a stand-in forwards to the other box."""

from __future__ import annotations


def _special(*names: str) -> tuple[str, ...]:
    return tuple(f"__{name}__" for name in names)


# Each gives one plain answer to one question, so forwarding them forges nothing.
PROTOCOLS = _special(
    *("call", "len", "iter", "next", "reversed", "getitem", "setitem", "delitem", "enter", "exit", "array"),
    *("float", "int", "bool", "index", "complex", "floor", "ceil", "trunc", "str", "format"),
)
_ARITHMETIC = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "divmod")
_BITS = ("and", "or", "xor", "lshift", "rshift")
# Operators, `in` and the hash decide comparisons, so they are forwarded for classes that an exercise asks for
# and for no others.
OPERATORS = _special(
    *("contains", "eq", "ne", "lt", "le", "gt", "ge", "neg", "pos", "abs", "invert", "round", "hash"),
    *_ARITHMETIC,
    *_BITS,
    *(f"r{name}" for name in (*_ARITHMETIC, *_BITS)),
    *(f"i{name}" for name in (*_ARITHMETIC, *_BITS) if name != "divmod"),
)
FORWARDED = frozenset((*PROTOCOLS, *OPERATORS))
