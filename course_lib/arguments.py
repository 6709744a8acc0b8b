"""What a public function accepts: each check runs once, at the boundary, and says what must hold."""

import numpy as np


def float_array(function, name, value, axes=None):
    """Return `value` as a floating-point array whose axes have the lecture's names.

    Parameters
    ----------
    function, name : str
        Who asks, and for which argument; both stand in the message.
    value : array_like
        float16, float32 and float64 keep their type; integers and booleans become float64.
    axes : tuple of str, optional
        The name of each axis, for example ("N", "d"). Any shape if left out.

    Returns
    -------
    array : float array
        `value` itself where it already is one: never change it in place.

    Raises
    ------
    TypeError
        If the values are no real numbers.
    ValueError
        If the number of axes is another one, or an axis has length 0.

    Examples
    --------
    >>> float_array("svm_loss", "W", [[1, 2], [3, 4]], axes=("C", "d"))
    array([[1., 2.],
           [3., 4.]])
    """
    array = _array(function, name, value)
    if array.dtype.kind not in "fiub":
        raise TypeError(f"{function}: `{name}` must hold real numbers; got dtype {array.dtype}.")
    if axes is not None and array.ndim != len(axes):
        raise ValueError(f"{function}: `{name}` must have shape {shape_text(axes)}; got {array.shape}.")
    if array.size == 0:
        raise ValueError(f"{function}: `{name}` must not be empty; got shape {array.shape}.")
    return array if array.dtype.kind == "f" else array.astype(np.float64)


def float_arrays(function, **arguments):
    """Return several arrays as `float_array` does, where an axis of one name must have one length.

    Parameters
    ----------
    function : str
        Who asks.
    **arguments : (array_like, tuple of str)
        Name of the argument -> its value and the names of its axes.

    Returns
    -------
    arrays : list of float array
        In the order of the arguments.

    Raises
    ------
    TypeError, ValueError
        As `float_array`, and if two axes of one name differ.

    Examples
    --------
    >>> W, X = [[1.0, 2.0]], [[3.0], [4.0]]
    >>> float_arrays("svm_loss", W=(W, ("C", "d")), X=(X, ("N", "d")))
    Traceback (most recent call last):
    ValueError: svm_loss: `W` is (C, d) and `X` is (N, d), so d must agree; got (1, 2) and (2, 1).
    """
    arrays, lengths = [], {}
    for name, (value, axes) in arguments.items():
        array = float_array(function, name, value, axes)
        for axis, length in zip(axes, array.shape, strict=True):
            if lengths.setdefault(axis, length) != length:
                raise ValueError(_disagreement(function, axis, name, arguments))
        arrays.append(array)
    return arrays


def label_array(function, y, n_examples, n_classes, partner):
    """Return the labels as an integer array (N,) with values in [0, C).

    Parameters
    ----------
    function : str
    y : array_like of int
    n_examples, n_classes : int
    partner : str
        The argument that has N rows, with its shape, for example "`scores` is (N, C)".

    Raises
    ------
    TypeError
        If the labels are not integers.
    ValueError
        If they are not (N,) or not in [0, C).

    Examples
    --------
    >>> label_array("svm_loss", [0, 2], n_examples=2, n_classes=3, partner="`X` is (N, d)")
    array([0, 2])
    """
    labels = _array(function, "y", y)
    _same_length(function, labels, n_examples, partner)
    if labels.dtype.kind not in "iu":
        raise TypeError(f"{function}: `y` must hold integer class labels; got dtype {labels.dtype}.")
    if labels.min() < 0 or labels.max() >= n_classes:
        raise ValueError(
            f"{function}: the labels in `y` must lie in [0, {n_classes}); "
            f"got {labels.min()} to {labels.max()}. Number the classes from 0."
        )
    return labels


def sign_array(function, y, n_examples, partner):
    """Return the labels of a two-class problem as a float array (N,) of -1 and +1.

    Raises
    ------
    TypeError
        If the labels are no real numbers.
    ValueError
        If they are not (N,) or another value than -1 and +1 occurs.

    Examples
    --------
    >>> sign_array("binary_hinge_loss", [1, -1], n_examples=2, partner="`X` is (N, d)")
    array([ 1., -1.])
    """
    signs = float_array(function, "y", y)
    _same_length(function, signs, n_examples, partner)
    if not np.all(np.abs(signs) == 1):
        raise ValueError(
            f"{function}: the labels in `y` must be -1 or +1; got {signs.min():g} to {signs.max():g}. "
            "From labels 0 and 1 they are 2 * y - 1."
        )
    return signs


def non_negative(function, name, value):
    """Return a strength or a rate as a float, at least 0.

    Raises
    ------
    TypeError
        If `value` is no real number.
    ValueError
        If it is negative, infinite or NaN.

    Examples
    --------
    >>> non_negative("svm_loss", "reg", 1)
    1.0
    """
    array = np.asarray(value)
    if array.ndim != 0 or array.dtype.kind not in "fiub":
        raise TypeError(f"{function}: `{name}` must be one real number; got {value!r}.")
    number = float(array)
    if not 0 <= number < np.inf:
        raise ValueError(f"{function}: `{name}` must be finite and at least 0; got {value!r}.")
    return number


def count(function, name, value, least):
    """Return a number of things as an int, at least `least`.

    Raises
    ------
    TypeError
        If `value` is no integer (True and False are none).
    ValueError
        If it is too small.

    Examples
    --------
    >>> count("gradient_descent", "n_steps", -1, least=0)
    Traceback (most recent call last):
    ValueError: gradient_descent: `n_steps` must be at least 0; got -1.
    """
    if not is_integer(value):
        raise TypeError(f"{function}: `{name}` must be an integer; got {value!r}.")
    if value < least:
        raise ValueError(f"{function}: `{name}` must be at least {least}; got {value}.")
    return int(value)


def is_integer(value):
    """Tell whether `value` is one integer, of Python or of NumPy; True and False are none.

    Examples
    --------
    >>> is_integer(np.int64(3)), is_integer(3.0), is_integer(True)
    (True, False, False)
    """
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def require_finite(function, names, array):
    """Raise ValueError if `array`, computed from the arguments `names`, has an infinite or NaN entry.

    Examples
    --------
    >>> require_finite("svm_loss", "`X` and `W`", np.array([1.0, np.nan]))
    Traceback (most recent call last):
    ValueError: svm_loss: `X` and `W` must give finite numbers; got 1 that is infinite or NaN.
    """
    n_bad = array.size - np.count_nonzero(np.isfinite(array))
    if n_bad:
        verb = "that is" if n_bad == 1 else "that are"
        raise ValueError(f"{function}: {names} must give finite numbers; got {n_bad} {verb} infinite or NaN.")


def shape_text(axes):
    """Write a shape with names as Python writes one with numbers.

    Examples
    --------
    >>> shape_text(("N",)), shape_text(("N", "C"))
    ('(N,)', '(N, C)')
    """
    return f"({axes[0]},)" if len(axes) == 1 else f"({', '.join(axes)})"


def _disagreement(function, axis, name, arguments):
    """Say that an axis of the argument `name` differs from that of the first argument that has it."""
    first = next(each for each, (_, axes) in arguments.items() if axis in axes)
    involved = {each: arguments[each] for each in (first, name)}
    got = " and ".join(str(np.shape(value)) for value, _ in involved.values())
    forms = {each: shape_text(axes) for each, (_, axes) in involved.items()}
    if first != name and forms[first] == forms[name]:
        what = f"`{first}` and `{name}` are {forms[name]}"
    else:
        what = " and ".join(f"`{each}` is {form}" for each, form in forms.items())
    return f"{function}: {what}, so {axis} must agree; got {got}."


def _array(function, name, value):
    try:
        return np.asarray(value)
    except ValueError:  # NumPy 2 refuses ragged lists; its message speaks of "inhomogeneous parts"
        raise ValueError(
            f"{function}: `{name}` must be rectangular; got rows of different lengths."
        ) from None


def _same_length(function, labels, n_examples, partner):
    if labels.shape != (n_examples,):
        if labels.ndim == 1:
            raise ValueError(
                f"{function}: {partner} and `y` is (N,), so N must agree; got {n_examples} and {len(labels)}."
            )
        raise ValueError(f"{function}: `y` must have shape (N,), one label per example; got {labels.shape}.")
