"""Which way each cell runs, decided from scores: boxes that are a table, without a process."""

import pytest

from autograder.classroom.rehearsal.deciding import decide
from autograder.classroom.rehearsal.trial import Outcome
from autograder.reading.assignment import InstructorCell, InstructorNotebook
from autograder.reading.ways.way import ALL_CANARIES, Way

CELLS = ("a", "b", "c")


def notebook(**sources):
    settings = {"grade": True, "solution": False, "locked": True, "points": 1}
    cells = tuple(
        InstructorCell("code", name, name, source := sources.get(name, "assert f(1) == 2"), source, source,
                       {"nbgrader": {**settings, "grade_id": name}})
        for name in CELLS
    )  # fmt: skip
    return InstructorNotebook("hw", cells, {}, {})


def outcomes(scores):
    return {name: Outcome(float(score)) for name, score in zip(CELLS, scores, strict=True)}


KERNEL = {"solution": outcomes([1, 1, 1]), "blank": outcomes([0, 0, 0])}


class Boxes:
    """Runs nothing: the solution earns what `gives` says of the set of cells that run together."""

    def __init__(self, gives):
        self.gives, self.runs = gives, 0

    def __call__(self, version, ways):
        self.runs += 1
        if version == "blank":
            return outcomes([0, 0, 0])
        return outcomes(self.gives({name: way for name, way in ways.items() if way.is_together}))


def together(decision):
    return {name for name, way in decision.ways.items() if way.is_together}


def test_what_holds_apart_stays_apart_and_costs_no_further_run():
    boxes = Boxes(lambda ways: [1, 1, 1])
    decision = decide(notebook(), KERNEL, boxes, {})
    assert together(decision) == set() and boxes.runs == 2


def test_only_what_needs_it_runs_together():
    decision = decide(
        notebook(b="assert isinstance(x, T)"), KERNEL, Boxes(lambda ways: [1, "b" in ways, 1]), {}
    )
    assert together(decision) == {"b"}
    assert decision.ways["b"] == Way(True, "asks for the class of what the student made")
    assert [decision.boxes["solution"][name].score for name in CELLS] == [1, 1, 1]


def test_a_cell_that_loses_by_another_one_follows_it():
    decision = decide(
        notebook(), KERNEL, Boxes(lambda ways: [1, "b" in ways, "b" not in ways or "c" in ways]), {}
    )
    assert together(decision) == {"b", "c"}


def test_a_cell_that_needs_the_state_of_all_before_it_takes_those_along():
    decision = decide(notebook(), KERNEL, Boxes(lambda ways: [1, {"a", "b"} <= ways.keys(), 1]), {})
    assert together(decision) == {"a", "b"}


def test_what_holds_neither_way_keeps_nothing_from_the_others():
    def gives(ways):
        return [0, "b" in ways, "b" not in ways or "c" in ways]

    assert together(decide(notebook(), KERNEL, Boxes(gives), {})) == {"b", "c"}


def test_what_holds_neither_way_stays_apart():
    decision = decide(notebook(), KERNEL, Boxes(lambda ways: [0, "b" in ways, 1]), {})
    assert together(decision) == {"b"}
    assert decision.boxes["solution"]["a"].score == 0


def test_a_copy_that_passes_beside_the_solution_is_left_out():
    def gives(ways):
        return [1, "b" in ways and "negated" not in ways["b"].canaries, 1]

    decision = decide(notebook(), KERNEL, Boxes(gives), {})
    assert decision.ways["b"].canaries == ALL_CANARIES - {"negated"}
    assert decision.boxes["solution"]["b"].score == 1


@pytest.mark.parametrize("way", [Way(is_fixed=True), Way(True, "mine", frozenset(), is_fixed=True)])
def test_what_the_instructor_decided_stays(way):
    decision = decide(notebook(), KERNEL, Boxes(lambda ways: [1, "b" in ways, 1]), {"b": way})
    assert decision.ways["b"] == way


def test_a_test_that_calls_check_is_never_tried_together():
    book = notebook(a="from autograder import check\ncheck(f)")
    decision = decide(book, KERNEL, Boxes(lambda ways: ["a" in ways, 1, 1]), {})
    assert together(decision) == set()
