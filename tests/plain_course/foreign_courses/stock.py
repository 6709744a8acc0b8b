"""``python -m tests.plain_course.foreign_courses.stock [COURSE ...]``: the scores that `nbgrader autograde` gives, into `stock.json`.

A kernel for each submission, so it takes minutes; what it wrote is what the tests compare with.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from nbgrader.api import Gradebook

from tests.plain_course.foreign_courses.written import COURSES, submit, write_course

SCORES = Path(__file__).with_name("stock.json")


def stock_scores(name, root):
    """Student -> test -> score, as stock nbgrader gives it."""
    write_course(root, [name])
    submit(root, name)
    command = [sys.executable, "-m", "nbgrader", "autograde", name, "--log-level=ERROR"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        return {
            submission.student.id: {
                grade.name: grade.auto_score for notebook in submission.notebooks for grade in notebook.grades
            }
            for submission in gradebook.assignment_submissions(name)
        }


def main(names):
    """Run stock nbgrader on these courses; what stands in the file of others stays."""
    known = json.loads(SCORES.read_text()) if SCORES.exists() else {}
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            known[name] = stock_scores(name, Path(folder) / "course")
        print(name, {student: sum(scores.values()) for student, scores in known[name].items()}, flush=True)
        print(*(test for test, score in known[name]["solution"].items() if not score), flush=True)
        SCORES.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:] or COURSES)
