"""Colours of the demos: Okabe and Ito's, which stay apart for colour-blind eyes, in a light and a dark theme.

A `draw` function uses the light values. In the page each of them becomes a CSS variable, so that the picture
follows the theme. Colour is never the only cue: give lines a dash, points a marker, regions a label.
"""

INK = "#1a1a1b"  # text, axes
GRID = "#d4d4d6"  # grid lines
FAINT = "#77777a"  # what stands still behind the curves: contours, reference lines
PAPER = "#fefefe"  # the page; marker edges that keep a point apart from what lies below it
BLUE = "#0072b2"
VERMILION = "#d55e00"
GREEN = "#008a64"  # Okabe-Ito #009e73, darkened to 4.3:1 on white
PURPLE = "#b0578d"  # Okabe-Ito #cc79a7, darkened to 4.3:1 on white
ORANGE = "#a97400"  # Okabe-Ito #e69f00, darkened to 4:1 on white; beside VERMILION only with a label

CLASS_COLOURS = (BLUE, VERMILION, GREEN, PURPLE)
CLASS_MARKERS = ("o", "s", "^", "D")

# light value -> (CSS variable, dark value)
THEME = {
    INK: ("--ink", "#e8e8ea"),
    GRID: ("--grid", "#3c3c40"),
    FAINT: ("--faint", "#98989d"),
    PAPER: ("--paper", "#161618"),
    BLUE: ("--blue", "#56b4e9"),
    VERMILION: ("--vermilion", "#ff8a4c"),
    GREEN: ("--green", "#2bc79b"),
    PURPLE: ("--purple", "#e29bc4"),
    ORANGE: ("--orange", "#e6b13c"),
}

STYLE = {
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.titlecolor": INK,
    "axes.titlesize": 13.5,
    "axes.titlelocation": "left",
    "axes.labelsize": 13,
    "axes.facecolor": "none",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.9,
    "axes.axisbelow": True,
    "axes.formatter.use_mathtext": True,
    "figure.facecolor": "none",
    # A reader's settings would lay a picture out anew after its places were computed.
    "figure.autolayout": False,
    "figure.constrained_layout.use": False,
    "font.size": 13,
    "font.family": "sans-serif",
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "legend.frameon": False,
    "legend.fontsize": 12,
    "legend.labelcolor": INK,
    "lines.linewidth": 2.2,
    "lines.markersize": 6.5,
    "patch.edgecolor": INK,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": 11.5,
    "ytick.labelsize": 11.5,
    "svg.fonttype": "path",
    "svg.hashsalt": "demo",
}


def css_colour(colour):
    """Return `colour` (anything that matplotlib takes) as CSS, a colour of the theme as its variable."""
    from matplotlib.colors import to_hex, to_rgba

    opaque = to_hex(colour)
    alpha = to_rgba(colour)[3]
    base = f"var({THEME[opaque][0]})" if opaque in THEME else opaque
    return base if alpha == 1 else [base, round(alpha, 3)]


def darkened(svg):
    """Return an SVG, as matplotlib writes it, with every colour of the theme in its dark value.

    Examples
    --------
    >>> darkened('<path style="fill: #1a1a1b"/>')
    '<path style="fill: #e8e8ea"/>'
    """
    for light, (_, dark) in THEME.items():
        svg = svg.replace(light, dark)
    return svg


def tinted(colour, opacity):
    """Return a colour of the theme with an opacity, as red, green, blue and alpha from 0 to 1.

    Examples
    --------
    >>> tinted("#ff0000", 0.2)
    (1.0, 0.0, 0.0, 0.2)
    """
    from matplotlib.colors import to_rgba

    return to_rgba(colour, opacity)


def tints(colour, strongest):
    """Return a colour map from nothing to `colour` with the opacity `strongest`: it follows the theme."""
    from matplotlib.colors import LinearSegmentedColormap, to_rgba

    return LinearSegmentedColormap.from_list("tints", [to_rgba(colour, 0), to_rgba(colour, strongest)])


def theme_css():
    """Return the two themes as CSS rules."""
    light = ";".join(f"{name}:{value}" for value, (name, _) in THEME.items())
    dark = ";".join(f"{name}:{value}" for name, value in THEME.values())
    return (
        f".demo{{{light};color-scheme:light}}\n"  # on paper, always
        f"@media screen and (prefers-color-scheme:dark){{"
        f".demo:not([data-theme=light]){{{dark};color-scheme:dark}}}}\n"
        f"@media screen{{.demo[data-theme=dark]{{{dark};color-scheme:dark}}}}\n"
    )
