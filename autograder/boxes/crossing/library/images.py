"""Pillow's images, by their pixels."""

from __future__ import annotations

from typing import Any

from PIL import GifImagePlugin, Image, JpegImagePlugin, PngImagePlugin

from autograder.boxes.crossing.library.kind import Kind, exactly

# Modes whose bytes are the pixels.
_MODES = frozenset({"1", "L", "LA", "RGB", "RGBA", "CMYK", "YCbCr", "HSV", "I", "F", "P"})
_FILES = (
    (PngImagePlugin.PngImageFile, "png"),
    (JpegImagePlugin.JpegImageFile, "jpeg"),
    (GifImagePlugin.GifImageFile, "gif"),
)


def _parts(image: Any) -> list[Any] | None:
    if image.mode not in _MODES:
        return None
    palette = image.getpalette() if image.mode == "P" else None
    return [image.mode, list(image.size), image.tobytes(), palette]


def _image(parts: Any) -> Any:
    mode, size, pixels, palette = parts
    if mode not in _MODES:
        raise ValueError("an image has one of these modes")
    made = Image.frombytes(mode, tuple(exactly(side, int) for side in size), exactly(pixels, bytes))
    if palette is not None:
        made.putpalette([exactly(level, int) for level in palette])
    return made


def _paint(target: Any, changed: Any) -> None:
    if target.size == changed.size and target.mode == changed.mode:
        target.paste(changed)


KINDS = {
    "Image": Kind(Image.Image, _parts, _image, _paint),
    # An image that was opened from a file is one without the file.
    **{name: Kind(of, _parts, _image, _paint) for of, name in _FILES},
}
