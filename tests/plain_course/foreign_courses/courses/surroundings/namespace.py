"""Names: asked for in `dir()`, `globals()` and `locals()`, deleted, redefined, imported as the exercise."""

from tests.plain_course.foreign_courses.parts import Course, answer, plain, test

COURSE = Course(
    cells=[
        plain("limit = 10"),
        answer("speed", "speed = 3\nheight, width = 2, 5"),
        test("in-globals", 'assert "speed" in globals()'),
        test("in-locals", 'assert "speed" in locals() and "height" in locals()'),
        test("in-dir", 'assert "speed" in dir()'),
        test("not-there", 'assert "weight" not in globals() and "weight" not in dir()'),
        test(
            "value-of",
            'assert globals()["speed"] == 3 and locals().get("width") == 5 and eval("height") == 2',
        ),
        test("by-get", 'assert globals().get("speed") == 3 and globals().get("nothing", 4) == 4'),
        test(
            "try-name",
            """
try:
    speed
except NameError:
    raise AssertionError("Did you define speed?")
assert speed == 3
""",
        ),
        answer("removed", "del limit"),
        test("deleted", 'assert "limit" not in globals()'),
        answer("aliased", "import collections as cl\nfrom math import sqrt as root"),
        test("import-as", 'assert cl.__name__ == "collections"\nassert root(9) == 3'),
        answer(
            "counting",
            "def counting():\n    global calls\n    calls = calls + 1 if 'calls' in globals() else 1",
        ),
        test("global-made", "counting()\ncounting()\nassert calls == 2"),
        answer("later", "def later():\n    return offset * 2"),
        test("set-by-the-test", "offset = 4\nassert later() == 8\noffset = 5\nassert later() == 10"),
        test(
            "all-of-them",
            'assert {"speed", "height", "width"} <= set(globals())\nassert sum(name in ("speed", "width") for name in globals().keys()) == 2',
        ),
    ],
    variants={
        "other_ways": {
            "speed": 'globals()["speed"] = 3\nheight = 2\nwidth = height + speed',
            "removed": 'globals().pop("limit")',
            "aliased": "import collections\ncl = collections\nimport math\nroot = math.sqrt",
            "counting": "calls = 0\ndef counting():\n    global calls\n    calls += 1",
        },
        "in_loops": {
            "speed": "for speed in range(4):\n    pass\nheight = 2; width = 5",
            "removed": "del (limit)",
            "later": "def later(offset_=None):\n    return 2 * (offset if offset_ is None else offset_)",
        },
        "half": {
            "speed": "Speed = 3\nheight, width = 2, 5",
            "removed": "limit = None",
            "aliased": "import collections",
            "counting": "def counting():\n    calls = 1",
            "later": "def later():\n    return 8",
        },
    },
)
