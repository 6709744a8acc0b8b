"""The history of the notebook, and its names as IPython keeps them: `_i`, `In`, `_ih`, `user_ns`, `dir()`, `locals()`."""

from tests.plain_course.foreign_courses.parts import Course, answer, plain, test

COURSE = Course(
    cells=[
        plain("import re"),
        answer("speed", "speed = 3\nlimits = [1, 2]"),
        test(
            "user-names",
            "assert get_ipython().user_ns['speed'] == 3\nassert 'limits' in get_ipython().user_ns",
        ),
        test(
            "all-names",
            "mine = [name for name in dir() if name in ('speed', 'limits')]\nassert mine == ['limits', 'speed']",
        ),
        test("locals", "assert locals()['speed'] == 3 and {'speed', 'limits'} <= set(locals())"),
        test(
            "main-module", "import __main__\nassert __main__.speed == 3 and not hasattr(__main__, 'weight')"
        ),
        answer("loop", "total = 0\nfor k in range(4):\n    total += k"),
        test("last-cell", "assert 'for' in _i and 'total' in _i\nassert total == 6"),
        test("cell-before", "assert 'for k' in In[-3] or 'while' in In[-3]"),
        answer("list", "squares = [k * k for k in range(4)]"),
        test(
            "some-cell",
            "written = [cell for cell in In if re.search(r'squares *=', cell)]\nassert written and 'for' in written[-1]",
        ),
        test(
            "by-ih",
            "assert any('squares' in cell for cell in _ih) and get_ipython().user_ns['_ih'] is In\nassert squares == [0, 1, 4, 9]",
        ),
    ],
    variants={
        "other_ways": {
            "speed": "globals()['speed'] = 3\nlimits = list(range(1, 3))",
            "loop": "total, k = 0, 0\nwhile k < 4:  # as for a sum\n    total += k\n    k += 1",
            "list": "squares = []\nfor k in range(4):\n    squares.append(k ** 2)",
        },
        "more_lines": {
            "loop": "total = 0\nfor k in range(4):\n    step = k\n    total = total + step",
            "list": "squares = list(k ** 2 for k in range(4))",
        },
        "half": {
            "speed": "Speed = 3\nlimits = [1, 2]",
            "loop": "total = 6",
            "list": "squares = [0, 1, 4, 9]",
        },
    },
    together={
        name: "reads the history of the notebook"
        for name in ("last-cell", "cell-before", "some-cell", "by-ih")
    },
)
