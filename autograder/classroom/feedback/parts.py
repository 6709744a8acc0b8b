"""The parts of a feedback page that are about one question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from autograder.checking.display import Markup, brief, element, joined, with_code
from autograder.checking.prediction import right_prediction
from autograder.checking.result import CheckResult, picture
from autograder.checking.views.row import inputs_of
from autograder.classroom.feedback.graded import GradedAnswer, GradedAnswers
from autograder.classroom.feedback.outline import CODE, TASK, TEST, WRITTEN, Question
from autograder.classroom.feedback.prose import instructors_prose, students_prose
from autograder.classroom.feedback.replay import named_case, replayed
from autograder.exercises.exercise import Case, known_exercises
from autograder.reading.visible_text import visible, without_controls
from autograder.writing.pictures import is_picture

_SAID_CHARACTERS = 4_000
_CODE_CHARACTERS = 20_000
_OUTPUTS = 20  # of a cell graded by hand
_REGION: dict[str, str | bool] = {"class": "wide", "tabindex": "0", "role": "region"}


def said_of(question: Question, test: GradedAnswer) -> list[Markup]:
    """The mistake and what to do about it; of an answer that is right, what could be better."""
    if not test.said:
        return []
    if not question.exercise:
        return [element("pre", visible(test.said, _SAID_CHARACTERS))]
    lines = [" ".join(test.said.split())] if not test.is_passed else test.said.split("\n\n")
    mark = "Note: " if test.is_passed else ""
    shown = (joined(mark, with_code(visible(line, _SAID_CHARACTERS))) for line in lines)
    return [element("p", line, **{"class": "said"}) for line in shown]


def deviation_of(question: Question, test: GradedAnswer) -> list[Markup]:
    """The picture and the table of a public case in which the answer is wrong."""
    if not question.exercise or test.is_passed or not test.said:
        return []
    result = replayed(question.exercise, test.said)
    if result is not None:
        return _replayed(result)
    case = named_case(question.exercise, test.said)
    return [] if case is None else [_asked(question.exercise, case)]


def _replayed(result: CheckResult) -> list[Markup]:
    row = next((row for row in result.rows if row.is_wrong and row.details), None)
    if row is None or row.details is None:
        return []
    details = row.details
    wanted, came = details.expected, details.answer
    if wanted.raised is not None or came.values is None:
        outcome = f"raises {came.raised}" if came.raised else _values(came.values or {})
        needed = f"raises {wanted.raised}" if wanted.raised else _values(wanted.first)
        rows = [("", needed, f"✗ {outcome}")]
    else:
        marks = {name: "✓" if wanted.holds(name, value) else "✗" for name, value in came.values.items()}
        rows = [
            (name, brief(wanted.first[name]), f"{marks[name]} {brief(value)}")
            for name, value in came.values.items()
        ]
    label = f"{result.exercise.name}, wanted and came"
    return [picture(result), inputs_of(details.case), _table(label, ("", "wanted", "came"), rows)]


def _asked(exercise: str, case: Case) -> Markup:
    wanted = right_prediction(known_exercises()[exercise], case)
    outputs = [("", f"raises {wanted.raised}")] if wanted.raised else []
    outputs += [(name, brief(value)) for name, value in wanted.first.items()]
    return joined(inputs_of(case), _table(f"{exercise}, wanted", ("", "wanted"), outputs))


def _values(values: Mapping[str, np.ndarray]) -> str:
    return ", ".join(f"{name} = {brief(value)}" for name, value in values.items())


def _table(label: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Markup:
    head = element("tr", element("td", heads[0]), *(element("th", text, scope="col") for text in heads[1:]))
    body = (
        element(
            "tr",
            element("th", row[0], scope="row") if row[0] else element("td", ""),
            *(element("td", element("code", text)) for text in row[1:]),
        )
        for row in rows
    )
    table = element("table", element("thead", head), element("tbody", *body))
    return element("div", table, aria_label=label, **_REGION)


def answer_to(question: Question, graded: GradedAnswers) -> list[Markup]:
    """What the student wrote: open where a person reads it, folded away where a test did."""
    cells = [graded.cells[name] for name in question.answers if name in graded.cells]
    if question.kind == TASK:
        return [element("details", element("summary", "The task"), instructors_prose(question.text))]
    if question.kind == TEST:
        sources = [element("pre", element("code", _code(cell.source))) for cell in cells if cell.source]
        return [element("details", element("summary", "Your answer"), *sources)] if sources else []
    asked = [instructors_prose(question.text)] if question.text else []
    head = element("h4", "Your answer")
    if all(cell.source.strip() in ("", question.blank.strip()) for cell in cells):
        return [*asked, head, element("p", "You left this as it was.")]
    if question.kind == WRITTEN:
        return [*asked, head, *(students_prose(cell.source, cell.attachments) for cell in cells)]
    return [*asked, head, *(part for cell in cells for part in code_with_outputs(cell))]


def _code(source: str) -> str:
    return without_controls(source[:_CODE_CHARACTERS])


def code_with_outputs(cell: GradedAnswer) -> list[Markup]:
    """A code cell as it was written, and what it printed and drew."""
    shown = [element("pre", element("code", _code(cell.source)))]
    for output in cell.outputs[:_OUTPUTS]:
        data = output.get("data", {})
        drawn = next((mime for mime in data if is_picture(mime, data[mime])), None)
        if drawn:
            address = f"data:{drawn};base64,{''.join(data[drawn].split())}"
            shown.append(element("img", src=address, alt="what your cell drew"))
        elif output["output_type"] == "stream":
            shown.append(element("pre", _code(output["text"])))
        elif output["output_type"] == "error":
            shown.append(element("pre", _code("\n".join(output["traceback"]))))
        elif "text/plain" in data:
            shown.append(element("pre", _code(data["text/plain"])))
    return shown


def model_answers(question: Question) -> list[Markup]:
    """The instructor's answers, where they are released."""
    shown = [
        instructors_prose(source) if kind == "markdown" else element("pre", element("code", source))
        for kind, source in question.models
    ]
    what = "Model answer" if question.kind in (WRITTEN, CODE) or len(shown) == 1 else "Model answers"
    return [element("details", element("summary", what), *shown)] if shown else []
