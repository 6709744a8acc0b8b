"""A prediction that is asked for has an answer, behind a fold, after the demo and before the exercise."""

import re

import pytest

from tests.notebooks.lessons import LECTURES, cells

ASKS = re.compile(r"\*\*Predict\s+first")
ANSWERS = "<details><summary>After you have looked: the answer</summary>"


@pytest.mark.parametrize("lecture", LECTURES)
def test_every_prediction_is_answered_below_its_demo(lecture):
    asked = [number for number, (_, _, source) in enumerate(cells(lecture)) if ASKS.search(source)]
    assert len(asked) >= 6
    for number in asked:
        _, (_, _, demo), (name, _, answer) = cells(lecture)[number : number + 3]
        assert demo.startswith("demos.") and name.endswith("-answer") and answer.startswith(ANSWERS), name


@pytest.mark.parametrize("lecture", LECTURES)
def test_the_same_demo_again_asks_something_new(lecture):
    own = [source for name, _, source in cells(lecture) if name.endswith("-own")]
    assert own
    asking = [source for source in own if "?" in source or "new task" in source or "wrong sign" in source]
    assert len(asking) >= len(own) - 1


def test_a_prediction_without_an_answer_is_seen(monkeypatch):
    asked = [("demo", "markdown", "**Predict first:** which?"), ("view", "code", "demos.circuit()")]
    unanswered = [*asked, ("spec", "markdown", "### Exercise")] * 6
    monkeypatch.setattr(f"{__name__}.cells", lambda lecture: unanswered)
    with pytest.raises(AssertionError):
        test_every_prediction_is_answered_below_its_demo("softmax")
