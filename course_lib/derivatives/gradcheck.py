"""Is this gradient right? Compare it with centred differences of the function itself."""

import numpy as np

STEP = 1e-5  # truncation error ~ STEP**2, rounding error ~ 1e-16 / STEP: both near 1e-10


def numerical_gradient(f, x, h=STEP):
    """Centred-difference gradient of a scalar function, one coordinate at a time.

    Parameters
    ----------
    f : callable
        float array (shape of `x`) -> number.
    x : array, any shape
        Where; integers are taken as float64. It is not changed.
    h : float
        Half the distance between the two points, in units of `x`.

    Returns
    -------
    gradient : float array, shape of `x`

    Raises
    ------
    ValueError
        If `f` does not return one number, or `h` is not positive.

    Notes
    -----
    Lecture 3: approximate, slow (2 calls of `f` per coordinate), easy to get right.

    Examples
    --------
    >>> numerical_gradient(lambda w: w[0] ** 2 + 3 * w[1], np.array([2.0, 5.0])).round(6)
    array([4., 3.])
    """
    x = _copy("numerical_gradient", x, h)
    gradient = np.empty_like(x)
    for index in np.ndindex(x.shape):
        centre = x[index]
        x[index] = centre + h
        above = _number("numerical_gradient", f(x))
        x[index] = centre - h
        below = _number("numerical_gradient", f(x))
        x[index] = centre
        gradient[index] = (above - below) / (2 * h)
    return gradient


def forward_gradient(f, x, h=STEP):
    """One-sided-difference gradient (f(x + h) - f(x)) / h of a scalar function, one coordinate at a time.

    Parameters
    ----------
    f : callable
        float array (shape of `x`) -> number.
    x : array, any shape
        Where; integers are taken as float64. It is not changed.
    h : float
        Distance between the two points, in units of `x`.

    Returns
    -------
    gradient : float array, shape of `x`

    Raises
    ------
    ValueError
        If `f` does not return one number, or `h` is not positive.

    Notes
    -----
    Lecture 3. Its error shrinks like h, that of the centred difference like h**2.

    Examples
    --------
    >>> forward_gradient(lambda w: w[0] ** 2 + 3 * w[1], np.array([2.0, 5.0]), h=0.5)  # 4 + h, 3
    array([4.5, 3. ])
    """
    x = _copy("forward_gradient", x, h)
    here = _number("forward_gradient", f(x))
    gradient = np.empty_like(x)
    for index in np.ndindex(x.shape):
        centre = x[index]
        x[index] = centre + h
        gradient[index] = (_number("forward_gradient", f(x)) - here) / h
        x[index] = centre
    return gradient


def directional_derivative(f, x, u, h=STEP):
    """Slope of a scalar function along a direction, D_u f = ∇f · u / ‖u‖, by a centred difference.

    Parameters
    ----------
    f : callable
        float array (shape of `x`) -> number.
    x : array, any shape
        Where; integers are taken as float64. It is not changed.
    u : array, shape of `x`
        The direction, of any length but 0: it is scaled to length 1 first.
    h : float
        Half the distance between the two points, in units of `x`.

    Returns
    -------
    slope : float

    Raises
    ------
    ValueError
        If `f` does not return one number, `h` is not positive, or `u` is 0 or of another shape than `x`.

    Notes
    -----
    Lecture 3: D_u f = ‖∇f‖ cos θ, at its largest where u points along the gradient. Two calls of
    `f`, however many coordinates there are.

    Examples
    --------
    >>> f, x = lambda w: w[0] ** 2 + 3 * w[1], np.array([2.0, 5.0])  # the gradient is (4, 3)
    >>> round(directional_derivative(f, x, np.array([8.0, 6.0])), 6)
    5.0
    """
    x, u = _copy("directional_derivative", x, h), np.asarray(u, dtype=np.float64)
    if u.shape != x.shape:
        raise ValueError(
            f"directional_derivative: `u` must have the shape of `x`; got {u.shape} and {x.shape}."
        )
    length = np.linalg.norm(u)
    if not length > 0:
        raise ValueError(f"directional_derivative: `u` must not be 0; got length {length}.")
    step = h * u / length
    above, below = (_number("directional_derivative", f(point)) for point in (x + step, x - step))
    return (above - below) / (2 * h)


def relative_error(a, b, floor=1e-6):
    """Largest difference of two arrays, relative to their size.

    Parameters
    ----------
    a, b : float arrays of one shape
    floor : float
        Sizes below it count as `floor`, so that 0 against 1e-12 is no error of 100 %.

    Returns
    -------
    error : float
        The largest abs(a - b) / max(abs(a), abs(b), floor); NaN if an entry is NaN.

    Raises
    ------
    ValueError
        If the shapes differ (broadcasting would hide a wrong shape).

    Notes
    -----
    Lecture 3: the gradient check.

    Examples
    --------
    >>> relative_error(np.array([100.0, 0.0]), np.array([101.0, 1e-12])) == 1 / 101
    True
    """
    a, b = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    if a.shape != b.shape:
        raise ValueError(f"relative_error: both arrays must have one shape; got {a.shape} and {b.shape}.")
    size = np.maximum(np.maximum(np.abs(a), np.abs(b)), floor)
    return float(np.max(np.abs(a - b) / size, initial=0.0))


def _copy(function, x, h):
    if not h > 0:
        raise ValueError(f"{function}: `h` must be positive; got {h}.")
    return np.array(x, dtype=np.float64)  # so that the caller's array never moves


def _number(function, value):
    value = np.asarray(value)
    if value.shape != ():
        raise ValueError(f"{function}: `f` must return one number; got shape {value.shape}.")
    return float(value)
