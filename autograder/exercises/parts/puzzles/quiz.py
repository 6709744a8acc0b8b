"""A quiz: questions with one right answer each, and the wrong answers that deserve a sentence of their own.

The student writes one function, question -> answer; every question is a case with its own row in the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake

# Of a number that was read off a pocket calculator: three digits are enough.
THREE_DIGITS = 5e-3


@dataclass(frozen=True)
class Wrong:
    """A wrong answer that is known: a word for it, the answer, and what to say.

    Parameters
    ----------
    id : str
    answer : number or tuple
    sentence : str
    """

    id: str
    answer: Any
    sentence: str


@dataclass(frozen=True)
class Question:
    """One question.

    Parameters
    ----------
    title : str
        The name of its row.
    right : number or tuple
    wrong : tuple of Wrong
    """

    title: str
    right: Any
    wrong: tuple[Wrong, ...] = ()


def quiz(
    name: str,
    topic: str,
    outputs: tuple[str, ...],
    questions: Mapping[Any, Question],
    tolerance: float = THREE_DIGITS,
    letters: tuple[str, ...] = (),
) -> Exercise:
    """The exercise `name(question)` with a case for each question.

    Parameters
    ----------
    name, topic, outputs, tolerance, letters
        As in `Exercise`; shapes of the outputs in words, such as "number".
    questions : dict
        What the function is called with -> Question.
    """

    def answer(question: Any, **changed: Any) -> Any:
        return changed.get(_switch(question), questions[question].right)

    def reference(question: Any) -> Any:
        return questions[question].right

    def cases(draw: Draw) -> Iterator[Case]:
        for key, each in questions.items():
            yield Case(each.title, {"question": key}, smooth=False)

    kept = 1 - 1 / len(questions)
    return Exercise(
        name=name,
        topic=topic,
        inputs=("question: key",),
        outputs=outputs,
        reference=reference,
        cases=cases,
        imitation=answer,
        mistakes=tuple(
            Mistake(wrong.id, wrong.sentence, {_switch(key): wrong.answer}, credit=kept)
            for key, each in questions.items()
            for wrong in each.wrong
        ),
        tolerance=tolerance,
        quiz=True,
        letters=letters,
    )


def _switch(question: Any) -> str:
    return f"answer_to_{question}"
