"""Asking the index who held an office: succession, holders at a moment, the offices of one person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..model.dates import Date
from ..model.offices import Held, Tenure, held, held_throughout, in_order, predecessor, successor
from ..model.timeline import Office, Person
from .ask import Index


class Holder(NamedTuple):
    """Someone who held an office, or may have held it, at a moment."""

    tenure: Tenure
    held: Held
    throughout: bool  # from the first to the last second asked about
    before: Tenure | None
    after: Tenure | None


class OfficeAt(NamedTuple):
    """An office at a moment: its holders in the order in which they began."""

    office: Office
    holders: tuple[Holder, ...]


class Roll:
    """Everyone who held an office, read from the index once."""

    def __init__(self, index: Index, organisation: str | None = None) -> None:
        self.people: dict[str, Person] = {}
        self._index, self._as_of = index, index.head.updated
        by_office: dict[str, list[Tenure]] = {}
        for person, _, _ in index.people():
            for role in person.roles:
                if role.office and (organisation is None or role.organisation == organisation):
                    by_office.setdefault(role.office, []).append(Tenure(person.id, role))
                    self.people[person.id] = person
        order = {office.id: number for number, office in enumerate(index.offices())}
        ids = sorted(by_office, key=lambda id_: order.get(id_, len(order)))
        self.successions = {id_: in_order(by_office[id_]) for id_ in ids}

    def office(self, office_id: str) -> Office:
        """The office, made from its id where the timeline does not list it."""
        return self._index.office(office_id) or Office(id=office_id)

    def at(self, moment: Date, offices: Sequence[str] = ()) -> list[OfficeAt]:
        """The offices (all, or those named) and who held each at some time of `moment`."""
        wanted = [id_ for id_ in self.successions if not offices or id_ in offices]
        return [OfficeAt(self.office(id_), tuple(self._holders(id_, moment))) for id_ in wanted]

    def _holders(self, office_id: str, moment: Date) -> list[Holder]:
        succession = self.successions[office_id]
        found = []
        for tenure in succession:
            answer = held(tenure.role, moment, self._as_of)
            if answer is not Held.NO:
                before, after = predecessor(tenure, succession), successor(tenure, succession)
                found.append(Holder(tenure, answer, held_throughout(tenure.role, moment), before, after))
        return found

    def of_person(self, person_id: str) -> list[Tenure]:
        """All tenures of a person, in order."""
        return in_order(t for succession in self.successions.values() for t in succession if t.person == person_id)
