"""Slides drawn as cards with numbered lines, two in a row."""

from dataclasses import dataclass

from course_lib.live_view.palette import BLUE, FAINT, INK
from course_lib.pictures.picture import Picture

COLUMNS = 2
ROW = 176  # pixels, for a title and up to four lines
FIRST_LINE, LINE = 0.68, 0.185  # of a card's height
NUMBER_AT, TEXT_AT = 0.055, 0.11  # of a card's width


@dataclass(frozen=True)
class Slide:
    """What stands on a slide.

    Parameters
    ----------
    title : str
    lines : tuple of str
        At most four; what is drawn is also what the alternative text says.
    """

    title: str
    lines: tuple[str, ...]


def cards(slides):
    """Draw slides as numbered cards.

    Parameters
    ----------
    slides : sequence of Slide

    Returns
    -------
    Picture
    """
    rows = -(-len(slides) // COLUMNS)
    return Picture(lambda figure: draw(figure, slides, rows), " ".join(words(slides)), height=ROW * rows)


def words(slides):
    """Return a sentence for each line, for whoever cannot see the cards."""
    for number, slide in enumerate(slides, 1):
        yield f"Slide {number}, {slide.title}."
        yield from (f"Line {at}: {line}." for at, line in enumerate(slide.lines, 1))


def draw(figure, slides, rows):
    """Draw every card on axes of its own."""
    grid = figure.subplots(rows, COLUMNS, squeeze=False)
    for number, axes in enumerate(grid.flat):
        axes.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[])
        axes.set_frame_on(number < len(slides))
        if number < len(slides):
            draw_card(axes, f"Slide {number + 1} · {slides[number].title}", slides[number].lines)


def draw_card(axes, title, lines):
    """Draw a title and the lines with their numbers."""
    for spine in axes.spines.values():
        spine.set(visible=True, color=FAINT)
    axes.axhspan(0.82, 1, color=BLUE, linewidth=0)
    axes.text(0.03, 0.905, title, color="white", weight="bold", fontsize=9.5, va="center")
    for at, line in enumerate(lines):
        height = FIRST_LINE - at * LINE
        axes.text(
            NUMBER_AT, height, str(at + 1), color=BLUE, weight="bold", fontsize=9, ha="center", va="center"
        )
        axes.text(TEXT_AT, height, line, color=INK, fontsize=9, va="center")
