"""The lines of Markwhen, as far as they are read: https://docs.markwhen.com/syntax/overview

Read are absolute dates: EDTF of level 0 (`2023-11/2024`), instants (`2031-11-19T01:35:10Z`), `12/7/1941` and `12/1941`
(the other way round under `dateFormat: d/M/y`), `7 Dec 1941`, `Dec 7, 1941`, `December 1941`; ranges of two of them,
joined by `/`, `-` or `to`; `now` as their end. Dates that depend on others, on the day of reading or on a rule of
repetition are not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from .days import MONTHS, Moment

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_INSTANT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?Z"
_ISO = r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?(?![0-9])"
_SLASHES = r"[0-9]{1,2}/(?:[0-9]{1,2}/)?[0-9]{4}(?![0-9])"
_ORDINAL = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_WORDS = rf"(?:{_ORDINAL}\s+)?(?:{_MONTH})\b\.?,?\s+(?:{_ORDINAL},?\s+)?[0-9]{{4}}(?![0-9])"
_DATE = rf"(?:{_INSTANT}|{_SLASHES}|{_WORDS}|{_ISO})"
_RANGE = rf"({_DATE})(?:\s*(?:/|-|–|—|\bto\b)\s*({_DATE}|now))?"
EVENT = re.compile(rf"\s*{_RANGE}\s*:(?!//)\s?(.*)", re.IGNORECASE)
# What begins as an event does, but with a date of a kind that is not read.
_UNIT = r"(?:second|minute|hour|day|week|month|quarter|year|decade)s?"
UNREAD = re.compile(
    rf"\s*(?:(?:after|before|by)\s+[!\w][^:]{{0,80}}|now\b[^:]{{0,80}}|![\w-]+\s[^:]{{0,80}}"
    rf"|[0-9.]+\s*(?:(?:week|work|business)\s*)?{_UNIT}\b[^:]{{0,80}}|{_DATE}[^:]{{1,80}}"
    rf"|(?:{_MONTH})\s+{_ORDINAL}\b[^:]{{0,80}}|[0-9]{{1,2}}(?::[0-9]{{2}})?\s*[ap]m\b[^:]{{0,80}}"
    rf"|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b[^:]{{0,80}}|(?:today|tomorrow|yesterday)\b[^:]{{0,80}}):(?!//)",
    re.IGNORECASE,
)
GROUP = re.compile(r"\s*(section|group)\s+(\S.*)", re.IGNORECASE)
HEADING = re.compile(r"\s*(#{1,6})\s+(\S.*)")
END = re.compile(r"\s*end\s*(section|group)\b\s*(?://.*)?$", re.IGNORECASE)
BREAK = re.compile(r"\s*_-_-_break_-_-_\s*$")
COMMENT = re.compile(r"\s*//")
PROPERTY = re.compile(r"\s*([A-Za-z][\w .-]{0,40}?)\s*:(?!//)\s*(.*)")
TAG_COLOUR = re.compile(r"\s*#[\w-]+\s*:")
_ITEM = re.compile(r"\s*-\s|\s*-$|\s+\S|---\s*$")


class Written(NamedTuple):
    """The line of an event: its two dates as written, and its title."""

    start: str
    end: str
    title: str


def event_line(line: str) -> Written | None:
    """An event whose date is read; None for any other line."""
    match = EVENT.match(line)
    return Written(match[1], match[2] or "", match[3].strip()) if match else None


def looks_like(lines: Sequence[str]) -> bool:
    """Whether a text is Markwhen: up to its first event there is nothing that cannot stand there."""
    for line in lines:
        if EVENT.match(line):
            return True
        if UNREAD.match(line) and line.strip():
            return any(EVENT.match(other) for other in lines)
        if line.strip() and not (
            PROPERTY.match(line)
            or _ITEM.match(line)
            or any(p.match(line) for p in (COMMENT, GROUP, HEADING, TAG_COLOUR, BREAK, END))
        ):
            return False
    return False


def moment(written: str, day_first: bool) -> Moment:
    """A date of a kind that is read; it may not exist."""
    if "T" in written and written.upper().endswith("Z"):
        day, _, time = written[:-1].partition("T")
        clock = [int(part) for part in time.split(".")[0].split(":")]
        return Moment(*(int(part) for part in day.split("-")), *clock)
    if "/" in written:
        *small, year = (int(part) for part in written.split("/"))
        if len(small) == 1:
            return Moment(year, small[0])
        return Moment(year, small[1], small[0]) if day_first else Moment(year, *small)
    if written[0].isdigit() and re.fullmatch(_ISO, written):
        return Moment(*(int(part) for part in written.split("-")))
    named = next(MONTHS[word] for word in re.findall("[a-z]+", written.lower()) if word in MONTHS)
    *days, last = (int(number) for number in re.findall("[0-9]+", written))
    return Moment(last, named, days[0] if days else None)
