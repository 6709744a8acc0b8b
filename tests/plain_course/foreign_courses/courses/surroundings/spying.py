"""Patched helpers and builtins: tests of how an answer works, and helpers that a test deletes or replaces."""

from tests.plain_course.foreign_courses.parts import Course, answer, given, plain, test

COURSE = Course(
    cells=[
        plain("import math\nimport numpy as np\nfrom unittest.mock import Mock, patch"),
        answer("square", "def square(n):\n    return n * n"),
        answer("squares", "def sum_of_squares(n):\n    return sum(square(k) for k in range(1, n + 1))"),
        test("value", "assert square(3) == 9 and sum_of_squares(3) == 14"),
        test(
            "rebound-helper",
            """
original = square
def square(n):
    raise NotImplementedError
try:
    sum_of_squares(2)
    raise AssertionError("sum_of_squares does not use square")
except NotImplementedError:
    pass
finally:
    square = original
assert sum_of_squares(2) == 5
""",
            2,
        ),
        test(
            "deleted-helper",
            """
kept = square
del square
try:
    sum_of_squares(1)
except NameError:
    pass
else:
    raise AssertionError("sum_of_squares does not use square")
finally:
    square = kept
    del kept
""",
        ),
        test(
            "patch-main",
            'with patch("__main__.square", return_value=1) as fake:\n    assert sum_of_squares(4) == 4\nassert fake.call_count == 4',
            2,
        ),
        test(
            "wrapped",
            'spy = Mock(wraps=square)\nwith patch("__main__.square", spy):\n    sum_of_squares(3)\nspy.assert_any_call(3)',
        ),
        given("given", "def rate():\n    return 2"),
        answer("cost", "def cost(hours):\n    return rate() * hours"),
        test(
            "instructors-helper",
            "old_rate = rate\nrate = lambda: 10\nassert cost(3) == 30\nrate = old_rate\nassert cost(3) == 6",
        ),
        answer("hypotenuse", "def hypotenuse(a, b):\n    return math.sqrt(a * a + b * b)"),
        test(
            "must-use",
            'with patch("math.sqrt", side_effect=lambda x: 7.0):\n    assert hypotenuse(3, 4) == 7.0',
        ),
        answer(
            "ordered",
            "def ordered(items):\n    result = []\n    for item in items:\n        at = 0\n        while at < len(result) and result[at] < item:\n            at += 1\n        result.insert(at, item)\n    return result",
        ),
        test(
            "must-not-use",
            """
import builtins
def forbidden(*args, **kwargs):
    raise AssertionError("sorted is not allowed")
usual = builtins.sorted
builtins.sorted = forbidden
try:
    assert ordered([3, 1, 2]) == [1, 2, 3]
finally:
    builtins.sorted = usual
""",
            2,
        ),
        answer(
            "product",
            "def product(A, B):\n    return [[sum(a * b for a, b in zip(row, col)) for col in zip(*B)] for row in A]",
        ),
        test(
            "dot-taken-away",
            "dot = np.dot\nnp.dot = None\ntry:\n    result = product([[1, 2]], [[3], [4]])\nfinally:\n    np.dot = dot\nassert result == [[11]]",
        ),
    ],
    variants={
        "loops": {
            "square": "def square(n):\n    return n ** 2",
            "squares": "def sum_of_squares(n):\n    total = 0\n    for k in range(1, n + 1):\n        total += square(k)\n    return total",
            "cost": "def cost(hours):\n    r = rate()\n    return hours * r",
            "hypotenuse": "def hypotenuse(a, b):\n    c2 = a ** 2 + b ** 2\n    return math.sqrt(c2)",
        },
        "maps": {
            "square": "square = lambda n: n * n",
            "squares": "def sum_of_squares(n):\n    return sum(map(square, range(n + 1)))",
            "ordered": "def ordered(items):\n    items = list(items)\n    items.sort()\n    return items",
        },
        "half": {
            "squares": "def sum_of_squares(n):\n    return sum(k * k for k in range(1, n + 1))",
            "cost": "def cost(hours):\n    return 2 * hours",
            "hypotenuse": "def hypotenuse(a, b):\n    return (a * a + b * b) ** 0.5",
            "ordered": "def ordered(items):\n    return sorted(items)",
            "product": "def product(A, B):\n    return np.dot(A, B).tolist()",
        },
    },
)
