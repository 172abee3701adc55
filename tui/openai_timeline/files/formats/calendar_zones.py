"""The zones of a calendar file: names of IANA, of Windows, names with a maker's prefix, and zones it defines itself."""

from __future__ import annotations

import re
import warnings
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from ...model.dates import DateError
from ...model.zones import zone_named
from .calendar_lines import Component, text_of

_OFFSET = re.compile(r"\(?(?:UTC|GMT)\s*([-+−])\s*([0-9]{1,2})(?::?([0-9]{2}))?", re.IGNORECASE)

_IS_UTC = re.compile(r"\((?:UTC|GMT)\)\s*\S", re.IGNORECASE)  # "(UTC) Coordinated Universal Time", in any language
# What Windows shows of zones that are named after no city.
_SHOWN = {
    "eastern time (us": "America/New_York",
    "central time (us": "America/Chicago",
    "mountain time (us": "America/Denver",
    "pacific time (us": "America/Los_Angeles",
    "atlantic time (canada)": "America/Halifax",
    "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu",
    "arizona": "America/Phoenix",
    "greenwich mean time : dublin": "Europe/Dublin",
    "beijing": "Asia/Shanghai",
    "chennai": "Asia/Kolkata",
    "osaka": "Asia/Tokyo",
    "canberra": "Australia/Sydney",
}


class Zone(NamedTuple):
    """A zone of a calendar: clocks, and their IANA name where they have one."""

    clocks: tzinfo
    name: str | None
    is_guess: bool = False  # a place that nobody knows, with an offset from UTC that may be another in summer


class Zones:
    """Finds zones by the names that one file has for them."""

    def __init__(self) -> None:
        self._defined: dict[str, Component] = {}
        names = ("UTC", "GMT", "Z", "tzone://Microsoft/Utc")
        self._found: dict[str, Zone | None] = dict.fromkeys(names, Zone(UTC, None))

    def define(self, component: Component) -> None:
        """Know a VTIMEZONE."""
        line = component.first("TZID")
        if line is not None:
            self._defined.setdefault(text_of(line.value).strip().strip('"'), component)

    def named(self, name: str) -> Zone | None:
        """The zone of a name; None where nobody knows it."""
        name = name.strip().strip('"')
        if name not in self._found:
            self._found[name] = self._look_up(name)
        return self._found[name]

    def _look_up(self, name: str) -> Zone | None:
        known = iana_name(name)
        if known is not None:
            return Zone(ZoneInfo(known), known)
        component = self._defined.get(name)
        if component is not None:
            place = component.first("X-LIC-LOCATION")
            known = iana_name(place.value.strip()) if place else None
            if known is not None:
                return Zone(ZoneInfo(known), known)
            clocks = _clocks(component)
            if clocks is not None:
                return Zone(clocks, None)
        match = _OFFSET.match(name)
        if match is not None and int(match[2]) <= 14:
            return Zone(timezone(timedelta(minutes=_minutes(match))), None, ")" in name.rstrip(")"))
        return Zone(UTC, None) if _IS_UTC.match(name) else None


def iana_name(name: str) -> str | None:
    """The IANA name that a name of a zone stands for, also within `/mozilla.org/20050126_1/Europe/Berlin`."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    parts = name.strip("/()").split("/")
    named = (WINDOWS_TO_OLSON.get(name, name), *("/".join(parts[-length:]) for length in (3, 2)), _of_display(name))
    for candidate in named:
        try:
            zone_named(candidate)
        except DateError:
            continue
        return candidate
    return None


def _of_display(name: str) -> str:
    """The IANA name for what Windows shows people, such as `(UTC+01:00) Amsterdam, Berlin, Bern`: that of a city there.

    Only where the offset from UTC that it names is that of the city in January or in July.
    """
    match = _OFFSET.match(name)
    if match is None or ")" not in name:
        return ""
    minutes = _minutes(match)
    for place in re.split(r"\s*[,&]\s*", name.partition(")")[2].strip()):
        place = place.lower()
        for zone in [_SHOWN[place]] if place in _SHOWN else _cities().get(place, ()):
            clocks = ZoneInfo(zone)
            offsets = (datetime(2020, month, 1, tzinfo=clocks).utcoffset() for month in (1, 7))
            if timedelta(minutes=minutes) in offsets:
                return zone
    return ""


@cache
def _cities() -> dict[str, list[str]]:
    """Cities that zones of IANA are named after, in lower case."""
    found: dict[str, list[str]] = {}
    for zone in sorted(available_timezones()):
        if "/" in zone and not zone.startswith(("Etc/", "posix/", "right/", "SystemV/")):
            found.setdefault(zone.rpartition("/")[2].replace("_", " ").lower(), []).append(zone)
    return found


def _minutes(match: re.Match[str]) -> int:
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    return minutes if match[1] == "+" else -minutes


def _clocks(component: Component) -> tzinfo | None:
    """The clocks that a VTIMEZONE defines; None where it is broken."""
    from icalendar import Timezone

    lines = list(_written(component))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            zone = Timezone.from_ical("\r\n".join(lines) + "\r\n")
            clocks = zone.to_tz(lookup_tzid=False) if isinstance(zone, Timezone) else None
            datetime(2000, 1, 1, tzinfo=clocks).utcoffset()
    except Exception:  # a foreign definition may break the library in any way
        return None
    return clocks if isinstance(clocks, tzinfo) else None


def _written(component: Component) -> list[str]:
    """A component as lines again, without what only its makers understand."""
    lines = [f"BEGIN:{component.name}"]
    wanted = ("TZID", "DTSTART", "RRULE", "RDATE", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME")
    lines += [f"{line.name}:{line.value}" for line in component.lines if line.name in wanted]
    for inner in component.inner:
        lines += _written(inner)
    return [*lines, f"END:{component.name}"]
