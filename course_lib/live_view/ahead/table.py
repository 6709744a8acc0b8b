"""The frame table: every picture of a demo, computed before the first slider is moved, as small integers.

One column a moving artist, one row a setting; a column that does not depend on a control is stored once for
all its values. The page is a JSON header and the columns behind it, deflated.
"""

import itertools
import json
import math
import struct
import zlib

import numpy as np
from threadpoolctl import threadpool_limits

SENTENCE = "sentence of the picture"
MAX_PAGE = 2_000_000  # bytes of a page that a notebook carries
MAX_TABLE = 120_000_000  # bytes that a browser unpacks
CHUNK = 256  # settings whose float arrays are held at a time


class Column:
    """The values of one name at every setting, in order."""

    def __init__(self, name, stage=None):
        self.name, self.stage = name, stage
        self.pending, self.done = [], []
        self.strings = {}

    def add(self, value):
        """Take the value of the next setting."""
        if isinstance(value, str):
            self.done.append(self.strings.setdefault(value, len(self.strings)))
            return
        self.pending.append(value)
        if len(self.pending) == CHUNK:
            self.flush()

    def flush(self):
        """Turn what was taken so far into pixels."""
        if self.pending:
            mark_type, artist = self.stage.types[self.name], self.stage.artists[self.name]
            placed = mark_type.place(artist, np.array(self.pending), self.stage.size[1])
            self.done.append(placed.reshape(len(self.pending), -1))
            self.pending = []

    def array(self, counts):
        """Return the column as (count of control 1, ..., size), 1 where it does not depend on the control."""
        self.flush()
        if self.strings:
            dtype = "<u2" if len(self.strings) <= np.iinfo("u2").max else "<u4"
            rows = np.array(self.done, dtype=dtype)
        else:
            rows = np.concatenate(self.done)
        table = rows.reshape(*counts, -1)
        for axis in range(len(counts)):
            first = table.take([0], axis=axis)
            if (table == first).all():
                table = first
        return table


# A demo's matrices are small: threads of a product would only wait for each other.
@threadpool_limits.wrap(limits=1, user_api="blas")
def tabulate(demo, stage, tick=lambda done, total: None):
    """Compute every picture of `demo`.

    Parameters
    ----------
    demo : Demo
    stage : Stage
    tick : callable, (settings done, settings in all) -> None

    Returns
    -------
    dict
        Name -> `Column`.

    Raises
    ------
    ValueError
        If `compute` returns other shapes at other settings, or there is more than a browser can hold.
    """
    counts = [len(control.values) for control in demo.controls]
    total = math.prod(counts)
    columns = {name: Column(name, stage) for name in stage.artists} | {SENTENCE: Column(SENTENCE)}
    expected = None
    for done, values in enumerate(itertools.product(*(control.values for control in demo.controls))):
        tick(done, total)
        settings = {control.name: value for control, value in zip(demo.controls, values, strict=True)}
        frame = demo.compute(**settings)
        row = {name: stage.value(name, frame) for name in stage.artists}
        shapes = {name: getattr(value, "shape", ()) for name, value in row.items()}
        if expected is None:
            expected, first = shapes, settings
            _refuse_too_large(demo, total, row)
        if shapes != expected:
            _refuse_other_shapes(demo, shapes, settings, expected, first)
        for name, value in row.items():
            columns[name].add(value)
        columns[SENTENCE].add(demo.sentence(frame, **settings))
    return columns


def _refuse_too_large(demo, total, row):
    """A table that no page can hold is refused before it is computed."""
    size = total * sum(2 * np.size(value) for value in row.values())
    if size > 8 * MAX_TABLE:
        raise ValueError(
            f"{demo.title}: a table holds up to {8 * MAX_TABLE / 1e6:.0f} MB before packing; got {total:,} "
            f"settings of {size // total:,} bytes. Use fewer positions of a slider, or the kernel path."
        )


def _refuse_other_shapes(demo, shapes, settings, expected, first):
    name = next(name for name in expected if shapes[name] != expected[name])
    raise ValueError(
        f"{demo.title}: `compute` must return the same shapes at every setting; `{name}` is {expected[name]} "
        f"at {first} and {shapes[name]} at {settings}. Fill up with NaN rows what is not there."
    )


def pack(page, columns, counts):
    """Return the page and its table as deflated bytes.

    Parameters
    ----------
    page : dict
        What the painter needs besides the table: plain data.
    columns : dict of Column
    counts : list of int
        Positions of each control.

    Raises
    ------
    ValueError
        If the result would be over 2 MB.
    """
    entries, blobs, offset = [], [], 0
    for name, column in columns.items():
        table = column.array(counts)
        size = table.shape[-1]
        entry = {"name": name, "dtype": table.dtype.str, "offset": offset, "length": table.size, "size": size}
        entry["strides"] = _strides(table.shape[:-1])
        if column.strings:
            entry["strings"] = list(column.strings)
        entries.append(entry)
        blob = table.tobytes()
        blobs.append(blob + bytes(-len(blob) % 4))
        offset += len(blobs[-1])
    header = _header({**page, "columns": entries})
    raw = b"".join([header, *blobs])
    packed = zlib.compress(raw, 6)
    if len(raw) > MAX_TABLE or len(packed) * 4 / 3 > MAX_PAGE:
        raise ValueError(
            f"{page['title']}: a demo may be {MAX_PAGE / 1e6:g} MB in a notebook and {MAX_TABLE / 1e6:g} MB "
            f"unpacked; got {len(packed) * 4 / 3e6:.1f} MB and {len(raw) / 1e6:.1f} MB. "
            "Use fewer positions of a slider or fewer points, or the kernel path."
        )
    return packed


def _strides(shape):
    """Rows to go for one position of each control; 0 where the column does not depend on it."""
    strides, rows = [], 1
    for count in reversed(shape):
        strides.insert(0, rows if count > 1 else 0)
        rows *= count
    return strides


def _header(page):
    """The length of the JSON and the JSON; offsets count from its end, which lies on a multiple of 4."""
    text = json.dumps(page, separators=(",", ":"), allow_nan=False).encode()
    text += b" " * (-len(text) % 4)
    return struct.pack("<I", len(text)) + text


def encode(stage, values, sentence):
    """Return a frame as (content, buffers): arrays in pixels as one run of bytes, texts beside it."""
    arrays, texts, blobs = [], {}, []
    for name, artist in stage.artists.items():
        value = stage.value(name, values)
        if isinstance(value, str):
            texts[name] = value
            continue
        placed = np.ascontiguousarray(stage.types[name].place(artist, value[None], stage.size[1]))
        blob = placed.tobytes()
        blob += bytes(-len(blob) % 4)
        arrays.append({"name": name, "dtype": placed.dtype.str, "length": placed.size, "bytes": len(blob)})
        blobs.append(blob)
    return {"arrays": arrays, "texts": texts, "sentence": sentence}, [b"".join(blobs)]
