"""What the instructor's cells make and the student's cells change in place: values, functions' state, a module's."""

from tests.plain_course.foreign_courses.parts import Course, answer, given, plain, test

BOARD = '''
"""A board that remembers its marks."""

_marks = {}


def mark(row, column):
    _marks[row, column] = "x"


def is_marked(row, column):
    return (row, column) in _marks
'''

COURSE = Course(
    cells=[
        plain("import numpy as np\nimport board"),
        plain(
            """
prices = {"a": 1}
basket = ["apple"]
grid = np.zeros(3)
seen = {1, 2}
"""
        ),
        answer("dict", 'prices["b"] = 2'),
        test("dict-changed", 'assert "b" in prices and prices["b"] == 2'),
        answer("list", 'basket.append("pear")'),
        test("list-changed", 'assert basket == ["apple", "pear"]'),
        answer("array", "grid[1] = 5"),
        test("array-changed", "np.testing.assert_array_equal(grid, [0, 5, 0])"),
        answer("set", "seen.add(3)"),
        test("set-changed", "assert seen == {1, 2, 3}"),
        plain(
            """
class Car:
    def __init__(self):
        self.speed = 0

car = Car()
log = []
def note(text):
    log.append(text)
"""
        ),
        answer("attribute", "car.speed = 3"),
        test("attribute-changed", "assert car.speed == 3"),
        answer("act", 'def act():\n    note("acted")'),
        test("function-changed-it", 'act()\nassert log == ["acted"]'),
        answer("corner", "def corner():\n    board.mark(0, 0)"),
        test("module-changed", "corner()\nassert board.is_marked(0, 0)\nassert not board.is_marked(1, 0)"),
        given("numbers", "numbers = [3, 1, 2]"),
        answer("order", "numbers.sort()"),
        test("locked-changed", "assert numbers == [1, 2, 3]"),
        test("untouched", "assert prices['a'] == 1 and basket[0] == 'apple'"),
    ],
    variants={
        "other_ways": {
            "dict": "prices.update(b=2)",
            "list": 'basket += ["pear"]',
            "array": "grid += [0, 5, 0]",
            "set": "seen |= {3}",
            "attribute": 'setattr(car, "speed", 3)',
            "act": 'act = lambda: note("acted")',
            "corner": "from board import mark\ndef corner():\n    mark(0, 0)",
            "order": "for i in range(3):\n    numbers.insert(i, numbers.pop(numbers.index(min(numbers[i:]))))",
        },
        "rebinds": {
            "dict": 'prices = {**prices, "b": 2}',
            "list": 'basket = basket + ["pear"]',
            "array": "grid = np.array([0.0, 5.0, 0.0])",
            "set": "seen = seen | {3}",
            "order": "numbers = sorted(numbers)",
        },
        "half": {
            "dict": 'prices["c"] = 2',
            "list": 'basket.append("plum")',
            "array": "grid[2] = 5",
            "attribute": "speed = 3",
            "act": "def act():\n    pass",
            "corner": "def corner():\n    board.mark(1, 1)",
        },
    },
    files={"board.py": BOARD},
)
