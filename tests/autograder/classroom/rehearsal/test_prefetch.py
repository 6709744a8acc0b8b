"""What a solution downloads, from a server of this machine: kept, and read by students' cells without a network."""

import http.server
import threading

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.grading.no_network import NO_NETWORK
from autograder.grading.one_submission import grade_submission
from autograder.reading.course import open_course
from autograder.reading.read_assignment import read_assignment
from autograder.reading.submission import Submission
from autograder.writing.gradebook import open_gradebook
from tests.autograder.helpers.small_course import answered, cell, plain, release, write_course

DATA = b"a,b\n1,2\n3,4\n"
READS = "from urllib.request import urlopen\nrows = urlopen('{address}').read().split()"
RETRIEVES = "import urllib.request\npath, _ = urllib.request.urlretrieve('{address}')\nrows = open(path, 'rb').read().split()"
REQUESTS = "import requests\nrows = requests.get('{address}').content.split()"
TEST = "assert rows == [b'a,b', b'1,2', b'3,4']"


class _Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/csv")
        self.end_headers()
        self.wfile.write(DATA)

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The course after `autograder prefetch`, the address that it read, and what was printed; the server is gone."""
    with http.server.HTTPServer(("127.0.0.1", 0), _Server) as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/table.csv"
        answer = f"### BEGIN SOLUTION\n{READS.format(address=address)}\n### END SOLUTION"
        cells = [cell("answer", "load", answer), cell("test", "load-check", TEST, points=2)]
        root = write_course(tmp_path_factory.mktemp("online") / "course", cells)
        done = CliRunner().invoke(main, ["prefetch", "hw", "--course", str(root)])
        server.shutdown()
    assert done.exit_code == 0, (done.output, done.exception)
    release(root)
    return root, address, done.output


def test_what_was_fetched_is_named_and_released(course):
    root, address, output = course
    assert f"{address}  {len(DATA)} bytes" in output
    assert f"1 kept in {root / 'source' / 'hw' / 'prefetched'}" in output
    kept = root / "release" / "hw" / "prefetched"
    assert sorted(path.read_bytes() == DATA for path in kept.iterdir()) == [False, True]


@pytest.mark.parametrize(
    ("answer", "score"),
    [(READS, 2.0), (RETRIEVES, 2.0), (REQUESTS, 2.0), ("rows = []", 0.0)],
    ids=["read", "retrieved", "by requests", "none"],
)
def test_students_read_it_without_a_network(course, walled, answer, score):
    assert graded(course, walled, answer.format(address=course[1])).score == score


def test_who_reads_another_address_is_told(course, walled):
    result = graded(course, walled, READS.format(address="http://course.example/table.csv"))
    assert result.score == 0
    assert NO_NETWORK in result.message


def graded(course, worker, answer):
    opened = open_course(course[0])
    with open_gradebook(opened) as gradebook:
        read = read_assignment(opened, "hw", gradebook.released("hw"))
    submission = Submission("ann", {"main.ipynb": plain(answered(course[0], {"load": answer}))})
    (result,) = grade_submission(read, submission, worker, ["main"]).notebooks["main"].verdict.cells
    return result
