"""`cross_entropy_loss` and `nll_loss` against PyTorch itself: the largest difference over all options.

Run `python benchmarks/pytorch_definitions.py` where PyTorch is installed (`pip install torch`, CPU). The
tests hold the two to PyTorch's documented formula; this holds the formula to the program.
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from course_lib.losses.softmax import log_softmax, softmax  # noqa: E402
from course_lib.losses.torch_definitions import cross_entropy_loss, nll_loss  # noqa: E402

OPTIONS = list(itertools.product((False, True), (-100, 1), (0.0, 0.2), ("none", "mean", "sum")))


def main() -> int:
    """Print the largest differences; 1 if one of them is more than rounding."""
    try:
        import torch
    except ImportError:
        print("pytorch_definitions: PyTorch must be installed. Run: pip install torch")
        return 2
    rng = np.random.default_rng(0)
    logits, labels = 3 * rng.normal(size=(6, 4)), rng.integers(0, 4, 6)
    distributions = softmax(rng.normal(size=(6, 4)))
    worst = 0.0
    for weighted, ignored, smoothing, reduction in OPTIONS:
        weight = rng.uniform(0.5, 2, 4) if weighted else None
        given = {"weight": None if weight is None else torch.tensor(weight), "reduction": reduction}
        for target in (labels, distributions):
            named = {"ignore_index": ignored} if target is labels else {}
            expected = torch.nn.functional.cross_entropy(
                torch.tensor(logits), torch.tensor(target), label_smoothing=smoothing, **named, **given
            )
            ours = cross_entropy_loss(
                logits, target, weight, reduction=reduction, label_smoothing=smoothing, **named
            )
            worst = max(worst, float(np.abs(ours - expected.numpy()).max()))
        log_p = log_softmax(logits)
        expected = torch.nn.functional.nll_loss(
            torch.tensor(log_p), torch.tensor(labels), ignore_index=ignored, **given
        )
        worst = max(
            worst, float(np.abs(nll_loss(log_p, labels, weight, ignored, reduction) - expected.numpy()).max())
        )
    print(f"{len(OPTIONS)} sets of options, largest difference {worst:.1e}")
    return int(worst > 1e-12)


if __name__ == "__main__":
    sys.exit(main())
