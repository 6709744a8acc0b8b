"""The bar of whatever takes long: it changes nothing, and a short run shows none."""

from course_lib import progress


def test_steps_go_through_and_a_short_run_prints_nothing(capsys):
    assert list(progress.progress(range(5), "training")) == [0, 1, 2, 3, 4]
    assert capsys.readouterr() == ("", "")


def test_a_long_run_has_a_bar_on_standard_output(capsys, monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    list(progress.progress(range(5), "training"))
    out, err = capsys.readouterr()
    assert "training" in out and "5/5" in out
    assert err == ""
