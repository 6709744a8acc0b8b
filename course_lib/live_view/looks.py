"""How the painter draws an artist: its style, read from matplotlib, as plain data."""

import numpy as np

from course_lib.live_view.palette import css_colour

DEFAULT_SHAFT = 0.0075  # matplotlib's, of a few arrows


def _dash(line):
    if line.get_linestyle() in ("-", "None", " ", ""):
        return []
    _, pattern = line._unscaled_dash_pattern  # matplotlib has no public name for it
    return [float(part) * line.get_linewidth() for part in pattern or []]


def _marker(style, size):
    """Outline of a marker, `size` pixels wide, as an SVG path around (0, 0)."""
    return svg_path(style.get_path().transformed(style.get_transform()), size)


def svg_path(path, scale=1.0, flip=0.0):
    """Write a matplotlib path as an SVG path; y is turned downwards from `flip`."""
    letters = {1: "M", 2: "L", 3: "Q", 4: "C", 79: "Z"}
    words = []
    for points, code in path.iter_segments(simplify=False):
        numbers = points.reshape(-1, 2) * scale * (1, -1) + (0, flip)
        words.append(
            letters[int(code)] + ("" if code == 79 else " ".join(f"{v:.2f}" for v in numbers.ravel()))
        )
    return "".join(words)


def line_look(line, height):
    """Look of a line: colour, width, dash and the marker at its points."""
    look = {"stroke": css_colour(_rgba(line.get_color(), line.get_alpha())), "width": line.get_linewidth()}
    look["dash"] = _dash(line)
    if line.get_linestyle() in ("None", " ", ""):
        look["width"] = 0
    if line.get_marker() not in (None, "None", "", " "):
        from matplotlib.markers import MarkerStyle

        look["marker"] = _marker(MarkerStyle(line.get_marker()), line.get_markersize())
        look["face"] = css_colour(line.get_markerfacecolor())
        look["edge"] = css_colour(line.get_markeredgecolor())
        look["edge_width"] = line.get_markeredgewidth()
    return look


def scatter_look(points, height):
    """Look of points: the marker's outline, its face and edge; one look for all of them."""
    faces, edges = points.get_facecolor(), points.get_edgecolor()
    return {
        "width": 0,
        "marker": svg_path(points.get_paths()[0], float(np.sqrt(points.get_sizes()[0]))),
        "face": css_colour(faces[0]) if len(faces) else None,
        "edge": css_colour(edges[0]) if len(edges) else None,
        "edge_width": float(points.get_linewidth()[0]),
    }


def patch_look(patch, height=0.0):
    """Face and edge of a patch."""
    return {
        "face": css_colour(patch.get_facecolor()) if patch.get_fill() else None,
        "edge": css_colour(patch.get_edgecolor()),
        "edge_width": patch.get_linewidth() if patch.get_edgecolor()[3] else 0,
    }


def fixed_look(patch, height):
    """Look of a patch that stays where it is: its outline too."""
    outline = patch.get_transform().transform_path(patch.get_path())
    return {**patch_look(patch), "outline": svg_path(outline, flip=height)}


def bars_look(bars, height):
    """Look of each bar."""
    return {"bars": [patch_look(bar) for bar in bars]}


def arrows_look(arrows, height):
    """Look of arrows: one colour, a shaft as wide as `width` says (a share of the axes' width), a head."""
    colour = css_colour(arrows.get_facecolor()[0])
    width = (arrows.width or DEFAULT_SHAFT) * arrows.axes.get_window_extent().width
    return {"stroke": colour, "width": round(width, 2), "head": round(max(9.0, 3 * width), 2)}


def image_look(image, height):
    """Look of an image: where it lies, how many cells it has, the 256 colours of its shades."""
    colours = image.cmap(np.arange(256) / 255)
    if image.get_alpha() is not None:
        colours[:, 3] = image.get_alpha()
    left, right, bottom, top = image.get_extent()
    corners = image.axes.transData.transform([(left, bottom), (right, top)]) * (1, -1) + (0, height)
    rows, columns = image.get_array().shape[:2]
    return {
        "box": [round(v, 2) for v in (*corners.min(axis=0).tolist(), *corners.max(axis=0).tolist())],
        "rows": rows,
        "columns": columns,
        "palette": [css_colour(colour) for colour in colours],
        "smooth": image.get_interpolation() not in ("none", "nearest"),
    }


def text_look(text, height):
    """Look of a text: where it is anchored, its size, colour and box."""
    x, y = text.get_transform().transform(text.get_unitless_position())
    box = text.get_bbox_patch()
    return {
        "x": round(float(x), 2),
        "y": round(float(height - y), 2),
        "align": {"left": "start", "center": "center", "right": "end"}[text.get_ha()],
        "baseline": {"center": "middle", "top": "top", "bottom": "bottom"}.get(text.get_va(), "alphabetic"),
        "size": text.get_fontsize(),
        "weight": "bold" if text.get_fontweight() in ("bold", "heavy", 700) else "normal",
        "face": css_colour(_rgba(text.get_color(), text.get_alpha())),
        "box": None if box is None else {**patch_look(box), "pad": 4},
    }


def _rgba(colour, alpha):
    from matplotlib.colors import to_rgba

    return to_rgba(colour, alpha)
