"""The network is off for students' code, unless the course or the command line opens it."""

import socket
import threading

import pytest
from traitlets.config import Config

from autograder.grading.settings.course_python import network_of
from autograder.grading.worker import Worker
from autograder.records import Plan
from tests.autograder.helpers.in_boxes import graded, student

READS = """
import socket
try:
    with socket.create_connection(("127.0.0.1", {port}), timeout=20) as connection:
        x = connection.recv(5)
except OSError as error:
    x = type(error).__name__
"""


@pytest.fixture
def port():
    """Of a server on this machine that greets whoever connects."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet():
            try:
                while True:
                    with server.accept()[0] as connection:
                        connection.sendall(b"hello")
            except OSError:  # the server was closed
                return

        thread = threading.Thread(target=greet, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
        thread.join(10)


@pytest.mark.parametrize(("is_online", "x"), [(True, b"hello"), (False, "ConnectionRefusedError")])
def test_a_server_is_reached_only_where_the_network_is_open(port, is_online, x):
    plan = Plan((student(READS.format(port=port)), graded(f"assert x == {x!r}, x")), frozenset("x"))
    with Worker("bwrap", has_network=is_online) as worker:
        result = worker.grade(plan)[-1]
    assert (result.score, result.message) == (4.0, "")


@pytest.mark.parametrize(
    ("configured", "option", "is_online"),
    [(False, None, False), (True, None, True), (True, False, False), (False, True, True)],
)
def test_the_command_line_stands_above_the_configuration(configured, option, is_online):
    assert network_of(Config({"AutograderCourse": {"network": configured}}), option) == is_online
