"""What sample students write where a person grades: good, half, empty, off topic, in another language."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

_MARKS = re.compile(r"^#+ (?:BEGIN|END) .*\n?", re.MULTILINE)

# Model answer -> what a student writes; None leaves the cell as it was released.
KINDS: Mapping[str, Callable[[str], str | None]] = {
    "good": lambda model: model,
    "half": lambda model: re.split(r"(?<=[.!?])\s", model, maxsplit=1)[0],
    "in other words": lambda model: f"I think it is this: {model[:1].lower()}{model[1:]}",
    "off topic": lambda model: "The demo with the slider helped me most; I would like more of them.",
    "in another language": lambda model: "Weil die Gewichte dann kleiner werden und der Verlust mit ihnen.",
    "empty": lambda model: "",
    "untouched": lambda model: None,
}


def model_answers(notebook: Path) -> dict[str, str]:
    """grade_id -> the instructor's answer, of the Markdown cells that a person grades."""
    cells = json.loads(notebook.read_text("utf-8"))["cells"] if notebook.is_file() else []
    return {
        settings["grade_id"]: _MARKS.sub("", "".join(cell["source"])).strip()
        for cell in cells
        if cell["cell_type"] == "markdown"
        and (settings := cell["metadata"].get("nbgrader", {})).get("solution")
        and settings.get("grade")
    }


def reflect(notebook: dict[str, Any], models: Mapping[str, str], number: int) -> None:
    """Fill in the reflections of the student of that number; neighbours write different kinds."""
    kinds = list(KINDS.values())
    for cell in notebook["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if grade_id in models:
            text = kinds[number % len(kinds)](models[grade_id])
            cell["source"] = cell["source"] if text is None else text
