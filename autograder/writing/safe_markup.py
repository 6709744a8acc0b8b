"""What a student wrote, made safe for the browser of whoever reads it.

nbgrader copies a submission's Markdown, HTML included, into the pages of formgrader and feedback. Here raw
HTML is shown as text, and what is left is rendered once and looked at: if anything but plain Markdown comes
out, the whole text is shown literally.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

_HARMLESS = "b|br|code|em|i|kbd|strong|sub|sup|u"
_TAG_START = re.compile(rf"<(?!/?(?:{_HARMLESS})>)(?=[A-Za-z/!?])")
_TAGS = frozenset(_HARMLESS.split("|")) | frozenset(
    "a blockquote del div h1 h2 h3 h4 h5 h6 hr img li ol p pre s span table tbody td th thead tr ul".split()
)
_ATTRIBUTES = frozenset("alt class href id src start style title type".split())
_LINK = re.compile(r"(?:https?://|mailto:|#|[\w./%-]+(?:[?#]|$))", re.ASCII)
_PICTURE = re.compile(r"(?:https?://|data:image/(?:png|jpeg|gif|webp);base64,|[\w./%-]+$)", re.ASCII)
_PICTURE_TYPES = ("image/png", "image/jpeg", "image/gif", "image/webp")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*", re.ASCII)


class _Inspector(HTMLParser):
    """Notes whether there is anything in a page that Markdown alone does not make."""

    def __init__(self) -> None:
        super().__init__()
        self.is_plain = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one tag."""
        plain = tag in _TAGS and all(name in _ATTRIBUTES for name, _ in attrs)
        values = {name: value or "" for name, value in attrs}
        plain = plain and ("href" not in values or bool(_LINK.match(values["href"])))
        plain = plain and ("src" not in values or bool(_PICTURE.match(values["src"])))
        style = values.get("style", "text-align:")
        self.is_plain = self.is_plain and plain and style.startswith("text-align:")

    def unknown_decl(self, data: str) -> None:
        """Markdown makes no declarations."""
        self.is_plain = False

    def handle_comment(self, data: str) -> None:
        """Nor comments."""
        self.is_plain = False

    def handle_decl(self, decl: str) -> None:
        """Nor a document type."""
        self.is_plain = False

    def handle_pi(self, data: str) -> None:
        """Nor processing instructions."""
        self.is_plain = False


def safe_markdown(source: str, attachments: dict[str, Any]) -> str:
    """Markdown that renders without any HTML of its own.

    Parameters
    ----------
    source : str
    attachments : dict
        Attachments that the cell will have (`safe_attachments`).

    Examples
    --------
    >>> safe_markdown("a **bold** $x<y$ <script>alert(1)</script>", {})
    'a **bold** $x< y$ < script>alert(1)< /script>'
    """
    text = _TAG_START.sub("< ", source)
    return text if _is_plain(text, attachments) else literal_markdown(source)


def _is_plain(text: str, attachments: dict[str, Any]) -> bool:
    try:
        page = MarkdownWithMath(renderer=IPythonRenderer(escape=False, attachments=attachments)).render(text)
    except Exception:  # what cannot be rendered (a missing attachment, absurd nesting) is shown literally
        return False
    inspector = _Inspector()
    inspector.feed(page)
    inspector.close()
    return inspector.is_plain


def literal_markdown(text: str) -> str:
    """Text that Markdown shows as it is.

    Examples
    --------
    >>> print(literal_markdown("<b>"))
    ```
    <b>
    ```
    """
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def safe_attachments(attachments: dict[str, Any]) -> dict[str, Any]:
    """Only pictures, and of them only what is one."""
    return {
        name: kept
        for name, bundle in attachments.items()
        if isinstance(bundle, dict) and (kept := safe_bundle(bundle))
    }


def safe_bundle(bundle: dict[str, Any]) -> dict[str, str]:
    """The pictures of a MIME bundle."""
    return {
        mime: bundle[mime]
        for mime in _PICTURE_TYPES
        if isinstance(bundle.get(mime), str) and _BASE64.fullmatch(bundle[mime])
    }
