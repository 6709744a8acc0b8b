"""Functions that are the same up to names, and those that are not."""

import pytest

from autograder.reading.borrowing.likeness import functions_of

ORIGINAL = '''
import numpy as np

def loss(scores, y):
    """The mean loss."""
    rows = np.arange(len(y))
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    return margins.sum() / len(y)
'''


def _digest(source):
    (function,) = functions_of(source)
    return function.digest


SAME = {
    "other names": lambda text: text.replace("margins", "m").replace("rows", "r").replace("loss", "svm"),
    "arguments renamed": lambda text: text.replace("scores", "s").replace("y", "labels").replace("numplabels", "numpy")
    .replace("np.arralabels", "np.array"),
    "a module renamed": lambda text: text.replace("numpy as np", "numpy as xp").replace("np.", "xp."),
    "a module named whole": lambda text: text.replace("import numpy as np", "import numpy").replace("np.", "numpy."),
    "no docstring": lambda text: text.replace('    """The mean loss."""\n', ""),
    "comments and blank lines": lambda text: text.replace("    rows", "    # rows\n\n    rows"),
    "annotations": lambda text: text.replace("(scores, y)", "(scores: list, y: 'int') -> float").replace("rows =", "rows: int ="),
    "brackets": lambda text: text.replace("margins.sum() / len(y)", "(margins.sum()) / (len(y))"),
    "a magic before it": lambda text: "%matplotlib inline\n" + text,
    "names of builtins": lambda text: text.replace("margins", "sum_").replace("rows", "max"),
}  # fmt: skip
OTHER = {
    "another number": lambda text: text.replace("+ 1)", "+ 2)"),
    "another type of number": lambda text: text.replace("+ 1)", "+ 1.0)"),
    "another operator": lambda text: text.replace("/ len", "* len"),
    "another function": lambda text: text.replace("np.maximum", "np.minimum"),
    "another method": lambda text: text.replace("margins.sum", "margins.mean"),
    "another order": lambda text: text.replace("scores - scores[rows, y][:, None]", "scores[rows, y][:, None] - scores"),
    "one name for two": lambda text: text.replace("margins", "rows"),
    "a statement more": lambda text: text.replace("    return", "    margins = margins * 1\n    return"),
}  # fmt: skip


@pytest.mark.parametrize("change", SAME.values(), ids=SAME)
def test_the_same_up_to_names(change):
    changed = change(ORIGINAL)
    assert changed != ORIGINAL
    assert _digest(changed) == _digest(ORIGINAL)


@pytest.mark.parametrize("change", OTHER.values(), ids=OTHER)
def test_not_the_same(change):
    assert _digest(change(ORIGINAL)) != _digest(ORIGINAL)


def test_methods_and_inner_functions_are_functions():
    source = "class A:\n    def m(self): return 1\ndef f():\n    def inner(): return 2\n    return inner"
    assert [function.name for function in functions_of(source)] == ["m", "f", "inner"]


HOSTILE = {
    "no Python": "def (:",
    "a null": "def f():\n    return '\0'",
    "half a character": "def f():\n    return '\ud800'",
    "brackets": "x = " + "(" * 15_000,
    "signs": "x = " + "-" * 15_000 + "1",
    "attributes": "def f():\n    return a" + ".b" * 9_000,
    "sums": "def f():\n    return " + "1+" * 9_000 + "1",
    "too long": "def f():\n    return 1\n" + "#" * 20_000,
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_what_cannot_be_read_has_no_functions(source):
    assert [function.name for function in functions_of(source)] in ([], ["f"])
