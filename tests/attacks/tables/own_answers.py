"""Answers that are the course's own, reached round about.

The student's box does not hold their sources, and what runs refuses. Code that runs in a process can be taken from that
process: what no wall holds is remarked, for somebody to look at.
"""

from __future__ import annotations

from tests.attacks.tables.kinds_of_tests import HINGE, IMPORTS, Case

_MECHANISM = "the course's own answers, round about"
_TEST = "check(multiclass_hinge)"
_HELD = {
    "a second copy of the module": """
import importlib.util, course_lib.losses.hinge as h
spec = importlib.util.spec_from_file_location("mine", h.__file__)
mine = importlib.util.module_from_spec(spec)
spec.loader.exec_module(mine)
multiclass_hinge = mine.multiclass_hinge
""",
    "its source, executed": """
import inspect, course_lib.losses.hinge as h
names = {}
exec(inspect.getsource(h), names)
multiclass_hinge = names["multiclass_hinge"]
""",
    "one function's source, executed": """
import inspect, course_lib.losses.hinge as h
exec(inspect.getsource(h.multiclass_hinge), h.__dict__)
multiclass_hinge = h.multiclass_hinge
""",
    "the module loaded again": """
import importlib, course_lib.losses.hinge as h
multiclass_hinge = importlib.reload(h).multiclass_hinge
""",
    "the modules forgotten and imported": """
import sys
for n in list(sys.modules):
    if n.startswith("course_lib"): del sys.modules[n]
from course_lib.losses.hinge import multiclass_hinge
""",
    "the module as a program": """
import runpy
multiclass_hinge = runpy.run_module("course_lib.losses.hinge")["multiclass_hinge"]
""",
    "its compiled file": """
import glob, marshal, course_lib.losses.hinge as h, os
path = glob.glob(os.path.dirname(h.__file__) + "/__pycache__/hinge*.pyc")[0]
names = {}
exec(marshal.loads(open(path,'rb').read()[16:]), names)
multiclass_hinge = names["multiclass_hinge"]
""",
    "its loader's code": """
import course_lib.losses.hinge as h
names = {}
exec(h.__loader__.get_code("course_lib.losses.hinge"), names)
multiclass_hinge = names["multiclass_hinge"]
""",
    "another process": """
import subprocess, sys
finds = "import importlib.util as u; u.find_spec('course_lib.losses.hinge').loader.get_code('course_lib.losses.hinge')"
subprocess.run([sys.executable, "-c", finds], check=True)
from course_lib.losses.hinge import multiclass_hinge
""",
    "one function's code in a new function": """
import types, course_lib.losses.hinge as h
f = h.multiclass_hinge
multiclass_hinge = types.FunctionType(f.__code__, dict(vars(h)), "multiclass_hinge")
""",
}
# These earn points, and a remark.
_REMARKED = {
    "all functions' codes in new functions": """
import types, course_lib.losses.hinge as h
names = {}
for n, f in vars(h).items():
    names[n] = types.FunctionType(f.__code__.replace(), names, n, f.__defaults__, f.__closure__) if isinstance(f, types.FunctionType) and f.__module__ == h.__name__ else f
multiclass_hinge = names["multiclass_hinge"]
""",
    "the guard replaced": """
import contextlib, autograder.boxes.student_box as b
b.answers_withheld = contextlib.nullcontext
from course_lib.losses.hinge import multiclass_hinge
""",
    "the codes that the guard keeps": """
from autograder.boxes import course_answers as c
def multiclass_hinge(scores, y):
    for r in c.refusals(): r.function.__code__ = r.answering
    import course_lib.losses.hinge as h
    return h.multiclass_hinge(scores, y)
""",
}
_COPIED = """
def multiclass_hinge(s, labels):
    n = np.arange(len(labels))
    right = s[n, labels]
    m = np.maximum(0, s - right[:, None] + 1)
    m[n, labels] = 0
    return m.sum(axis=1)
"""

_MODULE = "import course_lib.losses.hinge as answers\n"
_CALLS_THE_MODULE = """
scores, y = np.array([[1.0, 2.0], [3.0, 1.0]]), np.array([0, 1])
np.testing.assert_allclose(answers.multiclass_hinge(scores, y), [2.0, 3.0])
"""

HELD: list[Case] = [
    Case(_MECHANISM, "a module under the name asked for", _MODULE, _CALLS_THE_MODULE, "answers"),
    Case(
        _MECHANISM,
        "a module as a value",
        f"{_MODULE}def twice():\n    return answers\n",
        _CALLS_THE_MODULE.replace("answers.", "twice()."),
    ),
    *(Case(_MECHANISM, name, answer, _TEST, HINGE, shared=IMPORTS) for name, answer in _HELD.items()),
]
REMARKED: list[Case] = [
    Case(_MECHANISM, name, answer, _TEST, HINGE, 4.0, "ok", IMPORTS)
    for name, answer in {**_REMARKED, "a right style of the sample class": _COPIED}.items()
]
