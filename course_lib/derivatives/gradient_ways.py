"""The gradient of one formula in three ways: symbolic, numerical, automatic; each gives a row.

A formula is written once, with operators and the `exp` and `log` of `course_lib.derivatives.dual`: given
numbers it computes, given SymPy symbols it becomes a formula, given dual numbers it brings its derivative.
"""

import numpy as np

from course_lib.arguments import float_array
from course_lib.derivatives.dual import Dual, exp, log
from course_lib.derivatives.gradcheck import numerical_gradient


def symbolic_row(f, n, symbol="w"):
    """Derive the formula of `f` by every one of its variables.

    Parameters
    ----------
    f : callable
        List of n variables -> one number.
    n : int
    symbol : str

    Returns
    -------
    row : list of n sympy.Expr
        The partial derivatives.
    variables : tuple of n sympy.Symbol

    Notes
    -----
    Lecture 5, row 5.3, and lecture 4, row 4.11; SymPy derives.

    Examples
    --------
    >>> symbolic_row(lambda w: w[0] ** 2 * w[1], 2)
    ([2*w1*w2, w1**2], (w1, w2))
    """
    import sympy

    variables = sympy.symbols(f"{symbol}1:{n + 1}", real=True)
    formula = f(list(variables))
    return [sympy.diff(formula, variable) for variable in variables], variables


def automatic_row(f, w):
    """Run `f` on dual numbers, once for each variable.

    Parameters
    ----------
    f : callable
        List of n numbers -> one number.
    w : float array (n,)

    Returns
    -------
    row : float array (1, n)
        Exact up to rounding.

    Examples
    --------
    >>> automatic_row(lambda w: w[0] ** 2 * w[1], [3.0, 5.0])
    array([[30.,  9.]])
    """
    w = float_array("automatic_row", "w", w, ("n",))
    started = np.eye(len(w))
    results = [f([Dual(float(a), float(b)) for a, b in zip(w, unit, strict=True)]) for unit in started]
    return np.array([[each.derivative if isinstance(each, Dual) else 0.0 for each in results]])


def three_ways(f, w):
    """Gradient of one formula at one point: symbolic, numerical and automatic.

    Parameters
    ----------
    f : callable
        List of n numbers, symbols or dual numbers -> one of them.
    w : float array (n,)

    Returns
    -------
    rows : dict
        "symbolic", "numerical" and "automatic", each a float array (1, n).

    Notes
    -----
    Lecture 5, row 5.3, and lecture 4, row 4.11.

    Examples
    --------
    >>> rows = three_ways(lambda w: w[0] ** 2 * w[1], [3.0, 5.0])
    >>> {way: row.round(6).tolist() for way, row in rows.items()}
    {'symbolic': [[30.0, 9.0]], 'numerical': [[30.0, 9.0]], 'automatic': [[30.0, 9.0]]}
    """
    w = float_array("three_ways", "w", w, ("n",))
    formulas, variables = symbolic_row(f, len(w))
    values = dict(zip(variables, w.tolist(), strict=True))
    return {
        "symbolic": np.array([[float(formula.subs(values)) for formula in formulas]]),
        "numerical": numerical_gradient(lambda v: float(f(list(v))), w)[None, :],
        "automatic": automatic_row(f, w),
    }


def quadratic_form(A):
    """Return the formula w -> wᵀ A w for a matrix A (n, n) of numbers or symbols.

    Examples
    --------
    >>> quadratic_form([[0.0, 1.0], [0.0, 3.0]])([1.0, 2.0])  # w1 w2 + 3 w2²
    14.0
    """
    rows = [list(row) for row in A]
    return lambda w: sum(w[i] * a * w[j] for i, row in enumerate(rows) for j, a in enumerate(row))


def logistic_chain(x):
    """Return the formula w -> -ln σ(wᵀx) = ln(1 + e^{-wᵀx}) for one example x (n,) with label +1.

    Examples
    --------
    >>> round(float(logistic_chain([1.0, 2.0])([0.0, 0.0])), 4)  # ln 2
    0.6931
    """
    return lambda w: log(1 + exp(-sum(a * b for a, b in zip(w, x, strict=True))))
