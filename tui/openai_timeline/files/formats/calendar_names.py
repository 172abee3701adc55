"""What an event of a calendar names besides its time and its text: people, addresses, and what is left out of it."""

from __future__ import annotations

import re

from .calendar_lines import Component, Line

_QUIET = frozenset(
    (
        "UID", "DTSTART", "DTEND", "DURATION", "SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES", "RRULE", "RDATE",
        "EXDATE", "RECURRENCE-ID", "STATUS", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "TRANSP", "CLASS",
        "PRIORITY", "EXRULE", "COLOR",
    )
)  # fmt: skip
_ATTENDING = ("ORGANIZER", "ATTENDEE")
_LINKING = ("URL", "ATTACH", "CONFERENCE", "IMAGE")
NO_NAME = "somebody who organises or attends without a name (an address, a room, a group): left out"
NO_ADDRESS = "an attachment or an address that is none of the web (a file within the calendar, a number): left out"
NO_PROPERTY = "a property of an event that has no place in our format: left out"


def people_of(event: Component) -> list[str]:
    """The people who are named: those who organise and attend an event, rooms and addresses aside."""
    return list(dict.fromkeys(name for line in event.lines if line.name in _ATTENDING and (name := _person(line))))


def _person(line: Line) -> str:
    """The name of a person who organises or attends; '' for a room, a group or somebody without a name."""
    name = line.parameters.get("CN", "").strip().strip("'\"")
    is_person = line.parameters.get("CUTYPE", "INDIVIDUAL").upper() in ("INDIVIDUAL", "UNKNOWN")
    return name if is_person and "@" not in name else ""


def left_out(line: Line) -> str:
    """What is said of a line of an event that has no place in our format; '' where there is nothing to say."""
    if line.name in _ATTENDING:
        return "" if _person(line) else NO_NAME
    if line.name in _LINKING:
        return "" if not line.value or _is_web(line.value) else NO_ADDRESS
    return "" if line.name in _QUIET or line.name.startswith("X-") else NO_PROPERTY


def _is_web(value: str) -> bool:
    return re.match(r"https?://", value.strip(), re.IGNORECASE) is not None


def links_of(event: Component) -> list[dict[str, str]]:
    """What an event links to: its URL, what is attached by address, where it is held online."""
    addresses: dict[str, str] = {}
    for line in event.lines:
        value = line.value.strip()
        if line.name in _LINKING and _is_web(value):
            addresses.setdefault(value, line.parameters.get("FILENAME", "") or line.parameters.get("LABEL", ""))
    return [{"url": url, **({"label": label} if label else {})} for url, label in addresses.items()]
