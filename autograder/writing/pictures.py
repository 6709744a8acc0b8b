"""Pictures of a student: only what begins as one of its kind does goes on into a page."""

from __future__ import annotations

import base64
import re
from typing import Any

# Type -> how a file of it begins: the bytes of the signature, with "." for any.
_SIGNATURES = {
    "image/png": rb"\x89PNG\r\n\x1a\n",
    "image/jpeg": rb"\xff\xd8\xff",
    "image/gif": rb"GIF8[79]a",
    "image/webp": rb"RIFF....WEBP",
}
_BEGINNINGS = {name: re.compile(pattern, re.DOTALL) for name, pattern in _SIGNATURES.items()}
_SIGNED_CHARACTERS = 16  # of base64, which are the first 12 bytes
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*", re.ASCII)
_ADDRESS = re.compile(r"data:(image/[a-z]{1,8});base64,", re.ASCII)
# Names that Markdown can link to as they are.
_NAME = re.compile(r"\w[\w.+-]{0,199}", re.ASCII)


def is_picture(mime: str, text: Any) -> bool:
    """Whether a value is the base64 text of a picture of that type.

    Examples
    --------
    >>> is_picture("image/png", "iVBORw0KGgo="), is_picture("image/png", "PHN2Zz4=")
    (True, False)
    """
    if mime not in _BEGINNINGS or not isinstance(text, str) or not _BASE64.fullmatch(text):
        return False
    # A few more for line breaks, and complete groups of four.
    start = "".join(text[: 4 * _SIGNED_CHARACTERS].split())[:_SIGNED_CHARACTERS]
    try:
        data = base64.b64decode(start[: len(start) // 4 * 4])
    except ValueError:
        return False
    return bool(_BEGINNINGS[mime].match(data))


def is_picture_address(address: str) -> bool:
    """Whether a `data:` address holds a picture.

    Examples
    --------
    >>> is_picture_address("data:image/png;base64,iVBORw0KGgo="), is_picture_address("a.png")
    (True, False)
    """
    match = _ADDRESS.match(address)
    return match is not None and is_picture(match[1], address[match.end() :])


def safe_attachments(attachments: dict[str, Any]) -> dict[str, Any]:
    """Only pictures, and of them only what is one."""
    return {
        name: kept
        for name, bundle in attachments.items()
        if _NAME.fullmatch(name) and isinstance(bundle, dict) and (kept := safe_bundle(bundle))
    }


def safe_bundle(bundle: dict[str, Any]) -> dict[str, str]:
    """The pictures of a MIME bundle."""
    return {mime: bundle[mime] for mime in _BEGINNINGS if is_picture(mime, bundle.get(mime))}
