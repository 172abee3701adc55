"""Searching on the main screen: hits among the events shown, the cursor going from one to the next."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

import msgspec
from textual import on, work
from textual.widgets import Input

from ...index.ask import Index
from ...index.view import View
from ...model.words import sought, split_words
from ..filter_line import filter_spans
from ..history import Visit
from ..page import Span
from ..widgets.bar import Bar
from ..widgets.events import EventList
from ..widgets.pane import PagePane
from .main_panels import MainPanels


class Search(NamedTuple):
    """What is searched for, the events in which it stands, and where one was before."""

    typed: str
    words: tuple[str, ...]  # folded, to show where they stand
    hits: View
    origin: Visit


class MainSearch(MainPanels):
    """The part of the main screen that searches."""

    search: Search | None = None
    _origin: Visit | None = None

    def visit(self) -> Visit:
        """Where one is."""
        raise NotImplementedError

    def show_view(self, view: View, position: int) -> None:
        """Show a view with the cursor at or after a position of the timeline."""
        raise NotImplementedError

    def action_search(self) -> None:
        """Type what to look for; hits are shown at every letter."""
        line = self.query_one("#search", Input)
        self._origin = self.search.origin if self.search else self.visit()
        line.disabled = False
        line.add_class("-open")
        self.set_focus(line)

    @on(Input.Changed, "#search")
    def _typed(self, message: Input.Changed) -> None:
        self._look_for(message.value)

    @on(Input.Submitted, "#search")
    def _accepted(self) -> None:
        self._close_line()
        if self.search is not None and not self.search.typed.strip():
            self._end_search()

    def _close_line(self) -> None:
        line = self.query_one("#search", Input)
        line.remove_class("-open")
        line.disabled = True
        self.set_focus(self.query_one(EventList))

    @work(exclusive=True, group="search", thread=True)
    def _look_for(self, typed: str) -> None:
        """Ask the index beside the screen; only the answer to what was typed last is shown."""
        words = split_words(typed)
        asked = msgspec.structs.replace(self.view.selection, words=(*self.view.selection.words, *words))
        index = self.index
        hits = index.view(asked) if words else View(asked, (), ())
        self.app.call_from_thread(self._show_hits, typed, sought(words), hits, index)

    def _show_hits(self, typed: str, words: tuple[str, ...], hits: View, index: Index) -> None:
        line = self.query_one("#search", Input)
        if self._origin is None or line.value != typed or index is not self.index:
            return
        self.search = Search(typed, words, hits, self._origin)
        self._mark(hits, words)
        if len(hits):
            number = bisect_left(hits.positions, self._origin.position)
            self.move_to(self.view.place(hits.positions[number % len(hits)]))
        else:
            self.move_to(self.view.place(self._origin.position))
        self.say_search()

    def _mark(self, hits: View | None, words: tuple[str, ...]) -> None:
        self.query_one(EventList).mark_hits(hits, words)
        self.query_one("#reader", PagePane).mark_words(words)

    def say_search(self) -> None:
        """The filter line, or what was found."""
        bar = self.query_one("#filter", Bar)
        if self.search is None or not self.search.words:
            bar.show(*filter_spans(self.index, self.view, self.tongue))
            return
        hits = self.search.hits
        here = self.view.positions[self.place] if len(self.view) else -1
        number = bisect_left(hits.positions, here)
        at = f"{number + 1:,} of " if number < len(hits) and hits.positions[number] == here else ""
        found = f"{at}{len(hits):,} hit{'' if len(hits) == 1 else 's'}" if len(hits) else "no event has these words"
        keys = [Span("n N", "accent"), Span(" next, before  ", "dim"), Span("esc", "accent"), Span(" back ", "dim")]
        bar.show([Span(f" {found}", "text")], keys)

    def action_hit(self, step: int) -> None:
        """To the next event found, or the one before; round the end to the beginning."""
        if self.search is None or not len(self.search.hits):
            return
        positions = self.search.hits.positions
        here = self.view.positions[self.place]
        number = bisect_right(positions, here) if step > 0 else bisect_left(positions, here) - 1
        self.move_to(self.view.place(positions[number % len(positions)]))

    def end_search(self) -> bool:
        """Close what is typed and forget what was found; back to where one was. False where nothing was searched."""
        if self.search is None and not self.query_one("#search").has_class("-open"):
            return False
        origin = self._origin
        self._end_search()
        if origin is not None and len(self.view):
            self.move_to(self.view.place(origin.position))
        return True

    def search_again(self, typed: str) -> None:
        """Look for what was looked for before, now that another version of the timeline is shown."""
        line = self.query_one("#search", Input)
        with line.prevent(Input.Changed):
            line.value = typed
        self._origin = self.visit()
        self._look_for(typed)

    def _end_search(self) -> None:
        self.search = self._origin = None
        line = self.query_one("#search", Input)
        with line.prevent(Input.Changed):
            line.value = ""
        self._close_line()
        self._mark(None, ())
        self.say_search()
