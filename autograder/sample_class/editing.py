"""How a sample submission is made from another one: an answer edited, a cell's body replaced."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterable, Mapping

from autograder.sample_class.students import Answer, SampleStudent

Edits = Iterable[tuple[str, str]]
# Identifiers of the mistakes -> the edits of a right answer that make them, or a whole answer that does.
Mistakes = Mapping[tuple[str, ...], Edits | str]
# The same as a table to which others are added.
MistakeTable = dict[tuple[str, ...], Edits | str]
STUB = Answer(None, 0.0, ("not_implemented",))


def edited(source: str, edits: Edits) -> str:
    """Apply (old, new) replacements; each `old` must occur exactly once."""
    for old, new in edits:
        if source.count(old) != 1:
            raise ValueError(f"edited: {old!r} must occur once; got {source.count(old)} times in\n{source}")
        source = source.replace(old, new)
    return source


def with_body(source: str, body: str) -> str:
    """Keep the function's signature and replace all of its body."""
    function = _function(source)
    lines = source.strip("\n").splitlines()[function.lineno - 1 : function.body[0].lineno - 1]
    return "\n".join(lines) + "\n" + textwrap.indent(textwrap.dedent(body).strip("\n"), "    ") + "\n"


def begun_with(source: str, statements: str) -> str:
    """Put statements at the beginning of the function's body."""
    function = _function(source)
    lines = source.strip("\n").splitlines()
    at = function.body[0].lineno - 1
    added = textwrap.indent(textwrap.dedent(statements).strip("\n"), "    ")
    return "\n".join([*lines[:at], added, *lines[at:]]) + "\n"


def added_in_place(loss: str, gradient: str, argument: str) -> tuple[str, str]:
    """The edit that collects the returned gradient with += in np.zeros_like of an argument."""
    right = f"return {loss}, {gradient}"
    return right, f"total = np.zeros_like({argument})\n    total += {gradient}\n    return {loss}, total"


def preceded(source: str, statements: str) -> str:
    """Put statements before the function."""
    return textwrap.dedent(statements).strip("\n") + "\n\n" + source.strip("\n") + "\n"


def parameters(source: str) -> str:
    """The function's parameters as text: "scores, y"."""
    return ast.unparse(_function(source).args)


def _function(source: str) -> ast.FunctionDef:
    return next(node for node in ast.parse(source.strip("\n")).body if isinstance(node, ast.FunctionDef))


def right_students(styles: Mapping[str, Mapping[str, str]]) -> list[SampleStudent]:
    """One student for each style; every style answers every exercise."""
    return [
        SampleStudent(f"right-{style}", {exercise: Answer(source) for exercise, source in answers.items()})
        for style, answers in styles.items()
    ]


def with_more(
    styles: Mapping[str, Mapping[str, str]], more: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    """Add answers to exercises: exercise -> style -> answer, the vectorised one where a style has none."""
    return {
        style: {**answers, **{name: by.get(style, by["vectorised"]) for name, by in more.items()}}
        for style, answers in styles.items()
    }


def mistaken_students(
    right: Mapping[str, str],
    mistakes: Mapping[str, Mistakes],
    earned: Mapping[str, float] | None = None,
    noted: Mapping[str, Iterable[str]] | None = None,
    earned_in: Mapping[str, Mapping[str, float]] | None = None,
) -> list[SampleStudent]:
    """Students who together make every mistake: the k-th makes the k-th of each exercise, if there is one.

    Parameters
    ----------
    right : dict
        Exercise -> the right answer that is edited.
    mistakes : dict
        Exercise -> {identifiers of the mistakes: the edits that make them, or a whole answer that does}.
    earned : dict, optional
        Identifier -> part of the points that an answer with this mistake alone still earns, if not 0.
    noted : dict, optional
        Exercise -> identifiers of what is only noted there, because the exercise does not ask for it.
    earned_in : dict, optional
        Exercise -> what `earned` says, for that exercise alone: another one may have a mistake of that name.
    """
    full = {exercise: {(name,) for name in names} for exercise, names in (noted or {}).items()}
    made = {}
    for exercise, table in mistakes.items():
        parts = {**(earned or {}), **(earned_in or {}).get(exercise, {})}
        made[exercise] = [
            Answer(
                _made(right[exercise], how),
                1.0 if names in full.get(exercise, ()) else _part(parts, names),
                names,
            )
            for names, how in table.items()
        ]
    return [
        SampleStudent(
            f"mistaken-{k + 1:02d}",
            {name: made[name][k] if k < len(made.get(name, ())) else Answer(right[name]) for name in right},
        )
        for k in range(max(map(len, made.values()), default=0))
    ]


def _part(parts: Mapping[str, float], names: tuple[str, ...]) -> float:
    """What is left of the points with these mistakes: nothing with more than one."""
    return parts.get(names[0], 0.0) if len(names) == 1 else 0.0


def _made(source: str, how: Edits | str) -> str:
    return how if isinstance(how, str) else edited(source, how)
