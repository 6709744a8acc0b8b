"""Cells are parsed by several threads at once: each gets its own tree."""

import ast
import gc
import threading

import pytest

from autograder.reading.bindings import parsed_python

SOURCE = "def f(x):\n    return " + " + ".join(f"g(x, {k})[{k}]" for k in range(300))


class _LetsOthersRun:
    """What the collector frees in the middle of a tree, and thereby lets another thread begin one."""

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        threading.Event().wait(0)


@pytest.fixture
def collected_often():
    before = gc.get_threshold()
    gc.set_threshold(20)
    yield
    gc.set_threshold(*before)


def test_threads_that_parse_at_once_all_get_their_tree(collected_often):
    trees, problems = [], []

    def parse() -> None:
        for _ in range(10):
            _LetsOthersRun()
            try:
                trees.append(ast.dump(parsed_python(SOURCE)))
            except SystemError as problem:
                problems.append(str(problem))

    threads = [threading.Thread(target=parse) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems
    assert len(trees) == 80
    assert set(trees) == {ast.dump(ast.parse(SOURCE))}
