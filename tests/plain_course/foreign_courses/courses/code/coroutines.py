"""Top-level `await`, coroutines, generators that are sent values, context managers and exceptions."""

from tests.plain_course.foreign_courses.parts import Course, answer, plain, test

COURSE = Course(
    cells=[
        plain("import asyncio\nimport contextlib\nimport inspect"),
        answer("fetch", "async def fetch(x):\n    await asyncio.sleep(0)\n    return x + 1"),
        test("await", "value = await fetch(1)\nassert value == 2"),
        test("await-last", "assert await fetch(4) == 5"),
        test("gather", "values = await asyncio.gather(fetch(1), fetch(2))\nassert values == [2, 3]"),
        test("coroutine-function", "assert asyncio.iscoroutinefunction(fetch)"),
        answer("ticks", "async def ticks(n):\n    for k in range(n):\n        yield k"),
        test("async-for", "assert [k async for k in ticks(3)] == [0, 1, 2]"),
        answer("top", "started = await fetch(9)"),
        test("top-level-answer", "assert started == 10"),
        answer("running", "def running():\n    total = 0\n    while True:\n        total += yield total"),
        test("send", "g = running()\nnext(g)\nassert g.send(3) == 3 and g.send(4) == 7\ng.close()"),
        answer(
            "manager",
            "@contextlib.contextmanager\ndef tagged(log):\n    log.append('in')\n    yield 'value'\n    log.append('out')",
        ),
        test(
            "with",
            "log = []\nwith tagged(log) as v:\n    assert v == 'value' and log == ['in']\nassert log == ['in', 'out']",
        ),
        answer(
            "errors",
            "class TooBig(ValueError):\n    pass\ndef check_size(n):\n    if n > 3:\n        raise TooBig(f'{n} is too big')\n    return n",
        ),
        test(
            "own-exception",
            "try:\n    check_size(5)\n    assert False\nexcept TooBig as problem:\n    assert '5' in str(problem) and isinstance(problem, ValueError)",
        ),
        test(
            "partial",
            "points = 0\nif check_size(1) == 1:\n    points += 1\nif issubclass(TooBig, ValueError):\n    points += 0.5\npoints",
            2,
        ),
    ],
    variants={
        "other_ways": {
            "fetch": "async def fetch(x):\n    return 1 + x",
            "ticks": "async def ticks(n):\n    k = 0\n    while k < n:\n        yield k\n        await asyncio.sleep(0)\n        k += 1",
            "top": "[started] = await asyncio.gather(fetch(9))",
            "manager": "class tagged:\n    def __init__(self, log):\n        self.log = log\n    def __enter__(self):\n        self.log.append('in')\n        return 'value'\n    def __exit__(self, *error):\n        self.log.append('out')",
        },
        "tasks": {
            "fetch": "async def fetch(x):\n    task = asyncio.create_task(asyncio.sleep(0, x + 1))\n    return await task",
            "running": "def running():\n    total = 0\n    while 1:\n        new = yield total\n        total = total + new",
        },
        "half": {
            "fetch": "def fetch(x):\n    return x + 1",
            "top": "started = 10",
            "ticks": "def ticks(n):\n    return list(range(n))",
            "errors": "def check_size(n):\n    if n > 3:\n        raise ValueError('too big')\n    return n",
        },
    },
    together={
        "with": "looks at an argument that changes after the call",
    },
)
