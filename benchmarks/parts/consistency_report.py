"""What the consistency run counts, and the text of docs/consistency.md."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Tally:
    """Counts for one exercise.

    Parameters
    ----------
    mistakes, pairs : int
        Tried. Pairs that undo each other, so that the answer is right, are counted in `harmless` instead.
    rejected, rejected_publicly, named : int
        Of all tried; `named` includes `same`.
    same : int
        Pairs that are the same function as the one that was named, or that no case tells from it.
    styles, accepted : int
        Right answers in different styles.
    tried_hidden, rejected_hidden : int
        Mistakes on the hidden cases of each secret, without the public ones.
    missed : list of str
        What went wrong.
    """

    exercise: str
    mistakes: int = 0
    pairs: int = 0
    harmless: int = 0
    noted: int = 0
    secrets: int = 0
    tried_hidden: int = 0
    rejected_hidden: int = 0
    rejected: int = 0
    rejected_publicly: int = 0
    named: int = 0
    same: int = 0
    styles: int = 0
    accepted: int = 0
    seconds: float = 0.0
    missed: list[str] = field(default_factory=list)


def table(tallies: list[Tally]) -> str:
    """The tallies as a Markdown table with a line of totals."""
    titles = ["exercise", "mistakes", "pairs", "noted only", "rejected", "named", "by public cases alone"]
    titles += ["right styles", "s"]
    rows = [_cells(f"`{each.exercise}`", [each]) for each in tallies]
    lines = [titles, ["---"] * len(titles), *rows, _cells("**all**", tallies)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cells(name: str, tallies: list[Tally]) -> list[str]:
    def total(field_name: str) -> int:
        return sum(getattr(each, field_name) for each in tallies)

    tried = total("mistakes") + total("pairs") - total("noted")
    shares = [_share(total(part), tried) for part in ("rejected", "rejected_publicly")]
    shares.insert(1, _share(total("named"), tried + total("noted")))
    styles = f"{total('accepted')} of {total('styles')}"
    counts = [str(total(part)) for part in ("mistakes", "pairs", "noted")]
    return [name, *counts, *shares, styles, f"{total('seconds'):.1f}"]


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / whole:.4g} %)" if whole else "-"


def report(tallies: list[Tally], every: int, hidden: list[Tally]) -> str:
    """The text of docs/consistency.md."""
    missed = [f"- `{each.exercise}`: {line}" for each in (*tallies, *hidden) for line in each.missed]
    return _DOCUMENT.format(
        table=table(tallies),
        pairs="Every pair was tried" if every == 1 else f"One pair in {every} was tried",
        secrets=over_secrets_in_words(hidden),
        command="python benchmarks/consistency.py" + (f" --every {every}" if every > 1 else ""),
        harmless=sum(each.harmless for each in tallies),
        same=sum(each.same for each in tallies),
        missed="Missed:\n\n" + "\n".join(missed) if missed else "Nothing was missed.",
    )


def over_secrets_in_words(hidden: list[Tally]) -> str:
    """What the hidden cases of several courses showed, in a sentence."""

    def total(name: str) -> int:
        return sum(getattr(each, name) for each in hidden)

    return (
        f"With the hidden cases of {hidden[0].secrets} random secrets, {total('accepted')} of "
        f"{total('styles')} right answers (each style with each secret) pass. Of the mistakes "
        f"(each with each secret; quizzes have no hidden cases), {total('rejected_hidden')} of "
        f"{total('tried_hidden')} are rejected by the hidden cases alone, the others by the public cases, "
        "which count as well: they are only noted, or show in kinds that have no numbers of their own. "
        f"{total('named')} of {total('mistakes')} mistakes are named with a secret as they are "
        "by the public cases."
    )


_DOCUMENT = """# Consistency of the known mistakes

Every known mistake of every exercise is made on purpose, alone and in pairs, and given to `check`.
What this proves: the cases reject each of them, no two have the same name by accident, none hides another,
and right answers in several styles are accepted. What it does not prove: that a mistake outside the table is
rejected or named, since the mistakes come from the very table that names them. For that see
[generality](generality.md).

*Rejected*: it does not pass. *Named*: the result names exactly that mistake, or that pair.
*Noted only*: it shows only where the exercise's statement asks for nothing, such as integers: that is said,
and costs no points. *By public cases alone*: rejected in JupyterLab already. {pairs}, and every
single mistake.

The public cases are the same for every course; what they reject is rejected whatever the secret is.
{secrets}

{table}

Pairs that undo each other, so that the answer is right, are left out ({harmless}). {same} pairs are one and
the same function as what was named (one of the two hides the other, or both together are a third mistake),
on arguments that are in no case as well, or differ from it in no case but in which numbers are not finite.

{missed}

Reproduce it: `{command}`. The tests run the same table with every mistake and a part of the pairs.
"""
