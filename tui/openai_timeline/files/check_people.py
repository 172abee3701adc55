"""The rules for people, organisations, offices, sources and eras."""

from __future__ import annotations

from ..model.dates import BEGINNING, Date
from ..model.timeline import Education, Era, Office, Organisation, Person, Role, Source
from .check_events import check_links, taken
from .facts import Facts, Nearest
from .holders import Holders
from .locate import Path
from .problems import quoted


class People:
    """The rules for one person after the other."""

    def __init__(self, facts: Facts, offices: list[Office]) -> None:
        self._facts = facts
        self._first: dict[str, int] = {}
        self._offices = {office.id for office in offices}
        self._nearest = Nearest(self._offices, 0.9)
        self._in_office: set[str] = set()
        self.holders = Holders(offices)

    def check(self, index: int, person: Person, id: str) -> None:
        """All rules for one person, who has an `id` whether it is written or not."""
        facts, path = self._facts, ("people", index)
        if (first := self._first.setdefault(id, index)) != index:
            taken(facts.drafts, id, (*path, "id"), ("people", first))
        facts.order(person.born, person.died, path, "died", "died before being born")
        facts.not_after_updated(person.born, (*path, "born"))
        facts.not_after_updated(person.died, (*path, "died"))
        check_links(person.links, path, facts)
        facts.sources.name(person.sources, (*path, "sources"))
        if not person.sources and (person.born or person.died or person.birthplace or person.text):
            facts.drafts.note("fact-without-source", path, "facts about a person without a source")
        for number, role in enumerate(person.roles):
            self._role(person, id, role, (*path, "roles", number))
        for number, course in enumerate(person.education):
            self._course(person, course, (*path, "education", number))

    def _role(self, person: Person, id: str, role: Role, path: Path) -> None:
        facts, note = self._facts, self._facts.drafts.note
        organisation = facts.organisations.name_one(role.organisation, (*path, "organisation"))
        facts.order(role.start, role.end, path, "end", "the role ends before it starts")
        facts.not_after_updated(role.start, (*path, "start"))
        facts.not_after_updated(role.end, (*path, "end"))
        if role.start is None and role.end is None and (*path, "start") not in facts.said:
            hint = 'write "start": null where nobody knows'
            note("role-without-dates", path, "a role without a start and an end", hint)
        if not role.sources:
            note("role-without-source", path, "a role without a source")
        facts.sources.name(role.sources, (*path, "sources"))
        if role.start is not None:
            facts.within_life(id, role.start, (*path, "start"), acts=True)
        if role.end is not None:
            facts.within_life(id, role.end, (*path, "end"), acts=True)
        elif person.died is not None and role.start is not None:
            message = f"a role without an end is held still, after the death on {person.died.text}"
            note("outside-life", path, message, severity="warning")
        if role.office:
            self._in_office.add(id)
            self.holders.add(role, organisation, id, path)
            if role.office not in self._offices and self._nearest.to(role.office):
                message = f"no office of the list has the id {quoted(role.office)}"
                note("unlisted-office", (*path, "office"), message, self._nearest.hint(role.office))

    def _course(self, person: Person, course: Education, path: Path) -> None:
        facts = self._facts
        facts.organisations.name_one(course.organisation, (*path, "organisation"))
        facts.order(course.start, course.end, path, "end", "the course ends before it starts")
        facts.sources.name(course.sources, (*path, "sources"))
        if not course.sources and not person.sources:
            facts.drafts.note("fact-without-source", path, "a course of study without a source")

    def finish(self) -> None:
        """What is known only once all events and memos are read."""
        for id, index in self._first.items():
            if id not in self._facts.people.named and id not in self._in_office:
                self._facts.drafts.note(
                    "unmentioned-person", ("people", index), f"no event, memo or office names {quoted(id)}"
                )
        self.holders.check(self._facts)


class Organisations:
    """The rules for one organisation after the other."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._first: dict[str, int] = {}

    def check(self, index: int, organisation: Organisation, id: str) -> None:
        """All rules for one organisation, which has an `id` whether it is written or not."""
        facts, path = self._facts, ("organisations", index)
        if (first := self._first.setdefault(id, index)) != index:
            taken(facts.drafts, id, (*path, "id"), ("organisations", first))
        facts.order(organisation.founded, organisation.ended, path, "ended", "ended before it was founded")
        facts.not_after_updated(organisation.founded, (*path, "founded"))
        facts.not_after_updated(organisation.ended, (*path, "ended"))
        check_links(organisation.links, path, facts)
        facts.sources.name(organisation.sources, (*path, "sources"))
        if not organisation.sources and (organisation.founded or organisation.ended or organisation.text):
            facts.drafts.note("fact-without-source", path, "facts about an organisation without a source")

    def finish(self) -> None:
        """What is known only once everything is read."""
        for id, index in self._first.items():
            if id not in self._facts.organisations.named:
                message = f"no event, office, role or course names {quoted(id)}"
                self._facts.drafts.note("unmentioned-organisation", ("organisations", index), message)


def check_offices(offices: list[tuple[int, Office]], facts: Facts) -> None:
    """The rules for the list of offices."""
    first: dict[str, int] = {}
    for index, office in offices:
        path = ("offices", index)
        if office.id and first.setdefault(office.id, index) != index:
            taken(facts.drafts, office.id, (*path, "id"), ("offices", first[office.id]))
        facts.organisations.name_one(office.organisation, (*path, "organisation"))


class Sources:
    """The rules for one source after the other."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._first: dict[str, int] = {}

    def check(self, index: int, source: Source, id: str) -> None:
        """All rules for one source, which has an `id` whether it is written or not."""
        facts, path = self._facts, ("sources", index)
        if (first := self._first.setdefault(id, index)) != index:
            taken(facts.drafts, id, (*path, "id"), ("sources", first))
        lacking = [
            name
            for name, there in (("title", source.title), ("publisher", source.publisher), ("date", source.published))
            if not there
        ]
        if lacking:
            facts.drafts.note("incomplete-source", path, f"a source without {' and '.join(lacking)}")
        facts.address(source.url, (*path, "url"))
        facts.tag(source.language, (*path, "language"))
        facts.not_after_updated(source.published, (*path, "published"))

    def finish(self) -> None:
        """What is known only once everything is read."""
        for id, index in self._first.items():
            if id not in self._facts.sources.named:
                self._facts.drafts.note("uncited-source", ("sources", index), f"nobody cites the source {quoted(id)}")


def check_eras(eras: list[tuple[int, Era]], facts: Facts) -> None:
    """The rules for the list of eras."""
    before: tuple[int, Date | None] = (0, None)
    over = BEGINNING
    for index, era in eras:
        path = ("eras", index)
        facts.title(era.title, (*path, "title"), longest=10**9)
        facts.order(era.start, era.end, path, "end", "the era ends before it starts")
        if era.start.latest < over:
            message = f"the era begins {era.start.text}, and the one before it lasts until"
            end = before[1].text if before[1] else "now"
            facts.drafts.note("era-overlap", (*path, "start"), f"{message} {end}:", other=("eras", before[0]))
        over = era.start.latest if era.end is None else era.end.earliest
        before = (index, era.end)
