"""Files that one side writes and the other reads: text, tables, databases, modules, folders, temporary ones."""

from tests.plain_course.foreign_courses.parts import Course, answer, plain, test

COURSE = Course(
    cells=[
        plain(
            "import csv\nimport json\nimport os\nimport sqlite3\nimport tempfile\nfrom pathlib import Path"
        ),
        answer("write", 'with open("out.txt", "w") as file:\n    file.write("a\\n")'),
        test("is-file", 'assert os.path.isfile("out.txt")'),
        test("content", 'assert open("out.txt").read() == "a\\n"'),
        answer(
            "save",
            'def save(path, rows):\n    with open(path, "w", newline="") as file:\n        csv.writer(file).writerows(rows)',
        ),
        test(
            "written-by-a-call",
            'save("rows.csv", [[1, 2]])\nassert Path("rows.csv").read_text().strip() == "1,2"',
        ),
        answer("load", "def load(path):\n    with open(path) as file:\n        return file.read().split()"),
        test(
            "written-by-the-test",
            'Path("words.txt").write_text("x y")\nassert load("words.txt") == ["x", "y"]\nos.remove("words.txt")',
        ),
        test("instructors-file", 'assert load("given.txt") == ["some", "words"]'),
        answer(
            "database",
            'connection = sqlite3.connect("shop.db")\nwith connection:\n    connection.execute("CREATE TABLE items (name TEXT)")\n    connection.execute("INSERT INTO items VALUES (\'pen\')")\nconnection.close()',
        ),
        test(
            "database",
            'rows = sqlite3.connect("shop.db").execute("SELECT name FROM items").fetchall()\nassert rows == [("pen",)]',
        ),
        answer("module", "%%writefile helper.py\ndef triple(x):\n    return 3 * x"),
        test("module", "import helper\nassert helper.triple(2) == 6"),
        answer("folder", "!mkdir -p results\nPath('results/x.json').write_text(json.dumps({'k': 1}))"),
        test(
            "folder",
            'assert os.path.isdir("results") and sorted(os.listdir("results")) == ["x.json"]\nassert json.load(open("results/x.json")) == {"k": 1}',
        ),
        test(
            "temporary",
            'with tempfile.TemporaryDirectory() as folder:\n    path = os.path.join(folder, "t.csv")\n    save(path, [[5]])\n    assert open(path).read().strip() == "5"',
        ),
        answer(
            "where", "def where():\n    return os.getcwd()\ndef names():\n    return sorted(os.listdir())"
        ),
        test(
            "working-folder",
            'assert where() == os.getcwd()\nassert "out.txt" in names() and "given.txt" in names()',
        ),
        answer("removal", 'def clean():\n    os.remove("out.txt")'),
        test("removed", 'clean()\nassert not os.path.exists("out.txt")'),
        answer("handle", "def lines(file):\n    return [line.strip() for line in file]"),
        test("open-file-given", 'with open("given.txt") as file:\n    assert lines(file) == ["some words"]'),
    ],
    variants={
        "paths": {
            "write": 'Path("out.txt").write_text("a\\n")',
            "save": 'def save(path, rows):\n    Path(path).write_text("\\n".join(",".join(map(str, row)) for row in rows))',
            "load": "def load(path):\n    return Path(path).read_text().split()",
            "folder": "os.makedirs('results', exist_ok=True)\njson.dump({'k': 1}, open('results/x.json', 'w'))",
            "where": "def where():\n    return str(Path.cwd())\ndef names():\n    return [path.name for path in Path().iterdir()]",
            "removal": 'def clean():\n    Path("out.txt").unlink()',
            "handle": "def lines(file):\n    return file.read().split('\\n')[:1]",
        },
        "shell": {
            "write": "!echo a > out.txt",
            "database": 'c = sqlite3.connect("shop.db").cursor()\nc.execute("CREATE TABLE items (id INTEGER, name TEXT)")\nc.executemany("INSERT INTO items VALUES (?, ?)", [(1, "pen")])\nc.connection.commit()',
            "removal": "def clean():\n    os.unlink('out.txt')",
            "handle": "def lines(file):\n    return file.read().splitlines()",
        },
        "half": {
            "write": 'print("a")',
            "save": "def save(path, rows):\n    return rows",
            "database": 'connection = sqlite3.connect(":memory:")',
            "folder": "results = {'k': 1}",
            "removal": "def clean():\n    pass",
        },
    },
    files={"given.txt": "some words\n"},
    together={
        "module": "imports a module that the student writes",
    },
)
