"""Writing iCalendar: https://www.rfc-editor.org/rfc/rfc5545

An event is whole days (DTEND is the day after the last) or an instant in UTC; X-EDTF says how exactly its date is
known. It takes nobody's time (TRANSP:TRANSPARENT), its UID is made of its id, its DTSTAMP is the day on which the
timeline was last changed. People are named in X-OPENAI-TIMELINE and never invited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from msgspec.structs import replace

from ...model.civil import DAY_SECONDS, civil
from ...model.language import Text
from ...model.timeline import Event, Source, Timeline
from ..citation import of_source, plain
from .calendar_read import Native
from .calendar_text import BROUGHT, PROPERTY, SOURCES, UID_SUFFIX, times_written
from .extras import difference
from .rich import is_web
from .written import Losses, Written, builtins, json_bytes

PRODUCT = "-//openai-timeline//openai-timeline//EN"
_FOLD = 75  # octets of a line, its end not counted
_SPECIAL = re.compile(r"([\\;,])")


def write(timeline: Timeline, language: str) -> Written:
    """A timeline as a calendar."""
    writer = _Calendar(timeline, language)
    lines = chain(writer.head(), *map(writer.event, timeline.events), ("END:VCALENDAR",))
    data = b"".join(map(folded, lines))
    return Written(data, writer.lost())


def folded(line: str) -> bytes:
    """A content line of at most 75 octets, and the rest on lines that begin with a space; no character is cut."""
    data = line.encode("utf-8", "replace")
    pieces = []
    start, room = 0, _FOLD
    while len(data) - start > room:
        end = start + room
        while data[end] & 0xC0 == 0x80:  # within a character
            end -= 1
        pieces.append(data[start:end])
        start, room = end, _FOLD - 1
    pieces.append(data[start:])
    return b"\r\n ".join(pieces) + b"\r\n"


class _Calendar:
    """Writes one timeline, with texts in one language."""

    def __init__(self, timeline: Timeline, language: str) -> None:
        self._timeline, self._language = timeline, language
        self._losses = Losses()
        self._sources = {source.id: source for source in timeline.sources}
        self._named = {key: {item.id: item for item in getattr(timeline, key)} for key in ("people", "organisations")}
        self._native = Native(timeline.zone)
        self._stamp = _instant(timeline.updated.earliest if timeline.updated else 0)

    def _in_language(self, text: Text) -> str:
        return self._losses.text(text.in_language(self._language, self._timeline.language))

    def lost(self) -> tuple[str, ...]:
        """What a calendar has no place for."""
        timeline, losses = self._timeline, self._losses
        losses.add("lives of people", sum(bool(p.roles or p.text or p.born or p.education) for p in timeline.people))
        for key in ("memos", "offices", "eras"):
            losses.add(key, len(getattr(timeline, key)))
        cited = {id_ for event in timeline.events for id_ in event.sources}
        losses.add("sources that no event cites", sum(source.id not in cited for source in timeline.sources))
        return losses.said()

    def head(self) -> Iterator[str]:
        """The lines before the events."""
        timeline = self._timeline
        lines = []
        for name, key in (("X-WR-CALNAME", "title"), ("X-WR-CALDESC", "description")):
            text = self._in_language(getattr(timeline, key))
            if text:
                lines.append(f"{name}:{escaped(text)}")
        if timeline.zone != "UTC":
            lines.append(f"X-WR-TIMEZONE:{escaped(timeline.zone)}")
        whole = replace(timeline, events=(), memos=(), people=(), organisations=(), offices=(), sources=(), eras=())
        kept = difference(builtins(whole), self._native.head(lines))
        yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", *lines)
        yield f"{PROPERTY}:{escaped(_json(kept))}"

    def event(self, event: Event) -> Iterator[str]:
        """The lines of an event; none for one that a calendar has no year for."""
        times = times_written(event.date)
        if times is None:
            self._losses.add("events before the year 1 or after 9999")
            return
        lines = list(self._lines(event, times))
        native = self._native.values(lines)
        ours = builtins(event)
        self._losses.add("the memos of {} events", bool(ours.pop("memos", None)))
        kept = difference(ours, native)
        brought = {
            key: [{"id": id_, "name": builtins(named[id_].name)} for id_ in ours.get(key, ()) if id_ in named]
            for key, named in self._named.items()
        }
        brought["sources"] = builtins([self._sources[id_] for id_ in event.sources if id_ in self._sources])
        kept[BROUGHT] = {key: items for key, items in brought.items() if items}
        yield from ("BEGIN:VEVENT", *lines, f"{PROPERTY}:{escaped(_json(kept))}", "END:VEVENT")

    def _lines(self, event: Event, times: tuple[str, str]) -> Iterator[str]:
        """What every calendar program knows of an event."""
        start, end = times
        value = "" if event.date.has_time else ";VALUE=DATE"
        yield f"UID:{escaped(self._losses.text(event.id) + UID_SUFFIX)}"
        yield f"DTSTAMP:{self._stamp}"
        yield f"DTSTART{value}:{start}"
        if end:
            yield f"DTEND{value}:{end}"
        yield f"SUMMARY:{escaped(self._in_language(event.title))}"
        sources = [self._sources[id_] for id_ in event.sources if id_ in self._sources]
        if description := self._description(event, sources):
            yield f"DESCRIPTION:{escaped(description)}"
        if place := self._in_language(event.place):
            yield f"LOCATION:{escaped(place)}"
        addresses = (*(link.url for link in event.links), *(source.url for source in sources))
        if address := next((url for url in addresses if url and is_web(url)), None):
            yield f"URL:{self._losses.text(address, lines=False)}"
        categories = ",".join(escaped(self._losses.text(word, lines=False)) for word in (event.kind, *event.tags))
        yield f"CATEGORIES:{categories}"
        yield "TRANSP:TRANSPARENT"
        yield f"X-EDTF:{event.date.text}"

    def _description(self, event: Event, sources: list[Source]) -> str:
        """The account, and the sources that it rests on."""
        account = self._in_language(event.text)
        if not sources:
            return account
        cited = [self._losses.text(plain(of_source(source, self._language)), lines=False) for source in sources]
        return "\n".join([account, "", SOURCES, *cited] if account else [SOURCES, *cited])


def escaped(text: str) -> str:
    """A text as a value of the type TEXT."""
    return _SPECIAL.sub(r"\\\1", text).replace("\n", "\\n")


def _json(value: Any) -> str:
    return json_bytes(value, indent=None).decode().strip()


def _instant(second: int) -> str:
    """A UTC date-time."""
    day, rest = divmod(second, DAY_SECONDS)
    year, month, date = civil(day)
    if not 1 <= year <= 9999:
        return _instant(0)
    return f"{year:04d}{month:02d}{date:02d}T{rest // 3600:02d}{rest // 60 % 60:02d}{rest % 60:02d}Z"
