"""The years as a strip above the events, where the terminal is too narrow for a list of them."""

from __future__ import annotations

from collections.abc import Sequence

from textual.events import Click

from ...index.view import YearCount
from ...model.date_display import year_name
from ..page import Line, Span
from .lines import Lines
from .years import YearList, YearRow, year_rows

LEVELS = " ▁▂▃▄▅▆▇█"


class YearStrip(Lines, can_focus=False):
    """Two rows: years around the current one, and above each a block as high as its events are many."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[YearRow] = []
        self._current = 0

    def show(self, years: Sequence[YearCount]) -> None:
        """Show these years."""
        self._rows = year_rows(years)
        self.set_height(2)

    def point_at(self, year: int) -> None:
        """Mark the year in which the cursor is."""
        self._current = next((n for n, row in enumerate(self._rows) if row.year == year), 0)
        self.refresh()

    def _cells(self) -> tuple[int, int, int]:
        """The first year shown, how many, and the cells each takes."""
        longest = max((len(self._label(row)) for row in self._rows), default=4)
        each = longest + 1
        count = max(1, min(len(self._rows), (self.inner_width - 1) // each))
        first = max(0, min(self._current - count // 2, len(self._rows) - count))
        return first, count, each

    @staticmethod
    def _label(row: YearRow) -> str:
        return "⋮" if row.total is None else year_name(row.year)

    def line(self, y: int) -> Line:
        """The blocks (0) or the years (1)."""
        first, count, each = self._cells()
        most = max((row.shown for row in self._rows), default=0)
        line: Line = [Span(" ")]
        for number, row in enumerate(self._rows[first : first + count], first):
            here = number == self._current
            if y == 0:
                level = LEVELS[-(-row.shown * 8 // most)] if most else " "
                line += [Span(level * (each - 1), "accent" if here else "bar"), Span(" ")]
            else:
                style = "mark" if here else "text" if row.shown else "dim"
                line += [Span(self._label(row).rjust(each - 1), style), Span(" ")]
        return line

    def on_click(self, event: Click) -> None:
        """Go to the year under the mouse."""
        first, count, each = self._cells()
        number = first + max(0, event.x - 1) // each
        if number < min(first + count, len(self._rows)):
            self.post_message(YearList.Chosen(self._rows[number].year))
