"""The closing table says who, how much and why; markup in a student's text is text."""

import io
import json

import pytest
from rich.console import Console

from autograder.classroom.class_report import as_plain_data, class_mistakes, main_mistake, print_report
from autograder.classroom.class_run import StudentResult
from autograder.records import GradedTest, NotebookVerdict


def cell(grade_id, score, points, message="", mistakes=()):
    return GradedTest(grade_id, points, score, "ok" if score else "error", message, list(mistakes))


def student(name, *cells, problem=None, failure=None, is_new=True):
    notebook = NotebookVerdict("hw", "v", list(cells), problem)
    return StudentResult(name, [] if failure else [notebook], is_new, failure)


def printed(*results, **options):
    console = Console(file=io.StringIO(), width=100)
    print_report(console, results, **options)
    return [" ".join(line.split()) for line in console.file.getvalue().splitlines()]


RIGHT = cell("f-check", 2, 2)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([RIGHT], ""),
        (
            [RIGHT, cell("g-check", 0, 1, "Long.", ["sign_flipped", "halved"])],
            "g-check: sign_flipped, halved",
        ),
        ([cell("a", 0, 1, mistakes=["x"]), cell("b", 1, 4, mistakes=["y"])], "b: y"),
        ([cell("a", 0, 1, "Your code ran too long.")], "a: Your code ran too long."),
        ([cell("a", 0, 1, "The test failed at: check(f)\nNameError: no f")], "a: NameError: no f"),
        (
            [cell("a", 0, 1, "The test failed at: assert f\nAssertionError")],
            "a: The test failed at: assert f",
        ),
        (
            [cell("a", 0, 1, "In the case “x” it raises KeyError: 'b' (line 2: c[b])", ["raises"])],
            "a: raises KeyError",
        ),
        ([cell("a", 0, 1, "In the hidden case “x” it raises an exception.", ["raises"])], "a: raises"),
        ([cell("a", 0.5, 1)], "a: partial credit"),
        ([cell("a", 0, 1, "word " * 50)], "a: " + "word " * 15 + "…"),
    ],
)
def test_the_main_mistake_costs_most(cells, said):
    assert main_mistake(student("ann", *cells)) == said


def test_the_table():
    lines = printed(
        student("ann", RIGHT, cell("g-check", 0.5, 1, mistakes=["halved"])),
        student("[red]bob", cell("g-check", 0, 1, mistakes=["halved", "halved", "[b]"])),
        student("eve", cell("g-check", 0, 1), problem="hw.ipynb is not JSON."),
        student("zoe", failure="OSError: disk full"),
    )
    assert lines == [
        "",
        "Not graded (2)",
        "eve: hw.ipynb is not JSON.",
        "zoe: OSError: disk full",
        "",
        "student score main mistake",
        "eve 0 / 1 not graded",
        "zoe - not graded",
        "[red]bob 0 / 1 g-check: halved, halved, [b]",
        "ann 2.5 / 3 g-check: halved",
        "",
        "Mistakes in the class",
        "submissions exercise mistake",
        "2 g-check halved",
        "1 g-check [b]",
    ]


def test_a_class_without_mistakes_has_no_list_of_them():
    assert printed(student("ann", RIGHT)) == ["student score main mistake", "ann 2 / 2"]


def remarked(name):
    return StudentResult(name, [NotebookVerdict("hw", "v", [RIGHT], remarks=["Two notebooks."])], True)


def test_a_large_class_is_folded_and_who_needs_attention_comes_first():
    quiet = [student(f"a{number:03}", RIGHT) for number in range(60)]
    loud = [remarked("zoe"), student("yan", failure="disk full")]
    lines = printed(*quiet, *loud)
    rows = lines[lines.index("student score main mistake remarks") + 1 :]
    assert [row.split()[0] for row in rows[:3]] == ["yan", "zoe", "a000"]
    assert rows[40] == "and 22 more (everybody: --all)"
    whole = printed(*quiet, *loud, is_whole=True)
    assert sum("2 / 2" in line for line in whole) == 61
    assert not any("--all" in line for line in whole)


def test_many_remarks_are_folded():
    lines = printed(*(remarked(f"a{number:03}") for number in range(45)))
    assert sum(line.endswith(": Two notebooks.") for line in lines) == 40
    assert lines[-1] == "and 5 more (everybody: --all)"


def test_rare_mistakes_are_counted_not_listed():
    cells = [cell(f"q{number}", 0, 1, mistakes=["x"]) for number in range(25)]
    assert printed(student("ann", *cells))[-1] == "and 5 rarer ones (all of them: --json FILE)"
    assert len(class_mistakes([student("ann", *cells)])) == 25


def test_what_has_no_name_is_grouped_by_its_wrong_numbers():
    same, other = (
        "`dW` is right in every case. `loss` is 4.5; expected 7.25.",
        "`loss` is 3.5; expected 7.25.",
    )
    messages = {"ann": same, "bob": other, "eve": same}
    counts = class_mistakes(
        [student(name, cell("q", 0, 1, message, ["unknown"])) for name, message in messages.items()]
    )
    assert counts == {("q", f"unknown: {same}"): 2, ("q", f"unknown: {other}"): 1}


def test_what_raises_alike_is_one_mistake_in_whatever_line():
    tests = [
        GradedTest("q", 1, 0, "error", f"it raises ValueError (line {n})", ["raises"], likeness="1f")
        for n in (3, 9)
    ]
    counts = class_mistakes([student(str(number), test) for number, test in enumerate(tests)])
    assert counts == {("q", "raises: it raises ValueError (line 3)"): 2}


def test_plain_data():
    [data] = as_plain_data([student("ann", RIGHT, is_new=False)])
    assert (data["student"], data["score"], data["max_score"], data["graded_now"]) == ("ann", 2, 2, False)
    assert data["notebooks"][0]["cells"] == [
        {
            "grade_id": "f-check",
            "points": 2,
            "score": 2,
            "status": "ok",
            "message": "",
            "mistakes": [],
            "ended_by": "",
            "is_together": False,
            "needs": "",
            "likeness": "",
        }
    ]
    assert json.loads(json.dumps(data)) == data


ACTING = "\x1b[2J\x9b31m\u202egnp\x07\r\n\ud800"


def test_nothing_of_a_student_acts_on_the_terminal_or_in_the_file():
    result = student(ACTING, cell(ACTING, 0, 1, ACTING, [ACTING]), problem=ACTING)
    console = Console(file=io.StringIO(), width=200, force_terminal=True, color_system=None)
    print_report(console, [result, student("ann", cell("a", 0, 1, ACTING))])
    assert not set("\x1b\x9b\u202e\x07\r\ud800") & set(console.file.getvalue())
    [data] = as_plain_data([result])
    assert {data["student"], data["problem"]} == {"\\x1b[2J\\x9b31m\\u202egnp\\x07\\r\\n\\ud800"}
