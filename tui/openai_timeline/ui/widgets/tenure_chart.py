"""The chart of tenures: people down, time across. Only the rows in view are drawn."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Click, Resize
from textual.message import Message

from ...model.axis import Window
from ...model.bars import Bar, Row
from ...model.dates import Date
from ...model.offices import Held, held
from ...text import cell_width
from ..page import Line, Span
from ..tenure_rows import (
    Look,
    axis_line,
    date_line,
    density_line,
    era_line,
    lane_line,
    name_line,
    tick_line,
    undated_line,
)
from .lines import Lines

LEAST_NAME, MOST_NAME = 12, 24


class People(NamedTuple):
    """The rows of a chart: what changes when other people or other roles are shown."""

    rows: Sequence[Row]
    names: Mapping[str, str]
    title: Callable[[Bar], str]  # what is written on a bar of the row under the cursor
    as_of: Date | None = None


class Time(NamedTuple):
    """What changes when the cursor moves in time."""

    window: Window
    cursor: int
    moment: Date
    label: str
    eras: Sequence[tuple[str, int, int]] = ()
    heights: Sequence[int] = ()  # of the density strip, in eighths
    zone: str | None = None
    ascii: bool = False

    @property
    def look(self) -> Look:
        """What all lines share."""
        axis = self.window.axis
        return Look(axis, axis.cell(self.cursor), self.ascii)


class FixedLines(Lines, can_focus=False):
    """A few lines above or below the rows."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines."""
        self._lines = lines
        self.styles.height = len(lines)
        self.set_height(len(lines))

    def line(self, y: int) -> Line:
        """A line."""
        return self._lines[y]


class TenureRows(Lines):
    """The rows. Posts `PersonMoved` and `DateClicked`; is told which person is current."""

    HELP = "Tenures: up and down go from person to person, left and right move the date."

    class PersonMoved(Message):
        """The reader asked for the person of a row."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

        def can_replace(self, message: Message) -> bool:
            """Only the last of several counts."""
            return isinstance(message, TenureRows.PersonMoved)

    class DateClicked(Message):
        """A cell of the axis was clicked."""

        def __init__(self, cell: int) -> None:
            super().__init__()
            self.cell = cell

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._people = People((), {}, lambda bar: "")
        self._time: Time | None = None
        self._starts: list[int] = []
        self._held: dict[str, Held] = {}
        self._longest = 0
        self.current = 0

    # -- values down

    def show_people(self, people: People, current: int) -> None:
        """Show these people."""
        self._people, self._time = people, None
        self._starts, line = [], 0
        for row in people.rows:
            self._starts.append(line)
            line += row.height
        self._longest = max((cell_width(people.names[row.person.id]) for row in people.rows), default=0)
        self.set_height(line)
        self.point_at(current)

    def show_time(self, time: Time) -> None:
        """Show this part of time, and who is in office at its cursor."""
        self._time = time
        self._held.clear()
        self.refresh()

    def point_at(self, number: int) -> None:
        """Mark the row under the cursor and have it in view."""
        self.current = max(0, min(number, len(self._starts) - 1))
        if self._starts:
            first = self._starts[self.current]
            self.show_line(first + self._people.rows[self.current].height - 1, context=1)
            self.show_line(first, context=1)
        self.refresh()

    @property
    def name_width(self) -> int:
        """The cells of the names: a quarter of the width, or less where names are short."""
        return max(LEAST_NAME, min(self._longest + 4, self.inner_width // 4, MOST_NAME + 4))

    @property
    def plot_width(self) -> int:
        """The cells of the time axis."""
        return max(1, self.inner_width - self.name_width - 1)

    # -- drawing

    def line(self, y: int) -> Line:
        """The lane of a person at a line, the name before the first."""
        time = self._time
        if time is None:
            return []
        number = bisect_right(self._starts, y) - 1
        row, lane, here = self._people.rows[number], y - self._starts[number], number == self.current
        name = self._people.names[row.person.id]
        start = name_line(name, self.name_width, self._held_by(row, time), here, time.ascii, first=lane == 0)
        if not row.lanes:
            return [*start, *undated_line(len(row.undated), time.look)]
        bars = row.lanes[lane]
        titles = [self._people.title(bar) for bar in bars] if here else ()
        return [*start, *lane_line(bars, time.look, titles)]

    def ground(self, y: int) -> str:
        """The cursor's row stands out."""
        if not self._starts or bisect_right(self._starts, y) - 1 != self.current:
            return ""
        return "cursor" if self.has_focus else "cursor-blurred"

    def _held_by(self, row: Row, time: Time) -> Held:
        """Whether the person holds any role of the row at the cursor."""
        answer = self._held.get(row.person.id)
        if answer is None:
            answers = {held(bar.role, time.moment, self._people.as_of) for bar in row.bars}
            answer = next((one for one in (Held.YES, Held.MAYBE) if one in answers), Held.NO)
            self._held[row.person.id] = answer
        return answer

    # -- messages up

    def action_move(self, step: int) -> None:
        """The person below or above."""
        self._ask(self.current + step)

    def action_page(self, step: int) -> None:
        """The person a screenful on or back."""
        if self._starts:
            line = self._starts[self.current] + step * self.page_size
            self._ask(max(0, bisect_right(self._starts, line) - 1))

    def action_first(self) -> None:
        """The first person."""
        self._ask(0)

    def action_last(self) -> None:
        """The last person."""
        self._ask(len(self._starts) - 1)

    def on_click(self, event: Click) -> None:
        """Go to the person of the row, and to the date where the axis was clicked."""
        offset = event.get_content_offset(self)
        if offset is None or not self._starts:
            return
        self._ask(max(0, bisect_right(self._starts, offset.y + self.scroll_offset.y) - 1))
        if offset.x >= self.name_width:
            self.post_message(self.DateClicked(offset.x - self.name_width))

    def _ask(self, number: int) -> None:
        if self._starts:
            self.post_message(self.PersonMoved(max(0, min(number, len(self._starts) - 1))))


class TenureChart(Vertical):
    """Eras and axis above the rows, density and the cursor's date below them."""

    class WidthChanged(Message):
        """The axis has another width now."""

    def compose(self) -> ComposeResult:
        """The parts."""
        yield FixedLines(id="chart-head")
        yield TenureRows(id="tenures")
        yield FixedLines(id="chart-foot")

    @property
    def rows(self) -> TenureRows:
        """The rows, which have the focus."""
        return self.query_one(TenureRows)

    def show_time(self, time: Time, tall: bool) -> None:
        """Show this part of time in all parts."""
        look, indent = time.look, Span(" " * self.rows.name_width)
        ticks = look.axis.ticks(time.zone)
        head = [tick_line(ticks, look), axis_line(ticks, look)]
        if time.eras:
            head.insert(0, era_line(time.eras, look))
        rows = (1, 0) if tall else (0,)
        foot = [density_line(time.heights, look, row) for row in rows] if any(time.heights) else []
        foot.append(date_line(time.label, look))
        self.query_one("#chart-head", FixedLines).show([[indent, *line] for line in head])
        self.query_one("#chart-foot", FixedLines).show([[indent, *line] for line in foot])
        self.rows.show_time(time)

    def on_resize(self, event: Resize) -> None:
        """Tell that the axis is to be drawn for another width."""
        del event
        self.post_message(self.WidthChanged())
