"""What one submission may use, how much may cross, and how long the texts are that are kept."""

from __future__ import annotations

from dataclasses import dataclass

# How long a student's process may take to clear away what a dead one left behind, in seconds.
TAKEOVER_SECONDS = 15.0

# Bytes of one message: the largest arrays and files of a homework; a hostile one must not fill our memory.
MESSAGE_BYTES = 256 * 2**20
# Bytes of one packet of it: below what a socket takes at once by default.
PACKET_BYTES = 64 * 1024
# How deep data may be nested: far above any answer, far below Python's recursion limit.
DEPTH = 64
# Dimensions of an array: what every supported version of NumPy takes.
MAX_DIMENSIONS = 32
# Descriptors that one process may have open: JupyterLab's kernels get by with fewer than a hundred.
MAX_OPEN_FILES = 512
# Copies of itself that a box keeps at a time, to go on from, and the memory that each holds alone: twice what
# ordinary cells change.
MAX_COPIES, COPY_BYTES = 64, 16 * 2**20
# Files and folders that a submission may make: empty ones cost memory, too.
MAX_FILES = 4096

# Outputs that are kept of one cell: a loop that displays in every round must not fill the gradebook.
MAX_DISPLAYED = 40
# The same with the two streams and the exception.
MAX_OUTPUTS = MAX_DISPLAYED + 3
# Characters of one displayed value: an array of NumPy's default print threshold fits.
MAX_DISPLAYED_TEXT = 10_000
# Characters of a docstring or of a function's source that cross: longer than any homework's function.
MAX_SOURCE = 20_000
# Characters of an exception's text or of a `repr` that cross; tests compare them whole, so not a line.
MAX_TEXT = 2_000
# Characters of an exception's text in a test's message: what a student reads on one screen.
MAX_MESSAGE = 1_000
# Characters of our own faults, shown to the instructor.
MAX_FAULT = 500
# Characters of a name that somebody else chose (a class, a function, an exception): names are identifiers.
MAX_NAME = 100
# Frames of a student's exception that are shown.
MAX_FRAMES = 6


@dataclass(frozen=True)
class Limits:
    """Limits of the boxes, in seconds and bytes.

    Seconds are those of the processor: what a machine is busy with beside a submission costs no points. The
    wall clock stands far behind, for code that waits.

    Parameters
    ----------
    cell_seconds : float
        One cell of the student, or one call of a student's function.
    test_seconds : float
        One test cell, its calls not included.
    submission_seconds : float
        All processes of the submission together; what has not run by then scores 0.
    memory : int
        Memory of all the processes of a submission together, and address space that one of them may add.
    processes : int
        Processes and threads that a submission may have at once.
    disk : int
        Files that a submission may write, in each of the places that it may write to.
    output : int
        Text that is kept of one cell's output, in characters.
    wall_factor, least_wall_seconds : float
        By the wall clock, a limit is so many times as long, and at least so many seconds.
    """

    cell_seconds: float = 10.0
    test_seconds: float = 20.0
    submission_seconds: float = 120.0
    memory: int = 2 * 2**30
    processes: int = 192
    disk: int = 64 * 2**20
    output: int = 20_000
    wall_factor: float = 10.0
    least_wall_seconds: float = 30.0

    def wall(self, seconds: float) -> float:
        """Wall-clock seconds behind a limit of processor seconds."""
        return max(seconds * self.wall_factor, self.least_wall_seconds)
