"""What the worker and the instructor's box say to each other arrives as the same records, or not at all."""

import msgpack
import pytest

from autograder.boxes.plain_messages import NotPlain
from autograder.instructor_box import messages
from autograder.instructor_box.messages import (
    Again,
    Answered,
    Broken,
    CellDone,
    Done,
    GoOn,
    Unusable,
    Waiting,
)
from autograder.records import CellResult, Plan, PlannedCell, Task

CELLS = (
    PlannedCell("x = 1", "x = 1"),
    PlannedCell(None, "assert f(2) == 4", "f-check", 4.0, hidden_lines=(1,)),
    PlannedCell("plt.plot(x)", rendered=True),
)
PLAN = Plan(
    CELLS,
    frozenset("fg"),
    frozenset({"Net"}),
    frozenset({"numpy"}),
    {"a/b.csv": b"\0\xff"},
    {"c.py": b"c = 1"},
)
OUTPUT = {"output_type": "display_data", "metadata": {}, "data": {"text/plain": "4"}}
MESSAGES = [
    Task(PLAN, True, frozenset({2, 0})),
    Task(Plan(()), False, frozenset()),
    CellDone(3, CellResult("error", [OUTPUT], 2.5, "Not quite.", ["off_by_one"])),
    CellDone(0, CellResult()),
    GoOn(),
    Waiting(1.0),
    Answered(),
    Unusable("wall"),
    Again(),
    Broken("KeyError: 'x'"),
    Done(),
]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_a_message_arrives_as_it_was(message):
    assert messages.decode(messages.encode(message)) == message


RESULT = {
    "status": "ok",
    "outputs": [],
    "score": None,
    "message": "",
    "mistakes": [],
    "ended_by": "",
    "is_own_words": False,
    "drew_hidden": False,
    "suspicions": [],
    "likeness": "",
}
NO_MESSAGES = {
    "another name": ["Nothing", {}],
    "no name": [1, {}],
    "no list": {"index": 1},
    "a field too few": ["CellDone", {"index": 1}],
    "a field too many": ["CellDone", {"index": 1, "result": RESULT, "more": 1}],
    "text for a number": ["CellDone", {"index": "1", "result": RESULT}],
    "a truth value for a number": ["CellDone", {"index": True, "result": RESULT}],
    "fields in a list": ["CellDone", [1, RESULT]],
    "a score of text": ["CellDone", {"index": 1, "result": {**RESULT, "score": "4"}}],
    "a score that is true": ["CellDone", {"index": 1, "result": {**RESULT, "score": True}}],
    "one text for several": ["CellDone", {"index": 1, "result": {**RESULT, "mistakes": "ab"}}],
    "outputs of text": ["CellDone", {"index": 1, "result": {**RESULT, "outputs": ["a"]}}],
    "no result": ["CellDone", {"index": 1, "result": None}],
}


@pytest.mark.parametrize("data", NO_MESSAGES.values(), ids=NO_MESSAGES)
def test_what_is_not_exactly_a_message_is_refused(data):
    with pytest.raises(ValueError, match=r"^(as_record|decode): .* (must|is one of) "):
        messages.decode(msgpack.packb(data))


def test_the_refusal_says_which_field():
    data = ["CellDone", {"index": 1, "result": {**RESULT, "mistakes": ["a", 2]}}]
    with pytest.raises(ValueError) as refused:
        messages.decode(msgpack.packb(data))
    assert str(refused.value) == "as_record: CellDone.result.mistakes[1] must be str; got int."


def test_only_plain_data_is_sent():
    with pytest.raises(NotPlain, match="data must be plain"):
        messages.encode(CellDone(0, CellResult(outputs=[{"data": print}])))
