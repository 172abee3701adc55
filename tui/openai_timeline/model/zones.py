"""Time zones by IANA name: offsets in seconds east of UTC, for any year."""

import re
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from .civil import DAY_SECONDS, year_start
from .date_errors import DateError, quoted

# zoneinfo looks names up as files: "..", "zone.tab" and names of 4,096 letters stop here.
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*").fullmatch
_LONGEST_NAME = 64
_FIRST_DAY, _LAST_DAY = year_start(1), year_start(10_000) - 1  # what datetime can hold
_EPOCH_ORDINAL = datetime(1970, 1, 1).toordinal()
_EPOCH = datetime(1970, 1, 1)
_SECOND = timedelta(seconds=1)


def zone_named(name: str) -> ZoneInfo:
    """The zone of an IANA name such as `America/Los_Angeles`; DateError where there is none."""
    zone = _lookup(name)
    if zone is None:
        raise DateError(f"{quoted(name)}: no such time zone (a name such as America/Los_Angeles is needed)")
    return zone


# Misses are kept too: a file may name the same wrong zone a million times.
@lru_cache(maxsize=1024)
def _lookup(name: str) -> ZoneInfo | None:
    if len(name) > _LONGEST_NAME or _NAME(name) is None:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not found, not a zone file, a folder
        return None


@lru_cache(maxsize=1024)
def standard_offset(zone: ZoneInfo) -> int:
    """The offset without summer time under the rule that holds for all the future."""
    halves = (zone.utcoffset(datetime(9999, 1, 1)), zone.utcoffset(datetime(9999, 7, 1)))
    return min(offset // _SECOND for offset in halves if offset is not None)


def offset_at_local(local: int, zone: ZoneInfo) -> int:
    """The offset at a local time (seconds since 1970-01-01T00:00 on the zone's clocks).

    Of a time that the clocks show twice the first is meant; one that they skip is read as if they had not.
    """
    day, second = divmod(local, DAY_SECONDS)
    if not _FIRST_DAY <= day <= _LAST_DAY:
        return standard_offset(zone)
    moment = datetime.fromordinal(day + _EPOCH_ORDINAL)
    offset = zone.utcoffset(moment + timedelta(seconds=second) if second else moment)
    return 0 if offset is None else offset.days * DAY_SECONDS + offset.seconds


def offset_at(instant: int, zone: ZoneInfo) -> int:
    """The offset at an instant (seconds since 1970-01-01T00:00:00Z)."""
    moment = _utc_moment(instant, zone)
    offset = None if moment is None else moment.utcoffset()
    return standard_offset(zone) if offset is None else offset // _SECOND


def abbreviation(instant: int, zone: ZoneInfo) -> str:
    """What the zone's clocks are called at an instant, such as `PST`; empty where that is a number."""
    moment = _utc_moment(instant, zone)
    name = None if moment is None else moment.tzname()
    return name if name is not None and name.isascii() and name.isalpha() else ""


def _utc_moment(instant: int, zone: ZoneInfo) -> datetime | None:
    """The instant on the zone's clocks; None outside the years of datetime (less a day for the offset)."""
    if not _FIRST_DAY < instant // DAY_SECONDS < _LAST_DAY:
        return None
    return zone.fromutc((_EPOCH + timedelta(seconds=instant)).replace(tzinfo=zone))
