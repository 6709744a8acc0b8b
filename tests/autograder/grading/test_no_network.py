"""A failed download is told as such, and nothing else is."""

import pytest

from autograder.grading.no_network import NO_NETWORK, with_network_named
from autograder.records import CellResult
from tests.autograder.helpers.in_boxes import grade, graded, student

URL_ERROR = "<urlopen error [Errno -3] Temporary failure in name resolution>"


def named(**fields):
    (result,) = with_network_named([CellResult(**fields)])
    return result.message


@pytest.mark.parametrize(
    "text",
    [
        URL_ERROR,
        "[Errno 101] Network is unreachable",
        "HTTPConnectionPool(host='a', port=80): Max retries exceeded (Failed to resolve 'a': "
        "[Errno -2] Name or service not known)",
    ],
)
def test_an_exception_of_a_download(text):
    error = {"output_type": "error", "ename": "URLError", "evalue": text, "traceback": []}
    assert named(status="error", outputs=[error]) == NO_NETWORK
    assert named(status="error", message=f"URLError: {text}") == f"{NO_NETWORK}\nURLError: {text}"


@pytest.mark.parametrize(
    "text", ["curl: (6) Could not resolve host: a", "wget: unable to resolve host address 'a'"]
)
def test_a_program_that_downloads(text):
    assert named(outputs=[{"output_type": "stream", "name": "stderr", "text": text}]) == NO_NETWORK


@pytest.mark.parametrize(
    "text", ["ConnectionError: closed by the exercise", "[Errno 111] Connection refused", ""]
)
def test_what_is_no_download_is_left_alone(text):
    assert named(status="error", message=text) == text


def test_a_cell_and_its_test_name_it(walled):
    download = "from urllib.request import urlopen\nf = urlopen('http://course.example/a.csv').read()"
    cell, test = with_network_named(grade(walled, student(download), graded("assert f")))
    assert cell.message == NO_NETWORK
    assert test.message.startswith(f"{NO_NETWORK}\n")
    assert test.score == 0.0
