"""The site built: released, run once, written into a folder that any static host can serve."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.checking.desk.plan import Lecture
from autograder.checking.display import Markup, element, escape, joined
from autograder.classroom.kit.course_plan import plan_of
from autograder.classroom.kit.executed import executed
from autograder.classroom.kit.release import lectures_of, release
from autograder.classroom.site.lecture_page import PAGE, lecture_page
from autograder.reading.course import Course, SetupError

_HERE = Path(__file__).parent
_MARK = ".made-by-autograder-site"


@dataclass(frozen=True)
class SitePage:
    """A page of the site: what must be loaded to read it, and what comes when one scrolls, in bytes."""

    title: str
    path: Path
    n_bytes: int
    n_bytes_beside: int
    n_demos: int


def build_site(
    course: Course, out: Path, names: Sequence[str] = (), progress: Callable[[str], None] = lambda name: None
) -> list[SitePage]:
    """Build the site of some lectures, by default of all; an older site in its place is replaced.

    Raises
    ------
    SetupError
        If a lecture cannot be released or run, or `out` holds something else.
    """
    if out.exists() and any(out.iterdir()) and not (out / _MARK).exists():
        raise SetupError(
            f"site: the folder must be empty or an older site; got {out}. Give --out another one."
        )
    with tempfile.TemporaryDirectory() as scratch:
        released = release(course, names or lectures_of(course), Path(scratch) / "courses")
        lectures = plan_of(Path(scratch), released).lectures
        notebooks = dict(executed(released, progress=progress))
        made = Path(scratch) / "site"
        made.mkdir()
        pages = [_write(made, notebooks[each.name], lectures, k) for k, each in enumerate(lectures)]
        (made / "index.html").write_text(_index(lectures), encoding="utf-8")
        (made / "style.css").write_text(style(), encoding="utf-8")
        (made / ".nojekyll").touch()  # a host that would leave out names of its own taste
        (made / _MARK).touch()
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(made, out)
    return pages


def style() -> str:
    """The style sheet: that of the feedback, and what a lecture needs besides."""
    feedback = _HERE.parent / "feedback" / "page.css"
    return feedback.read_text(encoding="utf-8") + (_HERE / "site.css").read_text(encoding="utf-8")


def _write(folder: Path, notebook: dict[str, object], lectures: Sequence[Lecture], number: int) -> SitePage:
    page = lecture_page(notebook, lectures, number)
    path = folder / f"{lectures[number].name}.html"
    path.write_text(page.html, encoding="utf-8")
    for name, data in page.files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    return SitePage(
        lectures[number].title,
        Path(path.name),
        path.stat().st_size,
        sum(map(len, page.files.values())),
        sum(name.endswith(".html") for name in page.files),
    )


def _index(lectures: Sequence[Lecture]) -> str:
    items = (
        element(
            "li",
            element("h2", element("a", lecture.title, href=f"{lecture.name}.html")),
            element("p", lecture.aims) if lecture.aims else Markup(),
            element("p", _sizes(lecture), **{"class": "who"}),
        )
        for lecture in lectures
    )
    title = "Interactive deep learning"
    content = element(
        "main",
        element("h1", title),
        element("p", "Every formula can be moved with a slider: say what you expect, then look."),
        element("ol", *items, **{"class": "lectures"}),
        element(
            "p",
            "These pages show the lectures as they are before anything is written. The exercises want a "
            "notebook with Python: that is what your teacher hands out.",
        ),
    )
    return PAGE.format(title=escape(title), content=joined(content))


def _sizes(lecture: Lecture) -> str:
    points = sum(task.points for task in lecture.tasks)
    questions = "1 question" if len(lecture.tasks) == 1 else f"{len(lecture.tasks)} questions"
    parts = [lecture.time, questions, f"{points:g} points"]
    return " · ".join(part for part in parts if part)
