"""What the instructor sets for the students' folders, in nbgrader_config.py."""

from __future__ import annotations

from traitlets import Enum, Integer, TraitError, Union
from traitlets.config import Config, Configurable

from autograder.checking.desk.plan import ALL_HINTS
from autograder.reading.course import SetupError


class StudentKit(Configurable):
    """What stands in a student's folder.

    In `nbgrader_config.py`::

        c.StudentKit.hints = 3
    """

    hints = Union(
        [Integer(min=0), Enum([ALL_HINTS])],
        default_value=ALL_HINTS,
        help="How many steps of hints a student may ask for in an exercise, from what to look at over the "
        'line and the part of it to the change: a number, 0 for none, or "all".',
    ).tag(config=True)


def hints_of(config: Config) -> int | None:
    """How many steps of hints a course allows; None for all that there are.

    Raises
    ------
    SetupError
        If it is neither a number nor "all".
    """
    try:
        hints = StudentKit(config=config).hints
    except TraitError as error:
        raise SetupError(
            f'nbgrader_config.py: c.StudentKit.hints must be a number of steps or "all". {error}'
        ) from error
    return None if hints == ALL_HINTS else int(hints)
