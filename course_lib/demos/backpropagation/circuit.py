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
    def history(settings):
        """Return all values and, for each step back: gate, upstream, what it handed on, gradients."""
        last = build(*gates.inputs(**dict(zip(start, settings, strict=True))))
        now = gates.graph(last)
        own = safe(record(last)) if safe else None
        seen, steps = {len(now) - 1}, []
        for gate, handed in gates.backward_steps(last, rules=safe_rules):
            place = {node.number: i for i, node in enumerate(now)}
            seen |= {place[source.number] for source in gate.inputs}
            grads = [float(node.grad if own is None else own[i]) if i in seen else None
                     for i, node in enumerate(now)]  # fmt: skip
            steps.append((place[gate.number], float(gate.grad), [float(part) for part in handed], grads))
        return [float(node.value) for node in now], steps

    def compute(step, **settings):
        values, steps = history(tuple(_inputs(start, settings).values()))
        back = step - len(operations)  # 1 for the first gate on the way back
        shown = [i for i, node in enumerate(nodes) if not node.gate] + operations[: max(step, 0)]
        grads, current, told = [None] * len(nodes), None, "The inputs are given."
        if 0 < step <= len(operations):
            current = operations[step - 1]
            told = f"Forward, {names[current]}: the value is {number(values[current])}."
        if back == 1:
            told = f"Backward starts with the gradient 1 at the end, where the value is {number(values[-1])}."
            grads[-1], current = 1.0, None
        if back > 1:
            current, upstream, handed, grads = steps[back - 2]
            told = _handed(names[current], upstream, handed)
        frame = {"told": told, "values": values, "grads": grads}
        for i in range(len(nodes)):
            frame[f"value {i}"] = number(values[i]) if i in shown or back > 0 else ""
            frame[f"gradient {i}"] = "" if grads[i] is None else number(grads[i])
        return frame | {f"mark {i}": i == current for i in operations}

    def draw(figure):
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
        artists["told"] = axes.text(-0.3, bottom - 0.4, "", color=INK, va="bottom", fontsize=12.5)
        return artists

    def describe(values, step, **settings):
        inputs = ", ".join(f"{name} = {number(value)}" for name, value in _inputs(start, settings).items())
        known = [f"d/d{node.name} = {number(values['grads'][i])}" for i, node in enumerate(nodes)
                 if not node.gate and values["grads"][i] is not None]  # fmt: skip
        gradients = f" So far: {', '.join(known)}." if known else ""
        return f"{inputs}. {values['told']}{gradients}"

    moments = ["inputs", *(f"forward: {names[i]}" for i in operations), "backward: start",
               *(f"backward: {names[i]}" for i in reversed(operations))]  # fmt: skip
    return Demo(
        title={"product": "(x + y) z", "neuron": "A neuron, gate by gate", "branch": "max(xy, y) + x"}[which],
        question=question,
        controls=(*_controls(which, start, reach), Steps("step", "step", moments)),
        compute=compute,
        draw=draw,
        describe=describe,
        size=(820 if which == "neuron" else 700, height),
    )


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
    return f"gate {GATES[node.gate].symbol}" if node.gate else node.name


def _handed(name, upstream, handed):
    local = ", ".join(number(part / upstream) if upstream else "?" for part in handed)
    parts = ", ".join(number(part) for part in handed)
    return f"Backward, {name}: upstream {number(upstream)} × local ({local}) = ({parts})."


def _one_number(gate, rule):
    """Let a student's rule for vectors work on single numbers."""
    safe = checked(rule, *[lambda dz, *values: np.shape(dz)] * GATES[gate].n_inputs)

    def call(*numbers):
        parts = safe(*(np.reshape(value, 1) for value in numbers))
        return [part[0] for part in (parts if isinstance(parts, tuple) else (parts,))]

    return call
