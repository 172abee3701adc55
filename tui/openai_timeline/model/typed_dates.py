"""Dates as people type them: EDTF first, then everyday forms, then what python-dateutil understands.

Everything but EDTF is turned into EDTF text of the precision that was typed (`nov 2023` is a month) and then
read by `dates.parse`: a typed date is a date like any other.
"""

import re
import unicodedata
from datetime import UTC, date, datetime

from .civil import is_leap
from .date_errors import LONGEST_TEXT, DateError, quoted
from .dates import Date, parse
from .everyday_dates import Setting, everyday
from .zones import zone_named

_EXAMPLES = "try 2023, nov 2023, 17 nov 2023, 2023-11-17 12:28, spring 2001 or last friday"

# What has the shape of EDTF gets its message: dateutil would make some other date of 2023-02-30.
_MEANT_AS_EDTF = re.compile(
    r"-?[0-9X]{4}(?:-[0-9X?~%]{2,3})*(?:T.*)?[?~%]*|Y-?[0-9].*"
    r"|-?[0-9]{4}[-0-9X?~%]*/-?[0-9]{4}[-0-9X?~%]*"
).fullmatch
_TWO_SMALL_NUMBERS = re.compile(r"([0-9]{1,2})[-./ ]([0-9]{1,2})[-./ ][0-9]{2,4}(?![0-9]).*").fullmatch

# Hours east of UTC. CST, IST and BST are left out, as each is the name of several clocks.
_CLOCKS = {
    "PST": -8,
    "PDT": -7,
    "MST": -7,
    "MDT": -6,
    "CDT": -5,
    "EST": -5,
    "EDT": -4,
    "CET": 1,
    "CEST": 2,
    "JST": 9,
}

_CLOCK_NAME = re.compile(rf"\b(?:{'|'.join(_CLOCKS)}|UTC|GMT)\b", re.IGNORECASE)
_OFFSET_OF_UTC = re.compile(r"\b(?:UTC|GMT) ?(?=[-+][0-9])")

# Two moments that differ in every field: what dateutil did not find in the text it takes from these.
_DEFAULTS = (datetime(2000, 1, 1, 0, 0, 0), datetime(2008, 3, 15, 11, 11, 11))


class TypedDateError(DateError):
    """What was typed is no date; the message says why, or what to type, in one sentence."""


def parse_typed(text: str, *, today: date | None = None, zone: str | None = None) -> Date:
    """Read what someone typed, as seen from `today` (by default the day it is in `zone`).

    Times without an offset are those of `zone` (an IANA name; None is UTC). A day or month without a year is
    the latest that has begun by today. Raises TypedDateError; DateError for an unknown zone.
    """
    if len(text) > LONGEST_TEXT:
        raise TypedDateError(f"{quoted(text)}: too long for a date; {_EXAMPLES}")
    typed = " ".join(unicodedata.normalize("NFKC", text).split())
    if not typed:
        raise TypedDateError(f"type a date: {_EXAMPLES}")
    now = today or datetime.now(UTC if zone is None else zone_named(zone)).date()
    try:
        return parse(typed, zone)
    except DateError as error:
        if _MEANT_AS_EDTF(typed):
            raise TypedDateError(str(error)) from None
    written = _edtf(typed, now)
    try:
        return parse(written, zone)
    except DateError as error:
        raise TypedDateError(f"{quoted(typed)} is read as {error}") from None


def _edtf(typed: str, today: date) -> str:
    """The EDTF text for a date in words."""

    def read(words: str) -> str:
        """What stands beside `about` or `since`: it may be EDTF already."""
        try:
            return parse(words.upper()).text
        except DateError:
            return _edtf(words, today)

    return everyday(typed.casefold(), Setting(today, read)) or _by_dateutil(typed, today)


def _by_dateutil(typed: str, today: date) -> str:
    from dateutil import parser  # 72 ms to import, which only typing a date should cost

    numbers = _TWO_SMALL_NUMBERS(typed)
    if numbers and numbers[1] != numbers[2] and max(int(numbers[1]), int(numbers[2])) <= 12:
        raise TypedDateError(f"{quoted(typed)}: day and month cannot be told apart; write 2023-11-17 or 17 nov 2023")
    if re.fullmatch(r"[0-9]+", typed) and len(typed) != 8:
        raise TypedDateError(f"{quoted(typed)}: a year has four digits, as in 0476, and a day 2023-11-17")
    text = _OFFSET_OF_UTC.sub("", _CLOCK_NAME.sub(lambda name: name[0].upper(), typed.replace("−", "-")))
    try:
        first, second = (parser.parse(text, default=default, tzinfos=_clocks) for default in _DEFAULTS)
        first.utcoffset()  # of a day or more it raises, though dateutil reads it
    except TypedDateError:
        raise
    except (ValueError, OverflowError):
        raise TypedDateError(f"{quoted(typed)} is not understood as a date; {_EXAMPLES}") from None
    return _common(typed, first, second, today)


def _clocks(name: str | None, offset: int | None) -> int | None:
    """Seconds east of UTC, for dateutil, which would drop a name that it does not know."""
    if offset is not None or name is None:
        return offset
    hours = _CLOCKS.get(name.upper())
    if hours is None:
        raise TypedDateError(f"{quoted(name)} is not known as a clock; write the offset, as in 12:28 -08:00")
    return hours * 3600


def _common(typed: str, first: datetime, second: datetime, today: date) -> str:
    """EDTF text of the fields that were typed: those in which the two readings agree."""
    has_year, has_month, has_day = (
        first.year == second.year,
        first.month == second.month,
        first.day == second.day,
    )
    has_time = first.hour == second.hour
    if not has_year and not has_month:
        raise TypedDateError(f"{quoted(typed)}: a month or a year is missing; {_EXAMPLES}")
    if has_time and not has_day:
        raise TypedDateError(f"{quoted(typed)}: a time of day needs its day")
    day = first.day if has_day else None
    year = first.year if has_year else _latest_year(first.month, day, today)
    written = f"{year:04d}"
    if has_month:
        written += f"-{first.month:02d}"
    if day is not None:
        written += f"-{day:02d}"
    return written + _time(first, second) if has_time else written


def _time(first: datetime, second: datetime) -> str:
    minute = first.minute if first.minute == second.minute else 0  # of 5pm
    written = f"T{first.hour:02d}:{minute:02d}"
    if first.second == second.second:
        written += f":{first.second:02d}"
    offset = first.utcoffset()
    if offset is None:
        return written
    minutes = round(offset.total_seconds() / 60)
    return f"{written}{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def _latest_year(month: int, day: int | None, today: date) -> int:
    """The last year in which this day or month had begun."""
    year = today.year if (month, day or 1) <= (today.month, today.day) else today.year - 1
    while (month, day) == (2, 29) and not is_leap(year):
        year -= 1
    return year
