"""Automatic differentiation in its smallest form: numbers that carry their derivative along.

A dual number a + b·ε (with ε² = 0) holds a value and a derivative; each operation applies its own rule, so a
program that computes f also computes f′, exactly. This is forward mode; lecture 4 builds reverse mode.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Dual:
    """A value with its derivative with respect to the one variable that was started with derivative 1.

    Parameters
    ----------
    value, derivative : float

    Notes
    -----
    Lecture 3. Supports +, -, *, / and powers with constant exponent; `sin`, `cos`, `exp` and
    `log` of this module know it.

    Examples
    --------
    >>> x = Dual(3.0, 1.0)
    >>> x**2 + 2 * x
    Dual(value=15.0, derivative=8.0)
    """

    value: float
    derivative: float = 0.0

    def __add__(self, other):
        other = _dual(other)
        return Dual(self.value + other.value, self.derivative + other.derivative)

    def __mul__(self, other):
        other = _dual(other)
        product_rule = self.derivative * other.value + self.value * other.derivative
        return Dual(self.value * other.value, product_rule)

    def __pow__(self, exponent):
        if isinstance(exponent, Dual):
            raise TypeError(f"Dual: the exponent must be a constant; got {exponent}. Write exp(n * log(x)).")
        if exponent == 0:
            return Dual(1.0, 0.0)
        slope = exponent * self.value ** (exponent - 1)
        return Dual(self.value**exponent, slope * self.derivative)

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -_dual(other)

    def __rsub__(self, other):
        return _dual(other) + -self

    def __truediv__(self, other):
        return self * _dual(other) ** -1

    def __rtruediv__(self, other):
        return _dual(other) * self**-1

    __radd__, __rmul__ = __add__, __mul__


def _dual(number):
    return number if isinstance(number, Dual) else Dual(float(number), 0.0)


# name -> (function, its derivative): the chain rule multiplies by the derivative of what is inside.
_RULES = {
    "sin": (np.sin, np.cos),
    "cos": (np.cos, lambda x: -np.sin(x)),
    "exp": (np.exp, np.exp),
    "log": (np.log, lambda x: 1 / x),
}


def _elementary(name):
    value, slope = _RULES[name]

    def function(x):
        if isinstance(x, Dual):
            return Dual(float(value(x.value)), float(slope(x.value)) * x.derivative)
        if hasattr(x, "free_symbols"):  # a formula of SymPy
            import sympy

            return getattr(sympy, name)(x)
        return value(x)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"{name} of a number, an array, a `Dual` or a formula of SymPy."
    return function


sin, cos, exp, log = (_elementary(name) for name in _RULES)
