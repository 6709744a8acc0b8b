"""The slides of lecture 3, each with one wrong line and the number that belongs there."""

from __future__ import annotations

from autograder.exercises.parts.puzzles.quiz import Question, Wrong, quiz

DESCENT_SLIDES = quiz(
    name="descent_slides",
    topic="gradient_descent",
    outputs=("line: number", "value: number"),
    questions={
        1: Question(
            "slide 1: random search",
            (3, 20 - 1),
            (
                Wrong(
                    "accused_the_draws",
                    (2, 19),
                    "Line 2 is right: these were measured. Compare them with what line 3 expects.",
                ),
                Wrong(
                    "one_loss_a_class",
                    (3, 20),
                    "Line 3 it is, but 20 is what stands there. At s ≈ 0 each *wrong* class costs 1.",
                ),
            ),
        ),
        2: Question(
            "slide 2: shapes",
            (3, 1),
            (
                Wrong(
                    "accused_the_gradient",
                    (2, 1),
                    "Line 2 is right: it says that it is laid out like w. Numerator layout is another "
                    "convention.",
                ),
                Wrong(
                    "kept_four_rows",
                    (3, 4),
                    "Line 3 it is, but 4 rows is what stands there. In numerator layout the rows belong "
                    "to the output.",
                ),
            ),
        ),
        3: Question(
            "slide 3: squared error",
            (3, 2),
            (
                Wrong(
                    "divided_by_outputs",
                    (4, 2.5),
                    "Line 4 is right: the squared error of the lecture is a sum over the outputs, no mean.",
                ),
                Wrong(
                    "counted_the_inputs",
                    (3, 4),
                    "Line 3 it is, but 4 is what stands there: the number of inputs. What does j count?",
                ),
            ),
        ),
        4: Question(
            "slide 4: one step downhill",
            (3, 2 - 0.1 * 6),
            (
                Wrong(
                    "went_uphill",
                    (3, 2 + 0.1 * 6),
                    "Line 3 it is, and α belongs there. But down is *against* the slope.",
                ),
                Wrong(
                    "step_without_rate",
                    (3, -4),
                    "Line 3 it is, but −4 is what stands there. What is α of line 1 for?",
                ),
            ),
        ),
        5: Question(
            "slide 5: Krizhevsky's net of 2012",
            (2, 128),
            (
                Wrong(
                    "accused_the_division",
                    (3, 10_000),
                    "Line 3 divides correctly what line 2 gives it. Name the first line that is wrong.",
                ),
            ),
        ),
    },
)
