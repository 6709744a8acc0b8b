"""Every demo asks before it opens, and on the student's own function it asks something new."""

import re
from types import SimpleNamespace

import pytest

from course_lib import demos
from course_lib.losses import hinge
from tests.notebooks.lessons import ALL, cells

PREDICTIONS = 36  # demos on the course's own function: one prediction or more each
CALL = re.compile(r"^demos\.\w+\(.*\)$")


class Mine:
    """The functions that the capstone has collected, none of them written yet."""

    def __getattr__(self, name):
        return students(name)


def students(name):
    """A function of this name that raises, as a stub does."""

    def function(*arguments):
        raise NotImplementedError

    function.__name__ = name
    return function


def shown(lecture):
    """Return the sources of the cells that are nothing but a demo of the course."""
    return [source for _, _, source in cells(lecture) if CALL.match(source)]


def asked(source, **names):
    """Return what the demo of a cell asks, its functions those of a student."""
    unknown = set(re.findall(r"\b[A-Za-z_]+\b(?!=|\()", source)) - set(names)
    functions = {name: students(name) for name in unknown}
    demo = eval(source, {**functions, "demos": demos, "hinge": hinge, "mine": Mine(), **names})
    return [question.ask for question in demo.questions]


def is_own(source):
    own = "=" in source.replace("hinge.", "") and "loss=hinge." not in source
    return own or "_backward, " in source or "(Linear)" in source


def test_all_predictions_are_asked_in_the_page():
    first = [source for lecture in ALL for source in shown(lecture) if not is_own(source)]
    assert len(first) == PREDICTIONS
    assert [source for source in first if not asked(source)] == []


@pytest.mark.parametrize("lecture", ALL)
def test_nothing_is_asked_in_prose_that_the_page_asks(lecture):
    assert [name for name, _, source in cells(lecture) if re.search(r"\*\*Predict\s+first", source)] == []


@pytest.mark.parametrize("lecture", ALL)
def test_a_demo_on_the_students_own_function_asks_something_new(lecture):
    before = {ask for source in shown(lecture) if not is_own(source) for ask in asked(source)}
    own = [source for source in shown(lecture) if is_own(source)]
    assert own
    for source in own:
        assert asked(source) and before.isdisjoint(asked(source)), source


def test_a_demo_that_asks_nothing_would_be_seen():
    silent = SimpleNamespace(circuit=lambda: SimpleNamespace(questions=()))
    assert asked("demos.circuit()", demos=silent) == []
    assert asked("demos.circuit()")
