"""Classes: shared ones (dataclass, Enum), the student's own, subclassed, copied and looked into by the tests."""

from tests.plain_course.foreign_courses.parts import Course, answer, given, plain, test

COURSE = Course(
    cells=[
        plain(
            "import copy\nimport dataclasses\nimport functools\nfrom dataclasses import dataclass\nfrom enum import Enum"
        ),
        given(
            "shared",
            """
@dataclass
class Point:
    x: float
    y: float = 0.0

class Colour(Enum):
    RED = 1
    BLUE = 2

class Animal:
    def __init__(self, name):
        self.name = name
    def speak(self):
        raise NotImplementedError
""",
        ),
        answer("move", "def move(p, dx):\n    return Point(p.x + dx, p.y)"),
        test(
            "dataclass",
            """
q = move(Point(2.0, 1.0), 3)
assert isinstance(q, Point) and type(q) is Point
assert q == Point(5.0, 1.0)
assert dataclasses.asdict(q) == {"x": 5.0, "y": 1.0}
""",
            2,
        ),
        answer(
            "colour",
            "def other(colour):\n    return Colour.BLUE if colour is Colour.RED else Colour.RED\nfavourite = Colour.RED",
        ),
        test(
            "enum",
            "assert other(Colour.RED) is Colour.BLUE\nassert favourite == Colour.RED and favourite in Colour",
        ),
        answer("dog", "class Dog(Animal):\n    def speak(self):\n        return f'{self.name}: Woof'"),
        test(
            "subclass",
            "assert issubclass(Dog, Animal)\nassert Dog('Rex').speak() == 'Rex: Woof'\nassert isinstance(Dog('Rex'), Animal)",
            2,
        ),
        answer(
            "account",
            """
class Account:
    bank = "B"
    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self.history = []
    def deposit(self, amount):
        self.balance += amount
        self.history.append(amount)
    def __str__(self):
        return f"{self.owner}: {self.balance}"
    def __eq__(self, other):
        return self.owner == other.owner
    def __iter__(self):
        return iter(self.history)
""",
        ),
        test(
            "methods",
            "a = Account('ann')\na.deposit(5)\nassert a.balance == 5 and a.history == [5] and Account.bank == 'B'",
        ),
        test("text", "assert str(Account('ann', 3)) == 'ann: 3'\nassert f'{Account(\"bob\")}' == 'bob: 0'"),
        test(
            "type-of",
            "a = Account('ann')\nassert type(a) == Account and isinstance(a, Account) and a.__class__.__name__ == 'Account'",
        ),
        test(
            "dict-of",
            "assert vars(Account('ann'))['balance'] == 0\nassert Account('ann').__dict__['owner'] == 'ann'",
        ),
        test(
            "dir-of",
            "assert '__iter__' in dir(Account('ann')) and hasattr(Account, 'deposit')\nassert 'deposit' in dir(Account)",
        ),
        test("equal", "assert Account('ann') == Account('ann', 7)\nassert Account('ann') != Account('bob')"),
        test(
            "deepcopy",
            "a = Account('ann')\nb = copy.deepcopy(a)\nb.deposit(1)\nassert a.balance == 0 and b.balance == 1",
        ),
        test("append", "a = Account('ann')\na.history.append(9)\nassert list(a) == [9]"),
        test(
            "subclassed-by-test",
            """
class Loud(Account):
    def __str__(self):
        return super().__str__().upper()
assert str(Loud('ann')) == 'ANN: 0'
""",
        ),
        answer(
            "twice",
            """
def twice(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        return 2 * f(*args, **kwargs)
    return wrapper
""",
        ),
        test(
            "decorator",
            "@twice\ndef five():\n    return 5\nassert five() == 10\nassert five.__name__ == 'five'",
        ),
        answer("level", "class Level(Enum):\n    LOW = 1\n    HIGH = 2"),
        test(
            "own-enum",
            "assert Level['LOW'].value == 1 and Level(2) == Level.HIGH\nassert [level.name for level in Level] == ['LOW', 'HIGH']",
        ),
        answer("pair", "@dataclass(frozen=True)\nclass Pair:\n    a: int\n    b: int = 2"),
        test(
            "own-dataclass",
            "assert Pair(1) == Pair(1, 2)\nassert dataclasses.asdict(Pair(3)) == {'a': 3, 'b': 2}\nassert dataclasses.is_dataclass(Pair)",
        ),
        answer("same", "def same(x):\n    return x\nfirst = Account('x')\nsecond = first"),
        test("identity", "o = Point(1)\nassert same(o) is o\nassert first is second"),
    ],
    variants={
        "other_ways": {
            "move": "def move(p, dx):\n    return dataclasses.replace(p, x=p.x + dx)",
            "colour": "def other(colour):\n    return Colour(3 - colour.value)\nfavourite = Colour['RED']",
            "dog": "class Dog(Animal):\n    def __init__(self, name):\n        super().__init__(name)\n    def speak(self):\n        return self.name + ': Woof'",
            "twice": "class twice:\n    def __init__(self, f):\n        functools.update_wrapper(self, f)\n        self.f = f\n    def __call__(self, *args):\n        return self.f(*args) * 2",
            "level": "Level = Enum('Level', ['LOW', 'HIGH'])",
            "pair": "class_fields = [('a', int), ('b', int, dataclasses.field(default=2))]\nPair = dataclasses.make_dataclass('Pair', class_fields, frozen=True)",
        },
        "in_place": {
            "move": "def move(p, dx):\n    p.x += dx\n    return p",
            "twice": "def twice(f):\n    def wrapper():\n        return f() + f()\n    wrapper.__name__ = f.__name__\n    return wrapper",
            "same": "same = lambda x: x\nsecond = first = Account('x')",
        },
        "half": {
            "move": "def move(p, dx):\n    return (p.x + dx, p.y)",
            "colour": "def other(colour):\n    return 'BLUE'\nfavourite = 1",
            "dog": "class Dog:\n    def __init__(self, name):\n        self.name = name\n    def speak(self):\n        return 'Woof'",
            "account": "class Account:\n    def __init__(self, owner, balance=0):\n        self.owner = owner\n        self.balance = balance\n    def deposit(self, amount):\n        self.balance = amount",
            "twice": "def twice(f):\n    return f",
            "level": "class Level:\n    LOW = 1\n    HIGH = 2",
        },
    },
    together={
        "subclass": "asks for the bases of the student's class",
        "type-of": "compares the type of an object with the student's class",
        "dict-of": "looks into an object's attributes with vars",
        "deepcopy": "copies an object of the student's class",
        "append": "changes a list that an object of the student's holds",
        "subclassed-by-test": "derives a class from the student's",
        "own-enum": "looks a member up in the student's enumeration",
        "own-dataclass": "looks into the student's dataclass",
    },
)
