"""While a student's function runs, the course's answers refuse; before and afterwards they work."""

import importlib
import inspect

import numpy as np
import pytest

from autograder.boxes.course_answers import AnswerUsed, answer_functions, answers_withheld
from course_lib.losses import hinge, penalties
from course_lib.losses.hinge import multiclass_hinge as renamed
from course_lib.networks import gates
from tests.autograder.helpers.in_boxes import grade, graded, shared, student

scores, y = np.array([[3.0, 5.0]]), np.array([0])


def through_the_module():
    return hinge.multiclass_hinge(scores, y)


def through_an_alias():
    return renamed(scores, y)


def through_a_late_import():
    return importlib.import_module("course_lib.losses.hinge").multiclass_hinge(scores, y)


def through_a_private_helper():
    return hinge._hinge_terms(scores, y)


def through_keywords():
    return penalties.elastic_net(W=scores, beta=1.0)


def through_a_partial():
    import functools

    return functools.partial(renamed, scores)(y)


def through_getattr():
    return vars(hinge)["multiclass" + "_hinge"].__call__(scores, y)


WAYS = [
    through_the_module,
    through_an_alias,
    through_a_late_import,
    through_a_private_helper,
    through_keywords,
    through_a_partial,
    through_getattr,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_an_answer_is_refused_and_works_again(way):
    before = way()
    with answers_withheld():
        with pytest.raises(
            AnswerUsed, match=r"^course_lib(\.\w+){3} is the course's own answer; write the exercise"
        ):
            way()
    np.testing.assert_array_equal(before[0], way()[0])


def test_blocks_nest_and_end_after_an_exception():
    with pytest.raises(ZeroDivisionError):
        with answers_withheld():
            with answers_withheld():
                pass
            with pytest.raises(AnswerUsed):
                renamed(scores, y)
            raise ZeroDivisionError
    assert renamed(scores, y) == [3.0]


def test_data_and_pictures_stay_open():
    from course_lib.datasets import load_digits

    with answers_withheld():
        assert load_digits() is not None
    open_rooms = ("arguments", "datasets", "demos", "live_view", "pictures", "progress", "server_extension")
    open_packages = tuple(f"course_lib.{room}" for room in open_rooms)
    assert not [function for function in answer_functions() if function.__module__.startswith(open_packages)]


def test_every_public_function_of_an_answer_module_is_among_them():
    names = {(function.__module__, function.__name__) for function in answer_functions()}
    for module in (hinge, penalties):
        for name, value in vars(module).items():
            if callable(value) and getattr(value, "__module__", "") == module.__name__:
                assert (module.__name__, name) in names


def test_methods_and_closures_are_refused_as_well():
    from autograder.boxes.course_answers import _refusing

    def outer(factor):
        def inner(x, *, power=2):
            return factor * x**power

        return inner

    closure = outer(3)
    original = closure.__code__
    closure.__code__ = _refusing(closure)
    with pytest.raises(AnswerUsed, match="inner is the course's own answer"):
        closure(2, power=3)
    closure.__code__ = original
    assert closure(2, power=3) == 24


def test_a_generator_is_refused_as_one():
    x, y = gates.inputs(x=2.0, y=3.0)
    last = x * y
    with answers_withheld():
        # Python warns where the code of a generator function becomes that of a plain one.
        assert inspect.isgeneratorfunction(gates.backward_steps)
        with pytest.raises(
            AnswerUsed, match=r"^course_lib\.networks\.graph\.backward_steps is the course's own answer"
        ):
            list(gates.backward_steps(last))
    assert len(list(gates.backward_steps(last))) == 1


def test_a_file_beside_the_notebook_may_import_the_course(walled):
    files = {"helpers.py": b"from course_lib.losses.hinge import multiclass_hinge as given\nfactor = 2"}
    cells = (
        shared("import helpers"),
        student("def f(x):\n    return helpers.factor * x"),
        graded("assert f(1) == 2"),
    )
    assert grade(walled, *cells, student_files=files, instructor_files=files)[-1].score == 4.0
