"""Plain functions: unittest, seeds, partial credit, keys; what has always crossed."""

from tests.plain_course.foreign_courses.parts import Course, answer, plain, test

COURSE = Course(
    cells=[
        plain("import random\nimport unittest\nimport numpy as np"),
        answer("mean", "def mean(values):\n    return sum(values) / len(values)"),
        test(
            "unittest",
            "class T(unittest.TestCase):\n    def test_mean(self):\n        self.assertAlmostEqual(mean([1, 2]), 1.5)\n        with self.assertRaises(ZeroDivisionError):\n            mean([])\nresult = unittest.TextTestRunner(stream=__import__('io').StringIO()).run(unittest.defaultTestLoader.loadTestsFromTestCase(T))\nassert result.wasSuccessful()",
            2,
        ),
        answer("draw", "def draw(n):\n    return [random.random() for _ in range(n)]"),
        test(
            "seeded",
            "random.seed(3)\nexpected = [random.random(), random.random()]\nrandom.seed(3)\nassert draw(2) == expected",
        ),
        answer("noise", "def noise(n):\n    return np.random.normal(size=n)"),
        test(
            "numpy-seeded",
            "np.random.seed(1)\nwant = np.random.normal(size=3)\nnp.random.seed(1)\nassert np.allclose(noise(3), want)",
        ),
        answer("sizes", "small, large = 3, 2**70"),
        test("share", "0.5 * (small == 3) + 1.5 * (large == 2**70)", 2),
        test("quiet", "assert small < large;"),
        answer("key", "def last_letter(word):\n    return word[-1]"),
        test(
            "as-key",
            "assert sorted(['ab', 'ca'], key=last_letter) == ['ca', 'ab']\nassert list(map(last_letter, ['xy'])) == ['y']",
        ),
    ],
    variants={
        "other_ways": {
            "mean": "def mean(values):\n    total = 0\n    count = 0\n    for value in values:\n        total += value\n        count += 1\n    return total / count",
            "draw": "def draw(n):\n    result = []\n    while len(result) < n:\n        result.append(random.random())\n    return result",
            "noise": "from numpy.random import normal\ndef noise(n):\n    return normal(0, 1, n)",
        },
        "lambdas": {
            "mean": "mean = lambda values: sum(values) / len(values)",
            "key": "last_letter = lambda word: word[len(word) - 1]",
            "sizes": "small = np.int64(3)\nlarge = 2**70",
        },
        "half": {
            "mean": "def mean(values):\n    return sum(values) / max(len(values), 1)",
            "draw": "def draw(n):\n    return [0.5] * n",
            "sizes": "small, large = 3, 2.0",
            "key": "def last_letter(word):\n    return word[0]",
        },
    },
)
