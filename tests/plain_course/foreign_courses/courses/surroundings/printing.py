"""What is printed and typed: tests that capture a function's output, or answer its `input`."""

from tests.plain_course.foreign_courses.parts import Course, answer, plain, test

COURSE = Course(
    cells=[
        plain("import contextlib\nimport io\nimport sys\nfrom unittest.mock import patch"),
        answer("shout", 'def shout(word):\n    print(word.upper() + "!")'),
        test(
            "redirect",
            'out = io.StringIO()\nwith contextlib.redirect_stdout(out):\n    shout("hey")\nassert out.getvalue() == "HEY!\\n"',
        ),
        test(
            "patch-stdout",
            'with patch("sys.stdout", new_callable=io.StringIO) as fake:\n    shout("a")\nassert fake.getvalue().strip() == "A!"',
        ),
        test(
            "assigned-stdout",
            """
old, sys.stdout = sys.stdout, io.StringIO()
try:
    shout("b")
    text = sys.stdout.getvalue()
finally:
    sys.stdout = old
assert text == "B!\\n"
""",
        ),
        test(
            "capture-output",
            'from IPython.utils.capture import capture_output\nwith capture_output() as captured:\n    shout("c")\nassert captured.stdout == "C!\\n"',
        ),
        test(
            "patch-print",
            'with patch("builtins.print") as fake:\n    shout("d")\nfake.assert_called_with("D!")',
        ),
        answer("cell", '%%capture printed\nprint("from the cell")'),
        test("capture-cell", 'assert printed.stdout == "from the cell\\n"'),
        answer("ask", 'def ask():\n    return int(input("Number? ")) + 1'),
        test("patch-input", 'with patch("builtins.input", return_value="4"):\n    assert ask() == 5'),
        test(
            "side-effect",
            'with patch("builtins.input", side_effect=["1", "2"]):\n    assert [ask(), ask()] == [2, 3]',
        ),
        test("own-input", 'input = lambda *a: "7"\nassert ask() == 8\ndel input'),
        test(
            "stdin",
            'old, sys.stdin = sys.stdin, io.StringIO("9\\n")\nimport builtins\nwith patch("builtins.input", lambda prompt="": sys.stdin.readline().strip()):\n    assert ask() == 10\nsys.stdin = old',
        ),
        answer("quiet", "def quiet(x):\n    return x"),
        test(
            "prints-nothing",
            'out = io.StringIO()\nwith contextlib.redirect_stdout(out):\n    assert quiet(1) == 1\nassert out.getvalue() == ""',
        ),
    ],
    variants={
        "write": {
            "shout": 'def shout(word):\n    text = f"{word.upper()}!"\n    print(text)',
            "ask": "def ask():\n    answer = input()\n    return 1 + int(answer)",
            "cell": '%%capture printed\nprint("from", "the cell")',
        },
        "pieces": {
            "shout": 'def shout(word):\n    for text in [word.upper() + "!"]:\n        print(text)',
            "ask": 'def ask():\n    while True:\n        try:\n            return int(input("? ")) + 1\n        except ValueError:\n            pass',
        },
        "half": {
            "shout": 'def shout(word):\n    return word.upper() + "!"',
            "ask": 'def ask():\n    return input("Number? ")',
            "quiet": "def quiet(x):\n    print(x)\n    return x",
        },
    },
)
