"""``python -m autograder.instructor_box DESCRIPTOR SETTINGS``: the warm process of the instructor's box."""

from __future__ import annotations

from autograder.boxes.process import zygote


def main() -> None:
    """Serve until the worker closes the control socket."""
    zygote.prepare()
    from autograder.instructor_box.box import InstructorBox, warm_up

    # Only the instructor's lines run here, so one fork need not be walled off from the next.
    zygote.serve(
        warm_up, lambda channels, *warm: InstructorBox(channels[0], channels[1], *warm), for_students=False
    )


if __name__ == "__main__":
    main()
