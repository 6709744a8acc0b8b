"""A lecture with one exercise, as an author fills the gaps of the skeletons."""

import json
from pathlib import Path

TOPIC, NAME = "clipping", "clip_rows"
SPECS = ("--input", "g: (N, d)", "--input", "limit: scalar", "--output", "clipped: (N, d)")

# Cell -> (what stands there, what an author writes).
TEXTS = {
    "title": [
        (
            "WRITE: three sentences: the question of this lecture, and why the last one cannot answer it.",
            "Why?",
        ),
        ("WRITE: what a student can do then. Allow WRITE: so many hours.", "clip. Allow one hour."),
    ],
    "clip_rows-motivation": [("WRITE: the question in three sentences.", "A step can be too long.")],
    "clip_rows-example": [
        ("WRITE: the lecture's own numbers, small enough to check by hand.", "The row (3, 4) has length 5.")
    ],
    "clip_rows-numbers": [("# WRITE: the same numbers, asserted.", "assert np.hypot(3, 4) == 5")],
    "clip_rows-demo": [
        (
            "WRITE: what it shows, and what to predict before the slider is moved.",
            "Which of the rows is clipped first? Then move it.",
        )
    ],
    "clip_rows-demo-view": [
        ("# WRITE: the call of a demo, `demos.NAME()`: docs/live_view.md.", "demos.hinge_terms()")
    ],
    "clip_rows-spec": [
        (
            "WRITE: the task in one sentence, then each argument with its shape, and what is returned.",
            "Clip `g`.",
        ),
        ("WRITE: what of NumPy helps.", "`np.linalg.norm`."),
    ],
    "clip_rows": [
        ("WRITE: what it computes:", "Rows no longer than the limit:"),
        (
            'raise NotImplementedError("WRITE: the right answer")',
            "length = np.linalg.norm(g, axis=1, keepdims=True)\n    return g * np.minimum(1, limit / length)",
        ),
    ],
    "clip_rows-question": [("WRITE: a question that the code does not answer.", "Why not clip each entry?")],
    "clip_rows-reflection": [
        ("WRITE: the model answer, in two or three sentences.", "That would turn the direction of the row.")
    ],
}
_RIGHT = (
    "    length = np.linalg.norm(g, axis=1, keepdims=True)\n    return g * np.minimum(1, limit / length)\n"
)
DECLARATION = [
    ("WRITE: what it computes, in one sentence.", "Rows that are no longer than a limit."),
    (
        "    # WRITE: the cases that decide every branch (docs/exercises.md); all numbers come from `draw`.\n",
        "",
    ),
    ("from autograder.exercises.draws", "import numpy as np\n\nfrom autograder.exercises.draws"),
    (
        '    raise NotImplementedError("WRITE: the right answer, or the function of course_lib in its place")\n',
        _RIGHT,
    ),
    ("    # WRITE: the mistakes that students make, each with a switch here and a sentence below.\n", ""),
    (
        '    raise NotImplementedError("WRITE: without switches it equals the right answer")\n',
        "    length = np.linalg.norm(g, axis=None if whole else 1, keepdims=True)\n"
        "    return g * np.minimum(1, limit / length)\n",
    ),
    ("negated: bool", "whole: bool"),
    (
        '"negated", "WRITE: what is wrong, and what to do next.", {"negated": True}',
        '"whole_array_clipped", "The length is that of each row: axis=1.", {"whole": True}',
    ),
]
ANSWERS = [
    ('    raise NotImplementedError("WRITE: a right answer, vectorised")\n', _RIGHT),
    (
        '    raise NotImplementedError("WRITE: a right answer, with loops")\n',
        "    rows = []\n"
        "    for row in g:\n"
        "        length = sum(value**2 for value in row) ** 0.5\n"
        "        rows.append([value * min(1, limit / length) for value in row])\n"
        "    return np.array(rows)\n",
    ),
]
MISTAKES = [
    (
        "MISTAKES: dict[str, Mistakes] = {}",
        'MISTAKES: dict[str, Mistakes] = {"clip_rows": {("whole_array_clipped",): [(", axis=1", ", axis=None")]}}',
    )
]


def fill(root: Path) -> None:
    """Write everything that the skeletons leave open."""
    notebook = root / "notebooks" / TOPIC / f"{TOPIC}.ipynb"
    read = json.loads(notebook.read_text())
    for cell in read["cells"]:
        text = replaced("".join(cell["source"]), TEXTS.get(cell["id"], []))
        cell["source"] = text.splitlines(keepends=True)
    notebook.write_text(json.dumps(read, indent=1, ensure_ascii=False) + "\n")
    package = root / "autograder"
    for path, edits in {
        package / "exercises" / TOPIC / f"{NAME}.py": DECLARATION,
        package / "sample_class" / TOPIC / "answers.py": ANSWERS,
        package / "sample_class" / TOPIC / "mistakes.py": MISTAKES,
    }.items():
        path.write_text(replaced(path.read_text(), edits))


def replaced(text: str, edits) -> str:
    """Make edits, each of which must have something to replace."""
    for old, new in edits:
        assert old in text, (old, text)
        text = text.replace(old, new)
    return text
