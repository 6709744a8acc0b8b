"""What an answer is judged by: items with points and a comment, kept in `rubrics/ASSIGNMENT.json`.

The file stands beside the lectures, never in one, so it is not released: notebook/grade_id -> items.
"""

from __future__ import annotations

import json
import math
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from autograder.reading.course import SetupError

# One key each, 1 to 9.
MOST_ITEMS = 9
_TEXT_CHARACTERS = 2000


@dataclass(frozen=True)
class Item:
    """One thing that an answer has or lacks.

    Parameters
    ----------
    text : str
        For the one who grades.
    points : float
        Added if it is chosen; may be negative.
    comment : str
        What the student reads if it is chosen; may be empty.
    """

    text: str
    points: float
    comment: str = ""


class Rubric:
    """The items of all questions of an assignment.

    Parameters
    ----------
    path : Path
        The file; it need not exist.

    Raises
    ------
    SetupError
        If the file is there and is no rubric.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            data = json.loads(path.read_text("utf-8")) if path.exists() else {}
            self._items = {key: tuple(read_item(each) for each in items) for key, items in data.items()}
        except (OSError, ValueError, TypeError, AttributeError, KeyError) as error:
            raise SetupError(
                f'{path} must be JSON of the form {{"NOTEBOOK/GRADE_ID": [{{"text": "...", "points": 1}}]}}; '
                f"it cannot be read ({error}). Correct it, or move it away."
            ) from error

    def items(self, notebook: str, grade_id: str) -> tuple[Item, ...]:
        """The items of a question."""
        return self._items.get(f"{notebook}/{grade_id}", ())

    def replace(self, notebook: str, grade_id: str, items: tuple[Item, ...]) -> None:
        """Store other items of a question; the file is replaced as a whole."""
        self._items[f"{notebook}/{grade_id}"] = items
        plain = {key: [asdict(item) for item in each] for key, each in sorted(self._items.items()) if each}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._path.parent, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(json.dumps(plain, indent=1, ensure_ascii=False) + "\n")
        Path(name).replace(self._path)


def read_item(data: Any) -> Item:
    """An item of a file or a page; ValueError if it is none."""
    text, points, comment = data["text"], data["points"], data.get("comment", "")
    is_number = isinstance(points, int | float) and not isinstance(points, bool) and math.isfinite(points)
    if not (isinstance(text, str) and text.strip() and isinstance(comment, str) and is_number):
        raise ValueError(f"an item needs a text and points; got {str(data)[:80]}")
    return Item(text.strip()[:_TEXT_CHARACTERS], float(points), comment.strip()[:_TEXT_CHARACTERS])
