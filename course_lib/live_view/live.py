"""The kernel path: a demo that cannot be tabled, because the reader adds data or watches a training.

The state lives in Python; every handler is a function state -> new state. The page asks for one frame at a
time and gets small integers as bytes; the figure is kept, nothing is drawn again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from course_lib.live_view.ahead.table import encode
from course_lib.live_view.asking.questions import check_questions
from course_lib.live_view.controls import check_controls, check_settings
from course_lib.live_view.demo import WIDTH
from course_lib.live_view.student import CannotShow, graded, not_passed

OPEN = {}  # cell -> (its run, the views it shows now); running the cell again closes them


@dataclass(frozen=True, eq=False)
class LiveDemo:
    """A demo that keeps its kernel: sliders, buttons, clicks and keys change a state, the picture follows.

    Parameters
    ----------
    title, question, controls, draw, size, questions, functions, stacks
        As for `Demo`.
    start : callable, () -> state
        Anything; handlers never change it but return a new one.
    compute : callable, (state, settings by name) -> dict of arrays and strings by name
        The shapes may change from picture to picture.
    describe : callable, (values, settings by name) -> str
    advance : callable, (state, settings by name) -> state, optional
        One picture's worth of training: a button lets it run, one does a single step.
    advance_label : str
        What that button says.
    click : callable, (state, x, y, settings by name) -> state, optional
        A click in the first axes, in data units.
    drag : callable, (state, x, y, settings by name) -> state, optional
        The way of a pressed mouse, a finger or a pen over the first axes, place by place after `click`, which
        then comes when it is pressed. Where the kernel is slower than the hand, places are left out.
    keys : dict, key name -> callable (state, settings by name) -> state
        Keys of the focused picture: "ArrowLeft", "Enter", "1" ...
    instruction : str
        How the picture is used by keyboard, for those who hear it.
    buttons : dict, text -> callable (state, settings by name) -> state
    """

    title: str
    question: str
    controls: tuple
    start: Callable
    compute: Callable
    draw: Callable
    describe: Callable
    advance: Callable | None = None
    advance_label: str = "Train"
    click: Callable | None = None
    drag: Callable | None = None
    keys: dict = field(default_factory=dict)
    instruction: str = ""
    buttons: dict = field(default_factory=dict)
    size: tuple = (WIDTH, 380)
    questions: tuple = ()
    functions: tuple = ()
    stacks: bool = True

    def __post_init__(self):
        check_controls(self.title, self.controls)
        check_questions(self.title, self.questions)

    def __repr__(self):
        return f"LiveDemo: {self.title}"

    @property
    def unchecked(self):
        """One sentence about the student's functions that have not passed their check; "" if all have."""
        return not_passed(self.functions)

    def settings(self, indices):
        """Return the settings by name for the positions of the controls."""
        return {c.name: c.values[i] for c, i in zip(self.controls, indices, strict=True)}

    def first(self):
        """Return the positions of the controls at the start."""
        return [control.start for control in self.controls]

    def figure(self, state=None, **settings):
        """Return a matplotlib figure of a state (the start by default), for print and for tests.

        Raises
        ------
        TypeError, ValueError
            If there is no such setting, or it is out of range.
        """
        check_settings(self.title, self.controls, settings)
        return self._stage(state, **settings).figure

    def _stage(self, state=None, **settings):
        return self._stages(state, **settings)[0]

    def _stages(self, state=None, **settings):
        from course_lib.live_view.page import stages_of

        settings = self.settings(self.first()) | settings
        return stages_of(self, self.compute(self.start() if state is None else state, **settings))

    def show(self):
        """Show the demo in the notebook; in the grader, nothing."""
        if graded():
            return
        from IPython.display import display

        display(self)

    def _ipython_display_(self):
        from IPython.display import display

        for bundle in self.outputs():
            display(bundle, raw=True)

    def outputs(self):
        """Return the outputs of its cell: a picture for want of a kernel, the view that hides it."""
        if graded():
            return [{"text/plain": f"Demo: {self.title}"}]
        return open_view(self)


def open_view(demo):
    """Return two MIME bundles: the first picture with its sentence, and the live view.

    An exported notebook keeps the first, and so does one reopened without this kernel, which cannot find the
    view; where the view is alive, it hides that one.
    """
    import uuid

    from course_lib.live_view.page import why_not_html

    try:
        stages = demo._stages()
        settings = demo.settings(demo.first())
        sentence = demo.describe(demo.compute(demo.start(), **settings), **settings)
    except CannotShow as reason:
        return [{"text/html": why_not_html(demo, reason), "text/plain": f"{demo.title}: {reason}"}]
    name = uuid.uuid4().hex
    view = view_class()(demo, stages, name)
    remember(view, *cell_and_run(demo))
    widget = view._repr_mimebundle_()
    widget = widget[0] if isinstance(widget, tuple) else widget
    return [
        still_bundle(stages[0], f"Demo: {demo.title}. {sentence}", sentence, name),
        {**widget, "text/plain": ""},
    ]


def still_bundle(stage, text, sentence, name):
    """Return the first picture, findable by its name, as a MIME bundle."""
    import base64
    import html

    png = base64.b64encode(stage.png()).decode()
    image = f'<img alt="{html.escape(text)}" src="data:image/png;base64,{png}">'
    needs = "To move it, run its cell in a notebook with a kernel."
    still = f'<div data-still="{name}">{image}<p>{html.escape(sentence)}</p><p>{needs}</p></div>'
    return {"text/html": still, "image/png": png, "text/plain": text}


def remember(view, cell, run):
    """Note what a cell shows, and close what an earlier run of it showed, so that nothing is left behind."""
    if cell in OPEN and OPEN[cell][0] != run:
        close_views(cell)
    OPEN.setdefault(cell, (run, []))[1].append(view)


def close_views(cell):
    """Close every view that a cell shows."""
    _, views = OPEN.pop(cell, (None, []))
    for view in views:
        view.layout.close()  # ipywidgets gives every widget one and leaves it behind
        view.close()


def cell_and_run(demo):
    """Return what a view belongs to: the cell that is running, where the front end names it, and this run."""
    from IPython import get_ipython

    kernel = getattr(get_ipython(), "kernel", None)
    if kernel is None:
        return demo.title, object()
    parent = kernel.get_parent()
    return parent.get("metadata", {}).get("cellId") or demo.title, parent.get("header", {}).get("msg_id")


@cache
def view_class():
    """Return the widget class. anywidget is loaded when the first live demo is shown, not before."""
    import anywidget
    import traitlets

    from course_lib.live_view.page import describe_page, kernel_source, style

    class LiveView(anywidget.AnyWidget):
        """The widget behind a `LiveDemo`: answers each question of its page with a frame."""

        _esm = kernel_source("live.js")
        _css = style()
        page = traitlets.Dict().tag(sync=True)

        def __init__(self, demo, stages, still):
            self.demo, self.stage, self.state = demo, stages[0], demo.start()
            super().__init__(
                page={
                    **describe_page(demo, stages),
                    "still": still,
                    "advance": demo.advance_label if demo.advance else "",
                    "buttons": list(demo.buttons),
                    "keys": list(demo.keys),
                    "drags": demo.drag is not None,
                    "instruction": demo.instruction,
                }
            )
            self.on_msg(lambda _, content, buffers: self.send(*answer(self, content)))

    return LiveView


def answer(view, question):
    """Return (content, buffers) for what the page asks; the view's state moves on.

    A `CannotShow`, any other exception of a handler, or an interrupt comes back as the sentence `why`: a
    message handler has no cell in which a traceback could appear, and the page waits for an answer.
    """
    demo = view.demo
    try:
        settings = demo.settings(question["indices"])
        view.state = change(demo, view.stage, view.state, question, settings)
        values = demo.compute(view.state, **settings)
        return encode(view.stage, values, demo.describe(values, **settings))
    except CannotShow as reason:
        return {"why": str(reason)}, []
    except KeyboardInterrupt:
        return {"why": f"{demo.title} was interrupted: move a slider to go on."}, []
    except Exception as error:
        return {"why": f"{demo.title} stopped with {type(error).__name__}: {error}"}, []


def change(demo, stage, state, question, settings):
    """Return the state after what the reader did."""
    match question["do"]:
        case "advance":
            return demo.advance(state, **settings)
        case "button":
            return demo.buttons[question["button"]](state, **settings)
        case "key":
            return demo.keys[question["key"]](state, **settings)
        case "click" | "drag" as what if getattr(demo, what):
            axes = stage.figure.axes[0]
            spot = question["x"], stage.size[1] - question["y"]
            if not axes.get_window_extent().contains(*spot):
                return state
            x, y = axes.transData.inverted().transform(spot)
            return getattr(demo, what)(state, float(x), float(y), **settings)
    return state
