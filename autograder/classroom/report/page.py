"""The report as one page that needs nothing else, and its figures as tables."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

from autograder.classroom.report.last_run import LastRun
from autograder.classroom.report.summary import ClassSummary, ExerciseFigures
from autograder.reading.visible_text import visible
from autograder.writing.spreadsheet_text import inert

_BARS = 10
_WIDTH, _HEIGHT, _BASE, _TOP = 720, 220, 190, 24


@dataclass(frozen=True)
class Bar:
    """A bar of the distribution, in the picture's units."""

    label: str
    number: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Histogram:
    """The distribution of the scores as bars, and in a sentence."""

    bars: tuple[Bar, ...]
    text: str
    width: int = _WIDTH
    height: int = _HEIGHT
    base: int = _BASE


def histogram(summary: ClassSummary) -> Histogram:
    """Ten equal bars from 0 to the most points."""
    numbers = [0] * _BARS
    most = summary.most or 1.0
    for total in summary.totals.values():
        numbers[min(_BARS - 1, max(0, int(_BARS * total / most)))] += 1
    tallest = max(numbers) or 1
    step = _WIDTH / _BARS
    edges = [most * k / _BARS for k in range(_BARS + 1)]
    bars = []
    for k, number in enumerate(numbers):
        height = (_BASE - _TOP) * number / tallest
        label = f"{points(edges[k])}-{points(edges[k + 1])}"
        bars.append(Bar(label, number, k * step + 4, _BASE - height, step - 8, height))
    said = ", ".join(f"{bar.label}: {bar.number}" for bar in bars if bar.number)
    return Histogram(tuple(bars), f"Students by points: {said}." if said else "Nobody has a mark yet.")


def points(number: float) -> str:
    """Points as people write them."""
    return f"{round(number, 2):g}"


def _difficulty(figures: ExerciseFigures) -> int:
    return round(100 * (1 - figures.mean / figures.points)) if figures.points else 0


def render(
    summary: ClassSummary,
    sources: Mapping[str, str],
    run: LastRun | None = None,
    names: Mapping[str, str] | None = None,
    waiting: int = 0,
) -> str:
    """The page.

    Parameters
    ----------
    summary : ClassSummary
    sources : mapping
        Student -> all answers, of those whose work is alike.
    run : LastRun, optional
    names : mapping, optional
        Student -> name.
    waiting : int
        Answers that wait for a person.
    """

    def who(student: str) -> str:
        name = (names or {}).get(student, "")
        return f"{name} ({student})" if name else student

    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, finalize=_visible, trim_blocks=True
    )
    environment.filters |= {
        "points": points,
        "difficulty": _difficulty,
        "words": lambda identifier: identifier.replace("_", " "),
        "who": who,
        "code": _code,
    }
    template = environment.from_string((Path(__file__).parent / "report.html").read_text("utf-8"))
    return template.render(
        summary=summary,
        common=[each for each in summary.known if len(each.students) > 1],
        rare=[each for each in summary.known if len(each.students) == 1],
        looks=_alike(summary.looks),
        sources=sources,
        run=run,
        waiting=waiting,
        histogram=histogram(summary),
    )


def _alike(looks: Mapping[str, Sequence[str]]) -> dict[tuple[str, ...], list[str]]:
    """Reasons -> everybody for whom they are the same, so that what is said of many is said once."""
    students: dict[tuple[str, ...], list[str]] = {}
    for student, reasons in looks.items():
        students.setdefault(tuple(reasons), []).append(student)
    return students


def _code(sentence: str) -> Markup:
    """A sentence in which what stands between backticks is code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(visible(sentence)))))


def _visible(value: object) -> object:
    """Text without what acts on a terminal or turns the direction of a line."""
    return visible(value) if type(value) is str else value


def tables(summary: ClassSummary, run: LastRun | None = None) -> dict[str, str]:
    """File name -> CSV: the students, the exercises, the mistakes, whose marks the last run changed."""
    students = [("student", "points", "most"), *((s, t, summary.most) for s, t in summary.totals.items())]
    exercises = [
        (
            "notebook",
            "cell",
            "exercise",
            "section",
            "tried",
            "solved",
            "partly",
            "out_of_time",
            "mean",
            "points",
        ),
        *(
            (e.place.notebook, e.place.grade_id, e.place.name, e.place.section, e.tried, e.solved, e.partly)
            + (e.timed_out, round(e.mean, 4), e.points)
            for e in summary.exercises
        ),
    ]
    mistakes = [
        ("students", "cell", "exercise", "section", "mistake", "sentence", "who"),
        *(
            (len(g.students), g.place.grade_id, g.place.name, g.place.section, g.mistake, g.sentence)
            + (" ".join(g.students),)
            for g in [*summary.known, *summary.unknown]
        ),
    ]
    changed = [
        ("student", "before", "after", "where"),
        *((each.student, each.before, each.after, each.where) for each in (run.changed if run else ())),
    ]
    return {
        "students.csv": _csv(students),
        "exercises.csv": _csv(exercises),
        "mistakes.csv": _csv(mistakes),
        "changed_marks.csv": _csv(changed),
    }


def _csv(rows: Sequence[tuple[object, ...]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows([inert(cell) for cell in row] for row in rows)
    return written.getvalue()
