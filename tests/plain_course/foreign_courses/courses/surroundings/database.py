"""SQLite: queries as text, a connection of the instructor's that answers write to, transactions that stay open."""

from tests.plain_course.foreign_courses.parts import Course, answer, plain, test

COURSE = Course(
    cells=[
        plain("import sqlite3"),
        plain(
            """
conn = sqlite3.connect("school.db")
conn.executescript('''
CREATE TABLE student (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE mark (student INTEGER, score REAL CHECK (score >= 0));
INSERT INTO student VALUES (1, 'ann'), (2, 'ben');
INSERT INTO mark VALUES (1, 2.0), (1, 4.0), (2, 5.0);
''')
conn.commit()
def run_query(q):
    return conn.execute(q).fetchall()
"""
        ),
        answer("query", "query = 'SELECT name FROM student ORDER BY name DESC'"),
        test("query-text", "assert run_query(query) == [('ben',), ('ann',)]"),
        answer("insert", "conn.execute(\"INSERT INTO student VALUES (3, 'cal')\")\nconn.commit()"),
        test("row-inserted", "assert run_query('SELECT COUNT(*) FROM student') == [(3,)]"),
        answer("open", "cur = conn.cursor()\ncur.execute('INSERT INTO mark VALUES (3, 1.0)')"),
        test("open-transaction", "assert run_query('SELECT score FROM mark WHERE student = 3') == [(1.0,)]"),
        test("cursor", "assert isinstance(cur, sqlite3.Cursor) and cur.rowcount == 1"),
        answer(
            "add",
            """
def add_mark(connection, student, score):
    try:
        with connection:
            connection.execute('INSERT INTO mark VALUES (?, ?)', (student, score))
        return True
    except sqlite3.IntegrityError:
        return False
""",
        ),
        test(
            "writes-together",
            "assert add_mark(conn, 2, 1.5) is True and add_mark(conn, 2, -1) is False and isinstance(cur, sqlite3.Cursor)",
        ),
        answer("close", "conn.close()"),
        test(
            "closed",
            "try:\n    conn.execute('SELECT 1')\n    raise AssertionError('still open')\nexcept sqlite3.ProgrammingError:\n    pass",
        ),
    ],
    variants={
        "other_ways": {
            "query": "query = '''select name\nfrom student\norder by 1 desc;'''",
            "insert": "with sqlite3.connect('school.db') as mine:\n    mine.execute('INSERT INTO student (name) VALUES (?)', ['cal'])",
            "open": "cur = conn.execute('INSERT INTO mark (score, student) VALUES (?, ?)', (1.0, 3))",
        },
        "not_committed": {
            "insert": "conn.execute(\"INSERT INTO student VALUES (3, 'cal')\")\nconn.execute(\"INSERT INTO student VALUES (3, 'cal')\")",
            "add": "def add_mark(connection, student, score):\n    connection.execute('INSERT INTO mark VALUES (?, ?)', (student, score))\n    return True",
        },
        "half": {
            "query": "query = 'SELECT name FROM student'",
            "insert": "mine = sqlite3.connect(':memory:')",
            "open": "cur = conn.cursor()",
            "close": "del conn",
        },
    },
    together={
        "cursor": "asks for the class of a cursor",
        "writes-together": "asks for the class of a cursor",
        "closed": "catches an exception of a library",
    },
)
