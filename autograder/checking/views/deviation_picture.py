"""Where an array deviates from the expected one: a small SVG that needs no plotting library."""

from __future__ import annotations

import numpy as np

from autograder.checking.display import MAX_COLUMNS, MAX_ROWS, Markup, element

_CELL_WIDTH, _CELL_HEIGHT = 58, 24  # pixels
_TOO_LARGE, _TOO_SMALL = "#E69F00", "#56B4E9"  # Okabe-Ito orange and sky blue; the sign is written as well


def deviation_picture(
    name: str, case: str, value: np.ndarray, expected: np.ndarray, right: np.ndarray
) -> Markup:
    """Draw `value - expected` as a table of coloured cells.

    Parameters
    ----------
    name, case : str
        Of the output and of the case, for the caption.
    value, expected : array, the same shape with at least one axis
    right : bool array
        Where the deviation is within the tolerance.

    Returns
    -------
    svg : Markup
        Inline SVG with a text alternative. Only the first rows and columns of a large array are drawn.
    """
    with np.errstate(all="ignore"):
        deviation = _as_rows(value.astype(float) - expected)
    right = _as_rows(right)
    drawn = deviation[:MAX_ROWS, :MAX_COLUMNS]
    largest = float(np.abs(deviation[np.isfinite(deviation)]).max(initial=0)) or 1.0
    n_rows, n_columns = drawn.shape
    cells = [
        cell
        for row in range(n_rows)
        for column in range(n_columns)
        for cell in _cell(row, column, float(drawn[row, column]), bool(right[row, column]), largest)
    ]
    part = "" if drawn.shape == deviation.shape else f" (the first {n_rows} × {n_columns} of {value.shape})"
    caption = f"{name} minus the expected {name} in the case “{case}”{part}; ✓ where it agrees"
    wrong = int(np.count_nonzero(~right))
    alternative = f"{caption}: {wrong} of {right.size} entries deviate, by at most {largest:.3g}."
    width, height = n_columns * _CELL_WIDTH + 2, n_rows * _CELL_HEIGHT + 2
    svg = element(
        "svg",
        *cells,
        role="img",
        aria_label=alternative,
        width=str(width),
        height=str(height),
        style="max-width:100%",
        viewBox=f"0 0 {width} {height}",
    )
    return element("figure", svg, element("figcaption", caption), style="margin:8px 0")


def _as_rows(array: np.ndarray) -> np.ndarray:
    return array.reshape(1, -1) if array.ndim == 1 else array.reshape(array.shape[0], -1)


def _cell(row: int, column: int, deviation: float, right: bool, largest: float) -> tuple[Markup, Markup]:
    x, y = column * _CELL_WIDTH + 1, row * _CELL_HEIGHT + 1
    strength = abs(deviation) / largest if np.isfinite(deviation) else 1.0
    fill = "none" if right else _tint(_TOO_LARGE if deviation > 0 else _TOO_SMALL, 0.3 + 0.7 * strength)
    text, ink = ("✓", "currentColor") if right else (f"{deviation:+.3g}", "#000")
    size = {"width": str(_CELL_WIDTH), "height": str(_CELL_HEIGHT)}
    middle = {"x": str(x + _CELL_WIDTH / 2), "y": str(y + 16), "text_anchor": "middle"}
    return (
        element("rect", x=str(x), y=str(y), **size, fill=fill, stroke="#888"),
        element("text", text, **middle, font_size="12", font_family="monospace", fill=ink),
    )


def _tint(colour: str, strength: float) -> str:
    """The colour mixed with white, so that black text is readable on it in a dark theme as well."""
    channels = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return "#" + "".join(f"{round(255 + (channel - 255) * strength):02x}" for channel in channels)
