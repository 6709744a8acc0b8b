"""What `check` found: the data, and the two ways in which a notebook shows it.

Nothing of a hidden case but its name and whether it passed is kept, so nothing else can be shown.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.checking.desk.progress import hints_allowed, remember_hint
from autograder.checking.desk.which_name import UnknownCase
from autograder.checking.diagnosis.hypotheses import all_mistakes
from autograder.checking.display import Markup, element, joined, with_code
from autograder.checking.repair.hints import Hint, next_hint
from autograder.checking.views.edited_cell import note_on_an_edited_cell
from autograder.checking.views.hint_button import BEFORE_THE_BUTTON, can_press, show_hint_button
from autograder.checking.views.row import (
    MARK,
    Row,
    expected_in_words,
    inputs_of,
    picture_of,
    returned_in_words,
    table_row,
)
from autograder.exercises.exercise import Exercise

# What ends a call that would go on, fill the memory or wait for an answer, where nobody limits it.
_HANGS = frozenset({"TimeoutError", "MemoryError", "KeyboardInterrupt", "EOFError"})
# As in the demos' palette, which this file does not import: what it imports decides about grades.
_VERMILION, _GREEN = "#d55e00", "#008a64"


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
    standing : str
        The points of this exercise and how many are reached so far; empty outside a student's folder.
    function : callable or None
        What was checked, where hints can be given for it.

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
    standing: str = ""
    function: Callable[..., Any] | None = field(default=None, repr=False, compare=False)

    def hint(self) -> Hint:
        """The next hint: what to look at, the line, the part of it, the change, and the formula last.

        Run the cell with `check(...).hint()` again for the next one; a changed function starts anew. How many
        there are your teacher decides. It can take a second or two, in which small changes of your function
        are tried on the public cases.

        Returns
        -------
        hint : Hint
            Shown as a sentence.

        Examples
        --------
        >>> from autograder import check
        >>> def multiclass_hinge(scores, y):
        ...     return scores[:, 0] / 7
        >>> check(multiclass_hinge).hint().number
        1
        """
        tried = [row.details for row in self.rows if row.details is not None and not row.unasked]
        if self.passed:
            return Hint(1, 1, "Nothing is wrong.")
        # Of a quiz the message is the hint: changes of its answers are not tried, they would be the answers.
        if self.function is None or self.exercise.quiz or not tried or all(each.passed for each in tried):
            return Hint(1, 1, self.message)
        most = hints_allowed()
        if most == 0:
            return Hint(1, 1, f"Your teacher gives no hints beyond what the check says: {self.message}")
        hint = next_hint(self.function, self.exercise, tried, self._formulas(), most)
        remember_hint(self.exercise.name, hint.number, hint.of)
        return hint

    def _formulas(self) -> tuple[str, ...]:
        """The right expressions that belong to the mistakes that were told."""
        told = [each for each in self.exercise.mistakes if each.id in self.mistakes]
        found = (each.formula for each in told if each.formula and each.sentence in self.message)
        return tuple(dict.fromkeys(found))

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
            raise UnknownCase(
                f"inputs: the name must be that of a public case ({', '.join(public)}); got {name!r}."
            )
        return copy.deepcopy(dict(public[name]))

    def __repr__(self) -> str:
        return _as_text(self)

    def _repr_html_(self) -> str:
        return _as_html(self)

    def _ipython_display_(self) -> None:
        """Shown with a button for hints; for nbgrader not as the cell's value, which it takes for points."""
        presses = can_press() and _has_hints(self)
        if not (presses or os.environ.get("NBGRADER_EXECUTION")):
            raise NotImplementedError  # IPython's way to say: show it as usual
        from IPython.display import display

        html = joined(self._repr_html_(), *([BEFORE_THE_BUTTON] if presses else []))
        views = {"text/plain": repr(self), "text/html": html}
        display(views, raw=True)  # IPython has no types
        if presses:
            show_hint_button(self.exercise.name, self.hint)


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
    lines = [_headline(result), result.message, *result.notes, *filter(None, [result.standing])]
    width = max((len(row.name) for row in result.rows), default=0)
    first_failure = next((row for row in result.rows if row.is_wrong and row.details), None)
    for row in _listed(result):
        line = f"  {row.mark} {row.name:<{width}}  {row.state}"
        if row is first_failure and row.details is not None:
            line += f": {returned_in_words(row.details)}"
            line += "" if result.exercise.quiz else f"; expected {expected_in_words(row.details)}"
        lines.append(line)
    return "\n".join(lines)


def _as_html(result: CheckResult) -> Markup:
    """Self-contained HTML that follows JupyterLab's light or dark theme."""
    colour = _GREEN if result.passed else _VERMILION
    return element(
        "div",
        note_on_an_edited_cell(result.exercise.name),
        element("p", element("strong", f"{MARK[result.passed]} {_headline(result)}")),
        *([] if result.passed else [element("p", with_code(result.message))]),
        *(element("p", "Note: ", with_code(note)) for note in result.notes),
        *(element("p", text) for text in [result.standing] if text),
        picture(result),
        _first_wrong(result),
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


def _is_named(result: CheckResult) -> bool:
    """Whether the message names the mistake, so that nobody has to look for it in the table."""
    known = {mistake.id for mistake in all_mistakes(result.exercise)}
    return not result.exercise.quiz and not known.isdisjoint(result.mistakes)


def _first_wrong(result: CheckResult) -> Markup:
    """The inputs of a case that is wrong; where the table is folded away, what was expected and returned."""
    if result.exercise.quiz or not _listed(result):
        return Markup()
    row = next((row for row in result.rows if row.is_wrong and row.details), None)
    if row is None or row.details is None:
        return Markup()
    inputs = inputs_of(row.details.case)
    return joined(inputs, _rows([row], True)) if _is_named(result) else inputs


def _table(result: CheckResult) -> Markup:
    """The cases, folded away if all is right or the mistake has a name; below them, how to go on."""
    if not _listed(result):
        return Markup()
    cases = element(
        "details",
        element("summary", "the cases"),
        _rows(result.rows, not result.exercise.quiz),
        open=not (result.passed or _is_named(result)),
    )
    return joined(cases, _how_to_try(result))


def _rows(rows: Sequence[Row], answer_shown: bool) -> Markup:
    titles = ("result", *(("case", "expected") if answer_shown else ("question",)), "returned")
    head = element("tr", *(element("th", title, scope="col", style="text-align:left") for title in titles))
    body = joined(*(table_row(row, answer_shown) for row in rows))
    return element("table", element("thead", head), element("tbody", body))


def _has_hints(result: CheckResult) -> bool:
    asked = result.exercise.use is None and not result.exercise.quiz and hints_allowed() != 0
    return asked and any(row.is_wrong and row.public for row in result.rows)


def _how_to_try(result: CheckResult) -> Markup:
    row = next((row for row in result.rows if row.is_wrong and row.public), None)
    if row is None or result.exercise.quiz:
        return Markup()
    name, wrong = result.exercise.name, row.name
    inputs = f'check({name}).inputs("{wrong}")'
    if result.exercise.use is not None:
        return element("p", "What a case is tried with: ", element("code", inputs))
    by_hand = element("p", "Try a case by hand: ", element("code", f"{name}(**{inputs})"))
    if row.details is not None and row.details.answer.raised in _HANGS:
        # Called by hand it would not be stopped.
        by_hand = element("p", "The inputs of that case, to go through by hand: ", element("code", inputs))
    return joined(by_hand, element("p", "Hints, step by step: ", element("code", f"check({name}).hint()")))


def picture(result: CheckResult) -> Markup:
    """Where it deviates: the first array of a public case that has the right shape and wrong entries."""
    return Markup() if result.exercise.quiz else picture_of(result.rows)
