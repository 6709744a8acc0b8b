"""One self-contained page a demo: no network, no kernel; and what stands in for it without JavaScript."""

import base64
import html
import re
from pathlib import Path

from course_lib.live_view.ahead.kept import drawn
from course_lib.live_view.ahead.table import pack, tabulate
from course_lib.live_view.palette import VERMILION, theme_css
from course_lib.live_view.stage import Stage

AROUND = 190  # pixels for the title, the question, the sentence and the edges of a page
ROW = 34  # pixels for a control
ASSETS = Path(__file__).parent / "assets"
PAINTER = ("marks", "controls", "painter", "questions")  # its parts, each of which uses those before it


def painter_source():
    """The painter as one plain script: modules cannot be loaded without a server."""
    source = "".join((ASSETS / f"{part}.js").read_text(encoding="utf-8") for part in PAINTER)
    return re.sub(r"^export ", "", source, flags=re.MULTILINE)


def kernel_source(name):
    """The script of a view with a kernel, an ES module: the painter, what they share, its own part."""
    return painter_source() + "".join((ASSETS / part).read_text("utf-8") for part in ("kernel.js", name))


def style():
    """The style sheet with both themes."""
    return theme_css() + (ASSETS / "demo.css").read_text(encoding="utf-8")


def describe_page(demo, stages):
    """Return what the painter needs to know, as plain data.

    Parameters
    ----------
    demo : Demo or LiveDemo
    stages : list of Stage
        The picture as it was drawn, and with its panels under each other where it has such a layout.
    """
    return {
        "title": demo.title,
        "question": demo.question,
        "alternative": alternative(demo),
        "unchecked": demo.unchecked,
        "questions": [question.data(demo, stages) for question in demo.questions],
        "layouts": [_layout(stages[0], stage) for stage in stages],
        "controls": [
            {"type": c.type, "name": c.name, "label": c.label, "texts": c.texts, "start": c.start}
            for c in demo.controls
        ],
    }


def alternative(demo):
    """Return what stands in for the picture, for those who hear the page."""
    return f"Picture of the demo “{demo.title}”; the sentence below says what it shows."


def stages_of(demo, frame):
    """Return the picture of a frame in each of its layouts."""
    stages = [Stage(demo.draw, demo.size, frame)]
    if demo.stacks:
        stages.append(Stage(demo.draw, demo.size, frame, stacked=True))
    return stages


def _layout(drawn, stage):
    """Return one layout; what moves is tabled in the pixels of the stage `drawn`."""
    width, height = stage.size
    layout = {"width": width, "height": height, "svg": stage.background(), "marks": stage.specifications()}
    if stage is drawn:
        return layout
    maps = drawn.maps_to(stage)
    marks = [{**mark, "map": maps.get(mark["name"])} for mark in layout["marks"]]
    first = drawn.map_of(stage, 0) if stage.figure.axes else None
    return {**layout, "marks": marks, "first": first}


class Page:
    """A demo as a page.

    Attributes
    ----------
    html : str
        The whole page.
    png : bytes
        The first picture.
    sentence : str
        What the first picture shows.
    """

    def __init__(self, demo, tick=lambda done, total: None):
        self.png, self.sentence, packed = drawn(demo, lambda: first_picture_and_table(demo, tick))
        self.html = fill(
            (ASSETS / "page.html").read_text(encoding="utf-8"),
            title=html.escape(demo.title),
            questions=questions_html(demo),
            alternative=html.escape(alternative(demo)),
            sentence=html.escape(self.sentence),
            style=style(),
            png=base64.b64encode(self.png).decode(),
            table=base64.b64encode(packed).decode(),
            script=painter_source() + (ASSETS / "standalone.js").read_text(encoding="utf-8"),
        )


def first_picture_and_table(demo, tick):
    """Return the first picture as PNG, its sentence, and all of the page that moves, packed."""
    start = demo.start()
    frame = demo.frame(**start)
    stages = stages_of(demo, frame)
    columns = tabulate(demo, stages[0], tick)
    counts = [len(control.values) for control in demo.controls]
    packed = pack(describe_page(demo, stages), columns, counts)
    return stages[0].png(), demo.sentence(frame, **start), packed


def questions_html(demo):
    """Return what is asked, for a page without JavaScript: each reason behind a fold of its own."""
    if not demo.questions:
        return f'<p class="question">{html.escape(demo.question)}</p>'
    return "".join(
        f'<p class="question">{html.escape(question.ask)}</p>'
        f"<details><summary>After you have looked: the answer</summary>"
        f"<p>{html.escape(question.why)}</p></details>"
        for question in demo.questions
    )


def fill(template, **parts):
    """Put the parts into the `{{name}}` places of a template."""
    return re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], template)


def frame_html(demo, page):
    """Return the page as an iframe for a notebook's output, with one line that stands outside it.

    The line is what an untrusted notebook shows, where the frame stays blank; a page that runs hides it.
    """
    height = round(demo.size[1] + AROUND + ROW * len(demo.controls))
    return (
        f'<p data-hint style="font-size:small;margin:0 0 2px">{html.escape(demo.title)}: if no picture '
        "appears, run this cell or trust the notebook.</p>"
        f'<iframe title="{html.escape(demo.title)}" srcdoc="{html.escape(page.html)}" loading="eager" '
        f'style="width:100%;max-width:1084px;height:{height}px;border:0"></iframe>'
    )


def why_not_html(demo, reason):
    """Return the sentence that stands in for a demo that has no picture."""
    return (
        f'<div role="note" style="border-left:4px solid {VERMILION};padding:.4rem .8rem;margin:.3rem 0">'
        f"<strong>{html.escape(demo.title)}.</strong> {html.escape(str(reason))}</div>"
    )
