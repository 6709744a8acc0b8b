"""What the student's code may set on an object that a test passed to it."""

import pytest

from tests.autograder.helpers.in_boxes import grade, graded, student

_OWN = "class Shop:\n    open = False\n    def total(self):\n        return 3\n    twin = property(total)\n"


@pytest.mark.parametrize(
    ("made", "set_there", "asserted"),
    [
        ("import random\nlent = random.Random(3)", "x.sample = lambda *a: []", "lent.sample([5], 1) == [5]"),
        ("import random\nlent = random.Random(3)", "x.randint = lambda a, b: 0", "lent.randint(4, 4) == 4"),
        (
            "import matplotlib.figure as m\nlent = m.Figure().subplots()",
            "x.get_title = lambda: 'it'",
            "lent.get_title() == ''",
        ),
        (f"{_OWN}lent = Shop()", "x.total = lambda: 5", "lent.total() == 3"),
        (f"{_OWN}lent = Shop()", "x.twin = 5", "lent.twin == 3"),
    ],
)
def test_nothing_is_set_before_what_a_class_does(walled, made, set_there, asserted):
    answer = (
        f"def f(x):\n    try:\n        {set_there}\n    except AttributeError:\n        pass\n    return 1"
    )
    (result,) = grade(walled, student(answer), graded(f"{made}\nf(lent)\nassert {asserted}"))[1:]
    assert (result.score, result.message) == (4.0, "")


def test_data_is_set(walled):
    answer = "def f(x):\n    x.open, x.name = True, 'bo'\n    return 1"
    test = f"{_OWN}lent = Shop()\nf(lent)\nassert lent.open and lent.name == 'bo'"
    assert grade(walled, student(answer), graded(test))[-1].score == 4.0
