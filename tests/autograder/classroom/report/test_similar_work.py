"""Copies in disguise are found, independent right answers are not."""

import importlib
import itertools

import pytest

from autograder.classroom.report.similar_work import similar_work
from tests.autograder.classroom.report.disguise import disguised

TOPICS = ("loss_functions", "softmax", "gradient_descent", "backpropagation", "jacobians")


def independent(topic):
    """Style -> all right answers of a lecture in it; float32 is another style with a cast."""
    styles = importlib.import_module(f"autograder.sample_class.{topic}").STYLES
    return {style: "\n\n".join(answers.values()) for style, answers in styles.items() if style != "float32"}


@pytest.mark.parametrize("topic", TOPICS)
def test_independent_answers_are_not_alike(topic):
    assert similar_work(independent(topic)) == []


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("seed", [0, 1])
def test_disguised_copies_are_found(topic, seed):
    answers = independent(topic)
    copies = {f"{style}, copied": disguised(text, seed) for style, text in answers.items()}
    pairs = {frozenset(each.students) for each in similar_work({**answers, **copies})}
    assert pairs == {frozenset((style, f"{style}, copied")) for style in answers}


def test_equal_answers_are_one_group():
    text = independent("softmax")["loops"]
    same = {"ann": text, "bob": f"# mine\n{text}", "cem": text.replace("    ", "  ")}
    (group,) = similar_work({**same, "dora": independent("softmax")["vectorised"]})
    assert (group.students, group.share) == (("ann", "bob", "cem"), 1.0)


def test_what_was_released_does_not_count():
    text = independent("softmax")["loops"]
    assert similar_work({"ann": text, "bob": text}, released=[text]) == []


def test_what_most_have_does_not_count():
    shared, own = independent("softmax")["loops"], independent("jacobians")
    tails = itertools.cycle(own.values())
    answers = {f"s{k}": disguised(shared, k) + "\n\n" + next(tails) for k in range(3)}
    crowd = {f"c{k}": shared + f"\nx{k} = {'+'.join('y' * (k + 2))}" for k in range(30)}
    pairs = {frozenset(each.students) for each in similar_work({**answers, **crowd})}
    assert not any(pair <= set(answers) for pair in pairs)


@pytest.mark.parametrize("text", ["", "x = 1", "\x00\ud800", "def f(:"])
def test_too_little_or_no_python_is_like_nothing(text):
    assert similar_work({"ann": text, "bob": text}) == []
