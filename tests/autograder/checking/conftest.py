"""A course with a secret, where a test looks at hidden cases."""

import pytest

from autograder.exercises.draws import use_secret


@pytest.fixture
def secret():
    """The secret of a course, known to this process while the test runs."""
    use_secret(b"of the tests")
    yield b"of the tests"
    use_secret(None)
