"""A lecture of a few cells with a demo, a picture, a formula and an exercise; the course it stands in."""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

TITLE = """# Tangents

How steep is a curve?

**Afterwards you can** read a slope. Allow ten minutes."""
TEXT = """## 1 · The slope of $x^2$

### Demo

It is $\\frac{df}{dx} = 2x$; on a wide line

$$f(x) = x \\cdot x + x \\cdot x + x \\cdot x + x \\cdot x + x \\cdot x + x \\cdot x + x \\cdot x + x \\cdot x + x \\cdot x$$"""
PICTURE = """import sys
from matplotlib.figure import Figure
print("drawn")
print("never shown", file=sys.stderr)
figure = Figure(figsize=(2, 1))
figure"""


def small_lecture():
    """The instructor's notebook."""
    answer = new_code_cell("### BEGIN SOLUTION\nslope = 2\n### END SOLUTION", id="slope")
    answer.metadata["nbgrader"] = settings("slope", solution=True)
    test = new_code_cell("assert slope == 2", id="slope-check")
    test.metadata["nbgrader"] = settings("slope-check", grade=True, locked=True, points=2)
    cells = [
        new_markdown_cell(TITLE, id="title"),
        new_markdown_cell(TEXT, id="text"),
        new_code_cell("from tests.course_lib.live_view.tangent import everything\neverything()", id="demo"),
        new_code_cell(PICTURE, id="picture"),
        answer,
        test,
        new_markdown_cell("## 2 · What to take along", id="outlook"),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def settings(grade_id, **chosen):
    kinds = {"grade": False, "solution": False, "locked": False, "task": False}
    return {"grade_id": grade_id, "schema_version": 3, **kinds, **chosen}


def write_course(root):
    """A course with this one lecture."""
    (root / "notebooks" / "tangents").mkdir(parents=True)
    nbformat.write(small_lecture(), root / "notebooks" / "tangents" / "tangents.ipynb")
    (root / "nbgrader_config.py").write_text(
        'c = get_config()\nc.CourseDirectory.course_id = "small"\n'
        'c.CourseDirectory.source_directory = "notebooks"\n'
    )
    return root
