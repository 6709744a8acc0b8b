"""The report of a class: what it counts, and the page that shows it."""

import csv
import re
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner
from playwright.sync_api import expect

from autograder.classroom.report.exercises import Place
from autograder.classroom.report.last_run import ChangedMark, LastRun
from autograder.classroom.report.page import histogram, render, tables
from autograder.classroom.report.similar_work import Likeness
from autograder.classroom.report.summary import summarise
from autograder.cli import main
from autograder.records import GradedTest, NotebookVerdict
from autograder.writing.marks import Mark
from tests.autograder.classroom.graded_class import HALF, grade
from tests.autograder.helpers.small_course import submit

SVM = Place("losses", "svm_loss-check", "svm_loss", "The hinge loss", "svm_loss", 5.0)
OTHER = Place("losses", "other-check", "other", "Elsewhere", "other", 2.0)
NASTY = "<script>alert(1)</script>\u202e"


def verdict(svm, other=("ok", 2.0), **more):
    (status, score, *rest), (other_status, other_score) = svm, other
    tests = [
        GradedTest(SVM.grade_id, 5.0, score, status, *rest),
        GradedTest(OTHER.grade_id, 2.0, other_score, other_status),
    ]
    return {"losses": NotebookVerdict("losses", "v", tests, isolation="bwrap + seccomp", **more)}


CLASS = {
    "ann": verdict(("ok", 5.0)),
    "bob": verdict(("error", 0.0, "…", ["not_averaged"])),
    "cem": verdict(("error", 2.5, "…", ["not_averaged"])),
    "dora": verdict(("error", 0.0, "`loss` is 3; wanted 2\nmore")),
    "emil": verdict(("error", 0.0, "`loss` is 3; wanted 2\nmore")),
    "fay": verdict(("error", 0.0, "Not written.", ["not_implemented"]), ("timeout", 0.0)),
    "gus": verdict(("died", 0.0, "It ended."), remarks=[f"{NASTY} was changed."]),
    "hal": verdict(("error", 0.0, "not JSON"), ("error", 0.0), problem="losses.ipynb is not JSON"),
}


RUN = LastRun(
    "2026-03-02 10:00 UTC",
    "bubblewrap",
    "10 s of CPU time a cell.",
    7,
    1,
    (ChangedMark("bob", 1.0, 2.5, f"{NASTY}: 0 to 1.5"),),
)


@pytest.fixture
def summary():
    return summarise(
        "losses",
        [SVM, OTHER],
        CLASS,
        {student: Mark(sum(cell.score for cell in each["losses"].cells)) for student, each in CLASS.items()},
        7.0,
        lambda student, place: f"def {place.name}(): {student} {NASTY}",
        [Likeness(("bob", "cem"), 0.9)],
        ["zoe"],
    )


def test_exercises_are_counted(summary):
    svm, other = summary.exercises
    assert (svm.tried, svm.solved, svm.partly, svm.timed_out) == (6, 1, 1, 0)
    assert svm.mean == pytest.approx(7.5 / 7)
    assert (other.solved, other.timed_out) == (6, 1)
    assert (summary.mean, summary.median) == (pytest.approx(19.5 / 8), 2.0)


def test_mistakes_have_their_sentence_place_and_students(summary):
    (known,) = summary.known
    assert (known.mistake, known.students) == ("not_averaged", ("bob", "cem"))
    assert "divide both by N" in known.sentence
    assert known.place.section == "The hinge loss"


def test_equal_wrong_results_stand_together_and_the_largest_group_first(summary):
    assert [each.students for each in summary.unknown] == [("dora", "emil"), ("gus",), ("fay",)]


def test_wrong_numbers_that_are_alike_stand_together_whatever_is_said_of_them():
    answers = {
        "ann": GradedTest(SVM.grade_id, 5.0, 0.0, "error", "(line 5: a + b)", ["raises"], likeness="1f"),
        "bob": GradedTest(SVM.grade_id, 5.0, 0.0, "error", "(line 9: u + v)", ["raises"], likeness="1f"),
        "cem": GradedTest(SVM.grade_id, 5.0, 0.0, "error", "1.5 times", ["loss_scaled"], likeness="2f"),
        "dora": GradedTest(SVM.grade_id, 5.0, 0.0, "error", "2.5 times", ["loss_scaled"], likeness="3f"),
        "emil": GradedTest(
            SVM.grade_id, 5.0, 0.0, "error", "1.5 times", ["loss_scaled", "inputs_changed"], likeness="2f"
        ),
    }
    verdicts = {name: {"losses": NotebookVerdict("losses", "v", [test])} for name, test in answers.items()}
    marks = {name: Mark(0.0) for name in answers}
    found = summarise("losses", [SVM], verdicts, marks, 5.0, lambda student, place: "")
    assert [(each.sentence, each.students) for each in found.unknown] == [
        ("(line 5: a + b)", ("ann", "bob")),
        ("1.5 times", ("cem", "emil")),
        ("2.5 times", ("dora",)),
    ]
    assert [(each.mistake, each.students) for each in found.known] == [("inputs_changed", ("emil",))]


def test_who_needs_a_look_is_named_with_the_reason(summary):
    assert list(summary.looks) == ["gus", "hal"]
    assert "1 tests ended with a crash." in summary.looks["gus"]
    assert summary.missing == ("zoe",)


def test_the_histogram_holds_everybody(summary):
    drawn = histogram(summary)
    assert sum(bar.number for bar in drawn.bars) == len(CLASS)
    assert "2.1-2.8: " not in drawn.text and "1.4-2.1: 4" in drawn.text


@pytest.fixture
def page(summary):
    return render(summary, {"bob": f"b = {NASTY}", "cem": "c = 1"}, RUN, {"bob": f"Bob {NASTY}"})


def test_mistakes_of_one_student_are_folded_below_those_of_several(summary):
    one = replace(summary.known[0], students=("zoe",), sentence="`loss` < 0", mistake="sign")
    summary = replace(summary, alike=())
    page = render(replace(summary, known=(*summary.known, one)), {})
    common, rare = page.split("Mistakes of one student each (1)")
    assert "2 × svm_loss: not averaged" in common and "1 × svm_loss: sign" in rare
    assert "<code>loss</code> &lt; 0" in rare
    assert '<details class="example" open>' in render(replace(summary, known=(one,)), {})


def test_what_is_said_of_many_is_said_once(summary):
    said = ["`svm_loss` was copied; the last copy is the answer."]
    page = render(
        replace(summary, alike=(), looks={"ann": said, "bo": ["It crashed."], "cy": said, "di": said}), {}
    )
    assert page.count("<code>svm_loss</code> was copied") == 1
    assert '<th scope="row">ann, cy, di</th>' in page and '<th scope="row">bo</th>' in page
    page = render(replace(summary, alike=(), looks=dict.fromkeys("abcd", said)), {})
    assert "<summary>4 students</summary>a, b, c, d</details>" in page


def test_nothing_of_a_student_is_markup(page):
    assert "<script" not in page
    assert "\u202e" not in page


def test_the_page_says_what_the_last_run_did_and_whom_an_id_means(page):
    text = re.sub(r"<[^>]+>", " ", page)
    for said in (
        "The last run ended at 2026-03-02 10:00 UTC: 7 graded, 1 unchanged.",
        "With bubblewrap.",
        "Limits: 10 s of CPU time a cell.",
        "Marks that the last run changed",
    ):
        assert said in text
    assert re.search(r"\(bob\)\s+1\s+2\.5", text)
    assert "cem, " not in text.split("What the class misunderstood")[0]


def test_examples_are_printed_and_folded_names_are_not(chromium, page):
    opened = chromium.new_page()
    try:
        opened.set_content(page)
        opened.emulate_media(media="print")
        example = opened.get_by_text("def svm_loss(): bob", exact=False).first
        expect(example).to_be_visible()
        folded = opened.locator("details:not(.example) p", has_text="cem").first
        expect(folded).to_be_hidden()
        assert opened.pdf().startswith(b"%PDF")
    finally:
        opened.close()


def test_the_page_needs_nothing_else(page):
    assert not re.search(r"(?:src|href)\s*=|url\(|@import|https?:", page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible_and_fits_a_phone(chromium, page, scheme):
    opened = chromium.new_page(viewport={"width": 400, "height": 800}, color_scheme=scheme)
    try:
        opened.set_content(page)
        assert Axe().run(opened).response["violations"] == []
        assert opened.evaluate("document.documentElement.scrollWidth") <= 400
    finally:
        opened.close()


def test_tables_hold_the_same_and_no_formula(summary):
    files = tables(summary)
    rows = list(csv.DictReader(files["mistakes.csv"].splitlines()))
    assert rows[0]["who"] == "bob cem"
    assert [row["solved"] for row in csv.DictReader(files["exercises.csv"].splitlines())] == ["1", "6"]
    formula = summarise("x", [], {}, {"=1+1": Mark(1.0)}, 1.0, lambda student, place: "")
    assert "'=1+1," in tables(formula)["students.csv"]
    assert tables(summary)["changed_marks.csv"].split() == ["student,before,after,where"]
    (changed,) = csv.DictReader(tables(summary, RUN)["changed_marks.csv"].splitlines())
    assert (changed["student"], changed["before"], changed["after"]) == ("bob", "1.0", "2.5")


def test_the_command_writes_what_the_gradebook_holds(course_folder):
    for student, answers in {"ann": None, "bob": HALF}.items():
        submit(course_folder, student, answers)
    options = ["hw", "--course", str(course_folder)]
    assert "nothing is graded yet" in CliRunner().invoke(main, ["report", *options]).output
    grade(course_folder)
    ran = CliRunner().invoke(main, ["report", *options])
    assert ran.exit_code == 0, ran.output
    page = (course_folder / "reports" / "hw" / "report.html").read_text()
    assert "2 students have a mark" in page
    assert re.search(r"\d answers wait for a person", page)
    assert "return 6" in page
    rows = (course_folder / "reports" / "hw" / "exercises.csv").read_text()
    assert "main,double-check,double,Doubling,2,1,0,0,1.0,2.0" in rows
