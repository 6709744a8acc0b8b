"""What a cell showed, as a part of a page: demos and pictures are files beside it, so it opens at once."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from autograder.checking.display import Markup, element, escape, joined
from autograder.reading.visible_text import without_commands

_FRAME = re.compile(
    r'<iframe title="(?P<title>[^"]*)" srcdoc="(?P<page>[^"]*)"[^>]*?height:(?P<height>\d+)px[^>]*></iframe>'
)
_HINT = re.compile(r"<p data-hint[^>]*>.*?</p>", re.DOTALL)
_INLINE = re.compile(
    r'(?:width="(?P<width>\d+)" )?src="data:image/(?P<kind>png|svg\+xml);base64,(?P<data>[^"]+)"'
)
_BOX = re.compile(rb'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_PNG_HEAD = 24  # bytes up to the end of width and height
_DOTS = 1.5  # of a picture of ours, for each pixel of the page


@dataclass
class Files:
    """Files beside a page, by relative path; each cell's under the cell's name."""

    folder: str
    contents: dict[str, bytes] = field(default_factory=dict)

    def add(self, name: str, ending: str, data: bytes) -> str:
        """Keep a file; returns its address from the page."""
        number = sum(path.startswith(f"{self.folder}/{name}-") for path in self.contents) + 1
        path = f"{self.folder}/{name}-{number}.{ending}"
        self.contents[path] = data
        return path


def shown_outputs(cell: dict[str, Any], files: Files) -> Iterator[Markup]:
    """The outputs of a code cell; what only a kernel can show, and what went to stderr, is left out."""
    for output in _joined_streams(cell.get("outputs", [])):
        kind, name = output["output_type"], str(cell["id"])
        if kind == "stream":
            yield _text(output["text"])
        elif kind == "error":
            yield _text(f"{output['ename']}: {output['evalue']}")
        elif kind in ("display_data", "execute_result"):
            yield from _shown(output["data"], name, files)


def _joined_streams(outputs: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Outputs with what was written in pieces as one: a bar of progress is gone when its line is over."""
    for is_written, group in groupby(outputs, key=lambda output: output["output_type"] == "stream"):
        if not is_written:
            yield from group
            continue
        text = "".join(output["text"] for output in group if output["name"] == "stdout")
        if text:
            yield {"output_type": "stream", "text": text}


def _text(text: str) -> Markup:
    shown = without_commands(text).strip("\n").rstrip()
    return element("pre", element("samp", shown), **{"tabindex": "0"}) if shown else Markup()


def _shown(data: dict[str, Any], name: str, files: Files) -> Iterator[Markup]:
    page, png, plain = data.get("text/html", ""), data.get("image/png", ""), data.get("text/plain", "")
    frame = _FRAME.search(page)
    if frame:
        yield _demo(frame, png, plain, name, files)
    elif page:
        yield Markup(_INLINE.sub(lambda match: _moved(match, name, files), _HINT.sub("", page)))
    elif "image/svg+xml" in data:
        yield element("div", Markup(data["image/svg+xml"]), **{"class": "picture"})
    elif png:
        yield element("div", _image(png, plain, name, files), **{"class": "picture"})
    elif plain:
        yield _text(plain)


def _demo(frame: re.Match[str], png: str, plain: str, name: str, files: Files) -> Markup:
    """A demo in a page of its own, loaded when it comes near; its first picture is there for paper."""
    address = files.add(name, "html", html.unescape(frame["page"]).encode())
    live = (
        f'<iframe title="{frame["title"]}" src="{address}" loading="lazy" '
        f'style="width:100%;height:{frame["height"]}px;border:0"></iframe>'
    )
    still = _image(png, plain, name, files, is_still=True) if png else Markup()
    return joined(Markup(live), still)


def _image(png: str, alternative: str, name: str, files: Files, is_still: bool = False) -> Markup:
    return Markup(
        f'<img {_outside(png, name, files)} alt="{escape(" ".join(alternative.split()))}"'
        f"{' class=still' if is_still else ''}>"
    )


def _moved(match: re.Match[str], name: str, files: Files) -> str:
    """The attributes of a picture that stood in the page and is a file now; of two themes one is fetched."""
    if match["kind"] == "png":
        return _outside(match["data"], name, files)
    data = base64.b64decode("".join(match["data"].split()))
    address, box = files.add(name, "svg", data), _BOX.search(data)
    width, size = match["width"], ""
    if width:
        height = f' height="{int(width) * float(box[2]) / float(box[1]):.0f}"' if box else ""
        size = f'width="{width}"{height} '  # both, so that nothing jumps
    return f'{size}src="{address}" loading="lazy"'


def _outside(text: str, name: str, files: Files) -> str:
    """The attributes of a picture that was moved into a file, with its size, so that nothing jumps."""
    data = base64.b64decode("".join(text.split()))
    width, height = (int.from_bytes(data[start : start + 4], "big") for start in (16, 20))
    address = files.add(name, "png", data)
    size = f'width="{width / _DOTS:.0f}" height="{height / _DOTS:.0f}"' if len(data) >= _PNG_HEAD else ""
    return f'src="{address}" loading="lazy" {size}'
