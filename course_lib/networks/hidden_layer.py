"""A net with one hidden layer of sigmoids and squared error, derived with two identities."""

import numpy as np

from course_lib.arguments import float_arrays, require_finite
from course_lib.losses.sigmoid import sigmoid


def one_hidden_layer_loss(x, t, W1, W2):
    """Squared error ‖W2 σ(W1 x) - t‖² of one example.

    Parameters
    ----------
    x : float array (d,)
    t : float array (M,)
        Target.
    W1 : float array (H, d)
    W2 : float array (M, H)

    Returns
    -------
    loss : float
        Summed over the M outputs.

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit or a number is not finite.

    Notes
    -----
    Lecture 5: a net of two matrices, one example.

    Examples
    --------
    >>> one_hidden_layer_loss([1.0], [2.0], [[0.0]], [[6.0]])  # h = σ(0) = 1/2, y = 3
    1.0
    """
    *_, error = _forward("one_hidden_layer_loss", x, t, W1, W2)
    return float(error @ error)


def one_hidden_layer_gradients(x, t, W1, W2):
    """Gradients of ‖W2 σ(W1 x) - t‖² to both weight matrices, each in the shape of its matrix.

    Parameters
    ----------
    x : float array (d,)
    t : float array (M,)
        Target.
    W1 : float array (H, d)
    W2 : float array (M, H)

    Returns
    -------
    dW1 : float array (H, d)
    dW2 : float array (M, H)

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit or a number is not finite.

    Notes
    -----
    Lecture 5: ∇_y = 2(y - t), ∇_W2 = ∇_y hᵀ, ∇_h = W2ᵀ ∇_y, ∇_z = ∇_h ∘ σ′(z), ∇_W1 = ∇_z xᵀ.

    Examples
    --------
    >>> dW1, dW2 = one_hidden_layer_gradients([1.0], [2.0], [[0.0]], [[6.0]])  # dy = 2, dh = 12, σ′(0) = 1/4
    >>> dW1, dW2
    (array([[3.]]), array([[1.]]))
    """
    x, W2, h, error = _forward("one_hidden_layer_gradients", x, t, W1, W2)
    dy = 2 * error  # (M,)
    dh = W2.T @ dy  # (H,)
    dz = dh * h * (1 - h)
    return np.outer(dz, x), np.outer(dy, h)


def _forward(function, x, t, W1, W2):
    x, t, W1, W2 = float_arrays(
        function, x=(x, ("d",)), t=(t, ("M",)), W1=(W1, ("H", "d")), W2=(W2, ("M", "H"))
    )
    h = sigmoid(W1 @ x)  # (H,)
    error = W2 @ h - t
    require_finite(function, "`x`, `t`, `W1` and `W2`", error)
    return x, W2, h, error
