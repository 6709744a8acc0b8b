"""A `CheckResult` as plain text and as HTML. Nothing of a hidden case but its name is shown."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

import numpy as np

from autograder.checking.deviation_picture import deviation_picture

if TYPE_CHECKING:
    from autograder.checking.check import CheckResult, Row

_STATE = {True: "right", False: "wrong", None: "not tried"}
_MARK = {True: "✓", False: "✗", None: "–"}
_ORANGE, _GREEN = "#D55E00", "#009E73"  # Okabe-Ito; a mark and a word say the same


def as_text(result: CheckResult) -> str:
    """The result as lines of text: verdict, message, one line per case, the first failure in full."""
    lines = [_headline(result), result.message, *result.notes]
    width = max((len(row.name) for row in result.rows), default=0)
    detailed = next((row for row in result.rows if row.passed is False and row.answer is not None), None)
    for row in result.rows if result.mistakes != ("not_implemented",) else ():
        line = f"  {_MARK[row.passed]} {row.name:<{width}}  {_STATE[row.passed]}"
        if row is detailed:
            line += f": {_came(row)}; wanted {_wanted(row)}"
        lines.append(line)
    return "\n".join(lines)


def as_html(result: CheckResult) -> str:
    """The result as self-contained HTML that follows JupyterLab's light or dark theme."""
    colour = _GREEN if result.passed else _ORANGE
    parts = [
        f'<div role="status" style="border-left:4px solid {colour};padding:2px 12px;max-width:70em">',
        f"<p><strong>{_MARK[result.passed]} {escape(_headline(result))}</strong></p>",
        "" if result.passed else f"<p>{_marked(result.message)}</p>",
        *(f"<p>Note: {_marked(note)}</p>" for note in result.notes),
        _picture(result),
        _table(result),
        "</div>",
    ]
    return "".join(parts)


def _headline(result: CheckResult) -> str:
    verdict = f"{result.exercise.name}: {'passed' if result.passed else 'not passed'}"
    if not result.rows:
        return verdict
    right = sum(row.passed is True for row in result.rows)
    return f"{verdict}, {right} of {len(result.rows)} cases right"


def _table(result: CheckResult) -> str:
    """The cases, folded away if all is right; how to try one by hand below them."""
    if not result.rows or result.mistakes == ("not_implemented",):
        return ""
    titles = ("", "case", "wanted", "came")
    head = "".join(f'<th scope="col" style="text-align:left">{title}</th>' for title in titles)
    body = "".join(_table_row(row) for row in result.rows)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    wrong = next((row.name for row in result.rows if row.passed is False and row.public), None)
    if wrong is not None:
        name = result.exercise.name
        call = f'{name}(**check({name}).inputs("{wrong}"))'
        table += f"<p>Try a case by hand: <code>{escape(call)}</code></p>"
    state = "" if result.passed else ' open="open"'
    return f"<details{state}><summary>the cases</summary>{table}</details>"


def _table_row(row: Row) -> str:
    if row.answer is None:
        shown = ["" if row.public else "(hidden)", ""]
    elif row.answer.values is not None and row.wanted is not None and row.wanted.raised is None:
        shown = [_lines(row, row.wanted.first, marks=False), _lines(row, row.answer.values, marks=True)]
    else:
        shown = [f"<code>{escape(text)}</code>" for text in (_wanted(row), _came(row))]
    cells = (f"{_MARK[row.passed]}&nbsp;{_STATE[row.passed]}", escape(row.name), *shown)
    return "<tr>" + "".join(f'<td style="text-align:left">{cell}</td>' for cell in cells) + "</tr>"


def _lines(row: Row, values: Mapping[str, np.ndarray], marks: bool) -> str:
    """One line per output, a wrong one with its mark."""
    lines = []
    for name, value in values.items():
        wrong = marks and row.wanted is not None and not row.wanted.holds(name, value)
        lines.append(f"{_MARK[False] + ' ' if wrong else ''}<code>{escape(name)} = {_brief(value)}</code>")
    return "<br/>".join(lines)


def _picture(result: CheckResult) -> str:
    """The first array of a public case that has the right shape and wrong entries."""
    for row in result.rows:
        if row.passed is not False or row.answer is None or row.answer.values is None or row.wanted is None:
            continue
        for name, low in row.wanted.low.items():
            value = row.answer.values[name]
            if value.shape == low.shape and value.size > 1 and not row.wanted.holds(name, value):
                right = row.wanted.agrees(name, value)
                return deviation_picture(name, row.name, value, row.wanted.first[name], right)
    return ""


def _wanted(row: Row) -> str:
    prediction = row.wanted
    if prediction is None:
        return ""
    if prediction.raised is not None:
        return f"raises {prediction.raised}"
    return ", ".join(f"{name} = {_brief(value)}" for name, value in prediction.first.items())


def _came(row: Row) -> str:
    answer = row.answer
    if answer is None:
        return ""
    if answer.raised is not None:
        return f"raises {answer.raised}"
    if answer.missing:
        return "None"
    if answer.malformed is not None:
        return answer.malformed
    return ", ".join(f"{name} = {_brief(value)}" for name, value in (answer.values or {}).items())


def _brief(value: np.ndarray) -> str:
    """A small array with its numbers, a larger one with its shape and first numbers."""
    if value.ndim == 0:
        return f"{float(value):.6g}"
    numbers = [f"{float(number):.4g}" for number in value.reshape(-1)[:6]]
    more = ", …" if value.size > 6 else ""
    return f"{value.shape} [{', '.join(numbers)}{more}]"


def _marked(text: str) -> str:
    """Text with `code` between backticks as HTML."""
    pieces = escape(text).split("`")
    return "".join(f"<code>{piece}</code>" if number % 2 else piece for number, piece in enumerate(pieces))
