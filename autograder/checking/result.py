"""What `check` found: the data, and the two ways in which a notebook shows it.

Nothing of a hidden case but its name and whether it passed is kept, so nothing else can be shown.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.checking.deviation_picture import deviation_picture
from autograder.checking.display import Markup, brief, element, joined, with_code
from autograder.checking.prediction import CaseResult
from autograder.exercises.exercise import Exercise

_STATE = {True: "right", False: "wrong", None: "not tried"}
_MARK = {True: "✓", False: "✗", None: "–"}
_ORANGE, _GREEN = "#D55E00", "#009E73"  # Okabe-Ito; a mark and a word say the same


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
        return _MARK[None if self.unasked and self.passed is False else self.passed]


@dataclass(frozen=True)
class CheckResult:
    """What `check` found. As the last line of a cell it is shown as a table.

    Parameters
    ----------
    exercise : Exercise
        Which exercise was checked.
    passed : bool
        Whether the function is right in every case that was tried.
    score : float
        Share of the points, from 0 to 1: 1 if passed; a recognised small mistake may leave a part.
    mistakes : tuple of str
        Short names of what was recognised; also of what is only noted, so it need not be empty if passed.
    message : str
        What is wrong and what to do next.
    notes : tuple of str
        What could be better; it costs no points.
    rows : tuple of Row
        The cases one by one.

    Examples
    --------
    >>> from autograder import check
    >>> def elastic_net(W, beta):
    ...     R = (beta * W**2 + abs(W)).sum()
    ...     dR = 2 * beta * W + (W > 0) - (W < 0)
    ...     return R, dR
    >>> result = check(elastic_net)
    >>> result.passed, result.message
    (True, 'Right in all 11 cases; these and 11 more cases of these kinds count when it is graded.')
    """

    exercise: Exercise = field(repr=False)
    passed: bool
    score: float
    mistakes: tuple[str, ...]
    message: str
    notes: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()

    def inputs(self, name: str) -> dict[str, Any]:
        """Copies of the inputs of one case, to try your function by hand.

        Parameters
        ----------
        name : str
            The case's name, as the table shows it. Only cases that are not hidden can be tried.

        Returns
        -------
        inputs : dict
            Name of the parameter -> value.

        Raises
        ------
        LookupError
            If no case has that name; the message lists the names.

        Examples
        --------
        >>> from autograder import check
        >>> def multiclass_hinge(scores, y):
        ...     return scores.sum(axis=1)
        >>> inputs = check(multiclass_hinge).inputs("one example")
        >>> inputs["y"]
        array([0])
        >>> multiclass_hinge(**inputs).shape
        (1,)
        """
        public = {row.name: row.details.case.arguments for row in self.rows if row.details is not None}
        if name not in public:
            raise LookupError(
                f"inputs: the name must be that of a public case ({', '.join(public)}); got {name!r}."
            )
        return copy.deepcopy(dict(public[name]))

    def __repr__(self) -> str:
        return _as_text(self)

    def _repr_html_(self) -> str:
        return _as_html(self)

    def _ipython_display_(self) -> None:
        """Shown without being the cell's value where nbgrader executes: it takes a value for points."""
        if not os.environ.get("NBGRADER_EXECUTION"):
            raise NotImplementedError  # IPython's way to say: show it as usual
        from IPython.display import display

        views = {"text/plain": repr(self), "text/html": self._repr_html_()}
        display(views, raw=True)  # IPython has no types


class CheckFailed(AssertionError):
    """A check that did not pass, where an exception is how a cell loses its points."""

    def __init__(self, result: CheckResult):
        super().__init__(result.message)
        self.result = result

    def _render_traceback_(self) -> list[str]:
        """What IPython shows instead of a traceback: the student's function is not in it anyway."""
        return repr(self.result).splitlines()


# ------------------------------------------------------------ the two views


def _as_text(result: CheckResult) -> str:
    """Lines of text: verdict, message, one line per case, the first failure in full."""
    lines = [_headline(result), result.message, *result.notes]
    width = max((len(row.name) for row in result.rows), default=0)
    first_failure = next((row for row in result.rows if row.is_wrong and row.details), None)
    for row in _listed(result):
        line = f"  {row.mark} {row.name:<{width}}  {row.state}"
        if row is first_failure and row.details is not None:
            line += f": {_returned(row.details)}; expected {_expected(row.details)}"
        lines.append(line)
    return "\n".join(lines)


def _as_html(result: CheckResult) -> Markup:
    """Self-contained HTML that follows JupyterLab's light or dark theme."""
    colour = _GREEN if result.passed else _ORANGE
    return element(
        "div",
        element("p", element("strong", f"{_MARK[result.passed]} {_headline(result)}")),
        *([] if result.passed else [element("p", with_code(result.message))]),
        *(element("p", "Note: ", with_code(note)) for note in result.notes),
        _picture(result),
        _table(result),
        role="status",
        style=f"border-left:4px solid {colour};padding:2px 12px;max-width:70em",
    )


def _headline(result: CheckResult) -> str:
    verdict = f"{result.exercise.name}: {'passed' if result.passed else 'not passed'}"
    if not result.rows:
        return verdict
    asked = [row for row in result.rows if not row.unasked]
    right = sum(row.passed is True for row in asked)
    return f"{verdict}, {right} of {len(asked)} cases right"


def _listed(result: CheckResult) -> tuple[Row, ...]:
    """The cases, except where there is no answer yet: then they are all the same."""
    return () if result.mistakes == ("not_implemented",) else result.rows


def _table(result: CheckResult) -> Markup:
    """The cases, folded away if all is right; how to try one by hand below them."""
    if not _listed(result):
        return Markup()
    titles = ("", "case", "expected", "returned")
    head = element("tr", *(element("th", title, scope="col", style="text-align:left") for title in titles))
    body = joined(*(_table_row(row) for row in result.rows))
    return element(
        "details",
        element("summary", "the cases"),
        element("table", element("thead", head), element("tbody", body)),
        _how_to_try(result),
        open=not result.passed,
    )


def _how_to_try(result: CheckResult) -> Markup:
    wrong = next((row.name for row in result.rows if row.is_wrong and row.public), None)
    if wrong is None:
        return Markup()
    name = result.exercise.name
    call = f'{name}(**check({name}).inputs("{wrong}"))'
    return element("p", "Try a case by hand: ", element("code", call))


def _table_row(row: Row) -> Markup:
    details = row.details
    if details is None:
        shown = ["" if row.public else "(hidden)", ""]
    elif details.answer.values is not None and details.expected.raised is None:
        shown = [_lines(details, details.expected.first), _lines(details, details.answer.values)]
    else:
        shown = [element("code", text) for text in (_expected(details), _returned(details))]
    cells = (f"{row.mark}\N{NO-BREAK SPACE}{row.state}", row.name, *shown)
    return element("tr", *(element("td", cell, style="text-align:left") for cell in cells))


def _lines(details: CaseResult, values: Mapping[str, np.ndarray]) -> Markup:
    """One line per output, a wrong one with its mark."""
    lines: list[str] = []
    for name, value in values.items():
        wrong = not details.expected.holds(name, value)
        mark = f"{_MARK[False]} " if wrong else ""
        lines += [*([element("br")] if lines else []), mark, element("code", f"{name} = {brief(value)}")]
    return joined(*lines)


def _picture(result: CheckResult) -> Markup:
    """The first array of a public case that has the right shape and wrong entries."""
    for details in (row.details for row in result.rows if row.is_wrong):
        if details is None or details.answer.values is None:
            continue
        expected = details.expected
        for name, low in expected.low.items():
            value = details.answer.values[name]
            if value.shape == low.shape and value.size > 1 and not expected.holds(name, value):
                right = expected.agrees(name, value)
                return deviation_picture(name, details.case.name, value, expected.first[name], right)
    return Markup()


def _expected(details: CaseResult) -> str:
    if details.expected.raised is not None:
        return f"raises {details.expected.raised}"
    return _named(details.expected.first)


def _returned(details: CaseResult) -> str:
    answer = details.answer
    if answer.raised is not None:
        return f"raises {answer.raised}"
    if answer.missing:
        return "None"
    return answer.malformed if answer.malformed is not None else _named(answer.values or {})


def _named(values: Mapping[str, np.ndarray]) -> str:
    return ", ".join(f"{name} = {brief(value)}" for name, value in values.items())
