"""Runs whose processes are killed at random moments, and what the gradebook then holds."""

import contextlib
import random
import threading

import psutil

from autograder.boxes.limits import Limits
from autograder.classroom.class_run import grade_class
from autograder.classroom.pool.local import LocalPool
from autograder.grading.worker import Worker
from autograder.reading.course import open_course
from autograder.writing.gradebook import open_gradebook
from tests.autograder.classroom.graded_class import stored
from tests.autograder.helpers.small_course import ANSWERS, submit

LIMITS = Limits(wall_factor=3.0)
HALF = {**ANSWERS, "double": "def double(x):\n    return 6", "root": "root = 1"}
_PAUSE = "import time\ntime.sleep(0.2)"


def make_class(course, size):
    """Submissions that take a moment each; every third one with mistakes. Returns their names."""
    names = [f"student{number:02}" for number in range(size)]
    for number, name in enumerate(names):
        submit(course, name, {**(ANSWERS if number % 3 else HALF), "sketch": _PAUSE})
    return names


def scores(course, names):
    """Student -> what the gradebook holds of the cells; None where it holds nothing."""
    held = {}
    for name in names:
        held[name] = None
        with contextlib.suppress(Exception):  # nbgrader raises where a student has no submission yet
            held[name] = stored(course, name)
    return held


def run(course, jobs=2, *, force=False):
    """One run with real boxes in this process; returns its results by student."""
    opened = open_course(course)
    with open_gradebook(opened) as gradebook:
        results = grade_class(
            opened,
            gradebook,
            "hw",
            LocalPool(lambda modules: Worker(limits=LIMITS, modules=modules), jobs),
            force=force,
        )
    return {result.student: result for result in results}


class Killer:
    """Sends SIGKILL to processes below this one, at moments and to victims of a seeded generator.

    What was there before it was made, such as the browser of other tests, is spared with all below it.

    Parameters
    ----------
    seed : int
    kills : int
        How many, over all `with` blocks.
    pause : float
        Mean seconds between two of them.
    """

    def __init__(self, seed, kills, pause=1.0):
        self.random, self.left, self.pause = random.Random(seed), kills, pause
        self.victims = []
        self._spared = set(psutil.Process().children())
        self._stopped = threading.Event()

    def __enter__(self):
        self._stopped.clear()
        self._thread = threading.Thread(target=self._kill)
        self._thread.start()
        return self

    def __exit__(self, *error):
        self._stopped.set()
        self._thread.join()

    def _kill(self):
        while self.left > 0 and not self._stopped.wait(self.random.expovariate(1 / self.pause)):
            with contextlib.suppress(psutil.Error):
                below = self.below()
                if below:
                    victim = self.random.choice(below)
                    self.victims.append(victim.name())
                    victim.kill()
                    self.left -= 1

    def below(self):
        """Every process below this one that is not spared."""
        found = []
        for child in psutil.Process().children():
            if child not in self._spared:
                with contextlib.suppress(psutil.NoSuchProcess):  # it ended just now
                    found += [child, *child.children(recursive=True)]
        return found
