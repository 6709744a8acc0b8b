"""Matplotlib's backend in a box: figures are drawn into files, and nobody sees a window."""

from __future__ import annotations

from typing import Any

from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg


class FigureManager(FigureManagerBase):
    """Shows nothing, without a warning that there is no window: that would be noise."""

    def show(self, *arguments: Any, **keywords: Any) -> None:
        """Nobody looks."""

    @classmethod
    def pyplot_show(cls, *arguments: Any, **keywords: Any) -> None:
        """Nobody looks."""


class FigureCanvas(FigureCanvasAgg):
    """Draws as Matplotlib does for files."""

    manager_class = FigureManager
