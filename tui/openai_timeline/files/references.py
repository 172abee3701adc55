"""Making the parts of a file one whole: every item has an id, and every reference is one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec.structs import replace

from ..model.dates import DateError
from ..model.language import Text
from ..model.timeline import Event, Memo, Office, Organisation, Person, Source, Timeline
from .codec import placed
from .names import Ids, Names, id_of_event, kebab
from .problems import Report, quoted

if TYPE_CHECKING:
    from .locate import Path

T = TypeVar("T", Event, Memo, Office, Organisation, Person, Source)
Named = TypeVar("Named", Organisation, Person)
Dated = TypeVar("Dated", Event, Memo)
_MANY = 2000


class Listed(Generic[T]):
    """One list of a file as far as it could be read.

    `lost` are the ids of what could not; `whole` is false where it is no list at all, so that nothing can be
    said of references to it.
    """

    def __init__(self, key: str, items: list[T], lost: Iterable[str] = (), whole: bool = True) -> None:
        self.key = key
        self.items: list[T] = items
        self.lost = frozenset(lost)
        self.whole = whole


class Lists:
    """All lists of one file that have ids."""

    def __init__(
        self,
        events: Listed[Event],
        memos: Listed[Memo],
        sources: Listed[Source],
        people: Listed[Person],
        organisations: Listed[Organisation],
        offices: Listed[Office],
    ) -> None:
        self.events = events
        self.memos = memos
        self.sources = sources
        self.people = people
        self.organisations = organisations
        self.offices = offices


def joined(lists: Lists, head: Timeline, report: Report) -> Timeline:
    """The timeline of `head` and `lists`, with ids for all and references that hold."""
    identify(lists, head.language, report)
    return Joiner(lists, head.zone, report).timeline(head)


def identify(lists: Lists, language: str, report: Report) -> None:
    """Leave out what has no name or another's id, and make the ids that are not there."""

    def titled(item: Memo | Source) -> str:
        return kebab(_english(item.title, language), 40)

    def called(item: Person | Organisation) -> str:
        return kebab(_english(item.name, language))

    _drop_nameless(lists.people, report)
    _drop_nameless(lists.organisations, report)
    _identify(lists.events, lambda event: wanted_id(event.date.text, event.title, language), report)
    _identify(lists.memos, titled, report)
    _identify(lists.sources, titled, report)
    _identify(lists.people, called, report)
    _identify(lists.organisations, called, report)
    _identify(lists.offices, lambda office: office.id, report)


def wanted_id(date: str, title: Text, language: str) -> str:
    """The id that is made for an event which has none, where it is free."""
    return id_of_event(date, _english(title, language))


def _english(text: Text, language: str) -> str:
    return text.in_language("en", language)


def _drop_nameless(listed: Listed[Named], report: Report) -> None:
    """Leave out who has neither name nor id; an id alone is a name as well."""
    kept: list[int] = []
    for index, item in enumerate(listed.items):
        if item.name or item.id:
            kept.append(index)
        else:
            report.add(report.in_file((listed.key, index)), "neither a name nor an id")
    _keep(listed, kept, report)
    items = listed.items
    for index, item in enumerate(items):
        if not item.name:
            items[index] = replace(item, name=Text(item.id))


def _identify(listed: Listed[T], wanted: Callable[[T], str], report: Report) -> None:
    """Leave out items whose id another has, and make the ids that are not there."""
    first: dict[str, int] = {}
    kept: list[int] = []
    for index, item in enumerate(listed.items):
        if item.id and first.setdefault(item.id, index) != index:
            report_taken(report, listed.key, item.id, index, first[item.id])
        else:
            kept.append(index)
    _keep(listed, kept, report)
    ids = Ids(first)
    items = listed.items
    for index, item in enumerate(items):
        if not item.id:
            items[index] = replace(item, id=ids.make(wanted(item)))


def report_taken(report: Report, key: str, id_: str, index: int, first: int) -> None:
    """Say that an item has the id of an earlier one."""
    path = report.in_file((key, index, "id"))
    other = report.problem(report.in_file((key, first)), "")
    report.add(path, f"the id {quoted(id_)} is taken by {other.path} (line {other.line})")


def _keep(listed: Listed[T], indexes: list[int], report: Report) -> None:
    if len(indexes) < len(listed.items):
        listed.items = [listed.items[index] for index in indexes]
        report.kept((listed.key,), indexes)


class Joiner:
    """Turns the references of every item into ids.

    In the order of `timeline`: a name that no list has gets its id where it is first met.
    """

    def __init__(self, lists: Lists, zone: str, report: Report) -> None:
        self._lists = lists
        self._report = report
        self._zone = zone
        self._sources = _Ids(lists.sources, "source", report)
        self._memos = _Ids(lists.memos, "memo", report)
        self.people = Names((p.id, (*p.name.strings(), *p.aliases)) for p in lists.people.items)
        self.organisations = Names((o.id, o.name.strings()) for o in lists.organisations.items)

    def timeline(self, head: Timeline) -> Timeline:
        """Everything, in the order of the file; those who are only named come last."""
        head = self.before_events(head)
        events = tuple(self.event(i, item) for i, item in enumerate(self._lists.events.items))
        return self.after_events(replace(head, events=events))

    def before_events(self, head: Timeline) -> Timeline:
        """`head` with the lists whose names come before those of events."""
        lists = self._lists
        organisations = tuple(self._organisation(i, item) for i, item in enumerate(lists.organisations.items))
        offices = tuple(self._office(item) for item in lists.offices.items)
        people = tuple(self._person(i, item) for i, item in enumerate(lists.people.items))
        return replace(head, organisations=organisations, offices=offices, people=people)

    def after_events(self, head: Timeline) -> Timeline:
        """`head` with the remaining lists, and with those who are only named."""
        memos = tuple(self._memo(i, item) for i, item in enumerate(self._lists.memos.items))
        people = (Person(id=key, name=Text(name)) for key, name in self.people.added.items())
        organisations = (Organisation(id=key, name=Text(name)) for key, name in self.organisations.added.items())
        return replace(
            head,
            organisations=(*head.organisations, *organisations),
            people=(*head.people, *people),
            memos=memos,
            sources=tuple(self._lists.sources.items),
        )

    def event(self, index: int, event: Event) -> Event:
        """An event with references that hold, and with its date in its own zone."""
        path = ("events", index)
        if event.zone is not None:
            event = self._in_zone(event, path)
        people = self._named(self.people, event.people, (*path, "people"))
        organisations = self._named(self.organisations, event.organisations, (*path, "organisations"))
        memos = self._memos.kept(event.memos, (*path, "memos"))
        sources = self._sources.kept(event.sources, (*path, "sources"))
        found = (people, organisations, memos, sources)
        # Rarely is anything to change: comparing is cheaper than making the event anew.
        if found == (event.people, event.organisations, event.memos, event.sources):
            return event
        return replace(event, people=people, organisations=organisations, memos=memos, sources=sources)

    def _memo(self, index: int, memo: Memo) -> Memo:
        path = ("memos", index)
        memo = self._in_zone(memo, path)
        authors = self._named(self.people, memo.authors, (*path, "authors"))
        return replace(memo, authors=authors, sources=self._sources.kept(memo.sources, (*path, "sources")))

    def _in_zone(self, item: Dated, path: Path) -> Dated:
        """The item with its date in the zone it names; a zone that does not exist is dropped."""
        if item.zone is None or item.zone == self._zone:
            return item
        try:
            return placed(item)
        except DateError as error:
            self._report.add(self._report.in_file((*path, "zone")), str(error))
            return replace(item, zone=None)

    def _person(self, index: int, person: Person) -> Person:
        path = ("people", index)
        roles = tuple(
            replace(
                role,
                organisation=self._organisation_id(role.organisation),
                sources=self._sources.kept(role.sources, (*path, "roles", i, "sources")),
            )
            for i, role in enumerate(person.roles)
        )
        education = tuple(
            replace(
                course,
                organisation=self._organisation_id(course.organisation),
                sources=self._sources.kept(course.sources, (*path, "education", i, "sources")),
            )
            for i, course in enumerate(person.education)
        )
        sources = self._sources.kept(person.sources, (*path, "sources"))
        return replace(person, roles=roles, education=education, sources=sources)

    def _organisation(self, index: int, organisation: Organisation) -> Organisation:
        sources = self._sources.kept(organisation.sources, ("organisations", index, "sources"))
        return replace(organisation, sources=sources)

    def _office(self, office: Office) -> Office:
        return replace(office, organisation=self._organisation_id(office.organisation))

    def _organisation_id(self, reference: str) -> str:
        return self.organisations.resolve(reference) if reference else ""

    def _named(self, names: Names, references: tuple[str, ...], path: Path) -> tuple[str, ...]:
        """The ids of names or ids; an empty string is neither."""
        if names.are_ids(references):
            return references
        if "" in references:
            for index in (i for i, reference in enumerate(references) if not reference):
                message = "expected an id or a name, found an empty string"
                self._report.add(self._report.in_file((*path, index)), message)
            references = tuple(filter(None, references))
        return names.resolve_all(references)


class _Ids:
    """The ids of one list, and what to do with references to others."""

    def __init__(self, listed: Listed[T], noun: str, report: Report) -> None:
        self._ids = frozenset(item.id for item in listed.items)
        self._lost = listed.lost
        self._whole = listed.whole
        self._noun = noun
        self._report = report

    def kept(self, references: tuple[str, ...], path: Path) -> tuple[str, ...]:
        """The references that hold; the others are reported, unless what they name is reported already."""
        if self._ids.issuperset(references):
            return references
        for index, reference in enumerate(references):
            if self._whole and reference not in self._ids and reference not in self._lost:
                message = f"no {self._noun} has the id {quoted(reference)}"
                self._report.add(self._report.in_file((*path, index)), message, self._nearest(reference))
        return tuple(reference for reference in references if reference in self._ids)

    def _nearest(self, reference: str) -> str:
        if len(self._ids) > _MANY or len(reference) > 100:
            return ""
        from difflib import get_close_matches

        nearest: Sequence[str] = get_close_matches(reference, sorted(self._ids), n=1, cutoff=0.75)
        return f"is {quoted(nearest[0])} meant?" if nearest else ""
