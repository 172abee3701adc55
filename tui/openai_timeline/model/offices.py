"""Who held which office when.

Dates have bounds, so the answer has three values: an office was held, may have been held, or was not held at a moment.
A tenure is one stretch of one person in one office.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from .dates import BEGINNING, END, Date
from .timeline import Role


class Held(Enum):
    """Whether a role was held at a moment, as far as dates with bounds can tell."""

    NO = "did not hold"
    MAYBE = "may have held"
    YES = "held"


class Tenure(NamedTuple):
    """One stretch of a person in an office, or in any other role."""

    person: str  # its id
    role: Role


class Change(NamedTuple):
    """A gap or an overlap between two tenures of an office that has one holder at a time."""

    kind: str  # "gap" or "overlap"
    before: Tenure
    after: Tenure
    certain: bool  # whether the bounds of the dates leave no doubt


def held(role: Role, moment: Date, as_of: Date | None = None) -> Held:
    """Whether `role` was held at some time within the span of `moment`.

    A role without an end lasts until `as_of`, the end of the record; after that nobody knows.
    """
    start, end = role.start, role.end
    if start is None and end is None:
        return Held.MAYBE
    if start is not None and start.earliest > moment.latest:
        return Held.NO
    if end is not None and end.latest < moment.earliest:
        return Held.NO
    begun = start is not None and start.latest <= moment.latest
    if end is not None:
        not_over = end.earliest >= moment.earliest
    else:
        not_over = as_of is None or moment.earliest <= as_of.latest
    return Held.YES if begun and not_over else Held.MAYBE


def held_throughout(role: Role, moment: Date) -> bool:
    """Whether `role` was held for certain from the first to the last second of `moment`."""
    begun = role.start is not None and role.start.latest <= moment.earliest
    return begun and (role.end is None or role.end.earliest >= moment.latest)


def in_order(tenures: Iterable[Tenure]) -> list[Tenure]:
    """Tenures by their beginning; one without a known start by its end."""
    return sorted(tenures, key=lambda tenure: (_first(tenure.role), _last(tenure.role)))


def _first(role: Role) -> int:
    if role.start is not None:
        return role.start.earliest
    return role.end.earliest if role.end is not None else BEGINNING


def _last(role: Role) -> int:
    return role.end.latest if role.end is not None else END


def predecessor(tenure: Tenure, succession: Sequence[Tenure]) -> Tenure | None:
    """Who held the office before: of those that were over when this one began, the last to end."""
    if tenure.role.start is None:
        return None
    begin = tenure.role.start.latest
    over = [other for other in succession if other is not tenure and _ends_by(other.role, begin)]
    return max(over, key=lambda other: (_last(other.role), _first(other.role)), default=None)


def _ends_by(role: Role, instant: int) -> bool:
    return role.end is not None and role.end.earliest <= instant and _first(role) < instant


def successor(tenure: Tenure, succession: Sequence[Tenure]) -> Tenure | None:
    """Who held the office next: of those that began when this one was over or later, the first to begin."""
    if tenure.role.end is None:
        return None
    end = tenure.role.end.earliest
    first = _first(tenure.role)
    later = [other for other in succession if other is not tenure and _begins_from(other.role, end, first)]
    return min(later, key=lambda other: (_first(other.role), _last(other.role)), default=None)


def _begins_from(role: Role, instant: int, after: int) -> bool:
    return role.start is not None and role.start.latest >= instant and role.start.earliest > after


def changes(succession: Sequence[Tenure]) -> list[Change]:
    """The gaps and overlaps in the succession of an office with one holder at a time; acting holders may overlap."""
    found = []
    ordered = in_order(succession)
    for before, after in pairwise(ordered):
        end, start = before.role.end, after.role.start
        if start is None or before.role.acting or after.role.acting:
            continue
        if end is None or end.latest > start.earliest:
            certain = end is None or end.earliest > start.latest
            if certain or (end is not None and not _same_stretch(end, start)):
                found.append(Change("overlap", before, after, certain))
        elif start.earliest - end.latest > 1:
            found.append(Change("gap", before, after, certain=True))
    return found


def _same_stretch(end: Date, start: Date) -> bool:
    """Whether an end and a start share their span, as a handover on one day or in one month does."""
    return end.earliest <= start.latest and start.earliest <= end.latest
