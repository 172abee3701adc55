"""The dates of a calendar: DATE, DATE-TIME and DURATION to EDTF, and the repetition of an event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from ..problems import quoted
from .calendar_lines import Component, Line
from .calendar_zones import Zone, Zones
from .days import Moment
from .draft import Faults

_VALUE = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?:[T ]([0-9]{2}):?([0-9]{2}):?([0-9]{2})?(?:\.[0-9]+)?(Z)?)?")
_DURATION = re.compile(r"([-+])?P(?:([0-9]+)W)?(?:([0-9]+)D)?(?:T(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)S)?)?")
DAY = timedelta(days=1)
LONGEST = timedelta(days=400_000)
MOST_REPETITIONS = 10_000
GUESSED_ZONE = "a time in a zone of which only the offset from UTC is known: summer time is not"
UNKNOWN_ZONE = "a time in a zone that nobody knows and the file does not define: read on the file's own clocks"


class Time(NamedTuple):
    """When an event begins or ends: on which clocks, and whether a time of day is known."""

    local: datetime  # without a zone; midnight of a day
    is_day: bool
    zone: Zone | None = None  # None: on the clocks of the file

    def text(self) -> str:
        """EDTF."""
        moment = Moment(self.local.year, self.local.month, self.local.day)
        if self.is_day:
            return moment.text()
        second = self.local.second or None
        return moment._replace(hour=self.local.hour, minute=self.local.minute, second=second).text() + self._offset()

    def _offset(self) -> str:
        offset = self.zone.clocks.utcoffset(self._aware()) if self.zone else None
        if offset is None:
            return ""
        if self.zone is not None and self.zone.clocks is UTC:
            return "Z"
        minutes = round(offset.total_seconds() / 60)
        return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"

    def _aware(self) -> datetime:
        return self.local.replace(tzinfo=self.zone.clocks) if self.zone else self.local

    def utc(self) -> datetime:
        """The instant, on clocks without a zone."""
        offset = self.zone.clocks.utcoffset(self._aware()) if self.zone else None
        return self.local - (offset or timedelta())

    def moved(self, zone: Zone | None) -> datetime:
        """The local time on the clocks of another zone."""
        if self.zone is None or zone is None or self.is_day:
            return self.local
        offset = zone.clocks.utcoffset(self.utc().replace(tzinfo=zone.clocks))
        return self.utc() + (offset or timedelta())


def time_of(line: Line, value: str, zones: Zones, faults: Faults) -> Time | None:
    """A date or a time; None, with its fault reported, for what is none."""
    match = _VALUE.fullmatch(value.strip().upper())
    try:
        if match is None:
            raise ValueError
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
        # A leap second, and midnight at the end of a day.
        local = datetime(year, month, day, hour % 24, minute, min(second, 59)) + DAY * (hour // 24)
    except (ValueError, OverflowError):
        faults.add((line.number,), f"{line.name}: {quoted(value)} is not a date that exists", "such as 20231117")
        return None
    if match[4] is None:
        return Time(local, True)
    if match[7]:
        return Time(local, False, zones.named("UTC"))
    name = line.parameters.get("TZID", "")
    zone = zones.named(name) if name else None
    if name and zone is None:
        faults.note((line.number,), UNKNOWN_ZONE)
    elif zone is not None and zone.is_guess:
        faults.note((line.number,), GUESSED_ZONE)
    return Time(local, False, zone)


def times_of(lines: list[Line], zones: Zones, faults: Faults) -> list[Time]:
    """The times of lists of them (RDATE, EXDATE); of periods, their beginnings."""
    values = [(line, value.partition("/")[0]) for line in lines for value in line.value.split(",") if value.strip()]
    return [time for line, value in values if (time := time_of(line, value, zones, faults)) is not None]


def duration_of(line: Line, faults: Faults) -> timedelta | None:
    """A DURATION; None, with its fault noted, for what is none."""
    match = _DURATION.fullmatch(line.value.strip().upper())
    if match is None or match[1] == "-" or not any(match.groups()[1:]):
        faults.note((line.number,), "a DURATION that cannot be read: left out")
        return None
    weeks, days, hours, minutes, seconds = (min(int(part or 0), 10**7) for part in match.groups()[1:])
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


class Span(NamedTuple):
    """When an event is, from its first moment to its last."""

    start: Time
    length: timedelta | None  # None where no end is given

    def at(self, local: datetime) -> Span:
        """The same length from another moment on."""
        return Span(self.start._replace(local=local), self.length)

    def text(self) -> tuple[str, bool]:
        """EDTF, and whether a time of day was lost in it: intervals have none."""
        start, length = self.start, self.length
        if not length or length > LONGEST:
            return start.text(), False
        try:
            end = start.local + length
        except OverflowError:
            return start.text(), False
        if start.is_day:
            last = end - timedelta(seconds=1)  # the end of a DATE is the day after
            is_longer = last - start.local >= DAY
            return (f"{start.text()}/{Time(last, True).text()}" if is_longer else start.text()), False
        if length < DAY:
            return start.text(), True
        return f"{Time(start.local, True).text()}/{Time(end - timedelta(seconds=1), True).text()}", True


def span_of(event: Component, zones: Zones, faults: Faults) -> Span | None:
    """When an event is; None, with its fault reported, where that cannot be read."""
    line = event.first("DTSTART")
    if line is None:
        faults.add((event.number,), "an event without a DTSTART")
        return None
    start = time_of(line, line.value, zones, faults)
    if start is None:
        return None
    end_line, duration = event.first("DTEND"), event.first("DURATION")
    if end_line is not None and end_line.value.strip():
        end = time_of(end_line, end_line.value, zones, faults)
        if end is None:
            return Span(start, None)
        if end.is_day and not start.is_day:
            length = end.local - start.local
        else:
            length = end.moved(start.zone) - start.local
        if length < timedelta():
            faults.add((end_line.number,), "DTEND: the event ends before it starts")
            return Span(start, None)
        return Span(start, length)
    return Span(start, duration_of(duration, faults) if duration is not None else None)


def repeats(event: Component) -> bool:
    """Whether an event has more than one instance."""
    return any(event.all(name) for name in ("RRULE", "RDATE"))


def instances(event: Component, span: Span, until: date, zones: Zones, faults: Faults) -> Iterator[Span]:
    """The instances of an event up to and with a day; the first may be excluded as well."""
    from dateutil.rrule import rruleset, rrulestr

    start = span.start
    rules = rruleset()
    rules.rdate(start.local)
    for line in event.all("RRULE"):
        try:
            rule = rrulestr(_rule(line.value, start, zones), dtstart=start.local)
            rules.rrule(rule)  # type: ignore[arg-type]
        except Exception:  # dateutil fails in several ways for rules that are none
            faults.add(
                (line.number,), f"RRULE: {quoted(line.value)} is not a rule that is read", "only the first is kept"
            )
    for time in times_of(event.all("RDATE"), zones, faults):
        rules.rdate(time.moved(start.zone) if not start.is_day else datetime.combine(time.local, datetime.min.time()))
    excluded = {time.moved(start.zone) for time in times_of(event.all("EXDATE"), zones, faults)}
    days_off = {time.local.date() for time in times_of(event.all("EXDATE"), zones, faults) if time.is_day}
    for count, local in enumerate(rules):
        if local.date() > until:
            return
        if count >= MOST_REPETITIONS:
            faults.note((event.number,), f"an event repeats more than {MOST_REPETITIONS:,} times: the rest is left out")
            return
        if local not in excluded and local.date() not in days_off:
            yield span.at(local)


def _rule(value: str, start: Time, zones: Zones) -> str:
    """A rule whose UNTIL is on the clocks of the event."""

    def local(match: re.Match[str]) -> str:
        found = _VALUE.fullmatch(match[1])
        if found is None:
            return ""
        year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
        clock = (hour, minute, second) if found[4] else (23, 59, 59)
        moment = datetime(year, month, day, *clock)
        if found[7]:
            moment = Time(moment, False, zones.named("UTC")).moved(start.zone)
        return f"UNTIL={moment:%Y%m%dT%H%M%S}"

    return re.sub(r"UNTIL=([^;]*)", local, value.strip().upper())
