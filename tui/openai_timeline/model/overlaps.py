"""Where and when two people were in the same organisation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .dates import BEGINNING, END, Date
from .timeline import Role


class Stint(NamedTuple):
    """A stretch of time in one organisation, over all roles held in it without a break. No `end`: still."""

    organisation: str
    start: Date | None
    end: Date | None
    dated: bool = True  # whether at least one end is known, or the role lasts

    @property
    def earliest(self) -> int:
        """The first instant at which it may have begun."""
        return self.start.earliest if self.start is not None else BEGINNING

    @property
    def latest(self) -> int:
        """The last instant at which it may have ended."""
        return self.end.latest if self.end is not None else END


class Overlap(NamedTuple):
    """When two people were in one organisation together: for certain, or only perhaps. No `end`: still."""

    organisation: str
    start: Date | None
    end: Date | None
    certain: bool


def stints(roles: Iterable[Role]) -> list[Stint]:
    """The stints of one person, by organisation, those that touch made one."""
    by_organisation: dict[str, list[Stint]] = {}
    for role in roles:
        if not role.organisation:
            continue
        stint = Stint(role.organisation, role.start, role.end, not (role.start is None and role.end is None))
        by_organisation.setdefault(role.organisation, []).append(stint)
    return [one for found in by_organisation.values() for one in _joined(found)]


def _joined(found: list[Stint]) -> Iterator[Stint]:
    """Stints of one organisation in order; a role without dates counts only where it is all there is."""
    dated = sorted((one for one in found if one.dated), key=lambda one: (one.earliest, one.latest))
    if not dated:
        yield found[0]
        return
    current = dated[0]
    for after in dated[1:]:
        if after.earliest > current.latest + 1:
            yield current
            current = after
        elif after.latest > current.latest:
            current = current._replace(end=after.end)
    yield current


def overlaps(one: Iterable[Role], other: Iterable[Role]) -> list[Overlap]:
    """Every stretch that two people were in one organisation, in order of time."""
    theirs = stints(other)
    found = [
        together
        for mine in stints(one)
        for its in theirs
        if its.organisation == mine.organisation and (together := _together(mine, its)) is not None
    ]
    return sorted(found, key=lambda overlap: overlap.start.earliest if overlap.start else BEGINNING)


def _together(one: Stint, other: Stint) -> Overlap | None:
    if max(one.earliest, other.earliest) > min(one.latest, other.latest):
        return None
    start = max(filter(None, (one.start, other.start)), key=lambda date: date.earliest, default=None)
    end = min(filter(None, (one.end, other.end)), key=lambda date: date.latest, default=None)
    known = one.start is not None and other.start is not None
    begun = max(one.start.latest, other.start.latest) if one.start and other.start else END
    over = min(one.end.earliest if one.end else END, other.end.earliest if other.end else END)
    return Overlap(one.organisation, start, end, known and begun <= over)
