"""What somebody does to a copy so that it looks like another answer: other names, moved statements."""

import ast
import builtins
import random


def disguised(source, seed=0):
    """The same program under other names, with neighbouring independent assignments exchanged."""
    chance = random.Random(seed)
    tree = ast.parse(source)
    functions = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            _exchange(node.body, chance)
    return ast.unparse(_Renamed(functions, chance).visit(tree))


def _exchange(body, chance):
    for _ in range(3):
        for k in range(len(body) - 1):
            first, second = body[k], body[k + 1]
            if _are_independent(first, second) and chance.random() < 0.7:
                body[k], body[k + 1] = second, first


def _are_independent(first, second):
    if not (isinstance(first, ast.Assign) and isinstance(second, ast.Assign)):
        return False
    bound, read = _names(first, ast.Store), _names(first, ast.Load)
    return not bound & (_names(second, ast.Load) | _names(second, ast.Store)) and not read & _names(
        second, ast.Store
    )


def _names(node, context):
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, context)}


class _Renamed(ast.NodeTransformer):
    def __init__(self, kept, chance):
        self.names = {name: name for name in (*kept, "np", *dir(builtins))}
        self.chance = chance

    def new(self, name):
        return self.names.setdefault(name, self.chance.choice("abcdefg") * 3 + str(len(self.names)))

    def visit_Name(self, node):
        node.id = self.new(node.id)
        return node

    def visit_arg(self, node):
        node.arg = self.new(node.arg)
        return node
