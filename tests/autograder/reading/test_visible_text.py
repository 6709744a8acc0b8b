"""Nothing in a student's text acts on a terminal; text without such characters stays as it is."""

import io
import unicodedata

import pytest
from rich.console import Console

from autograder.reading.visible_text import visible, visible_line, without_commands, without_controls

ACTING = [
    *map(chr, range(0x20)),
    "\x7f",
    "\x9b",
    "\x85",
    "\u202e",
    "\u2066",
    "\u200f",
    "\ufeff",
    "\ud800",
    "\U000e0041",
]
HONEST = [
    "plain",
    "Übung 1 (a)",
    "日本語",
    "עברית",
    "a\u200db 👩\u200d🔬",
    "x² ≤ ½ → ∞",
    "a\\b [red]",
    "~`$#",
]


@pytest.mark.parametrize("character", ACTING)
@pytest.mark.parametrize("clean", [visible, visible_line, without_commands, without_controls])
def test_no_acting_character_is_left(clean, character):
    shown = clean(f"a{character}b{character}")
    assert not {each for each in shown if unicodedata.category(each) in ("Cc", "Cs", "Cf")} - {"\n", "\t"}
    shown.encode()


def test_every_control_character_and_every_turn_of_direction_acts():
    kinds = ("Cc", "Cs", "Zl", "Zp")
    turns = ("RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI", "FSI", "PDI")
    for code in range(0x110000):
        character = chr(code)
        is_acting = unicodedata.category(character) in kinds or unicodedata.bidirectional(character) in turns
        if is_acting and character not in "\n\t":
            assert visible(character) != character, hex(code)


@pytest.mark.parametrize("text", HONEST)
@pytest.mark.parametrize("clean", [visible, visible_line, without_commands, without_controls])
def test_honest_text_stays(clean, text):
    assert clean(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "\x1b[2J\x1b[31mred\x1b[0m",
        "\x1b]0;title\x07",
        "\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\",
        "\x1b[1;31",
        "\x1b" * 5,
        "\x9b31m",
        "\x1bPq\x1b\\",
    ],
)
def test_no_escape_sequence_reaches_a_terminal(text):
    for clean in (visible, visible_line, without_commands):
        console = Console(file=io.StringIO(), force_terminal=True, color_system=None)
        console.print(clean(text), markup=False)
        assert not {"\x1b", "\x9b", "\x07"} & set(console.file.getvalue())


def test_a_coloured_output_and_a_progress_bar_show_what_a_terminal_would():
    assert without_commands("\x1b[1;31mred\x1b[0m plain") == "red plain"
    assert without_commands("  0%\r 50%\r100%\r\ndone\r\n") == "100%\ndone\n"


def test_a_text_is_cut_where_it_is_too_long():
    assert visible("abc", 3) == "abc"
    assert visible("abcd", 3) == "abc…"
