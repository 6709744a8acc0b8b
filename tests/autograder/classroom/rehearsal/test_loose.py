"""Tests that pass over missing entries, run in this process instead of the boxes."""

from types import SimpleNamespace

import pytest

from autograder.classroom.rehearsal.loose import passing_over
from autograder.classroom.rehearsal.trial import Outcome

SOLVED = {
    "import pandas as pd\nages = pd.Series([31, 25])": {"ages"},
    "import pandas as pd\ndef ages():\n    return pd.DataFrame({'age': [31, 25]})['age']": {"ages"},
}
LOOSE = "assert (ages == pd.Series([31, 25])).all()"
STRICT = {
    "a type": "assert ages.dtype == 'int64' and (ages == pd.Series([31, 25])).all()",
    "missing entries": "assert not ages.isna().any() and (ages == pd.Series([31, 25])).all()",
    "list": "assert ages.tolist() == [31, 25]",
    "own comparison of pandas": "pd.testing.assert_series_equal(ages, pd.Series([31, 25]), check_names=False)",
}


def run_here(cells):
    """What `passing_over` asks for: (cell -> what stands in it) -> the outcomes."""

    def run(text_of):
        names, outcomes = {}, {}
        for cell in cells:
            passes = 1.0
            try:
                exec(cell.source if cell.grade_id else text_of(cell), names)
            except AssertionError:
                passes = 0.0
            outcomes[cell.grade_id] = Outcome(passes)
        return outcomes

    return run


def passed_over(solved, binds, test):
    answer = SimpleNamespace(grade_id=None, cell_type="code", solved=solved, solves=binds)
    graded = SimpleNamespace(grade_id="t", source=test, points=1.0)
    notebook = SimpleNamespace(
        test_cells=[graded], modules=frozenset({"pandas"}), uses_the_grader=lambda cell: False
    )
    return passing_over(notebook, run_here([answer, graded]))


@pytest.mark.parametrize("solved", SOLVED)
def test_a_comparison_that_passes_over_na_is_named(solved):
    test = LOOSE.replace("ages", "ages()") if "def ages" in solved else LOOSE
    assert passed_over(solved, SOLVED[solved], test) == {"t"}


@pytest.mark.parametrize("test", STRICT.values(), ids=STRICT)
def test_a_test_that_looks_at_what_is_missing_is_not(test):
    solved, binds = next(iter(SOLVED.items()))
    assert passed_over(solved, binds, test) == frozenset()
