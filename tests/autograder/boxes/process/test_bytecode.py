"""What the boxes import is compiled before they start, for they cannot keep what they compile."""

import sys

import pytest

from autograder.boxes.process import bytecode


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package in the place of ours; the file that its bytecode comes into."""
    (tmp_path / "course_lib").mkdir()
    (tmp_path / "course_lib" / "__init__.py").write_text("a = 1\n")
    found = type("Spec", (), {"submodule_search_locations": [str(tmp_path / "course_lib")]})
    monkeypatch.setattr(
        bytecode.importlib.util, "find_spec", lambda name: found if name == "course_lib" else None
    )
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "course_lib" / "__pycache__" / f"__init__.{sys.implementation.cache_tag}.pyc"


def test_what_is_not_compiled_is(package):
    bytecode.keep_bytecode.__wrapped__()
    assert package.is_file()


def test_python_may_be_told_to_write_none(package, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    bytecode.keep_bytecode.__wrapped__()
    assert not package.exists()
