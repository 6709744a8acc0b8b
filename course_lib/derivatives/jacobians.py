"""Jacobians of the lecture's building blocks, exact, and their products with a vector (numerator layout)."""

import numpy as np

from course_lib.arguments import float_array, require_finite


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
    Lecture 5, rows 5.3 and 5.6.

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
    Lecture 5, row 5.6. Of its C·C·d numbers C·d are not always 0.

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
    x = float_array(function, "x", x, ("d",))
    if not isinstance(C, (int, np.integer)) or C < 1:
        raise ValueError(f"{function}: `C` must be an integer from 1; got {C!r}.")
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
    Lecture 5, rows 5.7 and 5.8: for looking at, not for use; see `relu_vjp`.

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
    Lecture 5, rows 5.7 and 5.8: n multiplications where the product with the matrix takes n².

    Examples
    --------
    >>> relu_vjp([4.0, -1.0, 5.0, 9.0], [1.0, -2.0, 3.0, -1.0])
    array([4., 0., 5., 0.])
    """
    dy, x = float_array("relu_vjp", "dy", dy, ("n",)), float_array("relu_vjp", "x", x, ("n",))
    _agree("relu_vjp", "`dy` and `x` are (n,), so n", dy.shape, x.shape)
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
    Lecture 5, row 5.4. [i, j] is p_i (1 - p_i) on the diagonal and -p_i p_j beside it.

    Examples
    --------
    >>> softmax_jacobian([0.0, 0.0])  # p = (1/2, 1/2)
    array([[ 0.25, -0.25],
           [-0.25,  0.25]])
    """
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
    Lecture 5, row 5.11.

    Examples
    --------
    >>> softmax_vjp([1.0, 0.0], [0.0, 0.0])  # the first row of the Jacobian
    array([ 0.25, -0.25])
    """
    p = _probabilities("softmax_vjp", s)
    dp = float_array("softmax_vjp", "dp", dp, ("C",))
    _agree("softmax_vjp", "`dp` and `s` are (C,), so C", dp.shape, p.shape)
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
    Lecture 5, row 5.3.

    Examples
    --------
    >>> quadratic_form_gradient([1.0, 2.0], [[0.0, 1.0], [0.0, 3.0]])  # w1 w2 + 3 w2²
    array([[ 2., 13.]])
    """
    function = "quadratic_form_gradient"
    w, A = float_array(function, "w", w, ("n",)), float_array(function, "A", A, ("n", "n"))
    _agree(function, "`w` is (n,) and `A` is (n, n), so n", (len(w), len(w)), A.shape)
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
    Lecture 5, row 5.4. Longer chains and the other layout: `course_lib.derivatives.layouts.chain`.

    Examples
    --------
    >>> chain_rule([[1.0, 2.0]], [[3.0], [4.0]])
    array([[11.]])
    """
    J_outer = float_array("chain_rule", "J_outer", J_outer, ("k", "m"))
    J_inner = float_array("chain_rule", "J_inner", J_inner, ("m", "d"))
    if J_outer.shape[1] != J_inner.shape[0]:
        raise ValueError(
            "chain_rule: `J_outer` is (k, m) and `J_inner` is (m, d), so m must agree; "
            f"got {J_outer.shape} and {J_inner.shape}."
        )
    return J_outer @ J_inner


def _probabilities(function, s):
    s = float_array(function, "s", s, ("C",))
    require_finite(function, "`s`", s)
    exponentials = np.exp(s - s.max())
    return exponentials / exponentials.sum()


def _agree(function, what, first, second):
    if first != second:
        raise ValueError(f"{function}: {what} must agree; got {first} and {second}.")
