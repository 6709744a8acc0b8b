"""Submissions that try to get points for nothing; each must get none."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.sample_class.editing import STUB, parameters, preceded, with_body
from autograder.sample_class.mishaps import is_check
from autograder.sample_class.students import Answer, Notebook, SampleStudent


def cheats(right: Mapping[str, str], answer_module: Mapping[str, str]) -> list[SampleStudent]:
    """Cheating submissions.

    Parameters
    ----------
    right : dict
        Exercise -> a right answer, in the lecture's order (only its signature is used).
    answer_module : dict
        Exercise -> module of `course_lib` that holds the answer.
    """
    stubs = {name: STUB for name in right}

    def everywhere(body: str, before: str = "") -> dict[str, Answer]:
        return {
            name: Answer(preceded(with_body(source, body), before), 0.0, None)
            for name, source in right.items()
        }

    def borrowed(name: str, line: str) -> Answer:
        source = with_body(right[name], f"return theirs({parameters(right[name])})")
        return Answer(preceded(source, line), 0.0, ("course_answer_called",))

    called = {
        name: borrowed(name, f"from {module} import {name} as theirs")
        for name, module in answer_module.items()
    }
    return [
        SampleStudent("tagged-skip-execution", stubs, change=_tag_skip_execution),
        SampleStudent("forged-outputs", stubs, change=_forge_outputs),
        SampleStudent("rewritten-checks", stubs, change=_rewrite_checks),
        SampleStudent("retyped-checks", stubs, change=_retype_checks),
        SampleStudent("lying-array", everywhere("return Liar.make()", _LYING_ARRAY)),
        SampleStudent("equal-to-everything", everywhere("return Agreeable()", _AGREEABLE)),
        SampleStudent("own-numpy-testing", everywhere("return 0.0", _PATCHES)),
        SampleStudent("borrowed", called),
    ]


_LYING_ARRAY = """
class Liar(np.ndarray):
    @staticmethod
    def make():
        return np.zeros(1).view(Liar)

    def __array_ufunc__(self, *args, **kwargs):
        return np.True_

    def __array_function__(self, *args, **kwargs):
        return np.True_

    def __eq__(self, other):
        return np.True_

    shape = property(lambda self: (1,))
    __le__ = __lt__ = __ge__ = __gt__ = __eq__
"""
_AGREEABLE = """
class Agreeable(float):
    def __eq__(self, other):
        return True

    def __array__(self, *args, **kwargs):
        raise SystemExit

    def __getattr__(self, name):
        return self

    def __call__(self, *args, **kwargs):
        return self

    __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __eq__
    __sub__ = __rsub__ = lambda self, other: 0.0
    __hash__ = float.__hash__
"""
_PATCHES = """
import builtins
import numpy.testing
import autograder


def check(*args, **kwargs):
    return 1.0


autograder.check = check
np.allclose = np.array_equal = builtins.all = builtins.abs = lambda *args, **kwargs: True
np.testing.assert_allclose = numpy.testing.assert_array_equal = lambda *args, **kwargs: None
"""


def _tag_skip_execution(notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        cell["metadata"]["tags"] = ["skip-execution", "raises-exception"]


def _forge_outputs(notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        if is_check(cell):
            points = cell["metadata"]["nbgrader"]["points"]
            data = {"text/plain": str(float(points))}
            cell["outputs"] = [
                {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": data}
            ]


def _rewrite_checks(notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        if is_check(cell):
            cell["metadata"]["nbgrader"]["points"] = 1e9
            cell["source"] = "1e9"


def _retype_checks(notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        if is_check(cell):
            cell["cell_type"] = "markdown"
            cell["metadata"]["nbgrader"].update(grade=False, solution=True, locked=False)
            cell.pop("outputs", None)
            cell.pop("execution_count", None)
