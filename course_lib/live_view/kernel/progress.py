"""How far a slow table of pictures is, in a line of the cell's output that goes away when the page is there.

It is for tables alone. A training that runs long has a bar of its own on standard output.
"""

import time
from contextlib import contextmanager

PATIENCE = 0.7  # seconds before the line appears
PACE = 0.25  # seconds between two changes of it


@contextmanager
def progress(title):
    """Yield `tick(done, total)`, which shows a line once the work takes longer than the reader's patience.

    The line also says what it means if it stays: a kernel that dies cannot say it itself.
    """
    handle, last = None, time.monotonic() - PACE + PATIENCE

    def tick(done, total):
        nonlocal handle, last
        now = time.monotonic()
        if now - last < PACE:
            return
        last = now
        line = _line(
            f"{title}: {done} of {total} pictures computed. If this line stays, the kernel has stopped: "
            "choose Kernel, Restart, and run the cell again."
        )
        if handle is None:
            handle = _display(line)
        elif handle is not True:
            handle.update(line, raw=True)

    try:
        yield tick
    finally:
        if handle not in (None, True):
            handle.update(_line(""), raw=True)


def _line(text):
    return {"text/plain": text}


def _display(line):
    """Show the line in a notebook; elsewhere there is nobody to wait."""
    from IPython import get_ipython
    from IPython.display import display

    if get_ipython() is None:
        return True
    return display(line, raw=True, display_id=True)
