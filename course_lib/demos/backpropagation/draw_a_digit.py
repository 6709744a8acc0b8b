"""A canvas to draw a digit on, read by a net at every stroke (lecture 4, row 4.10)."""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from course_lib.datasets import IMAGE_SHAPE
from course_lib.live_view.asking.questions import Options
from course_lib.live_view.controls import Choice
from course_lib.live_view.live import LiveDemo
from course_lib.live_view.palette import GREEN, GRID, INK, ORANGE, tints
from course_lib.losses.softmax import softmax
from course_lib.pictures.backpropagation.digit_net import trained_net
from course_lib.pictures.loss_functions.digit_training import digit_weights
from course_lib.training.linear_classifier import add_bias

WIDTH = 0.75  # of the pen, in pixels of the image
STRIDE = 0.5  # how far an arrow key moves the pen
ARROWS = {"Left": (-STRIDE, 0), "Right": (STRIDE, 0), "Up": (0, -STRIDE), "Down": (0, STRIDE)}
PENS = ("draw", "erase")
START = (3.5, 1.5)  # where the pen of the keyboard stands on an empty canvas
LEVEL = (1.5, 4.5), (6.5, 4.5)  # a stroke that is no digit
STEP = 0.2  # pixels between two dots of a stroke


QUESTIONS = (
    Options(
        "On the canvas is one level stroke through the middle, which is no digit. What does the net say?",
        "one digit, as good as certainly",
        "Ten probabilities that sum to 1 have no place for “none”, and far from all training "
        "images one score "
        "may lead by any amount.",
        ("about 10 % for each digit", "a few digits, none above one half", "one digit, as good as certainly"),
        shows={"pen": PENS[0]},
    ),
)


@dataclass(frozen=True)
class Canvas:
    """Ink (8, 8) from 0 to 1, and the pen: its place (x, y) in pixels, and whether it touches the paper."""

    ink: np.ndarray
    pen: tuple = START
    down: bool = False


def draw_a_digit(loss=None):
    """Draw a digit with mouse, finger or keyboard; your net reads it at every stroke.

    Parameters
    ----------
    loss : function, optional
        Your `two_layer_loss(X, y, W1, b1, W2, b2, reg)`, with which the net is trained. By default the
        course's own is used.

    Returns
    -------
    LiveDemo
        With a choice of `pen`. It needs a running kernel.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.draw_a_digit()
    LiveDemo: Draw a digit
    """
    net = cache(lambda: trained_net(loss))

    def compute(state, pen):
        image = state.ink.reshape(1, -1)
        p = softmax(net()(image))[0]
        line = int((add_bias(image) @ digit_weights().T).argmax())
        is_blank = not state.ink.any()
        return {
            "ink": state.ink,
            "probabilities": 100 * p,
            "pen": np.array([state.pen]),
            "read-out": "nothing is drawn" if is_blank else f"the net: {p.argmax()}   the line: {line}",
            "p": p,
            "line": line,
            "blank": is_blank,
            "down": state.down,
        }

    return LiveDemo(
        title="Draw a digit",
        questions=QUESTIONS,
        question="how far can you bend a 3 before the net reads an 8? Is it ever sure and wrong?",
        controls=(Choice("pen", "the pen", PENS),),
        start=level_stroke,
        compute=compute,
        draw=_draw,
        describe=_describe,
        click=lambda state, x, y, pen: stroke(replace(state, pen=(x, y)), x, y, pen),
        drag=stroke,
        keys={
            **{f"Arrow{name}": _moved(*by) for name, by in ARROWS.items()},
            " ": _pen_up_or_down,
            "Enter": _pen_up_or_down,
            "Backspace": _cleared,
            "Delete": _cleared,
        },
        instruction="The arrow keys move the pen, Space puts it down and lifts it, Delete clears the canvas.",
        buttons={"Clear": _cleared},
        size=(760, 360),
    )


def level_stroke():
    """Return the canvas with which the demo opens."""
    blank = Canvas(np.zeros(IMAGE_SHAPE), LEVEL[0])
    return replace(stroke(blank, *LEVEL[1], PENS[0]), pen=START)


def stroke(state, x, y, pen):
    """Return the canvas after the pen went from where it was to (x, y), in pixels from the upper left."""
    start, end = np.array(state.pen), np.array([x, y])
    n_dots = 1 + int(np.ceil(np.linalg.norm(end - start) / STEP))
    rows, columns = np.indices(IMAGE_SHAPE) + 0.5  # the centres of the pixels
    ink = state.ink
    for share in np.linspace(0, 1, n_dots):
        across, down = start + share * (end - start)
        dot = np.exp(-((columns - across) ** 2 + (rows - down) ** 2) / (2 * WIDTH**2))
        dot = np.clip(1.5 * dot - 0.2, 0, 1)
        ink = np.maximum(ink, dot) if pen == PENS[0] else np.minimum(ink, 1 - dot)
    return replace(state, ink=ink, pen=(float(x), float(y)))


def _moved(dx, dy):
    """Return the handler of an arrow key: the pen moves, and draws if it is down."""

    def handler(state, pen):
        x, y = np.clip(np.add(state.pen, (dx, dy)), 0, IMAGE_SHAPE[0])
        return stroke(state, x, y, pen) if state.down else replace(state, pen=(float(x), float(y)))

    return handler


def _pen_up_or_down(state, pen):
    state = replace(state, down=not state.down)
    return stroke(state, *state.pen, pen) if state.down else state


def _cleared(state, pen):
    return Canvas(np.zeros(IMAGE_SHAPE), state.pen)


def _describe(values, pen):
    x, y = values["pen"][0]
    where = f"The pen is {'down' if values['down'] else 'up'}, at column {x:.1f}, row {y:.1f}."
    if values["blank"]:
        return f"Nothing is drawn. {where}"
    p = values["p"]
    first, second = np.argsort(-p)[:2]
    return (
        f"The net reads {first} ({p[first]:.0%}), then {second} ({p[second]:.0%}); "
        f"the line reads {values['line']}. {where}"
    )


def _draw(figure):
    left, right = figure.subplots(1, 2, width_ratios=[1, 1.25])
    rows, columns = IMAGE_SHAPE
    look = {"cmap": tints(INK, 1.0), "vmin": 0, "vmax": 1, "interpolation": "nearest"}
    ink = left.imshow(np.zeros(IMAGE_SHAPE), extent=(0, columns, rows, 0), **look)
    left.set(xticks=range(columns + 1), yticks=range(rows + 1), title="draw here")
    left.tick_params(length=0, labelbottom=False, labelleft=False)
    left.grid(True, color=GRID)
    right.set(
        xlim=(0, 100), ylim=(9.6, -0.6), yticks=range(10), xlabel="probability, %", title="the net reads"
    )
    right.grid(True, axis="x")
    return {
        "ink": ink,
        "probabilities": right.barh(np.arange(10), np.zeros(10), height=0.65, color=GREEN),
        "pen": left.plot([], [], "+", color=ORANGE, markersize=13, markeredgewidth=2, zorder=5)[0],
        "read-out": right.text(1, 1.03, "", ha="right", weight="bold", transform=right.transAxes),
    }
