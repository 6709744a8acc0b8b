"""A circuit computed gate by gate, forward and backward (lecture 4, rows 4.2 to 4.6 and 4.12)."""

from functools import lru_cache

import numpy as np

from course_lib.live_view.controls import Choice, Slider, Steps
from course_lib.live_view.demo import Demo
from course_lib.live_view.palette import INK, ORANGE
from course_lib.live_view.student import checked
from course_lib.networks import gates
from course_lib.networks.backpropagation import record
from course_lib.networks.gate_rules import GATES
from course_lib.pictures.backpropagation.circuit import (
    GRADIENT,
    RADIUS,
    VALUE,
    draw_wires,
    gradient_place,
    number,
    placed,
    value_place,
)


def _product(x, y, z):
    return (x + y) * z


def _neuron(w0, x0, w1, x1, w2):
    return gates.reciprocal(gates.add_one(gates.exp(-(w0 * x0 + w1 * x1 + w2))))


def _branch(x, y):
    return gates.maximum(x * y, y) + x


# name: (what is computed, the lecture's inputs, values of the sliders, the question, height)
CIRCUITS = {
    "product": (
        _product,
        {"x": -2.0, "y": 5.0, "z": -4.0},
        np.array([-5, -4, -2, -1, 0, 1, 2, 4, 5]),
        "which of x, y and z lowers f if you raise it a little? Step through backward and see.",
        290,
    ),
    "neuron": (
        _neuron,
        {"w0": 2.0, "x0": -1.0, "w1": -3.0, "x1": -2.0, "w2": -3.0},
        np.arange(-12, 13) / 4,
        "which input has the largest gradient? And what becomes of them all if the sigmoid saturates?",
        440,
    ),
    "branch": (
        _branch,
        {"x": 3.0, "y": 2.0},
        np.arange(-4, 5),
        "x is used twice. What must be done with the two gradients that come back to it?",
        290,
    ),
}


def circuit(which="product", rules=None, backpropagate=None):
    """Step through a circuit of gates, forward and backward, and move its inputs.

    Parameters
    ----------
    which : "product", "neuron" or "branch"
        (x + y) z, the sigmoid neuron, or max(xy, y) + x, where a value is used twice.
    rules : dict, optional
        Your own backward passes by the name of the gate, such as {"mul": mul_backward}; each takes
        (dz, *inputs) and returns the gradient of each input. The course's own stand in for the others.
    backpropagate : function, optional
        Your own `backpropagate(nodes)`, which returns one gradient for each node: they are shown instead.

    Returns
    -------
    Demo
        With `step`, forward and back, and sliders for the inputs; for the neuron a choice of `moved`, which
        input, and a slider for `by`, how far.

    Raises
    ------
    ValueError
        If there is no such circuit.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.circuit("branch")
    Demo: max(xy, y) + x
    """
    if which not in CIRCUITS:
        raise ValueError(f"circuit: `which` must be one of {', '.join(CIRCUITS)}; got {which!r}.")
    build, start, reach, question, height = CIRCUITS[which]
    safe_rules = {gate: _one_number(gate, rule) for gate, rule in (rules or {}).items()}
    safe = checked(backpropagate, lambda nodes: (len(nodes),)) if backpropagate else None
    first = build(*gates.inputs(**start))
    nodes = gates.graph(first)
    operations = [i for i, node in enumerate(nodes) if node.gate]
    names = [_name(node) for node in nodes]

    @lru_cache(maxsize=4)
    def walk(inputs):
        last = build(*gates.inputs(**dict(zip(start, inputs, strict=True))))
        return _walk(last, safe_rules, safe)

    def compute(step, **settings):
        values, steps = walk(tuple(_inputs(start, settings).values()))
        current, words, grads = _moment(step, operations, names, values, steps)
        known = {i for i, node in enumerate(nodes) if not node.gate} | set(operations[:step])
        frame = {"step text": words, "values": values, "grads": grads}
        for i in range(len(nodes)):
            frame[f"value {i}"] = number(values[i]) if i in known else ""
            frame[f"gradient {i}"] = "" if grads[i] is None else number(grads[i])
        return frame | {f"mark {i}": i == current for i in operations}

    def describe(values, step, **settings):
        inputs = ", ".join(f"{name} = {number(value)}" for name, value in _inputs(start, settings).items())
        known = [f"d/d{node.name} = {number(values['grads'][i])}" for i, node in enumerate(nodes)
                 if not node.gate and values["grads"][i] is not None]  # fmt: skip
        gradients = f" So far: {', '.join(known)}." if known else ""
        return f"{inputs}. {values['step text']}{gradients}"

    moments = ["inputs", *(f"forward: {names[i]}" for i in operations), "backward: start",
               *(f"backward: {names[i]}" for i in reversed(operations))]  # fmt: skip
    return Demo(
        title={"product": "(x + y) z", "neuron": "A neuron, gate by gate", "branch": "max(xy, y) + x"}[which],
        question=question,
        controls=(*_controls(which, start, reach), Steps("step", "step", moments)),
        compute=compute,
        draw=lambda figure: _draw(figure, nodes, first, operations),
        describe=describe,
        size=(820 if which == "neuron" else 700, height),
    )


def _draw(figure, nodes, first, operations):
    from matplotlib.patches import Rectangle

    axes, places, artists = figure.subplots(), placed(first), {}
    draw_wires(axes, nodes, places)
    for i, node in enumerate(nodes):
        artists[f"value {i}"] = axes.text(*value_place(places, node), "", **VALUE)
        artists[f"gradient {i}"] = axes.text(*gradient_place(places, node), "", **GRADIENT)
    for i in operations:
        x, y = (centre - 1.25 * RADIUS for centre in places[nodes[i].number])
        size = 2.5 * RADIUS
        ring = Rectangle((x, y), size, size, fill=False, edgecolor=ORANGE, linewidth=3, zorder=5)
        artists[f"mark {i}"] = axes.add_patch(ring)
    bottom = axes.get_ylim()[0]
    axes.set_ylim(bottom - 0.55, None)
    artists["step text"] = axes.text(-0.3, bottom - 0.4, "", color=INK, va="bottom", fontsize=12.5)
    return artists


def _walk(last, rules, backpropagate):
    """Return all values and, for each gate on the way back: its place, upstream, its parts, all gradients."""
    nodes = gates.graph(last)
    place = {node.number: i for i, node in enumerate(nodes)}
    final = backpropagate(record(last)) if backpropagate else None
    reached, steps = {len(nodes) - 1}, []
    for gate, parts in gates.backward_steps(last, rules=rules):
        reached |= {place[source.number] for source in gate.inputs}
        grads = [None] * len(nodes)
        for i in reached:
            grads[i] = float(nodes[i].grad if final is None else final[i])
        steps.append((place[gate.number], float(gate.grad), [float(part) for part in parts], grads))
    return [float(node.value) for node in nodes], steps


def _moment(step, operations, names, values, steps):
    """Return the gate at work or None, this step in words, and the gradients that are known after it."""
    unknown, back = [None] * len(values), step - len(operations)
    if step == 0:
        return None, "The inputs are given.", unknown
    if back <= 0:
        current = operations[step - 1]
        return current, f"Forward, {names[current]}: the value is {number(values[current])}.", unknown
    if back == 1:
        words = f"Backward starts with the gradient 1 at the end, where the value is {number(values[-1])}."
        return None, words, [*unknown[:-1], 1.0]
    current, upstream, parts, grads = steps[back - 2]
    return current, _backward_text(names[current], upstream, parts), grads


def _controls(which, start, reach):
    if which != "neuron":
        return tuple(Slider(name, name, reach, initial=value, fmt="{:.0f}") for name, value in start.items())
    return (
        Choice("moved", "input to move", tuple(start)),
        Slider("by", "moved by", reach, initial=0.0, fmt="{:+.2f}"),
    )


def _inputs(start, settings):
    if "moved" in settings:
        return {**start, settings["moved"]: start[settings["moved"]] + settings["by"]}
    return {name: float(settings[name]) for name in start}


def _name(node):
    return f"gate {node.symbol}" if node.gate else node.name


def _backward_text(name, upstream, parts):
    local = ", ".join(number(part / upstream) if upstream else "?" for part in parts)
    products = ", ".join(number(part) for part in parts)
    return f"Backward, {name}: upstream {number(upstream)} × local ({local}) = ({products})."


def _one_number(gate, rule):
    """Let a student's rule for vectors work on single numbers."""
    safe = checked(rule, *[lambda dz, *values: np.shape(dz)] * GATES[gate].n_inputs)

    def call(*numbers):
        parts = safe(*(np.reshape(value, 1) for value in numbers))
        return [part[0] for part in (parts if isinstance(parts, tuple) else (parts,))]

    return call
