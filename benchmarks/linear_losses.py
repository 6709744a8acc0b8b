"""Loss and gradient of the linear classifiers against PyTorch and scikit-learn, as ratios in one run.

Run `python benchmarks/linear_losses.py` where PyTorch is installed (`pip install torch`, CPU); the table goes
to docs/linear_losses.md. It needs about 5 GB of memory. `--examples 2000` is a quick try that writes nothing.
"""

from __future__ import annotations

import argparse
import importlib.util
import multiprocessing
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from course_lib.losses.hinge import svm_loss  # noqa: E402
from course_lib.losses.softmax import softmax_loss  # noqa: E402

N, d, C = 50_000, 3_073, 10  # CIFAR-10's training images with a bias
REG = 1e-3
ROUNDS = 9
Answer = tuple[float, np.ndarray]


def problem(n: int, dtype: type) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """W (C, d), X (n, d), y (n,) with numbers of one type, drawn without a copy in another."""
    rng = np.random.default_rng(0)
    X = rng.standard_normal((n, d), dtype=dtype)
    return rng.standard_normal((C, d), dtype=dtype) / 50, X, rng.integers(0, C, n)


def of_course(
    loss: Callable[..., Answer], W: np.ndarray, X: np.ndarray, y: np.ndarray
) -> Callable[[], Answer]:
    """Ours."""
    return lambda: loss(W, X, y, REG)


def of_pytorch(
    loss: Callable[..., Answer], W: np.ndarray, X: np.ndarray, y: np.ndarray
) -> Callable[[], Answer]:
    """PyTorch's loss of the scores, differentiated by its autograd."""
    import torch

    inputs, labels = torch.from_numpy(X), torch.from_numpy(y)

    def mean_loss(scores):
        if loss is softmax_loss:
            return torch.nn.functional.cross_entropy(scores, labels)
        return C * torch.nn.functional.multi_margin_loss(scores, labels)  # PyTorch divides by C

    def compute():
        weights = torch.from_numpy(W.copy()).requires_grad_()
        value = mean_loss(inputs @ weights.T) + REG * (weights**2).sum()
        value.backward()
        return value.item(), weights.grad.numpy()

    return compute


def of_sklearn(
    loss: Callable[..., Answer], W: np.ndarray, X: np.ndarray, y: np.ndarray
) -> Callable[[], Answer] | None:
    """Loss and gradient inside scikit-learn's LogisticRegression; it has no multiclass hinge of this form."""
    if loss is not softmax_loss:
        return None
    from sklearn._loss import HalfMultinomialLoss
    from sklearn.linear_model._linear_loss import LinearModelLoss

    model = LinearModelLoss(base_loss=HalfMultinomialLoss(n_classes=C), fit_intercept=False)
    labels = y.astype(X.dtype)

    def compute():
        flat = W.ravel(order="F")  # the solvers' own layout
        value, gradient = model.loss_gradient(
            flat, X, labels, l2_reg_strength=2 * REG, n_threads=os.cpu_count()
        )
        return float(value), gradient.reshape(W.shape, order="F")

    return compute


WAYS = {"course_lib": of_course, "PyTorch": of_pytorch, "scikit-learn": of_sklearn}
LOSSES = {"softmax": softmax_loss, "hinge": svm_loss}
DTYPES = {"float32": np.float32, "float64": np.float64}


def seconds(n: int, dtype: str, loss: str) -> dict[str, float]:
    """Median seconds of each way, measured in turns; all must give the same loss and gradient."""
    W, X, y = problem(n, DTYPES[dtype])
    made = {name: way(LOSSES[loss], W, X, y) for name, way in WAYS.items()}
    ways = {name: compute for name, compute in made.items() if compute is not None}
    value, gradient = ways["course_lib"]()
    for name, compute in ways.items():
        theirs, their_gradient = compute()
        tolerance = 1e-4 if dtype == "float32" else 1e-9
        np.testing.assert_allclose(theirs, value, rtol=tolerance, err_msg=name)
        np.testing.assert_allclose(
            their_gradient, gradient, atol=tolerance * np.abs(gradient).max(), err_msg=name
        )
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, compute in ways.items():
            start = time.perf_counter()
            compute()
            taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(values) for name, values in taken.items()}


def peak(n: int, dtype: str, loss: str, name: str) -> float:
    """Largest resident memory during one call, the inputs included, in units of the inputs' size."""
    W, X, y = problem(n, DTYPES[dtype])
    compute = WAYS[name](LOSSES[loss], W, X, y)
    Path("/proc/self/clear_refs").write_text("5")  # the high-water mark starts again
    idle = _resident("VmRSS")
    compute()
    size = X.nbytes + W.nbytes + y.nbytes
    return (_resident("VmHWM") - idle + size) / size


def _resident(field: str) -> int:
    status = Path("/proc/self/status").read_text()
    return 1024 * int(next(line.split()[1] for line in status.splitlines() if line.startswith(field)))


def _alone(function: Callable, *arguments):
    """Run in a process of its own, so that no measurement sees another one's memory."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(function, arguments)


def rows(n: int) -> list[list[str]]:
    """One line for each loss and type of number."""
    lines = []
    for loss in LOSSES:
        for dtype in DTYPES:
            taken = _alone(seconds, n, dtype, loss)
            memory = {name: _alone(peak, n, dtype, loss, name) for name in taken}
            ours = taken["course_lib"]
            lines.append(
                [
                    *(loss, dtype, f"{ours:.3f} s"),
                    *(
                        f"{ours / taken[name]:.2f}×" if name in taken else "-"
                        for name in ("PyTorch", "scikit-learn")
                    ),
                    *(f"{memory[name]:.2f}×" if name in memory else "-" for name in WAYS),
                ]
            )
            print(" | ".join(lines[-1]), flush=True)
    return lines


TITLES = [
    "loss",
    "numbers",
    "course_lib",
    "to PyTorch",
    "to scikit-learn",
    "memory: course_lib",
    "PyTorch",
    "scikit-learn",
]


def report(lines: list[list[str]], n: int) -> str:
    """The text of docs/linear_losses.md."""
    import sklearn
    import torch

    table = "\n".join(f"| {' | '.join(line)} |" for line in [TITLES, ["---"] * len(TITLES), *lines])
    versions = (
        f"Python {platform.python_version()}, NumPy {np.__version__}, PyTorch {torch.__version__} (CPU), "
        f"scikit-learn {sklearn.__version__}"
    )
    return f"""# Speed and memory of the linear classifiers

Loss and gradient of `softmax_loss` and `svm_loss` for N = {n:,} examples of d = {d:,} numbers and C = {C}
classes (CIFAR-10's size), the whole batch at once. Times are medians of {ROUNDS} calls, taken in turns in one
process; a ratio below 1 means that course_lib is the faster one. Memory is the largest during a call, the
inputs included, in units of the inputs' size.

{table}

{os.cpu_count()} cores ({platform.machine()}), {versions}.
scikit-learn's side is the loss inside `LogisticRegression`; it has no multiclass hinge of this form. All
sides give the same loss and gradient, which is checked before the clock starts.

Both losses read `X` twice, for the scores and for the gradient, and hold nothing else of its size. The
gradient is computed as `(X.T @ dscores).T`: the same product as `dscores.T @ X`, for which NumPy's BLAS can
take several times as long.

Reproduce it: `pip install torch` (CPU), then `python benchmarks/linear_losses.py`.
"""


def main() -> int:
    """Measure, print, write the document."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--examples", type=int, default=N)
    n = parser.parse_args().examples
    if importlib.util.find_spec("torch") is None:
        print("linear_losses: PyTorch must be installed. Run: pip install torch")
        return 2
    lines = rows(n)
    if n == N:
        (ROOT / "docs" / "linear_losses.md").write_text(report(lines, n))
    return 0


if __name__ == "__main__":
    sys.exit(main())
