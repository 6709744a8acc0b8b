"""One table of symbols in all five lectures, and the symbols that it rules out occur in none."""

import re

import pytest

from tests.notebooks.lessons import ALL, cells, place, prose

# What the table writes in another way. Lines of others (to be mended) and remarks on other books may have it.
OTHER_SYMBOLS = {
    "Kronecker's delta, for [i = j]": r"\\delta_\{?ij",
    "layers by index, for W^{(1)}": r"W_[0-9]|b_[0-9]",
    "the other entrywise product": r"\\odot",
}
OTHERS_LINES = re.compile(r"^>.*$|<details>.*?</details>", re.MULTILINE | re.DOTALL)


def test_the_table_is_the_same_in_all_lectures():
    tables = {cells(lecture)[place(lecture, "notation")][2] for lecture in ALL}
    assert len(tables) == 1
    for symbol in (
        "$y$",
        r"$a \circ b$",
        r"$\delta$",
        "$W^{(1)}, W^{(2)}$",
        r"$X W^\top$",
        "`dy`",
        "`(N, C)`",
    ):
        assert symbol in tables.copy().pop()


@pytest.mark.parametrize("lecture", ALL)
def test_the_table_stands_before_the_first_formula(lecture):
    assert place(lecture, "notation") == 1


@pytest.mark.parametrize("text", [r"$\delta_{ij}$", "$W_1 x + b_1$", r"$\delta_1 \odot W$"])
def test_a_symbol_that_is_ruled_out_is_seen(text):
    assert any(re.search(pattern, OTHERS_LINES.sub("", text)) for pattern in OTHER_SYMBOLS.values())
    assert not any(
        re.search(pattern, OTHERS_LINES.sub("", f"> {text}")) for pattern in OTHER_SYMBOLS.values()
    )


@pytest.mark.parametrize("lecture", ALL)
@pytest.mark.parametrize("pattern", OTHER_SYMBOLS.values(), ids=OTHER_SYMBOLS)
def test_no_other_symbol_is_used_for_it(lecture, pattern):
    found = [
        name
        for name, source in prose(lecture)
        if name != "notation" and re.search(pattern, OTHERS_LINES.sub("", source))
    ]
    assert found == []
