"""A training step of the two-layer net, ours against PyTorch on the CPU: N = 256, 3,072-512-10, float32.

Run `python benchmarks/training_step.py` where PyTorch (2.13 was used) is installed; without it our
step is measured alone. Both do the same on the same numbers: forward, backward, one update of all parameters.
The losses after ten steps must agree. Printed are median times and their ratio, from rounds in turn.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from course_lib.networks.relu_nets import first_layers, net_loss  # noqa: E402

N, SIZES, RATE, REG = 256, (3072, 512, 10), 0.01, 1e-4
ROUNDS, STEPS = 15, 4


def main() -> int:
    """Measure, print, and return 1 if the two disagree."""
    rng = np.random.default_rng(0)
    X, y = rng.random((N, SIZES[0]), dtype=np.float32), rng.integers(SIZES[-1], size=N)
    layers = first_layers(SIZES, rng, np.float32)
    contenders = {"course_lib": ours(X, y, layers)}
    try:
        contenders["PyTorch"] = torchs(X, y, layers)
    except ImportError:
        print("PyTorch is not installed here: pip install torch (in an environment of its own).")
    losses = {name: [step() for _ in range(10)][-1] for name, step in contenders.items()}  # also warms up
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(ROUNDS):
        for name, step in contenders.items():
            start = time.perf_counter()
            for _ in range(STEPS):
                step()
            times[name].append((time.perf_counter() - start) / STEPS)
    print(f"N = {N}, sizes {SIZES}, float32, median of {ROUNDS} rounds of {STEPS} steps")
    for name, seconds in times.items():
        low, high = 1e3 * min(seconds), 1e3 * max(seconds)
        print(f"{name:>11}: {1e3 * statistics.median(seconds):6.2f} ms a step ({low:.2f} to {high:.2f}), "
              f"loss after ten steps {losses[name]:.5f}")  # fmt: skip
    if len(times) < 2:
        return 0
    ratio = statistics.median(a / b for a, b in zip(*times.values(), strict=True))
    print(f"      ratio: {ratio:.2f} (course_lib / PyTorch, median of the rounds)")
    return int(not np.allclose(*losses.values(), rtol=1e-3))


def ours(X, y, layers):
    """Return a function that takes a step with the course's net and returns the loss before it."""
    state = [(W.copy(), b.copy()) for W, b in layers]

    def step() -> float:
        loss, gradients = net_loss(X, y, state, REG)
        for (W, b), (dW, db) in zip(state, gradients, strict=True):
            W -= np.float32(RATE) * dW
            b -= np.float32(RATE) * db
        return loss

    return step


def torchs(X, y, layers):
    """Return the same for PyTorch: autograd, and the update as `torch.optim.SGD` makes it."""
    import torch

    parameters = [torch.tensor(part, requires_grad=True) for layer in layers for part in layer]
    W1, b1, W2, b2 = parameters
    X, y = torch.tensor(X), torch.tensor(y)
    optimiser = torch.optim.SGD(parameters, lr=RATE)

    def step() -> float:
        scores = torch.relu(X @ W1.T + b1) @ W2.T + b2
        loss = torch.nn.functional.cross_entropy(scores, y) + REG * ((W1**2).sum() + (W2**2).sum())
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        return float(loss.detach())

    return step


if __name__ == "__main__":
    sys.exit(main())
