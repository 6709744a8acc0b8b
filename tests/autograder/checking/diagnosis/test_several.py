"""Several mistakes in one output, and answers that tell too little to find any."""

import numpy as np
import pytest

from autograder.checking.diagnosis.diagnose import diagnose
from autograder.checking.diagnosis.hypotheses import are_telling
from autograder.checking.diagnosis.several import several_mistakes
from autograder.exercises.exercise import Mistake
from tests.autograder.checking.diagnosis.test_diagnosis import made, mean_and_slope, results

SEVERAL = made(
    mistakes=(
        Mistake("tripled", "Three times.", {"factor": 3.0}),
        Mistake("shifted", "Shifted.", {"offset": 1.0}, paired=False),
        Mistake("stepped", "A step at 0.", {"step": 5}),
    )
)


@pytest.mark.parametrize(
    ("change", "output", "ids"),
    [
        (lambda mean, slope: (3 * mean + 1, slope + 7), "mean", {"tripled", "shifted"}),
        (
            lambda mean, slope: (2 * (3 * mean + 1), np.exp(slope)),
            "mean",
            {"tripled", "shifted", "mean_doubled"},
        ),
        (lambda mean, slope: (np.log(mean), np.exp(slope)), None, set()),
    ],
)
def test_several_mistakes_of_one_output_are_found_on_request(change, output, ids):
    wrong = results(SEVERAL, lambda x: change(*mean_and_slope(x)))
    assert diagnose(SEVERAL, wrong) == ()
    found = several_mistakes(SEVERAL, wrong, seconds=5)
    assert (found and found.output) == output
    if found:
        assert ids <= {mistake.id for mistake in found.mistakes}
    assert several_mistakes(SEVERAL, wrong, seconds=0) is None


def test_a_number_that_stands_everywhere_tells_nothing():
    assert not are_telling(SEVERAL, results(SEVERAL, lambda x: (-1.0, np.full(len(x), -1.0))))
    assert are_telling(SEVERAL, results(SEVERAL, lambda x: (np.mean(x), 2.0 * x)))
