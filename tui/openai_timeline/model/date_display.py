"""Dates as people read them, in English: exactly as precise as they were written, never more.

Every function takes a `Date` and gives plain text of letters, digits and a few signs. Where a `zone` (an IANA
name) is taken, DateError is raised for an unknown one.
"""

from .civil import DAY_SECONDS, MONTHS, WEEKDAYS, civil, day_of_week
from .dates import Bound, Date, Precision, parse
from .zones import abbreviation, offset_at, zone_named

_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_MARKS = "?~%"
_SHORT = 3  # letters of a short month or weekday


def display(
    date: Date, zone: str | None = None, *, short: bool = False, weekday: bool = False, extent: bool = True
) -> str:
    """The date in words, as written: `17 November 2023, 12:28 PST`, `about 1984`, `2013 – 2016`.

    `zone` names the clocks of an instant where they agree with its offset. `weekday` names the day of the
    week of a single day. `extent`: an interval is how long something lasted; else something happened at one
    time within it (`between 2013 and 2016`). `short`: `17 Nov 2023`, `~1984`, `2018?`, `2013–2016`.
    """
    if date.is_interval:
        return _interval(date, short, extent)
    if date.has_time:
        return _instant(date, date.offset, _clock_name(date, zone), short, weekday)
    return _marked(date, _plain(date, short, weekday), short)


def display_in(date: Date, zone: str, *, short: bool = False, weekday: bool = False, extent: bool = True) -> str:
    """As `display`, but an instant is given in the day and hour of another zone. Other dates do not move."""
    if not date.has_time:
        return display(date, short=short, weekday=weekday, extent=extent)
    place = zone_named(zone)
    offset = offset_at(date.earliest, place)
    return _instant(date, offset, abbreviation(date.earliest, place) or utc_name(offset), short, weekday)


def published(date: Date, *, short: bool = False) -> str:
    """When something was published; of a date without a known end only the start is said, as a bound."""
    if date.is_interval and date.end is not Bound.GIVEN and date.start is Bound.GIVEN:
        start, _ = _ends(date)
        return f"not before {display(start or date, short=short)}"
    return display(date, short=short)


def day_label(date: Date, zone: str | None = None) -> str:
    """What stands before an event in a list under its year and month: `17 Fri`, `6?`, `~1984`, `Nov`.

    An instant is moved to `zone` where one is given.
    """
    if date.is_interval:
        return _interval_label(date)
    if date.precision < Precision.DAY:
        return _marked(date, _month_or_coarser(date), short=True)
    day = _local(date, zone) // DAY_SECONDS
    number = str(civil(day)[2])
    if date.uncertain or date.approximate:
        return _marked(date, number, short=True)
    return f"{number} {WEEKDAYS[day_of_week(day)][:_SHORT]}"


def time_label(date: Date, zone: str | None = None) -> str:
    """The time of day to the minute, as written or in `zone`: `12:28`; empty where none is known."""
    return _time(_local(date, zone) % DAY_SECONDS, seconds=False) if date.has_time else ""


def year_name(year: int) -> str:
    """An astronomical year as people write it: `2023`, `AD 476`, `44 BC` (of -43), `17,000,001 BC`."""
    if year < 1:
        return f"{_number(1 - year)} BC"
    return f"AD {year}" if year < 1000 else _number(year)


def utc_name(offset: int) -> str:
    """Clocks by their offset in seconds east of UTC: `UTC`, `UTC−8`, `UTC+5:30`."""
    if offset == 0:
        return "UTC"
    minutes, seconds = divmod(abs(offset), 60)
    words = f"UTC{'−' if offset < 0 else '+'}{minutes // 60}"
    if minutes % 60 or seconds:
        words += f":{minutes % 60:02d}"
    return f"{words}:{seconds:02d}" if seconds else words


def _number(number: int) -> str:
    return f"{number:,}" if number >= 10_000 else str(number)


def _local(date: Date, zone: str | None) -> int:
    """Seconds on the clocks of the zone, or on those the date was written by."""
    moved = zone is not None and date.has_time
    return date.earliest + (offset_at(date.earliest, zone_named(zone or "")) if moved else date.offset)


def _clock_name(date: Date, zone: str | None) -> str:
    if zone is None:
        # Without an offset in the text, and without a zone, nobody knows whose clocks are meant.
        return utc_name(date.offset) if date.has_offset else ""
    place = zone_named(zone)
    if offset_at(date.earliest, place) != date.offset:
        return utc_name(date.offset)
    return abbreviation(date.earliest, place) or utc_name(date.offset)


def _instant(date: Date, offset: int, clocks: str, short: bool, weekday: bool) -> str:
    day, second = divmod(date.earliest + offset, DAY_SECONDS)
    time = _time(second, seconds=date.precision is Precision.SECOND)
    return f"{_day(day, short, weekday)}, {time} {clocks}".rstrip()


def _time(second: int, *, seconds: bool) -> str:
    words = f"{second // 3600:02d}:{second // 60 % 60:02d}"
    return f"{words}:{second % 60:02d}" if seconds else words


def _day(day: int, short: bool, named: bool) -> str:
    year, month, number = civil(day)
    words = f"{number} {_month(month, short)} {year_name(year)}"
    if not named:
        return words
    name = WEEKDAYS[day_of_week(day)]
    return f"{name[:_SHORT] if short else name} {words}"


def _month(month: int, short: bool) -> str:
    name = MONTHS[month - 1]
    return name[:_SHORT] if short else name


def _plain(date: Date, short: bool, named: bool) -> str:
    """A date that is neither instant nor interval, without its mark."""
    year = year_name(date.year)
    if "X" in date.text:
        return _unspecified(date, short)
    if date.precision is Precision.DAY:
        return _day((date.earliest + date.offset) // DAY_SECONDS, short, named)
    if date.month is not None:
        return f"{_month(date.month, short)} {year}"
    return f"{_season(date)} {year}" if date.precision is Precision.SEASON else year


def _season(date: Date) -> str:
    return _SEASONS[date.text.rstrip(_MARKS)[-2:]]


def _unspecified(date: Date, short: bool) -> str:
    if date.precision < Precision.YEAR:
        return _years(date)
    year = year_name(date.year)
    where = year if date.month is None else f"{_month(date.month, short)} {year}"
    if short:
        return where
    unknown_day = date.text.rstrip(_MARKS).count("-XX") == 2 or date.month is not None
    return f"some day in {where}" if unknown_day else f"some month of {where}"


def _years(date: Date) -> str:
    """A decade or a century: by its name where it has one that means no other span."""
    first = date.year
    century = date.precision is Precision.CENTURY
    if first >= 1000 and century:
        return f"the {first}s"
    if first >= 1000 and first % 100:
        return f"{first}s"
    last = first + (99 if century else 9)
    return f"{year_name(first)} – {year_name(last if first >= 0 else min(last, -1))}"


def _marked(date: Date, words: str, short: bool) -> str:
    if short:
        return f"{'~' if date.approximate else ''}{words}{'?' if date.uncertain else ''}"
    return f"{'about ' if date.approximate else ''}{words}{' (uncertain)' if date.uncertain else ''}"


def _ends(date: Date) -> tuple[Date | None, Date | None]:
    """The two dates of an interval, in no zone: their words are as written."""
    start, end = date.text.split("/")
    return (
        parse(start) if date.start is Bound.GIVEN else None,
        parse(end) if date.end is Bound.GIVEN else None,
    )


def _interval(date: Date, short: bool, extent: bool) -> str:
    start, end = (part and display(part, short=short) for part in _ends(date))
    if start and end:
        if extent:
            return f"{start}–{end}" if short and " " not in start + end else f"{start} – {end}"
        return f"between {start} and {end}"
    if not extent:
        return f"{start} or later" if start else f"{end} or earlier"
    if start:
        return f"since {start}" if date.end is Bound.OPEN else f"from {start}, end unknown"
    return f"until {end}" if date.start is Bound.OPEN else f"until {end}, start unknown"


def _interval_label(date: Date) -> str:
    start, end = _ends(date)
    if start and end and start.day and end.day and (start.year, start.month) == (end.year, end.month):
        return f"{_end_label(start)}–{_end_label(end)}"
    return f"{_end_label(start)} –" if start else f"– {_end_label(end)}" if end else ""


def _end_label(date: Date) -> str:
    return _marked(date, str(date.day or _month_or_coarser(date)), short=True)


def _month_or_coarser(date: Date) -> str:
    """What is left to say of a date under the heading of its year."""
    if date.month is not None:
        return _month(date.month, short=True)
    if date.precision is Precision.SEASON:
        return _season(date)
    return _years(date) if date.precision < Precision.YEAR else year_name(date.year)
