"""Answers to a quiz: a table of answers as a student writes it, and the same table with one answer wrong."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.sample_class.editing import MistakeTable

Answers = Mapping[int | str, str]  # question -> its answer, as source


def as_table(name: str, answers: Answers) -> str:
    """The function that looks its answer up in a dict."""
    rows = "".join(f"        {question!r}: {answer},\n" for question, answer in answers.items())
    return f"\ndef {name}(question):\n    answers = {{\n{rows}    }}\n    return answers[question]\n"


def as_branches(name: str, answers: Answers) -> str:
    """The function that asks for one question after the other."""
    rows = "".join(
        f"    if question == {question!r}:\n        return {answer}\n" for question, answer in answers.items()
    )
    return f"\ndef {name}(question):\n{rows}"


def wrong_answers(answers: Answers, wrong: Mapping[str, tuple[int | str, str]]) -> MistakeTable:
    """The edits of the table that make each mistake.

    Parameters
    ----------
    answers : dict
        Those of the table that is edited.
    wrong : dict
        Identifier of the mistake -> (question, wrong answer).
    """
    return {
        (mistake,): [(f"{question!r}: {answers[question]},", f"{question!r}: {answer},")]
        for mistake, (question, answer) in wrong.items()
    }
