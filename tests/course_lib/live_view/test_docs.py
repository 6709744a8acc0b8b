"""The demo that docs/live_view.md shows how to write works as it stands there."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[3] / "docs" / "live_view.md"


def test_the_example_of_the_docs_works():
    source = re.search(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)[1]
    names = {}
    exec(source, names)
    demo = names["parabola"]()
    assert demo.frame(at=0.5)["slope"] == pytest.approx(1.0)
    assert demo.sentence(demo.frame(at=0.5), at=0.5) == "At x = 0.5 the tangent has the slope 1.00."
    assert demo.page().sentence == "At x = 0.0 the tangent has the slope 0.00."
