"""Whatever a student's box says of a cell becomes a run in shape."""

import pytest

from autograder.boxes.cell_run import CellRun, as_data, from_untrusted
from autograder.boxes.limits import MAX_OUTPUTS

OUTPUTS = [
    {"output_type": "stream", "name": "stdout", "text": "hello\n"},
    {"output_type": "display_data", "metadata": {}, "data": {"text/plain": "<Figure>", "image/png": "iVBOR"}},
    {"output_type": "execute_result", "metadata": {}, "data": {"text/plain": "4"}, "execution_count": None},
    {"output_type": "error", "ename": "KeyError", "evalue": "'x'", "traceback": ["KeyError: 'x'"]},
]


def test_a_run_arrives_as_it_was():
    run = CellRun(True, OUTPUTS, ["f", "x"], ["y"])
    assert from_untrusted(as_data(run)) == run


@pytest.mark.parametrize(
    "data", [None, 1, "ok", [], {}, {"is_ok": 1, "outputs": {}, "bound": "f", "deleted": {}}], ids=repr
)
def test_nonsense_is_a_cell_that_failed(data):
    assert from_untrusted(data) == CellRun()


STREAM = OUTPUTS[0]
MISSHAPEN = {
    "no dict": "text",
    "no type": {"name": "stdout", "text": "x"},
    "unknown type": {"output_type": "update_display_data", "metadata": {}, "data": {}},
    "type of another class": {**STREAM, "output_type": ["stream"]},
    "a field too few": {"output_type": "stream", "name": "stdout"},
    "a field too many": {**STREAM, "metadata": {}},
    "text that is none": {**STREAM, "text": 1},
    "an object": {**STREAM, "name": object()},
    "data that is none": {**OUTPUTS[1], "data": {"text/plain": 1}},
    "a mark for the score": {**OUTPUTS[2], "execution_count": 4},
    "traceback in one text": {**OUTPUTS[3], "traceback": "KeyError"},
}


@pytest.mark.parametrize("output", MISSHAPEN.values(), ids=MISSHAPEN)
def test_an_output_that_the_shell_does_not_write_is_left_out(output):
    assert from_untrusted({"is_ok": True, "outputs": [output, STREAM]}) == CellRun(True, [STREAM])


def test_a_flood_of_outputs_is_cut():
    assert len(from_untrusted({"outputs": [STREAM] * 1000}).outputs) == MAX_OUTPUTS


def test_only_names_that_are_text_are_taken():
    run = from_untrusted({"bound": ["f", 1, None], "deleted": [b"x", "y"]})
    assert (run.bound, run.deleted) == (["f"], ["y"])
