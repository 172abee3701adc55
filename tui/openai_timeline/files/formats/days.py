"""Dates that other formats write as numbers: year, month, day and time to EDTF text, and back.

TimelineJS counts years before 1 as people do (its -500 is 500 BC); EDTF counts astronomically (`-0499` is 500 BC).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ...model.civil import DAY_SECONDS, add_months, civil
from ...model.dates import Bound, Date, Precision, parse

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sep sept", "october oct", "november nov", "december dec",
        ), 1,
    )
    for name in names.split()
}  # fmt: skip
SEASON_START = {"21": 3, "22": 6, "23": 9, "24": 12}

_GROUPED = re.compile(r"([-+]?[0-9]{1,3})((?:[,.'’ ][0-9]{3})+)")
_NUMBER = re.compile(r"([-+]?[0-9]+)(?:\.0*)?")
_BC = re.compile(r"(.*[0-9])\s*(?:BCE?|B\.\s*C\.(?:\s*E\.)?)", re.IGNORECASE)
_AD = re.compile(r"(?:AD|CE|A\.D\.)?\s*([0-9].*?)\s*(?:AD|CE|A\.D\.|C\.E\.)?", re.IGNORECASE)
_SPACES = re.compile(r"[\u00a0\u2007\u2009\u202f\s]+")


class Moment(NamedTuple):
    """The parts of a date as they are written, from coarse to fine; the year is astronomical."""

    year: int
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None

    def text(self) -> str:
        """EDTF; of a date that does not exist too, which `parse` then refuses."""
        words = year_text(self.year)
        if self.month is not None:
            words += f"-{self.month:02d}"
            if self.day is not None:
                words += f"-{self.day:02d}"
        if self.hour is not None:
            words += f"T{self.hour:02d}:{self.minute or 0:02d}"
            if self.second is not None:
                words += f":{self.second:02d}"
        return words

    def date_alone(self) -> Moment:
        """Without the time of day."""
        return Moment(self.year, self.month, self.day)


def year_text(year: int) -> str:
    """EDTF of an astronomical year."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def astronomical(year: int) -> int:
    """A year as people count it, -500 for 500 BC, as EDTF does."""
    return year + 1 if year < 0 else year


def as_people_count(year: int) -> int:
    """The reverse."""
    return year - 1 if year < 1 else year


def whole_number(value: object) -> int | None:
    """A whole number however it is written: 5, 5.0, "05", " 1,990 ", "−500"; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 10**15 else None
    if not isinstance(value, str) or len(value) > 40:
        return None
    words = _SPACES.sub(" ", value.strip().replace("−", "-").replace("–", "-"))
    if (grouped := _GROUPED.fullmatch(words)) is not None:
        return int(grouped[1] + re.sub(r"[^0-9]", "", grouped[2]))
    match = _NUMBER.fullmatch(words)
    return int(match[1]) if match else None


def year_number(value: object) -> int | None:
    """The same for a year, which may say BC; as people count."""
    if isinstance(value, str):
        if (match := _BC.fullmatch(value.strip())) is not None:
            number = whole_number(match[1])
            return None if number is None else -abs(number)
        if (match := _AD.fullmatch(value.strip())) is not None:
            return whole_number(match[1])
    return whole_number(value)


def month_number(value: object) -> int | None:
    """The same for a month, which may be a name."""
    if isinstance(value, str) and (named := MONTHS.get(value.strip().rstrip(".").lower())) is not None:
        return named
    return whole_number(value)


def extent(date: Date) -> tuple[Moment | None, Moment | None]:
    """The first and the last part of a date, each as precise as it is written; one of them None where it has none.

    A date that is not longer than its precision (a year, a month, a day, an instant) has no last part.
    """
    if date.is_interval:
        start, end = date.text.split("/")
        first = extent(parse(start))[0] if date.start is Bound.GIVEN else None
        last = None
        if date.end is Bound.GIVEN:
            begins, ends = extent(parse(end))
            last = ends or begins
        return first, last
    if date.has_time:
        day, second = divmod(date.earliest + date.offset, DAY_SECONDS)
        seconds = second % 60 if date.precision is Precision.SECOND else None
        return Moment(*civil(day), second // 3600, second // 60 % 60, seconds), None
    if date.precision is Precision.SEASON:
        month = SEASON_START[date.text.rstrip("?~%")[-2:]]
        return Moment(date.year, month), Moment(*add_months(date.year, month, 2))
    if date.precision < Precision.YEAR:
        return Moment(date.year), Moment(civil(parse(date.text).latest // DAY_SECONDS)[0])
    return Moment(date.year, date.month, date.day), None


def days(date: Date) -> tuple[int | None, int | None]:
    """The first and the last local day, counted from 1970-01-01; None where there is no such end."""
    plain = parse(date.text) if not date.has_time else date
    if date.has_time:
        day = (date.earliest + date.offset) // DAY_SECONDS
        return day, day
    first = plain.earliest // DAY_SECONDS if plain.start is Bound.GIVEN else None
    return first, plain.latest // DAY_SECONDS if plain.end is Bound.GIVEN else None


def interval(start: Moment, end: Moment | None) -> tuple[str, bool]:
    """EDTF of a stretch of time, and whether a time of day was lost in it: intervals have none."""
    if end is None or end == start:
        return start.text(), False
    timed = start.hour is not None or end.hour is not None
    first, last = start.date_alone(), end.date_alone()
    if first == last:
        return start.text(), timed
    return f"{first.text()}/{last.text()}", timed
