"""A demo as an ipywidget: its settings are traits, to be observed, linked and set from Python.

The picture is computed in the kernel at every change, as for a `LiveDemo`; the page that a cell shows by
itself needs none.
"""

from functools import cache

import traitlets

from course_lib.live_view.ahead.table import encode
from course_lib.live_view.controls import Slider, check_settings, write_number
from course_lib.live_view.page import describe_page, kernel_source, stages_of, style
from course_lib.live_view.student import CannotShow


class Setting(traitlets.TraitType):
    """One setting of a demo as a trait: what its control would not take is refused with a sentence."""

    def __init__(self, title, control):
        self.title, self.control = title, control
        super().__init__(default_value=control.values[control.start], help=control.label)

    def validate(self, view, value):
        """Return `value`, or refuse it as the demo does."""
        try:
            check_settings(self.title, (self.control,), {self.control.name: value})
        except ValueError as reason:
            raise traitlets.TraitError(str(reason)) from None
        return value.item() if hasattr(value, "item") else value


def view_of(demo):
    """Return `demo` as a widget with one trait a control.

    A control that has the name of something that every widget has, such as `layout`, becomes `layout_`.
    """
    return _view_class_of(demo, widget_class(), sync=True)(demo)


def silent_view_of(demo):
    """Return the settings of `demo` as traits of something that shows nothing: for the grader."""
    return _view_class_of(demo, _Silent, sync=False)()


def _view_class_of(demo, base, sync):
    names = {
        control.name: f"{control.name}_" if hasattr(widget_class(), control.name) else control.name
        for control in demo.controls
    }
    traits = {names[c.name]: Setting(demo.title, c).tag(sync=sync) for c in demo.controls}
    return type("DemoView", (base,), {**traits, "trait_of": names})


class _Silent(traitlets.HasTraits):
    """Settings without a picture."""

    sentence = traitlets.Unicode()


def position(control, value):
    """Return where a control stands for a value: the nearest position, and how the value is written."""
    if value in control.values:
        index = control.values.index(value)
        return [index, control.texts[index]]
    index = min(range(len(control.values)), key=lambda k: abs(control.values[k] - value))
    return [index, write_number(control.fmt, value) if isinstance(control, Slider) else control.texts[index]]


@cache
def widget_class():
    """Return the class of all views. anywidget is loaded when the first one is made, not before."""
    import anywidget

    class DemoWidget(anywidget.AnyWidget):
        """The widget of a demo; `view_of` adds a trait for each of its controls."""

        _esm = kernel_source("widget.js")
        _css = style()
        page = traitlets.Dict().tag(sync=True)
        positions = traitlets.List().tag(sync=True)
        sentence = traitlets.Unicode(help="the picture in a sentence")
        trait_of = {}

        def __init__(self, demo):
            self.demo, stages = demo, stages_of(demo, demo.frame())
            self.stage = stages[0]
            values = [list(control.values) for control in demo.controls]
            page = {**describe_page(demo, stages), "questions": []}
            super().__init__(page={**page, "traits": list(self.trait_of.values()), "values": values})
            self.message = self.picture()
            self.observe(lambda change: self.show(), list(self.trait_of.values()))
            self.on_msg(lambda *_: self.send(*self.message))

        def settings(self):
            """The settings by name."""
            return {name: getattr(self, trait) for name, trait in self.trait_of.items()}

        def show(self):
            """Compute the picture of the settings and send it to every place where the view is shown."""
            self.message = self.picture()
            self.send(*self.message)

        def picture(self):
            """Return the picture of the settings as a message, or why there is none; note its sentence."""
            settings = self.settings()
            self.positions = [position(control, settings[control.name]) for control in self.demo.controls]
            try:
                values = self.demo.frame(**settings)
            except CannotShow as reason:
                return {"why": str(reason)}, []
            self.sentence = self.demo.sentence(values, **settings)
            return encode(self.stage, values, self.sentence)

    return DemoWidget
