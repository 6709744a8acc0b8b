"""What the instructor sets for the feedback, in nbgrader_config.py."""

from __future__ import annotations

from traitlets import Bool, List, TraitError, Unicode, Union
from traitlets.config import Config, Configurable

from autograder.reading.course import SetupError


class FeedbackPage(Configurable):
    """What stands in the feedback.

    In `nbgrader_config.py`::

        c.FeedbackPage.model_answers = ["loss_functions"]
    """

    model_answers = Union(
        [Bool(), List(Unicode())],
        default_value=False,
        help="Whose model answers are released: True for all assignments, or their names.",
    ).tag(config=True)
    demos = Bool(True, help="Whether a student's own demos are in the page.").tag(config=True)


def feedback_settings(config: Config) -> FeedbackPage:
    """The settings of a course; SetupError if one is of the wrong kind."""
    try:
        return FeedbackPage(config=config)
    except TraitError as error:
        raise SetupError(f"nbgrader_config.py: {error}") from error


def models_released(settings: FeedbackPage, assignment: str) -> bool:
    """Whether students may see the model answers of an assignment.

    Examples
    --------
    >>> models_released(FeedbackPage(model_answers=["hw1"]), "hw1"), models_released(FeedbackPage(), "hw1")
    (True, False)
    """
    released = settings.model_answers
    return bool(released) if isinstance(released, bool) else assignment in released
