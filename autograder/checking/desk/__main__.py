"""`python -m autograder.checking.desk`: try, hand-in, progress and the start page, for the kit's commands."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from autograder.checking.desk.hand_in import CannotHandIn, hand_in, lecture_of, report
from autograder.checking.desk.pages import progress, start_page
from autograder.checking.desk.plan import find_plan
from autograder.checking.desk.trial import try_lecture

START = "start.ipynb"


def main(arguments: list[str] | None = None) -> None:
    """Run one command in the student's folder."""
    parser = argparse.ArgumentParser(prog="course", description=__doc__)
    parser.add_argument("command", choices=("try", "hand-in", "progress", "start-page"))
    parser.add_argument("lecture", nargs="?", help="which lecture is tried or handed in")
    chosen = parser.parse_args(arguments)
    plan = find_plan()
    if plan is None:
        sys.exit("course: run this in the folder of the course, in which course.json lies.")
    if chosen.command == "progress":
        print(progress())
    elif chosen.command == "start-page":
        refresh(plan.folder / START)
    else:
        names = [each.name for each in plan.lectures]
        name = chosen.lecture or (names[0] if len(names) == 1 else "")
        if not name:
            sys.exit(f"course: say which lecture, for example: make {chosen.command} LECTURE={names[0]}")
        try:
            lecture = lecture_of(plan, name)
            print(report(hand_in(plan, name)) if chosen.command == "hand-in" else try_lecture(plan, lecture))
        except (CannotHandIn, OSError, ValueError) as problem:
            sys.exit(f"course: {problem}")


def refresh(path: Path) -> None:
    """Put today's state into the start page's cell, so that it is there before anything is run."""
    page = start_page()
    notebook = json.loads(path.read_text(encoding="utf-8"))
    [cell] = [each for each in notebook["cells"] if each["id"] == "standing"]
    data = {"text/markdown": page.markdown.splitlines(True), "text/plain": repr(page).splitlines(True)}
    cell["outputs"] = [
        {"output_type": "execute_result", "execution_count": None, "metadata": {}, "data": data}
    ]
    unfinished = path.with_name(f".{path.name}.part")
    unfinished.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(unfinished, path)


if __name__ == "__main__":
    main()
