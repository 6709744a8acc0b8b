"""A row through a chain of Jacobians: what backpropagation multiplies, and in which order (lecture 5)."""

from course_lib.arguments import float_array


def chain_vjp(dy, jacobians):
    """Vector-Jacobian product through a composition, without a product of two Jacobians.

    Parameters
    ----------
    dy : float array (k,)
        Upstream gradient of the composition's output.
    jacobians : sequence of 2-D float arrays
        From the outermost function to the innermost, in numerator layout.

    Returns
    -------
    dx : float array (d,)
        Gradient of the innermost function's input.

    Raises
    ------
    TypeError, ValueError
        If neighbouring sizes do not fit.

    Notes
    -----
    Lecture 5. From the left each product is a row times a matrix; two matrices first would cost as much as
    their outer sizes times the size between, and may need a matrix that is larger than both.

    Examples
    --------
    >>> chain_vjp([1.0, 2.0], [[[1.0], [1.0]], [[2.0, 5.0]]])  # (1 + 2) · (2, 5)
    array([ 6., 15.])
    """
    row = float_array("chain_vjp", "dy", dy, ("k",))
    for number, jacobian in enumerate(jacobians):
        J = float_array("chain_vjp", f"jacobians[{number}]", jacobian, ("m", "d"))
        if len(J) != len(row):
            raise ValueError(
                f"chain_vjp: `jacobians[{number}]` must have as many rows as what comes to it has entries; "
                f"got {J.shape} and {row.shape}."
            )
        row = row @ J
    return row
