"""The button for hints: in a page of Jupyter's below a check that did not pass, and nowhere that is graded."""

import pytest
from jupyter_client.manager import start_new_kernel

from autograder.checking.desk.progress import read_progress
from autograder.checking.views.hint_button import can_press
from tests.autograder.checking.test_check_kernel import outputs

VIEW = "application/vnd.jupyter.widget-view+json"
SETUP = """
import numpy as np
from autograder import check
from autograder.checking.views import hint_button
def multiclass_hinge(scores, y):
    terms = np.maximum(0, scores - scores[np.arange(len(y)), y][:, None] + 1)
    terms[np.arange(len(y)), y] = 0
    return terms.sum(axis=1) * {factor}
"""
CHECK = "check(multiclass_hinge)"
# What the page does: it sends a message to the button that is shown.
PRESS = """
[button] = hint_button._shown.values()
button._handle_custom_msg({"do": "next"}, [])
print(len(button.hints), button.ended, button.hints[-1][:28])
"""


@pytest.fixture
def kernel(desk, monkeypatch):
    """Start a kernel in the student's folder, in a page of Jupyter's; returns its client."""
    started = []
    monkeypatch.setenv("JPY_SESSION_NAME", "hinge.ipynb")

    def start(**environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        started.append(start_new_kernel(kernel_name="python3", cwd=str(desk)))
        return started[-1][1]

    yield start
    for manager, client in started:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def shown(client):
    """The kinds of what a check shows, in order."""
    return [sorted(content["data"]) for kind, content in outputs(client, CHECK) if kind != "error"]


def test_each_press_shows_one_hint_more_and_is_remembered(kernel, desk):
    client = kernel()
    outputs(client, SETUP.format(factor=2.7))
    assert shown(client) == [["text/html", "text/plain"], [VIEW, "text/plain"]]
    assert shown(client) == [["text/html", "text/plain"], [VIEW, "text/plain"]]  # the older one is closed
    said = []
    for _ in range(2):
        [(_, stream)] = outputs(client, PRESS)
        said.append(stream["text"].strip())
    assert said[0].startswith("1 False <strong>Hint 1 of")
    assert said[1].startswith("2 ") and "<strong>Hint 2 of" in said[1]
    assert read_progress(desk)["hints"]["multiclass_hinge"]["number"] == 2


def test_a_right_answer_has_no_button(kernel):
    client = kernel()
    outputs(client, SETUP.format(factor=1))
    assert shown(client) == [["text/html", "text/plain"]]


def test_nbgrader_sees_none(kernel):
    client = kernel(NBGRADER_EXECUTION="validate")
    outputs(client, SETUP.format(factor=2.8))
    assert [each for each in shown(client) if VIEW in each] == []


@pytest.mark.parametrize("name", ["NBGRADER_EXECUTION", "COURSE_BOX"])
def test_where_it_is_graded_nobody_presses(desk, monkeypatch, name):
    monkeypatch.setenv("JPY_SESSION_NAME", "hinge.ipynb")
    assert can_press()
    monkeypatch.setenv(name, "student")
    assert not can_press()
