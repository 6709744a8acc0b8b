"""Right answers to every exercise: those of the sample class's right students, and further styles."""

import importlib
import itertools
import linecache
from collections.abc import Callable, Mapping

import numpy as np

# Exercise -> style -> function.
Styles = dict[str, dict[str, Callable]]


_numbers = itertools.count()


def function_of(source: str, name: str) -> Callable:
    """The function of that name that a cell defines; its text can be looked up, as that of a cell can."""
    namespace: dict = {"np": np}
    exec(compile(source, remembered(source), "exec"), namespace)
    return namespace[name]


def remembered(source: str) -> str:
    """A file name under which Python finds the lines of a source that is in no file."""
    name = f"<cell {next(_numbers)}>"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    return name


def of_the_sample_class(lecture: str) -> Styles:
    """The answers of the right students of a lecture's sample class."""
    styles = importlib.import_module(f"autograder.sample_class.{lecture}").STYLES
    exercises = next(iter(styles.values()))
    return {
        exercise: {style: function_of(answers[exercise], exercise) for style, answers in styles.items()}
        for exercise in exercises
    }


def with_further(right: Styles, further: Mapping[str, Mapping[str, Callable]]) -> Styles:
    """Add styles; ValueError if an exercise has one of that name already."""
    for exercise, styles in further.items():
        for style, function in styles.items():
            if style in right[exercise]:
                raise ValueError(
                    f"with_further: a style must have a name of its own; got {style!r} twice for "
                    f"{exercise!r}."
                )
            right[exercise][style] = function
    return right
