"""What the index needs of an event, decoded without making more of it than that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

import msgspec

from ..model.civil import DAY_SECONDS
from ..model.dates import Date, DateError, Precision, parse
from ..model.timeline import Confidence

Words = str | dict[str, str]
_SEASON = re.compile(r"(?<=-)2[1-4](?![0-9])")
_INSTANT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?(Z|[-+][0-9]{2}(?::[0-9]{2})?)"
).fullmatch
_MOST = 200_000  # dates remembered


class LeanLink(msgspec.Struct, gc=False):
    """A link, only to be found right or wrong."""

    url: str
    label: Words = ""


class Lean(msgspec.Struct, gc=False):
    """An event of the format: what decodes as an `Event` decodes as this, its date and zone aside."""

    date: str
    title: Words
    id: str = ""
    zone: str | None = None
    text: Words = ""
    kind: str = "other"
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    memos: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    links: tuple[LeanLink, ...] = ()
    place: Words = ""
    tags: tuple[str, ...] = ()
    importance: Literal[1, 2, 3] = 2
    confidence: Confidence = "high"
    disputed: Words = ""


decode_lean = msgspec.json.Decoder(Lean).decode


def strings(words: Words) -> Sequence[str]:
    """Text in every language."""
    return (words,) if isinstance(words, str) else tuple(words.values())


class Moment(NamedTuple):
    """What the index keeps of a date."""

    earliest: int
    latest: int
    precision: int
    heading: int  # the year times 32, and which part of it


def heading_part(date: Date) -> int:
    """Which part of its year a date stands under: 1-12 a month, 21-24 a season, 0 the year or more."""
    if date.precision is Precision.SEASON:
        season = _SEASON.search(date.text)
        return int(season[0]) if season else 0
    return date.month or 0


class Moments(dict[str, Moment]):
    """The dates of one zone by their texts, each read once. A text that is no date raises DateError."""

    def __init__(self, zone: str | None) -> None:
        super().__init__()
        self._zone = zone
        self._days: dict[str, Moment] = {}
        self._offsets: dict[str, int] = {}

    def __missing__(self, text: str) -> Moment:
        instant = _INSTANT(text)
        if instant is not None:
            return self._instant(text, instant)
        date = parse(text, self._zone)
        moment = Moment(date.earliest, date.latest, int(date.precision), (date.year << 5) + heading_part(date))
        if len(self) > _MOST:
            self.clear()
        self[text] = moment
        return moment

    def _instant(self, text: str, match: re.Match[str]) -> Moment:
        """A time with its offset: of these each is written once, so that it is not the text that is remembered."""
        written, hour, minute, second, zone = match.groups()
        day = self._days.get(written)
        offset = self._offsets.get(zone)
        if day is None or offset is None:
            date = parse(text)
            first = (date.earliest + date.offset) // DAY_SECONDS * DAY_SECONDS
            self._days[written] = Moment(first, first, 0, (date.year << 5) + heading_part(date))
            self._offsets[zone] = date.offset
            return self._instant(text, match)
        earliest = day.earliest + int(hour) * 3600 + int(minute) * 60 + int(second or 0) - offset
        if second is None:
            return Moment(earliest, earliest + 59, int(Precision.MINUTE), day.heading)
        return Moment(earliest, earliest, int(Precision.SECOND), day.heading)


class Zones(dict[str | None, Moments]):
    """`Moments` by zone; None is the timeline's own."""

    def __init__(self, own: str) -> None:
        super().__init__()
        self._own = own

    def __missing__(self, zone: str | None) -> Moments:
        moments = self[zone] = Moments(self._own if zone is None else zone)
        return moments

    def of(self, events: Sequence[Lean]) -> list[Moment]:
        """The moments of events. Raises DateError for the first that has none."""
        return [self[event.zone][event.date] for event in events]

    def lenient(self, event: Lean) -> tuple[Moment, bool]:
        """The moment of an event in its zone, else in the timeline's; whether its own was right."""
        try:
            return self[event.zone][event.date], True
        except DateError:
            return self[None][event.date], False
