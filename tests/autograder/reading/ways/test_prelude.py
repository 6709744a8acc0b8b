"""What a test that runs together takes along of earlier tests: what it reads, and what that reads."""

import pytest

from autograder.reading.ways.prelude import prelude

EARLIER = [
    "import math\nlimit = 0.5\nassert f(1) == 1",
    "def near(a, b):\n    return math.fabs(a - b) < limit\nassert near(f(2), 2)",
    "y = f(3)\nf = None",
]


@pytest.mark.parametrize(
    "source, expected",
    [
        ("assert f(1) == 1", ""),
        (
            "assert near(f(1), 1)",
            "import math\nlimit = 0.5\ndef near(a, b):\n    return math.fabs(a - b) < limit",
        ),
        ("assert math.pi > f(1)", "import math"),
        ("assert y == 3", "y = f(3)"),
        ("near = 1\nassert f(1)", ""),
        ("def (:", ""),
    ],
)
def test_only_what_is_read_goes_along(source, expected):
    assert prelude(source, EARLIER, {"f"}) == expected
