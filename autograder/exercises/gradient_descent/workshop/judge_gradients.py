"""Six gradients to judge from their error against the step: right, wrong, or right beside a kink."""

from __future__ import annotations

from autograder.exercises.parts.puzzles.quiz import Question, Wrong, quiz

_RIGHT, _WRONG, _KINK = 1, 2, 3

JUDGE_GRADIENTS = quiz(
    name="judge_gradients",
    topic="gradient_descent",
    outputs=("verdict: number",),
    questions={
        1: Question(
            "gradient 1",
            _RIGHT,
            (
                Wrong(
                    "condemned_for_the_arms",
                    _WRONG,
                    "The error rises at both ends of every check: truncation and rounding. Look at its "
                    "lowest point.",
                ),
            ),
        ),
        2: Question("gradient 2", _WRONG),
        3: Question(
            "gradient 3",
            _KINK,
            (
                Wrong(
                    "condemned_for_a_kink",
                    _WRONG,
                    "At h = 1e-5 it looks wrong, but with a smaller step the error falls by nine powers of "
                    "ten at once. Which thing does only the large step reach?",
                ),
                Wrong(
                    "kink_not_named",
                    _RIGHT,
                    "It is right, but no rounding and no truncation makes such a cliff.",
                ),
            ),
        ),
        4: Question(
            "gradient 4",
            _WRONG,
            (
                Wrong(
                    "acquitted_below_the_line",
                    _RIGHT,
                    "Its error is below 1e-2, but it does not depend on h at all: neither truncation nor "
                    "rounding does that.",
                ),
            ),
        ),
        5: Question(
            "gradient 5",
            _RIGHT,
            (
                Wrong(
                    "condemned_for_rounding",
                    _WRONG,
                    "Its error falls until h = 1e-3: the two arms of a right gradient. The loss is near a "
                    "million, so rounding begins earlier: ε |f| / h.",
                ),
            ),
        ),
        6: Question("gradient 6", _WRONG),
    },
)
