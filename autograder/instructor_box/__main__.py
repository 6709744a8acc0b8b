"""``python -m autograder.instructor_box DESCRIPTOR SETTINGS < SECRET``: the instructor's box, warm."""

from __future__ import annotations

import sys

from autograder.boxes.process import zygote


def main() -> None:
    """Serve until the worker closes the control socket."""
    zygote.prepare()
    from autograder.exercises.draws import use_secret
    from autograder.instructor_box.box import InstructorBox, prepare, warm_up

    use_secret(sys.stdin.buffer.read())

    # Only the instructor's lines run here, so one fork need not be walled off from the next.
    zygote.serve(
        warm_up,
        lambda channels, *warm: InstructorBox(channels[0], channels[1], *warm),
        for_students=False,
        prepare=prepare,
    )


if __name__ == "__main__":
    main()
