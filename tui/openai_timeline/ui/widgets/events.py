"""The events: headings of months and a row an event, drawn from the index as they come into view."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.events import Click, Resize
from textual.message import Message

from ...index.view import View
from ...model.timeline import Event
from ..page import Line, Span
from ..rows import RowStyle, event_row, heading_row
from .lines import Lines

if TYPE_CHECKING:
    from ...notes import Note

BATCH = 16  # events fetched at a time: of a filter, each may lie in a block of its own
BATCHES_KEPT = 32


class EventList(Lines):
    """The list of events. Posts `CursorMoved` and `Opened`; is told which event is current."""

    HELP = "Events: up and down move the cursor; the person and the reader follow it."

    class CursorMoved(Message):
        """The reader asked for the event at a place of the view."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

        def can_replace(self, message: Message) -> bool:
            """Only the last of several counts."""
            return isinstance(message, EventList.CursorMoved)

    class Opened(Message):
        """The reader wants to read the current event."""

    BINDINGS = [("enter", "open", "Read")]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._view: View | None = None
        self._fetch: Callable[[Sequence[int]], list[Event]] = lambda positions: []
        self._batches: dict[int, list[Event]] = {}
        self._firsts: list[int] = []
        self._cursor = 0
        self._style = RowStyle(80)
        self._empty: list[str] = []
        self._hits: View | None = None
        self._noted: Mapping[str, Note] = {}

    # -- values down

    def show(self, view: View, fetch: Callable[[Sequence[int]], list[Event]], style: RowStyle) -> None:
        """Show the events of a view; `fetch` gives those at some positions."""
        self._view, self._fetch, self._style = view, fetch, style._replace(words=self._style.words)
        self._batches.clear()
        self._firsts = [heading.first for heading in view.headings]
        self._cursor = 0
        self.set_height(len(view) + len(self._firsts))

    def mark_hits(self, hits: View | None, words: tuple[str, ...]) -> None:
        """Mark the events that a search found, and the (folded) words where they stand in titles."""
        self._hits = hits
        self._style = self._style._replace(words=words)
        self.refresh()

    def mark_noted(self, noted: Mapping[str, Note]) -> None:
        """Mark the events that have a bookmark or a note, by their ids."""
        self._noted = noted
        self.refresh()

    def say_empty(self, lines: list[str]) -> None:
        """What to show where there is no event."""
        self._empty = lines
        if lines:
            self.set_height(len(lines))

    def point_at(self, place: int) -> None:
        """Mark the event under the cursor and have it in view, its heading too where it is the first."""
        for line in {self.line_of(self._cursor), self.line_of(place)}:
            self.refresh_line(line)
        first = place in self._firsts
        self._cursor = place
        self.show_line(self.line_of(place) - first, context=2)
        self.show_line(self.line_of(place), context=2)

    def line_of(self, place: int) -> int:
        """The line on which the event at `place` stands."""
        return place + bisect_right(self._firsts, place)

    @property
    def places_in_view(self) -> range:
        """The places of the events that are on the screen."""
        if self._view is None or not len(self._view):
            return range(0)
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        lines = (max(0, top), min(top + height, self.virtual_size.height) - 1)
        first, last = (max(0, y - self._heading_at(y) - 1) for y in lines)
        return range(first, last + 1)

    # -- drawing

    def on_resize(self, event: Resize) -> None:
        """Rows are as wide as the widget; the cursor stays in view."""
        del event
        if self._view is not None and len(self._view):
            self.call_after_refresh(self.point_at, self._cursor)

    def line(self, y: int) -> Line:
        """A heading or an event."""
        view = self._view
        if view is None or not len(view):
            return [Span(" " + self._empty[y] if y < len(self._empty) else "", "text" if y == 1 else "dim")]
        number = self._heading_at(y)
        heading = view.headings[number]
        if y == heading.first + number:
            return heading_row(heading, self.inner_width)
        place = y - number - 1
        event = self._event(place)
        at_top = y == self.scroll_offset.y  # there the day is said again
        before = self._event(place - 1) if place > heading.first and not at_top else None
        style = self._style._replace(width=self.inner_width)
        hit = self._hits is not None and self._hits.shows(view.positions[place])
        note = self._noted.get(event.id)
        kept = "" if note is None else "marked" if note.marked else "noted"
        return event_row(event, before, style, here=place == self._cursor, hit=hit, kept=kept)

    def ground(self, y: int) -> str:
        """The cursor's row stands out."""
        if self._view is None or not len(self._view) or y != self.line_of(self._cursor):
            return ""
        return "cursor" if self.has_focus else "cursor-blurred"

    def _heading_at(self, y: int) -> int:
        """The number of the heading that line `y` is of or under."""
        assert self._view is not None
        headings = self._view.headings
        low, high = 0, len(headings) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if headings[middle].first + middle <= y:
                low = middle
            else:
                high = middle - 1
        return low

    def _event(self, place: int) -> Event:
        """The event at a place, from the last few batches fetched."""
        assert self._view is not None
        number = place // BATCH
        batch = self._batches.get(number)
        if batch is None:
            batch = self._fetch(self._view.positions[number * BATCH : (number + 1) * BATCH])
            if len(self._batches) >= BATCHES_KEPT:
                self._batches.pop(next(iter(self._batches)))
            self._batches[number] = batch
        return batch[place % BATCH]

    # -- messages up

    def action_move(self, step: int) -> None:
        """The event after or before."""
        self._ask(self._cursor + step)

    def action_page(self, step: int) -> None:
        """The event a screenful on or back."""
        self._ask(self._cursor + step * self.page_size)

    def action_first(self) -> None:
        """The first event."""
        self._ask(0)

    def action_last(self) -> None:
        """The last event."""
        self._ask(len(self._view or ()) - 1)

    def action_open(self) -> None:
        """Read the current event."""
        self.post_message(self.Opened())

    def on_click(self, event: Click) -> None:
        """Choose the event under the mouse; a second click opens it."""
        offset = event.get_content_offset(self)
        if offset is None or self._view is None or not len(self._view):
            return
        y = min(offset.y + self.scroll_offset.y, self.virtual_size.height - 1)
        number = self._heading_at(y)
        self._ask(max(self._view.headings[number].first, y - number - 1))
        if event.chain == 2:
            self.action_open()

    def _ask(self, place: int) -> None:
        if self._view is not None and len(self._view):
            self.post_message(self.CursorMoved(max(0, min(place, len(self._view) - 1))))
