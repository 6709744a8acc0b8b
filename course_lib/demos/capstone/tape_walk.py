"""The walk back over the tape of a net, record by record (capstone)."""

import numpy as np

from course_lib.derivatives.gradcheck import numerical_gradient
from course_lib.live_view.asking.questions import Options
from course_lib.live_view.controls import Steps
from course_lib.live_view.demo import Demo
from course_lib.live_view.palette import BLUE, FAINT, INK, ORANGE
from course_lib.live_view.student import CannotShow, checked
from course_lib.losses.softmax import log_softmax
from course_lib.networks import array_gates
from course_lib.networks.activations import relu_backward
from course_lib.networks.array_tape import Tape, net_gates, record_net

N, D, H, C = 4, 3, 5, 2
WIDEST = 1.15  # of the longest bar, that its number has room


LAST = 8  # steps: the gates of the tape
FIRST = (
    Options(
        "In which order do the records get their gradients?",
        "from the last to the first",
        "A gradient can be handed on only when it is complete, and what uses a record stands behind it.",
        (
            "from the first to the last",
            "from the last to the first",
            "the parameters first, the values after them",
        ),
        shows={"step": 1},
    ),
    Options(
        "And who gets a gradient in the very last step?",
        "the images X and the first weights",
        "The first product is the gate at work then, and these two are its inputs.",
        ("the loss", "the biases", "the images X and the first weights"),
        shows={"step": LAST},
    ),
)
OWN = (
    Options(
        "Which of your functions could be wrong without spoiling the gradient of b2?",
        "matmul_backward",
        "Between b2 and the loss lie the sum that broadcasts, the log-softmax, pick and the "
        "mean, and no product of "
        "matrices.",
        ("unbroadcast", "log_softmax_backward", "pick_backward", "matmul_backward"),
        shows={"step": LAST},
    ),
)


def tape_walk(
    walk_back=None,
    matmul_backward=None,
    unbroadcast=None,
    log_softmax_backward=None,
    pick_backward=None,
):
    """Follow the walk back over the tape of a two-layer net: what works now, and what each has collected.

    Parameters
    ----------
    walk_back, matmul_backward, unbroadcast, log_softmax_backward, pick_backward : functions, optional
        Your own; the course's stand in for those that are not given.

    Returns
    -------
    Demo
        With `step`, the records that were walked back so far.

    Notes
    -----
    A bar is the length ‖·‖ of the gradient that a record has collected. At the end the gradients of all
    parameters are compared with centred differences.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.tape_walk()
    Demo: The walk back over a tape
    """
    own = (walk_back, matmul_backward, unbroadcast, log_softmax_backward, pick_backward)
    arguments = _net()
    gates = net_gates(
        _pair(matmul_backward or array_gates.matmul_backward),
        checked(unbroadcast or array_gates.unbroadcast, lambda dz, shape: shape),
        relu_backward,
        log_softmax,
        checked(log_softmax_backward or array_gates.log_softmax_backward, lambda dZ, scores: scores.shape),
        checked(pick_backward or array_gates.pick_backward, lambda dz, X, y: X.shape),
    )
    tape = Tape(gates)
    places = record_net(tape, *arguments)
    gates_of = [k for k, (inputs, *_) in enumerate(tape.records) if inputs]
    walked = _once(lambda: _walk(tape, walk_back or array_gates.walk_back))

    def compute(step):
        calls, gradients = walked()
        collected = [None] * len(tape.records)
        collected[-1] = np.ones(())
        for k, parts in calls[:step]:
            for j, part in zip(tape.records[k][0], parts, strict=True):
                collected[j] = part if collected[j] is None else collected[j] + part
        done = step == len(gates_of)
        if done:  # what the walk has returned, not what it should have
            collected = [
                each if known is not None else None for each, known in zip(gradients, collected, strict=True)
            ]
        lengths = np.array([0.0 if each is None else np.linalg.norm(each) for each in collected])
        worst = _largest_error(arguments, gradients, places) if done else None
        at_work = calls[step - 1][0] if step else len(tape.records) - 1
        frame = {
            "collected": np.where(np.arange(len(lengths)) == at_work, 0, lengths),
            "at work": np.where(np.arange(len(lengths)) == at_work, lengths, 0),
            "read-out": "" if worst is None else f"largest relative error against differences: {worst:.0e}",
            "place": at_work,
            "worst": worst,
        }
        return frame | {
            f"length {k}": f"{lengths[k]:.2f}" if collected[k] is not None else ""
            for k in range(len(lengths))
        }

    def describe(values, step):
        k = values["place"]
        name = f"record {k}, {tape.names[k]}"
        if not step:
            return f"The walk starts at {name}, with the gradient 1."
        sources = " and ".join(f"{j} ({tape.names[j]})" for j in tape.records[k][0])
        end = "" if values["worst"] is None else f" Done: {values['read-out']}."
        return f"{name[0].upper()}{name[1:]} hands gradients to {sources}.{end}"

    calls_in_order = [f"record {k}: {tape.names[k]}" for k in reversed(gates_of)]
    return Demo(
        title="The walk back over a tape",
        questions=OWN if any(own) else FIRST,
        functions=own,
        question="which records get their gradient in more than one part? None of this net: where would one?",
        controls=(Steps("step", "step", ["start", *calls_in_order]),),
        compute=compute,
        draw=lambda figure: _draw(figure, tape, _longest(walked)),
        describe=describe,
        size=(760, 430),
    )


def _draw(figure, tape, longest):
    axes = figure.subplots()
    places = np.arange(len(tape.records))
    labels = [
        f"{k}: {name}{'' if not inputs else ' ' + str(inputs).replace(',)', ')')}   {value.shape}"
        for k, (name, (inputs, _, value)) in enumerate(zip(tape.names, tape.records, strict=True))
    ]
    axes.set(xlim=(0, WIDEST * longest), ylim=(len(places) - 0.4, -0.6), xlabel="length of the gradient")
    axes.set_yticks(places, labels, color=INK)
    axes.grid(True, axis="x")
    waiting = np.zeros(len(places))
    return {
        "collected": axes.barh(places, waiting, height=0.62, color=BLUE),
        "at work": axes.barh(places, waiting, height=0.62, color=ORANGE),
        "read-out": axes.text(
            0.98, 0.04, "", ha="right", weight="bold", transform=axes.transAxes, color=FAINT
        ),
        **{
            f"length {k}": axes.text(WIDEST * longest, k, "", ha="right", va="center", fontsize=11)
            for k in places
        },
    }


def _net():
    rng = np.random.default_rng(4)
    X, y = rng.normal(size=(N, D)), rng.integers(C, size=N)
    return X, y, rng.normal(size=(H, D)), rng.normal(size=H), rng.normal(size=(C, H)), rng.normal(size=C)


def _pair(matmul_backward):
    return checked(matmul_backward, lambda dZ, A, B: A.shape, lambda dZ, A, B: B.shape)


def _once(compute):
    kept = []

    def call():
        if not kept:
            kept.append(compute())
        return kept[0]

    return call


def _walk(tape, walk_back):
    """Return the gates in the order of the walk, each with its parts, and what the walk returned."""
    calls = []

    def watched(k, backward):
        def call(upstream):
            parts = backward(np.asarray(upstream, dtype=float))
            calls.append((k, parts))
            return parts

        return call

    records = [
        (inputs, watched(k, backward) if inputs else backward, value)
        for k, (inputs, backward, value) in enumerate(tape.records)
    ]
    shapes = [lambda records, k=k: np.shape(records[k][2]) for k in range(len(records))]
    gradients = checked(walk_back, *shapes)(records)
    asked = sum(bool(inputs) for inputs, *_ in records)
    if len(calls) != asked:
        raise CannotShow(
            f"walk_back must call `backward` of each of the {asked} gates once; it called {len(calls)}."
        )
    return calls, gradients


def _longest(walked):
    try:
        _, gradients = walked()
    except CannotShow:
        return 1.0
    return max(1.0, *(float(np.linalg.norm(each)) for each in gradients))


def _largest_error(arguments, gradients, places):
    """Return how far the gradients of the parameters are from differences, relative to the larger."""
    X, y, *parameters = arguments
    worst = 0.0
    for number, name in enumerate(("W1", "b1", "W2", "b2")):

        def loss(value, number=number):
            W1, b1, W2, b2 = (value if n == number else p for n, p in enumerate(parameters))
            log_p = log_softmax(np.maximum(0, X @ W1.T + b1) @ W2.T + b2)
            return -log_p[np.arange(len(y)), y].mean()

        right = numerical_gradient(loss, parameters[number])
        found = gradients[places[name]]
        found = found.T if found.ndim == 2 else found
        worst = max(worst, np.abs(found - right).max() / max(np.abs(found).max(), np.abs(right).max()))
    return worst
