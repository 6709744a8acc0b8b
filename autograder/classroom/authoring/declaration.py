"""The files of a new exercise as text: its declaration and its sample answers."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.classroom.authoring.cells import GAP
from autograder.exercises.spec import SIZES, Spec

# All different, all equal, all one.
_DIFFERENT = dict(zip(SIZES, (5, 4, 3, 6, 7, 4, 3, 5, 6), strict=True))
_CASES = {"all sizes differ": _DIFFERENT, "equal sizes": dict.fromkeys(SIZES, 4)}
_ONE = "one of each"

_DECLARATION = '''"""{gap} what it computes, in one sentence."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array


def _cases(draw: Draw) -> Iterator[Case]:
    # {gap} the cases that decide every branch (docs/exercises.md); all numbers come from `draw`.
    for {loop} in (
{rows}
    ):
        rng = draw.rng({seed}, {sizes})
        yield Case(
            name,
            {{
{arguments}
            }},
        )


def _right({parameters}) -> {returned}:
    """The right answer."""
    raise NotImplementedError("{gap} the right answer, or the function of course_lib in its place")


def _imitation({parameters}, *, negated: bool = False) -> {returned}:
    """The right answer with a switch for each mistake."""
    # {gap} the mistakes that students make, each with a switch here and a sentence below.
    raise NotImplementedError("{gap} without switches it equals the right answer")


{constant} = Exercise(
    name="{name}",
    topic="{topic}",
    inputs={inputs},
    outputs={outputs},
    reference=_right,
    cases=_cases,
    imitation=_imitation,
    mistakes=(Mistake("negated", "{gap} what is wrong, and what to do next.", {{"negated": True}}),),
)
'''


def declaration(name: str, topic: str, inputs: Sequence[str], outputs: Sequence[str], seed: int) -> str:
    """The declaration of an exercise whose cases follow from the shapes, with gaps for all else.

    Parameters
    ----------
    name, topic : str
    inputs, outputs : sequence of str
        `"scores: (N, C)"`, as `Spec` reads them.
    seed : int
        Of its cases; another one for each exercise.
    """
    arguments = [Spec.parse(text) for text in inputs]
    used = sorted(
        {symbol for spec in arguments for dim in spec.dims or () for symbol in dim if symbol in SIZES},
        key=list(SIZES).index,
    ) or ["N"]
    cases = {**_CASES, _ONE: dict.fromkeys(SIZES, 1)}
    rows = [[_quoted(label), *(str(sizes[each]) for each in used)] for label, sizes in cases.items()]
    return _DECLARATION.format(
        gap=GAP,
        loop=", ".join(["name", *used]),
        rows="\n".join(f"        ({', '.join(row)})," for row in rows),
        seed=seed,
        sizes=", ".join(used),
        arguments="\n".join(f'                "{spec.name}": {_drawn(spec)},' for spec in arguments),
        parameters=", ".join(f"{spec.name}: {_type(spec)}" for spec in arguments),
        returned="Array" if len(outputs) == 1 else f"tuple[{', '.join(['Array'] * len(outputs))}]",
        constant=name.upper(),
        name=name,
        topic=topic,
        inputs=_tuple(inputs),
        outputs=_tuple(outputs),
    )


def _quoted(text: str) -> str:
    return f'"{text}"'


def _tuple(texts: Sequence[str]) -> str:
    return f"({', '.join(map(_quoted, texts))}{',' if len(texts) == 1 else ''})"


def _type(spec: Spec) -> str:
    return "float" if spec.dims == () else "Array"


def _drawn(spec: Spec) -> str:
    """An expression that draws an argument of this shape."""
    if spec.dims is None:
        return f'None,  # {GAP} an argument of the form "{spec.shape}"'
    shape = ", ".join("*".join(dim) if dim.isalpha() else dim for dim in spec.dims)
    if spec.values == "int":
        return f"rng.integers(0, 3, size=({shape}{',' if len(spec.dims) == 1 else ''}))" if shape else "2"
    if not spec.dims:
        return "float(rng.uniform(0.1, 1))"
    return f"rng.normal(size=({shape}{',' if len(spec.dims) == 1 else ''}))"


def sample_answer(signature: str, style: str) -> str:
    """An answer of the sample class that is still to be written."""
    return f'\ndef {signature}:\n    raise NotImplementedError("{GAP} a right answer, {style}")\n'


_IMPORTS = (
    "cheats import cheats",
    "editing import mistaken_students, right_students",
    "mishaps import mishaps",
    "students import SampleStudent",
)


def sample_class(topic: str) -> str:
    """The sample class of a lecture: right answers, mistaken ones, and what may happen to any submission."""
    imports = sorted([*_IMPORTS, f"{topic} import answers, mistakes"])
    lines = "\n".join(f"from autograder.sample_class.{each}" for each in imports)
    return _SAMPLE_CLASS.format(topic=topic, imports=lines)


_SAMPLE_CLASS = '''"""The sample class of the lecture {topic}."""

from __future__ import annotations

{imports}

STYLES = {{"vectorised": answers.VECTORISED, "loops": answers.LOOPS}}

STUDENTS: tuple[SampleStudent, ...] = (
    *right_students(STYLES),
    *mistaken_students(answers.VECTORISED, mistakes.MISTAKES),
    *mishaps(answers.VECTORISED),
    # Exercise -> the module of course_lib with its answer, where there is one.
    *cheats(answers.VECTORISED, {{}}),
)
'''

ANSWERS = '''"""Right answers to the exercises of the lecture {topic}, in two styles."""

from __future__ import annotations

# The wrong answers of `mistakes.py` are edits of these.
VECTORISED: dict[str, str] = {{}}

LOOPS: dict[str, str] = {{}}
'''

MISTAKES = '''"""Wrong answers of the lecture {topic}: edits of right ones, by the mistakes they make."""

from __future__ import annotations

from autograder.sample_class.editing import Mistakes

# Exercise -> identifiers of the mistakes -> the edits of the vectorised answer that make them.
MISTAKES: dict[str, Mistakes] = {{}}
'''
