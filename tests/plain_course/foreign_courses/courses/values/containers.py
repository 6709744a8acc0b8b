"""The standard library's containers and types: counters, default dicts, paths, named tuples, generators, iterators."""

from tests.plain_course.foreign_courses.parts import Course, answer, given, plain, test

COURSE = Course(
    cells=[
        plain(
            "import inspect\nimport types\nfrom collections import ChainMap, Counter, OrderedDict, defaultdict, deque\nfrom pathlib import Path"
        ),
        answer("count", 'letters = Counter("banana")'),
        test(
            "counter",
            'assert isinstance(letters, Counter)\nassert letters.most_common(1) == [("a", 3)]\nassert letters["z"] == 0',
        ),
        answer(
            "group",
            'groups = defaultdict(list)\nfor word in ["an", "be", "at"]:\n    groups[word[0]].append(word)',
        ),
        test(
            "defaultdict",
            'assert type(groups) is defaultdict\nassert groups["a"] == ["an", "at"]\nassert groups["x"] == []',
        ),
        answer("order", 'order = OrderedDict([("b", 1), ("a", 2)])\norder.move_to_end("b")'),
        test("ordered", 'assert isinstance(order, OrderedDict)\nassert list(order) == ["a", "b"]'),
        answer("path", 'target = Path("data") / "raw.csv"'),
        test(
            "path",
            'assert isinstance(target, Path)\nassert target.suffix == ".csv" and target.parent == Path("data")',
        ),
        answer("name", "def stem(path):\n    return path.stem"),
        test("given-a-path", 'assert stem(Path("a/b.txt")) == "b"'),
        answer("gen", "def evens(n):\n    for k in range(n):\n        yield 2 * k"),
        test(
            "generator",
            """
assert inspect.isgeneratorfunction(evens)
g = evens(3)
assert isinstance(g, types.GeneratorType)
assert next(g) == 0 and list(g) == [2, 4]
""",
            2,
        ),
        answer(
            "lazy", "positive = filter(lambda x: x > 0, [-1, 2, 3])\nsquares = map(lambda x: x * x, [1, 2])"
        ),
        test(
            "iterators",
            "assert isinstance(positive, filter) and list(positive) == [2, 3]\nassert type(squares) == map\nassert list(squares) == [1, 4]",
        ),
        answer("f", "def f(x):\n    return x + 1\ng2 = lambda x: x"),
        test(
            "functions",
            "assert isinstance(f, types.FunctionType) and callable(g2)\nassert type(f) == type(g2)\nassert f.__name__ == 'f'",
        ),
        given(
            "stack",
            "class Stack(list):\n    def push(self, item):\n        self.append(item)\n    def top(self):\n        return self[-1]",
        ),
        answer("pile", "pile = Stack()\npile.push(1)\npile.push(7)"),
        test("list-subclass", "assert isinstance(pile, Stack)\nassert pile.top() == 7 and len(pile) == 2"),
        answer(
            "merged",
            "merged = dict(ChainMap({'a': 1}, {'a': 2, 'b': 3}))\nqueue = deque([1, 2], maxlen=2)\nqueue.append(3)",
        ),
        test(
            "others",
            "assert merged == {'a': 1, 'b': 3}\nassert isinstance(queue, deque) and list(queue) == [2, 3] and queue.maxlen == 2",
        ),
        answer("view", "keys = {'k': 1}.keys()\nraw = b'ab'\nnumber = 3 + 4j"),
        test(
            "small-types",
            "assert list(keys) == ['k'] and type(raw) is bytes and raw == b'ab'\nassert abs(number) == 5 and number.real == 3",
        ),
    ],
    variants={
        "loops": {
            "count": 'letters = Counter()\nfor letter in "banana":\n    letters[letter] += 1',
            "group": 'groups = defaultdict(lambda: [])\nfor word in ("an", "be", "at"):\n    groups[word[0]] += [word]',
            "path": 'target = Path("data", "raw").with_suffix(".csv")',
            "name": "def stem(path):\n    return path.name.rpartition('.')[0]",
            "gen": "def evens(n):\n    yield from range(0, 2 * n, 2)",
            "pile": "pile = Stack([1, 7])",
        },
        "more_lines": {
            "count": 'word = "banana"\nletters = Counter({c: word.count(c) for c in set(word)})',
            "order": "order = OrderedDict(a=2, b=1)",
            "name": "import os\ndef stem(path):\n    return os.path.splitext(os.path.basename(path))[0]",
            "f": "f = lambda x: x + 1\nf.__name__ = 'f'\ndef g2(x):\n    return x",
            "merged": "merged = {'a': 2, 'b': 3} | {'a': 1}\nqueue = deque(maxlen=2)\nqueue.extend([1, 2, 3])",
        },
        "half": {
            "count": 'letters = {"a": 3, "b": 1, "n": 2}',
            "group": 'groups = {"a": ["an", "at"], "b": ["be"]}',
            "path": 'target = "data/raw.csv"',
            "gen": "def evens(n):\n    return [2 * k for k in range(n)]",
            "lazy": "positive = [2, 3]\nsquares = [1, 4]",
            "pile": "pile = [1, 7]",
        },
    },
)
