"""Wrong answers whose value says of itself that it is right."""

from __future__ import annotations

from tests.attacks.tables.kinds_of_tests import Case, under_every_kind


def _returns(expression: str, before: str = "") -> str:
    return f"{before}\ndef FUNCTION(*arguments, **keywords):\n    return {expression}\n"


_AGREES = """
class Agrees:
    def _true(self, *arguments):
        return True

    def _self(self, *arguments, **keywords):
        return self

    __eq__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __bool__ = _true
    __getitem__ = __sub__ = __rsub__ = __abs__ = __call__ = __add__ = __mul__ = __neg__ = _self
    __hash__ = object.__hash__

    def __ne__(self, other):
        return False
"""
_SUBCLASS = """
def agreeing(base, **more):
    yes, no = (lambda *_: True), (lambda *_: False)
    operators = dict.fromkeys(("__eq__", "__lt__", "__le__", "__gt__", "__ge__", "__contains__"), yes)
    return type("Agreeing", (base,), {**operators, "__ne__": no, "__hash__": lambda self: 0,
                                      "__sub__": lambda *_: 0.0, "__rsub__": lambda *_: 0.0, **more})
"""
_ARRAY = """
class Lies(np.ndarray):
    def __eq__(self, other):
        return np.ones(np.shape(other), bool)

    def __array_ufunc__(self, ufunc, method, *inputs, **keywords):
        return np.ones(1, bool)

    def __array_function__(self, function, types, arguments, keywords):
        return True

    def __array_finalize__(self, obj):
        self.__array_priority__ = 1e9

    def __array_wrap__(self, *arguments):
        return True
"""
_CHAMELEON = """
class Chameleon:
    {special}
    def __class__(self):
        return {pretends}
    __class__ = property(__class__)
"""
_COUNTS = """
class Counts:
    asked = 0
    def _next(self, *_, **__):
        Counts.asked += 1
        return Counts.asked
    __int__ = __index__ = __len__ = _next
    def __float__(self):
        return float(self._next())
    def __array__(self, *_, **__):
        return np.full(1, float(self._next()))
    def __bool__(self):
        return self._next() % 2 == 0
"""
_TEXT = """
class Text:
    def __str__(self):
        return "8"
    __repr__ = __str__
    def __format__(self, specification):
        return "8"
    def __hash__(self):
        return 2
"""

VALUES: list[Case] = [
    *under_every_kind(
        "objects that agree to every comparison",
        {
            "an object": _returns("Agrees()", _AGREES),
            "an array of objects": _returns("np.array([Agrees(), Agrees(), Agrees()])", _AGREES),
            "one object as an array": _returns("np.array(Agrees(), dtype=object)", _AGREES),
            "objects in a list": _returns("[Agrees()] * 3", _AGREES),
            "a mock": _returns("MagicMock()", "from unittest.mock import MagicMock"),
            "ANY": _returns("ANY", "from unittest.mock import ANY"),
            "NotImplemented": _returns("NotImplemented"),
            "the class itself": _returns("Agrees", _AGREES),
        },
    ),
    *under_every_kind(
        "subclasses of plain types with operators of their own",
        {
            "int": _returns("agreeing(int)(1)", _SUBCLASS),
            "float": _returns("agreeing(float)(0.1)", _SUBCLASS),
            "str": _returns("agreeing(str)('b')", _SUBCLASS),
            "list": _returns("agreeing(list)([1.5, 2.5])", _SUBCLASS),
            "tuple": _returns("agreeing(tuple)((1.5, 2.5))", _SUBCLASS),
            "dict": _returns("agreeing(dict)(a=1)", _SUBCLASS),
            "bytes": _returns("agreeing(bytes)(b'b')", _SUBCLASS),
            "Fraction": _returns("agreeing(Fraction)(1, 7)", "from fractions import Fraction" + _SUBCLASS),
            "an array": _returns("np.full(3, 7.5).view(Lies)", _ARRAY),
            "an array without dimensions": _returns("np.array(7.5).view(Lies)", _ARRAY),
            "a masked array": _returns("np.ma.masked_all(3)"),
            "the masked constant": _returns("np.ma.masked"),
            "a record": _returns("np.zeros(3, [('a', float)])"),
            "a matrix": _returns("np.matrix([[7.5, 7.5]])"),
            "a memory map": _returns(
                "np.memmap('mapped', float, 'w+', shape=(3,)).__class__(shape=(3,), filename='mapped')"
            ),
        },
    ),
    *under_every_kind(
        "protocols with lying or changing answers",
        {
            "__class__ is float": _returns("Chameleon()", _CHAMELEON.format(special="", pretends="float")),
            "__class__ is an array": _returns(
                "Chameleon()",
                _CHAMELEON.format(
                    special="__array_interface__ = {'shape': (3,), 'typestr': '<f8', 'data': (0, True), 'version': 3}",
                    pretends="np.ndarray",
                ),
            ),
            "another number each time": _returns("Counts()", _COUNTS),
            "text alone": _returns("Text()", _TEXT),
            "an endless iterator": _returns("iter(int, 1)"),
            "an exhausted iterator": _returns("iter(())"),
            "a generator that raises": _returns("(1 / 0 for _ in range(3))"),
        },
    ),
    *under_every_kind(
        "numbers that compare oddly",
        {
            "not a number": _returns("float('nan')"),
            "an array of nan": _returns("np.full(3, np.nan)"),
            "a signalling Decimal": _returns("Decimal('sNaN')", "from decimal import Decimal"),
            "infinity": _returns("float('inf')"),
            "a complex nan": _returns("complex('nan+nanj')"),
            "an enormous integer": _returns("1 << 200_000"),
            "an enormous fraction": _returns(
                "Fraction((1 << 300_000) + 1, 3**9)", "from fractions import Fraction"
            ),
            "a tuple of a thousand names": _returns(
                "namedtuple('T', [f'a{k}' for k in range(1000)])(*range(1000))",
                "from collections import namedtuple",
            ),
            "an empty array": _returns("np.zeros((0, 3))"),
            "an array of text": _returns("np.array(['2', '4'])"),
            "not a time": _returns("np.datetime64('NaT')"),
            "True": _returns("True"),
            "Ellipsis": _returns("..."),
        },
    ),
]
