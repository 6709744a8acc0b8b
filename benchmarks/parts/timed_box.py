"""``python -m benchmarks.parts.timed_box DESCRIPTOR SETTINGS``: the student's box, noting its own seconds.

After each cell of the student and each call of a student's function, a line with the CPU seconds that it took
goes to the file that the variable `TIMED_BOX` names. The walls would hide that file, so this box stands
without them.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from typing import Any

from autograder.boxes.process import zygote

FILE = "TIMED_BOX"


@contextlib.contextmanager
def noted() -> Iterator[None]:
    """Note what a block takes."""
    start = time.process_time()
    try:
        yield
    finally:
        with open(os.environ[FILE], "a") as file:
            file.write(f"{time.process_time() - start:.6f}\n")


def main() -> None:
    zygote.prepare()
    from autograder.boxes.student_box import StudentBox, warm_up

    class TimedBox(StudentBox):
        def _run(self, *arguments: Any) -> Any:
            with noted():
                return super()._run(*arguments)

        def _reach(self, *arguments: Any) -> Any:
            with noted():
                return super()._reach(*arguments)

    zygote.serve(warm_up, lambda channels, *warm: TimedBox(channels[0], *warm), for_students=True)


if __name__ == "__main__":
    main()
