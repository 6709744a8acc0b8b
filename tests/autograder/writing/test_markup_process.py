"""What takes too long to render is shown literally, and the next text is rendered all the same."""

import contextlib
import os
import signal
import subprocess
import sys

import psutil
import pytest

from autograder.writing import markup_process
from autograder.writing.markup_process import SafeMarkup
from autograder.writing.safe_markup import literal_markdown
from tests.autograder.nasty_text import PIECES, nasty

ENDLESS = r"\begin{a}" * 20_000


@pytest.fixture
def process():
    own = markup_process._MarkupProcess()
    yield own
    own.close()


@pytest.fixture
def little_time(monkeypatch):
    monkeypatch.setattr(markup_process, "TEXT_SECONDS", 0.2)


def test_a_text_within_its_time_is_rendered():
    assert SafeMarkup().markdown("**a** [b](/c)", {}) == "**a** [b] (/c)"
    assert SafeMarkup().markdown("a\ud800", {}) == "a"


def test_a_text_without_end_is_literal_and_the_next_is_not(little_time):
    markup = SafeMarkup()
    assert markup.markdown(ENDLESS, {}) == literal_markdown(ENDLESS)
    assert markup.markdown("**a**", {}) == "**a**"


def test_the_texts_of_a_notebook_have_a_limit_together(little_time):
    markup = SafeMarkup(seconds=0.3)
    assert [markup.markdown(text, {}) for text in (ENDLESS, ENDLESS, "**a**")] == [
        literal_markdown(text) for text in (ENDLESS, ENDLESS, "**a**")
    ]


def test_no_text_ends_the_process_for_good(process):
    for name in PIECES:
        process.ask(nasty(name, 3000), {}, 0.02)
    assert process.ask("**a**", {}, 5.0)[0] == "**a**"


@pytest.mark.parametrize("whole_group", [True, False])
def test_a_process_that_was_killed_is_replaced(process, whole_group):
    process.start()
    (started, _), before = process._running, process._running
    process.ask("a", {}, 5.0)
    (os.killpg if whole_group else os.kill)(started.pid, signal.SIGKILL)
    process.ask("a", {}, 5.0)
    process.ask("a", {}, 5.0)
    assert process.ask("**a**", {}, 5.0)[0] == "**a**"
    assert not whole_group or process._running is not before


def test_a_late_answer_is_not_taken_for_the_next(process):
    process.start()
    process._rest = b'[0, "late", 0.0]\n'
    assert process.ask("**a**", {}, 5.0)[0] == "**a**"


def test_no_process_is_left(process):
    process.ask("a", {}, 5.0)
    started, _ = process._running
    members = [psutil.Process(pid) for pid in running_in_group(started.pid)]
    process.close()
    psutil.wait_procs(members, timeout=600)  # a killed process ends a moment later
    assert running_in_group(started.pid) == []


def running_in_group(group):
    """Processes of a group that still run; one that has ended waits for the system to clear it away."""
    members = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, ProcessLookupError):
            if os.getpgid(process.pid) == group and process.status() != psutil.STATUS_ZOMBIE:
                members.append(process.pid)
    return members


def test_where_the_filters_need_more_nbconvert_is_imported_whole():
    program = (
        "from autograder.writing import markup_process as process\n"
        "whole, process.stand_in = process.stand_in, lambda module, *names: whole(module)\n"
        "process._import_filters()\n"
        "print(process.safe_markdown('**a**', {}))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (ran.stdout, ran.returncode) == ("**a**\n", 0), ran.stderr
