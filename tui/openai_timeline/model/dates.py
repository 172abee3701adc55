"""Dates as they are written in a timeline file: EDTF text to `Date`, the span of time that it may mean.

Read are levels 0 and 1 of the Extended Date/Time Format (ISO 8601-2:2019; https://www.loc.gov/standards/datetime/),
and one convenience: the seconds of a time may be left out. Instants are integers: seconds since
1970-01-01T00:00:00Z in the proleptic Gregorian calendar, without leap seconds.
"""

import re
from enum import Enum
from zoneinfo import ZoneInfo

from .civil import DAY_SECONDS
from .date_errors import LEVEL_2, LONGEST_TEXT, DateError, quoted, refusal
from .edtf import Part, Precision, calendar_part, date_part
from .zones import offset_at_local, zone_named

__all__ = ["BEGINNING", "END", "Bound", "Date", "DateError", "Precision", "parse"]

# The bounds of open and unknown ends: beyond every year that is read, and far enough within int64 to add to.
BEGINNING = -(2**62)
END = 2**62 - 1


class Bound(Enum):
    """How the start or the end of a date is written."""

    GIVEN = "given"
    OPEN = "open"  # `..`: there is none
    UNKNOWN = "unknown"  # nothing before or after the slash: there is one, but nobody knows it


class Date:
    """A date as written, and the span of instants that it may mean. Never changed once made.

    text: as written.
    earliest, latest: the first and the last second of the span, both within it; BEGINNING or END where an
        interval has no such end. A ?, ~ or % does not widen the span.
    offset: seconds east of UTC of the clocks that `year`, `month` and `day` were read from, at `earliest`.
    precision: of an interval, that of its coarser end; of unspecified digits, that of what is specified.
    year, month, day: as written, on the place's calendar; None where the date is coarser. Years are
        astronomical (0 is 1 BC); of 201X the first is given. Of an interval they are its start's, or its
        end's where that is the only one.
    """

    __slots__ = ("day", "earliest", "latest", "month", "offset", "precision", "text", "year")

    def __init__(
        self,
        text: str,
        earliest: int,
        latest: int,
        offset: int,
        precision: Precision,
        year: int,
        month: int | None,
        day: int | None,
    ) -> None:
        self.text = text
        self.earliest = earliest
        self.latest = latest
        self.offset = offset
        self.precision = precision
        self.year = year
        self.month = month
        self.day = day

    @property
    def uncertain(self) -> bool:
        """Whether any part is marked ? or %."""
        return "?" in self.text or "%" in self.text

    @property
    def approximate(self) -> bool:
        """Whether any part is marked ~ or %."""
        return "~" in self.text or "%" in self.text

    @property
    def is_interval(self) -> bool:
        """Whether a start and an end are written, with a slash between."""
        return "/" in self.text

    @property
    def start(self) -> Bound:
        """Whether the start is given, open or unknown."""
        if self.earliest != BEGINNING:
            return Bound.GIVEN
        return Bound.OPEN if self.text.startswith("..") else Bound.UNKNOWN

    @property
    def end(self) -> Bound:
        """Whether the end is given, open or unknown."""
        if self.latest != END:
            return Bound.GIVEN
        return Bound.OPEN if self.text.endswith("..") else Bound.UNKNOWN

    @property
    def has_time(self) -> bool:
        """Whether a time of day is written: the date is an instant."""
        return self.precision >= Precision.MINUTE

    @property
    def has_offset(self) -> bool:
        """Whether the time of day names its own offset, so that no zone moves the date."""
        time = self.text.partition("T")[2]
        return time.endswith("Z") or "+" in time or "-" in time

    @property
    def sort_key(self) -> tuple[int, int]:
        """Orders dates: the earlier first, then the coarser (a month before its first day)."""
        return self.earliest, int(self.precision)

    def placed(self, zone: str | None) -> "Date":
        """The same text read in another zone; a date that names its own offset stays where it is."""
        return parse(self.text, zone)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Date):
            return NotImplemented
        return (self.text, self.earliest, self.latest, self.offset) == (
            other.text,
            other.earliest,
            other.latest,
            other.offset,
        )

    def __hash__(self) -> int:
        return hash((self.text, self.earliest))

    def __repr__(self) -> str:
        return f"Date({self.text!r}, {self.earliest}, {self.latest})"


_CALENDAR = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?").fullmatch
_TIME = re.compile(
    r"(-?(?!0000)[0-9]{4}|0000)-([0-9]{2})-([0-9]{2})"
    r"T([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?(Z|[-+][0-9]{2}(?::[0-9]{2})?)?"
).fullmatch

_LARGEST_OFFSET = 14 * 3600  # no clock is further from UTC (as in XML Schema)


def parse(text: str, zone: str | None = None) -> Date:
    """Read an EDTF text of level 0 or 1.

    A date without an offset of its own is read from the calendar and the clocks of `zone` (an IANA name; None
    is UTC). Raises DateError, which says why, for a text that is not such a date and for an unknown zone.
    """
    match = _CALENDAR(text)
    if match is not None:
        year, month, day = match.groups()
        return _whole(text, calendar_part(text, int(year), month, day), zone)
    if len(text) > LONGEST_TEXT:
        raise DateError(f"{quoted(text)}: longer than the {LONGEST_TEXT} characters that a date can have")
    if "/" in text:
        return _interval(text, zone)
    match = _TIME(text)
    if match is not None:
        return _instant(text, match, zone)
    return _whole(text, date_part(text, text), zone)


def _whole(text: str, part: Part, zone: str | None) -> Date:
    first, after, precision, year, month, day = part
    if zone is None:
        return Date(text, first * DAY_SECONDS, after * DAY_SECONDS - 1, 0, precision, year, month, day)
    place = zone_named(zone)
    earliest, offset = _midnight(first, place)
    latest = _midnight(after, place)[0] - 1
    # A place may skip a whole day (Samoa had no 30 December 2011): no span is ever empty.
    return Date(text, earliest, max(earliest, latest), offset, precision, year, month, day)


def _midnight(day: int, place: ZoneInfo | None) -> tuple[int, int]:
    """The instant at which a local day begins, and the offset then."""
    local = day * DAY_SECONDS
    offset = 0 if place is None else offset_at_local(local, place)
    return local - offset, offset


def _interval(text: str, zone: str | None) -> Date:
    halves = text.split("/")
    if len(halves) != 2:
        raise refusal(text, text)
    start, end = (None if half in ("", "..") else _half(text, half) for half in halves)
    given = start or end
    if given is None:
        raise DateError(f"{quoted(text)}: an interval needs a date at one end at least")
    place = None if zone is None else zone_named(zone)
    earliest, offset = _midnight(given.first, place)
    if start is None:
        earliest = BEGINNING
    latest = END if end is None else _midnight(end.after, place)[0] - 1
    if start and end and start.first >= end.after:
        raise DateError(f"{quoted(text)}: the interval ends before it starts")
    precision = min(part.precision for part in (start, end) if part)
    return Date(text, earliest, max(earliest, latest), offset, precision, given.year, given.month, given.day)


def _half(text: str, half: str) -> Part:
    if "X" in half:
        raise DateError(f"{quoted(text)}: an interval with unspecified digits (X) is {LEVEL_2}")
    if "T" in half:
        raise DateError(f"{quoted(text)}: an interval runs between dates without a time of day")
    return date_part(text, half)


def _instant(text: str, match: re.Match[str], zone: str | None) -> Date:
    part = calendar_part(text, int(match[1]), match[2], match[3])
    hour, minute, second = int(match[4]), int(match[5]), int(match[6] or 0)
    if hour > 23:
        raise DateError(f"{quoted(text)}: hours go from 00 to 23")
    if minute > 59 or second > 59:
        raise DateError(f"{quoted(text)}: minutes and seconds go from 00 to 59")
    local = part.first * DAY_SECONDS + hour * 3600 + minute * 60 + second
    if match[7]:
        offset = _offset(text, match[7])
    else:
        offset = 0 if zone is None else offset_at_local(local, zone_named(zone))
    precision, seconds = (Precision.MINUTE, 60) if match[6] is None else (Precision.SECOND, 1)
    earliest = local - offset
    return Date(text, earliest, earliest + seconds - 1, offset, precision, part.year, part.month, part.day)


def _offset(text: str, written: str) -> int:
    """Seconds east of UTC of `Z`, `-08` or `-08:00`."""
    if written == "Z":
        return 0
    minutes = int(written[4:] or 0)
    seconds = int(written[1:3]) * 3600 + minutes * 60
    if minutes > 59 or seconds > _LARGEST_OFFSET:
        raise DateError(f"{quoted(text)}: an offset goes from -14:00 to +14:00")
    return -seconds if written[0] == "-" else seconds
