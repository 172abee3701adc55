"""What the index needs of an event, decoded without making more of it than that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date as day
from typing import Literal

import msgspec

from ..model.civil import DAY_SECONDS
from ..model.dates import Date, DateError, Precision, parse
from ..model.timeline import Confidence
from ..model.zones import offset_at_local, zone_named

Words = str | dict[str, str]
_SEASON = re.compile(r"(?<=-)2[1-4](?![0-9])")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{5,8}(Z|[-+][0-9]{2}(:[0-9]{2})?)").fullmatch
_MOST = 200_000  # dates remembered
_EPOCH = day(1970, 1, 1).toordinal()


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


# What the index keeps of a date: earliest, latest, precision, and its heading: the year times 32, and which part of it.
Moment = tuple[int, int, int, int]


def heading_part(date: Date) -> int:
    """Which part of its year a date stands under: 1-12 a month, 21-24 a season, 0 the year or more."""
    if date.precision is Precision.SEASON:
        season = _SEASON.search(date.text)
        return int(season[0]) if season else 0
    return date.month or 0


class Moments(dict[str, Moment]):
    """The dates of one zone by their texts, each read once. A text that is no date raises DateError.

    Days, and instants with an offset, are what long timelines are made of: they are read here, the rest by `parse`.
    """

    def __init__(self, zone: str | None) -> None:
        super().__init__()
        self._zone = zone
        self._midnights: dict[int, int] = {}
        self._times: dict[str, tuple[int, int, int]] = {}  # seconds from midnight in UTC, how many are meant, precision

    def __missing__(self, text: str) -> Moment:
        time = self._times.get(text[10:])
        if time is not None and (number := _ordinal(text[:10])):
            earliest = number * DAY_SECONDS + time[0]
            return earliest, earliest + time[1], time[2], (int(text[:4]) << 5) + int(text[5:7])
        if len(text) == 10 and (number := _ordinal(text)):
            earliest, after = self._midnight(number), self._midnight(number + 1)
            moment = (earliest, max(earliest, after - 1), int(Precision.DAY), (int(text[:4]) << 5) + int(text[5:7]))
        else:
            moment = self._parsed(text)
        if len(self) > _MOST:
            self.clear()
        # Instants are written once each: it is their times of day with offsets that come again.
        if text[10:] not in self._times:
            self[text] = moment
        return moment

    def _parsed(self, text: str) -> Moment:
        date = parse(text, self._zone)
        if _INSTANT(text) and (number := _ordinal(text[:10])) and len(self._times) < _MOST:
            precision = int(date.precision)
            self._times[text[10:]] = (date.earliest - number * DAY_SECONDS, date.latest - date.earliest, precision)
        return date.earliest, date.latest, int(date.precision), (date.year << 5) + heading_part(date)

    def _midnight(self, number: int) -> int:
        """The instant at which a local day begins."""
        midnight = self._midnights.get(number)
        if midnight is None:
            local = number * DAY_SECONDS
            offset = 0 if self._zone is None else offset_at_local(local, zone_named(self._zone))
            midnight = self._midnights[number] = local - offset
        return midnight


def _ordinal(text: str) -> int:
    """The days from 1970-01-01 to a day written YYYY-MM-DD; 0 for what is to be read elsewhere."""
    if text[4:5] != "-" or text[7:8] != "-":
        return 0
    try:
        return day.fromisoformat(text).toordinal() - _EPOCH
    except ValueError:
        return 0


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
