"""Asking the index for careers: whose roles, in which organisation, of which kinds, in which order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..model.bars import KINDS, Row, in_order_of, row_of
from ..model.dates import END, Date
from ..model.timeline import Person, Role
from .ask import Index

MOSTLY = 3  # an organisation with a third of all roles is what a timeline is about


class Wanted(NamedTuple):
    """What a chart of careers is to show; nothing named is everything."""

    organisation: str | None = None
    kinds: tuple[str, ...] = KINDS
    people: tuple[str, ...] = ()
    order: str = "first day"


class Employer(NamedTuple):
    """An organisation in which people had roles, and how many people."""

    id: str
    people: int
    roles: int


class Careers:
    """Everyone's roles, read from the index once."""

    def __init__(self, index: Index, name: Callable[[Person], str]) -> None:
        self._people = [found.person for found in index.people()]
        self.names = {person.id: name(person) for person in self._people}
        self.record_end = record_end(index)

    def rows(self, wanted: Wanted) -> list[Row]:
        """The people and their bars, in the order that is wanted."""
        rows = []
        for person in self._people:
            if wanted.people and person.id not in wanted.people:
                continue
            roles = [role for role in person.roles if _is_wanted(role, wanted)]
            if roles or (wanted.people and wanted.organisation is None):
                rows.append(row_of(person, roles, self.record_end))
        return in_order_of(wanted.order, rows, self.names)

    def employers(self) -> list[Employer]:
        """The organisations, those with most people first."""
        people: dict[str, set[str]] = {}
        roles: dict[str, int] = {}
        for person in self._people:
            for role in person.roles:
                people.setdefault(role.organisation, set()).add(person.id)
                roles[role.organisation] = roles.get(role.organisation, 0) + 1
        found = [Employer(id_, len(people[id_]), roles[id_]) for id_ in people]
        return sorted(found, key=lambda employer: (-employer.people, -employer.roles))

    def main_employer(self) -> str | None:
        """The organisation that the timeline is about, where it is about one."""
        found = self.employers()
        total = sum(employer.roles for employer in found)
        return found[0].id if found and found[0].id and found[0].roles * MOSTLY >= total else None


def _is_wanted(role: Role, wanted: Wanted) -> bool:
    if wanted.organisation is not None and role.organisation != wanted.organisation:
        return False
    return (role.kind or "other") in wanted.kinds


def record_end(index: Index) -> int:
    """The last instant that the record speaks of: what its date says, else its last event or bound of a role."""
    if index.head.updated is not None and index.head.updated.latest != END:
        return index.head.updated.latest
    dates: list[Date] = [index.event(len(index.everything) - 1).date] if len(index.everything) else []
    for found in index.people():
        dates += [date for role in found.person.roles for date in (role.start, role.end) if date is not None]
    return max((_last(date) for date in dates), default=0)


def _last(date: Date) -> int:
    return date.latest if date.latest != END else date.earliest


def turns(rows: Sequence[Row]) -> list[int]:
    """The instants at which a role of these rows begins or ends, each once, in order."""
    found: set[int] = set()
    for row in rows:
        for bar in row.bars:
            if not bar.unknown_start:
                found.add(bar.first)
            if not (bar.still or bar.unknown_end) and bar.role.end is not None:
                found.add(bar.role.end.earliest)
    return sorted(found)
