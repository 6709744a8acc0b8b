"""What a student wrote, made safe for the browser of whoever reads it.

nbgrader copies a submission's Markdown, HTML included, into the pages of formgrader and feedback, which
Jupyter's own server hands out. Here it is rendered once as nbgrader will, and looked at: if anything but
plain Markdown comes out, its tags, addresses and pictures are taken apart; if that does not help, the whole
text is shown literally.

Rendering can take time without end, so it is `markup_process` that calls `safe_markdown`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from autograder.reading.visible_text import without_controls
from autograder.writing.pictures import is_picture_address

# A longer text is not rendered: pictures of a homework fit, written into the text as some editors do.
MARKDOWN_CHARACTERS = 2 * 2**20
# What is shown of a text that is shown literally, and how long its lines are.
LITERAL_CHARACTERS = 100_000
LITERAL_LINE = 500

_HARMLESS = "b|br|code|em|i|kbd|strong|sub|sup|u"
_TAG_START = re.compile(rf"<(?!/?(?:{_HARMLESS})[ ]?/?>)(?=[A-Za-z/!?])", re.IGNORECASE)
_IMAGE_TAG = re.compile(r"<img\s[^<>]*>", re.ASCII | re.IGNORECASE)
_IMAGE_ALT = re.compile(r"[^\w .,-]")
_IMAGE_ALT_CHARACTERS = 200
_GOOD_LINK = r"<?(?:https?://|mailto:|#)"
_GOOD_PICTURE = r"<?(?:attachment:|data:image/(?:png|jpeg|gif|webp);base64,)"
# A picture from elsewhere becomes a link to it, and a link into the server becomes text.
_FOREIGN_PICTURE = re.compile(rf"!(?=\[[^\]\n]{{0,{_IMAGE_ALT_CHARACTERS}}}\]\((?!{_GOOD_PICTURE}))")
_FOREIGN_LINK = re.compile(rf"\](?=\((?!{_GOOD_LINK}|{_GOOD_PICTURE}))")

_LINK = re.compile(r"(?:https?://[^/\\]|mailto:|#)", re.ASCII | re.IGNORECASE)
_TAGS = frozenset(_HARMLESS.split("|")) | frozenset(
    "a blockquote dd del div dl dt h1 h2 h3 h4 h5 h6 hr img input li ol p pre s span table tbody td th "
    "thead tr ul".split()
)
_VOID = frozenset("br hr img input".split())
_ATTRIBUTES = frozenset("alt checked class disabled href id src start style title type".split())
_MERMAID = "mermaid"  # a language of its own, with links and HTML, that a script on the page runs
_DEPTH = 60
# Commands of MathJax that make links and styles, or load more of them.
_MATH_COMMANDS = re.compile(r"\\(?:href|cssId|class|style|require)(?![A-Za-z])")


class _Inspector(HTMLParser):
    """Notes whether there is anything in a page that Markdown alone does not make."""

    def __init__(self) -> None:
        super().__init__()
        self.is_plain = True
        self.shows_tags = False  # as text; another renderer than nbgrader's may take them for tags
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one tag."""
        values = {name: value or "" for name, value in attrs}
        self.is_plain &= tag in _TAGS and values.keys() <= _ATTRIBUTES and len(values) == len(attrs)
        self.is_plain &= "href" not in values or (tag == "a" and bool(_LINK.match(values["href"])))
        self.is_plain &= "src" not in values or (tag == "img" and is_picture_address(values["src"]))
        self.is_plain &= values.get("style", "text-align:").startswith("text-align:")
        self.is_plain &= tag != "input" or values.get("type") == "checkbox"
        self.is_plain &= _MERMAID not in values.get("class", "")
        if tag not in _VOID:
            self._open.append(tag)
            self.is_plain &= len(self._open) <= _DEPTH

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """To a browser, the slash means nothing."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """A tag that is closed by another, or not at all, would go on in what follows the answer."""
        if tag not in _VOID:
            self.is_plain &= bool(self._open) and self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """MathJax typesets all text but code."""
        if not {"code", "pre"} & set(self._open):
            self.is_plain &= not _MATH_COMMANDS.search(data)
            self.shows_tags |= bool(_TAG_START.search(data))

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

    def close(self) -> None:
        """Look at the end."""
        super().close()
        self.is_plain &= not self._open


def safe_markdown(source: str, attachments: dict[str, Any]) -> str:
    """Markdown that renders without HTML of its own, and without addresses on the server it is read from.

    Links to the web and mail addresses stay. Of pictures, those stay that come with the cell.

    Parameters
    ----------
    source : str
    attachments : dict
        Attachments that the cell will have (`safe_attachments`).

    Examples
    --------
    >>> safe_markdown("a **bold** `x<y` <https://example.org><br/>", {})
    'a **bold** `x<y` <https://example.org><br/>'
    >>> safe_markdown("x <script>alert(1)</script> [link](/hub/logout)", {})
    'x < script>alert(1)< /script> [link] (/hub/logout)'
    """
    if len(source) > MARKDOWN_CHARACTERS:
        return literal_markdown(source)
    text = without_controls(source)
    if _is_plain(text, attachments, may_show_tags=False):
        return text
    apart = _taken_apart(text, attachments)
    return next((text for text in apart if _is_plain(text, attachments)), literal_markdown(source))


def _taken_apart(text: str, attachments: dict[str, Any]) -> Iterator[str]:
    """What is tried when the text as it is will not do."""
    text = _IMAGE_TAG.sub(lambda tag: _image(tag[0], attachments), text)
    text = _TAG_START.sub("< ", text)
    yield text
    yield _FOREIGN_LINK.sub("] ", _FOREIGN_PICTURE.sub("! ", text))


class _ImageTag(HTMLParser):
    """Reads the attributes of one tag."""

    attributes: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep them."""
        self.attributes = {name: value or "" for name, value in attrs}


def _image(tag: str, attachments: dict[str, Any]) -> str:
    """An image tag as Markdown, if its picture comes with the cell; as it is otherwise."""
    parser = _ImageTag()
    parser.feed(tag)
    address = parser.attributes.get("src", "")
    is_attached = address.startswith("attachment:") and address.partition(":")[2] in attachments
    if not is_attached and not is_picture_address(address):
        return tag
    alt = _IMAGE_ALT.sub(" ", parser.attributes.get("alt", ""))[:_IMAGE_ALT_CHARACTERS]
    return f"![{alt}]({address})"


def _is_plain(text: str, attachments: dict[str, Any], may_show_tags: bool = True) -> bool:
    try:
        page, raw = _rendered(text, attachments)
    except Exception:  # what cannot be rendered (a missing attachment, absurd nesting) is shown literally
        return False
    if any(_TAG_START.search(html) for html in raw):
        return False
    inspector = _inspected(page)
    return inspector.is_plain and (may_show_tags or not inspector.shows_tags)


def is_plain_page(page: str) -> bool:
    """Whether there is nothing in a rendered text but what Markdown alone makes.

    Examples
    --------
    >>> is_plain_page("<p>so</p>"), is_plain_page("<p onclick='x'>so</p>")
    (True, False)
    """
    return _inspected(page).is_plain


def _inspected(page: str) -> _Inspector:
    inspector = _Inspector()
    inspector.feed(page)
    inspector.close()
    return inspector


def _rendered(text: str, attachments: dict[str, Any]) -> tuple[str, list[str]]:
    """The page as nbgrader's templates make it, and the HTML that stood in the text."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
    from nbconvert.filters.strings import strip_files_prefix

    raw: list[str] = []

    class Renderer(IPythonRenderer):
        def block_html(self, html: str) -> str:
            raw.append(html)
            return str(super().block_html(html))

        def inline_html(self, html: str) -> str:
            raw.append(html)
            return str(super().inline_html(html))

    renderer = Renderer(escape=False, attachments=attachments)
    page: str = strip_files_prefix(MarkdownWithMath(renderer=renderer).render(text))  # type: ignore[no-untyped-call]
    return page, raw


def render_once() -> None:
    """Import what rendering needs, and what that imports and compiles at its first text."""
    safe_markdown("# a\n\n$b$ `c`\n\n```python\nd\n```", {})


def literal_markdown(text: str) -> str:
    """Text that Markdown shows as it is; a very long one in part, and its very long lines broken.

    Examples
    --------
    >>> print(literal_markdown("<b>"))
    ```
    <b>
    ```
    """
    text = without_controls(text)
    note = f"\n… {len(text) - LITERAL_CHARACTERS} more characters are not shown."
    shown = text[:LITERAL_CHARACTERS] + (note if len(text) > LITERAL_CHARACTERS else "")
    # A template searches every line for a link from every bracket on, so none may be long.
    lines = [
        line[start : start + LITERAL_LINE]
        for line in shown.split("\n")
        for start in range(0, max(len(line), 1), LITERAL_LINE)
    ]
    longest = max(map(len, re.findall("`+", shown)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([fence, *lines, fence])
