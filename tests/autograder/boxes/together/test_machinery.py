"""What a test relies on has the same digests in two processes, and another one when somebody replaced it."""

import functools
import subprocess
import sys
import types
import unittest

import numpy as np
import numpy.testing
import pandas as pd
import pytest

from autograder.boxes.together.machinery import (
    changed_digests,
    differences,
    digests,
    modules_by_word,
    paths_in,
    pristine,
    relied_on,
)

MODULES = modules_by_word("testing unittest")
KNOWN = pristine()
NAMES = {"np": np, "pd": pd, "unittest": unittest}


def found(*dotted, names=NAMES):
    return digests([*paths_in(MODULES), *relied_on(dotted, names)], names)


def changed(monkeypatch, owner, name, value, *dotted):
    before, paths = found(*dotted), relied_on(dotted, NAMES)
    monkeypatch.setattr(owner, name, value)
    quick = differences({**before, **KNOWN}, changed_digests(MODULES, paths, NAMES))
    assert set(quick) == set(differences(before, found(*dotted)))
    return quick


def yes(*_, **__):
    return True


@pytest.mark.parametrize(
    "owner, name, dotted, path",
    [
        (np.testing, "assert_allclose", "np.testing.assert_allclose", "numpy.testing:assert_allclose"),
        (np, "allclose", "np.allclose", "numpy:allclose"),
        (np, "testing", "np.testing.assert_allclose", "numpy:testing"),
        (np.testing._private.utils, "assert_array_compare", "f", "numpy.testing._private.utils:assert_array_compare"),
        (pd.testing, "assert_frame_equal", "pd.testing.assert_frame_equal", "pandas.testing:assert_frame_equal"),
        (pd.DataFrame, "equals", "pd.DataFrame", "pandas:DataFrame.equals"),
        (unittest.TestCase, "assertEqual", "f", "unittest.case:TestCase.assertEqual"),
        (unittest.TestResult, "wasSuccessful", "f", "unittest.result:TestResult.wasSuccessful"),
    ],
)  # fmt: skip
def test_what_is_replaced_is_named(monkeypatch, owner, name, dotted, path):
    assert path in changed(monkeypatch, owner, name, yes, dotted)


def test_another_code_in_the_same_function_is_noticed(monkeypatch):
    assert changed(monkeypatch, np.testing.assert_allclose, "__code__", yes.__code__, "f") != []


def test_other_defaults_of_the_same_function_are_noticed(monkeypatch):
    loose = 1e9, *np.testing.assert_allclose.__defaults__[1:]
    assert changed(monkeypatch, np.testing.assert_allclose, "__defaults__", loose, "f") != []
    before = found("f")
    monkeypatch.setitem(np.testing.assert_allclose.__kwdefaults__, "strict", "never")
    assert differences({**before, **KNOWN}, changed_digests(MODULES, [], NAMES)) != []


def test_a_module_of_another_class_is_noticed(monkeypatch):
    lying = type("module", (types.ModuleType,), {"assert_allclose": property(lambda self: yes)})
    for module in (np.testing, np):
        with monkeypatch.context() as patched:
            assert changed(patched, module, "__class__", lying, "np.testing.assert_allclose") != []


def test_a_decorated_function_is_known_by_what_it_decorates(monkeypatch):
    wrapped = functools.wraps(np.testing.assert_allclose)(yes)
    assert changed(monkeypatch, np.testing, "assert_allclose", wrapped, "f") != []


def test_a_helper_of_the_instructor_counts():
    helper, other = (types.FunctionType(code, {}) for code in ((lambda a: a).__code__, yes.__code__))
    names = {"helper": helper}
    before = found("helper", names=names)
    assert before[":helper"]
    assert differences(before, found("helper", names={"helper": other})) == [":helper"]


def test_what_is_as_it_was_is_no_change():
    assert changed_digests(MODULES, [], NAMES) == {}


def test_a_module_in_the_place_of_another_is_noticed(monkeypatch):
    fake = types.ModuleType("numpy.testing")
    fake.assert_allclose = yes
    assert "numpy.testing:assert_allclose" in changed(
        monkeypatch, sys, "modules", {**sys.modules, "numpy.testing": fake}
    )


def test_a_method_before_the_one_of_a_base_is_noticed(monkeypatch):
    case = unittest.case._SubTest
    path = "unittest.case:_SubTest.assertEqual"
    monkeypatch.setattr(case, "assertEqual", yes, raising=False)
    assert path in changed_digests(MODULES, [], NAMES)


def test_another_inside_of_a_decorated_function_is_noticed(monkeypatch):
    inside = np.testing.temppath.__wrapped__
    assert "numpy.testing:temppath" in changed(monkeypatch, inside, "__code__", yes.__code__, "f")


def test_data_does_not_count(monkeypatch):
    monkeypatch.setattr(np.testing, "IS_WASM", "data", raising=False)
    names = {"limit": 3}
    assert relied_on(["limit"], names) == []
    assert "numpy.testing:IS_WASM" not in found("np.testing")


def test_what_is_added_does_not_count(monkeypatch):
    before = found("pd.DataFrame")
    monkeypatch.setattr(pd.DataFrame, "my_own", yes, raising=False)
    assert differences(before, found("pd.DataFrame")) == []


def test_what_is_gone_is_missed_by_the_test_itself(monkeypatch):
    before = found("np.allclose")
    monkeypatch.delattr(np, "allclose")
    assert differences(before, found("np.allclose")) == []


def test_two_processes_agree():
    line = (
        "import json, unittest, numpy as np, numpy.testing, pandas as pd\n"
        "from autograder.boxes.together.machinery import digests, relied_on\n"
        "names = {'np': np, 'pd': pd}\n"
        "print(json.dumps(digests(relied_on(['np.allclose', 'pd.DataFrame'], names), names), sort_keys=True))"
    )
    said = {
        subprocess.run([sys.executable, "-c", line], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    }
    assert len(said) == 1 and '"pandas:DataFrame.equals"' in said.pop()
