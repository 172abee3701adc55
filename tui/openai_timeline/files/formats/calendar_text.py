"""What our own export of a calendar adds, as its writer and its reader both know it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Final

from ...model.civil import DAY_SECONDS, civil
from ...model.dates import Date, Precision
from .calendar_lines import Component, text_of
from .days import days

UID_SUFFIX: Final = "@openai-timeline"
PROPERTY: Final = "X-OPENAI-TIMELINE"
BROUGHT: Final = "brought"  # the people, organisations and sources themselves, beside their ids
SOURCES: Final = "— Sources —"
_FIRST_DAY, _LAST_DAY = (date(year, 1, 1).toordinal() - date(1970, 1, 1).toordinal() for year in (1, 9999))
_LAST_DAY += 364


def times_written(when: Date) -> tuple[str, str] | None:
    """DTSTART and DTEND of a date, '' where there is none; None where a calendar has no such year (1 to 9999).

    An instant has a beginning and no end; anything else is whole days, and its end is the day after the last.
    """
    if when.has_time:
        day, second = divmod(when.earliest, DAY_SECONDS)
        if not _FIRST_DAY <= day <= _LAST_DAY:
            return None
        seconds = second % 60 if when.precision is Precision.SECOND else 0
        return f"{_day(day)}T{second // 3600:02d}{second // 60 % 60:02d}{seconds:02d}Z", ""
    first, last = days(when)
    if first is None:
        # Only the end is known: the days of the end, as a calendar cannot begin nowhere.
        assert last is not None
        first = _first_of_end(when, last)
    if not _FIRST_DAY <= first <= _LAST_DAY or (last is not None and last < _FIRST_DAY):
        return None
    if last is None or last >= _LAST_DAY:
        return _day(first), ""
    return _day(first), _day(last + 1)


def _first_of_end(when: Date, last: int) -> int:
    """The first day of the only end of an interval."""
    from ...model.dates import parse

    first, _ = days(parse(when.text.partition("/")[2]))
    return last if first is None else first


def _day(number: int) -> str:
    year, month, day = civil(number)
    return f"{year:04d}{month:02d}{day:02d}"


def description_of(event: Component) -> str:
    """The account of an event of ours: its DESCRIPTION without the sources that follow it."""
    text = "\n" + event.text("DESCRIPTION")
    account, mark, _ = text.rpartition(f"\n{SOURCES}\n")
    return (account if mark else text).strip("\n")


def kept_of(event: Component) -> dict[str, Any] | None:
    """What our own export kept beside an event; None where the event is not from there."""
    line = event.first(PROPERTY)
    if line is None:
        return None
    try:
        kept = json.loads(text_of(line.value))
    except (ValueError, RecursionError):
        return None
    return kept if isinstance(kept, dict) else None
