"""Answers under seal: opened by whatever is within the tolerance, by nothing else, and read by nobody."""

import numpy as np
import pytest

from autograder.exercises import sealed as sealing
from autograder.exercises.sealed import Remark, place_of, places_near, sealed, slack_of

RNG = np.random.default_rng(5)
MIDDLES = [
    np.array(3.0),
    np.array(0.0),
    np.array(-0.0168),
    np.array(1e-5),
    np.array([4.0, 2.0, 6.0, 1.0, 5.0]),
    np.array([10.0, 64.0]),
    np.array([0.0, 0.0]),
    np.zeros(0),
    *(RNG.normal(size=3) * 10.0 ** RNG.integers(-4, 4) for _ in range(30)),
]


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(sealing, "_ROUNDS", 1)
    sealing._slow_hash.cache_clear()
    yield
    sealing._slow_hash.cache_clear()


@pytest.mark.parametrize("tolerance", [5e-3, 1e-5, 1e-9])
def test_every_answer_within_the_tolerance_has_one_of_the_places(tolerance):
    for middle in MIDDLES:
        near, slack = set(places_near(middle, tolerance)), slack_of(middle, tolerance)
        corners = [np.sign(RNG.normal(size=middle.shape)) for _ in range(20)]
        inside = [RNG.uniform(-1, 1, size=middle.shape) for _ in range(20)]
        assert {place_of(middle + slack * each, tolerance) for each in corners + inside} <= near
        assert len(near) <= 2 ** (middle.size + 1)


def test_what_is_not_finite_has_no_place():
    assert place_of(np.array([1.0, np.nan]), 1e-5) is None
    assert place_of(np.array(-np.inf), 1e-5) is None


def remarks():
    """A right answer of two outputs, each by itself, and a wrong one whose place it shares."""
    for name, value in (("line", 4.0), ("value", 1.25)):
        yield {name: np.array(value)}, Remark({name: bounds(value)})
    wrong = {"line": np.array(4.0), "value": np.array(1.26)}
    yield wrong, Remark({"line": bounds(4.0), "value": bounds(1.26)}, "rounded", "That is rounded.")


def bounds(value, tolerance=5e-3):
    return np.array(value * (1 - tolerance)), np.array(value * (1 + tolerance))


def opened(seals, **values):
    return [
        each.mistake for each in seals.opened_by({name: np.array(value) for name, value in values.items()})
    ]


def test_only_the_answer_opens_what_is_said_of_it(quick):
    seals = sealed(remarks(), b"a question", 5e-3)
    assert opened(seals, line=4) == opened(seals, value=1.25) == opened(seals, value=1.2561) == [""]
    assert opened(seals, line=3) == opened(seals, value=1.257) == opened(seals, value=[1.25]) == []
    assert opened(seals, line=4, value=1.26) == ["rounded"]
    assert opened(seals, line=4, value=1.25) == []  # in the same place, outside the bounds
    assert opened(seals, line=np.inf) == []


def test_what_is_under_seal_cannot_be_read(quick):
    seals = sealed(remarks(), b"a question", 5e-3)
    assert b"rounded" not in b"".join([*seals.remarks, *(part for slot in seals.slots for part in slot)])
    assert len({len(text) for text in seals.remarks}) == 1
    assert seals == sealed(remarks(), b"a question", 5e-3)
    assert {tag for tag, _ in seals.slots}.isdisjoint(tag for tag, _ in sealed(remarks(), b"b", 5e-3).slots)


def test_a_long_answer_is_refused(monkeypatch):
    monkeypatch.setattr(sealing, "_MOST_PLACES", 1)
    with pytest.raises(ValueError, match=r"an answer under seal must be short; got the shape \(40,\)"):
        list(places_near(np.linspace(0, 1, 40), 5e-3))
