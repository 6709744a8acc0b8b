"""Submissions that want points for nothing: no answer is right, so nothing may be earned."""

from __future__ import annotations

from autograder.sample_class.editing import preceded, with_body
from autograder.sample_class.students import Answer, SampleStudent
from tests.attacks.attacked_course import RIGHT


def _everywhere(body: str, before: str = "pass") -> dict[str, Answer]:
    """The same wrong body in every exercise, with statements before each function."""
    return {
        name: Answer(preceded(with_body(source, body), before), 0.0, None) for name, source in RIGHT.items()
    }


def _returning(expression: str, before: str = "pass") -> dict[str, Answer]:
    return _everywhere(f"return {expression}", before)


def _instead(source: str) -> dict[str, Answer]:
    """The exercise's name bound to something else."""
    return {name: Answer(source.format(name=name), 0.0, None) for name in RIGHT}


_LIES = """
class {name}:
    def __init__(self, *arguments, **keywords):
        pass

    def _true(self, *arguments):
        return True

    def _self(self, *arguments):
        return self

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __bool__ = _true
    __getitem__ = __sub__ = __rsub__ = __abs__ = __call__ = __add__ = __mul__ = _self

    def __len__(self):
        return 3

    def __float__(self):
        return 1.0

    def __array__(self, *arguments, **keywords):
        return np.ones(1)

    __hash__ = object.__hash__
"""

_SUBCLASSES = """
def _agreeing(kind):
    return type("Agreeing", (kind,), {"__eq__": lambda a, b: True, "__ne__": lambda a, b: False, "__hash__": kind.__hash__})
"""

_PATCHES = """
import builtins, sys, autograder

def _yes(*arguments, **keywords):
    return True

for module in (np, np.testing, builtins):
    for name in ("allclose", "array_equal", "assert_allclose", "assert_array_almost_equal", "all", "abs", "isinstance"):
        if hasattr(module, name):
            setattr(module, name, _yes)
autograder.check = check = _yes
class AssertionError(Exception):
    pass
sys.modules["autograder.checking.check"] = sys.modules["numpy.testing"] = sys.modules[__name__]
"""

# Everything that a test cell of this course calls by name.
_NAMES = """
Basket = lambda items: items
secret = 48611
result = 27
k = value = 0
__name__ = "tests"
np.float64.__eq__ = None if False else np.float64.__eq__
range = len = sum = float = int = lambda *arguments: 1
"""

_FORGED_MESSAGES = """
import gc
from autograder.boxes.crossing.peer import Peer

peer = next(item for item in gc.get_objects() if isinstance(item, Peer))
_encode = peer.encode

def _forged(message):
    if isinstance(message, list) and message and message[0] == "reply":
        message = ["reply", message[1], True, {"is_ok": True, "bound": ["check", "np", "Basket", "abs"], "deleted": ["np"],
                   "score": 2.0, "outputs": [print, {"output_type": "error"}, {"output_type": "stream", "name": peer, "text": 1}]}, [[0, np.zeros(3)], [7, 7], ["x", 1]], 0]
    return _encode(message)

peer.encode = _forged
"""

_OWN_REFERENCES = """
import gc
from autograder.boxes.crossing import wire
from autograder.boxes.crossing.peer import Peer

peer = next(item for item in gc.get_objects() if isinstance(item, Peer))
peer._refer = lambda item: wire.BackReference(item.number) if hasattr(item, "number") else Peer._refer(peer, item)

class Theirs:
    def __init__(self, number):
        self.number = number
"""

# A generator of the instructor's box leads to its frame, and a frame to everything.
_FRAMES = """
import gc
from autograder.boxes.crossing.peer import Peer

def total(values):
    peer = next(item for item in gc.get_objects() if isinstance(item, Peer))
    link = object.__getattribute__(values, "_course_link")
    frame = peer.request("getattr", link[1], ["gi_frame"])
    names = peer.request("getattr", object.__getattribute__(frame, "_course_link")[1], ["f_builtins"])
    names["exec"]("import builtins; builtins.AssertionError = type('Never', (Exception,), {})")
    names["exec"]("import sys; sys.modules['__main__'].__dict__.clear()")
    return 6
"""

_METHODS = """
import gc
from autograder.boxes.crossing.peer import Peer

def total(values):
    peer = next(item for item in gc.get_objects() if isinstance(item, Peer))
    link = object.__getattribute__(values, "_course_link")
    found = []
    for number in [link[1], *range(50)]:
        for name in ("__class__", "__globals__", "__init__", "__dict__", "gi_frame", "f_globals", "func", "mro"):
            for verb in ("getattr", "setattr", "special", "call", "isinstance", "run", "get", "repr", "nothing"):
                try:
                    found.append(peer.request(verb, number, [name, 1] if verb == "setattr" else [name]))
                except BaseException:
                    pass
    return 6
"""

FORGERIES = (
    SampleStudent("class-with-the-name-asked", _instead(_LIES)),
    SampleStudent(
        "object-with-the-name-asked",
        _instead(_LIES + "\n\n_kind = {name}\n\n\ndef {name}(*arguments):\n    return _kind()\n"),
    ),
    SampleStudent("lying-object", _returning("Liar()", _LIES.format(name="Liar"))),
    SampleStudent("agreeing-int", _returning("_agreeing(int)(1)", _SUBCLASSES)),
    SampleStudent("agreeing-list", _returning("_agreeing(list)([1, 2])", _SUBCLASSES)),
    SampleStudent("agreeing-str", _returning("_agreeing(str)('1')", _SUBCLASSES)),
    SampleStudent("object-array", _returning("np.array([Liar(), Liar()])", _LIES.format(name="Liar"))),
    SampleStudent("masked-array", _returning("np.ma.masked_all(3)")),
    SampleStudent("not-a-number", _returning("np.full(3, np.nan)")),
    SampleStudent("mock", _returning("MagicMock()", "from unittest.mock import MagicMock, ANY")),
    SampleStudent("any", _returning("ANY", "from unittest.mock import ANY")),
    SampleStudent("patches", _returning("0", _PATCHES)),
    SampleStudent("names-of-the-tests", _returning("0", _NAMES)),
    SampleStudent("bound-to-a-module", _instead("import course_lib.losses.hinge as {name}")),
    SampleStudent("bound-to-a-builtin", _instead("{name} = print")),
    SampleStudent("bound-to-a-number", _instead("{name} = 1")),
    SampleStudent("bound-to-check", _instead("{name} = check")),
    SampleStudent("exits-with-zero", _everywhere("raise SystemExit(0)")),
    SampleStudent("stops-iteration", _everywhere("raise StopIteration(6)")),
    SampleStudent("raises-assertion", _everywhere("raise AssertionError('passed')")),
    SampleStudent("raises-keyboard-interrupt", _everywhere("raise KeyboardInterrupt")),
    SampleStudent("forged-messages", _returning("0", _FORGED_MESSAGES)),
    SampleStudent("own-references", _returning("[Theirs(n) for n in range(9)]", _OWN_REFERENCES)),
    SampleStudent("frames", {**_returning("0"), "total": Answer(_FRAMES, 0.0, None)}),
    SampleStudent("reaching-out", {**_returning("0"), "total": Answer(_METHODS, 0.0, None)}),
    SampleStudent(
        "one-answer-for-two-exercises",
        {
            **_returning("0"),
            "multiclass_hinge": Answer(RIGHT["multiclass_hinge"]),
            "squared_hinge": Answer("squared_hinge = multiclass_hinge", 0.0, None),
        },
    ),
    SampleStudent(
        "another-exercise-by-name",
        {
            **_returning("0"),
            "squared_hinge": Answer(
                RIGHT["multiclass_hinge"].replace("def multiclass_hinge", "def squared_hinge")
                + "\nsquared_hinge.__name__ = squared_hinge.__qualname__ = 'multiclass_hinge'\n",
                0.0,
                None,
            ),
        },
    ),
)
