"""Reading iCalendar: https://www.rfc-editor.org/rfc/rfc5545

Events of one or more calendars in a file, as Google, Apple, Outlook, Exchange, Mozilla, Evolution and Nextcloud write
them. A repeated event is read once, at its first date, unless it is to be unrolled. What our own export adds stands in
X-EDTF and X-OPENAI-TIMELINE.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from typing import Any

from ...model.dates import DateError, parse
from ...model.timeline import Organisation, Person, Source, Timeline
from ..names import kebab
from ..problems import Unreadable
from ..read import Reading
from ..salvage import Salvage
from .calendar_lines import Component, components, text_of, texts_of
from .calendar_names import left_out, links_of, people_of
from .calendar_text import BROUGHT, UID_SUFFIX, description_of, kept_of, times_written
from .calendar_times import UNKNOWN_ZONE, Span, instances, repeats, span_of, time_of
from .calendar_zones import Zones, iana_name
from .draft import Draft, Faults, Place, first_words
from .extras import merged
from .html_text import to_markdown, to_plain
from .slides import NO_TIME_IN_INTERVAL

_OTHER = {"VTODO": "a task", "VJOURNAL": "a journal entry", "VFREEBUSY": "busy times"}
OLD_CALENDAR = "this is a calendar of the old version 1.0 (vCalendar); read is 2.0 (iCalendar)"
ONCE = "an event that repeats: read once, at its first date (openai-timeline import --expand DATE unrolls it)"


def read(data: bytes, name: str, expand: date | None = None) -> Reading:
    """Read a calendar; repeated events are unrolled up to and with a day. Raises Unreadable for what is none."""
    return _Calendar(data, name, expand).reading()


def _where(path: tuple[Any, ...]) -> Place:
    return path[0] + 1 if path and isinstance(path[0], int) else 1, 1, ""


class _Calendar:
    """Reads one file."""

    def __init__(self, data: bytes, name: str, expand: date | None) -> None:
        self._faults = Faults(name, data, _where)
        self._draft = Draft(self._faults)
        self._expand = expand
        self._zones = Zones()
        self.zone = "UTC"
        self._outermost = components(data.decode("utf-8"), self._faults)
        self._brought: set[tuple[str, str]] = set()
        self._several = False
        self._moved: set[tuple[str, datetime]] = set()
        self._count = 0

    def reading(self) -> Reading:
        """The whole file."""
        calendars = [c for c in self._outermost if c.name == "VCALENDAR"]
        loose = [c for c in self._outermost if c.name != "VCALENDAR" and c.name]
        if loose:
            outer = Component("VCALENDAR", loose[0].number)
            outer.inner = loose
            calendars.append(outer)
        if not calendars:
            raise Unreadable(self._faults.problem((), "no calendar (BEGIN:VCALENDAR) is in this file"))
        for calendar in calendars:
            if calendar.text("VERSION") == "1.0":
                place = self._faults.problem((calendar.number,), OLD_CALENDAR, "let a calendar program export it anew")
                raise Unreadable(place)
        inner = [component for calendar in calendars for component in calendar.inner]
        for component in inner:
            if component.name == "VTIMEZONE":
                self._zones.define(component)
        self._read_head(calendars)
        self._find_moved(inner)
        for calendar in calendars:
            for component in calendar.inner:
                self._component(component, calendar)
        return self._draft.reading()

    def _read_head(self, calendars: list[Component]) -> None:
        first = calendars[0]
        kept = kept_of(first)
        values = merged(head_values(first, kept is not None), kept)
        if iana_name(str(values.get("zone", "UTC"))) is None:
            values.pop("zone")
        line = first.first("X-WR-TIMEZONE")
        if line is not None and line.value and iana_name(line.value) is None:
            self._faults.note((line.number,), UNKNOWN_ZONE)
        self.zone = str(values.get("zone", "UTC"))
        self._draft.head = Timeline(zone=self.zone)
        self._draft.head = self._draft.struct(Timeline, values, (first.number,)) or self._draft.head
        self._draft.eras = list(self._draft.head.eras)
        self._several = len({_first_text(calendar, "X-WR-CALNAME", "NAME") for calendar in calendars}) > 1
        if len(calendars) > 1:
            self._faults.note((calendars[1].number,), "several calendars in one file: read as one timeline")

    def _find_moved(self, inner: list[Component]) -> None:
        """Which instances of repeated events stand in the file as events of their own."""
        for event in inner:
            line = event.first("RECURRENCE-ID")
            if event.name == "VEVENT" and line is not None:
                time = time_of(line, line.value, self._zones, self._faults)
                if time is not None:
                    self._moved.add((event.text("UID"), time.utc()))

    def _component(self, component: Component, calendar: Component) -> None:
        if component.name == "VEVENT":
            self._event(component, calendar)
        elif component.name != "VTIMEZONE":
            what = _OTHER.get(component.name, "a component that is no event")
            self._faults.note((component.number,), f"{what}, which has no place in our format: left out")

    def _event(self, event: Component, calendar: Component) -> None:
        span = span_of(event, self._zones, self._faults)
        if span is None:
            return
        kept = kept_of(event)
        values = self.values(event, calendar, span, kept is not None)
        if kept is not None:
            self._bring(kept.pop(BROUGHT, None), event)
            values = merged(values, kept)
        uid = event.text("UID")
        spans = [span]
        if repeats(event):
            if self._expand is None:
                self._faults.note((event.number,), ONCE)
            else:
                spans = list(instances(event, span, self._expand, self._zones, self._faults))
        for number, one in enumerate(spans):
            is_moved = (uid, one.start.utc()) in self._moved and event.first("RECURRENCE-ID") is None
            if is_moved and (self._expand is not None or not repeats(event)):
                continue
            self._add(event, values, one, number)

    def _add(self, event: Component, values: dict[str, Any], span: Span, number: int) -> None:
        values = dict(values)
        if number:
            values["date"], _ = span.text()
            if "id" in values:
                values["id"] = f"{values['id']}-{span.start.local:%Y%m%d}"
        self._draft.add_event(values, self._count, (event.number,))
        self._count += 1

    def values(self, event: Component, calendar: Component, span: Span, is_ours: bool) -> dict[str, Any]:
        """The values of our format that an event has."""
        text, lost = span.text()
        if lost:
            self._faults.note((event.number,), NO_TIME_IN_INTERVAL)
        description = event.text("DESCRIPTION") or ("" if is_ours else event.text("X-ALT-DESC"))
        found: dict[str, Any] = {
            "id": self._id(event, span),
            "date": self._edtf(event, text, is_ours),
            "title": event.text("SUMMARY") if is_ours else to_plain(event.text("SUMMARY")),
            "text": description_of(event) if is_ours else _plain_markdown(description),
            "zone": span.start.zone.name if span.start.zone and span.start.zone.name != self.zone else None,
            "place": event.text("LOCATION") if is_ours else " ".join(event.text("LOCATION").split()),
            "links": links_of(event),
        }
        if is_ours:
            return {key: value for key, value in found.items() if value}
        found["tags"] = self._tags(event, calendar)
        found["people"] = people_of(event)
        if not found["title"]:
            self._faults.note((event.number,), "an event without a SUMMARY: called by the first words of its text")
            found["title"] = first_words(to_plain(description), text)
        self._note_left_out(event)
        return {key: value for key, value in found.items() if value}

    def _edtf(self, event: Component, text: str, is_ours: bool) -> str:
        """X-EDTF, where DTSTART and DTEND still are what it makes of them; else what they say."""
        line = event.first("X-EDTF")
        if line is None:
            return text
        written = text_of(line.value).strip()
        try:
            expected = times_written(parse(written, self.zone))
        except DateError as error:
            self._faults.note((line.number,), f"X-EDTF: {error}: left out")
            return text
        given = tuple(found.value.strip() if (found := event.first(name)) else "" for name in ("DTSTART", "DTEND"))
        return written if expected == given or not is_ours else text

    def _id(self, event: Component, span: Span) -> str:
        uid = event.text("UID")
        if uid.endswith(UID_SUFFIX):
            return uid.removesuffix(UID_SUFFIX)
        made = kebab(uid) if uid else ""
        return f"{made}-{span.start.local:%Y%m%d}" if made and event.first("RECURRENCE-ID") else made

    def _tags(self, event: Component, calendar: Component) -> list[str]:
        tags = [tag for line in event.all("CATEGORIES") for tag in texts_of(line.value)]
        if event.text("STATUS").upper() in ("CANCELLED", "TENTATIVE"):
            tags.append(event.text("STATUS").lower())
        if self._several:
            tags.append(_first_text(calendar, "X-WR-CALNAME", "NAME"))
        return list(dict.fromkeys(filter(None, tags)))

    def _note_left_out(self, event: Component) -> None:
        for line in event.lines:
            said = left_out(line)
            if said:
                self._faults.note((line.number,), said)
        counts = Counter(inner.name for inner in event.inner)
        for name in counts:
            what = "a reminder" if name == "VALARM" else "a component within an event"
            self._faults.note((event.number,), f"{what}, which has no place in our format: left out")

    def _bring(self, brought: object, event: Component) -> None:
        """Add the people, organisations and sources that our own export kept beside an event, each once."""
        salvage = Salvage(self._faults, self.zone)
        for key, shape in (("people", Person), ("organisations", Organisation), ("sources", Source)):
            items = brought.get(key) if isinstance(brought, dict) else None
            for value in items if isinstance(items, list) else ():
                id_ = value.get("id") if isinstance(value, dict) else None
                if isinstance(id_, str) and (key, id_) not in self._brought:
                    self._brought.add((key, id_))
                    item = salvage.struct(shape, value, (event.number,))
                    if item is not None:
                        getattr(self._draft, key).append(item)


class Native:
    """What this reader makes of what our own export writes, before what it keeps beside it."""

    def __init__(self, zone: str) -> None:
        self._faults = Faults("", b"")
        self._calendar = _Calendar(b"", "", None)
        self._calendar.zone = zone

    def head(self, lines: list[str]) -> dict[str, Any]:
        """The values of a calendar."""
        (calendar,) = components("\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR"]), self._faults)
        return head_values(calendar, True)

    def values(self, lines: list[str]) -> dict[str, Any]:
        """The values of an event."""
        (event,) = components("\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"]), self._faults)
        span = span_of(event, Zones(), self._faults)
        return {} if span is None else self._calendar.values(event, event, span, True)


def head_values(calendar: Component, is_ours: bool) -> dict[str, Any]:
    """Title, description and zone of a calendar."""
    title = _first_text(calendar, "X-WR-CALNAME", "NAME")
    description = _first_text(calendar, "X-WR-CALDESC", "DESCRIPTION")
    if not is_ours:
        title, description = to_plain(title), _plain_markdown(description)
    written = calendar.text("X-WR-TIMEZONE")
    zone = iana_name(written) if written else None
    found = {"title": title, "description": description, "zone": "" if zone in (None, "UTC") else zone}
    return {key: value for key, value in found.items() if value}


def _first_text(component: Component, *names: str) -> str:
    return next((text for name in names if (text := component.text(name))), "")


def _plain_markdown(text: str) -> str:
    """A description, which may be HTML, as Markdown; the lines of plain text stay lines."""
    if not re.search(r"<(?:p|br|div|li|ul|table|html)\b", text, re.IGNORECASE):
        if not re.search(r"<(?:a|b|i|u|em|strong|span)\b", text, re.IGNORECASE):
            return re.sub(r"(?<=[^\n\\])\n(?=[^\n])", "\\\\\n", to_markdown(text))
        text = text.replace("\n", "<br>")
    return to_markdown(text)
