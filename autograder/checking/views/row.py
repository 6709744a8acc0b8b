"""One case as a student may see it, and how it is shown: a row of the table, a picture of what deviates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.checking.display import Markup, brief, element, joined
from autograder.checking.prediction import CaseResult
from autograder.checking.views.deviation_picture import deviation_picture
from autograder.exercises.exercise import Case

_STATE = {True: "right", False: "wrong", None: "not tried"}
_VALUE_CHARACTERS = 80  # of an input that is no array
_ADDRESS = re.compile(r" at 0x[0-9A-Fa-f]+")  # another one in every run
MARK = {True: "✓", False: "✗", None: "–"}


@dataclass(frozen=True)
class Row:
    """One case as a student may see it.

    Parameters
    ----------
    name : str
    public : bool
    passed : bool or None
        None for a case that was not tried any more.
    unasked : bool
        Whether it costs nothing, because the exercise does not ask for it.
    details : CaseResult or None
        The inputs, what is expected and what was returned; None for a hidden case and one not tried.
    """

    name: str
    public: bool
    passed: bool | None
    unasked: bool = False
    details: CaseResult | None = None

    @property
    def is_wrong(self) -> bool:
        """Whether it costs points."""
        return self.passed is False and not self.unasked

    @property
    def state(self) -> str:
        """The word for it."""
        return "wrong, costs nothing" if self.unasked and self.passed is False else _STATE[self.passed]

    @property
    def mark(self) -> str:
        """The sign for it."""
        return MARK[None if self.unasked and self.passed is False else self.passed]


def table_row(row: Row, answer_shown: bool = True) -> Markup:
    """The case in the table: its state and name, what is expected, what was returned."""
    details = row.details
    if details is None:
        shown = ["" if row.public else "(hidden)", ""]
    elif details.answer.values is not None and details.expected.raised is None:
        shown = [_lines(details, details.expected.first), _lines(details, details.answer.values)]
    else:
        shown = [element("code", text) for text in (expected_in_words(details), returned_in_words(details))]
    shown = shown if answer_shown else shown[1:]
    cells = (f"{row.mark}\N{NO-BREAK SPACE}{row.state}", row.name, *shown)
    return element("tr", *(element("td", cell, style="text-align:left") for cell in cells))


def inputs_of(case: Case) -> Markup:
    """What a case is tried with, in a paragraph."""
    inputs = [element("code", f"{name} = {_value(value)}") for name, value in case.arguments.items()]
    commas = [part for each in inputs for part in (", ", each)][1:]
    return element("p", f"The case “{case.name}”: ", *commas, **{"class": "case"})


def _value(value: Any) -> str:
    if callable(value):
        return f"the function {getattr(value, '__name__', 'f')}"
    if isinstance(value, np.ndarray | float | np.number) and not isinstance(value, bool):
        return brief(np.asarray(value))
    shown = _ADDRESS.sub("", repr(value))
    return shown if len(shown) <= _VALUE_CHARACTERS else f"{shown[:_VALUE_CHARACTERS]}…"


def _lines(details: CaseResult, values: Mapping[str, np.ndarray]) -> Markup:
    """One line per output, a wrong one with its mark."""
    lines: list[str] = []
    for name, value in values.items():
        wrong = not details.expected.holds(name, value)
        mark = f"{MARK[False]} " if wrong else ""
        lines += [*([element("br")] if lines else []), mark, element("code", f"{name} = {brief(value)}")]
    return joined(*lines)


def picture_of(rows: Sequence[Row]) -> Markup:
    """The first array of a public case that has the right shape and wrong entries."""
    for details in (row.details for row in rows if row.is_wrong):
        if details is None or details.answer.values is None:
            continue
        expected = details.expected
        for name, low in expected.low.items():
            value = details.answer.values[name]
            if value.shape == low.shape and value.size > 1 and not expected.holds(name, value):
                right = expected.agrees(name, value)
                return deviation_picture(name, details.case.name, value, expected.first[name], right)
    return Markup()


def expected_in_words(details: CaseResult) -> str:
    """What a right function gives."""
    if details.expected.raised is not None:
        return f"raises {details.expected.raised}"
    return _named(details.expected.first)


def returned_in_words(details: CaseResult) -> str:
    """What the student's function gave."""
    answer = details.answer
    if answer.raised is not None:
        return f"raises {answer.raised}"
    if answer.missing:
        return "None"
    return answer.malformed if answer.malformed is not None else _named(answer.values or {})


def _named(values: Mapping[str, np.ndarray]) -> str:
    return ", ".join(f"{name} = {brief(value)}" for name, value in values.items())
