"""The density strip: how many events lie where in the time of the view, and which of them are on the screen."""

from __future__ import annotations

from textual.events import Click
from textual.message import Message

from ...index.ask import Index
from ...index.density import density, density_by_month, heading_span, levels
from ...index.view import View
from ...model.axis import Axis
from ...model.date_display import year_name
from ..page import Line, Span
from ..tenure_rows import Look, density_line
from .lines import Lines

FEW = 24  # months, of which days are looked at one by one


class DensityStrip(Lines, can_focus=False):
    """One line. Posts `Chosen` where it is clicked; is told which events are on the screen."""

    class Chosen(Message):
        """An instant was clicked."""

        def __init__(self, instant: int) -> None:
            super().__init__()
            self.instant = instant

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._index: Index | None = None
        self._view: View | None = None
        self._heights: list[int] = []
        self._drawn: Axis | None = None
        self._marked = (0, 0, 0)
        self._ascii = False

    def show(self, index: Index, view: View, ascii_only: bool) -> None:
        """Show the time of a view."""
        self._index, self._view, self._ascii, self._drawn = index, view, ascii_only, None
        self.set_height(1)

    def point_at(self, current: int, first: int, last: int) -> None:
        """Mark an instant, and the time from the first to the last on the screen."""
        before, self._marked = self._marked, (current, first, last)
        axis = self._drawn
        if axis is None or [*map(axis.cell, before)] != [*map(axis.cell, self._marked)]:
            self.refresh()

    def _labels(self) -> tuple[str, str]:
        headings = self._view.headings if self._view is not None else ()
        return (year_name(headings[0].year), year_name(headings[-1].year)) if headings else ("", "")

    def _axis(self) -> Axis | None:
        if self._view is None or not self._view.headings:
            return None
        spans = [heading_span(self._view.headings[n]) for n in (0, -1)]
        first = min(span[0] for span in spans)
        return Axis(
            first, max(span[1] for span in spans) + 1, max(1, self.inner_width - sum(map(len, self._labels())) - 4)
        )

    def line(self, y: int) -> Line:
        """The first year, the strip, the last year."""
        axis = self._axis()
        if axis is None or self._view is None or self._index is None:
            return []
        if axis != self._drawn:
            few = len(self._view.headings) <= FEW
            counts = density(self._index, self._view, axis) if few else density_by_month(self._view, axis)
            self._heights, self._drawn = levels(counts, 8), axis
        first, last = self._labels()
        current, begun, ended = map(axis.cell, self._marked)
        strip = density_line(self._heights, Look(axis, current, self._ascii), bright=range(begun, ended + 1))
        return [Span(f" {first} ", "dim"), *strip, Span(f" {last} ", "dim")]

    def on_click(self, event: Click) -> None:
        """Go to the instant under the mouse."""
        axis, left = self._axis(), len(self._labels()[0]) + 2
        if axis is not None and 0 <= event.x - left < axis.width:
            self.post_message(self.Chosen(axis.instant(event.x - left)))
