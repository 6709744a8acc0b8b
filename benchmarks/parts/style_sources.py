"""Right answers as trees that can be changed at one place: of the sample class, and in further styles.

A further style is a function of a module, with helpers beside it and closures around it. What is changed is
the text of one of these; the module is then run anew, so that whatever calls the changed function sees it.
"""

from __future__ import annotations

import ast
import copy
import functools
import importlib
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.exercises.exercise import Exercise
from benchmarks.right_styles import function_of, of_the_sample_class, remembered, with_further

PACKAGE = "benchmarks.right_styles"


@dataclass(frozen=True)
class Source:
    """A piece of a right answer that can be changed.

    Parameters
    ----------
    style : str
    tree : ast.AST
        What is changed.
    function_with : callable
        A changed copy of `tree` -> the whole answer with it.
    """

    style: str
    tree: ast.AST
    function_with: Callable[[ast.AST], Callable]


def sources(exercise: Exercise) -> Iterator[Source]:
    """Every piece of every right answer to an exercise; the style in float32 is another one with a cast."""
    styles = importlib.import_module(f"autograder.sample_class.{exercise.topic}").STYLES
    for style, answers in styles.items():
        if style != "float32":
            tree = ast.parse(answers[exercise.name])
            yield Source(style, tree, lambda changed: function_of(ast.unparse(changed), exercise.name))
    module = importlib.import_module(f"{PACKAGE}.{exercise.topic}")
    for style, function in module.STYLES[exercise.name].items():
        if style not in styles:
            for tree in _reached(function, module):
                rebuilt = functools.partial(_rebuilt, module, tree, exercise.name, style)
                yield Source(style, tree, rebuilt)


def _reached(function: Callable, module: types.ModuleType) -> Iterator[ast.AST]:
    """The functions and lambdas of a module that an answer is made of."""
    waiting, seen = [function], set()
    while waiting:
        each = waiting.pop()
        if not isinstance(each, types.FunctionType) or each.__code__.co_filename != module.__file__:
            continue
        node = _piece_at(module, each.__code__.co_firstlineno)
        if each.__code__ in seen:
            continue
        if node not in seen:
            yield node
        seen |= {each.__code__, node}
        waiting += [cell.cell_contents for cell in each.__closure__ or ()]
        waiting += [vars(module).get(name) for name in _names(each.__code__)]


def _names(code: types.CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _names(constant)


def _piece_at(module: types.ModuleType, line: int) -> ast.AST:
    """The function at the top of a module, or else the lambda, in which a line lies."""
    tree = _tree(module)
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef) and statement.lineno <= line <= (statement.end_lineno or 0):
            return statement
    return next(node for node in ast.walk(tree) if isinstance(node, ast.Lambda) and node.lineno == line)


@functools.cache
def _tree(module: types.ModuleType) -> ast.Module:
    return ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))


def _rebuilt(module: types.ModuleType, old: ast.AST, name: str, style: str, new: ast.AST) -> Callable:
    """An answer of a module in which one piece is another one."""

    class Exchange(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return new if node is old else self.generic_visit(node)

        def generic_visit(self, node: ast.AST) -> ast.AST:
            made = copy.copy(node)  # the tree of the module stays as it is
            for field, value in ast.iter_fields(node):
                if isinstance(value, list):
                    setattr(made, field, [self.visit(x) if isinstance(x, ast.AST) else x for x in value])
                elif isinstance(value, ast.AST):
                    setattr(made, field, self.visit(value))
            return made

    changed = Exchange().visit(_tree(module))
    body = [each for each in changed.body if not _is_of_the_package(each)]  # type: ignore[attr-defined]
    namespace = {"of_the_sample_class": _copied, "with_further": with_further, "function_of": function_of}
    source = ast.unparse(ast.fix_missing_locations(ast.Module(body, [])))
    exec(compile(source, remembered(source), "exec"), namespace)
    found: Callable = namespace["STYLES"][name][style]
    return found


def _is_of_the_package(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ImportFrom) and statement.module in (PACKAGE, "__future__")


def _copied(lecture: str) -> dict[str, dict[str, Callable]]:
    return {exercise: dict(styles) for exercise, styles in _sample_class(lecture).items()}


_sample_class = functools.cache(of_the_sample_class)
