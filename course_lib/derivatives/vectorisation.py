"""Matrices as vectors: `vec` in either order, and the Jacobian of a product of matrices."""

import numpy as np

from course_lib.arguments import count, float_array

_NUMPY = {"row": "C", "column": "F"}


def vec(M, order):
    """Write the entries of a matrix into one vector.

    Parameters
    ----------
    M : float array (k, l)
    order : str
        "row": row after row, as NumPy stores them. "column": column after column, as mathematics writes vec.

    Returns
    -------
    v : float array (k·l,)

    Raises
    ------
    TypeError, ValueError
        If `M` is no matrix or the order another word.

    Notes
    -----
    Lecture 5: a matrix flattened into a vector.

    Examples
    --------
    >>> M = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
    >>> vec(M, "row"), vec(M, "column")
    (array([1., 2., 3., 4., 5., 6.]), array([1., 4., 2., 5., 3., 6.]))
    """
    return float_array("vec", "M", M, ("k", "l")).flatten(order=_order("vec", order))


def unvec(v, shape, order):
    """Write a vector back into an array of any shape; for a matrix, the inverse of `vec`.

    Parameters
    ----------
    v : float array, as many entries as `shape` has places
    shape : tuple of int
    order : str
        "row": the last axis runs fastest. "column": the first axis runs fastest.

    Returns
    -------
    M : float array of that shape

    Raises
    ------
    TypeError, ValueError
        If the length does not fit or the order is another word.

    Notes
    -----
    Lecture 5: a gradient that was computed as a vector gets back the shape of its parameter.

    Examples
    --------
    >>> unvec([1.0, 4.0, 2.0, 5.0], (2, 2), "column")
    array([[1., 2.],
           [4., 5.]])
    """
    v = float_array("unvec", "v", v, ("k·l",))
    if v.size != np.prod(shape):
        raise ValueError(f"unvec: `v` must have one entry for each of {shape}; got {v.size}.")
    return v.reshape(shape, order=_order("unvec", order)).copy(order="C")


def matmul_jacobian(A, n, order):
    """Jacobian of vec(A B) with respect to vec(B), for B with n columns.

    Parameters
    ----------
    A : float array (m, k)
    n : int
        Columns of B, which is (k, n).
    order : str
        How both are flattened. "column": I_n ⊗ A, one block A for each column of B. "row": A ⊗ I_n.

    Returns
    -------
    jacobian : float array (m·n, k·n)

    Raises
    ------
    TypeError, ValueError
        If `A` is no matrix, `n` no positive integer or the order another word.

    Notes
    -----
    Lecture 5: flatten, and a tensor becomes an ordinary Jacobian.

    Examples
    --------
    >>> matmul_jacobian([[1.0, 2.0]], 2, "column")
    array([[1., 2., 0., 0.],
           [0., 0., 1., 2.]])
    >>> matmul_jacobian([[1.0, 2.0]], 2, "row")
    array([[1., 0., 2., 0.],
           [0., 1., 0., 2.]])
    """
    A = float_array("matmul_jacobian", "A", A, ("m", "k"))
    identity = np.eye(count("matmul_jacobian", "n", n, least=1))
    factors = (identity, A) if _order("matmul_jacobian", order) == "F" else (A, identity)
    return np.kron(*factors)


def _order(function, order):
    if order not in _NUMPY:
        raise ValueError(f'{function}: `order` must be "row" or "column"; got {order!r}.')
    return _NUMPY[order]
