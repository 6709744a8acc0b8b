"""Which names a cell binds at module level, and what it imports."""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterator

from IPython.core.inputtransformer2 import TransformerManager


def plain_python(source: str) -> str:
    """Turn a cell with IPython's magics and shell lines into Python that parses."""
    return TransformerManager().transform_cell(source)


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
        tree = _ComprehensionsScoped().visit(ast.parse(plain_python(source)))
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
        body = ast.parse(plain_python(source)).body
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
        tree = ast.parse(plain_python(source))
    except (SyntaxError, ValueError):
        return
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
