"""Process 1 of a submission: ours, so that its end is everybody's.

It forks the box and then does nothing but wait. It never runs a line of a student, holds no channel, cannot
be looked into, and no signal of the submission reaches it. When it ends, the kernel ends all that is left of
the submission; where there are no namespaces, what is left goes to the warm process, which ends it.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence

from autograder.boxes.process.children import adopt_orphans, die_with_parent
from autograder.boxes.process.namespaces import set_dumpable


def keep(box: Callable[[], None], descriptors: Sequence[int]) -> None:
    """Run `box` in a fork; returns when that fork has ended.

    Parameters
    ----------
    box : callable
        Runs in the child alone, which ends with it.
    descriptors : sequence of int
        The box's own: closed here.
    """
    adopt_orphans()
    set_dumpable(False)
    _ignore_signals()
    child = os.fork()
    if child == 0:
        set_dumpable(True)
        die_with_parent()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        box()
        return
    for descriptor in descriptors:
        os.close(descriptor)
    while os.waitpid(-1, 0)[0] != child:
        pass


def _ignore_signals() -> None:
    """The kernel keeps from process 1 what it has no handler for; so it must have none."""
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        if callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)
