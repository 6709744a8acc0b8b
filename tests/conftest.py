"""What several test files share: a browser, and a folder."""

import contextlib

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
    "kit/test_students_day.py",
    "plain_course/test_plain_course.py",
    "process/test_leaving.py",
)


def pytest_collection_modifyitems(items):
    """Long files first; all else stays in its order."""
    items.sort(key=lambda item: _rank(item.path.as_posix()))


def _rank(path):
    return next((k for k, end in enumerate(_LONG_FIRST) if path.endswith(end)), len(_LONG_FIRST))


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory, worker_id):
    """A folder that all workers of a run share; what lies in it must be put there whole, by a renaming."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "of_the_run"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def _browser():
    """Headless Chromium for the whole run."""
    with Browser() as browser:
        yield browser


@pytest.fixture
def chromium(_browser):
    """A running headless Chromium (a Playwright `Browser`); one that died in an earlier test is replaced."""
    return _browser.running()


@pytest.fixture(scope="module")
def _tabs():
    """The page of `tab`, by its browser."""
    from playwright.sync_api import Error

    tabs = {}
    yield tabs
    for page in tabs.values():
        with contextlib.suppress(Error):  # what died cannot be closed
            page.close()


@pytest.fixture
def tab(chromium, _tabs):
    """A page that the tests of a file share, in a browser context of its own.

    A new page costs a second of processor time, and JupyterLab's scripts are read anew in it. A test that
    leaves behind more than a size or an address takes a page from `chromium`.
    """
    if chromium not in _tabs:
        _tabs.clear()
        _tabs[chromium] = chromium.new_page()
    return _tabs[chromium]
