"""``python -m autograder.boxes DESCRIPTOR SETTINGS``: the warm process of the student's box."""

from __future__ import annotations

from autograder.boxes.process import zygote


def main() -> None:
    """Serve until the worker closes the control socket."""
    zygote.prepare()
    from autograder.boxes.student_box import StudentBox, warm_up

    # A submission must find nothing of the one before it.
    zygote.serve(warm_up, lambda channels, *warm: StudentBox(channels[0], *warm), for_students=True)


if __name__ == "__main__":
    main()
