"""What was drawn when the course was laid out: pictures and tables that the library alone decides.

A kit brings them along, so that a lecture need not draw them again. Each lies in a file whose name is a hash
of the library and of everything that the picture is made of (`names`): with another library or another
argument it has another name, is not found, and is drawn. What a student's function takes part in has none.

Two variables of the environment: COURSE_DRAWN is the folder that is looked in, by default what came with the
package; with COURSE_DRAWING=1, as when a kit is made, what is not there is put there.
"""

import io
import os
from pathlib import Path

from course_lib.live_view.ahead.names import SHIPPED, library, name_of

FOLDER, DRAWING = "COURSE_DRAWN", "COURSE_DRAWING"
SUFFIX = ".drawn"
PNG = b"\x89PNG"


def drawn(thing, draw):
    """Return what `draw` returns, from the folder if it was drawn before by the same library.

    Parameters
    ----------
    thing : object
        What it is drawn from: a demo, a picture.
    draw : callable, () -> sequence of bytes and str
        Decided by `thing` and the library alone.

    Returns
    -------
    sequence of bytes and str
    """
    folder = Path(os.environ.get(FOLDER) or library() / SHIPPED)
    name = name_of(thing) if folder.is_dir() else None
    if name is None:
        return draw()

    import msgpack

    path, draws = folder / f"{name}{SUFFIX}", os.environ.get(DRAWING) == "1"
    if path.exists():
        if draws:
            path.touch()  # still shown
        return msgpack.unpackb(path.read_bytes())
    made = draw()
    if draws:
        written = path.with_suffix(f".{os.getpid()}")
        written.write_bytes(msgpack.packb([_small(part) for part in made]))
        written.replace(path)  # at once: nobody reads half a picture
    return made


def _small(part):
    """Return a part as it is kept: a PNG with 256 colours, for it stands in where SVG and script are not."""
    if not (isinstance(part, bytes) and part.startswith(PNG)):
        return part
    from PIL import Image

    file = io.BytesIO()
    Image.open(io.BytesIO(part)).convert("RGB").quantize(256).save(file, "PNG", optimize=True)
    return file.getvalue()
