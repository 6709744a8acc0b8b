"""A copy of a test that must fail: where it passes, what the test says is worth nothing.

It runs beside the test in the student's process, in a fork from the same state. An `assert` that never fails,
a comparison that always holds or an object that equals everything lets it pass.
"""

from __future__ import annotations

import ast
import secrets

from autograder.reading.bindings import parsed_python, plain_python
from autograder.reading.ways.way import FAILING, NEGATED, UNEQUAL
from autograder.records import Together

# What it means that a copy passed, for a remark.
MEANINGS = {
    FAILING: "an assertion that must fail did not",
    NEGATED: "its first assertion holds and does not hold",
    UNEQUAL: "what it compares equals an object that nothing equals",
}
# Two operands first: NumPy's and pandas' functions, unittest's methods.
_COMPARING = frozenset(
    "assert_equal assert_allclose assert_array_equal assert_almost_equal assert_array_almost_equal "
    "assert_approx_equal assert_frame_equal assert_series_equal assert_index_equal "
    "assertEqual assertAlmostEqual assertListEqual assertTupleEqual assertDictEqual assertSetEqual "
    "assertSequenceEqual assertCountEqual assertMultiLineEqual".split()
)
_HELPERS = """
class Other_{n}:
    pass

fooled_{n} = []

def equal_{n}(left, right):
    others = [Other_{n}(), Other_{n}()]
    for one, two in ((left, others), (others, right), (left, others[0]), (others[0], right)):
        try:
            if one == two:
                fooled_{n}.append(1)
        except Exception:
            pass
    return left == right

def call_{n}(function, left, right, *more, **keywords):
    for one, two in ((left, [Other_{n}(), Other_{n}()]), ([Other_{n}(), Other_{n}()], right)):
        try:
            function(one, two, *more, **keywords)
        except BaseException:
            pass
        else:
            fooled_{n}.append(1)
    return function(left, right, *more, **keywords)
"""


def canary(source: str, together: Together) -> tuple[str, str]:
    """Name and source of the copy that runs beside a test: the first that can be made, of those allowed.

    Parameters
    ----------
    source : str
        Of the test; of one that is no Python there is none, and both are empty.
    together : Together

    Examples
    --------
    >>> canary("assert f(1) == 2", Together("", frozenset({UNEQUAL, FAILING})))[0]
    'unequal'
    >>> canary("f(1)", Together("", frozenset({UNEQUAL, FAILING})))[0]
    'failing'
    >>> canary("assert f(1) == 2", Together("", frozenset({NEGATED})))
    ('negated', 'assert not f(1) == 2')
    """
    try:
        python = plain_python(source)
        makers = {UNEQUAL: _unequal, NEGATED: _negated, FAILING: _failing}
        if _asserts_in_with(parsed_python(python)):  # whose `__exit__` may end any assertion
            makers = {NEGATED: _negated, **makers}
        asked = ((name, make) for name, make in makers.items() if name in together.canaries)
        made = ((name, make(parsed_python(python))) for name, make in asked)
        return next(((name, text) for name, text in made if text), ("", ""))
    except (SyntaxError, ValueError):
        return "", ""


def _asserts_in_with(tree: ast.Module) -> bool:
    blocks = (node for node in ast.walk(tree) if isinstance(node, ast.With))
    return any(isinstance(node, ast.Assert) for block in blocks for node in ast.walk(block))


def _failing(tree: ast.Module) -> str:
    number = secrets.randbelow(10**6)
    return f"assert {number} == {number + 1}\n{ast.unparse(tree)}"


class _Negate(ast.NodeTransformer):
    def __init__(self) -> None:
        self.is_changed = False

    def visit_Assert(self, node: ast.Assert) -> ast.Assert:
        self.is_changed = True
        return ast.Assert(ast.UnaryOp(ast.Not(), node.test), node.msg)

    def _left(self, node: ast.AST) -> ast.AST:
        return node

    # There, a failed assertion may be meant, or nobody may get to it.
    visit_Try = visit_FunctionDef = visit_AsyncFunctionDef = visit_ClassDef = _left


def _negated(tree: ast.Module) -> str:
    negate = _Negate()
    changed = negate.visit(tree)
    return ast.unparse(ast.fix_missing_locations(changed)) if negate.is_changed else ""


class _Compare(ast.NodeTransformer):
    """Has the operands of an assertion compared with another object as well."""

    def __init__(self, mark: str) -> None:
        self.mark, self.is_changed = mark, False

    def visit_Assert(self, node: ast.Assert) -> ast.Assert:
        return ast.Assert(self._holding(node.test), node.msg)

    def _holding(self, test: ast.expr) -> ast.expr:
        if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
            return ast.BoolOp(test.op, [self._holding(part) for part in test.values])
        if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq):
            self.is_changed = True
            return ast.Call(ast.Name(f"equal_{self.mark}", ast.Load()), [test.left, *test.comparators], [])
        return test

    def visit_Expr(self, node: ast.Expr) -> ast.Expr:
        call = node.value
        if not isinstance(call, ast.Call) or len(call.args) < 2:
            return node
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        if name not in _COMPARING or any(isinstance(each, ast.Starred) for each in call.args[:2]):
            return node
        self.is_changed = True
        helper = ast.Name(f"call_{self.mark}", ast.Load())
        return ast.Expr(ast.Call(helper, [call.func, *call.args], call.keywords))


def _unequal(tree: ast.Module) -> str:
    mark = secrets.token_hex(8)
    compare = _Compare(mark)
    changed = ast.fix_missing_locations(compare.visit(tree))
    if not compare.is_changed:
        return ""
    return f"{_HELPERS.format(n=mark)}\n{ast.unparse(changed)}\nassert fooled_{mark}"
