"""Place points and watch a multiclass SVM train on them (lecture 1, rows 1.2 to 1.8)."""

from dataclasses import dataclass, replace

import numpy as np

from course_lib.live_view.asking.questions import Options
from course_lib.live_view.controls import Choice, Slider, scientific
from course_lib.live_view.live import LiveDemo
from course_lib.live_view.palette import BLUE, CLASS_COLOURS, CLASS_MARKERS, INK, PAPER, tinted
from course_lib.live_view.plane import (
    CELLS,
    REACH,
    borders,
    draw_borders,
    draw_margins,
    draw_regions,
    margins,
    plane,
    three_clouds,
    with_ones,
)
from course_lib.live_view.student import checked
from course_lib.losses.hinge import svm_loss

CLASSES = ("0 (circle)", "1 (square)", "2 (triangle)")
UNTRAINED = 3  # the region of no class
SHOWN = 200  # steps of the loss curve
STRIDE = 0.25  # how far an arrow key moves the cross
ARROWS = {"Left": (-STRIDE, 0), "Right": (STRIDE, 0), "Up": (0, STRIDE), "Down": (0, -STRIDE)}
QUESTIONS = (
    Options(
        "Train to the end, take away a point that lies far inside its own region, and train "
        "again. Where are the "
        "borders then?",
        "practically where they were",
        "Its terms are 0, so it pulls at nothing: the borders are held by the points within their margins.",
        (
            "farther away from where the point was",
            "closer to where the point was",
            "practically where they were",
        ),
        shows={"alpha": 0.1, "reg": 1e-2},
    ),
)
LARGEST = 1e3  # weights of a descent that diverges stay on the picture


@dataclass(frozen=True)
class Training:
    """Points X (N, 2) with labels y (N,), weights W (3, 3), the losses so far, the cross of the keyboard."""

    X: np.ndarray
    y: np.ndarray
    W: np.ndarray
    losses: tuple = ()
    cross: tuple = (0.0, 0.0)


def train_svm(loss=None):
    """Place points of three classes by mouse or keyboard, and watch a multiclass SVM train on them.

    Click to place a point, press Train, and move the learning rate and the penalty meanwhile.

    Parameters
    ----------
    loss : function, optional
        Your `svm_loss(W, X, y, reg)`: each step uses its gradient. By default the course's own is used.

    Returns
    -------
    LiveDemo
        With sliders for `alpha`, the learning rate, and `reg`, the λ of the penalty λ Σ W²; `label` is the
        class of the next point. It needs a running kernel.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.train_svm(loss=svm_loss)
    LiveDemo: Train an SVM on your own points
    """
    safe = checked(loss or svm_loss, lambda W, X, y, reg: (), lambda W, X, y, reg: W.shape)

    def advance(state, alpha, reg, label):
        if not len(state.y):
            return state
        value, dW = safe(state.W, with_ones(state.X), state.y, reg)
        W = np.clip(state.W - alpha * dW, -LARGEST, LARGEST)
        return replace(state, W=W, losses=(*state.losses, float(value))[-SHOWN:])

    return LiveDemo(
        title="Train an SVM on your own points",
        questions=QUESTIONS,
        question="which point, if you add it, costs the most? Place it, train, and move λ.",
        controls=(
            Slider("alpha", "learning rate α", np.geomspace(0.01, 3, 41), 0.1, "{:.3f}"),
            Slider("reg", "penalty λ", np.geomspace(1e-4, 1, 33), 1e-3, scientific),
            Choice("label", "class of the next point", CLASSES),
        ),
        functions=(loss,),
        start=start,
        compute=compute,
        draw=draw,
        describe=describe,
        advance=advance,
        click=lambda state, x, y, alpha, reg, label: placed(replace(state, cross=(x, y)), label),
        keys={
            **{f"Arrow{name}": moved(*by) for name, by in ARROWS.items()},
            "Enter": lambda state, alpha, reg, label: placed(state, label),
            **{str(c): lambda state, c=c, **_: placed(state, CLASSES[c]) for c in range(3)},
            "Delete": removed,
            "Backspace": removed,
        },
        instruction="The arrow keys move the cross, Enter places a point of the chosen class, "
        "0, 1 or 2 one of that class, Delete removes the nearest point.",
        buttons={
            "Forget W": lambda state, **_: replace(state, W=np.zeros((3, 3)), losses=()),
            "No points": lambda state, **_: replace(state, X=np.empty((0, 2)), y=np.empty(0, dtype=int)),
        },
        size=(800, 410),
    )


def start():
    """Return the first state: six points a class, nothing trained."""
    X, y = three_clouds(np.random.default_rng(8), n=6)
    return Training(X[:, :2], y, np.zeros((3, 3)))


def compute(state, alpha, reg, label):
    """Return the picture of a state."""
    winners = (plane() @ state.W.T).argmax(axis=1) if state.W.any() else np.full(len(plane()), UNTRAINED)
    losses = np.array(state.losses)
    return {
        "regions": winners.reshape(CELLS, CELLS),
        **borders(state.W),
        **margins(state.W),
        **{f"points {c}": state.X[state.y == c] for c in range(3)},
        "cross": np.array([state.cross]),
        "curve": np.column_stack([np.arange(len(losses)) + 1, losses]),
        "read-out": f"loss {losses[-1]:.3f}" if len(losses) else "",
        "state": state,
    }


def describe(values, alpha, reg, label):
    """Return the picture in one sentence."""
    state = values["state"]
    counts = np.bincount(state.y, minlength=3)
    right = ((with_ones(state.X) @ state.W.T).argmax(axis=1) == state.y).sum()
    trained = f"loss {state.losses[-1]:.3f}, {right} right" if state.losses else "not trained yet"
    x, y = state.cross
    return (
        f"{counts[0]} circles, {counts[1]} squares, {counts[2]} triangles; {trained}. "
        f"α = {alpha:.3f}, λ = {scientific(reg)}. The cross is at ({x:.2f}, {y:.2f}).".replace("-", "−")
    )


def draw(figure):
    """Draw the plane and the loss curve; return what moves."""
    left, right = figure.subplots(1, 2, width_ratios=[1.5, 1])
    right.set(xlim=(0, SHOWN), ylim=(0, 2.5), xlabel=f"step (the last {SHOWN})", title="loss")
    right.grid(True)
    tints = [*(tinted(colour, 0.2) for colour in CLASS_COLOURS[:3]), tinted("black", 0.0)]
    points = {"linestyle": "none", "markersize": 8, "markeredgecolor": PAPER, "zorder": 4}
    return {
        "regions": draw_regions(left, "click to place a point", tints, limits=(0, UNTRAINED)),
        **draw_borders(left),
        **draw_margins(left),
        **{
            f"points {c}": left.plot([], [], color=CLASS_COLOURS[c], marker=CLASS_MARKERS[c], **points)[0]
            for c in range(3)
        },
        "cross": left.plot([], [], "+", color=INK, markersize=16, markeredgewidth=2, zorder=5)[0],
        "curve": right.plot([], [], color=BLUE)[0],
        "read-out": right.text(
            0.97, 0.93, "", ha="right", weight="bold", color=BLUE, transform=right.transAxes
        ),
    }


def placed(state, label):
    """Return the state with a point of the class `label` at the cross."""
    return replace(state, X=np.vstack([state.X, state.cross]), y=np.append(state.y, CLASSES.index(label)))


def moved(dx, dy):
    """Return the handler of an arrow key."""

    def handler(state, **settings):
        x, y = np.clip(np.add(state.cross, (dx, dy)), -REACH, REACH)
        return replace(state, cross=(float(x), float(y)))

    return handler


def removed(state, **settings):
    """Return the state without the point nearest to the cross."""
    if not len(state.y):
        return state
    nearest = np.argmin(((state.X - state.cross) ** 2).sum(axis=1))
    return replace(state, X=np.delete(state.X, nearest, axis=0), y=np.delete(state.y, nearest))
