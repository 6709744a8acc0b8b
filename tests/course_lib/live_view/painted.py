"""What the painter should have painted: the moving artists alone, drawn by matplotlib itself."""

import io

import matplotlib as mpl
import numpy as np
from matplotlib.image import imread

from course_lib.live_view import marks
from course_lib.live_view.palette import STYLE
from course_lib.live_view.stage import Stage

CANVAS = """async () => {
  const [under, still, over] = document.querySelector('.picture').children;
  const sheet = new OffscreenCanvas(over.width, over.height), context = sheet.getContext('2d');
  context.drawImage(under, 0, 0);
  context.drawImage(over, 0, 0);
  const bytes = new Uint8Array(await (await sheet.convertToBlob()).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}"""


class Reference:
    """The picture of a demo as matplotlib draws it, one pixel a pixel of the page, its panels perhaps stacked."""

    def __init__(self, demo, stacked=False):
        self.demo = demo
        self.stage = Stage(demo.draw, demo.size, demo.frame(), stacked)
        self.size = self.stage.size
        moving = {id(part) for artist in self.stage.artists.values() for part in marks.artists_of(artist)}
        for axes in self.stage.figure.axes:
            for child in axes.get_children():
                if id(child) not in moving:
                    child.set_visible(False)
        self.texts = [a for n, a in self.stage.artists.items() if self.stage.types[n].name == "text"]

    def paint(self, **settings):
        """Return (picture (height, width, 4), where no text is drawn (height, width))."""
        self.stage.put(self.demo.frame(**settings))
        elsewhere = np.ones((self.size[1], self.size[0]), dtype=bool)
        for text in self.texts:
            box = text.get_window_extent().padded(14)  # the browser's font is another
            rows = slice(max(0, int(self.size[1] - box.y1)), int(self.size[1] - box.y0) + 1)
            elsewhere[rows, max(0, int(box.x0) - 20) : int(box.x1) + 20] = False
        png = io.BytesIO()
        with mpl.rc_context(STYLE):
            self.stage.figure.savefig(png, format="png", dpi=72, transparent=True)
        png.seek(0)
        return imread(png), elsewhere


def ink(picture, least=0.02):
    """Where something is painted."""
    return picture[..., 3] > least


def grown(mask, by=2):
    """Every pixel within `by` pixels of the mask."""
    for axis in (0, 1):
        mask = np.logical_or.reduce([_shifted(mask, k, axis) for k in range(-by, by + 1)])
    return mask


def _shifted(mask, by, axis):
    """The mask moved by so many pixels along an axis; nothing comes in from the other side."""
    there, here = [slice(None)] * 2, [slice(None)] * 2
    there[axis], here[axis] = slice(max(by, 0), min(by, 0) or None), slice(max(-by, 0), min(-by, 0) or None)
    moved = np.zeros_like(mask)
    moved[tuple(there)] = mask[tuple(here)]
    return moved


def difference(painted, expected, elsewhere):
    """Share of ink that has no counterpart within 2 pixels, and the usual difference of colour where both do."""
    a, b = ink(painted) & elsewhere, ink(expected) & elsewhere
    lost = (a & ~grown(b)).sum() + (b & ~grown(a)).sum()
    inner = ~grown(~a, 1) & ~grown(~b, 1)
    # A translucent colour is compared as it looks on white.
    looks = [p[..., :3] * p[..., 3:] + 1 - p[..., 3:] for p in (painted, expected)]
    colour = float(np.median(np.abs(looks[0] - looks[1])[inner])) if inner.any() else 0.0
    return lost / max(1, a.sum() + b.sum()), colour
