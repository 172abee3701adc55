"""What a reader of another format has understood so far, and how it becomes a `Reading`.

A part that is lost is an error with its place. What was read otherwise than it is written, or has no place in our
format, is a note: a warning that is said once for all of its kind, at the first place, with their number.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from ...model.dates import Date
from ...model.timeline import Era, Event, Memo, Office, Organisation, Person, Source, Timeline
from ..codec import decode_hook
from ..locate import Path
from ..names import Ids
from ..problems import Problem, Report, json_path
from ..read import Reading
from ..references import Listed, Lists, joined
from ..salvage import Salvage

Place = tuple[int, int, str]  # line, column, what stands there
Where = Callable[[Path], Place]


class Faults(Report):
    """The faults of a file in another format; `where` finds the place of a path, by default in JSON."""

    def __init__(self, name: str, data: bytes, where: Where | None = None) -> None:
        super().__init__(name, data)
        self._where = where or self._in_json
        self._notes: dict[str, tuple[Path, int]] = {}

    def _in_json(self, path: Path) -> Place:
        return (*self.locator.position(path), json_path(path))

    def problem(self, path: Path, message: str, hint: str = "") -> Problem:
        """The problem at a path."""
        line, column, shown = self._where(path)
        return Problem(self.name, message, line, column, shown, hint)

    def note(self, path: Path, message: str) -> None:
        """Note that something was read otherwise than it is written, or left out."""
        first, count = self._notes.get(message, (path, 0))
        self._notes[message] = (first, count + 1)

    def in_order(self) -> tuple[Problem, ...]:
        """All problems, then all notes, each in the order of the file."""
        notes = []
        for message, (path, count) in self._notes.items():
            said = message if count == 1 else f"{message} ({count:,} times; this is the first)"
            notes.append(msgspec.structs.replace(self.problem(path, said), severity="warning"))
        return (*super().in_order(), *sorted(notes, key=lambda note: (note.line, note.column)))


class Draft:
    """The timeline of a file in another format, list by list."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.head = Timeline()
        self.eras: list[Era] = []
        self.events: list[Event] = []
        self.people: list[Person] = []
        self.organisations: list[Organisation] = []
        self.offices: list[Office] = []
        self.memos: list[Memo] = []
        self.sources: list[Source] = []
        self.ids = Ids()
        self._kept: list[int] = []

    def add_event(self, values: dict[str, Any], index: int, path: Path) -> None:
        """Add the event of these values of our format, which is number `index` of the file's list at `path[:-1]`."""
        wanted = values.get("id")
        if wanted:
            values["id"] = self.ids.make(str(wanted))
            if values["id"] != wanted:
                self.faults.note(path, "two events have the same id: the later ones are given others")
        event = self.struct(Event, values, path)
        if event is not None:
            self.keep(event, index)

    def keep(self, event: Event, index: int) -> None:
        """Add an event, which is number `index` of the file's list."""
        self.events.append(event)
        self._kept.append(index)

    def struct(self, shape: type[Any], values: dict[str, Any], path: Path) -> Any:
        """Values of our format as a struct; None, with its faults reported, where they are none."""
        zone = self.head.zone
        try:
            return msgspec.convert(values, shape, dec_hook=decode_hook(zone))
        except (msgspec.ValidationError, ValueError):
            return Salvage(self.faults, zone).struct(shape, values, path)

    def reading(self) -> Reading:
        """Everything, with ids for all and references that hold."""
        self.faults.kept(("events",), self._kept)
        lists = Lists(
            events=Listed("events", self.events),
            memos=Listed("memos", self.memos),
            sources=Listed("sources", self.sources),
            people=Listed("people", self.people),
            organisations=Listed("organisations", self.organisations),
            offices=Listed("offices", self.offices),
        )
        head = msgspec.structs.replace(self.head, eras=tuple(self.eras))
        timeline = joined(lists, head, self.faults)
        return Reading(timeline, self.faults.in_order(), self.faults.name)


def first_words(text: str, date: Date | str) -> str:
    """A title for an event that has none: the first words of its text, else its date."""
    words = " ".join(text.split())
    if not words:
        return date if isinstance(date, str) else date.text
    if len(words) <= 70:
        return words
    return words[: words.rfind(" ", 20, 69) if " " in words[20:69] else 69].rstrip(" ,;:.") + "…"
