"""What the reader moves: a slider over numbers, a choice between words, steps forward and back."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

# So many of the values that are refused stand in the error.
_SHOWN = 6


def scientific(value):
    """Write a number over many powers of ten: two digits and the power.

    Examples
    --------
    >>> scientific(0.00031)
    '3.1 × 10⁻⁴'
    """
    digits, power = f"{value:.1e}".split("e")
    return f"{digits} × 10{str(int(power)).translate(str.maketrans('-0123456789', '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'))}"


def write_number(fmt, value):
    """Write a number by a format, "{:.2f}" or a function, with a minus sign instead of a hyphen."""
    text = fmt(value) if callable(fmt) else fmt.format(value)
    return text.replace("-", "−")


def check_settings(title, controls, settings):
    """Refuse settings by name that the demo does not have, or that lie out of range.

    Raises
    ------
    TypeError
        If there is no such setting.
    ValueError
        If a setting is out of range.
    """
    known = {control.name: control for control in controls}
    for name, value in settings.items():
        if name not in known:
            raise TypeError(f"{title}: the settings are {', '.join(known)}; got `{name}`.")
        if not known[name].holds(value):
            raise ValueError(f"{title}: `{name}` must be {known[name].reach}; got {value!r}.")


def check_controls(title, controls):
    """Refuse what is no sequence of controls with different names.

    Raises
    ------
    TypeError, ValueError
    """
    if not isinstance(controls, tuple | list) or not all(isinstance(c, Control) for c in controls):
        raise TypeError(f"{title}: `controls` must be a tuple of Slider, Choice or Steps; got {controls!r}.")
    names = [control.name for control in controls]
    if len(set(names)) < len(names):
        raise ValueError(f"{title}: every control needs a name of its own; got {', '.join(names)}.")


class Control:
    """One setting of a demo: the argument `name` of its `compute`, over the list `values`.

    Attributes
    ----------
    name : str
    label : str
        What stands beside it.
    values : tuple
        Every setting, in order.
    start : int
        Index of the setting that is shown first.
    texts : tuple of str
        How each setting is written (and read aloud).
    """

    type = "range"

    def __post_init__(self):
        if not len(self.values):
            raise ValueError(f"{type(self).__name__}: `{self.name}` needs at least one value; got none.")

    def holds(self, value):
        """Return whether `compute` may be asked for `value`."""
        return value in self.values

    @property
    def reach(self):
        """The settings there are, for messages."""
        return ", ".join(map(repr, self.values))


@dataclass(frozen=True)
class Slider(Control):
    """A range input over numbers.

    Parameters
    ----------
    name : str
        The argument of `compute` that it sets.
    label : str
        What stands beside it: words, with the symbol ("learning rate α").
    values : sequence of numbers, increasing
        Every position. `np.geomspace(...)` gives a slider on a logarithmic scale.
    initial : number, optional
        The position nearest to it is shown first; the middle one by default.
    fmt : str or callable, number -> str, optional
        How the number is written: "{:.2f}", "{:g} px", or `scientific`.

    Raises
    ------
    ValueError
        If there is no value, or the values do not increase.

    Examples
    --------
    >>> Slider("alpha", "learning rate α", [0.1, 0.2, 0.4], initial=0.19).start
    1
    """

    name: str
    label: str
    values: tuple
    initial: float | None = None
    fmt: str | Callable = "{:g}"

    def __post_init__(self):
        object.__setattr__(self, "values", tuple(np.asarray(self.values).tolist()))
        super().__post_init__()
        if not all(a < b for a, b in zip(self.values, self.values[1:], strict=False)):  # NaN neither
            raise ValueError(
                f"Slider: the values of `{self.name}` must increase; got {self.values[:_SHOWN]}."
            )

    @property
    def start(self):
        """Index of the first picture."""
        if self.initial is None:
            return len(self.values) // 2
        return int(np.argmin(np.abs(np.array(self.values) - self.initial)))

    @property
    def texts(self):
        """Every value as it is written."""
        return tuple(map(self.write, self.values))

    def write(self, value):
        """Write one value, with a minus sign instead of a hyphen."""
        return write_number(self.fmt, value)

    def holds(self, value):
        """Return whether `value` lies between the ends of the slider."""
        low, high = self.values[0], self.values[-1]
        return isinstance(value, (int, float, np.number)) and low <= value <= high

    @property
    def reach(self):
        """The ends of the slider, for messages."""
        return f"{self.values[0]:g} to {self.values[-1]:g}"


@dataclass(frozen=True)
class Choice(Control):
    """One of a few words: radio buttons (two of them make a toggle).

    Parameters
    ----------
    name, label : str
        As for `Slider`.
    values : sequence of str
    initial : str, optional
        The first one by default.

    Raises
    ------
    ValueError
        If there is no value, or `initial` is none of them.
    """

    name: str
    label: str
    values: tuple
    initial: str | None = None
    type = "choice"

    def __post_init__(self):
        object.__setattr__(self, "values", tuple(self.values))
        super().__post_init__()
        if self.initial is not None and self.initial not in self.values:
            raise ValueError(f"Choice: `{self.name}` starts at one of {self.reach}; got {self.initial!r}.")

    @property
    def start(self):
        """Index of the first picture."""
        return 0 if self.initial is None else self.values.index(self.initial)

    @property
    def texts(self):
        """The words."""
        return tuple(map(str, self.values))


@dataclass(frozen=True)
class Steps(Control):
    """Steps forward and back through a list of moments: two buttons and a slider.

    Parameters
    ----------
    name, label : str
        As for `Slider`; `compute` gets the number of the step, 0 first.
    moments : sequence of str
        What each step is called: ("start", "forward: q = x + y", ...).
    initial : int, optional
        The number of the step that is shown first; 0 by default.

    Raises
    ------
    ValueError
        If there is no step, or `initial` is none of them.
    """

    name: str
    label: str
    moments: tuple
    initial: int = 0
    type = "steps"

    def __post_init__(self):
        object.__setattr__(self, "moments", tuple(self.moments))
        super().__post_init__()
        if self.initial not in self.values:
            raise ValueError(f"Steps: `{self.name}` starts at one of {self.reach}; got {self.initial!r}.")

    @property
    def values(self):
        """The numbers of the steps."""
        return tuple(range(len(self.moments)))

    @property
    def start(self):
        """Index of the first picture."""
        return self.initial

    @property
    def texts(self):
        """The names of the steps."""
        return self.moments
