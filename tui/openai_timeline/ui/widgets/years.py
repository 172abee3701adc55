"""The years: one row a year, with a bar of how many of its events are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.events import Click
from textual.message import Message

from ...index.view import YearCount
from ...model.date_display import year_name
from ..page import Line, Span
from .lines import Lines

LONGEST_GAP = 12  # years without events that are still shown one by one
EIGHTHS = " ▏▎▍▌▋▊▉█"


class YearRow(NamedTuple):
    """A row: a year, or (where `total` is None) years without events, folded into one row."""

    year: int
    shown: int
    total: int | None
    missing: int = 0


def year_rows(years: Sequence[YearCount]) -> list[YearRow]:
    """Rows for the years, those in between included; long gaps take one row."""
    rows: list[YearRow] = []
    for year, shown, total in years:
        if rows:
            gap = year - rows[-1].year - 1
            if gap <= LONGEST_GAP:
                rows.extend(YearRow(y, 0, 0) for y in range(year - gap, year))
            else:
                rows.append(YearRow(year - 1, 0, None, gap))
        rows.append(YearRow(year, shown, total))
    return rows


def bar(shown: int, total: int, most: int, width: int) -> list[Span]:
    """A bar of the shown events, and behind it, dimmer, of all events of the year."""
    if most <= 0 or width <= 0:
        return [Span(" " * max(0, width))]
    eighths = -(-shown * width * 8 // most)
    full, part = divmod(eighths, 8)
    text = "█" * full + (EIGHTHS[part] if part else "")
    behind = max(0, -(-total * width // most) - len(text))
    return [Span(text, "bar"), Span("░" * behind, "bar-dim"), Span(" " * (width - len(text) - behind))]


def era_sign(year: int, eras: Sequence[tuple[int, int]], ascii_only: bool) -> str:
    """The part of the band of eras beside a year: an era goes on, begins, ends, or begins after another."""
    before = any(first < year <= last for first, last in eras)
    after = any(first <= year < last for first, last in eras)
    begins = any(first == year for first, _ in eras)
    signs = "|++++ " if ascii_only else "│├┌└╶ "
    if before and after:
        return signs[1 if begins else 0]
    if before or after:
        return signs[2 if after else 3]
    return signs[4 if begins else 5]


class YearList(Lines):
    """The list of years. Posts `Chosen`; is told which year is current."""

    HELP = "Years: up and down go from year to year; the events follow."

    class Chosen(Message):
        """The reader asked for a year."""

        def __init__(self, year: int) -> None:
            super().__init__()
            self.year = year

        def can_replace(self, message: Message) -> bool:
            """Only the last of several counts."""
            return isinstance(message, YearList.Chosen)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: list[YearRow] = []
        self._current = 0
        self._most = 1
        self._eras: Sequence[tuple[int, int]] = ()
        self._ascii = False

    def show(self, years: Sequence[YearCount], eras: Sequence[tuple[int, int]] = (), ascii_only: bool = False) -> None:
        """Show these years, and beside them eras by their first and last years."""
        self.rows, self._eras, self._ascii = year_rows(years), eras, ascii_only
        self._most = max((row.total or 0 for row in self.rows), default=1)
        self.set_height(len(self.rows))

    def point_at(self, year: int) -> None:
        """Mark the year in which the cursor is."""
        number = next((n for n, row in enumerate(self.rows) if row.year == year), 0)
        if number != self._current:
            self._current = number
            self.refresh()
        self.show_line(number, context=2)

    def line(self, y: int) -> Line:
        """One year."""
        row, width = self.rows[y], self.inner_width
        if row.total is None:
            said = (f"  ⋮ {row.missing:,} years", f" ⋮ {row.missing:,} yr", f" ⋮ {row.missing:,}", " ⋮")
            return [Span(next((text for text in said if len(text) <= width), ""), "dim")]
        name = f"{era_sign(row.year, self._eras, self._ascii)}{year_name(row.year)}"
        count = f" {row.shown}" if row.total else ""
        room = width - len(name) - 1 - max(4, len(count))
        here = y == self._current
        style = "mark-strong" if here else "text" if row.shown else "dim"
        return [
            Span(name[:1], style if here else "dim"),
            Span(name[1:], style),
            Span(" "),
            *bar(row.shown, row.total, self._most, room),
            Span(f"{count:>4}", style if here else "dim"),
        ]

    def ground(self, y: int) -> str:
        """The current year stands out."""
        return "mark" if y == self._current and self.rows else ""

    def action_move(self, step: int) -> None:
        """The next or the last year that has events to show, or without one the neighbour."""
        self._choose(self._current + step)

    def action_page(self, step: int) -> None:
        """A screenful of years on or back."""
        self._choose(self._current + step * self.page_size)

    def action_first(self) -> None:
        """The first year."""
        self._choose(0)

    def action_last(self) -> None:
        """The last year."""
        self._choose(len(self.rows) - 1)

    def on_click(self, event: Click) -> None:
        """Choose the year under the mouse."""
        offset = event.get_content_offset(self)
        if offset is not None:
            self._choose(offset.y + self.scroll_offset.y)

    def _choose(self, number: int) -> None:
        if self.rows:
            number = max(0, min(number, len(self.rows) - 1))
            step = 1 if number >= self._current else -1
            while 0 < number < len(self.rows) - 1 and not self.rows[number].shown:
                number += step
            self.post_message(self.Chosen(self.rows[number].year))
