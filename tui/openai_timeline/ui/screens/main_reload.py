"""The file that is open has changed: its new version on the main screen, or a bar that says why it cannot be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from ...index.ask import Index
from ...text import clean
from ..history import History, Visit
from ..page import Span
from ..reload import EVERY, Watched, carried_over, place_of
from ..widgets.bar import Bar
from .main_search import MainSearch

if TYPE_CHECKING:
    from ..app import TimelineApp

LATER = "The file has changed; its new version is shown once you are back on the main screen"


class MainReload(MainSearch):
    """The part of the main screen that follows the file. One version is shown as a whole, and then another."""

    _history: History
    _reading = False
    _next: Index | None = None  # the new version, while another screen still shows the old one

    @property
    def timeline_app(self) -> TimelineApp:
        """The app."""
        raise NotImplementedError

    def say_title(self) -> None:
        """The title, and what is wrong."""
        raise NotImplementedError

    def show_person(self, person: str | None) -> None:
        """Put a person of the event into the person pane."""
        raise NotImplementedError

    def follow_file(self) -> None:
        """Look at the file from now on, where there is one."""
        watched = self.timeline_app.watched
        if watched is not None:
            self.set_interval(EVERY, lambda: self._look_at_file(watched))

    def _look_at_file(self, watched: Watched) -> None:
        if self._next is not None:
            self._show_next(watched)
        if self._reading or not watched.has_changed():
            return
        if watched.is_back():
            self._next = None
            self._say_fault("")
            return
        self._reading = True
        self._read_file(watched)

    @work(thread=True, group="reload")
    def _read_file(self, watched: Watched) -> None:
        index = watched.read()
        self.app.call_from_thread(self._file_was_read, watched, index)

    def _file_was_read(self, watched: Watched, index: Index | None) -> None:
        self._reading, self._next = False, None
        if not self.query("#fault"):  # the screen is being taken down
            return
        self._say_fault(watched.fault)
        if index is None:
            if watched.fault and self.app.screen is not self:
                said = f"The file has changed and cannot be read: {clean(watched.fault)}"
                self.app.notify(said, severity="error", timeout=8, markup=False)
        elif not _same(index, self.index):
            self._next = index
            if not self._show_next(watched):
                self.app.notify(LATER, timeout=8, markup=False)

    def _show_next(self, watched: Watched) -> bool:
        """Show the new version where nothing stands over the old one."""
        if self._next is None or self.app.screen is not self or self.query_one("#search").has_class("-open"):
            return False
        index, self._next = self._next, None
        self._take(index, watched)
        events = f"{index.total:,} event{'s' * (index.total != 1)}"
        self.notify(f"The file has changed and was read again: {events}", timeout=4, markup=False)
        return True

    def _take(self, index: Index, watched: Watched) -> None:
        """Show another version of the timeline: the same filter, the cursor on the same event."""
        app, old = self.timeline_app, self.index
        position, person, searched = app.last_position, self.person_in_focus(), self.search
        if searched is not None:
            self._end_search()
        self._history.carry(
            lambda visit: Visit(carried_over(visit.selection, index), place_of(old, visit.position, index))
        )
        index.bookmarks = old.bookmarks
        view = index.view(carried_over(self.view.selection, index))
        position = place_of(old, position, index)
        self.index = index
        self.problems = index.problems(watched.path)
        app.take_index(index, self.problems)
        self.say_title()
        self.show_view(view, position)
        self.show_person(person)
        if searched is not None and len(view):
            self.search_again(searched.typed)

    def _say_fault(self, fault: str) -> None:
        """One line under the title: what is wrong with the file, and that what is shown is older."""
        self.set_class(bool(fault), "-faulty")
        line = [Span(" not reloaded ", "bad"), Span(f" {clean(fault)}", "bad")] if fault else []
        self.query_one("#fault", Bar).show(line, [Span("the last good version is shown ", "dim")] if fault else [])


def _same(one: Index, other: Index) -> bool:
    """Whether both are of the same bytes: a file may be touched, or written as it was."""
    return one.keeper is not None and other.keeper is not None and one.keeper.content == other.keeper.content
