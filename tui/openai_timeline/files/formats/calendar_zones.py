"""The zones of a calendar file: names of IANA, of Windows, names with a maker's prefix, and zones it defines itself."""

from __future__ import annotations

import re
import warnings
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ...model.dates import DateError
from ...model.zones import zone_named
from .calendar_lines import Component

_OFFSET = re.compile(r"\(?(?:UTC|GMT)\s*([-+−])\s*([0-9]{1,2})(?::?([0-9]{2}))?", re.IGNORECASE)


class Zone(NamedTuple):
    """A zone of a calendar: clocks, and their IANA name where they have one."""

    clocks: tzinfo
    name: str | None


class Zones:
    """Finds zones by the names that one file has for them."""

    def __init__(self) -> None:
        self._defined: dict[str, Component] = {}
        self._found: dict[str, Zone | None] = {"UTC": Zone(UTC, None), "GMT": Zone(UTC, None), "Z": Zone(UTC, None)}

    def define(self, component: Component) -> None:
        """Know a VTIMEZONE."""
        line = component.first("TZID")
        if line is not None:
            self._defined.setdefault(line.value.strip(), component)

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
            offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
            return Zone(timezone(offset if match[1] == "+" else -offset), None)
        return None


def iana_name(name: str) -> str | None:
    """The IANA name that a name of a zone stands for, also within `/mozilla.org/20050126_1/Europe/Berlin`."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    parts = name.strip("/").split("/")
    for candidate in (WINDOWS_TO_OLSON.get(name, name), *("/".join(parts[-length:]) for length in (3, 2))):
        try:
            zone_named(candidate)
        except DateError:
            continue
        return candidate
    return None


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
