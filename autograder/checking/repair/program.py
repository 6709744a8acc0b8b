"""A student's function as syntax trees that can be changed at one place and run again."""

from __future__ import annotations

import ast
import copy
import linecache
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import CodeType, FunctionType
from typing import Any

from autograder.checking.repair.edit import Edit

# Code that names one of these does more than compute, and is not run in variations.
_MORE_THAN_NUMBERS = frozenset(
    "open exec eval input compile breakpoint exit quit globals os sys subprocess shutil socket pathlib Path "
    "requests urllib plt pickle savetxt savez save tofile memmap importlib threading multiprocessing".split()
)


Definition = ast.FunctionDef | ast.ClassDef
_LAMBDA = "without_a_name"


def functions_in(tree: Definition) -> list[ast.FunctionDef]:
    """The function itself, or the methods of a class."""
    within = [tree] if isinstance(tree, ast.FunctionDef) else tree.body
    return [each for each in within if isinstance(each, ast.FunctionDef)]


@dataclass(frozen=True)
class Program:
    """A function, or a class, with the helpers beside it, each a tree, and the names they see.

    Parameters
    ----------
    main : str
        The name of the function, or class.
    trees : tuple of ast.FunctionDef or ast.ClassDef
        The function itself first. Their line numbers are those of the file or cell.
    namespace : dict
        A copy of the function's globals, in which the trees are defined anew.
    """

    main: str
    trees: tuple[Definition, ...]
    namespace: dict[str, Any]

    @contextmanager
    def changed(self, edit: Edit, tree: Definition) -> Iterator[Callable[..., Any] | None]:
        """Give the function with one edit in one of its trees; None where that is no program."""
        before = self.namespace[tree.name]
        edit.apply()
        try:
            yield self.namespace[self.main] if self.define(tree) else None
        finally:
            edit.undo()
            self.namespace[tree.name] = before

    @contextmanager
    def defined_as(
        self, trees: Sequence[Definition], names: Mapping[str, Any]
    ) -> Iterator[Callable[..., Any] | None]:
        """Give the function with other trees and more names; None where that is no program."""
        before = dict(self.namespace)
        self.namespace.update(names)
        try:
            yield self.namespace[self.main] if all([self.define(tree) for tree in trees]) else None
        finally:
            self.namespace.clear()
            self.namespace.update(before)

    def define(self, tree: Definition) -> bool:
        """Define one of the functions as its tree is now; whether that is possible."""
        try:
            code = compile(ast.Module([tree], []), "<a changed copy>", "exec")
            exec(code, self.namespace)  # the student's own code, in the process in which it runs anyway
        except (SyntaxError, ValueError, TypeError, NameError, RecursionError):
            return False
        return True


def program_of(function: Callable[..., Any]) -> Program | None:
    """Read the text of a function, or class; None where it is not known, or does more than compute."""
    methods = list(vars(function).values()) if isinstance(function, type) else [function]
    first = next((each for each in methods if isinstance(each, FunctionType)), None)
    if first is None or hasattr(first, "__wrapped__"):
        return None
    text = "".join(linecache.getlines(first.__code__.co_filename, first.__globals__))
    try:
        module = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    every, enclosed = [*_functions(module)], _enclosed(first)
    called = [
        _called(each, name)
        for name, value in enclosed.items()
        for each in every
        if isinstance(value, FunctionType) and _is_made_by(each, value.__code__, first.__code__.co_filename)
    ]
    found = [each for each in every if _is_current(each, first)] + called
    own = _definition(module, found, first, isinstance(function, type))
    if own is None or _names([own, *found]) & _MORE_THAN_NUMBERS:
        return None
    others = [each for each in found if each not in functions_in(own)]
    helpers = [each for each in others if each.name in _reached(own, others)]
    program = Program(own.name, (own, *helpers), {**first.__globals__, **enclosed})
    return program if all([program.define(tree) for tree in program.trees]) else None


def _definition(
    module: ast.Module, found: list[ast.FunctionDef], first: FunctionType, is_class: bool
) -> Definition | None:
    """The tree of a function, or of the class that has it as a method."""
    line = first.__code__.co_firstlineno
    if not is_class:
        return next((each for each in found if each.lineno == line and _is_of(each, first.__code__)), None)
    classes = [
        each for each in ast.walk(module) if isinstance(each, ast.ClassDef) and not each.decorator_list
    ]
    return next((each for each in classes if line in [one.lineno for one in functions_in(each)]), None)


def _functions(module: ast.Module) -> Iterator[ast.FunctionDef]:
    """The functions of a text; a lambda as a function with one line."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef) and not node.decorator_list:
            yield node
        if isinstance(node, ast.Lambda):
            [made] = ast.parse(f"def {_LAMBDA}(): return None").body
            if isinstance(made, ast.FunctionDef):
                made.args, made.body = node.args, [ast.Return(node.body)]
                for each in (made, *made.body):
                    ast.copy_location(each, node)
                yield made


def _is_made_by(tree: ast.FunctionDef, code: CodeType, file: str) -> bool:
    """Whether a function is the one that a tree of this file defines."""
    return code.co_filename == file and code.co_firstlineno == tree.lineno and _is_of(tree, code)


def _called(tree: ast.FunctionDef, name: str) -> ast.FunctionDef:
    """The same function under the name by which a function around knows it."""
    other = copy.copy(tree)
    other.name = name
    return other


def _is_of(tree: ast.FunctionDef, code: CodeType) -> bool:
    """Whether a lambda is the one that was compiled to this code, of several in a line."""
    [*_, last] = tree.body
    if tree.name != _LAMBDA or not isinstance(last, ast.Return) or last.value is None:
        return True
    begin = (last.value.lineno, last.value.col_offset)
    return begin in [(line, column) for line, _, column, _ in code.co_positions()]


def _enclosed(function: FunctionType) -> dict[str, Any]:
    """What the function sees of the function around it, as it is now."""
    found = {}
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        with suppress(ValueError):  # an empty cell: a name that is bound later
            found[name] = cell.cell_contents
    return found


def _is_current(tree: ast.FunctionDef, function: FunctionType) -> bool:
    """Whether a function of the text is the one that its name stands for where `function` runs."""
    if tree.lineno == function.__code__.co_firstlineno:
        return True
    code = getattr(function.__globals__.get(tree.name), "__code__", None)
    return (
        code is not None
        and code.co_filename == function.__code__.co_filename
        and code.co_firstlineno == tree.lineno
    )


def _names(trees: Sequence[Definition]) -> set[str]:
    nodes = [node for tree in trees for node in ast.walk(tree)]
    return {node.id for node in nodes if isinstance(node, ast.Name)} | {
        node.attr for node in nodes if isinstance(node, ast.Attribute)
    }


def _reached(main: Definition, trees: list[ast.FunctionDef]) -> set[str]:
    """The names of the functions that `main` calls, and those call."""
    by_name = {tree.name: tree for tree in trees}
    waiting, seen = list[Definition]([main]), set[str]()
    while waiting:
        for name in _names([waiting.pop()]) & by_name.keys() - seen:
            seen.add(name)
            waiting.append(by_name[name])
    return seen
