"""What lateness costs: so many percent of the points for every day begun, after a grace, up to a cap.

In `nbgrader_config.py`::

    c.AssignLatePenalties.plugin_class = "autograder.writing.class_list.late_rules.LateRules"
    c.LateRules.percent_a_day = 10
"""

from __future__ import annotations

import math

from nbgrader.plugins import BasePlugin
from traitlets import Float

_DAY_SECONDS = 24 * 3600


class LateRules(BasePlugin):  # type: ignore[misc]
    """nbgrader's plugin for late submissions; extensions are counted before it is asked."""

    percent_a_day = Float(
        10.0, min=0, max=100, help="Of the points that a notebook has, for each day begun."
    ).tag(config=True)
    grace_hours = Float(
        0.0, min=0, help="So much later costs nothing; whoever is later than that pays from the due date on."
    ).tag(config=True)
    most_percent = Float(100.0, min=0, max=100, help="More is never taken.").tag(config=True)

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float | None:
        """Points off.

        Parameters
        ----------
        student_id : str
        score : float
            Points that the notebook has.
        total_seconds_late : float
            After the student's own due date.

        Returns
        -------
        float or None
            None if it costs nothing.

        Examples
        --------
        >>> rules = LateRules(percent_a_day=10, grace_hours=1, most_percent=50)
        >>> [rules.late_submission_penalty("ann", 20, 3600 * hours) for hours in (1, 2, 25, 1000)]
        [None, 2.0, 4.0, 10.0]
        """
        if total_seconds_late <= 3600 * self.grace_hours:
            return None
        days = math.ceil(total_seconds_late / _DAY_SECONDS)
        return score * min(self.most_percent, days * self.percent_a_day) / 100 or None
