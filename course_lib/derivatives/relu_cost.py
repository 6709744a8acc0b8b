"""What the ReLU's backward pass costs: with its Jacobian formed, and without."""

import time
import tracemalloc
from dataclasses import dataclass

import numpy as np

from course_lib.derivatives.jacobians import relu_jacobian, relu_vjp

BYTES = 8  # of a float64


@dataclass(frozen=True)
class Cost:
    """What one backward pass took.

    Parameters
    ----------
    memory : int, bytes
        The most that was allocated at one time, the arguments not counted.
    seconds : float
        The shortest of a few runs.
    """

    memory: int
    seconds: float


def explicit_pass(dy, x):
    """Form the Jacobian (n, n), then multiply: what one should not do."""
    return dy @ relu_jacobian(x)


def relu_costs(n, repeats=3, seed=0):
    """Measure both ways to the same gradient.

    Parameters
    ----------
    n : int
        Number of units; the explicit way takes n² numbers.
    repeats : int
    seed : int

    Returns
    -------
    explicit, implicit : Cost

    Raises
    ------
    ValueError
        If the two do not give the same gradient.

    Notes
    -----
    Lecture 5. NumPy tells `tracemalloc` what it allocates. Times depend on the machine.

    Examples
    --------
    >>> explicit, implicit = relu_costs(256)
    >>> explicit.memory > 256 * 256 * 8, implicit.memory < 16 * 256 * 8
    (True, True)
    """
    rng = np.random.default_rng(seed)
    dy, x = rng.normal(size=n), rng.normal(size=n)
    if not np.array_equal(explicit_pass(dy, x), relu_vjp(dy, x)):
        raise ValueError(f"relu_costs: both ways must give one gradient; got two for n = {n}.")
    return tuple(measured(lambda way=way: way(dy, x), repeats) for way in (explicit_pass, relu_vjp))


def batch_memory(n, N):
    """Bytes of the dense Jacobians of N examples with n units each, in float64.

    Examples
    --------
    >>> batch_memory(4096, 100) / 2**30  # the lecture's numbers, in GiB
    12.5
    """
    return N * n * n * BYTES


def measured(run, repeats=3):
    """Run something a few times and once more, to see what it allocates.

    Examples
    --------
    >>> measured(lambda: np.ones(1000)).memory >= 8000
    True
    """
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    already = tracemalloc.is_tracing()
    if not already:
        tracemalloc.start()
    try:
        tracemalloc.reset_peak()
        before, _ = tracemalloc.get_traced_memory()
        run()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        if not already:
            tracemalloc.stop()
    return Cost(peak - before, min(seconds))
