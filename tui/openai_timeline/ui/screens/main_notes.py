"""Bookmarks and notes on the main screen."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec
from textual.screen import Screen

from ...text import TITLE_LIMIT, clean
from ..cards import Tongue, person_name
from ..widgets.events import EventList

if TYPE_CHECKING:
    from ...index.ask import Index
    from ...index.view import View
    from ...model.timeline import Event
    from ...notes import Kind, Note, Notes
    from ..app import TimelineApp

LOOK_EVERY = 2.0  # seconds between looks at what another program wrote


class MainNotes(Screen[None]):
    """The part of the main screen that keeps bookmarks and notes. The file is opened when first needed."""

    index: Index
    view: View
    event: Event | None

    _notes: Notes | None = None
    _notes_version = 0
    _noted: Mapping[tuple[Kind, str], Note] = {}

    @property
    def timeline_app(self) -> TimelineApp:
        """The app."""
        raise NotImplementedError

    @property
    def tongue(self) -> Tongue:
        """The language of record text."""
        raise NotImplementedError

    def person_in_focus(self) -> str | None:
        """The id of the person in the person pane."""
        raise NotImplementedError

    def go_to(self, position: int) -> None:
        """Put the cursor on an event of the timeline."""
        raise NotImplementedError

    def refresh_reader(self) -> None:
        """Show the reader's page anew."""
        raise NotImplementedError

    def filter_by(self, person: str) -> None:
        """Show the events of one person."""
        raise NotImplementedError

    def select_again(self) -> None:
        """Show what matches the selection by now."""
        raise NotImplementedError

    def read_memo(self, memo: str) -> None:
        """Read a memo of the event on the whole screen."""
        raise NotImplementedError

    def notes(self) -> Notes | None:
        """The open notes; None, after saying why, where they cannot be kept."""
        from ...notes import Notes, NotesError

        if self.timeline_app.notes_path is None:
            said = "Notes are kept with a file's name, and what was piped in has none"
            self.notify(said, severity="warning", timeout=5, markup=False)
        elif self._notes is None:
            try:
                self._notes = Notes(self.timeline_app.notes_path)
            except NotesError as error:
                self.notify(clean(str(error)), severity="error", markup=False)
                return None
            if self._notes.notice:
                self.notify(clean(self._notes.notice), severity="warning", timeout=10, markup=False)
            self.set_interval(LOOK_EVERY, self._look)
        return self._notes

    def show_noted(self) -> None:
        """Mark in the list what is bookmarked or noted, where there is a file of notes at all."""
        from ...notes import NotesError

        path = self.timeline_app.notes_path
        if path is None or (self._notes is None and not os.path.exists(path)):  # noqa: PTH110 - it never raises
            return
        notes = self.notes()
        if notes is not None:
            try:
                self._notes_version = notes.version()
                found = notes.all(self._timeline())
            except NotesError as error:  # what was seen last stays
                self.app.notify(clean(str(error)), severity="error", markup=False)
                return
            self._noted = {(note.kind, note.item): note for note in found}
            events = {item: note for (kind, item), note in self._noted.items() if kind == "event"}
            self.index.bookmarks = frozenset(item for item, note in events.items() if note.marked)
            self.query_one(EventList).mark_noted(events)

    def noting(self) -> MainNotes:
        """What keeps bookmarks and notes: this."""
        return self

    def noted(self, kind: Kind, item: str) -> Note | None:
        """The note on a thing, as it was last seen; None where there is none."""
        return self._noted.get((kind, item))

    def note_text(self, event: str) -> str:
        """The text of the note on an event, or ''."""
        note = self.noted("event", event)
        return note.text if note else ""

    def _look(self) -> None:
        """Show what another program wrote."""
        from ...notes import NotesError

        with suppress(NotesError):  # another program holds it: the next look will tell
            if self._notes is not None and self._notes.version() != self._notes_version:
                self.show_noted()

    def _timeline(self) -> str:
        return self.timeline_app.timeline_name

    def _note_in_focus(self) -> Note | None:
        """The note on the event under the cursor, or on the person where that pane has the focus."""
        if self.event is None:
            return None
        person = self.person_in_focus()
        if self.focused is self.query_one("#person") and person is not None:
            found = self.index.person(person)
            return self._note_on("person", person, person_name(found, self.tongue) if found else person)
        return self._note_on("event", self.event.id, self.event.title.in_language(*self.tongue))

    def _note_on(self, kind: Kind, item: str, title: str) -> Note | None:
        """The note on a thing, with its title as it is now; None where notes cannot be kept."""
        from ...notes import NotesError

        notes = self.notes()
        try:
            note = notes.of(self._timeline(), kind, item) if notes is not None else None
        except NotesError as error:
            self.app.notify(clean(str(error)), severity="error", markup=False)
            return None
        return note and msgspec.structs.replace(note, title=clean(title, limit=TITLE_LIMIT))

    def _keep(self, note: Note) -> str:
        """Keep a note; why not, or ''."""
        from ...notes import NotesError

        notes = self.notes()
        try:
            if notes is not None:
                notes.save(note)
        except NotesError as error:
            return clean(str(error))
        self.show_noted()
        self.refresh_reader()
        if self.view.selection.bookmarked:
            self.select_again()
        return ""

    def action_bookmark(self) -> None:
        """Mark what is under the cursor, or take the mark away."""
        self._toggle(self._note_in_focus())

    def action_note(self) -> None:
        """Write a note on what is under the cursor."""
        self._write(self._note_in_focus())

    def bookmark(self, kind: Kind, item: str, title: str) -> None:
        """Mark a thing, or take the mark away."""
        self._toggle(self._note_on(kind, item, title))

    def write_note(self, kind: Kind, item: str, title: str, written: Callable[[], None]) -> None:
        """Write a note on a thing; `written` is called when that is done."""
        self._write(self._note_on(kind, item, title), written)

    def _toggle(self, note: Note | None) -> None:
        if note is not None:
            wrong = self._keep(msgspec.structs.replace(note, marked=not note.marked))
            said = wrong or ("Bookmark taken away" if note.marked else f"Bookmarked: {note.title}")
            self.app.notify(said, severity="error" if wrong else "information", timeout=3, markup=False)

    def _write(self, note: Note | None, written: Callable[[], None] | None = None) -> None:
        from .note import NoteScreen

        if note is not None:
            screen = NoteScreen(note, lambda text: self._keep(msgspec.structs.replace(note, text=text)))
            self.app.push_screen(screen, lambda _: written() if written else None)

    def action_noted(self) -> None:
        """List bookmarks and notes; go to one."""
        from ...notes import NotesError
        from .noted import NotedScreen

        def chosen(note: Note | None) -> None:
            if note is None:
                return
            position = None
            if note.kind == "event":
                position = self.index.position(note.item)
            elif note.kind == "memo":
                position = self.index.position_with_memo(note.item)
            if position is not None:
                self.go_to(position)
                if note.kind == "memo":
                    self.read_memo(note.item)
            elif note.kind == "person" and self.index.person(note.item):
                self.filter_by(note.item)
            else:
                self.notify("This version of the timeline does not have it", severity="warning", markup=False)

        notes = self.notes()
        try:
            if notes is not None:
                self.app.push_screen(NotedScreen(notes.all(self._timeline())), chosen)
        except NotesError as error:
            self.notify(clean(str(error)), severity="error", markup=False)
