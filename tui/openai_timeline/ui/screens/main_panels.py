"""What the main screen opens over itself: the picker, the reader, sources, citations, problems, help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
from textual.screen import Screen

from ...files.problems import Problem
from ...index.ask import Index
from ...index.careers import record_end
from ...index.view import View
from ...model.dates import Precision
from ...model.selection import Selection
from ...model.timeline import Event, Source
from ..cards import Tongue, event_card, person_card
from ..event_page import Clock, event_page
from ..page import lay_out
from ..page import plain as plain_lines

if TYPE_CHECKING:
    from ..noting import Noting


class MainPanels(Screen[None]):
    """The part of the main screen that opens other screens; the state is the main screen's own."""

    index: Index
    view: View
    place: int
    event: Event | None
    problems: Sequence[Problem]

    @property
    def tongue(self) -> Tongue:
        """The language of record text."""
        raise NotImplementedError

    @property
    def clock(self) -> Clock:
        """The reader's zone, and whether it comes first."""
        raise NotImplementedError

    def select(self, selection: Selection) -> None:
        """Show other events."""
        raise NotImplementedError

    def move_to(self, place: int) -> None:
        """Put the cursor on the event at a place of the view."""
        raise NotImplementedError

    def set_clock(self, own: bool) -> None:
        """Show times on the reader's clock, or on the event's."""
        raise NotImplementedError

    def jump_to(self, place: int) -> None:
        """Go to a place of the view that is elsewhere, so that one can come back."""
        raise NotImplementedError

    def noting(self) -> Noting:
        """What keeps bookmarks and notes."""
        raise NotImplementedError

    def person_in_focus(self) -> str | None:
        """The id of the person in the person pane."""
        raise NotImplementedError

    def action_pick_people(self) -> None:
        """Choose people to filter by."""
        from .people import PeoplePicker

        def apply(people: tuple[str, ...]) -> None:
            if people != self.view.selection.people:
                self.select(msgspec.structs.replace(self.view.selection, people=people))

        self.app.push_screen(PeoplePicker(self.index, self.view.selection.people, self.tongue, apply))

    def action_filter(self) -> None:
        """Filter by what there is, each choice with how many events it would leave."""
        from .filters import FilterScreen

        self.app.push_screen(FilterScreen(self.index, self.view.selection, self.tongue, self.select))

    def action_date(self) -> None:
        """Go to the first event at or after a date as people type it."""
        from ...model.typed_dates import parse_typed
        from .filters import wrong_date
        from .prompt import PromptScreen

        zone = self.index.head.zone

        def typed(text: str | None) -> None:
            if text is not None and len(self.view):
                position = self.index.position_at(parse_typed(text, zone=zone).earliest)
                self.jump_to(self.view.place(position))

        hint = "2023, nov 2023, 17 nov 2023, spring 2001, last friday …"
        self.app.push_screen(PromptScreen("Go to a date", hint, lambda text: wrong_date(text, zone)), typed)

    def action_enter(self) -> None:
        """Read the event on the whole screen; from the person pane, filter by the person."""
        person = self.person_in_focus()
        if self.focused is self.query_one("#person") and person is not None:
            self.select(self.view.selection.with_person_toggled(person))
        elif self.event is not None:
            self.open_reader("")

    def action_read(self) -> None:
        """Read the event's memo, or the event where it has none, on the whole screen."""
        if self.event is not None:
            self.open_reader("first" if self.event.memos else "")

    def open_reader(self, memo: str) -> None:
        """Read the event, or a memo of it (`first`, or an id), on the whole screen."""
        from .reader import ReaderScreen

        view = self.view

        def closed(place: int | None) -> None:
            if place is None:
                return
            if self.view is not view:  # a bookmark that was taken away may have changed it
                self.move_to(self.view.place(view.positions[place])) if len(self.view) else None
            elif place != self.place:
                self.move_to(place)

        clock = self.clock
        reader = ReaderScreen(self.index, view, self.place, memo, self.tongue, clock, self.set_clock, self.noting())
        self.app.push_screen(reader, closed)

    def action_open_source(self, source: str = "") -> None:
        """Look at the sources of what has the focus, and open one in the browser."""
        from .sources import SourcesScreen

        sources = self._sources_in_focus()
        if source and all(source != one.id for one in sources):
            sources = self.index.sources([source])
        if sources:
            self.app.push_screen(SourcesScreen(self.index, sources, self.tongue, source))

    def action_cite(self) -> None:
        """Copy a citation of the event's sources, or (on the person pane) of the person's."""
        from ...files.citation import of_source
        from .cite import CiteScreen

        sources = self._sources_in_focus()
        if sources:
            self.app.push_screen(CiteScreen([of_source(source, self.tongue.wanted) for source in sources]))

    def action_copy_text(self) -> None:
        """Copy the event's title, date, account and memos as plain text."""
        if self.event is not None:
            card = event_card(self.index, self.event, self.tongue)
            lines, _ = lay_out(event_page(card, self.clock, self.tongue), 72)
            self.app.copy_to_clipboard(plain_lines(lines))
            self.notify("Copied", timeout=3, markup=False)

    def _sources_in_focus(self) -> list[Source]:
        """The sources of the person where that pane has the focus, else of the event and its memos."""
        person = self.person_in_focus()
        if self.event is None:
            return []
        if self.focused is self.query_one("#person") and person is not None:
            return list(person_card(self.index, person, self.event.date, self.tongue).sources)
        card = event_card(self.index, self.event, self.tongue)
        return [*card.sources, *(source for memo in card.memos for source in memo.sources)]

    def action_offices(self) -> None:
        """Say who was in office at the moment of the event."""
        from .offices import OfficesScreen

        if self.event is not None:
            self.app.push_screen(OfficesScreen(self.index, self.event.date, self.tongue))

    def action_tenures(self) -> None:
        """People and their roles in time; Enter there filters by a person."""
        from .tenures import TenuresScreen

        def chosen(person: str | None) -> None:
            if person is not None:
                self.select(msgspec.structs.replace(self.view.selection, people=(person,)))

        date = self.event.date if self.event is not None else None
        instant = record_end(self.index) if date is None else date.earliest
        if date is not None and date.precision is Precision.DAY:
            instant = (date.earliest + date.latest + 1) // 2
        screen = TenuresScreen(self.index, self.view, instant, self.tongue, self.person_in_focus())
        self.app.push_screen(screen, chosen)

    def action_compare(self) -> None:
        """The careers of the two people who are chosen, side by side."""
        from .compare import open_comparison

        open_comparison(self.app, self.index, self.view.selection.people, self.tongue)

    def action_problems(self) -> None:
        """List what could not be read."""
        from .problems import ProblemsScreen

        if self.problems:
            self.app.push_screen(ProblemsScreen(self.problems))

    def action_help(self) -> None:
        """What the keys do."""
        from .help import HelpScreen

        self.app.push_screen(HelpScreen(self))
