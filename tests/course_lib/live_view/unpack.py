"""Reads a page back, by the format's description and not by the code that wrote it."""

import base64
import json
import re
import struct
import zlib

import numpy as np


def unpack(html):
    """Return (page, at): the JSON header, and a function positions -> {name: int array or string}."""
    packed = base64.b64decode(re.search(r'id="table">([^<]*)<', html)[1])
    raw = zlib.decompress(packed)
    (length,) = struct.unpack("<I", raw[:4])
    page = json.loads(raw[4 : 4 + length])
    body = raw[4 + length :]

    def at(indices):
        values = {}
        for column in page["columns"]:
            array = np.frombuffer(body, column["dtype"], column["length"], column["offset"])
            row = sum(s * i for s, i in zip(column["strides"], indices, strict=True))
            piece = array[row * column["size"] : (row + 1) * column["size"]]
            values[column["name"]] = column["strings"][piece[0]] if "strings" in column else piece
        return values

    return page, at
