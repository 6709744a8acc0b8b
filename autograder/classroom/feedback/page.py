"""One self-contained page for one graded notebook: what was right, what to look at, what is still open."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from autograder.checking.display import Markup, element, escape, joined
from autograder.classroom.feedback.graded import GradedAnswer, GradedAnswers
from autograder.classroom.feedback.outline import Outline, Question
from autograder.classroom.feedback.own_demo import DemoKey, demo_key, script_hash
from autograder.classroom.feedback.parts import answer_to, deviation_of, model_answers, said_of
from autograder.classroom.feedback.prose import instructors_line, students_prose
from autograder.writing.marks import CellScore, StudentScores

_HERE = Path(__file__).parent
_NOT_GRADED = CellScore(0.0)
_NOTHING = GradedAnswer("")
# What nbgrader writes to a cell that is as it was released; the page says so itself.
NO_RESPONSE = "No response."


@dataclass(frozen=True)
class Setting:
    """What all pages of an assignment share.

    Parameters
    ----------
    models : bool
        Whether the instructor has released the model answers.
    demos : dict
        Made beforehand; None where there is nothing to show.
    """

    models: bool = False
    demos: Mapping[DemoKey, Markup | None] = field(default_factory=dict)


def feedback_page(
    student: str, outline: Outline, graded: GradedAnswers, scores: StudentScores, setting: Setting
) -> str:
    """Write the page.

    Parameters
    ----------
    student : str
    outline : Outline
        Of the instructor's notebook.
    graded : GradedAnswers
        The student's graded notebook.
    scores : StudentScores
        From the gradebook.
    setting : Setting
    """
    of_question = {
        question.grade_id: scores.cells.get((outline.notebook, question.grade_id), _NOT_GRADED)
        for question in outline.questions
    }
    title = f"Feedback: {outline.title}"
    content = joined(
        element("h1", title),
        element("p", student, **{"class": "who"}),
        element("p", total(list(of_question.values()), _penalty(outline, scores)), **{"class": "total"}),
        _remarks(graded),
        _overview(outline, of_question),
        *_sections(outline, graded, of_question, setting),
    )
    parts = {
        "title": escape(f"{title} · {student}"),
        "style": _asset("page.css"),
        "script_hash": script_hash(),
    }
    before, _, after = _filled(tuple(parts.items())).partition("{{content}}")
    return f"{before}{content}{after}"


@functools.cache
def _asset(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _filled(parts: tuple[tuple[str, str], ...]) -> str:
    page = _asset("page.html")
    for name, text in parts:
        page = page.replace(f"{{{{{name}}}}}", text)
    return page


def _penalty(outline: Outline, scores: StudentScores) -> float:
    return scores.penalties.get(outline.notebook, 0.0)


def total(scores: Sequence[CellScore], penalty: float = 0.0) -> str:
    """The sum of what is graded, and what is not yet.

    Examples
    --------
    >>> total([CellScore(3.0, 2.5, False), CellScore(2.0)])
    '2.5 of 3 points so far; 2 more points wait for your teacher.'
    """
    graded = [score for score in scores if not score.waits]
    waiting = sum(score.points for score in scores if score.waits)
    earned = max(0.0, sum(score.score for score in graded) - penalty)
    possible = sum(score.points for score in graded)
    late = f", after {_points(penalty)} off for being late" if penalty else ""
    if not waiting:
        return f"{earned:g} of {_points(possible)}{late}."
    waits = f"{waiting:g} more {'point waits' if waiting == 1 else 'points wait'} for your teacher."
    return (
        f"{earned:g} of {_points(possible)} so far{late}; {waits}" if graded else f"Not graded yet: {waits}"
    )


def _points(number: float) -> str:
    return f"{number:g} {'point' if number == 1 else 'points'}"


def _state(score: CellScore) -> tuple[str, str]:
    """The class of a question and its words."""
    if score.waits:
        return "waits", f"{_points(score.points)}, waits for your teacher"
    words = f"{score.score:g} of {_points(score.points)}"
    if score.score >= score.points:
        return "right", f"✓ {words}"
    return ("part", f"◐ {words}") if score.score > 0 else ("wrong", f"✗ {words}")


def _remarks(graded: GradedAnswers) -> Markup:
    return (
        element("div", students_prose(graded.remarks, {}), **{"class": "comment"})
        if graded.remarks
        else Markup()
    )


def _overview(outline: Outline, scores: Mapping[str, CellScore]) -> Markup:
    rows = (
        element(
            "tr",
            element("td", element("a", _full_name(question), href=f"#{_anchor(k)}")),
            element("td", _state(scores[question.grade_id])[1], **{"class": "points"}),
        )
        for k, question in enumerate(outline.questions)
    )
    heads = element("tr", element("th", "question", scope="col"), element("th", "points", scope="col"))
    table = element("table", element("thead", heads), element("tbody", *rows))
    return element("details", element("summary", "All questions"), table)


def _full_name(question: Question) -> str:
    return f"{question.name} ({question.section})" if question.name == "Reflection" else question.name


def _anchor(number: int) -> str:
    return f"question-{number + 1}"


def _sections(
    outline: Outline, graded: GradedAnswers, scores: Mapping[str, CellScore], setting: Setting
) -> list[Markup]:
    numbered = enumerate(outline.questions)
    return [
        part
        for section, group in groupby(numbered, key=lambda pair: pair[1].section)
        for part in (
            element("h2", instructors_line(section or outline.title)),
            *(
                _question(_anchor(number), question, outline, graded, scores[question.grade_id], setting)
                for number, question in group
            ),
        )
    ]


def _question(
    anchor: str,
    question: Question,
    outline: Outline,
    graded: GradedAnswers,
    score: CellScore,
    setting: Setting,
) -> Markup:
    test = graded.cells.get(question.grade_id, _NOTHING)
    state, words = _state(score)
    name = element("code", question.name) if question.exercise else joined(question.name)
    is_test = question.kind == "test"
    return element(
        "section",
        element("h3", name, element("span", words, **{"class": "state"})),
        *(said_of(question, test) if is_test else []),
        *([_comment(score.comment)] if score.comment not in ("", NO_RESPONSE) else []),
        *(deviation_of(question, test) if is_test else []),
        *answer_to(question, graded),
        *(model_answers(question) if setting.models else []),
        *_own_demos(question, outline, graded, setting),
        id=anchor,
        **{"class": f"question {state}"},
    )


def _comment(text: str) -> Markup:
    prose = students_prose(text, {})  # a teacher's, but typed into a form: no HTML needed
    return element("div", element("strong", "Comment"), prose, **{"class": "comment"})


def _own_demos(question: Question, outline: Outline, graded: GradedAnswers, setting: Setting) -> list[Markup]:
    keys = (demo_key(demo, outline.questions, graded) for demo in question.demos)
    frames = [frame for key in keys if key is not None and (frame := setting.demos.get(key))]
    return [element("h4", "Your function in the demo"), *frames] if frames else []
