"""Answers about offices in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .date_display import display, time_label
from .dates import Date
from .durations import duration
from .offices import Change, Held
from .timeline import Role

Name = Callable[[str], str]


def stretch(role: Role, zone: str | None = None, as_of: Date | None = None) -> str:
    """When and for how long: "17 Nov 2023, 12:00 PST – 19 Nov 2023 (2 days)"."""
    start = _bound(role.start, zone) if role.start else "?"
    end = _bound(role.end, zone) if role.end else "now"
    until = role.end or as_of
    if role.start is None or until is None:
        return f"{start} – {end}"
    length = duration(role.start, until)
    return f"{start} – {end} ({length}{'' if role.end else ' so far'})"


def _bound(date: Date, zone: str | None) -> str:
    """A bound; in brackets where it is known only to lie between two others."""
    said = display(date, zone, short=True)
    return f"({said})" if " – " in said else said


def at_moment(name: str, role: Role, answer: Held, moment: Date) -> str:
    """A holder at a moment: "Mira Murati, acting, from 12:00", "perhaps …", "Sam Altman until 12:00"."""
    said = name if answer is Held.YES else f"perhaps {name}"
    if role.acting:
        said += ", acting"
    begins = role.start is not None and _within(role.start, moment)
    ends = role.end is not None and _within(role.end, moment)
    if begins and role.start is not None:
        said += f"{',' if role.acting else ''} from {_when(role.start, moment)}"
    if ends and role.end is not None:
        said += f"{',' if role.acting and not begins else ''} until {_when(role.end, moment)}"
    return said


def _within(date: Date, moment: Date) -> bool:
    """Whether a bound lies in the moment, and so has to be said."""
    return moment.earliest <= date.earliest and date.latest <= moment.latest


def _when(date: Date, moment: Date) -> str:
    """The hour on the day asked about, else the date; the day itself as "that day"."""
    if date.has_time and moment.latest - moment.earliest < 2 * 86400:
        return time_label(date)
    same = date.earliest == moment.earliest and date.latest == moment.latest
    return "that day" if same else display(date, short=True)


def in_a_row(parts: list[str], many: bool) -> str:
    """Holders joined: side by side where several hold an office at once or nobody knows which, else in turn."""
    together = many or any(part.startswith("perhaps ") for part in parts)
    return ", ".join(parts) if together else ", then ".join(parts)


def holders_at(holders: Sequence[tuple[str, Role, Held]], moment: Date, many: bool) -> str:
    """All holders at a moment: "Sam Altman until 12:00, then Mira Murati, acting"; an hour is said once."""
    parts: list[str] = []
    until = ""
    for name, role, answer in holders:
        part = at_moment(name, role, answer, moment)
        if until and not many:
            part = part.replace(f", from {until}", "").replace(f" from {until}", "")
        parts.append(part)
        timed = role.end is not None and role.end.has_time and _within(role.end, moment)
        until = _when(role.end, moment) if timed and role.end is not None else ""
    return in_a_row(parts, many)


def change_in_words(change: Change, name: Name, zone: str | None = None) -> str:
    """ "gap of 4 days between A (until 17 Nov 2023, 16:09 PST) and B (from 21 Nov 2023)"; an overlap likewise."""
    end, start = change.before.role.end, change.after.role.start
    until = f"until {display(end, zone, short=True)}" if end else "still"
    since = f"from {display(start, zone, short=True)}" if start else "start unknown"
    first, last = (end, start) if change.kind == "gap" else (start, end)
    length = duration(first, last) if first is not None and last is not None else ""
    return (
        f"{'' if change.certain else 'perhaps '}{change.kind}{f' of {length}' if length else ''} "
        f"between {name(change.before.person)} ({until}) and {name(change.after.person)} ({since})"
    )
