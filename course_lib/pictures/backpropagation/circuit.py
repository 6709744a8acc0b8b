"""A recorded graph as a circuit: gates, wires, values above and gradients below (lecture 4)."""

from itertools import pairwise

import numpy as np

from course_lib.live_view.palette import BLUE, FAINT, GREEN, INK, PAPER, VERMILION
from course_lib.networks.gates import Node, graph
from course_lib.pictures.picture import WIDTH, Picture

RADIUS = 0.27  # half the width of a gate; columns are 1.3 apart, rows 1
COLUMN = 1.3
ROW_PIXELS = 88


def circuit(last):
    """Draw the circuit of gates that ends in a node, with its values and gradients.

    Parameters
    ----------
    last : course_lib.networks.gates.Node
        What your computation returned. The gradients appear after `last.backward()`.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> from course_lib.networks import gates
    >>> x, y = gates.inputs(x=3.0, y=2.0)
    >>> pictures.circuit(x * y)
    Picture: A circuit. x: value 3; y: value 2; gate mul: value 6.
    """
    nodes = graph(last)
    places = placed(last)
    columns, rows = (1 + max(at) for at in zip(*places.values(), strict=True))
    row_pixels = min(ROW_PIXELS, WIDTH / (columns + COLUMN))  # a long circuit is small, and so is its writing

    def draw(figure):
        axes = figure.subplots()
        draw_wires(axes, nodes, places)
        for node in nodes:
            axes.text(*value_place(places, node), written(node.value), **VALUE)
            axes.text(*gradient_place(places, node), written(node.grad), **GRADIENT)
        for text in axes.texts:
            text.set_fontsize(text.get_fontsize() * row_pixels / ROW_PIXELS)

    parts = "; ".join(_described(node) for node in nodes)
    return Picture(draw, f"A circuit. {parts}.", height=int(60 + row_pixels * rows))


Node.picture = circuit  # a node as the last value of a cell shows its circuit

VALUE = {"color": GREEN, "ha": "center", "va": "bottom", "fontsize": 11}
GRADIENT = {"color": VERMILION, "ha": "center", "va": "top", "fontsize": 11, "style": "italic"}


def placed(last):
    """Return where each node stands, number -> (column, row).

    Gates stand one column behind the last of their inputs, inputs one before their first gate.
    """
    nodes, column = graph(last), {}
    for node in nodes:
        column[node.number] = 1 + max((column[source.number] for source in node.inputs), default=-1)
    for node in nodes:
        if not node.gate:
            column[node.number] = min(
                (column[gate.number] - 1 for gate in nodes if node in gate.inputs), default=0
            )
    row = _rows(nodes)
    _apart(nodes, column, row)
    lowest = min(row.values())
    return {number: (COLUMN * column[number], row[number] - lowest) for number in column}


def _rows(nodes):
    """Inputs take one row after the other, in the order of use; a gate stands between its inputs."""
    row, free = {}, 0
    for node in nodes:
        for source in node.inputs:
            if source.number not in row:
                row[source.number], free = -free, free + 1
        if node.gate:
            row[node.number] = float(np.mean([row[source.number] for source in node.inputs]))
        elif len(nodes) == 1:
            row[node.number] = 0
    return row


def _apart(nodes, column, row):
    """Push nodes of one column apart until they are a row from each other."""
    for here in set(column.values()):
        stack = sorted(
            (node.number for node in nodes if column[node.number] == here), key=row.get, reverse=True
        )
        for above, below in pairwise(stack):
            row[below] = min(row[below], row[above] - 1)


def draw_wires(axes, nodes, places):
    """Draw inputs, gates and wires; set the limits."""
    for node in nodes:
        x, y = places[node.number]
        for source in node.inputs:
            from_x, from_y = places[source.number]
            bend = x - RADIUS - 0.08
            axes.plot([from_x, bend, x], [from_y, from_y, y], color=FAINT, linewidth=1.3, zorder=1)
        if node.gate:
            draw_gate(axes, x, y, node.symbol)
        else:
            name = node.name or written(node.value)  # a constant is called by its value
            axes.text(x, y, name, ha="center", va="center", color=BLUE, weight="bold",
                      bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 2}, zorder=3)  # fmt: skip
    end_x, end_y = places[nodes[-1].number]
    axes.plot([end_x, end_x + COLUMN - RADIUS], [end_y, end_y], color=FAINT, linewidth=1.3, zorder=1)
    columns, rows = zip(*places.values(), strict=True)
    axes.set(
        xlim=(-0.35, max(columns) + COLUMN - RADIUS), aspect="equal", ylim=(min(rows) - 0.6, max(rows) + 0.6)
    )
    axes.axis("off")


def draw_gate(axes, x, y, symbol, **style):
    """Draw a gate as a box and return it."""
    from matplotlib.patches import FancyBboxPatch

    look = {"facecolor": PAPER, "edgecolor": INK, "linewidth": 1.3, "zorder": 2, **style}
    shape = "round,pad=0,rounding_size=0.1"
    box = FancyBboxPatch((x - RADIUS, y - RADIUS), 2 * RADIUS, 2 * RADIUS, boxstyle=shape, **look)
    axes.add_patch(box)
    axes.text(x, y, symbol, ha="center", va="center", color=INK, fontsize=11.5, zorder=4)
    return box


def value_place(places, node):
    """Return where the value of a node stands: above the wire that leaves it."""
    x, y = places[node.number]
    return x + COLUMN / 2, y + 0.06


def gradient_place(places, node):
    """Return where the gradient of a node stands: below the wire that leaves it."""
    x, y = places[node.number]
    return x + COLUMN / 2, y - 0.06


def written(value):
    """Write a value or gradient shortly: a number, or the shape of an array; nothing for None."""
    if value is None:
        return ""
    if np.ndim(value):
        return str(np.shape(value))
    return number(float(value))


def number(value, digits=3):
    """Write a number with a true minus sign and without trailing zeros."""
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".") if abs(value) < 1e4 else f"{value:.2g}"
    return ("0" if text == "-0" else text).replace("-", "−")


def _described(node):
    name = f"gate {node.gate}" if node.gate else (node.name or "constant")
    gradient = f", gradient {written(node.grad)}" if node.grad is not None else ""
    return f"{name}: value {written(node.value)}{gradient}"
