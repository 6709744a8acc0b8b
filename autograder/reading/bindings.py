"""Which names a cell binds at module level, changes in place and looks up, and what it imports."""

from __future__ import annotations

import ast
import symtable
import threading
from collections.abc import Iterator

from IPython.core.inputtransformer2 import TransformerManager


def plain_python(source: str) -> str:
    """Turn a cell with IPython's magics and shell lines into Python that parses."""
    return TransformerManager().transform_cell(source)


# Python 3.11 counts the depth of all threads' trees in one number. What is freed meanwhile may parse as well.
_ONE_AT_A_TIME = threading.RLock()


def parsed_python(text: str) -> ast.Module:
    """`ast.parse`, for submissions that are read by several threads.

    Raises
    ------
    SyntaxError, ValueError
        As `ast.parse` does.
    """
    with _ONE_AT_A_TIME:
        return ast.parse(text)


def python_tree(source: str) -> ast.Module:
    """The tree of a cell, magics and shell lines included; it raises what `parsed_python` does."""
    return parsed_python(plain_python(source))


class _ComprehensionsScoped(ast.NodeTransformer):
    """Makes generators of comprehensions: since Python 3.12 these have no table of symbols of their own."""

    def _generator(self, node: ast.ListComp | ast.SetComp) -> ast.GeneratorExp:
        self.generic_visit(node)
        return ast.GeneratorExp(node.elt, node.generators)

    visit_ListComp = visit_SetComp = _generator

    def visit_DictComp(self, node: ast.DictComp) -> ast.GeneratorExp:
        self.generic_visit(node)
        return ast.GeneratorExp(ast.Tuple([node.key, node.value], ast.Load()), node.generators)


def bound_names(source: str) -> frozenset[str]:
    r"""Names that a cell binds at module level other than by an import.

    Parameters
    ----------
    source : str
        A code cell; one that does not parse binds nothing.

    Examples
    --------
    >>> sorted(bound_names("import numpy as np\ndef f(x):\n    y = x\nfor k in range(3): z = k"))
    ['f', 'k', 'z']
    """
    try:
        tree = _ComprehensionsScoped().visit(python_tree(source))
        table = symtable.symtable(ast.unparse(tree), "cell", "exec")
    except (SyntaxError, ValueError):
        return frozenset()
    at_top = {
        symbol.get_name()
        for symbol in table.get_symbols()
        if symbol.is_assigned() and not symbol.is_imported()
    }
    return frozenset(at_top.union(*(_declared_global(child) for child in table.get_children())))


def bound_classes(source: str) -> frozenset[str]:
    r"""Names of the classes that a cell defines at module level.

    Examples
    --------
    >>> sorted(bound_classes("class A:\n    class B: pass\nC = 1"))
    ['A']
    """
    try:
        body = python_tree(source).body
    except (SyntaxError, ValueError):
        return frozenset()
    return frozenset(statement.name for statement in body if isinstance(statement, ast.ClassDef))


def imported_names(source: str) -> frozenset[str]:
    r"""Names that a cell binds at module level by an import.

    Examples
    --------
    >>> sorted(imported_names("import numpy as np, os.path\nfrom math import pi\nx = 1"))
    ['np', 'os', 'pi']
    """
    return frozenset(
        alias.asname or alias.name.partition(".")[0] for node in _import_nodes(source) for alias in node.names
    )


def _declared_global(table: symtable.SymbolTable) -> set[str]:
    names = {
        symbol.get_name()
        for symbol in table.get_symbols()
        if symbol.is_declared_global() and symbol.is_assigned()
    }
    return names.union(*(_declared_global(child) for child in table.get_children()))


def names_imported_from(source: str, modules: set[str]) -> set[str]:
    r"""Names that a cell imports from some modules.

    Examples
    --------
    >>> sorted(names_imported_from("from tools import f as g, h\nimport tools, numpy", {"tools"}))
    ['g', 'h', 'tools']
    """
    return {
        alias.asname or alias.name.partition(".")[0]
        for node in _import_nodes(source)
        for alias in node.names
        if imported_modules(ast.unparse(node)) & modules
        and (isinstance(node, ast.ImportFrom) or alias.name.partition(".")[0] in modules)
    }


def imports(source: str) -> list[str]:
    r"""The import statements of a cell at module level, as source.

    Examples
    --------
    >>> imports("import numpy as np, math\nfrom os import path\nx = 1")
    ['import numpy as np, math', 'from os import path']
    """
    return [ast.unparse(node) for node in _import_nodes(source)]


def imported_modules(source: str) -> set[str]:
    r"""Top-level modules that a cell imports.

    Examples
    --------
    >>> sorted(imported_modules("import numpy.linalg\nfrom os import path"))
    ['numpy', 'os']
    """
    modules: set[str] = set()
    for node in _import_nodes(source):
        if isinstance(node, ast.Import):
            modules |= {alias.name.partition(".")[0] for alias in node.names}
        elif node.module:
            modules.add(node.module.partition(".")[0])
    return modules


def _import_nodes(source: str) -> Iterator[ast.Import | ast.ImportFrom]:
    try:
        tree = python_tree(source)
    except (SyntaxError, ValueError):
        return
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node


_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def changed_names(source: str) -> frozenset[str]:
    r"""Names of module level whose values a cell, or a function of it, changes in place.

    Items and attributes that are set, and what a statement of its own calls, or calls a function with:
    nothing else than the change can be meant by it.

    Examples
    --------
    >>> sorted(changed_names("d['b'] = 2\ncar.speed += 1\nlog.append(y)\nshuffle(items)\nz = a.mean()"))
    ['car', 'd', 'items', 'log', 'shuffle', 'y']
    >>> sorted(changed_names("def f(x, own=[]):\n    x.append(1)\n    seen.add(x)"))
    ['seen']
    """
    try:
        tree = python_tree(source)
    except (SyntaxError, ValueError):
        return frozenset()
    return frozenset(name for name in _changed(tree))


def _changed(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
        yield from _root(node)
    if isinstance(node, ast.AugAssign):
        yield from _root(node.target)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield from _root(node.value.func)
        yield from (name for argument in node.value.args for name in _root(argument))
    inner = [name for child in ast.iter_child_nodes(node) for name in _changed(child)]
    yield from (name for name in inner if name not in _locals(node))


def _root(node: ast.expr) -> Iterator[str]:
    while isinstance(node, ast.Subscript | ast.Attribute | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    if isinstance(node, ast.Name):
        yield node.id


def _locals(node: ast.AST) -> set[str]:
    """Names that a function has of its own."""
    if not isinstance(node, _FUNCTIONS):
        return set()
    arguments = node.args
    names = {each.arg for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}
    names |= {each.arg for each in (arguments.vararg, arguments.kwarg) if each is not None}
    statements = list(ast.walk(node))
    names |= {
        each.id for each in statements if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
    }
    declared = (each.names for each in statements if isinstance(each, ast.Global | ast.Nonlocal))
    return names - {name for declaration in declared for name in declaration}


def looked_up(source: str) -> frozenset[str]:
    r"""Names of module level, or of the language, that the functions of a cell look up when they are called.

    Examples
    --------
    >>> sorted(looked_up("def f(a):\n    b = a\n    return rate() + b + len(a)\nx = y"))
    ['len', 'rate']
    """
    table = _table(source)
    return frozenset().union(*map(_global_names, table.get_children())) if table else frozenset()


def used_names(source: str) -> frozenset[str]:
    r"""Names of module level that a cell reads, or that its functions look up.

    Examples
    --------
    >>> sorted(used_names("@kept\ndef f(a):\n    return rate() + a\nnote(f)"))
    ['f', 'kept', 'note', 'rate']
    """
    table = _table(source)
    if table is None:
        return frozenset()
    return looked_up(source).union(each.get_name() for each in table.get_symbols() if each.is_referenced())


def _table(source: str) -> symtable.SymbolTable | None:
    """The names of a cell; None if it is no Python."""
    try:
        tree = _ComprehensionsScoped().visit(python_tree(source))
        return symtable.symtable(ast.unparse(tree), "cell", "exec")
    except (SyntaxError, ValueError):
        return None


def _global_names(table: symtable.SymbolTable) -> set[str]:
    names = {each.get_name() for each in table.get_symbols() if each.is_global() and each.is_referenced()}
    return names.union(*map(_global_names, table.get_children()))


def states(source: str) -> dict[str, frozenset[str]]:
    r"""Function or class of a cell, or of a module -> the names of module level that calling it may change.

    Examples
    --------
    >>> states("log = []\ndef note(x):\n    log.append(x)\ndef twice(x):\n    note(x)\n    note(x)")["twice"]
    frozenset({'log'})
    """
    try:
        body = python_tree(source).body
    except (SyntaxError, ValueError):
        return {}
    parts = {
        each.name: ast.unparse(each)
        for each in body
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    }
    changed = {name: (changed_names(text) | bound_names(text)) - {name} for name, text in parts.items()}
    calls = {name: looked_up(text) & parts.keys() for name, text in parts.items()}
    for _ in parts:  # as far as functions call functions
        changed = {
            name: frozenset().union(changed[name], *(changed[called] for called in calls[name]))
            for name in parts
        }
    return {name: frozenset(found - parts.keys()) for name, found in changed.items()}
