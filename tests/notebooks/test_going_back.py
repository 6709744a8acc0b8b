"""A student goes back: every cell runs again after the last one, whatever later cells have named."""

import contextlib
import io

import pytest

from tests.notebooks.lessons import ALL, ROOT, cells

SHOWN = ("check(", "demos.")  # their own tests run these


@pytest.mark.parametrize("lecture", ALL)
def test_each_cell_runs_again_after_the_last_one(lecture, monkeypatch):
    monkeypatch.setenv("COURSE_GRADING", "1")  # no picture is drawn
    monkeypatch.chdir(ROOT / "notebooks" / lecture)
    monkeypatch.syspath_prepend(".")  # as a kernel looks for what lies beside the notebook
    code = [
        (name, source)
        for name, category, source in cells(lecture)
        if category == "code" and not source.startswith(SHOWN)
    ]
    end = {"__name__": "lesson"}
    failures = []
    with contextlib.redirect_stdout(io.StringIO()):
        for name, source in code:
            exec(compile(source, name, "exec"), end)
        for name, source in code:
            try:
                exec(compile(source, name, "exec"), dict(end))
            except Exception as error:  # each is a finding; all are told together
                failures.append((name, repr(error)))
    assert failures == []


def test_a_name_that_a_later_cell_takes_is_seen(monkeypatch):
    taken = [("a", "code", "x = [1.0]"), ("b", "code", "x[0]"), ("c", "code", "x = 2.0")]
    monkeypatch.setattr(f"{__name__}.cells", lambda lecture: taken)
    with pytest.raises(AssertionError, match="'b'"):
        test_each_cell_runs_again_after_the_last_one("softmax", monkeypatch)
