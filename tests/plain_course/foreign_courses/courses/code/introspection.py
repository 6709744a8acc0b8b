"""What a test can ask of a function itself: its code, its source, its doctests, the history of the notebook."""

from tests.plain_course.foreign_courses.parts import Course, answer, plain, test

COURSE = Course(
    cells=[
        plain("import ast\nimport doctest\nimport inspect\nimport textwrap\nimport sys\nimport warnings"),
        answer("add", 'def add(a, b=1):\n    """Add.\n\n    >>> add(1, 2)\n    3\n    """\n    return a + b'),
        test("code", "assert add.__code__.co_argcount == 2 and add.__code__.co_varnames[:2] == ('a', 'b')"),
        test("defaults", "assert add.__defaults__ == (1,)"),
        test("docstring", "assert add.__doc__.startswith('Add')"),
        test("signature", "assert list(inspect.signature(add).parameters) == ['a', 'b']"),
        test("source", "assert 'return' in inspect.getsource(add)"),
        test(
            "tree",
            "tree = ast.parse(inspect.getsource(add))\nassert not any(isinstance(node, (ast.For, ast.While)) for node in ast.walk(tree))",
        ),
        test(
            "doctests",
            "finder = doctest.DocTestFinder()\nrunner = doctest.DocTestRunner()\nfor case in finder.find(add, 'add', globs={'add': add}):\n    runner.run(case)\nassert runner.tries == 1 and runner.failures == 0",
        ),
        answer("tally", "class Tally:\n    def count(self, items):\n        return len(list(items))"),
        test("source-of-a-method", "assert 'len' in inspect.getsource(Tally.count)"),
        answer("outer", "def outer(k):\n    def inner(x):\n        return k * x\n    return inner"),
        test("closure", "assert outer(3).__closure__[0].cell_contents == 3"),
        answer("annotated", "def area(r: float) -> float:\n    return 3 * r * r"),
        test("annotations", "assert area.__annotations__ == {'r': float, 'return': float}"),
        test("history", "assert any('def add' in cell for cell in In)"),
        answer("deep", "def depth(n):\n    return 0 if n == 0 else 1 + depth(n - 1)"),
        test(
            "recursion-limit",
            "old = sys.getrecursionlimit()\nsys.setrecursionlimit(150)\ntry:\n    depth(400)\n    raise AssertionError('depth does not recurse')\nexcept RecursionError:\n    pass\nfinally:\n    sys.setrecursionlimit(old)",
        ),
        answer("warn", "def risky():\n    warnings.warn('careful', UserWarning)\n    return 1"),
        test(
            "warning-recorded",
            "with warnings.catch_warnings(record=True) as seen:\n    warnings.simplefilter('always')\n    assert risky() == 1\nassert len(seen) == 1 and 'careful' in str(seen[0].message)",
        ),
    ],
    variants={
        "other_ways": {
            "add": 'def add(a, b=1):\n    """Add two numbers.\n\n    >>> add(2, 3)\n    5\n    """\n    total = a + b\n    return total',
            "tally": "class Tally:\n    def count(self, items):\n        return len([item for item in items])",
            "outer": "def outer(k):\n    return lambda x: x * k",
            "warn": "def risky():\n    warnings.warn('be careful')\n    return 1",
        },
        "more_lines": {
            "deep": "def depth(n):\n    if n == 0:\n        return 0\n    return 1 + depth(n - 1)",
            "annotated": "def area(r: float) -> float:\n    square = r ** 2\n    return 3 * square",
            "warn": "def risky():\n    warnings.warn(UserWarning('careful!'))\n    return True",
        },
        "half": {
            "add": "def add(a, b):\n    return a + b",
            "tally": "class Tally:\n    def count(self, items):\n        return sum(1 for _ in items)",
            "outer": "def outer(k):\n    return lambda x: 3 * x",
            "annotated": "def area(r):\n    return 3 * r * r",
            "deep": "def depth(n):\n    return n",
            "warn": "def risky():\n    return 1",
        },
    },
    together={
        "code": "looks into a function's code",
        "defaults": "looks at a function's defaults",
        "closure": "looks into a function's closure",
        "annotations": "looks at a function's annotations",
        "history": "looks at the notebook's history",
        "recursion-limit": "sets the recursion limit",
        "warning-recorded": "records warnings",
    },
)
