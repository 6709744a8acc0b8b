"""Shapes of derivatives and the conventions behind them: numerator layout, denominator layout, the lecture's.

A shape is (), (m,) or (k, l): a scalar, a vector or a matrix, as NumPy writes it. A derivative that is a
matrix has a shape of two numbers, also where one of them is 1: a row is (1, n), a column (n, 1).
"""

from course_lib.arguments import float_array, is_integer

LAYOUTS = ("numerator", "denominator", "lecture")
_CATEGORIES = {0: "scalar", 1: "vector", 2: "matrix"}


def derivative_shape(output_shape, input_shape, layout):
    """Shape of the derivative of one thing by another.

    Parameters
    ----------
    output_shape, input_shape : tuple of int
        (), (m,) or (k, l).
    layout : str
        "numerator": outputs run along the rows, inputs along the columns. "denominator": the transpose.
        "lecture": numerator layout, except that the derivative of a scalar by a matrix has the matrix's
        shape.

    Returns
    -------
    shape : tuple of int
        () for a scalar by a scalar, else two numbers.

    Raises
    ------
    TypeError, ValueError
        If a shape or the layout is another one; ValueError also if the derivative is a tensor, because
        output and input have more than two axes together.

    Notes
    -----
    Lecture 5. A strict numerator layout of a scalar by a (k, l) matrix is (l, k); a (k, l) matrix by a
    scalar is (k, l) in it, and (l, k) in denominator layout.

    Examples
    --------
    >>> derivative_shape((3,), (2,), "numerator"), derivative_shape((), (2,), "numerator")
    ((3, 2), (1, 2))
    >>> [derivative_shape((), (4, 5), layout) for layout in LAYOUTS]
    [(5, 4), (4, 5), (4, 5)]
    >>> [derivative_shape((4, 5), (), layout) for layout in LAYOUTS]
    [(4, 5), (5, 4), (4, 5)]
    """
    function = "derivative_shape"
    output, given = (
        _shape(function, "output_shape", output_shape),
        _shape(function, "input_shape", input_shape),
    )
    _layout(function, layout)
    if len(output) + len(given) > 2:
        raise ValueError(
            f"{function}: the derivative must fit into a matrix; got a {_CATEGORIES[len(output)]} by a "
            f"{_CATEGORIES[len(given)]}, which is a tensor. Flatten matrices with `vec` first."
        )
    if not output and not given:
        return ()
    if len(given) == 2:  # a scalar by a matrix: the one entry where the lecture leaves numerator layout
        return given[::-1] if layout == "numerator" else given
    rows, columns = output if len(output) == 2 else (output or (1,)) + (given or (1,))
    return (columns, rows) if layout == "denominator" else (rows, columns)


def size_table(m1, m2, k, l, layout):  # noqa: E741 - the lecture's letter
    """Every entry of the lecture's size table: scalar, vector and matrix, each by each.

    Parameters
    ----------
    m1, m2 : int
        Lengths of the vector above and of the vector below.
    k, l : int
        Rows and columns of the matrix.
    layout : str
        "numerator", "denominator" or "lecture".

    Returns
    -------
    table : dict
        (category of output, category of input) -> shape, or None where the derivative is a tensor.

    Notes
    -----
    Lecture 5: the sizes of derivatives.

    Examples
    --------
    >>> table = size_table(3, 2, 4, 5, "lecture")
    >>> table["vector", "vector"], table["matrix", "scalar"], table["matrix", "vector"]
    ((3, 2), (4, 5), None)
    """
    outputs = {"scalar": (), "vector": (m1,), "matrix": (k, l)}
    inputs = {"scalar": (), "vector": (m2,), "matrix": (k, l)}
    table = {}
    for above, output in outputs.items():
        for below, given in inputs.items():
            tensor = len(output) + len(given) > 2
            table[above, below] = None if tensor else derivative_shape(output, given, layout)
    return table


def convert_layout(derivative, output_shape, input_shape, source, target):
    """Write a derivative in another layout: transpose it, or leave it as it is.

    Parameters
    ----------
    derivative : float array
        Of shape `derivative_shape(output_shape, input_shape, source)`.
    output_shape, input_shape : tuple of int
    source, target : str
        "numerator", "denominator" or "lecture".

    Returns
    -------
    converted : float array
        Of shape `derivative_shape(output_shape, input_shape, target)`. The shapes alone would not tell for
        square matrices: whether to transpose is decided by the layouts.

    Raises
    ------
    TypeError, ValueError
        As `derivative_shape`, and if `derivative` has another shape.

    Notes
    -----
    Lecture 5 uses numerator layout, except for a scalar by a matrix.

    Examples
    --------
    >>> convert_layout([[1.0, 2.0]], (), (2,), "numerator", "denominator")  # a row becomes a column
    array([[1.],
           [2.]])
    """
    function = "convert_layout"
    derivative = float_array(function, "derivative", derivative)
    expected = derivative_shape(output_shape, input_shape, source)
    derivative_shape(output_shape, input_shape, target)
    if derivative.shape != expected:
        raise ValueError(
            f"{function}: `derivative` must have shape {expected} in {source} layout; got {derivative.shape}."
        )
    by_matrix = len(input_shape) == 2
    same = _is_transposed(source, by_matrix) == _is_transposed(target, by_matrix)
    return derivative.copy() if same else derivative.T.copy()


def chain(jacobians, layout="numerator"):
    """Multiply the Jacobians of a composition, in the order that the layout asks for.

    Parameters
    ----------
    jacobians : sequence of 2-D float arrays
        From the outermost function to the innermost, each in `layout`.
    layout : str
        "numerator": Df · Dg · ..., the outermost first. "denominator": the opposite order.

    Returns
    -------
    jacobian : float array
        Of the whole composition, in `layout`.

    Raises
    ------
    TypeError, ValueError
        If the layout is another one, or neighbours do not fit; the message spells the sizes out.

    Notes
    -----
    Lecture 5: authors who write the opposite order use denominator layout.

    Examples
    --------
    >>> import numpy as np
    >>> outer, inner = np.array([[1.0, 2.0]]), np.array([[3.0], [4.0]])  # (1, 2) and (2, 1)
    >>> chain([outer, inner])
    array([[11.]])
    >>> chain([outer.T, inner.T], "denominator")
    array([[11.]])
    """
    factors = _in_order(
        "chain", [float_array("chain", "jacobians", J, ("k", "m")) for J in jacobians], layout
    )
    chain_arithmetic([J.shape for J in jacobians], layout)  # says which sizes do not fit
    product = factors[0]
    for factor in factors[1:]:
        product = product @ factor
    return product


def chain_arithmetic(shapes, layout="numerator"):
    """Spell out the sizes of a chain of Jacobians, in the order in which they are multiplied.

    Parameters
    ----------
    shapes : sequence of (int, int)
        From the outermost function to the innermost, each in `layout`.
    layout : str
        "numerator" or "denominator".

    Returns
    -------
    text : str

    Raises
    ------
    ValueError
        If the layout is another one, or neighbours do not fit.

    Notes
    -----
    Lecture 5: the sizes in a product of Jacobians must fit.

    Examples
    --------
    >>> chain_arithmetic([(1, 4), (4, 3)])
    '1×4 · 4×3 = 1×3'
    >>> chain_arithmetic([(4, 1), (3, 4)], "denominator")
    '3×4 · 4×1 = 3×1'
    """
    ordered = _in_order("chain_arithmetic", [tuple(shape) for shape in shapes], layout)
    text = " · ".join(f"{rows}×{columns}" for rows, columns in ordered)
    for left, right in zip(ordered, ordered[1:], strict=False):
        if left[1] != right[0]:
            raise ValueError(
                f"chain: neighbouring sizes must agree in {layout} layout; got {text}, where {left[1]} "
                f"meets {right[0]}. Is the order of the factors that of the other layout?"
            )
    return f"{text} = {ordered[0][0]}×{ordered[-1][1]}"


def _in_order(function, factors, layout):
    if layout not in ("numerator", "denominator"):
        raise ValueError(f'{function}: `layout` must be "numerator" or "denominator"; got {layout!r}.')
    if not factors:
        raise ValueError(f"{function}: there must be at least one Jacobian; got none.")
    return factors if layout == "numerator" else factors[::-1]


def _is_transposed(layout, by_matrix):
    return layout == "denominator" or (layout == "lecture" and by_matrix)


def _shape(function, name, shape):
    if not isinstance(shape, tuple) or not all(map(is_integer, shape)):
        raise TypeError(f"{function}: `{name}` must be a tuple of integers; got {shape!r}.")
    if len(shape) > 2 or any(n < 1 for n in shape):
        raise ValueError(f"{function}: `{name}` must be (), (m,) or (k, l), sizes from 1; got {shape}.")
    return tuple(int(n) for n in shape)


def _layout(function, layout):
    if layout not in LAYOUTS:
        raise ValueError(f"{function}: `layout` must be one of {', '.join(LAYOUTS)}; got {layout!r}.")
