"""A tape: gates on arrays that are recorded while they are computed, for a walk back (capstone)."""

import numpy as np

NET_GATES = ("matmul", "add", "relu", "log_softmax", "pick", "mean")


class Tape:
    """Computes gates and records each with what its backward pass needs.

    Parameters
    ----------
    gates : dict
        Name -> rule: values of the inputs -> (value, backward), as in `course_lib.networks.gate_rules`.

    Attributes
    ----------
    records : list of (inputs, backward, value)
        As `course_lib.networks.array_gates.walk_back` takes them.
    names : list of str
        Of each record: that of the input, or of the gate.

    Examples
    --------
    >>> tape = Tape({"mul": lambda x, y: (x * y, lambda dz: (dz * y, dz * x))})
    >>> x, y = tape.put(3.0, "x"), tape.put(-4.0, "y")
    >>> z = tape.apply("mul", x, y)
    >>> inputs, backward, value = tape.records[z]
    >>> inputs, float(value), backward(2.0)
    ((0, 1), -12.0, (np.float64(-8.0), np.float64(6.0)))
    """

    def __init__(self, gates):
        self.gates, self.records, self.names = gates, [], []

    def put(self, value, name="input"):
        """Record an input; returns its position."""
        return self._keep(name, (), lambda upstream: (), value)

    def apply(self, gate, *inputs, **options):
        """Compute a gate of the values at these positions and record it; returns its position."""
        value, backward = self.gates[gate](*(self.records[place][2] for place in inputs), **options)
        return self._keep(gate, inputs, backward, value)

    def _keep(self, name, inputs, backward, value):
        self.records.append((inputs, backward, np.asarray(value, dtype=float)))
        self.names.append(name)
        return len(self.records) - 1


def net_gates(matmul_backward, unbroadcast, relu_backward, log_softmax, log_softmax_backward, pick_backward):
    """Rules of the gates that a net with cross-entropy needs, made of backward passes.

    Parameters
    ----------
    matmul_backward, unbroadcast, relu_backward, log_softmax, log_softmax_backward, pick_backward : callables
        With the signatures of the capstone's exercises.

    Returns
    -------
    gates : dict
        A rule for each of `NET_GATES`.
    """
    return {
        "matmul": lambda A, B: (A @ B, lambda dZ: matmul_backward(dZ, A, B)),
        "add": lambda x, y: (x + y, lambda dz: (unbroadcast(dz, x.shape), unbroadcast(dz, y.shape))),
        "relu": lambda x: (np.maximum(0, x), lambda dz: (relu_backward(dz, x),)),
        "log_softmax": lambda s: (log_softmax(s), lambda dz: (log_softmax_backward(dz, s),)),
        "pick": lambda x, y: (x[np.arange(len(y)), y], lambda dz: (pick_backward(dz, x, y),)),
        "mean": lambda x: (-x.mean(), lambda dz: (np.full(x.shape, -float(dz) / x.size),)),
    }


def record_net(tape, X, y, W1, b1, W2, b2):
    """Record the cross-entropy of a two-layer ReLU net.

    Parameters
    ----------
    tape : Tape
        With the gates of `net_gates`.
    X : float array (N, d)
    y : int array (N,)
    W1 : float array (H, d)
    b1 : float array (H,)
    W2 : float array (C, H)
    b2 : float array (C,)

    Returns
    -------
    places : dict
        "W1", "b1", "W2", "b2" -> position. The weights are recorded as W1.T and W2.T, (d, H) and (H, C).
    """
    x = tape.put(X, "X")
    places = {"W1": tape.put(W1.T, "W1.T"), "b1": tape.put(b1, "b1")}
    hidden = tape.apply("relu", tape.apply("add", tape.apply("matmul", x, places["W1"]), places["b1"]))
    places |= {"W2": tape.put(W2.T, "W2.T"), "b2": tape.put(b2, "b2")}
    scores = tape.apply("add", tape.apply("matmul", hidden, places["W2"]), places["b2"])
    tape.apply("mean", tape.apply("pick", tape.apply("log_softmax", scores), y=y))
    return places
