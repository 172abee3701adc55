"""Everyday forms of dates as EDTF text: `last friday`, `3 days ago`, `1980s`, `44 bc`, `2023年11月`."""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from .civil import WEEKDAYS, add_months, civil

_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_SHIFTS = {"yesterday": -1, "today": 0, "now": 0, "tomorrow": 1}
_STEPS = {"last": -1, "this": 0, "next": 1}
_EPOCH = date(1970, 1, 1)


class Setting(NamedTuple):
    """What a form is read against: the day it is, and a reader of a date within a form (as after `about`)."""

    today: date
    read: Callable[[str], str]


def everyday(words: str, setting: Setting) -> str | None:
    """EDTF text for casefolded words in a known form, else None."""
    for pattern, form in _FORMS:
        match = pattern.fullmatch(words)
        if match is not None:
            return form(match, setting)
    return None


def _day(today: date, shift: int) -> str:
    """The day so many days from today; any year."""
    year, month, day = civil((today - _EPOCH).days + shift)
    return f"{_year(year)}-{month:02d}-{day:02d}"


def _year(year: int) -> str:
    """EDTF text of an astronomical year."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"{'-' if year < 0 else ''}{abs(year):04d}"


def _month(today: date, shift: int) -> str:
    year, month = add_months(today.year, today.month, shift)
    return f"{_year(year)}-{month:02d}"


def _relative_day(match: re.Match[str], setting: Setting) -> str:
    return _day(setting.today, _SHIFTS[match[1]])


def _weekday(match: re.Match[str], setting: Setting) -> str:
    """Alone, the latest not after today; `last` before today, `next` after it, `this` in this week."""
    wanted = next(index for index, name in enumerate(WEEKDAYS) if name.casefold().startswith(match[2][:3]))
    ahead = wanted - setting.today.weekday()
    if match[1] == "this":
        return _day(setting.today, ahead)
    if match[1] == "next":
        return _day(setting.today, (ahead - 1) % 7 + 1)
    return _day(setting.today, -((-ahead - 1) % 7 + 1) if match[1] == "last" else -(-ahead % 7))


def _period(match: re.Match[str], setting: Setting) -> str:
    step, unit = _STEPS[match[1]], match[2]
    if unit == "week":
        monday = 7 * step - setting.today.weekday()
        return f"{_day(setting.today, monday)}/{_day(setting.today, monday + 6)}"
    if unit == "month":
        return _month(setting.today, step)
    if unit == "decade":
        return f"{setting.today.year // 10 + step:03d}X"
    return _year(setting.today.year + step)


def _ago(match: re.Match[str], setting: Setting) -> str:
    count = 1 if match[1] in ("a", "an", "one") else int(match[1])
    if match[2] == "month":
        return _month(setting.today, -count)
    if match[2] == "year":
        return _year(setting.today.year - count)
    return _day(setting.today, -count * (7 if match[2] == "week" else 1))


def _season(match: re.Match[str], _: Setting) -> str:
    return f"{match[2]}-{_SEASONS[match[1]]}"


def _decade(match: re.Match[str], _: Setting) -> str:
    return f"{match[1]}XX" if match[2] == "0" else f"{match[1]}{match[2]}X"


def _era(match: re.Match[str], _: Setting) -> str:
    number = int((match[1] or match[2] or match[3]).replace(",", ""))
    return _year(1 - number if match[3] else number)


def _characters(match: re.Match[str], _: Setting) -> str:
    return "-".join(number.zfill(2) for number in match.groups() if number)


def _about(match: re.Match[str], setting: Setting) -> str:
    written = setting.read(match[1])
    return f"{written[:-1]}%" if written.endswith("?") else f"{written}~"


def _uncertain(match: re.Match[str], setting: Setting) -> str:
    written = setting.read(match[1] or match[2])
    return f"{written[:-1]}%" if written.endswith("~") else f"{written}?"


def _between(match: re.Match[str], setting: Setting) -> str:
    return f"{setting.read(match[1])}/{setting.read(match[2])}"


def _since(match: re.Match[str], setting: Setting) -> str:
    return f"{setting.read(match[1])}/.."


def _until(match: re.Match[str], setting: Setting) -> str:
    return f"../{setting.read(match[1])}"


_DAY_NAMES = "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"

# The first that fits the whole text is taken: forms around a date come before those that are one.
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Setting], str]], ...] = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"(.+) \(uncertain\)|(?:maybe|perhaps|possibly|probably) (.+)", _uncertain),
        (r"between (.+) and (.+)", _between),
        (r"(?:from )?(.+?)(?: ?[–—] ?| - | to | until )(.+)", _between),
        (r"([0-9]{4})-([0-9]{4})", _between),
        (r"(?:since|from|after) (.+)", _since),
        (r"(?:until|till|before|up to) (.+)", _until),
        (r"(?:about |around |circa |ca?\.? ?(?=[0-9])|~ ?)(.+)", _about),
        (r"(yesterday|today|now|tomorrow)", _relative_day),
        (rf"(?:(last|this|next) )?({_DAY_NAMES})", _weekday),
        (r"(last|this|next) (week|month|year|decade)", _period),
        (r"([0-9]{1,5}|an?|one) (day|week|month|year)s? ago", _ago),
        (r"(spring|summer|autumn|fall|winter),? (?:of )?([0-9]{4})", _season),
        (r"(?:the )?([0-9]{2})([0-9])0'?s", _decade),
        (r"ad ([0-9]{1,5})|([0-9]{1,5}) (?:ad|ce)|([1-9][0-9,]{0,14}) bc(?:e)?", _era),
        (r"([0-9]{4})年(?:([0-9]{1,2})月(?:([0-9]{1,2})日)?)?", _characters),
    )
)
