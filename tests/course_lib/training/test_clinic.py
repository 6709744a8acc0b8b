"""The clinic: every disease is seen in its curves or measurements, and its own remedy is the best one."""

from dataclasses import replace

import numpy as np
import pytest

from course_lib.training.clinic import DISEASES, REMEDIES, Setup, findings, train

LN_10 = np.log(10)


def last_loss(setup):
    return train(setup).validation[-1]


@pytest.mark.parametrize("name", DISEASES)
def test_no_remedy_does_better_than_its_own(name):
    disease = DISEASES[name]
    own = last_loss(REMEDIES[disease.remedy](disease.setup))
    others = [
        last_loss(change(disease.setup)) for remedy, change in REMEDIES.items() if remedy != disease.remedy
    ]
    assert own <= min(others) and own < 1.6
    if name != "healthy":
        assert own < 0.6 * last_loss(disease.setup) or last_loss(disease.setup) - own > 0.5


@pytest.mark.parametrize("name", DISEASES)
def test_a_patient_differs_from_the_healthy_one_in_what_is_treated(name):
    disease = DISEASES[name]
    treated = REMEDIES[disease.remedy](disease.setup)
    assert (treated == disease.setup) is (name == "healthy")
    assert replace(treated, alpha=Setup().alpha) == Setup()  # one disease each, besides the step size


def test_what_tells_each_disease_from_the_healthy_one():
    course = {name: train(disease.setup) for name, disease in DISEASES.items()}
    found = {name: findings(disease.setup) for name, disease in DISEASES.items()}
    well = course["healthy"]
    assert well.training[-1] < well.validation[-1] < 0.4 and well.accuracy > 0.85
    assert np.max(np.diff(well.training)) < 0.2 < np.max(np.diff(course["α too high"].training))
    low = course["α too low"].training
    assert np.all(np.diff(low) < 0) and low[-1] > 2
    assert abs(found["batches of 1"].agreement) < 0.3 < 0.7 < found["healthy"].agreement
    over = course["overfitting"]
    assert over.training[-1] < 0.05 and over.validation[-1] > over.validation.min() + 0.05 > 1
    assert found["dead ReLUs"].alive == 0 < found["dead ReLUs"].spread
    assert found["all weights start at 0"].spread == 0 == found["all weights start at 0"].alive
    for name in ("dead ReLUs", "all weights start at 0"):
        assert np.all(np.abs(course[name].training - LN_10) < 0.02)
    assert found["inputs not normalised"].first_loss > 100 and found["inputs not normalised"].ink == 255
    wrong = course["wrong sign"].training
    assert np.all(np.diff(wrong[np.isfinite(wrong)]) > 0) and np.isnan(course["wrong sign"].accuracy)
    shuffled = course["labels shuffled"]
    assert shuffled.training[-1] < LN_10 < shuffled.validation[-1] and shuffled.accuracy < 0.2


def test_a_run_is_the_same_each_time():
    train.cache_clear()
    first = train(Setup())
    train.cache_clear()
    np.testing.assert_array_equal(train(Setup()).training, first.training)
