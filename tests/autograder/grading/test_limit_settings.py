"""The limits of a course: from its configuration, from nbgrader's own setting, from the command line."""

import pytest
from traitlets.config import Config

from autograder.boxes.limits import Limits
from autograder.grading.settings.limit_settings import limits_of
from autograder.reading.course import SetupError

DEFAULT = Limits()
ONE_SETTING = {
    "seconds": ({"AutograderLimits": {"cell_seconds": 60}}, {}, Limits(cell_seconds=60.0)),
    "a size as text": ({"AutograderLimits": {"memory": "4G"}}, {}, Limits(memory=4 * 2**30)),
    "a size in bytes": ({"AutograderLimits": {"disk": 2**21}}, {}, Limits(disk=2**21)),
    "nbgrader's timeout": ({"ExecutePreprocessor": {"timeout": 60}}, {}, Limits(cell_seconds=60.0)),
    "nbgrader's timeout, by its own class": ({"Execute": {"timeout": 60}}, {}, Limits(cell_seconds=60.0)),
    "no timeout": ({"ExecutePreprocessor": {"timeout": -1}}, {}, DEFAULT),
    "ours above nbgrader's": (
        {"ExecutePreprocessor": {"timeout": 60}, "AutograderLimits": {"cell_seconds": 5}},
        {},
        Limits(cell_seconds=5.0),
    ),
    "the command line above all": (
        {"AutograderLimits": {"cell_seconds": 5}},
        {"cell_seconds": "7.5", "memory": "512M", "test_seconds": None},
        Limits(cell_seconds=7.5, memory=512 * 2**20),
    ),
    "nothing": ({}, {}, DEFAULT),
}


@pytest.mark.parametrize("case", ONE_SETTING.values(), ids=ONE_SETTING)
def test_a_limit_is_set(case):
    config, options, limits = case
    assert limits_of(Config(config), options) == limits


NONSENSE = {
    "cell_seconds": [0, -1, "soon", True, float("nan"), float("inf"), [1]],
    "memory": [0, "2X", "-1G", 1024, "much"],
    "output": ["", 0],
    "wall_factor": [0.5],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in NONSENSE for value in NONSENSE[name]])
@pytest.mark.parametrize("place", ["configuration", "command line"])
def test_nonsense_is_refused_with_a_sentence(name, value, place):
    config = Config({"AutograderLimits": {name: value}} if place == "configuration" else {})
    options = {name: value} if place == "command line" else {}
    where = f"AutograderLimits.{name}" if place == "configuration" else f"--{name.replace('_', '-')}"
    with pytest.raises(SetupError) as refused:
        limits_of(config, options)
    assert str(refused.value).startswith(f"{where}: the limit must be ")
    assert f"; got {value!r}. Without it, it is " in str(refused.value)
