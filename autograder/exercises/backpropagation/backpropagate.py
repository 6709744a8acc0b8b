"""Backpropagation on a recorded graph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import numpy as np

from autograder.exercises.backpropagation.local_gradients import GATE_MISTAKES, slopes_by_way
from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from course_lib.networks import gates
from course_lib.networks.backpropagation import backpropagate, record

_Nodes: TypeAlias = list[tuple[str, tuple[int, ...], float]]  # as `record` gives them: gate, inputs, value
_OF_TWO_INPUTS = ("add", "mul", "max")
_LEAST = 0.01


def _cases(draw: Draw) -> Iterator[Case]:
    rng = draw.rng(46)
    for name, last in _graphs(draw, rng):
        yield Case(name, {"nodes": record(last)})
    yield Case("a node that the result does not need", {"nodes": _with_a_loose_end(draw, rng)})
    yield Case("one input and nothing else", {"nodes": [("input", (), 3.0)]})
    for number, name in enumerate(("first", "second", "third")):
        yield Case(f"a random graph ({name})", {"nodes": _random(draw.rng(47, number))})
    x, y = gates.inputs(x=2.0, y=2.0)
    yield Case("max of equal inputs", {"nodes": record(gates.maximum(x, y) * y)}, unasked=True)


def _graphs(draw: Draw, rng: np.random.Generator) -> Iterator[tuple[str, Any]]:
    def inputs(*values: float) -> tuple[Any, ...]:
        factors = np.ones(len(values)) if draw.is_public else rng.uniform(0.8, 1.25, size=len(values))
        return tuple(gates.Node(value * factor) for value, factor in zip(values, factors, strict=True))

    x, y, z = inputs(-2.0, 5.0, -4.0)
    yield "(x + y) z", (x + y) * z
    w, x, b, one = inputs(2.0, -1.5, 4.0, 1.0)
    yield "a neuron, gate by gate", gates.reciprocal(gates.exp(-(w * x + b)) + one)
    x, y = inputs(3.0, 2.0)
    yield "a value that branches", x * y + x
    yield "the same input twice", x * x * y
    yield "max of two sums", gates.maximum(x * y + x, y + y) * y
    q = x * y
    yield "a diamond", q * gates.exp(-q) + gates.maximum(q, x)
    [x] = inputs(0.5)
    yield "one input, gate after gate", gates.reciprocal(-gates.exp(x))
    for number in range(6):
        x, y, z = (gates.Node(value) for value in rng.normal(size=3))
        yield f"max of max ({number + 1})", gates.maximum(gates.maximum(x, y), z) * gates.maximum(y, -z)


def _with_a_loose_end(draw: Draw, rng: np.random.Generator) -> _Nodes:
    x, y = (2.0, 3.0) if draw.is_public else (float(value) for value in rng.uniform(1.5, 3, size=2))
    return [
        ("input", (), x),
        ("input", (), y),
        ("mul", (0, 0), x * x),
        ("mul", (0, 1), x * y),
        ("add", (3, 1), x * y + y),
    ]


def _random(rng: np.random.Generator) -> _Nodes:
    nodes = [gates.Node(value) for value in rng.uniform(0.5, 1.5, size=3)]
    while len(nodes) < 14:  # enough for several gates of each type
        first, second = (nodes[i] for i in rng.integers(len(nodes), size=2))
        name = str(rng.choice(["add", "mul", "max", "negate", "exp", "reciprocal"]))
        # No reciprocal of a number near 0, and no tie of a maximum, where both answers would be right.
        if name == "reciprocal" and abs(first.value) < _LEAST:
            continue
        if name == "max" and abs(first.value - second.value) < _LEAST:
            continue
        new = gates.apply(name, first, second) if name in _OF_TWO_INPUTS else gates.apply(name, first)
        if abs(new.value) < 5:  # no product grows without bound
            nodes.append(new)
    last = nodes[3]
    for node in nodes[4:]:
        last = last + node
    nodes_in_order: _Nodes = record(last)
    return nodes_in_order


def _imitation(
    nodes: _Nodes,
    *,
    order: str = "reverse",
    branches: str = "add",
    start: str = "one",
    upstream: str = "gradients",
    inner: bool = True,
    **ways: str,
) -> Array:
    """`backpropagate` with a switch for each mistake; `ways` are those of `slopes_by_way`, by gate."""
    gradients = np.zeros(len(nodes))
    gradients[-1] = {"one": 1.0, "zero": 0.0, "value": nodes[-1][2]}[start]
    indices = range(len(nodes))
    for i in indices if order == "forward" else reversed(indices):
        gate, sources, value = nodes[i]
        if gate == "input":
            continue
        local = slopes_by_way(gate, value, *(nodes[j][2] for j in sources))
        for j, slope in zip(sources, local[ways.get(gate, "right")], strict=True):
            part = slope * (1.0 if upstream == "ones" else gradients[i])
            gradients[j] = part if branches == "overwrite" else gradients[j] + part
    if not inner:
        gradients[[i for i, (gate, _, _) in enumerate(nodes) if gate != "input"]] = 0
    return gradients


BACKPROPAGATE = Exercise(
    name="backpropagate",
    topic="backpropagation",
    inputs=("nodes: list",),
    outputs=("gradients: (n,)",),
    reference=backpropagate,
    cases=_cases,
    imitation=_imitation,
    subgradients=({}, {"max": "second if equal"}),
    coupled=True,
    mistakes=(
        Mistake(
            "overwritten_at_branch",
            "Where a value branches, the last gradient overwrites the others: they add up, so write "
            "gradients[j] += ...",
            {"branches": "overwrite"},
        ),
        Mistake(
            "forward_order",
            "The nodes are visited in forward order: a gate's upstream gradient is complete only after all "
            "gates behind it, so go through them in reverse.",
            {"order": "forward"},
        ),
        Mistake(
            "upstream_ignored",
            "Local gradients are added up without the upstream gradient: multiply by gradients[i].",
            {"upstream": "ones"},
        ),
        Mistake("start_missing", "Everything is 0: the gradient of the last node is 1.", {"start": "zero"}),
        Mistake(
            "started_with_value",
            "The recursion starts with the value of the last node: it starts with its gradient, 1.",
            {"start": "value"},
        ),
        Mistake(
            "inputs_only",
            "Only the inputs have a gradient: return that of every node.",
            {"inner": False},
        ),
        *GATE_MISTAKES,
    ),
)
