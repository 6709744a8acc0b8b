"""Jacobians of the lecture's building blocks, exact, and their products with a vector (numerator layout)."""

import numpy as np

from course_lib.arguments import count, float_array, float_arrays, require_finite
from course_lib.losses.softmax import softmax


def linear_jacobian(W):
    """Jacobian of y = W x with respect to x: W itself.

    Parameters
    ----------
    W : float array (C, d)

    Returns
    -------
    jacobian : float array (C, d)

    Notes
    -----
    Lecture 5: the derivative of a linear map is the map.

    Examples
    --------
    >>> linear_jacobian([[1.0, 2.0, 3.0]])
    array([[1., 2., 3.]])
    """
    return float_array("linear_jacobian", "W", W, ("C", "d")).copy()


def linear_weight_jacobian(x, C):
    """Jacobian of s = W x with respect to W: a sparse tensor with x in the rows that matter.

    Parameters
    ----------
    x : float array (d,)
    C : int
        Rows of W, so the number of scores.

    Returns
    -------
    jacobian : float array (C, C, d)
        [i, j, k] is ds_i / dW_jk: x_k where i = j, else 0.

    Raises
    ------
    TypeError, ValueError
        If `x` is no (d,) array or `C` no positive integer.

    Notes
    -----
    Lecture 5. Of its C·C·d numbers C·d are not always 0.

    Examples
    --------
    >>> linear_weight_jacobian([5.0, 7.0], 2)
    array([[[5., 7.],
            [0., 0.]],
    <BLANKLINE>
           [[0., 0.],
            [5., 7.]]])
    """
    function = "linear_weight_jacobian"
    x, C = float_array(function, "x", x, ("d",)), count(function, "C", C, least=1)
    return np.eye(C, dtype=x.dtype)[:, :, None] * x


def relu_jacobian(x):
    """Jacobian of the element-wise max(0, x), formed in full: diagonal, 1 where x is positive.

    Parameters
    ----------
    x : float array (n,)

    Returns
    -------
    jacobian : float array (n, n)
        At x = 0 the subgradient 0 is used.

    Notes
    -----
    Lecture 5: for looking at, not for use; see `relu_vjp`.

    Examples
    --------
    >>> relu_jacobian([1.0, -2.0])
    array([[1., 0.],
           [0., 0.]])
    """
    x = float_array("relu_jacobian", "x", x, ("n",))
    return np.diag((x > 0).astype(x.dtype))


def relu_vjp(dy, x):
    """Upstream gradient times the Jacobian of max(0, x), without the Jacobian.

    Parameters
    ----------
    dy : float array (n,)
        Upstream gradient dL/dy.
    x : float array (n,)

    Returns
    -------
    dx : float array (n,)
        dL/dx; at x = 0 the subgradient 0 is used.

    Raises
    ------
    TypeError, ValueError
        If the shapes differ or the values are no real numbers.

    Notes
    -----
    Lecture 5: n multiplications where the product with the matrix takes n².

    Examples
    --------
    >>> relu_vjp([4.0, -1.0, 5.0, 9.0], [1.0, -2.0, 3.0, -1.0])
    array([4., 0., 5., 0.])
    """
    dy, x = float_arrays("relu_vjp", dy=(dy, ("n",)), x=(x, ("n",)))
    return np.where(x > 0, dy, 0.0)


def softmax_jacobian(s):
    """Jacobian of the softmax of one example: diag(p) - p pᵀ.

    Parameters
    ----------
    s : float array (C,)
        Scores.

    Returns
    -------
    jacobian : float array (C, C)
        Symmetric; every row and every column sums to 0.

    Raises
    ------
    TypeError, ValueError
        If `s` is no (C,) array of finite numbers.

    Notes
    -----
    Lecture 5. [i, j] is p_i (1 - p_i) on the diagonal and -p_i p_j beside it.

    Examples
    --------
    >>> softmax_jacobian([0.0, 0.0])  # p = (1/2, 1/2)
    array([[ 0.25, -0.25],
           [-0.25,  0.25]])
    """
    s = float_array("softmax_jacobian", "s", s, ("C",))
    p = _probabilities("softmax_jacobian", s)
    return np.diag(p) - np.outer(p, p)


def softmax_vjp(dp, s):
    """Upstream gradient times the Jacobian of the softmax, without the Jacobian.

    Parameters
    ----------
    dp : float array (C,)
        Upstream gradient dL/dp.
    s : float array (C,)
        Scores.

    Returns
    -------
    ds : float array (C,)
        p ∘ (dp - dp·p).

    Raises
    ------
    TypeError, ValueError
        If the shapes differ or a score is not finite.

    Notes
    -----
    Lecture 5: a vector-Jacobian product needs no Jacobian.

    Examples
    --------
    >>> softmax_vjp([1.0, 0.0], [0.0, 0.0])  # the first row of the Jacobian
    array([ 0.25, -0.25])
    """
    dp, s = float_arrays("softmax_vjp", dp=(dp, ("C",)), s=(s, ("C",)))
    p = _probabilities("softmax_vjp", s)
    return p * (dp - dp @ p)


def quadratic_form_gradient(w, A):
    """Derivative of wᵀ A w with respect to w, as a row: wᵀ (A + Aᵀ).

    Parameters
    ----------
    w : float array (n,)
    A : float array (n, n)
        Any square matrix. Only for a symmetric one is the result 2 wᵀ A.

    Returns
    -------
    row : float array (1, n)

    Raises
    ------
    TypeError, ValueError
        If `A` is not (n, n).

    Notes
    -----
    Lecture 5: the quadratic form.

    Examples
    --------
    >>> quadratic_form_gradient([1.0, 2.0], [[0.0, 1.0], [0.0, 3.0]])  # w1 w2 + 3 w2²
    array([[ 2., 13.]])
    """
    w, A = float_arrays("quadratic_form_gradient", w=(w, ("n",)), A=(A, ("n", "n")))
    return (w @ (A + A.T))[None, :]


def chain_rule(J_outer, J_inner):
    """Jacobian of a composition f(g(x)): Df · Dg, entry by entry sum_k dz_i/dy_k · dy_k/dx_j.

    Parameters
    ----------
    J_outer : float array (k, m)
        Of f, at g(x).
    J_inner : float array (m, d)
        Of g, at x.

    Returns
    -------
    jacobian : float array (k, d)

    Raises
    ------
    TypeError, ValueError
        If the sizes in the middle differ.

    Notes
    -----
    Lecture 5. Longer chains and the other layout: `course_lib.derivatives.layouts.chain`.

    Examples
    --------
    >>> chain_rule([[1.0, 2.0]], [[3.0], [4.0]])
    array([[11.]])
    """
    J_outer, J_inner = float_arrays(
        "chain_rule", J_outer=(J_outer, ("k", "m")), J_inner=(J_inner, ("m", "d"))
    )
    return J_outer @ J_inner


def _probabilities(function, s):
    require_finite(function, "`s`", s)
    return softmax(s[None])[0]
