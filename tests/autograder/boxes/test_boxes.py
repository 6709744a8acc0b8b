"""Cells of a student and tests of an instructor, through two real processes: crashes, state, what is shown."""

import pytest

from autograder.boxes.limits import Limits
from autograder.grading.worker import Worker
from autograder.reading.course import SetupError
from autograder.records import PlannedCell
from tests.autograder.helpers.in_boxes import LIMITS, grade, graded, shared, student, verdict

HARMS = {
    "import os; os._exit(3)": "died",
    "import ctypes; ctypes.string_at(0)": "died",
    "while True: pass": "timeout",
    "x = bytearray(20 * 2**30)": "error",
    "raise SystemExit": "error",
    "exit()": "ok",
    "1/0": "error",
    "def broken(:": "error",
}


@pytest.mark.parametrize("harm", HARMS)
def test_a_crash_costs_one_cell(walled, harm):
    results = grade(
        walled,
        student("def f(x): return x"),
        graded("assert f(1) == 1"),
        student(harm),
        graded("assert f(2) == 2"),
    )
    assert [result.score for result in results] == [None, 4.0, None, 4.0]
    assert results[2].status == HARMS[harm]


def test_a_declaration_that_raises_costs_no_marks_and_is_told_to_the_instructor(walled):
    test = "from autograder.exercises import DeclarationError\nraise DeclarationError('loss: it raised.')"
    with pytest.raises(SetupError, match=r"^loss: it raised\.$"):
        grade(walled, student("def f(x): return x"), graded(test))
    assert verdict(walled, "def f(x): return x", "assert f(1) == 1").score == 4.0


def test_a_crash_before_the_first_answer_costs_one_cell(walled):
    results = grade(
        walled, student("import os; os._exit(3)"), student("def f(x): return x"), graded("assert f(2) == 2")
    )
    assert [result.score for result in results] == [None, None, 4.0]


def test_a_crash_in_a_test_leaves_the_state_before_it(walled):
    answer = "import ctypes\nn = 0\ndef f(x):\n    global n\n    n += 1\n    if x: ctypes.string_at(0)\n    return n"
    results = grade(
        walled, student(answer), graded("assert f(0) == 1"), graded("f(0); f(1)"), graded("assert f(0) == 2")
    )
    assert [result.score for result in results] == [None, 4.0, 0.0, 4.0]
    assert "segmentation fault" in results[2].message


def test_a_test_that_does_not_end_does_not_hold_the_batch(walled):
    results = grade(
        walled,
        student("def f(x): return -1"),
        graded("n = 1\nwhile n > 0 or f(1): n += 1"),
        graded("assert f(1) == -1"),
    )
    assert [result.score for result in results] == [None, 0.0, 4.0]
    assert results[1].status == "timeout"


def test_names_of_the_instructor_stay_the_instructors(worker):
    results = grade(
        worker,
        shared("def close(a, b): return a == b\ntolerance = 0.1"),
        student("def close(a, b): return True\ntolerance = 1e9\ndef f(x): return 5"),
        graded("assert close(f(1), 1)"),
        graded("assert abs(f(1) - 1) < tolerance"),
    )
    assert [result.score for result in results[2:]] == [0.0, 0.0]


def test_data_of_a_plain_cell_that_the_student_changed_is_the_students(worker):
    changed = PlannedCell(
        student_source="import numpy as np\nsteps = 7\ndef close(a, b): return True",
        test_source="import numpy as np\nsteps = None\ndef close(a, b): return a == b",
    )
    results = grade(
        worker,
        changed,
        student("def f(): return 1"),
        graded("assert steps == 7"),
        graded("assert close(f(), 2)"),
    )
    assert [result.score for result in results[2:]] == [4.0, 0.0]


def test_what_is_printed_during_calls_stays_in_the_box(worker):
    answer = student("def f(x):\n    print('secret', x)\n    raise ValueError(f'secret {x}')")
    hidden = PlannedCell(test_source="a = 4321\nassert f(a) == 1", points=4.0, hidden_lines=(2,))
    result = grade(worker, answer, hidden)[-1]
    assert result.message == "A hidden test failed: your code raised an exception."
    assert result.outputs == []


_KEPT = "seen = []\ndef f(x):\n    seen.append(x)\n    return x\n"
TOLD = {
    "an exception": (_KEPT + "def g(): raise ValueError(seen)", "assert g()", "ValueError: [1]"),
    "a class": (
        _KEPT + "def g(): raise type(f'Seen{seen}', (Exception,), {})",
        "assert g()",
        "Seen[1]",
    ),
    "a value": (_KEPT + "def g(): return seen", "assert not g(), g()", "AssertionError: [1]"),
    "only behind the hidden test": (
        _KEPT + "def g():\n    if len(seen) > 1: raise ValueError(seen)\n    return 1",
        "assert g()",
        "",
    ),
}


@pytest.mark.parametrize("case", TOLD.values(), ids=TOLD)
def test_a_visible_test_tells_nothing_of_hidden_ones_before_it(worker, case):
    answer, test, reason = case
    hidden = PlannedCell(
        test_source="assert f(1) == 1\nassert f(48611) == 48611", points=4.0, hidden_lines=(2,)
    )
    results = grade(worker, student(answer), hidden, graded(test), asked="f g")
    assert [result.score for result in results] == [None, 4.0, 0.0]
    assert results[-1].message == f"The test failed at: {test}\n{reason}".rstrip()


STOPPED = "The cell that should define `f` stopped before it did.\n"
UNDEFINED = "The test failed at: assert f(1) == 1\nNameError: name 'f' is not defined"


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("def f(x):\n    return x x", STOPPED + "SyntaxError: invalid syntax (line 2)"),
        ("1 / 0\ndef f(x):\n    return x", STOPPED + "ZeroDivisionError: division by zero"),
        ("f = 1 / 0", STOPPED + "ZeroDivisionError: division by zero"),
        ("def g(x):\n    return x", UNDEFINED),
        ("def g(x):\n    return f(x", UNDEFINED),
        ("def f(x):\n    return x\ndel f", UNDEFINED),
    ],
    ids=["syntax error", "exception", "in an assignment", "another name", "used only", "deleted again"],
)
def test_a_missing_name_is_told_by_what_stopped_its_cell(worker, answer, message):
    assert verdict(worker, answer, "assert f(1) == 1").message == message


def test_a_missing_name_is_told_by_the_crash_of_its_cell(worker):
    message = verdict(worker, "import os; os._exit(1)\ndef f(x): return x", "assert f(1) == 1").message
    assert message.startswith(STOPPED + "Your code ended the whole process")


def test_a_visible_test_says_what_failed(worker):
    result = verdict(worker, "def f(x): return 9", "a = 1\nassert f(a) == 1, 'f(1) is 1'")
    assert result.message == "The test failed at: assert f(a) == 1, 'f(1) is 1'\nAssertionError: f(1) is 1"


def test_outputs_of_a_cell_are_kept_as_plain_text(worker):
    (result,) = grade(
        worker, student("from IPython.display import HTML\nprint('hello')\nHTML('<script>1</script>')")
    )
    stream, value = result.outputs
    assert stream == {"output_type": "stream", "name": "stdout", "text": "hello\n"}
    assert value["data"] == {"text/plain": "<IPython.core.display.HTML object>"}


def test_much_output_is_cut(worker):
    (result,) = grade(worker, student("for _ in range(1000):\n    print('x' * 10_000)"))
    text = result.outputs[0]["text"]
    assert len(text) < LIMITS.output + 200
    where = "(output; AutograderLimits.output in nbgrader_config.py or --output)"
    assert text.endswith(f"9981000 more characters were not kept {where}.\n")


def test_figures_are_drawn_only_where_somebody_looks(worker):
    source = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"
    quiet, drawn = grade(worker, student(source), student(source, rendered=True))
    assert not any("image/png" in output.get("data", {}) for output in quiet.outputs)
    assert any("image/png" in output.get("data", {}) for output in drawn.outputs)


def test_an_error_shows_the_students_lines_only(worker):
    (result,) = grade(worker, student("def f():\n    return 1 / 0\nf()"))
    error = result.outputs[-1]
    assert error["ename"] == "ZeroDivisionError"
    assert "return 1 / 0" in "\n".join(error["traceback"])
    assert "autograder" not in "\n".join(error["traceback"])


def test_files_lie_where_the_cells_run(worker):
    results = grade(
        worker,
        student("import helper\ndef f(): return helper.value, open('data/a.txt').read()"),
        graded("assert f() == (3, 'hello')"),
        graded("import helper\nassert helper.value == 4"),
        student_files={"helper.py": b"value = 3", "data/a.txt": b"hello"},
        instructor_files={"helper.py": b"value = 4"},
    )
    assert [result.score for result in results] == [None, 4.0, 4.0]


def test_one_submission_leaves_nothing_for_the_next(worker):
    grade(
        worker,
        student("import builtins, numpy\nbuiltins.left = 1\nnumpy.left = 1\nopen('left', 'w').write('x')"),
    )
    (result,) = grade(
        worker,
        student(
            "import os, builtins, numpy\n[os.path.exists('left'), hasattr(builtins, 'left'), hasattr(numpy, 'left')]"
        ),
    )
    assert result.outputs[0]["data"]["text/plain"] == "[False, False, False]"


def test_a_submission_has_a_time_of_its_own():
    limits = Limits(cell_seconds=1.0, test_seconds=1.0, submission_seconds=3.0)
    with Worker("bwrap", limits) as worker:
        cells = [student("while True: pass")] * 8
        results = grade(worker, student("def f(x): return x"), *cells, graded("assert f(1) == 1"))
    assert results[-1].status == "not run"
    assert results[-1].score == 0.0
    assert "3 s of CPU time" in results[-1].message


_FORGED = """
import gc
from autograder.boxes.crossing.peer import Peer

peer = next(item for item in gc.get_objects() if isinstance(item, Peer))
encode = peer.encode

def forged(message):
    if isinstance(message, list) and message[0] == "reply":
        outputs = [print, {"output_type": "stream", "name": "stdout", "text": print}, {"output_type": "error"}]
        message = [*message[:3], {"is_ok": True, "outputs": outputs, "bound": ["f", print], "deleted": 1}, [], None]
    return encode(message)

peer.encode = forged
"""


def test_a_forged_account_of_a_cell_is_brought_into_shape(worker):
    forged, test = grade(worker, student(_FORGED), graded("assert f == 1"))
    assert (forged.status, forged.outputs) == ("ok", [])
    assert (test.status, test.score) == ("error", 0.0)
