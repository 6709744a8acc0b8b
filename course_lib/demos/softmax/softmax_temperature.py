"""What a temperature does to the probabilities of three scores (lecture 2, row 2.1)."""

import numpy as np

from course_lib.datasets.three_images import CLASSES, SCORES
from course_lib.live_view.asking.questions import Number, Options
from course_lib.live_view.controls import Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.drawing import READ_OUT, draw_point
from course_lib.live_view.palette import CLASS_COLOURS, CLASS_MARKERS, FAINT, INK
from course_lib.live_view.student import checked, is_own
from course_lib.losses import softmax as losses

CAT = SCORES[0]
TEMPERATURES = np.geomspace(0.1, 10, 61)
DASHES = ("-", "--", "-.")


FIRST = (
    Options(
        "What becomes of the three probabilities when T goes to 0?",
        "all the probability goes to the largest score",
        "Differences of scores are divided by T: they grow without bound, and the largest score takes it "
        "all.",
        ("all the probability goes to the largest score", "all three become equal", "they stay as they are"),
    ),
    Options(
        "And when T becomes very large?",
        "all three become equal",
        "The differences of scores go to 0, and what remains is one third each.",
        ("all the probability goes to the largest score", "all three become equal", "they stay as they are"),
    ),
    Options(
        "Can the order of the classes change on the way?",
        "no",
        "Dividing by a positive number keeps the order, and so does the exponential.",
        ("no", "yes, below T = 1", "yes, above T = 1"),
        shows={"temperature": 10.0},
    ),
)
OWN = (
    Number(
        "The scores of car and cat are 5.1 and 3.2. At which temperature is the car twice as probable as "
        "the cat?",
        1.9 / np.log(2),
        "The ratio of the probabilities is exp(1.9 / T), and that is 2 at T = 1.9 / ln 2.",
        close=0.1,
        fmt="{:.2f}",
        shows={"temperature": 1.9 / np.log(2)},
    ),
)


def softmax_temperature(softmax=None):
    """Divide the scores of one image by a temperature, and watch its probabilities.

    Parameters
    ----------
    softmax : function, optional
        Your `softmax(scores)`, which returns probabilities in the shape of the scores (N, C). By default the
        course's own is drawn.

    Returns
    -------
    Demo
        With a slider for `temperature`. At 1 the probabilities are the lecture's: 0.130, 0.869 and 0.001.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.softmax_temperature()
    Demo: Temperature
    """
    safe = checked(softmax or losses.softmax, np.shape)

    def compute(temperature):
        p = safe(np.stack([CAT / temperature, CAT[::-1]]))[0]  # each row is normalised on its own
        return {
            "bars": p,
            **{f"share {j}": f"{p[j]:.3f}" for j in range(3)},
            **{f"point {j}": np.array([[np.log10(temperature), p[j]]]) for j in range(3)},
            "now": np.array([[np.log10(temperature), 0], [np.log10(temperature), 1]]),
        }

    def describe(values, temperature):
        shares = ", ".join(f"{name} {values[f'share {j}']}" for j, name in enumerate(CLASSES))
        return f"Temperature {temperature:.2f}: {shares}."

    return Demo(
        title="Temperature",
        questions=OWN if is_own(softmax) else FIRST,
        functions=(softmax,),
        question="what becomes of the probabilities at a very low temperature, and at a very high one?",
        controls=(Slider("temperature", "temperature T", TEMPERATURES, initial=1, fmt="{:.2f}"),),
        compute=compute,
        draw=lambda figure: _draw(figure, safe),
        describe=describe,
        size=(760, 300),
    )


def _draw(figure, safe):
    left, right = figure.subplots(1, 2, width_ratios=[1, 1.3])
    left.set(ylim=(0, 1.12), xticks=range(3), xticklabels=CLASSES, title="probabilities", xlim=(-0.6, 2.6))
    curves = safe(CAT / TEMPERATURES[:, None])  # (temperatures, C)
    points = {}
    for j, name in enumerate(CLASSES):
        look = {"color": CLASS_COLOURS[j], "marker": CLASS_MARKERS[j]}
        right.plot(
            np.log10(TEMPERATURES), curves[:, j], color=CLASS_COLOURS[j], linestyle=DASHES[j], label=name
        )
        points[f"point {j}"] = draw_point(right, look, markersize=9, zorder=5)
    right.axhline(1 / 3, color=FAINT, linewidth=0.8, linestyle=":")
    right.set(xlim=(-1, 1), ylim=(0, 1.12), xticks=(-1, 0, 1), xticklabels=("0.1", "1", "10"))
    right.set(xlabel="temperature", title="over all temperatures")
    right.legend(loc="upper right")
    return {
        "bars": left.bar(range(3), [0] * 3, width=0.6, color=CLASS_COLOURS[:3], edgecolor=INK),
        **{f"share {j}": left.text(j, 1.11, "", **READ_OUT) for j in range(3)},
        "now": right.plot([], [], color=INK, linewidth=1, linestyle=":")[0],
        **points,
    }
