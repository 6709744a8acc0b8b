"""A net and a line read digits that are made harder to read (lecture 4, row 4.10)."""

from functools import cache

import numpy as np

from course_lib.datasets import IMAGE_SHAPE, load_digits, split
from course_lib.live_view.asking.questions import Options
from course_lib.live_view.controls import Choice
from course_lib.live_view.demo import Demo
from course_lib.live_view.palette import BLUE, GREEN, INK, tints
from course_lib.losses.softmax import softmax
from course_lib.pictures.backpropagation.digit_net import trained_net
from course_lib.pictures.loss_functions.digit_training import N_TRAIN, digit_weights
from course_lib.training.linear_classifier import add_bias

SHIFTS = {"none": (0, 0), "up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}
PATCHES = {"none": None, "top": (0, 2), "middle": (2, 2), "bottom": (5, 2)}  # the first row and column
PATCH = 3  # pixels a side
LIGHTS = ("as in training", "inverted")
SHEETS, ROWS, COLUMNS = 2, 3, 2  # of the worst mistakes, in panels beside each other
SHOWN = SHEETS * ROWS * COLUMNS
TILE = (IMAGE_SHAPE[0] + 3, IMAGE_SHAPE[1] + 4)  # an image with the room for its words


QUESTIONS = (
    Options(
        "All digits move by one pixel. What becomes of the net's 99 % and the line's 98 %?",
        "both fall to about half or less",
        "To a fully connected layer a digit moved by one pixel is simply another list of 64 numbers.",
        ("both hardly change", "only the line falls", "both fall to about half or less"),
    ),
    Options(
        "And how many are still read right when the light is inverted?",
        "none",
        "What spoke most for a class now speaks most against it, and that is worse than guessing.",
        ("nearly all", "one in ten, as by guessing", "none"),
        shows={"light": LIGHTS[1]},
    ),
)


def net_against_line(loss=None):
    """Shift the digits, cover a part of them, or invert the light: how a net and a line read them.

    Neither has seen such images in training. Beside the shares stand the mistakes of which the net is surest,
    each with the probability that it gives.

    Parameters
    ----------
    loss : function, optional
        Your `two_layer_loss(X, y, W1, b1, W2, b2, reg)`, with which the net is trained. By default the
        course's own is used.

    Returns
    -------
    Demo
        With choices of `shift`, `cover` and `light`.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.net_against_line()
    Demo: The net against the line
    """
    *_, X, y = split(*load_digits(), N_TRAIN, np.random.default_rng(0))
    net = cache(lambda: trained_net(loss))

    def compute(shift, cover, light):
        images = changed(X, shift, cover, light)
        p = softmax(net()(images))
        line = (add_bias(images) @ digit_weights().T).argmax(axis=1)
        shares = np.array([np.mean(line == y), np.mean(p.argmax(axis=1) == y)])
        wrong = np.flatnonzero(p.argmax(axis=1) != y)
        worst = wrong[np.argsort(-p[wrong].max(axis=1), kind="stable")][:SHOWN]
        words = [f"{y[n]} read as {p[n].argmax()}: {p[n].max():.0%}" for n in worst]
        words += [""] * (SHOWN - len(worst))
        return {
            "shares": 100 * shares,
            **{f"sheet {k}": sheet for k, sheet in enumerate(_sheets(images[worst]))},
            **{f"share {k}": f"{shares[k]:.1%}" for k in range(2)},
            **{f"word {k}": word for k, word in enumerate(words)},
            "mistakes": len(wrong),
        }

    def describe(values, shift, cover, light):
        line, net_share = values["shares"]
        first = f" It is surest of {values['word 0']}." if values["mistakes"] else ""
        how = {"shift": f"shifted {shift}", "cover": f"covered ({cover})"}
        changes = [how[name] for name, value in (("shift", shift), ("cover", cover)) if value != "none"]
        changes += ["inverted"] if light != LIGHTS[0] else []
        return (
            f"{'Digits ' + ', '.join(changes) if changes else 'Digits as they are'}: the line reads "
            f"{line:.1f} % right, the net {net_share:.1f} %, with {values['mistakes']} mistakes.{first}"
        )

    return Demo(
        title="The net against the line",
        questions=QUESTIONS,
        functions=(loss,),
        question="which change hurts most? Does the net keep its lead when the digits move by one pixel?",
        controls=(
            Choice("shift", "shifted by a pixel", tuple(SHIFTS)),
            Choice("cover", "covered by a patch", tuple(PATCHES)),
            Choice("light", "light", LIGHTS),
        ),
        compute=compute,
        draw=_draw,
        describe=describe,
        size=(760, 440),
    )


def changed(X, shift, cover, light):
    """Images X (N, 64) after a shift, with a patch of half ink on them, and in the other light.

    Examples
    --------
    >>> image = np.zeros((1, 64))
    >>> image[0, 9] = 1  # row 1, column 1
    >>> int(changed(image, "down", "none", "as in training")[0].argmax())
    17
    """
    images = X.reshape(-1, *IMAGE_SHAPE)
    (down, right), (rows, columns) = SHIFTS[shift], IMAGE_SHAPE
    moved = np.zeros(images.shape)
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1)))
    moved[:] = padded[:, 1 - down : 1 - down + rows, 1 - right : 1 - right + columns]
    if PATCHES[cover] is not None:
        top, left = PATCHES[cover]
        moved[:, top : top + PATCH, left : left + PATCH] = 0.5
    return (moved if light == LIGHTS[0] else 1 - moved).reshape(len(X), -1)


def _sheets(images):
    """Put images (n, 64), at most `SHOWN`, side by side on each sheet, in rows with room below each."""
    rows, columns = TILE
    sheets = np.zeros((SHEETS, ROWS * rows, COLUMNS * columns))
    for k, image in enumerate(images):
        sheet, row, column = _place(k)
        top, left = rows * row, columns * column + 2
        sheets[sheet, top : top + IMAGE_SHAPE[0], left : left + IMAGE_SHAPE[1]] = image.reshape(IMAGE_SHAPE)
    return sheets


def _place(k):
    """Sheet, row and column of the k-th mistake."""
    return np.unravel_index(k, (SHEETS, ROWS, COLUMNS))


def _draw(figure):
    shares, *sheets = figure.subplots(1, 1 + SHEETS, width_ratios=[1, *[1.1] * SHEETS])
    shares.set(ylim=(0, 110), title="read right, %\nof 360 unseen images")
    shares.set_xticks([0, 1], ["the line", "your net"])
    shares.set_yticks(range(0, 101, 20))
    shares.grid(True, axis="y")
    bars = shares.bar([0, 1], [0, 0], width=0.6, color=[BLUE, GREEN])
    height, width = ROWS * TILE[0], COLUMNS * TILE[1]
    look = {"cmap": tints(INK, 1.0), "vmin": 0, "vmax": 1, "interpolation": "nearest"}
    moving = {"shares": bars}
    for k, panel in enumerate(sheets):
        panel.axis("off")
        panel.set_title(("the net's worst mistakes,\nwith its probability", "the next ones")[k])
        moving[f"sheet {k}"] = panel.imshow(np.zeros((height, width)), extent=(0, width, height, 0), **look)
    for k in range(SHOWN):
        sheet, row, column = _place(k)
        moving[f"word {k}"] = sheets[sheet].text(
            TILE[1] * (column + 0.5),
            TILE[0] * row + IMAGE_SHAPE[0] + 1.4,
            "",
            ha="center",
            va="center",
            fontsize=9.5,
            color=INK,
        )
    for k in range(2):
        moving[f"share {k}"] = shares.text(k, 104, "", ha="center", va="center", weight="bold")
    return moving
