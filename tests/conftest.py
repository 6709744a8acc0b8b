"""What several test files share: a browser."""

import pytest

from tests.browser import Browser

collect_ignore = ["plain_course/course"]  # a course folder, not tests

# Each worker takes whole files, in this order, the longest first: a long one at the end would have the other
# worker wait for it.
_LONG_FIRST = (
    "attacks/test_attacks.py",
    "notebooks/test_contract.py",
    "sample_class/test_sample_class.py",
    "classroom/test_disturbed_runs.py",
    "in_browser/test_page.py",
    "in_browser/test_for_everyone.py",
    "pool/test_cluster.py",
    "exercises/test_exercises.py",
    "test_jupyterlab.py",
    "in_browser/test_lab.py",
    "boxes/test_limits.py",
    "autograder/cli/test_runs.py",
    "test_nbgrader_commands.py",
    "plain_course/test_plain_course.py",
    "process/test_leaving.py",
)


def pytest_collection_modifyitems(items):
    """Long files first; all else stays in its order."""
    items.sort(key=lambda item: _rank(item.path.as_posix()))


def _rank(path):
    return next((k for k, end in enumerate(_LONG_FIRST) if path.endswith(end)), len(_LONG_FIRST))


@pytest.fixture(scope="session")
def _browser():
    """Headless Chromium for the whole run."""
    with Browser() as browser:
        yield browser


@pytest.fixture
def chromium(_browser):
    """A running headless Chromium (a Playwright `Browser`); one that died in an earlier test is replaced."""
    return _browser.running()
