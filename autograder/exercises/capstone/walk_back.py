"""The walk back over a record of arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.exercises.capstone.recorded_graphs import GRAPHS, recorded
from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from course_lib.networks.array_gates import walk_back


def _cases(draw: Draw) -> Iterator[Case]:
    for number, graph in enumerate(GRAPHS):
        yield Case(graph, _arguments(draw.rng(74, number), graph, 3, 2, 4))
    yield Case("a layer, one example", _arguments(draw.rng(74, 10), "a layer", 1, 3, 2))
    yield Case("a layer, all sizes equal", _arguments(draw.rng(74, 11), "a layer", 3, 3, 3))


def _arguments(rng: np.random.Generator, graph: str, n: int, k: int, m: int) -> dict[str, Any]:
    A, B, c = rng.normal(size=(n, k)), rng.normal(size=(k, m)), 0.5 + rng.uniform(size=m)
    return {"graph": graph, "A": A, "B": B, "c": c}


def _use(walk: Callable[..., Any], graph: str, A: Array, B: Array, c: Array) -> Array:
    """All gradients, entry after entry and record after record."""
    return np.concatenate([np.ravel(gradient) for gradient in walk(recorded(graph, A, B, c))])


def _imitation(
    graph: str,
    A: Array,
    B: Array,
    c: Array,
    *,
    meeting: str = "added",
    order: str = "reversed",
    start: str = "one",
    upstream: str = "gradient",
    returned: str = "all",
) -> Array:
    """`walk_back` with a switch for each mistake."""
    records = recorded(graph, A, B, c)
    gradients = [np.zeros(np.shape(value)) for *_, value in records]
    gradients[-1] = {"one": np.ones(()), "nothing": np.zeros(()), "value": records[-1][2]}[start]
    places = list(range(len(records)))
    for k in reversed(places) if order == "reversed" else places:
        inputs, backward, value = records[k]
        given = np.ones(np.shape(value)) if upstream == "ones" else gradients[k]
        for j, part in zip(inputs, backward(given), strict=True):
            gradients[j] = part + (gradients[j] if meeting == "added" else 0)
    if returned == "inputs":
        gradients = [each * (not inputs) for each, (inputs, *_) in zip(gradients, records, strict=True)]
    return np.concatenate([np.ravel(gradient) for gradient in gradients])


WALK_BACK = Exercise(
    name="walk_back",
    topic="capstone",
    inputs=("graph: text", "A: (n, k)", "B: (k, m)", "c: (m,)"),
    outputs=("gradients: array",),
    reference=walk_back,
    cases=_cases,
    imitation=_imitation,
    use=_use,
    parameters=("records",),
    mistakes=(
        Mistake(
            "overwritten_at_branch",
            "A value that is used twice keeps only one of its gradients: add what comes back along "
            "several ways.",
            {"meeting": "overwritten"},
            formula="gradients[j] = gradients[j] + part",
        ),
        Mistake(
            "forward_order",
            "The walk goes from the first record to the last: go in reverse, so that a gradient is complete "
            "when it is handed on.",
            {"order": "forward"},
            paired=False,
        ),
        Mistake(
            "start_missing",
            "The walk starts with 0: the gradient of the last value with respect to itself is 1.",
            {"start": "nothing"},
            paired=False,
        ),
        Mistake(
            "started_with_value",
            "The walk starts with the last value: its gradient with respect to itself is 1.",
            {"start": "value"},
        ),
        Mistake(
            "upstream_ignored",
            "Every `backward` gets ones: hand it the gradient of its own record.",
            {"upstream": "ones"},
            paired=False,
        ),
        Mistake(
            "inputs_only",
            "Only the inputs have a gradient: return that of every record.",
            {"returned": "inputs"},
        ),
    ),
)
