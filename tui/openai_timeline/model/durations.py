"""How long from one date to another, as people say it: `6 years 5 months`, `about 3 years`, `3 days`.

A duration is as exact as the coarser of the two dates. Months and days are counted on the calendar as
`dateutil.relativedelta` counts them (31 January to 28 February is a month), but for any year.
"""

from typing import NamedTuple

from .civil import DAY_SECONDS, add_months, civil, month_length, month_start
from .dates import Bound, Date, Precision, parse

_YEAR_SECONDS = 31_556_952  # the mean Gregorian year
_MONTH_SECONDS = _YEAR_SECONDS // 12
_LETTERS = {"year": "y", "month": "m", "day": "d", "hour": "h", "minute": "min"}


class _Length(NamedTuple):
    """At most two units that follow one another, such as 6 years and 5 months.

    `counts` without any zero, largest first; empty: less than one `unit`. `about`: said as an estimate.
    """

    counts: tuple[tuple[int, str], ...]
    unit: str
    about: bool


def duration(start: Date, end: Date) -> str:
    """The time from start to end in words; of intervals, from the first's start to the second's end.

    `about` where either date is known to the season or coarser, or is marked ?, ~ or %. Empty where an end is
    open or unknown, or lies before the start.
    """
    length = _length(start, end)
    if length is None:
        return ""
    if not length.counts:
        return f"less than {'an' if length.unit == 'hour' else 'a'} {length.unit}"
    words = " ".join(f"{count:,} {unit}{'' if count == 1 else 's'}" for count, unit in length.counts)
    return f"about {words}" if length.about else words


def short_duration(start: Date, end: Date) -> str:
    """As `duration`, for a narrow column: `6y5m`, `~3y`, `3d`, `<1d`."""
    length = _length(start, end)
    if length is None:
        return ""
    if not length.counts:
        return f"<1{_LETTERS[length.unit]}"
    words = "".join(f"{count}{_LETTERS[unit]}" for count, unit in length.counts)
    return f"~{words}" if length.about else words


def _length(start: Date, end: Date) -> _Length | None:
    first, last = _start_of(start), _end_of(end)
    if first is None or last is None or last.latest < first.earliest:
        return None
    about = any(date.approximate or date.uncertain for date in (first, last))
    precision = min(first.precision, last.precision)
    if precision <= Precision.SEASON:
        return _estimate(first, last, precision)
    if precision is Precision.MONTH:
        return _months(_month_index(last) - _month_index(first), about)
    return _exact(first, last, about)


def _start_of(date: Date) -> Date | None:
    if not date.is_interval:
        return date
    return parse(date.text.partition("/")[0]) if date.start is Bound.GIVEN else None


def _end_of(date: Date) -> Date | None:
    if not date.is_interval:
        return date
    return parse(date.text.partition("/")[2]) if date.end is Bound.GIVEN else None


def _estimate(start: Date, end: Date, precision: Precision) -> _Length:
    """From the middle of one span to the middle of the other."""
    seconds = max(0, (end.earliest + end.latest - start.earliest - start.latest) // 2)
    if precision is Precision.SEASON:
        return _months(_rounded(seconds, _MONTH_SECONDS), about=True)
    return _units([(_rounded(seconds, _YEAR_SECONDS), "year")], about=True)


def _rounded(seconds: int, unit: int) -> int:
    return (seconds + unit // 2) // unit


def _month_index(date: Date) -> int:
    return date.year * 12 + (date.month or 1)


def _months(months: int, about: bool) -> _Length:
    return _units([(months // 12, "year"), (months % 12, "month")], about)


def _exact(start: Date, end: Date, about: bool) -> _Length:
    timed = start.has_time and end.has_time
    offset = start.offset if timed else end.offset  # two instants are measured on the clocks of the first
    first = start.earliest + start.offset
    last = end.earliest + offset
    if not timed:
        first, last = first // DAY_SECONDS * DAY_SECONDS, last // DAY_SECONDS * DAY_SECONDS
    months, seconds = _calendar_difference(first, max(first, last))
    days, seconds = divmod(seconds, DAY_SECONDS)
    counts = [(months // 12, "year"), (months % 12, "month"), (days, "day")]
    if timed:
        counts += [(seconds // 3600, "hour"), (seconds // 60 % 60, "minute")]
    return _units(counts, about)


def _units(counts: list[tuple[int, str]], about: bool) -> _Length:
    """The largest unit there is and the one after it."""
    for index, (count, _) in enumerate(counts):
        if count:
            return _Length(tuple(pair for pair in counts[index : index + 2] if pair[0]), counts[-1][1], about)
    return _Length((), counts[-1][1], about)


def _calendar_difference(first: int, last: int) -> tuple[int, int]:
    """Whole months, and the seconds that remain, between two local times in seconds."""
    year, month, _ = civil(first // DAY_SECONDS)
    end_year, end_month, _ = civil(last // DAY_SECONDS)
    months = (end_year - year) * 12 + end_month - month
    if _later(first, months) > last:
        months -= 1
    return months, last - _later(first, months)


def _later(local: int, months: int) -> int:
    """A local time so many months later; on the last day of a month that is too short."""
    day, second = divmod(local, DAY_SECONDS)
    year, month, number = civil(day)
    year, month = add_months(year, month, months)
    return (month_start(year, month) + min(number, month_length(year, month)) - 1) * DAY_SECONDS + second
