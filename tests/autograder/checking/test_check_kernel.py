"""`check` in a real kernel: what a cell shows, the stop button, and what nbgrader sees."""

import time

import pytest
from jupyter_client.manager import start_new_kernel

ENDLESS = """
from autograder import check
def multiclass_hinge(scores, y):
    print("started", flush=True)
    while True:
        pass
check(multiclass_hinge)
"""

HURRIED = "import autograder.checking.call\nautograder.checking.call.call_seconds = 0.2" + ENDLESS

STUB = """
from autograder import check
def elastic_net(W, beta):
    raise NotImplementedError("later")
check(elastic_net)
"""


RIGHT = """
from autograder import check
def elastic_net(W, beta):
    return (beta * W**2 + abs(W)).sum(), 2 * beta * W + (W > 0) - (W < 0)
check(elastic_net)
"""

LEAVING = """
import os, sys
from autograder import check
def elastic_net(W, beta):
    {leave}
print(check(elastic_net).message)
"""


@pytest.fixture(params=[None, "validate"], ids=["JupyterLab", "nbgrader"])
def kernel(request, monkeypatch):
    """A kernel's client and manager; as nbgrader starts it where NBGRADER_EXECUTION is set."""
    if request.param:
        monkeypatch.setenv("NBGRADER_EXECUTION", request.param)
    else:
        monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    manager, client = start_new_kernel(kernel_name="python3")
    yield manager, client, bool(request.param)
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def outputs(client, source, on_stream=lambda: None):
    """The cell's messages by type, in order."""
    sent = client.execute(source)
    found = []
    while True:
        message = client.get_iopub_msg(timeout=600)
        if message["parent_header"].get("msg_id") != sent:
            continue
        kind, content = message["msg_type"], message["content"]
        if kind == "status" and content["execution_state"] == "idle":
            return found
        if kind == "stream":
            on_stream()
        if kind in ("stream", "error", "execute_result", "display_data"):
            found.append((kind, content))


def test_nothing_that_a_function_does_ends_the_kernel(kernel):
    """`exit` is IPython's own in a kernel, and `os._exit` raises nothing by itself."""
    _, client, graded = kernel
    words = "nothing may end the kernel while a function is checked"
    for leave, said in (("exit()", words), ("quit()", words), ("os._exit(0)", words), ("sys.exit(3)", "3")):
        [(kind, content)] = outputs(client, LEAVING.format(leave=leave))
        assert kind == ("error" if graded else "stream")
        message = content["evalue"] if graded else content["text"]
        assert f"it raises SystemExit: {said}" in message and f": {leave})" in message
    [(_, content)] = outputs(client, "print(os.getpid(), os._exit.__name__)")
    assert content["text"].endswith(" _exit\n")


def test_a_stub_and_the_stop_button(kernel):
    manager, client, graded = kernel
    [(kind, content)] = outputs(client, STUB)
    words = "Not implemented yet: elastic_net(W, beta) -> R, dR"
    if graded:
        assert (kind, content["ename"], content["evalue"]) == ("error", "CheckFailed", words)
        assert content["traceback"] == ["elastic_net: not passed, 0 of 11 cases right", words]
    else:
        assert kind == "execute_result"
        assert words in content["data"]["text/plain"]
        assert words in content["data"]["text/html"].replace("&gt;", ">")

    def stop():
        time.sleep(0.2)
        manager.interrupt_kernel()

    [(first, started), (kind, content)] = outputs(client, ENDLESS, on_stream=stop)
    assert (first, started["text"]) == ("stream", "started\n")
    words = "Stopped while multiclass_hinge worked on the case “a small batch”."
    if graded:
        assert (kind, content["ename"]) == ("error", "CheckFailed")
        assert content["evalue"].startswith(words)
    else:
        assert kind == "execute_result"
        assert words in content["data"]["text/plain"]


def test_an_endless_loop_ends_by_itself(kernel):
    _, client, graded = kernel
    [_, (kind, content)] = outputs(client, HURRIED)
    words = "multiclass_hinge took too long in the case “a small batch”. Does a loop never end?"
    assert words in (content["evalue"] if graded else content["data"]["text/plain"])
    assert kind == ("error" if graded else "execute_result")


def test_a_right_answer_is_no_number_of_points(kernel):
    _, client, graded = kernel
    [(kind, content)] = outputs(client, RIGHT)
    assert kind == ("display_data" if graded else "execute_result")
    assert "elastic_net: passed, 11 of 11 cases right" in content["data"]["text/plain"]
    assert "elastic_net: passed, 11 of 11 cases right" in content["data"]["text/html"]


FAILED = """
from autograder import check
def elastic_net(W, beta):
    return (beta * W**2 + abs(W)).sum(), 2 * beta * W + (W > 0) - (W < 0)
"""


CLASS = """
from autograder import check
class ReLU:
    def forward(self, X):
        self.mask = X > 0
        return X * self.mask
    def backward(self, dY):
        return dY * self.mask
"""


@pytest.mark.parametrize("kernel", [None], indirect=True, ids=["JupyterLab"])
def test_nor_an_older_class(kernel):
    _, client, _ = kernel
    assert outputs(client, CLASS) == []
    assert outputs(client, "class ReLU:\n    def forward(self, X):\n        return X +")[0][0] == "error"
    [(_, content)] = outputs(client, "check(ReLU)")
    assert (
        content["data"]["text/plain"].splitlines()[1].startswith("Cell [2], which was run last, did not get")
    )


@pytest.mark.parametrize(
    "later",
    [
        "def elastic_net(W, beta):\n    return 1 +",
        "R = undefined_name\ndef elastic_net(W, beta):\n    return 1, 2",
    ],
    ids=["SyntaxError", "NameError"],
)
@pytest.mark.parametrize("kernel", [None], indirect=True, ids=["JupyterLab"])
def test_a_check_after_a_cell_that_failed_judges_no_older_function(kernel, later):
    _, client, _ = kernel
    assert outputs(client, FAILED) == []
    assert outputs(client, later)[0][0] == "error"
    [(_, content)] = outputs(client, "check(elastic_net)")
    assert content["data"]["text/plain"].splitlines() == [
        "elastic_net: not passed",
        "Cell [2], which was run last, did not get so far as to define elastic_net: the function is still that of an "
        "earlier cell. Mend that cell, run it, and check again.",
    ]
    assert outputs(client, FAILED) == []
    [(_, content)] = outputs(client, "check(elastic_net)")
    assert "elastic_net: passed" in content["data"]["text/plain"]
