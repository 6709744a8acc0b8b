"""What an exercise is: the question, the cases, the reference and the mistakes that students make.

A topic is one folder of `autograder/exercises/`, which hands on `EXERCISES = (...)`; that is all there is to
register. An exercise is one declaration: see `autograder/exercises/loss_functions/`.
"""

from __future__ import annotations

import copy
import functools
import importlib
import itertools
import pkgutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.exercises import DeclarationError, declared
from autograder.exercises.draws import PUBLIC, Draw, hidden_draw
from autograder.exercises.hidden_cases import drawn_alike
from autograder.exercises.sealed import Seals
from autograder.exercises.spec import SIZES, Spec
from autograder.exercises.spec import Mistake as Mistake

# Only Linux says how large a process is, and keeps it to that: elsewhere `Case.memory` limits nothing.
MEMORY_IS_LIMITED = sys.platform == "linux"


@dataclass(frozen=True, eq=False)
class Case:
    """One set of arguments on which an answer is judged.

    Parameters
    ----------
    name : str
        Its kind, in a student's words: "one example", "N equals C".
    arguments : dict
        Parameter name -> value, copied before every call. A function among them must not call an answer of
        `course_lib`: those are withheld while the student's function runs.
    unasked : bool
        Whether the exercise's statement does not ask for it: a failure is noted, and costs nothing anywhere.
    smooth : bool
        Whether gradients may be compared with a centred difference here (no kink).
    raises : str or None
        Name of the exception that a right answer and the imitation raise here, or its subclass.
    memory : int or None
        Bytes that the function may take here, where the system can hold it to that.
    public : bool
        Whether students run it; a hidden case, which `Exercise` makes, shows only its name.
    steps : tuple of (str, array)
        Values on the way, each with its name in words (`parts/steps.py`).
    """

    name: str
    arguments: Mapping[str, Any]
    unasked: bool = False
    smooth: bool = True
    raises: str | None = None
    memory: int | None = None
    public: bool = True
    steps: tuple[tuple[str, np.ndarray], ...] = ()


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
        `"name: shape [values]"` in the order of the signature and of the returned tuple. Outputs named
        `"grads.W1"`, `"grads.b1"` are the values of one returned dict.
    reference : callable
        The right answer, normally `course_lib`'s own.
    cases : callable
        Draw -> iterable of Case, one of each kind in the same order; the numbers come from the draw alone.
        The public cases are those of a fixed draw, the hidden ones those of the course's secret: every kind
        that decides about points is public.
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
    coupled : bool
        Whether a subgradient is one choice for all entries (what one input of a max gate gets, the other does
        not), so that only mixtures of whole answers are right. No case then has more than one kink.
    tolerance : float
        Of the largest entry of the expected array. The default accepts float32.
    use : callable or None
        How an answer is tried that is no plain function of the inputs, such as a class whose objects
        remember: answer, inputs -> outputs. It runs where the course's own answers are withheld, so it calls
        none. The imitation gets the inputs and returns the outputs, as ever.
    parameters : tuple of str or None
        Of the answer itself, where `use` calls it with something else than the inputs.
    quiz : bool
        Whether the cases are questions with one right answer each, which `check` does not show. Every right
        one earns its part of the points, and there are no hidden cases.
    letters : tuple of str
        For a quiz with formulas as text: the letters that may stand in one (`formula.py`).
    """

    name: str
    topic: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    reference: Callable[..., Any]
    cases: Callable[[Draw], Iterable[Case]]
    imitation: Callable[..., Any] | None = None
    mistakes: tuple[Mistake, ...] = ()
    gradients: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    same_as: Mapping[str, str] = field(default_factory=dict)
    subgradients: tuple[Mapping[str, Any], ...] = ({},)
    coupled: bool = False
    tolerance: float = 1e-5
    use: Callable[..., Any] | None = None
    parameters: tuple[str, ...] | None = None
    quiz: bool = False
    letters: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Read the shapes, so that one that cannot be read is found before a class is graded."""
        _ = self.arguments, self.returned

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
    def public_cases(self) -> tuple[Case, ...]:
        """One case of each kind, with numbers that students see."""
        return self.cases_of(PUBLIC)

    @property
    def hidden_cases(self) -> tuple[Case, ...]:
        """The same kinds with numbers drawn from the course's secret; none where that is not known.

        A kind without numbers of its own, such as a fixed shape, has no hidden case.
        """
        draw = hidden_draw()
        return () if draw is None or self.quiz else self.cases_drawn(draw)

    @property
    def all_cases(self) -> tuple[Case, ...]:
        """The public cases and the hidden ones."""
        return _unasked_last((*self.public_cases, *self.hidden_cases))

    def cases_of(self, draw: Draw) -> tuple[Case, ...]:
        """One case of each kind with the numbers of a draw."""
        with declared(self.name, self.topic):
            return _unasked_last(self.cases(draw))

    @functools.cached_property
    def n_hidden(self) -> int:
        """How many hidden cases a course has, whatever its secret is."""
        return 0 if self.quiz else len(self.cases_drawn(Draw((0,))))

    @functools.lru_cache(maxsize=128)  # noqa: B019  (exercises live as long as the process)
    def cases_drawn(self, draw: Draw) -> tuple[Case, ...]:
        """One case of each kind with other numbers, as fit as the public ones."""
        with declared(self.name, self.topic):
            return drawn_alike(self.public_cases, self.cases_of, self.right, draw, self.tolerance)

    def right(self, case: Case) -> Any:
        """What a right answer gives in a case; raises what it raises."""
        if self.use is not None and self.imitation is not None:
            return self.imitation(*self.positional(case))  # equal, and quicker than an answer that is used
        return self.outputs_of(self.reference, self.positional(case))

    def outputs_of(self, answer: Callable[..., Any], arguments: Sequence[Any]) -> Any:
        """What an answer gives for these inputs: what it returns, or what `use` makes of it."""
        return answer(*arguments) if self.use is None else self.use(answer, *arguments)

    @property
    def own_parameters(self) -> list[str]:
        """The names of the parameters that the answer itself has."""
        names = [spec.name for spec in self.arguments] if self.parameters is None else self.parameters
        return list(names)

    def seals(self, case: Case) -> Seals | None:
        """What only a right answer to a case opens, where no reference stands beside it."""
        return None

    def imitated(self, case: Case, switches: Mapping[str, Any]) -> Any:
        """What the imitation returns with these switches; without one, what the reference returns."""
        if self.imitation is None:
            return self.right(case)
        return self.imitation(*self.positional(case), **switches)

    @property
    def signature(self) -> str:
        """The call with its outputs, such as `svm_loss(W, X, y, reg) -> loss, dW`."""
        inputs = ", ".join(self.own_parameters)
        if self.use is not None:
            return f"{self.name}({inputs})"
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


def _unasked_last(cases: Iterable[Case]) -> tuple[Case, ...]:
    """The cases in the order in which they are tried: one that takes too long ends a check."""
    return tuple(sorted(cases, key=lambda case: case.unasked))


def _topics() -> Iterator[tuple[Exercise, ...]]:
    """The exercises of one topic after the other; a topic is imported when it is its turn."""
    package = importlib.import_module("autograder.exercises")
    for module in pkgutil.iter_modules(package.__path__):
        if module.ispkg and module.name != "parts":
            with declared(f"the lecture {module.name}", module.name):
                exercises = importlib.import_module(f"autograder.exercises.{module.name}").EXERCISES
            yield exercises


@functools.cache
def known_exercises() -> dict[str, Exercise]:
    """Every declared exercise by name; DeclarationError if one raises, or two have the same name."""
    exercises: dict[str, Exercise] = {}
    for exercise in itertools.chain.from_iterable(_topics()):
        if exercise.name in exercises:
            raise DeclarationError(
                f"known_exercises: names must be unique; got {exercise.name!r} in the topics "
                f"{exercises[exercise.name].topic!r} and {exercise.topic!r}."
            )
        exercises[exercise.name] = exercise
    return exercises


def find_exercise(name: str) -> Exercise:
    """The exercise of that name; LookupError listing the known ones if there is none, or DeclarationError."""
    for exercise in itertools.chain.from_iterable(_topics()):
        if exercise.name == name:
            return exercise
    raise LookupError(
        f"check: the function's name must be that of an exercise ({', '.join(known_exercises())}); "
        f"got {name!r}. Rename the function, or say which exercise it answers: check(f, exercise=...)."
    )
