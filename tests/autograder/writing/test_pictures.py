"""A picture is what begins like one, whatever it calls itself."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from autograder.writing.pictures import is_picture, is_picture_address, safe_attachments, safe_bundle


def encoded(kind):
    stream = io.BytesIO()
    Image.fromarray(np.zeros((2, 3, 3), np.uint8)).save(stream, kind)
    return base64.b64encode(stream.getvalue()).decode()


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "webp"])
def test_a_picture_of_every_kind_is_one(kind):
    text = encoded(kind)
    assert is_picture(f"image/{kind}", text)
    assert is_picture(f"image/{kind}", base64.encodebytes(base64.b64decode(text)).decode())
    assert is_picture_address(f"data:image/{kind};base64,{text}")


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "webp"])
@pytest.mark.parametrize(
    "content", [b"", b"<svg onload=alert(1)>", b"<html><script>", b"%PDF-1.4", b"\x89PN"]
)
def test_nothing_else_is_a_picture(kind, content):
    text = base64.b64encode(content).decode()
    assert not is_picture(f"image/{kind}", text)
    assert not is_picture_address(f"data:image/{kind};base64,{text}")


def test_a_picture_of_another_kind_is_none():
    assert not is_picture("image/png", encoded("jpeg"))
    assert not is_picture("image/svg+xml", encoded("png"))


@pytest.mark.parametrize(
    "text", [None, 3, ["iVBORw0KGgo="], 'iVBORw0KGgo="><script>', "iVBORw0KGgo=\0", "=====", "i"]
)
def test_what_is_no_base64_text_is_no_picture(text):
    assert not is_picture("image/png", text)


def test_attachments_are_pictures_with_names_that_markdown_can_link_to():
    bundle = {"image/png": "iVBORw0KGgo="}
    svg = {"image/svg+xml": "PHN2Zz4=", "image/png": "iVBORw0KGgo="}
    given = {
        "a.png": bundle,
        "": bundle,
        "\ud800": bundle,
        "a\nb": bundle,
        "c.svg": svg,
        "d": "text",
        "e": {},
    }
    assert safe_attachments(given) == {"a.png": bundle, "c.svg": bundle}


def test_a_bundle_keeps_its_pictures():
    assert safe_bundle({"image/png": "iVBORw0KGgo=", "text/html": "<b>", "image/gif": "iVBORw0KGgo="}) == {
        "image/png": "iVBORw0KGgo="
    }
