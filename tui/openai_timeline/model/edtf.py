"""The grammar of dates without a time of day: EDTF text (levels 0 and 1) to runs of whole local days."""

import re
from enum import IntEnum
from typing import NamedTuple

from .civil import MONTHS, add_months, month_length, month_start, year_start
from .date_errors import LEVEL_2, DateError, quoted, refusal

LARGEST_YEAR = 10**11  # seconds then still fit an int64


class Precision(IntEnum):
    """How exactly a date is known, coarse to fine."""

    MILLENNIUM = 1
    CENTURY = 2
    DECADE = 3
    YEAR = 4
    SEASON = 5
    MONTH = 6
    DAY = 7
    MINUTE = 8
    SECOND = 9


class Part(NamedTuple):
    """A date without a time of day: the local days from `first` to before `after`."""

    first: int
    after: int
    precision: Precision
    year: int
    month: int | None
    day: int | None


_YEAR = "(-?(?!0000)[0-9]{4}|0000)"
_MARKED = re.compile(_YEAR + r"(?:-([0-9]{2})(?:-([0-9]{2}))?)?[?~%]?").fullmatch
_UNSPECIFIED_YEAR = re.compile(r"(-?)([0-9]{2})(?:([0-9])X|XX)[?~%]?").fullmatch
_UNSPECIFIED_DAY = re.compile(_YEAR + r"-(XX|[0-9]{2}-XX|XX-XX)[?~%]?").fullmatch
_LONG_YEAR = re.compile(r"Y(-?[1-9][0-9]{4,})[?~%]?").fullmatch

# The specification leaves the months of seasons open; these are the meteorological ones of the northern half.
# Winter runs into the next year, so that the seasons of a year follow one another as their numbers do.
_SEASON_START = {21: 3, 22: 6, 23: 9, 24: 12}


def calendar_part(text: str, year: int, month: str | None, day: str | None) -> Part:
    """A year, a month, a season (its number stands where the month does) or a day."""
    if month is None:
        return Part(year_start(year), year_start(year + 1), Precision.YEAR, year, None, None)
    number = int(month)
    if not 1 <= number <= 12:
        return _season(text, year, number, day)
    start, length = month_start(year, number), month_length(year, number)
    if day is None:
        return Part(start, start + length, Precision.MONTH, year, number, None)
    date = int(day)
    if not 1 <= date <= length:
        raise DateError(f"{quoted(text)}: {MONTHS[number - 1]} {year} has {length} days")
    return Part(start + date - 1, start + date, Precision.DAY, year, number, date)


def _season(text: str, year: int, number: int, day: str | None) -> Part:
    begins = _SEASON_START.get(number)
    if begins is None or day is not None:
        if 25 <= number <= 41 and day is None:
            raise DateError(f"{quoted(text)}: the season {number} is {LEVEL_2}")
        raise DateError(f"{quoted(text)}: months go from 01 to 12, seasons from 21 to 24 and without a day")
    first = month_start(year, begins)
    return Part(first, month_start(*add_months(year, begins, 3)), Precision.SEASON, year, None, None)


def date_part(text: str, part: str) -> Part:
    """The days of `part`, which is the whole text or half of an interval; DateError quotes the whole."""
    match = _MARKED(part)
    if match is not None:
        return calendar_part(text, int(match[1]), match[2], match[3])
    match = _UNSPECIFIED_YEAR(part)
    if match is not None:
        return _unspecified_year(*match.groups())
    match = _UNSPECIFIED_DAY(part)
    if match is not None:
        month = None if match[2].startswith("XX") else match[2][:2]
        return _unspecified_day(text, int(match[1]), month)
    match = _LONG_YEAR(part)
    if match is None:
        raise refusal(text, part)
    year = int(match[1])
    if abs(year) > LARGEST_YEAR:
        raise DateError(f"{quoted(text)}: the year is more than {LARGEST_YEAR:,} away")
    return calendar_part(text, year, None, None)


def _unspecified_year(sign: str, century: str, decade: str | None) -> Part:
    precision, digits, count = (
        (Precision.CENTURY, century, 100) if decade is None else (Precision.DECADE, century + decade, 10)
    )
    first = int(digits) * count
    last = first + count - 1
    if sign:
        first, last = -last, min(-first, -1)  # there is no year -0000
    return Part(year_start(first), year_start(last + 1), precision, first, None, None)


def _unspecified_day(text: str, year: int, month: str | None) -> Part:
    part = calendar_part(text, year, month, None)
    if part.precision is Precision.SEASON:
        raise DateError(f"{quoted(text)}: a season has no days")
    return part
