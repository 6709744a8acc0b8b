"""The table of attacks in docs/threat_model.md: ``python -m tests.attacks.counts`` writes it."""

from collections import Counter
from pathlib import Path

from tests.attacks import crashes, escapes, forgeries
from tests.attacks.tables import ATTACKS, INNOCENT, REMARKED

PAGE = Path(__file__).parents[2] / "docs/threat_model.md"
_BEGIN = "<!-- counts: written by `python -m tests.attacks.counts`, held by a test -->\n"
_END = "<!-- end of counts -->"


def table() -> str:
    """The rows, in Markdown: how many attacks of each mechanism are held or remarked, and how many innocents."""
    held, remarked, innocent = (
        Counter(case.mechanism for case in cases) for cases in (ATTACKS, REMARKED, INNOCENT)
    )
    rows = [("mechanism", "held", "remarked", "innocent, all points"), ("---", "--:", "--:", "--:")]
    rows += [(name, held[name], remarked[name], innocent[name]) for name in held | remarked | innocent]
    rows += [("**together**", *map(len, (ATTACKS, REMARKED, INNOCENT)))]
    lines = ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    submissions = {
        "forge an answer everywhere": forgeries.FORGERIES,
        "crash, flood or stall one question": (*crashes.CRASHES, *crashes.RECKLESS),
        "reach out of the box": escapes.escapes("", "", 1, "", 1),
        "carry hidden inputs out": escapes.LEAKS,
    }
    whole = ", ".join(f"{len(students)} that {what}" for what, students in submissions.items())
    return "\n".join([*lines, "", f"Whole submissions through a class: {whole}.", ""])


def with_table(page: str) -> str:
    """The page with the table as it must be today."""
    return replaced(page, _BEGIN, table(), _END)


def replaced(page: str, begin: str, text: str, end: str) -> str:
    """The page with this text between two lines of it."""
    before, _, rest = page.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}\n{text}\n{end}{after}"


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
