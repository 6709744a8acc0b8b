"""What a test does that cannot cross between two processes, in a few words of an instructor's."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Sequence

from autograder.reading.bindings import python_tree

# Words of a test (names, attributes, texts), what it does with them; the first that fits is said.
_BY_WORD: Sequence[tuple[str, str]] = (
    ("redirect_stdout redirect_stderr capture_output capsys stdout stderr", "captures what is printed"),
    ("builtins.input input", "answers `input` in the student's place"),
    ("patch mock monkeypatch setattr", "replaces a name that the student's code uses"),
    ("globals locals dir vars", "asks which names there are"),
    (
        "__code__ __defaults__ __kwdefaults__ __closure__ __annotations__ __dict__ getsource getmembers "
        "testmod signature getfullargspec get_type_hints",
        "looks into the student's code",
    ),
    (
        "isfile exists is_file is_dir listdir glob getsize open read_csv read_text read_bytes sqlite3",
        "looks for a file that the student writes",
    ),
    (
        "assert_frame_equal assert_series_equal assert_index_equal DataFrame Series",
        "compares DataFrames",
    ),
    ("_i _ii In Out _oh _ih", "reads the history of the notebook"),
    ("isinstance issubclass type __class__", "asks for the class of what the student made"),
    (
        "setrecursionlimit catch_warnings getLogger environ argv getcontext localcontext seed",
        "sets the state of the whole process",
    ),
    ("gca gcf", "looks at the figure that is drawn"),
    ("deepcopy pickle", "copies what the student made"),
    ("warns assertWarns assertWarnsRegex", "records warnings"),
    ("shares_memory may_share_memory base flags setflags", "looks at the memory of an array"),
    ("execute executemany cursor fetchone fetchall commit", "uses a connection to a database"),
    (
        "rand randn random randint integers normal uniform choice default_rng RandomState Random",
        "goes on with a stream of random numbers",
    ),
)
# Functions of pyplot that make, choose or close the current figure.
_CURRENT_FIGURE = frozenset("subplots subplot figure axes gca gcf sca clf cla close".split())
_VALUES = (list, dict, tuple, set, frozenset, int, float, complex, str, bytes)
# How far it is followed what binds a name: a value, and the function that made it.
_FOLLOWED = 2
# Packages whose objects stay where they are.
_OBJECTS = {
    "pandas": "compares DataFrames",
    "PIL": "compares pictures of PIL",
    "networkx": "compares graphs of networkx",
    "sklearn": "uses estimators of scikit-learn",
    "sympy": "computes with expressions of sympy",
    "scipy": "reads results of SciPy",
    "torch": "compares tensors of PyTorch",
}


def mechanism(source: str, setting: str = "", message: str = "") -> str:
    r"""What a test needs that may not cross; empty if nothing of its text says so.

    Parameters
    ----------
    source : str
        Of the test.
    setting : str
        The other cells of the notebook: what binds the names of the test tells what they are.
    message : str
        What the boxes say of it; the line that failed is looked at first.

    Examples
    --------
    >>> mechanism("pd.testing.assert_frame_equal(df, expected)")
    'compares DataFrames'
    >>> mechanism("import io\nwith redirect_stdout(io.StringIO()) as out:\n    hello()")
    'captures what is printed'
    >>> mechanism("assert area(2, 2) == 4")
    ''
    """
    failing = message.partition("\n")[0].rpartition("failed at: ")[2]
    return _said(failing) or _said(source) or _of_names(source, setting)


def shared_state(source: str, setting: str = "") -> str:
    r"""What of a test the student's code would miss in silence, with the solution passing all the same.

    Parameters
    ----------
    source, setting : str
        As in `mechanism`.

    Examples
    --------
    >>> shared_state("fig, ax = plt.subplots()\ndraw(ax)", "import matplotlib.pyplot as plt")
    'makes the figure on which `plt.plot` draws'
    >>> shared_state("class Spy(list):\n    def __getitem__(self, k): ...\nsearch(Spy(), 3)")
    'watches what is done with its own list'
    """
    test, others = _tree(source), _tree(setting)
    if test is None:
        return ""
    pyplot = _pyplot_names(test) | (_pyplot_names(others) if others else set())
    for node in ast.walk(test):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if node.func.attr in _CURRENT_FIGURE and isinstance(owner, ast.Name) and owner.id in pyplot:
                return "makes the figure on which `plt.plot` draws"
        if isinstance(node, ast.ClassDef) and any(isinstance(each, ast.FunctionDef) for each in node.body):
            for base in (base.id for base in node.bases if isinstance(base, ast.Name)):
                if getattr(builtins, base, None) in _VALUES:
                    return f"watches what is done with its own {base}"
    return ""


def _pyplot_names(tree: ast.Module) -> set[str]:
    """What `matplotlib.pyplot` is called."""
    return {
        name.asname or name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
        if name.name in ("matplotlib.pyplot", "pyplot")
    }


def _said(source: str) -> str:
    tree = _tree(source)
    if tree is None:
        return ""
    if any(isinstance(node, ast.Await | ast.AsyncFor | ast.AsyncWith) for node in _outside_functions(tree)):
        return "awaits outside a function"
    words = set(_words(tree))
    return next((what for telling, what in _BY_WORD if words & set(telling.split())), "")


def _of_names(source: str, setting: str) -> str:
    """What the names of a test stand for, as the statements tell that bind them."""
    test, others = _tree(source), _tree(setting)
    if test is None:
        return ""
    packages = {**_aliases(others), **_aliases(test)} if others else _aliases(test)
    used, bindings = _names(test), list[ast.stmt]()
    for _ in range(_FOLLOWED):
        bindings = [each for each in (others.body if others else []) if used & _bound(each)]
        used = used.union(*map(_names, bindings))
    for statement in (test, *bindings):
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and node.id in packages:
                return _OBJECTS[packages[node.id]]
    classes = [each for each in bindings if isinstance(each, ast.ClassDef)]
    return "uses objects of a class that the notebook defines" if classes else ""


def _names(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _aliases(tree: ast.Module) -> dict[str, str]:
    """Name -> the package of `_OBJECTS` that it was imported from."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for name in node.names:
                package = (getattr(node, "module", None) or name.name).partition(".")[0]
                if package in _OBJECTS:
                    found[(name.asname or name.name).partition(".")[0]] = package
    return found


def _bound(statement: ast.stmt) -> set[str]:
    """Names that a statement binds."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {statement.name}
    nodes = (node for node in ast.walk(statement) if isinstance(node, ast.Name))
    return {node.id for node in nodes if isinstance(node.ctx, ast.Store)}


def _tree(source: str) -> ast.Module | None:
    try:
        return python_tree(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # nested too deep for the parser
        return None


def _words(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        for word in (getattr(node, field, None) for field in ("id", "attr", "name", "value")):
            if isinstance(word, str):
                yield word


def _outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield child
            yield from _outside_functions(child)
