"""Four ways to a derivative (lecture 3, row 3.5): by hand, symbolic, numerical, automatic.

A function is written once, with operators and the `sin`, `cos`, `exp`, `log` of
`course_lib.derivatives.dual`; given a number it computes, given a SymPy symbol it becomes a formula, given
a dual number it brings its derivative.
"""

import time
from dataclasses import dataclass

from course_lib.derivatives.dual import Dual
from course_lib.derivatives.gradcheck import STEP

REPEATS = 200  # calls over which the time of one is averaged


@dataclass(frozen=True)
class Way:
    """What one way to a derivative gave.

    Parameters
    ----------
    name : str
    value : float
    error : float
        Distance from the derivative by hand.
    microseconds : float
        For one evaluation.
    preparation : float
        Milliseconds before the first evaluation, such as deriving the formula.
    """

    name: str
    value: float
    error: float
    microseconds: float
    preparation: float = 0.0


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
    Lecture 3, row 3.5; SymPy derives. Exact, and every branch and loop of `f` must be written out.

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
    result = f(Dual(float(x), 1.0))
    return result.derivative if isinstance(result, Dual) else 0.0


def four_ways(f, by_hand, x, h=STEP):
    """Derive one function in four ways, and measure.

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
    Lecture 3, row 3.5.

    Examples
    --------
    >>> [way.name for way in four_ways(lambda x: x**2, lambda x: 2 * x, 3.0)]
    ['by hand', 'symbolic', 'numerical', 'automatic']
    """
    import sympy  # noqa: F401 - loaded before the clock starts

    start = time.perf_counter()
    _, symbolic = symbolic_derivative(f)
    preparation = 1e3 * (time.perf_counter() - start)
    exact = by_hand(x)
    table = (
        ("by hand", lambda: by_hand(x), 0.0),
        ("symbolic", lambda: symbolic(x), preparation),
        ("numerical", lambda: numerical_derivative(f, x, h), 0.0),
        ("automatic", lambda: automatic_derivative(f, x), 0.0),
    )
    return [_measured(name, evaluate, exact, preparation) for name, evaluate, preparation in table]


def _measured(name, evaluate, exact, preparation):
    value = float(evaluate())
    start = time.perf_counter()
    for _ in range(REPEATS):
        evaluate()
    microseconds = 1e6 * (time.perf_counter() - start) / REPEATS
    return Way(name, value, float(abs(value - exact)), microseconds, preparation)
