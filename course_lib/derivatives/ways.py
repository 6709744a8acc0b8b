"""Ways to a derivative: by hand, symbolic, numerical, automatic; for one number, and for a gradient.

A function is written once, with operators and the `sin`, `cos`, `exp`, `log` of
`course_lib.derivatives.dual`; given numbers it computes, given SymPy symbols it becomes a formula, given dual
numbers it brings its derivative.
"""

from dataclasses import dataclass

import numpy as np

from course_lib.arguments import float_array
from course_lib.derivatives.dual import Dual, exp, log
from course_lib.derivatives.gradcheck import STEP, numerical_gradient


@dataclass(frozen=True)
class Way:
    """What one way to a derivative gave.

    Parameters
    ----------
    name : str
    value : float
    error : float
        Distance from the derivative by hand.
    """

    name: str
    value: float
    error: float


def numerical_derivative(f, x, h=STEP):
    """Centred difference (f(x + h) - f(x - h)) / 2h of a function of one number.

    Examples
    --------
    >>> round(numerical_derivative(lambda x: x**2, 3.0), 6)
    6.0
    """
    return (f(x + h) - f(x - h)) / (2 * h)


def symbolic_derivative(f, symbol="x"):
    """Derive the formula of `f`.

    Parameters
    ----------
    f : callable
        Of one number, written with operators and the functions of `course_lib.derivatives.dual`.
    symbol : str

    Returns
    -------
    formula : sympy.Expr
        f′.
    evaluate : callable
        Number -> f′ there.

    Notes
    -----
    Lecture 3; SymPy derives. Exact, and every branch and loop of `f` must be written out.

    Examples
    --------
    >>> formula, evaluate = symbolic_derivative(lambda x: x**3 + 2 * x)
    >>> formula, evaluate(2.0)
    (3*x**2 + 2, 14.0)
    """
    import sympy

    variable = sympy.Symbol(symbol, real=True)
    formula = sympy.diff(f(variable), variable)
    return formula, sympy.lambdify(variable, formula, "math")


def automatic_derivative(f, x):
    """Run `f` on a dual number.

    Parameters
    ----------
    f : callable
        Of one number, written with operators and the functions of `course_lib.derivatives.dual`.
    x : float

    Returns
    -------
    slope : float
        f′(x), exact up to rounding.

    Examples
    --------
    >>> automatic_derivative(lambda x: x**3 + 2 * x, 2.0)
    14.0
    """
    return _slope(f(Dual(float(x), 1.0)))


def four_ways(f, by_hand, x, h=STEP):
    """Derive one function in four ways, and compare each with the derivative by hand.

    Parameters
    ----------
    f : callable
        Of one number, written with operators and the functions of `course_lib.derivatives.dual`.
    by_hand : callable
        Number -> f′ there, derived on paper.
    x : float
        Where.
    h : float
        Step of the numerical way.

    Returns
    -------
    ways : list of Way
        By hand, symbolic, numerical, automatic.

    Notes
    -----
    Lecture 3: four ways to a derivative.

    Examples
    --------
    >>> [way.name for way in four_ways(lambda x: x**2, lambda x: 2 * x, 3.0)]
    ['by hand', 'symbolic', 'numerical', 'automatic']
    """
    _, symbolic = symbolic_derivative(f)
    exact = by_hand(x)
    values = {
        "by hand": exact,
        "symbolic": symbolic(x),
        "numerical": numerical_derivative(f, x, h),
        "automatic": automatic_derivative(f, x),
    }
    return [Way(name, float(value), float(abs(value - exact))) for name, value in values.items()]


class Counted:
    """A function that counts its calls: the cost of a gradient that no clock disturbs.

    Parameters
    ----------
    f : callable

    Examples
    --------
    >>> loss = Counted(lambda w: np.sum(w**2))
    >>> numerical_gradient(loss, np.ones(3)).round(6), loss.calls
    (array([2., 2., 2.]), 6)
    """

    def __init__(self, f):
        self._f, self.calls = f, 0

    def __call__(self, *arguments):
        """Call the function, and count it."""
        self.calls += 1
        return self._f(*arguments)


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
    Lectures 4 and 5; SymPy derives.

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
    return np.array([[_slope(each) for each in results]])


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
    Lectures 4 and 5: symbols, differences and dual numbers give one row.

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


def _slope(result):
    return result.derivative if isinstance(result, Dual) else 0.0  # a constant function may return a number
