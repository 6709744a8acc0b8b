"""`ps1`, the assignment that `nbgrader quickstart` makes: the cells are read where nbgrader keeps them."""

from pathlib import Path

import nbformat
import nbgrader

from tests.plain_course.foreign_courses.parts import Cell, Course

_PS1 = Path(nbgrader.__file__).parent / "docs/source/user_guide/source/ps1/problem1.ipynb"
_ANSWERS = {
    "loops": {
        "squares": """
def squares(n):
    if n <= 0:
        raise ValueError(n)
    result = []
    for i in range(n):
        result.append((i + 1) * (i + 1))
    return result
""",
        "sum_of_squares": """
def sum_of_squares(n):
    total = 0
    for square in squares(n):
        total += square
    return total
""",
    },
    "lambdas": {
        "squares": "def squares(n):\n    assert_positive(n)\n    return list(map(lambda i: i * i, range(1, n + 1)))\n"
        "def assert_positive(n):\n    if not n > 0:\n        raise ValueError('n < 1')",
        "sum_of_squares": "sum_of_squares = lambda n: sum(squares(n))",
    },
    "half": {
        "squares": "def squares(n):\n    return [i ** 2 for i in range(1, n + 1)]",
        "sum_of_squares": "def sum_of_squares(n):\n    return n * (n + 1) * (2 * n + 1) // 6",
    },
}


def _cells():
    """The code cells; what nbgrader marks as solution has its marks there already."""
    for cell in nbformat.read(_PS1, as_version=4).cells:
        marks = cell.metadata.get("nbgrader", {})
        if cell.cell_type != "code":
            continue
        if marks.get("solution") and not marks["grade"]:
            name, text = marks["grade_id"], cell.source
            yield Cell("answer", name, "\n".join(line for line in text.splitlines() if "### " not in line))
        elif marks.get("grade") and not marks["solution"]:
            yield Cell("test", marks["grade_id"], cell.source, marks["points"])
        elif not marks:
            yield Cell("plain", "", cell.source)


COURSE = Course(cells=list(_cells()), variants=_ANSWERS)
