"""What can move in a picture: matplotlib artists, and how `compute`'s arrays become data and pixels.

| artist that `draw` returns         | what `compute` returns for it                    |
|------------------------------------|--------------------------------------------------|
| a line (`ax.plot`, `ax.axvline`)   | (n, 2) points; a NaN row breaks the line         |
| points (`ax.scatter`)              | (n, 2) points; a NaN row is no point             |
| a polygon (`ax.fill`)              | (n, 2) corners; all NaN for none                 |
| bars (`ax.bar`, `ax.barh`)         | (n,) lengths                                     |
| arrows (`ax.quiver`, in data units)| (n, 4) rows of x, y, dx, dy; a NaN row is none   |
| an image (`ax.imshow`)             | (rows, columns) numbers, coloured by its `cmap`  |
| a text (`ax.text`)                 | a string; "" for none                            |
| any other patch (boxes, circles)   | True or False: shown or not                      |

`put` writes a value into the artist (static picture, tests, print), `place` turns the values of all settings
into pixels of the page (the frame table), `look` is the artist's style.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_lib.live_view import looks

SUBPIXELS = 8  # the table counts in eighths of a pixel: 4,000 pixels fit an int16
FAR = 4000  # pixels; what lies farther out is moved to there
IN_PIXELS = ("line", "points", "polygon", "bars", "arrows")  # marks whose values are where they lie
ABSENT = -32768  # marks a point that is not there


@dataclass(frozen=True)
class MarkType:
    """A type of moving artist; `shape` is how its value is described in messages."""

    name: str
    shape: str
    check: Callable
    put: Callable
    place: Callable
    look: Callable


def type_of(name, artist):
    """Return the `MarkType` of an artist.

    Raises
    ------
    TypeError
        If an artist of this type cannot move.
    """
    for cls, mark_type in _types():
        if isinstance(artist, cls):
            return mark_type
    raise TypeError(
        f"draw: `{name}` must be a line, points, a polygon, bars, arrows, an image, a text or a patch; "
        f"got {type(artist).__name__}. `ax.plot` returns a list: take its first element."
    )


def artists_of(artist):
    """The artists behind one name: a bar container has several."""
    return list(artist) if isinstance(artist, tuple) else [artist]


# ---- pixels ----


def pixels(transform, points, height):
    """Return data points (..., 2) as pixels (..., 2) of the page, y downwards, in eighths, int16.

    A point that is not finite becomes `ABSENT`; one far outside is moved to the edge, `FAR` pixels away.
    """
    points = np.asarray(points, dtype=float)
    with np.errstate(all="ignore"):
        placed = transform.transform(points.reshape(-1, 2)).reshape(points.shape)
    placed = np.stack([placed[..., 0], height - placed[..., 1]], axis=-1)
    return _quantised(placed)


def _quantised(placed):
    absent = ~np.isfinite(placed).all(axis=-1, keepdims=True)
    near = np.clip(np.where(absent, 0, placed), -FAR, FAR)
    return np.where(absent, ABSENT, np.rint(near * SUBPIXELS)).astype("<i2")


# ---- values ----


def _floats(value):
    try:
        return np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        return np.empty(())  # of no dimension, so that every check below refuses it


def _rows(width):
    def check(value):
        array = _floats(value)
        return array if array.ndim == 2 and array.shape[1] == width else None

    return check


def _numbers(ndim):
    def check(value):
        array = _floats(value)
        return array if array.ndim == ndim else None

    return check


def _string(value):
    return value if isinstance(value, str) else None


def _switch(value):
    return np.asarray(bool(value)) if isinstance(value, bool | np.bool_) else None


# ---- how a value gets into its artist ----


def _put_line(line, points):
    line.set_data(points.T)


def _put_points(collection, points):
    collection.set_offsets(points)


def _put_corners(polygon, points):
    polygon.set_xy(points)


def _put_image(image, values):
    image.set_data(values)


def _put_text(text, words):
    text.set_text(words)


def _put_switch(patch, shown):
    patch.set_visible(bool(shown))


def _put_bars(bars, lengths):
    if len(bars) != len(lengths):
        raise ValueError(f"compute: one length for each of the {len(bars)} bars; got {len(lengths)}.")
    for bar, length in zip(bars, lengths, strict=True):
        bar.set_width(length) if bars.orientation == "horizontal" else bar.set_height(length)


def _put_arrows(arrows, rows):
    arrows.set_offsets(rows[:, :2])
    arrows.N = len(rows)
    arrows.set_UVC(rows[:, 2], rows[:, 3])


# ---- how the values of all settings become pixels: (settings, ...) -> (settings, k) int16 or uint8 ----


def _place_points(artist, values, height):
    transform = artist.get_offset_transform() if hasattr(artist, "get_offsets") else artist.get_transform()
    return pixels(transform, values, height)


def _place_bars(bars, lengths, height):
    horizontal = bars.orientation == "horizontal"
    corners = np.empty((*lengths.shape, 2, 2))  # (settings, n, lower left and upper right, x and y)
    for k, bar in enumerate(bars):
        x, y = bar.get_xy()
        corners[:, k, 0] = x, y
        corners[:, k, 1, 0] = x + lengths[:, k] if horizontal else x + bar.get_width()
        corners[:, k, 1, 1] = y + bar.get_height() if horizontal else y + lengths[:, k]
    return pixels(bars[0].axes.transData, corners, height)


def _place_arrows(arrows, rows, height):
    tails, heads = rows[..., :2], rows[..., :2] + rows[..., 2:]
    return pixels(arrows.axes.transData, np.stack([tails, heads], axis=-2), height)


def _place_image(image, values, height):
    shades = np.ma.filled(image.norm(np.ma.masked_invalid(values)), 0.0)  # 0 to 1
    _, _, bottom, top = image.get_extent()
    first, last = (top, bottom) if image.origin == "upper" else (bottom, top)
    (_, y_first), (_, y_last) = image.axes.transData.transform([(0, first), (0, last)])
    shades = shades if y_first > y_last else shades[:, ::-1]  # the page wants the uppermost row first
    return np.rint(255 * np.clip(shades, 0, 1)).astype("u1")


def _place_switch(patch, values, height):
    return values.astype("u1")


def _types():
    """(class of the artist, type of mark): the first that fits. Matplotlib is loaded when a demo is drawn."""
    from matplotlib.collections import PathCollection
    from matplotlib.container import BarContainer
    from matplotlib.image import AxesImage
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch, Polygon
    from matplotlib.quiver import Quiver
    from matplotlib.text import Text

    points = "(n, 2) points"
    return (
        (Line2D, MarkType("line", points, _rows(2), _put_line, _place_points, looks.line_look)),
        (
            PathCollection,
            MarkType("points", points, _rows(2), _put_points, _place_points, looks.scatter_look),
        ),
        (Polygon, MarkType("polygon", points, _rows(2), _put_corners, _place_points, looks.patch_look)),
        (
            BarContainer,
            MarkType("bars", "(n,) lengths", _numbers(1), _put_bars, _place_bars, looks.bars_look),
        ),
        (
            Quiver,
            MarkType("arrows", "(n, 4) arrows", _rows(4), _put_arrows, _place_arrows, looks.arrows_look),
        ),
        (
            AxesImage,
            MarkType(
                "image", "(rows, columns) numbers", _numbers(2), _put_image, _place_image, looks.image_look
            ),
        ),
        (Text, MarkType("text", "a string", _string, _put_text, None, looks.text_look)),
        (Patch, MarkType("switch", "True or False", _switch, _put_switch, _place_switch, looks.fixed_look)),
    )
