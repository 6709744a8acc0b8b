"""What tests hand over and watch: iterators, lists that count, cells that capture, names that other tests have bound."""

from tests.plain_course.foreign_courses.parts import Course, answer, plain, test

COURSE = Course(
    cells=[
        plain("import random"),
        answer(
            "chain",
            "def chain(*parts):\n    for part in parts:\n        yield from part\n    return len(parts)\ndef relay(it):\n    got = yield from it\n    yield got",
        ),
        test(
            "generator-of-the-test", "assert list(chain([1], (x for x in [2]), iter('a'))) == [1, 2, 'a']", 2
        ),
        test(
            "returned-by-a-generator",
            "g = chain([1])\nnext(g)\ntry:\n    next(g)\n    raise AssertionError('goes on')\nexcept StopIteration as end:\n    assert end.value == 1",
        ),
        test(
            "returned-to-a-generator",
            "def ends():\n    yield 1\n    return 'end'\nassert list(relay(ends())) == [1, 'end']",
        ),
        answer(
            "search",
            "def search(a, x):\n    lo, hi = 0, len(a)\n    while lo < hi:\n        m = (lo + hi) // 2\n        if a[m] < x:\n            lo = m + 1\n        else:\n            hi = m\n    return lo",
        ),
        test(
            "list-that-counts",
            """
class Spy(list):
    reads = 0
    def __getitem__(self, k):
        Spy.reads += 1
        return list.__getitem__(self, k)
assert search(Spy(range(1000)), 700) == 700 and Spy.reads < 30
""",
        ),
        answer("show", "def show(n):\n    print(n)"),
        test("captured-by-a-magic", "%%capture cap\nshow(1)"),
        test("read-from-it", "assert cap.stdout == '1\\n'"),
        answer("roll", "def roll(rnd):\n    return rnd.randint(1, 6)"),
        test("pythons-generator", "assert roll(random.Random(2)) == random.Random(2).randint(1, 6)"),
        answer(
            "maker",
            "class Maker:\n    def __call__(self, x):\n        return self\n    def sized(self):\n        return 3",
        ),
        test("binds-an-object", "v, w = Maker(), Maker()\nassert v(1).sized() == 3"),
        test("reads-it-again", "assert v.sized() == 3 and type(Maker()) == Maker"),
    ],
    variants={
        "other_ways": {
            "chain": "def chain(*parts):\n    yield from (x for part in parts for x in part)\n    return len(parts)\ndef relay(it):\n    last = yield from it\n    yield last",
            "search": "import bisect\ndef search(a, x):\n    return bisect.bisect_left(a, x)",
            "show": "import sys\ndef show(n):\n    sys.stdout.write(f'{n}\\n')",
        },
        "half": {
            "chain": "def chain(*parts):\n    for part in parts:\n        for x in part:\n            yield x\ndef relay(it):\n    yield from it",
            "search": "def search(a, x):\n    for k in range(len(a)):\n        if a[k] == x:\n            return k",
            "roll": "def roll(rnd):\n    return 7",
            "maker": "class Maker:\n    def sized(self):\n        return 3",
        },
        "raises": {
            "chain": "def chain(*parts):\n    yield from parts[0]\n    raise StopIteration\ndef relay(it):\n    return it.nothing",
            "search": "def search(a, x):\n    return a[len(a)]",
            "show": "def show(n):\n    print(m)",
        },
    },
    together={
        "list-that-counts": "watches what is done with its own list",
        "reads-it-again": "compares the type of an object with the student's class",
    },
)
