"""How long a student waits: `make lab`, the first demo, one check, Run All of each blank.

    python -m benchmarks.parts.student_seconds [--kit dist/student.zip] [--write]

Unpacks a kit into an empty folder (its environment is prepared, nothing is downloaded) and opens it in
headless Chromium. Beside the wall clock stands the processor time of the server and its kernels, which says
more on a busy machine. With --write the table goes into docs/students.md.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from playwright.sync_api import sync_playwright

from tests.autograder.classroom.kit.unpacked import environment, lab, unpacked
from tests.autograder.classroom.kit.wrong_answer import WRONG
from tests.browser import launch_chromium
from tests.course_lib.live_view.lab import open_notebook

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "students.md"
MARKS = ("<!-- figures -->\n", "<!-- end of the figures -->\n")
HEAD = "\n| | processor, s | wall clock, s |\n|---|---|---|\n"
FIRST = "loss_functions"
CHECK = f"""
import time
import numpy as np
from autograder import check

{WRONG}

for _ in range(2):
    start = time.process_time(), time.perf_counter()
    check(svm_loss)._repr_html_()
    print(time.process_time() - start[0], time.perf_counter() - start[1])
"""
RUN_ALL = """
import sys, nbformat
from nbclient import NotebookClient
path = sys.argv[1]
place = {"metadata": {"path": path.rpartition("/")[0]}}
NotebookClient(nbformat.read(path, 4), timeout=900, resources=place).execute()
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kit", type=Path, default=ROOT / "dist" / "student.zip")
    parser.add_argument("--write", action="store_true", help="write the table into docs/students.md")
    parser.add_argument("--times", type=int, default=3, help="of all but Run All; the median is shown")
    options = parser.parse_args()
    if not options.kit.exists():
        sys.exit(f"student_seconds: a kit must lie at {options.kit}; there is none. Run: make student")
    lines = [HEAD]
    with tempfile.TemporaryDirectory() as folder:
        course = unpacked(options.kit, Path(folder) / "student")
        for what, processor, wall in measured(course, options.times):
            lines.append(f"| {what} | {processor:.2f} | {wall:.1f} |\n")
            print(lines[-1], end="", flush=True)
    if options.write:
        before, rest = DOCUMENT.read_text(encoding="utf-8").split(MARKS[0])
        text = before + MARKS[0] + "".join(lines) + "\n" + MARKS[1] + rest.split(MARKS[1])[1]
        DOCUMENT.write_text(text, encoding="utf-8")


def measured(course, times):
    """Yield (what, seconds of the processor, seconds of the clock)."""
    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        runs = [in_the_lab(course, browser) for _ in range(times)]
        browser.close()
    for what in runs[0]:
        yield what, *(statistics.median(run[what][k] for run in runs) for k in (0, 1))
    yield from checks(course, times)
    for path in sorted(path for path in course.glob("*/*.ipynb") if path.stem == path.parent.name):
        yield f"Run All of the blank `{path.stem}`", *run_all(course, path)


def in_the_lab(course, browser):
    """From `make lab` to the start page, then from opening a lecture to its first demo."""
    begun = time.perf_counter()
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    with lab(course) as (address, token, server):
        page.goto(f"{address}/lab/tree/start.ipynb?token={token}")
        page.locator(".jp-OutputArea").get_by_text("Begin here:").wait_for(timeout=300_000)
        shown, spent = time.perf_counter(), processor_of(server.pid)
        open_notebook(page, address, f"{FIRST}/{FIRST}.ipynb", token)
        page.evaluate(RUN_TO_THE_FIRST_DEMO)
        page.locator("[data-first-demo] :is(.picture, iframe)").first.wait_for(timeout=300_000)
        first = {
            "`make lab` to the start page": (spent, shown - begun),
            "opening a lecture to its first demo": (
                processor_of(server.pid) - spent,
                time.perf_counter() - shown,
            ),
        }
    page.close()
    return first


# Runs the cells from the top until one of `demos` has run.
RUN_TO_THE_FIRST_DEMO = """async () => {
    const app = window.jupyterapp, notebook = app.shell.currentWidget.content;
    for (const [number, cell] of notebook.widgets.entries()) {
        if (cell.model.type !== "code") continue;
        notebook.activeCellIndex = number;
        await app.commands.execute("notebook:run-cell");
        if (cell.model.sharedModel.getSource().startsWith("demos.")) {
            cell.node.setAttribute("data-first-demo", "");
            return cell.node.scrollIntoView();
        }
    }
}"""


def processor_of(pid):
    """Seconds of the processor that a process and its children have used."""
    root = psutil.Process(pid)
    total = 0.0
    for process in (root, *root.children(recursive=True)):
        used = process.cpu_times()
        total += used.user + used.system + used.children_user + used.children_system
    return total


def checks(course, times):
    """The first check of an answer in a kernel, which reads the table, and every further one."""
    python = course / ".venv/bin/python"
    runs = []
    for _ in range(times):
        ran = subprocess.run(
            [python, "-c", CHECK],
            cwd=course,
            env=environment(course),
            capture_output=True,
            text=True,
            check=True,
        )
        runs.append([tuple(map(float, line.split())) for line in ran.stdout.splitlines()])
    for number, what in enumerate(("the first check in a kernel", "a further one")):
        yield what, *(statistics.median(run[number][k] for run in runs) for k in (0, 1))


def run_all(course, path):
    """Processor and clock of a notebook that runs from the top in a fresh kernel."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [course / ".venv/bin/python", "-c", RUN_ALL, path.resolve()]
    subprocess.run(command, cwd=path.parent, env=environment(course), check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, time.perf_counter() - begun


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    main()
