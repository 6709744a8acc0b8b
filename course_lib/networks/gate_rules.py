"""The gates of reverse mode: what each computes forward, and what it sends backward (lecture 4).

A rule takes the values of its inputs and returns its value with `backward`: upstream gradient dL/dz -> one
gradient for each input. Forward and backward are neighbours; backward keeps what it needs. A new gate is such
a rule and a row of `GATES`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.lib.array_utils import normalize_axis_tuple

from course_lib.networks.activations import relu, sigmoid, tanh


@dataclass(frozen=True)
class Gate:
    """A row of the table.

    Parameters
    ----------
    rule : callable
        Values of the inputs (arrays), options -> (value, backward).
    n_inputs : int
    symbol : str
        How the gate is drawn; an option of the rule in braces.
    domain : callable or None
        Values of the inputs, options -> None, or the sentence's part that says what must hold.
    """

    rule: Callable[..., tuple]
    n_inputs: int
    symbol: str
    domain: Callable[..., str | None] | None = None


def add(x, y):
    """Sum x + y."""
    return x + y, lambda dz: add_backward(dz, x, y)


def add_backward(dz, x, y):
    """Backward pass of z = x + y: both inputs get the whole upstream gradient.

    Parameters
    ----------
    dz : float array
        Upstream gradient dL/dz, shape of x + y.
    x, y : float array
        Shapes that broadcast.

    Returns
    -------
    dx, dy : float array, shapes of `x` and `y`

    Notes
    -----
    Lecture 4: add distributes. Where an input was stretched by broadcasting, its gradient is summed:
    forward copy, backward sum.

    Examples
    --------
    >>> dx, dy = add_backward(np.array([-4.0]), np.array([-2.0]), np.array([5.0]))
    >>> dx, dy
    (array([-4.]), array([-4.]))
    """
    return _fitted(dz, x), _fitted(dz, y)


def mul(x, y):
    """Product x * y."""
    return x * y, lambda dz: mul_backward(dz, x, y)


def mul_backward(dz, x, y):
    """Backward pass of z = x * y, entry by entry: each input gets dz times the *other* input.

    Parameters
    ----------
    dz : float array
        Upstream gradient dL/dz, shape of x * y.
    x, y : float array
        Shapes that broadcast.

    Returns
    -------
    dx, dy : float array, shapes of `x` and `y`

    Notes
    -----
    Lecture 4: mul switches.

    Examples
    --------
    >>> dq, dz = mul_backward(np.array([1.0]), np.array([3.0]), np.array([-4.0]))
    >>> dq, dz
    (array([-4.]), array([3.]))
    """
    return _fitted(dz * y, x), _fitted(dz * x, y)


def maximum(x, y):
    """Larger of x and y."""
    return np.maximum(x, y), lambda dz: max_backward(dz, x, y)


def max_backward(dz, x, y):
    """Backward pass of z = max(x, y), entry by entry: the larger input gets dz, the other 0.

    Parameters
    ----------
    dz : float array
        Upstream gradient dL/dz, shape of max(x, y).
    x, y : float array
        Shapes that broadcast.

    Returns
    -------
    dx, dy : float array, shapes of `x` and `y`
        Where both are equal, x gets the gradient.

    Notes
    -----
    Lecture 4: max routes.

    Examples
    --------
    >>> dx, dy = max_backward(np.array([2.0, 2.0]), np.array([1.0, 5.0]), np.array([4.0, 0.0]))
    >>> dx, dy
    (array([0., 2.]), array([2., 0.]))
    """
    first = np.greater_equal(x, y)
    return _fitted(dz * first, x), _fitted(dz * ~first, y)


def negate(x):
    """Opposite -x."""
    return -x, lambda dz: (-dz,)


def add_one(x):
    """Value x + 1."""
    return x + 1, lambda dz: (dz,)


def exp(x):
    """Exponential, which is its own slope."""
    z = np.exp(x)
    return z, lambda dz: (dz * z,)


def log(x):
    """Natural logarithm."""
    return np.log(x), lambda dz: (dz / x,)


def reciprocal(x):
    """Value 1 / x, whose slope is -1 / x²."""
    z = 1 / x
    return z, lambda dz: (-dz * z**2,)


def power(x, exponent):
    """Power x ** exponent with a constant exponent, whose slope is exponent * x ** (exponent - 1)."""
    slope = exponent * x ** (exponent - 1) if exponent else 0 * x
    return x**exponent, lambda dz: (dz * slope,)


def matmul(x, y):
    """Matrix product of vectors or matrices."""
    left, right = np.atleast_2d(x), y[:, None] if y.ndim == 1 else y

    def backward(dz):
        dz = np.reshape(dz, (left.shape[0], right.shape[1]))
        return (dz @ right.T).reshape(x.shape), (left.T @ dz).reshape(y.shape)

    return x @ y, backward


def sum_(x, axis=None):
    """Sum of all entries, or along one axis; backward copies."""

    def backward(dz):
        whole = dz if axis is None else np.expand_dims(dz, axis)
        return (np.broadcast_to(whole, x.shape),)

    return np.sum(x, axis=axis), backward


def maxout(x, w1, w2):
    """Maxout neuron max(w1·x, w2·x) for vectors."""
    first = w1 @ x >= w2 @ x
    w = w1 if first else w2
    return w @ x, lambda dz: (dz * w, dz * x * first, dz * x * ~first)


def _unary(op):
    def rule(x):
        z, backward = op(x)
        return z, lambda dz: (backward(dz),)

    return rule


def _broadcasts(x, y):
    try:
        np.broadcast_shapes(x.shape, y.shape)
    except ValueError:
        return "the shapes must broadcast"


def _multiplies(x, y):
    if not (1 <= x.ndim <= 2 and 1 <= y.ndim <= 2 and x.shape[-1] == y.shape[0]):
        return "vectors or matrices whose inner sizes agree are needed"


def _positive(x):
    return None if np.all(x > 0) else "the argument must be positive"


def _not_zero(x):
    return None if np.all(x != 0) else "the argument must not be 0"


def _has_slope(x, exponent):
    if not float(exponent).is_integer() and np.any(x <= 0):
        return f"the argument must be positive for the exponent {exponent:g}"
    if exponent < 0 and np.any(x == 0):
        return f"the argument must not be 0 for the exponent {exponent:g}"


def _has_axis(x, axis=None):
    try:
        normalize_axis_tuple(() if axis is None else axis, x.ndim)
    except (TypeError, ValueError):
        reach = f"None or an axis of the argument, {-x.ndim} to {x.ndim - 1}" if x.ndim else "None"
        return f"`axis` = {axis!r} must be {reach}"


def _one_length(x, w1, w2):
    return None if x.ndim == 1 and x.shape == w1.shape == w2.shape else "vectors of one length are needed"


def _fitted(gradient, x):
    """Sum a gradient over the axes along which its input was stretched."""
    if type(gradient) is type(x) is np.float64:  # numbers, of which no axis can have been stretched
        return gradient
    gradient, shape = np.asarray(gradient), np.shape(x)
    if gradient.shape == shape:
        return gradient
    gradient = gradient.sum(axis=tuple(range(gradient.ndim - len(shape))))
    stretched = tuple(axis for axis, n in enumerate(shape) if n != gradient.shape[axis])
    return gradient.sum(axis=stretched, keepdims=True)


GATES = {
    "add": Gate(add, 2, "+", _broadcasts),
    "mul": Gate(mul, 2, "×", _broadcasts),
    "max": Gate(maximum, 2, "max", _broadcasts),
    "negate": Gate(negate, 1, "·(−1)"),
    "add_one": Gate(add_one, 1, "+1"),
    "exp": Gate(exp, 1, "exp"),
    "log": Gate(log, 1, "ln", _positive),
    "reciprocal": Gate(reciprocal, 1, "1/x", _not_zero),
    "power": Gate(power, 1, "^{exponent:g}", _has_slope),
    "sigmoid": Gate(_unary(sigmoid), 1, "σ"),
    "tanh": Gate(_unary(tanh), 1, "tanh"),
    "relu": Gate(_unary(relu), 1, "ReLU"),
    "maxout": Gate(maxout, 3, "maxout", _one_length),
    "matmul": Gate(matmul, 2, "@", _multiplies),
    "sum": Gate(sum_, 1, "Σ", _has_axis),
}
