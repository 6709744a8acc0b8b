"""A small course whose tests are of every kind that an attack aims at."""

from __future__ import annotations

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ASSIGNMENT = "walls"
SECRET = "48611"

# exercise -> (right answer, test, points); in this order
EXERCISES = {
    "squares": (
        """
def squares(n):
    return [k**2 for k in range(1, n + 1)]
""",
        f"""
assert squares(3) == [1, 4, 9]
assert 4 in squares(3)
### BEGIN HIDDEN TESTS
secret = {SECRET}
assert squares(7)[-1] == 49, secret
### END HIDDEN TESTS
""",
    ),
    "multiclass_hinge": (
        """
def multiclass_hinge(scores, y):
    margins = np.maximum(0, scores - scores[np.arange(len(y)), y][:, None] + 1)
    margins[np.arange(len(y)), y] = 0
    return margins.sum(axis=1)
""",
        "check(multiclass_hinge)",
    ),
    "total": (
        """
def total(values):
    result = 0
    for value in values:
        result += value
    return result
""",
        """
assert total(value for value in (1, 2, 3)) == 6
assert total(Basket([2, 3])) == 5
### BEGIN HIDDEN TESTS
assert total(value for value in (48611, 1)) == 48612
### END HIDDEN TESTS
""",
    ),
    "normalised": (
        """
def normalised(x):
    return x / np.sum(x)
""",
        """
np.testing.assert_allclose(normalised(np.array([1.0, 3.0])), [0.25, 0.75])
assert abs(float(np.sum(normalised(np.arange(1.0, 9.0)))) - 1) < 1e-12
### BEGIN HIDDEN TESTS
np.testing.assert_array_almost_equal(normalised(np.array([2.0, 2.0])), [0.5, 0.5])
### END HIDDEN TESTS
""",
    ),
    "squared_hinge": (
        """
def squared_hinge(scores, y):
    margins = np.maximum(0, scores - scores[np.arange(len(y)), y][:, None] + 1)
    margins[np.arange(len(y)), y] = 0
    return (margins**2).sum(axis=1)
""",
        "check(squared_hinge)",
    ),
    "cube": (
        """
def cube(x):
    return x**3
""",
        """
assert cube(2) == 8
result = cube(3)
assert result == 27
2.0 if cube(-1) == -1 else 1.0
""",
    ),
}
RIGHT = {name: right for name, (right, _) in EXERCISES.items()}
POINTS = 2

_IMPORTS = """
import numpy as np
from autograder import check


class Basket:
    def __init__(self, items):
        self.items = items

    def __iter__(self):
        return iter(self.items)
"""


def _marked(grade_id: str, **marks) -> dict:
    return {
        "nbgrader": {"grade_id": grade_id, "schema_version": 3, "task": False, **marks},
    }


def notebook() -> nbformat.NotebookNode:
    """The instructor's version."""
    locked = {"grade": False, "solution": False, "locked": True}
    cells = [new_code_cell(_IMPORTS.strip(), id="imports", metadata=_marked("imports", **locked))]
    for name, (right, test) in EXERCISES.items():
        head, body = right.strip().split("\n", 1)
        solution = f"{head}\n    ### BEGIN SOLUTION\n{body}\n    ### END SOLUTION"
        cells += [
            new_markdown_cell(f"Write `{name}`.", id=f"{name}-task"),
            new_code_cell(
                solution, id=name, metadata=_marked(name, grade=False, solution=True, locked=False)
            ),
            new_code_cell(
                test.strip(),
                id=f"{name}-check",
                metadata=_marked(f"{name}-check", grade=True, solution=False, locked=True, points=POINTS),
            ),
        ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})
