"""What an exercise is: the question, the cases, the reference and the mistakes that students make.

A topic is one folder of `autograder/exercises/`, which hands on `EXERCISES = (...)`; that is all there is to
register. An exercise is one declaration: see `autograder/exercises/loss_functions/`.
"""

from __future__ import annotations

import copy
import functools
import importlib
import inspect
import itertools
import pkgutil
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

# Sizes, in the order in which they are looked at, and what each counts. A shape is written with these alone.
SIZES = {
    "N": "the number of examples",
    "C": "the number of classes or outputs",
    "d": "the number of inputs",
    "H": "the number of hidden units",
    "M": "the number of outputs",
    "n": "the length of an axis",
    "k": "the length of an axis",
    "l": "the length of an axis",
    "m": "the length of an axis",
}
# One axis: a size or a number, a product of sizes ("kl"), or either with a number added ("d + 1").
_AXIS = re.compile(rf"(?:[{''.join(SIZES)}]+|\d+)(?:\s*\+\s*\d+)?")

# Only Linux says how large a process is, and keeps it to that: elsewhere `Case.memory` limits nothing.
MEMORY_IS_LIMITED = sys.platform == "linux"

_SPEC = re.compile(
    r"\s*(?P<name>[\w.]+)\s*:\s*(?P<shape>scalar|\([^)]*\)|[^(].*?)\s*(?P<kind>int|float|bool|symmetric)?\s*$"
)


@dataclass(frozen=True)
class Spec:
    """An argument or an output with its symbolic shape, read from text such as `"dW: (C, d)"`.

    Parameters
    ----------
    name : str
        Of an output inside a dict: `"grads.W1"`.
    shape : str
        `"scalar"`, `"(N, d)"`, or words for what has no fixed shape (`"callable"`, `"array"`).
    kind : str or None
        "int", "float" or "bool" where it matters; "symmetric" for a matrix that equals its transpose.
    """

    name: str
    shape: str
    kind: str | None = None

    @classmethod
    def parse(cls, text: str) -> Spec:
        """Read `"name: shape [kind]"`; ValueError if the text has another form or an unknown size."""
        match = _SPEC.match(text)
        if match is None:
            raise ValueError(f'Spec: the text must look like "dW: (C, d)" or "loss: scalar"; got {text!r}.')
        spec = cls(match["name"], match["shape"], match["kind"])
        for axis in spec.dims or ():
            if not _AXIS.fullmatch(axis):
                raise ValueError(
                    f"Spec: an axis must be written with the sizes {', '.join(SIZES)}; got {axis!r} in "
                    f"{text!r}. A new size needs a row in `SIZES` that says what it counts."
                )
        return spec

    @functools.cached_property
    def dims(self) -> tuple[str, ...] | None:
        """Symbols of the axes, `()` for a scalar, None where the shape is left open."""
        if self.shape == "scalar":
            return ()
        if not self.shape.startswith("(") or "..." in self.shape:
            return None
        return tuple(part.strip() for part in self.shape[1:-1].split(",") if part.strip())

    @property
    def is_size(self) -> bool:
        """Whether it is itself a size that an argument gives, such as `"C: scalar int"`."""
        return self.name in SIZES and self.shape == "scalar" and self.kind == "int"


@dataclass(frozen=True, eq=False)
class Case:
    """One set of arguments on which an answer is judged.

    Parameters
    ----------
    name : str
        What is special about it, in a student's words: "one example", "N equals C".
    arguments : dict
        Parameter name -> value, copied before every call. A function among them must not call an answer of
        `course_lib`: those are withheld while the student's function runs.
    public : bool
        Whether students run it in JupyterLab; a hidden case shows no more than its name.
    smooth : bool
        Whether the gradients of the reference may be compared with a centred difference here (no kink).
    raises : str or None
        Name of the exception that a right answer raises here, or a subclass of it; the imitation raises it.
    memory : int or None
        Bytes that the function may take here, where the system can hold it to that; give hidden cases that
        need it a name that says so.
    """

    name: str
    arguments: Mapping[str, Any]
    public: bool = False
    smooth: bool = True
    raises: str | None = None
    memory: int | None = None


@dataclass(frozen=True, eq=False)
class Mistake:
    """A known mistake: what to say, and how to make it.

    Parameters
    ----------
    id : str
        A word, unique within the exercise; the class report counts it.
    sentence : str
        What a good teaching assistant would say: what is wrong and what to do next.
    settings : dict
        Keyword arguments (hashable) of the exercise's `imitation` that make it. A key `(output, change)`
        changes that output afterwards instead: `("dW", "scale")` with -1, 2 or a size such as "N" or "1/N";
        `("dW", "transpose")` with True; `("losses", "shape")` with "column", "mean" or "sum".
    credit : float
        Part of the points, in [0, 1], that an answer with this mistake alone still earns.
    paired : bool
        Whether it is also tried together with every other mistake.
    with_constant : callable or None
        For a mistake with a constant in it that may be any number between 0 and 0.1, such as an epsilon:
        constant -> the settings that replace those of `settings`. The constant is solved from one wrong
        answer, and must then explain all; the sum of each output must rise or fall with it. `settings` has
        the constant with which the mistake is tried in pairs, and tested.
    """

    id: str
    sentence: str
    settings: Mapping[Any, Any]
    credit: float = 0.0
    paired: bool = True
    with_constant: Callable[[float], Mapping[str, Any]] | None = None


@dataclass(frozen=True, eq=False)
class Exercise:
    """An exercise, declared once.

    Parameters
    ----------
    name : str
        Name of the student's function, and of its cell.
    topic : str
        The lecture's folder name.
    inputs, outputs : tuple of str
        `"name: shape [kind]"` in the order of the signature and of the returned tuple. Outputs named
        `"grads.W1"`, `"grads.b1"` are the values of one returned dict.
    reference : callable
        The right answer, normally `course_lib`'s own.
    cases : callable
        () -> iterable of Case; the same ones at each call.
    imitation : callable or None
        The reference's arguments plus a keyword-only switch for each way of going wrong; without switches it
        must equal the reference.
    mistakes : tuple of Mistake
        The exercise's own. Scaled, sign-flipped, transposed, reshaped outputs are added by themselves.
    gradients : dict
        Output -> (scalar output, argument) whose derivative it is: the reference is tested against
        a centred difference. A vector output is summed first.
    same_as : dict
        General mistake -> the exercise's own name for it, where no case can tell the two apart.
    subgradients : tuple of dict
        Settings of the imitation that are all right at a kink; whatever lies between them is accepted.
    tolerance : float
        Of the largest entry of the expected array. The default accepts float32.
    """

    name: str
    topic: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    reference: Callable[..., Any]
    cases: Callable[[], Iterable[Case]]
    imitation: Callable[..., Any] | None = None
    mistakes: tuple[Mistake, ...] = ()
    gradients: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    same_as: Mapping[str, str] = field(default_factory=dict)
    subgradients: tuple[Mapping[str, Any], ...] = ({},)
    tolerance: float = 1e-5

    @functools.cached_property
    def arguments(self) -> tuple[Spec, ...]:
        """The inputs, parsed."""
        return tuple(Spec.parse(text) for text in self.inputs)

    @functools.cached_property
    def returned(self) -> tuple[Spec, ...]:
        """The outputs, parsed."""
        return tuple(Spec.parse(text) for text in self.outputs)

    @functools.cached_property
    def size_symbols(self) -> tuple[str, ...]:
        """The sizes whose values the arguments give, in the order of `SIZES`."""
        given = {dim for spec in self.arguments for dim in spec.dims or ()}
        given |= {spec.name for spec in self.arguments if spec.is_size}
        return tuple(symbol for symbol in SIZES if symbol in given)

    @functools.cached_property
    def all_cases(self) -> tuple[Case, ...]:
        """Every case, public and hidden, made once."""
        return tuple(self.cases())

    @property
    def signature(self) -> str:
        """The call with its outputs, such as `svm_loss(W, X, y, reg) -> loss, dW`."""
        inputs = ", ".join(spec.name for spec in self.arguments)
        outputs = ", ".join(dict.fromkeys(spec.name.split(".")[0] for spec in self.returned))
        return f"{self.name}({inputs}) -> {outputs}"

    @functools.cache  # noqa: B019  (exercises live as long as the process)
    def sizes(self, case: Case) -> dict[str, int]:
        """Value of every size symbol in one case, such as `{"N": 5, "d": 3, "C": 4}`."""
        sizes: dict[str, int] = {}
        for spec in self.arguments:
            value = case.arguments[spec.name]
            if spec.dims:
                pairs = zip(spec.dims, np.shape(value), strict=True)
                sizes.update((symbol, n) for symbol, n in pairs if symbol in SIZES)
            elif spec.is_size:
                sizes[spec.name] = int(value)
        return sizes

    def positional(self, case: Case) -> list[Any]:
        """Copies of a case's arguments in the order of the signature, to be changed or drawn from."""
        return copy.deepcopy([case.arguments[spec.name] for spec in self.arguments])


def _topics() -> Iterator[tuple[Exercise, ...]]:
    """The exercises of one topic after the other; a topic is imported when it is its turn."""
    package = importlib.import_module("autograder.exercises")
    for module in pkgutil.iter_modules(package.__path__):
        if module.ispkg and module.name != "parts":
            yield importlib.import_module(f"autograder.exercises.{module.name}").EXERCISES


@functools.cache
def known_exercises() -> dict[str, Exercise]:
    """Every declared exercise by name; ValueError if two have the same."""
    found: dict[str, Exercise] = {}
    for exercise in itertools.chain.from_iterable(_topics()):
        if exercise.name in found:
            raise ValueError(
                f"known_exercises: names must be unique; got {exercise.name!r} in the topics "
                f"{found[exercise.name].topic!r} and {exercise.topic!r}."
            )
        found[exercise.name] = exercise
    return found


def find_exercise(name: str) -> Exercise:
    """The exercise of that name; LookupError listing the known ones if there is none."""
    for exercise in itertools.chain.from_iterable(_topics()):
        if exercise.name == name:
            return exercise
    raise LookupError(
        f"check: the function's name must be that of an exercise ({', '.join(known_exercises())}); "
        f"got {name!r}. Rename the function, or say which exercise it answers: check(f, exercise=...)."
    )


def parameters_of(function: Callable[..., Any]) -> list[str] | None:
    """Names of a function's parameters, or None where they cannot be known (a builtin, *args)."""
    try:
        parameters = inspect.signature(function).parameters
    except (TypeError, ValueError):
        return None
    open_ended = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    return None if any(each.kind in open_ended for each in parameters.values()) else list(parameters)
