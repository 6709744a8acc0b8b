"""The IPython shell inside a box: cells without a kernel, without drawing what nobody looks at."""

from __future__ import annotations

import base64
import contextlib
import io
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import ExecutionInfo, ExecutionResult, InteractiveShell
from IPython.utils.text import LSString, SList
from traitlets.config import Config

from autograder.boxes.cell_run import CellRun, error_output
from autograder.boxes.cells import Code, compiled, remember_lines, run
from autograder.boxes.limits import MAX_DISPLAYED, MAX_DISPLAYED_TEXT

# Where the limit of a cell's output is set.
_OUTPUT = "output; AutograderLimits.output in nbgrader_config.py or --output"
# Names that a notebook makes by itself.
_OF_HISTORY = re.compile(r"_i|_{1,3}$|_\d+$")
# Lines that install something: `!pip install x`, `%conda install x`, `!python -m pip download x`.
_INSTALLS = re.compile(
    r"\b(pip[\d.]*|conda|mamba|micromamba|uv|poetry|apt|apt-get|dnf|yum|apk|brew|npm)\b[^;&|]*?"
    r"\b(install|download|add|update|upgrade|create)\b"
)


class BoundedText(io.TextIOBase):
    """A text stream that keeps the first `limit` characters and counts the rest."""

    def __init__(self, limit: int) -> None:
        self.kept: list[str] = []
        self.limit, self.size, self.dropped = limit, 0, 0

    def writable(self) -> bool:
        """Streams of a notebook are written to."""
        return True

    def write(self, text: str) -> int:
        """Keep what fits."""
        room = self.limit - self.size
        self.kept.append(text[:room])
        self.size += min(len(text), max(room, 0))
        self.dropped += max(len(text) - max(room, 0), 0)
        return len(text)

    def text(self) -> str:
        """What was kept, and how much was not."""
        note = f"\n… {self.dropped} more characters were not kept ({_OUTPUT}).\n" if self.dropped else ""
        return "".join(self.kept) + note


class _Publisher(DisplayPublisher):
    """Keeps the text of what a cell displays."""

    shell: Any

    def publish(
        self, data: dict[str, Any], metadata: dict[str, Any] | None = None, *arguments: Any, **keywords: Any
    ) -> None:
        """Remember the plain text (and an image, where figures are drawn)."""
        self.shell.keep({"output_type": "display_data", "metadata": {}, "data": self.shell.kept_data(data)})


class _Hook(DisplayHook):
    """Keeps the text of a cell's last value."""

    shell: Any

    @property
    def prompt_count(self) -> int:
        """The number of the running cell."""
        return len(self.shell.history_manager.input_hist_parsed) - 1

    def __call__(self, result: Any = None) -> None:
        """Remember the value, and its text."""
        cast(Any, self).fill_exec_result(result)
        if result is None or cast(Any, self).quiet():
            return
        cast(Any, self).update_user_ns(result)
        include = {"text/plain", "image/png"} if self.shell.rendered else {"text/plain"}
        data, _ = self.shell.display_formatter.format(result, include=include)
        output: dict[str, Any] = {"output_type": "execute_result", "metadata": {}, "execution_count": None}
        self.shell.keep({**output, "data": self.shell.kept_data(data)})


class BoxShell(InteractiveShell):
    """An interactive shell whose cells leave nbformat outputs behind."""

    rendered = False
    problem: BaseException | None = None
    ended_with: BaseException | None = None
    last_value: Any = None
    outputs: list[dict[str, Any]] = []

    def enable_matplotlib(self, gui: str | None = None) -> tuple[str | None, str]:
        """Stay with the backend that draws nothing by itself."""
        if "matplotlib" in sys.modules:
            self._figure_settings()
        return gui, "agg"

    def enable_gui(self, gui: str | None = None) -> None:
        """Have no event loop."""

    def ask_exit(self) -> None:
        """Go on: `exit` in a cell ends the cell's run, not the box."""

    def keep(self, output: dict[str, Any]) -> None:
        """Append an output of the running cell."""
        if len(self.outputs) < MAX_DISPLAYED:
            self.outputs.append(output)

    def kept_data(self, data: dict[str, Any]) -> dict[str, str]:
        """Only what is safe to show: plain text, and drawings where they are asked for."""
        kept = {"text/plain": str(data.get("text/plain", ""))[:MAX_DISPLAYED_TEXT]}
        if self.rendered and isinstance(data.get("image/png"), str | bytes):
            image = data["image/png"]
            kept["image/png"] = image if isinstance(image, str) else base64.b64encode(image).decode()
        return kept

    def showtraceback(self, *arguments: Any, **keywords: Any) -> None:
        """Remember the exception; formatting it is the caller's affair."""
        self.problem = sys.exc_info()[1]

    def system(self, cmd: str) -> None:
        """Run a shell line, but for what would wait long for a network that grading does not have."""
        if _INSTALLS.search(cmd):
            print(f"Grading has no network: `{cmd}` was not run. What is needed must be installed before.")
        else:
            cast(Any, super()).system(cmd)

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:
        """Run a shell line for its output, as `system` does."""
        if not _INSTALLS.search(cmd):
            return cast(Any, super()).getoutput(cmd, split=split, depth=depth + 1)
        self.system(cmd)
        return SList([]) if split else LSString("")

    showsyntaxerror = showindentationerror = showtraceback

    def run_in_box(
        self, source: str, rendered: bool, out: BoundedText, err: BoundedText, *, is_shared: bool = False
    ) -> CellRun:
        """Run one cell.

        A shared cell is the instructor's: it was compiled in advance and needs none of the shell's services.
        """
        self.rendered = rendered
        ran = self._ran(source, self._run_compiled if is_shared else self._run_as_typed, out, err)
        streams = [("stdout", out.text()), ("stderr", err.text())]
        outputs = [{"output_type": "stream", "name": name, "text": text} for name, text in streams if text]
        outputs += self.outputs
        if self.ended_with is not None:
            outputs.append(error_output(self.ended_with))
        return replace(ran, outputs=outputs)

    def run_unseen(self, source: str, code: Code | None) -> CellRun:
        """Run one cell of which nobody looks at what it displays.

        Parameters
        ----------
        source : str
        code : (code, code or None) or None
            As `compiled` makes it; None if the cell is no Python.
        """
        self.rendered, nowhere = False, BoundedText(0)
        if code is None:
            return self._ran(source, self._run_as_typed, nowhere, nowhere)
        remember_lines(source)
        with cast(Any, self).builtin_trap, cast(Any, self).display_trap:
            return self._ran(source, lambda _: self._run_code(code), nowhere, nowhere)

    def let_extensions_know(self, *, is_over: bool) -> None:
        """Trigger what IPython does around a cell, with nothing of the cell: autoreload waits for it."""
        info = ExecutionInfo("", False, False, True, None)
        events = cast(Any, self).events
        if is_over:
            events.trigger("post_execute")
            events.trigger("post_run_cell", ExecutionResult(info))
        else:
            events.trigger("pre_execute")
            events.trigger("pre_run_cell", info)

    def _ran(
        self,
        source: str,
        run_it: Callable[[str], BaseException | None],
        out: BoundedText,
        err: BoundedText,
    ) -> CellRun:
        """Run one cell in a way; what came of it but for its outputs."""
        self.problem, self.outputs = None, []
        self.remember(source)
        before = dict(self.user_ns)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            problem = run_it(source)
            self._finish_figures()
        self.ended_with = problem
        bound = [name for name, value in self.user_ns.items() if before.get(name, before) is not value]
        return CellRun(
            is_ok=problem is None,
            bound=[name for name in bound if not _OF_HISTORY.match(name)],
            deleted=[name for name in before if name not in self.user_ns],
        )

    def remember(self, source: str) -> None:
        """Keep a cell where a notebook knows of it: `In` and `_i`."""
        history = cast(Any, self).history_manager
        history.store_inputs(len(history.input_hist_parsed), source)

    def forget(self) -> None:
        """Begin a notebook: no names, no cells before."""
        history = cast(Any, self).history_manager
        cast(Any, self).reset(new_session=False)
        history.input_hist_parsed[:] = history.input_hist_raw[:] = [""]
        history._i = history._ii = history._iii = history._i00 = ""

    def _run_as_typed(self, source: str) -> BaseException | None:
        result = cast(Any, self).run_cell(source, store_history=False)
        self.last_value = result.result
        return self.problem or result.error_before_exec or result.error_in_exec

    def _run_compiled(self, source: str) -> BaseException | None:
        try:
            problem = self._run_code(compiled(source))
        except (SyntaxError, ValueError) as no_python:
            return no_python
        if problem is not None:
            remember_lines(source)
        return problem

    def _run_code(self, code: Code) -> BaseException | None:
        body, last = code
        self.last_value = None
        try:
            run(body, self.user_ns)
            if last is not None:
                self.last_value = run(last, self.user_ns)
                self.displayhook(self.last_value)
        except BaseException as problem:
            return problem
        return None

    def _figure_settings(self) -> Any:
        """The settings of the inline backend, which `%config InlineBackend.close_figures` reaches."""
        from matplotlib_inline.config import InlineBackend  # it imports Matplotlib

        settings, known = InlineBackend.instance(parent=self), cast(list[Any], self.configurables)
        if settings not in known:
            known.append(settings)
        return settings

    def _finish_figures(self) -> None:
        """Draw the figures of a cell that somebody looks at; close them as the inline backend does."""
        plt = sys.modules.get("matplotlib.pyplot")
        if plt is None or not plt.get_fignums():
            return
        if self.rendered:
            for number in plt.get_fignums():
                drawn = io.BytesIO()
                plt.figure(number).savefig(drawn, format="png", dpi=72)
                data = {"text/plain": "<Figure>", "image/png": drawn.getvalue()}
                self.keep({"output_type": "display_data", "metadata": {}, "data": self.kept_data(data)})
        if self._figure_settings().close_figures:
            plt.close("all")


def make_shell() -> BoxShell:
    """Make the one shell of this process, without history and without threads."""
    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.autocall = 0
    shell = BoxShell.instance(config=config, display_pub_class=_Publisher, displayhook_class=_Hook)
    shell.user_ns["__name__"] = "__main__"
    return shell
