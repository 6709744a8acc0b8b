"""A date is read in one way or not at all."""

from datetime import datetime

import pytest
from nbgrader.utils import parse_utc

from autograder.reading.submission import Submission
from autograder.reading.timestamp import parse_timestamp

NINE = datetime(2026, 3, 2, 9)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02 09:00:00 UTC",
        "2026-03-02 09:00:00.000000 UTC\n",
        "2026-03-02T09:00:00Z",
        "2026-03-02T10:00:00+01:00",
        "2026-03-02 09:00",
        "2026-3-2 9:00:00",
        "2026/03/02 09:00:00",
        "2026-03-02 10:00:00 Europe/Berlin",
    ],
)
def test_what_is_read_is_what_nbgrader_reads(text):
    assert parse_timestamp(text) == NINE == parse_utc(text.strip())


@pytest.mark.parametrize(
    "text", ["2026-03-02 10:00:00 +0100", "2026-03-02 10:00:00+01", "2026-03-02-09-00-00"]
)
def test_forms_that_nbgrader_misreads(text):
    assert parse_timestamp(text) == NINE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "05.03.2026 10:00:00",
        "05.03.2026",
        "03/05/2026 10:00",
        "05-03-26 10:00",
        "2026-03-02",
        "10:00",
        "2026-02-30 10:00:00",
        "2026-03-02 25:00:00",
        "2026-03-02 10:00:00 XYZ",
        "2026-03-02 10:00:00 CEST",
        "0001-01-01 00:00:00 +14:00",
        "1772442000",
        "2026-03-02 10:00:00 UTC and more",
        "\x1b[2J2026-03-02 10:00:00",
        "9" * 100_000,
    ],
)
def test_what_is_no_date_or_may_be_two_is_refused(text):
    with pytest.raises(ValueError, match="^must be ") as refused:
        parse_timestamp(text)
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 200


def test_short_names_of_the_courses_zone_are_known():
    assert parse_timestamp("2026-03-02 10:00:00 CET", "Europe/Berlin") == NINE
    assert parse_timestamp("2026-07-02 11:00:00 CEST", "Europe/Berlin") == datetime(2026, 7, 2, 9)
    twice = [parse_timestamp(f"2026-10-25 02:30:00 {name}", "Europe/Berlin") for name in ("CEST", "CET")]
    assert [moment.hour for moment in twice] == [0, 1]


@pytest.mark.parametrize("data", [b"yesterday", b"", b"\xff\xfe2\x000\x00", b"05.03.2026 10:00:00"])
def test_a_submission_says_what_is_wrong_with_its_date(data):
    submission = Submission("ann", {"timestamp.txt": data})
    assert submission.handed_in is None
    assert submission.date_problem.startswith("timestamp.txt must be of the form")


def test_no_date_is_no_problem():
    submission = Submission("ann", {})
    assert (submission.handed_in, submission.date_problem) == (None, "")
