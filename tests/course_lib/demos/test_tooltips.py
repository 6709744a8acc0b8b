"""What JupyterLab shows beside a demo or a picture is written for the student who calls it."""

import ast
import doctest
import inspect
import re

import pytest

from course_lib import demos, pictures

SHOWN = {
    f"{package.__name__.split('.')[-1]}.{name}": getattr(package, name)
    for package in (demos, pictures)
    for name in package.__all__
    if inspect.isfunction(getattr(package, name)) and name != "checked"
}


def calls(function):
    """The names that the examples of a docstring call, such as "demos.circuit"."""
    sources = [example.source for example in doctest.DocTestParser().get_examples(function.__doc__)]
    nodes = [node for source in sources for node in ast.walk(ast.parse(source))]
    return {ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)}


@pytest.mark.parametrize("name", SHOWN)
def test_a_signature_is_readable(name):
    assert " at 0x" not in str(inspect.signature(SHOWN[name]))


@pytest.mark.parametrize("name", SHOWN)
def test_a_docstring_shows_the_call(name):
    assert "Examples\n    --------\n" in SHOWN[name].__doc__
    assert name in calls(SHOWN[name])


@pytest.mark.parametrize("name", SHOWN)
def test_a_docstring_explains_every_parameter(name):
    described = re.findall(r"^    ([\w, ]+) : ", SHOWN[name].__doc__, re.MULTILINE)
    assert [part for line in described for part in line.split(", ")] == [
        *inspect.signature(SHOWN[name]).parameters
    ]


@pytest.mark.parametrize("name", SHOWN)
def test_a_docstring_names_no_row_of_the_syllabus(name):
    assert not re.search(r"\brows? \d+\.\d", SHOWN[name].__doc__)


def test_a_demo_is_named_where_it_cannot_be_drawn():
    assert repr(demos.weight_scale()) == "Demo: Scale of W"
    assert repr(demos.train_svm()) == "LiveDemo: Train an SVM on your own points"


def test_a_function_as_a_default_would_be_seen():
    def shown(loss=demos.circuit):
        """Draw a loss of row 1.4."""

    assert " at 0x" in str(inspect.signature(shown))
