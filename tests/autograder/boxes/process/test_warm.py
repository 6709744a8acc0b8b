"""What a warm process imports: of `course_lib` everything where a cell asks for some, else its answers alone."""

import builtins
import getpass

import pytest

from autograder.boxes.crossing import library
from autograder.boxes.crossing.library import symbols
from autograder.boxes.process import warm


@pytest.mark.parametrize(
    ("modules", "whole"),
    [
        (["math", "no_such_module"], ["refusals"]),
        (["course_lib.losses", "math"], ["course_lib", "refusals"]),
        ([], ["refusals"]),
    ],
)
@pytest.mark.parametrize("is_installed", [True, False])
def test_course_lib_is_imported_whole_where_a_cell_imports_some(monkeypatch, modules, whole, is_installed):
    asked = []
    for module, name in ((builtins, "input"), (getpass, "getpass")):  # it replaces them
        monkeypatch.setattr(module, name, getattr(module, name))
    monkeypatch.setattr(warm, "refusals", lambda: asked.append("refusals"))

    def import_all(package):
        asked.append(package)
        if not is_installed:
            raise ImportError(f"No module named {package!r}")

    monkeypatch.setattr(warm, "_import_all_of", import_all)
    warm.import_warm(modules)
    assert asked == whole


@pytest.mark.parametrize(("modules", "times"), [(["numpy", "math"], 0), (["sympy.abc", "sympy"], 1)])
def test_sympy_is_used_once_where_a_cell_imports_it(monkeypatch, modules, times):
    used, real = [], symbols.first_use
    monkeypatch.setattr(symbols, "first_use", lambda: used.append(real()))
    library.prepare(modules)
    assert used == [None] * times
