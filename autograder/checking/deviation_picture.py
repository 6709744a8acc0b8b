"""Where an array deviates from the wanted one: a small SVG that needs no plotting library."""

from __future__ import annotations

from html import escape

import numpy as np

_MAX_ROWS, _MAX_COLUMNS = 12, 16
_CELL_WIDTH, _CELL_HEIGHT = 58, 24
_TOO_LARGE, _TOO_SMALL = "#E69F00", "#56B4E9"  # Okabe-Ito orange and sky blue; the sign is written as well


def deviation_picture(name: str, case: str, value: np.ndarray, wanted: np.ndarray, right: np.ndarray) -> str:
    """Draw `value - wanted` as a table of coloured cells.

    Parameters
    ----------
    name, case : str
        Of the output and of the case, for the caption.
    value, wanted : array, the same shape with at least one axis
    right : bool array
        Where the deviation is within the tolerance.

    Returns
    -------
    svg : str
        Inline SVG with a text alternative. Only the first rows and columns of a large array are drawn.
    """
    with np.errstate(all="ignore"):
        deviation = _as_rows(value.astype(float) - wanted)
    right = _as_rows(right)
    cut = deviation[:_MAX_ROWS, :_MAX_COLUMNS]
    largest = np.abs(deviation[np.isfinite(deviation)]).max(initial=0) or 1.0
    cells = "".join(
        _cell(row, column, cut[row, column], bool(right[row, column]), largest)
        for row in range(cut.shape[0])
        for column in range(cut.shape[1])
    )
    width, height = cut.shape[1] * _CELL_WIDTH + 2, cut.shape[0] * _CELL_HEIGHT + 2
    part = (
        ""
        if cut.shape == deviation.shape
        else f" (the first {cut.shape[0]} × {cut.shape[1]} of {value.shape})"
    )
    wrong = int(np.count_nonzero(~right))
    caption = f"{name} minus the wanted {name} in the case “{case}”{part}; ✓ where it agrees"
    alternative = f"{caption}: {wrong} of {right.size} entries deviate, by at most {largest:.3g}."
    return (
        f'<figure style="margin:8px 0"><svg role="img" aria-label="{escape(alternative)}" width="{width}" '
        f'height="{height}" style="max-width:100%" viewBox="0 0 {width} {height}">{cells}</svg>'
        f"<figcaption>{escape(caption)}</figcaption></figure>"
    )


def _as_rows(array: np.ndarray) -> np.ndarray:
    return array.reshape(1, -1) if array.ndim == 1 else array.reshape(array.shape[0], -1)


def _cell(row: int, column: int, deviation: float, right: bool, largest: float) -> str:
    x, y = column * _CELL_WIDTH + 1, row * _CELL_HEIGHT + 1
    strength = abs(deviation) / largest if np.isfinite(deviation) else 1.0
    fill = "none" if right else _tint(_TOO_LARGE if deviation > 0 else _TOO_SMALL, 0.3 + 0.7 * strength)
    text, ink = ("✓", "currentColor") if right else (f"{deviation:+.3g}", "#000")
    return (
        f'<rect x="{x}" y="{y}" width="{_CELL_WIDTH}" height="{_CELL_HEIGHT}" fill="{fill}" stroke="#888"/>'
        f'<text x="{x + _CELL_WIDTH / 2}" y="{y + 16}" text-anchor="middle" font-size="12" '
        f'font-family="monospace" fill="{ink}">{text}</text>'
    )


def _tint(colour: str, strength: float) -> str:
    """The colour mixed with white, so that black text is readable on it in a dark theme as well."""
    channels = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return "#" + "".join(f"{round(255 + (channel - 255) * strength):02x}" for channel in channels)
