"""A circuit computed gate by gate, forward and backward (lecture 4, rows 4.2 to 4.6 and 4.12)."""

from functools import lru_cache

import numpy as np

from course_lib.live_view.asking.questions import Number, Options
from course_lib.live_view.controls import Choice, Slider, Steps
from course_lib.live_view.demo import Demo
from course_lib.live_view.palette import INK, ORANGE
from course_lib.live_view.student import checked, is_own
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


# name: (what is computed, the lecture's inputs, values of the sliders, height)
CIRCUITS = {
    "product": (
        _product,
        {"x": -2.0, "y": 5.0, "z": -4.0},
        np.array([-5, -4, -2, -1, 0, 1, 2, 4, 5]),
        290,
    ),
    "neuron": (
        _neuron,
        {"w0": 2.0, "x0": -1.0, "w1": -3.0, "x1": -2.0, "w2": -3.0},
        np.arange(-12, 13) / 4,
        440,
    ),
    "branch": (
        _branch,
        {"x": 3.0, "y": 2.0},
        np.arange(-4, 5),
        290,
    ),
}


LAST = {"product": 5, "neuron": 17, "branch": 7}  # steps
FIRST = {
    "product": (
        Options(
            "Which of the three inputs lowers f = (x + y) z if you raise it a little?",
            "x and y",
            "Their gradients are −4: raise one by a little, and f falls four times as much; z has +3.",
            ("only z", "only x", "x and y", "all three"),
        ),
        Options(
            "For which inputs is the gradient of z zero?",
            "wherever x = −y",
            "The gradient of z is what it is multiplied by, x + y.",
            ("wherever z = 0", "wherever x = −y", "for none"),
            shows={"step": LAST["product"]},
        ),
    ),
    "neuron": (
        Number(
            "The dot product is 1, and the factor that all gradients share is 0.197. What is it for a dot "
            "product "
            "of 4?",
            0.018,
            "It is the slope (1 − σ) σ of the sigmoid, small wherever σ is close to 0 or 1.",
            close=0.004,
        ),
        Options(
            "And for −4?",
            "the same",
            "The slope of the sigmoid is the same for a and −a.",
            ("the same", "a larger one", "a negative one"),
            shows={"moved": "w2", "by": 3.0, "step": LAST["neuron"]},
        ),
    ),
    "branch": (
        Options(
            "f = max(x y, y) + x uses x twice. Which two parts does its gradient have?",
            "1 through add, and y through max and mul",
            "Each way back gives a part, and the parts add up.",
            (
                "1 through add, and y through max and mul",
                "1 through add, and x through max and mul",
                "y through add, and 1 through max",
            ),
        ),
        Number(
            "For y = 2, below which x does one of the parts vanish?",
            1.0,
            "There x y < y: max routes its gradient to the other wire.",
            close=0.01,
            shows={"x": 0, "step": LAST["branch"]},
        ),
    ),
}
OWN = {
    "product": (
        Number(
            "x = 1 and y = 1. For which z are all three gradients equal?",
            2.0,
            "The gradients of x and y are z, that of z is x + y = 2.",
            close=0.01,
            shows={"x": 1, "y": 1, "z": 2, "step": LAST["product"]},
        ),
    ),
    "branch": (
        Options(
            "For which inputs is the gradient of y zero?",
            "x = 0 and y < 0",
            "There max takes x y = 0, whose slope in y is x = 0; for y > 0 it takes y itself.",
            ("x = 0 and y < 0", "x = 0 and y > 0", "any x < 0", "none"),
            shows={"x": 0, "y": -2, "step": LAST["branch"]},
        ),
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
    build, start, reach, height = CIRCUITS[which]
    own = (*(rules or {}).values(), backpropagate)
    safe_rules = {gate: _one_number(gate, rule) for gate, rule in (rules or {}).items()}
    safe = checked(backpropagate, lambda nodes: (len(nodes),)) if backpropagate else None
    nodes = gates.graph(build(*gates.inputs(**start)))
    operations = [i for i, node in enumerate(nodes) if node.gate]
    leaves = {i: node.name for i, node in enumerate(nodes) if not node.gate}
    names = [_name(node) for node in nodes]

    @lru_cache(maxsize=4)
    def walk(inputs):
        last = build(*gates.inputs(**dict(zip(start, inputs, strict=True))))
        return _walk(last, safe_rules, safe)

    def compute(step, **settings):
        values, steps = walk(tuple(_inputs(start, settings).values()))
        current, words, grads = _moment(step, operations, names, values, steps)
        known = leaves.keys() | set(operations[:step])
        frame = {"step text": words, "values": values, "grads": grads}
        for i in range(len(names)):
            frame[f"value {i}"] = number(values[i]) if i in known else ""
            frame[f"gradient {i}"] = "" if grads[i] is None else number(grads[i])
        return frame | {f"mark {i}": i == current for i in operations}

    def describe(values, step, **settings):
        inputs = ", ".join(f"{name} = {number(value)}" for name, value in _inputs(start, settings).items())
        known = [f"d/d{name} = {number(values['grads'][i])}" for i, name in leaves.items()
                 if values["grads"][i] is not None]  # fmt: skip
        gradients = f" So far: {', '.join(known)}." if known else ""
        return f"{inputs}. {values['step text']}{gradients}"

    moments = ["inputs", *(f"forward: {names[i]}" for i in operations), "backward: start",
               *(f"backward: {names[i]}" for i in reversed(operations))]  # fmt: skip
    return Demo(
        title={"product": "(x + y) z", "neuron": "A neuron, gate by gate", "branch": "max(xy, y) + x"}[which],
        questions=(OWN if any(map(is_own, own)) else FIRST).get(which, ()),
        functions=own,
        stacks=False,
        question="which gradient does each value get on the way back?",
        controls=(*_controls(which, start, reach), Steps("step", "step", moments)),
        compute=compute,
        draw=lambda figure: _draw(figure, build(*gates.inputs(**start)), operations),
        describe=describe,
        size=(820 if which == "neuron" else 700, height),
    )


def _draw(figure, last, operations):
    from matplotlib.patches import Rectangle

    axes, nodes, places, artists = figure.subplots(), gates.graph(last), placed(last), {}
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
    """Let a student's rule for vectors work on single numbers: half of what twice the upstream gives."""
    safe = checked(rule, *[lambda dz, *values: np.shape(dz)] * GATES[gate].n_inputs)

    def call(dz, *numbers):
        parts = safe(*(np.reshape(value, 1) for value in (2 * dz, *numbers)))
        return [part[0] / 2 for part in (parts if isinstance(parts, tuple) else (parts,))]

    return call
