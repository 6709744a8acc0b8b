"""A walk back over a tape trains a net, number by number (lecture 4, row 4.12)."""

import numpy as np

from course_lib.live_view.palette import BLUE, FAINT, GREEN, INK, PURPLE, VERMILION
from course_lib.live_view.student import CannotShow, checked
from course_lib.networks import gates
from course_lib.networks.backpropagation import backpropagate, record
from course_lib.networks.sigmoid_net import XOR_T, XOR_X, first_weights
from course_lib.pictures.picture import Picture

HIDDEN, RATE, N_STEPS = 4, 3.0, 200
COLOURS, DASHES = (BLUE, VERMILION, GREEN, PURPLE), ("-", "--", "-.", ":")
ROWS = (3, -9, 9, 21)  # points that a name stands above the end of its curve


def tape_training(backpropagate=None):
    """Let a walk back train the net for the exclusive or of lecture 3, every number of it a record.

    Parameters
    ----------
    backpropagate : function, optional
        Your `backpropagate(nodes)`. If it fails, a sentence says why. By default the course's own is used.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.tape_training(backpropagate)
    Picture: The four outputs of the net for the exclusive or, while a walk back over its tape trains it...
    """

    def draw(figure):
        outputs, n_records = train(backpropagate)
        axes = figure.subplots()
        for k, (x, t) in enumerate(zip(XOR_X, XOR_T[:, 0], strict=True)):
            axes.plot(outputs[:, k], color=COLOURS[k], linestyle=DASHES[k])
            name = f"{x[0]:.0f} and {x[1]:.0f}, target {t:.0f}: {outputs[-1, k]:.2f}"
            place = {"xy": (N_STEPS, outputs[-1, k]), "xytext": (10, ROWS[k]), "annotation_clip": False}
            axes.annotate(name, **place, textcoords="offset points", color=COLOURS[k], va="center")
        axes.axhline(0.5, color=FAINT, linestyle=":")
        axes.set(xlim=(0, N_STEPS), ylim=(0, 1), xlabel=f"step of size {RATE:.0f}", ylabel="output")
        axes.set_title(f"a tape of {n_records} records, walked back {N_STEPS} times", color=INK)

    return Picture(
        draw,
        "The four outputs of the net for the exclusive or, while a walk back over its tape trains it: at "
        "first all near one half, at the end on the right sides.",
        height=280,
    )


def train(walk=None):
    """Return the four outputs after each step (N_STEPS + 1, 4) and how many records the tape has.

    Raises
    ------
    CannotShow
        If the student's walk fails, or its gradients throw the weights out of bounds.
    """
    safe = checked(walk or backpropagate, lambda nodes: (len(nodes),))
    layers = first_weights(XOR_X.shape[1], HIDDEN, 1, np.random.RandomState(0))
    weights = np.concatenate([layer.ravel() for layer in layers])
    nodes, places, last = _tape(weights)
    seen = [_outputs(nodes, last)]
    for _ in range(N_STEPS):
        weights = weights - RATE * safe(nodes)[places]
        if np.abs(weights).max() > 1e3:
            raise CannotShow("The weights grow without end: compare your gradients with differences.")
        nodes, places, last = _tape(weights)
        seen.append(_outputs(nodes, last))
    return np.array(seen), len(nodes)


def _tape(weights):
    """Record the net and its loss: -> (nodes, positions of the weights, positions of the outputs)."""
    w = [gates.Node(value, "w") for value in weights]
    outputs = []
    for x in XOR_X:
        hidden = [_sigmoid(_dot(w[3 * j : 3 * j + 3], x)) for j in range(HIDDEN)]
        outputs.append(_sigmoid(_dot(w[3 * HIDDEN :], hidden)))
    errors = [output + float(-t) for output, t in zip(outputs, XOR_T[:, 0], strict=True)]
    loss = _sum([error * error for error in errors]) * 0.5
    nodes, place = record(loss), {node.number: k for k, node in enumerate(gates.graph(loss))}
    return nodes, [place[node.number] for node in w], [place[node.number] for node in outputs]


def _dot(w, x):
    return _sum([a * b for a, b in zip(w, x, strict=True)])


def _sum(terms):
    total, *others = terms
    for term in others:
        total = total + term
    return total


def _sigmoid(a):
    return gates.reciprocal(gates.exp(-a) + 1.0)


def _outputs(nodes, last):
    return [nodes[k][2] for k in last]
