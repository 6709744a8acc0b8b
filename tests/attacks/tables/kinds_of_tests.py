"""The same two exercises under tests of every kind: what an attack has to get past."""

from __future__ import annotations

from dataclasses import dataclass

IMPORTS = "import io, math, unittest\nimport numpy as np\nfrom autograder import check"

TWICE = "twice"
HINGE = "multiclass_hinge"

# Kind of test -> the function it asks for, and its source. `twice(x)` is 2 x, for numbers and arrays.
KINDS = {
    "assert": (
        TWICE,
        """
assert twice(3) == 6
assert twice(-1) == -2 and not twice(2) != 4
assert abs(twice(0.5) - 1.0) < 1e-9
""",
    ),
    "loop": (
        TWICE,
        """
for value, expected in zip(map(twice, [1, 2, 5]), [2, 4, 10]):
    assert value == expected
assert [twice(k) for k in range(3)] == [0, 2, 4]
assert all(a == b for a, b in zip(map(twice, (7, 8)), (14, 16)))
""",
    ),
    "protocols": (
        TWICE,
        """
assert {twice(1): "a"} == {2: "a"}
assert (9, 8, 7, 6, 5)[twice(2)] == 5
assert f"{twice(4)}" == "8"
assert sorted([twice(3), twice(1)]) == [2, 6]
assert twice(2) in {4} and len(range(twice(3))) == 6 and not twice(0)
""",
    ),
    "numpy.testing": (
        TWICE,
        """
np.testing.assert_allclose(twice(np.array([1.0, -2.0, 4.0])), [2.0, -4.0, 8.0])
np.testing.assert_array_equal(twice(np.array([[1, 2], [3, 4]])), [[2, 4], [6, 8]])
assert np.allclose(twice(np.ones(3)), 2.0)
""",
    ),
    "unittest": (
        TWICE,
        """
class TestTwice(unittest.TestCase):
    def test_number(self):
        self.assertEqual(twice(3), 6)

    def test_close(self):
        self.assertAlmostEqual(twice(0.25), 0.5)

    def test_true(self):
        self.assertTrue(np.array_equal(twice(np.arange(3)), [0, 2, 4]))


suite = unittest.defaultTestLoader.loadTestsFromTestCase(TestTwice)
outcome = unittest.TextTestRunner(stream=io.StringIO()).run(suite)
assert outcome.testsRun == 3 and outcome.wasSuccessful()
""",
    ),
    "check": (HINGE, "check(multiclass_hinge)"),
}


@dataclass(frozen=True)
class Case:
    """A submission of one answer, the test that it meets, and the one thing that comes of it.

    Parameters
    ----------
    mechanism : str
        What it is that is tried, for the table of the threat model.
    name : str
    answer, test : str
        The student's cell, and the instructor's.
    asked : str
        Names that the answer binds, with spaces between.
    points : float
        Of 4.
    status : str
        Of the test's result.
    shared : str
        A locked cell before the answer.
    files : tuple of (str, bytes)
        The instructor's, by their paths.
    """

    mechanism: str
    name: str
    answer: str
    test: str
    asked: str = TWICE
    points: float = 0.0
    status: str = "error"
    shared: str = IMPORTS
    files: tuple[tuple[str, bytes], ...] = ()


def under_every_kind(mechanism: str, answers: dict[str, str], **expected: str | float) -> list[Case]:
    """One case for each answer and kind of test; FUNCTION in an answer is the name that the test asks for."""
    return [
        Case(
            mechanism,
            f"{name}, {kind}",
            answer.replace("FUNCTION", function),
            test,
            function,
            **expected,  # type: ignore[arg-type]
        )
        for name, answer in answers.items()
        for kind, (function, test) in KINDS.items()
    ]
