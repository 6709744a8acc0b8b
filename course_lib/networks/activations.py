"""The activations of a neuron with their backward passes (lecture 4).

`sigmoid`, `tanh` and `relu` return their value together with `backward`, which keeps what it needs. Each
`..._backward` is the same pass by itself: it gets the upstream gradient and the *input* of the activation.
"""

import numpy as np

from course_lib.arguments import float_array
from course_lib.losses.sigmoid import sigmoid as logistic


def sigmoid(x):
    """Value 1 / (1 + exp(-x)) with its backward pass.

    Parameters
    ----------
    x : float array, any shape

    Returns
    -------
    z : float array, shape of `x`
    backward : callable
        dL/dz -> dL/dx; it keeps z.

    Raises
    ------
    TypeError, ValueError
        If `x` holds no numbers.

    Notes
    -----
    Lecture 4: a whole sigmoid as one gate.

    Examples
    --------
    >>> z, backward = sigmoid(np.array([0.0]))
    >>> z, backward(np.array([1.0]))
    (array([0.5]), array([0.25]))
    """
    z = logistic(float_array("sigmoid", "x", x))
    return z, lambda dz: dz * z * (1 - z)


def sigmoid_backward(dz, x):
    """Backward pass of z = 1 / (1 + exp(-x)).

    Parameters
    ----------
    dz : float array, any shape
        Upstream gradient dL/dz.
    x : float array, shape of `dz`
        Input of the sigmoid, not its value.

    Returns
    -------
    dx : float array, shape of `x`

    Raises
    ------
    TypeError, ValueError
        If the arguments are no numbers or their shapes differ.

    Notes
    -----
    Lecture 4: the slope is z (1 - z), at most 1/4.

    Examples
    --------
    >>> sigmoid_backward(np.array([1.0, 2.0]), np.array([1.0, 0.0])).round(4)
    array([0.1966, 0.5   ])
    """
    dz, x = _same_shape("sigmoid_backward", dz=dz, x=x)
    return sigmoid(x)[1](dz)


def tanh(x):
    """Value tanh(x) with its backward pass.

    Parameters
    ----------
    x : float array, any shape

    Returns
    -------
    z : float array, shape of `x`
    backward : callable
        dL/dz -> dL/dx; it keeps z.

    Raises
    ------
    TypeError, ValueError
        If `x` holds no numbers.

    Notes
    -----
    Lecture 4: tanh is a stretched sigmoid.

    Examples
    --------
    >>> z, backward = tanh(np.array([0.0]))
    >>> z, backward(np.array([2.0]))
    (array([0.]), array([2.]))
    """
    z = np.tanh(float_array("tanh", "x", x))
    return z, lambda dz: dz * (1 - z**2)


def tanh_backward(dz, x):
    """Backward pass of z = tanh(x).

    Parameters
    ----------
    dz : float array, any shape
        Upstream gradient dL/dz.
    x : float array, shape of `dz`
        Input of the tanh, not its value.

    Returns
    -------
    dx : float array, shape of `x`

    Raises
    ------
    TypeError, ValueError
        If the arguments are no numbers or their shapes differ.

    Notes
    -----
    Lecture 4: the slope is 1 - z², four times that of the sigmoid at 0.

    Examples
    --------
    >>> tanh_backward(np.array([3.0]), np.array([0.0]))
    array([3.])
    """
    dz, x = _same_shape("tanh_backward", dz=dz, x=x)
    return tanh(x)[1](dz)


def relu(x):
    """Value max(0, x) with its backward pass.

    Parameters
    ----------
    x : float array, any shape

    Returns
    -------
    z : float array, shape of `x`
    backward : callable
        dL/dz -> dL/dx; it keeps where x is positive. At x = 0 the subgradient 0 is used.

    Raises
    ------
    TypeError, ValueError
        If `x` holds no numbers.

    Notes
    -----
    Lecture 4; the Jacobian is diagonal and is never formed.

    Examples
    --------
    >>> z, backward = relu(np.array([1.0, -2.0, 3.0, -1.0]))
    >>> z, backward(np.array([4.0, -1.0, 5.0, 9.0]))
    (array([1., 0., 3., 0.]), array([4., 0., 5., 0.]))
    """
    x = float_array("relu", "x", x)
    positive = x > 0
    return np.where(positive, x, 0), lambda dz: np.where(positive, dz, 0)


def relu_backward(dz, x):
    """Backward pass of z = max(0, x), entry by entry.

    Parameters
    ----------
    dz : float array, any shape
        Upstream gradient dL/dz.
    x : float array, shape of `dz`

    Returns
    -------
    dx : float array, shape of `x`
        At x = 0 the subgradient 0 is used.

    Raises
    ------
    TypeError, ValueError
        If the arguments are no numbers or their shapes differ.

    Notes
    -----
    Lecture 4: the mask of the forward pass.

    Examples
    --------
    >>> relu_backward(np.array([4.0, -1.0, 5.0, 9.0]), np.array([1.0, -2.0, 3.0, -1.0]))
    array([4., 0., 5., 0.])
    """
    dz, x = _same_shape("relu_backward", dz=dz, x=x)
    return relu(x)[1](dz)


def maxout(x, w1, w2):
    """Value of a maxout neuron for one example: the larger of two linear functions.

    Parameters
    ----------
    x, w1, w2 : float array (d,)

    Returns
    -------
    z : float
        max(w1·x, w2·x)

    Raises
    ------
    TypeError, ValueError
        If the arguments are no vectors of one length.

    Notes
    -----
    Lecture 4. With w2 = 0 it is a ReLU neuron.

    Examples
    --------
    >>> x = np.array([2.0, 1.0])
    >>> float(maxout(x, np.array([1.0, -3.0]), np.array([0.5, 1.0])))  # -1 and 2
    2.0
    """
    x, w1, w2 = _vectors("maxout", x=x, w1=w1, w2=w2)
    return max(w1 @ x, w2 @ x)


def maxout_backward(dz, x, w1, w2):
    """Backward pass of a maxout neuron to its weights.

    Parameters
    ----------
    dz : float
        Upstream gradient dL/dz.
    x, w1, w2 : float array (d,)

    Returns
    -------
    dw1, dw2 : float array (d,)
        dz · x for the larger function, 0 for the other; at a tie the first is taken.

    Raises
    ------
    TypeError, ValueError
        If the arguments are no vectors of one length.

    Notes
    -----
    Lecture 4: the max gate routes, the linear function multiplies by x.

    Examples
    --------
    >>> dw1, dw2 = maxout_backward(10.0, np.array([2.0, 1.0]), np.array([1.0, -3.0]), np.array([0.5, 1.0]))
    >>> dw1.tolist(), dw2.tolist()
    ([0.0, 0.0], [20.0, 10.0])
    """
    x, w1, w2 = _vectors("maxout_backward", x=x, w1=w1, w2=w2)
    dz = float_array("maxout_backward", "dz", dz, ())
    first = w1 @ x >= w2 @ x
    return dz * x * first, dz * x * ~first


def _same_shape(function, **arguments):
    arrays = {name: float_array(function, name, value) for name, value in arguments.items()}
    shapes = [array.shape for array in arrays.values()]
    if len(set(shapes)) > 1:
        names = " and ".join(f"`{name}`" for name in arrays)
        got = " and ".join(map(str, shapes))
        raise ValueError(f"{function}: {names} must have one shape; got {got}.")
    return arrays.values()


def _vectors(function, **arguments):
    arrays = {name: float_array(function, name, value, ("d",)) for name, value in arguments.items()}
    return _same_shape(function, **arrays)
