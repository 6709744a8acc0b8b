"""The five lectures and the capstone, read once for the tests that compare them."""

import json
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
LECTURES = ("loss_functions", "softmax", "gradient_descent", "backpropagation", "jacobians")
ALL = (*LECTURES, "capstone")


@cache
def cells(lecture):
    """Return (id, type, source) of each cell of a lecture, in order."""
    path = ROOT / "notebooks" / lecture / f"{lecture}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return [(cell["id"], cell["cell_type"], "".join(cell["source"])) for cell in notebook["cells"]]


def place(lecture, name):
    """Return where the cell with this id stands."""
    return [one for one, _, _ in cells(lecture)].index(name)


def prose(lecture):
    """Return (id, source) of each Markdown cell."""
    return [(name, source) for name, category, source in cells(lecture) if category == "markdown"]
