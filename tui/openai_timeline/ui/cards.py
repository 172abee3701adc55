"""What the person pane and the reader show of one event: values gathered from the index, nothing drawn yet."""

from __future__ import annotations

from typing import NamedTuple

from ..index.ask import Index
from ..model.dates import BEGINNING, Date
from ..model.offices import Held, held
from ..model.timeline import Event, Memo, Person, Role, Source
from ..text import TITLE_LIMIT, clean


class Tongue(NamedTuple):
    """The language in which record text is shown, and that of plain strings in the file."""

    wanted: str = "en"
    default: str = "en"


class CareerRow(NamedTuple):
    """A role, or a course of study where `role` says so in its title; names resolved, text cleaned."""

    organisation: str
    title: str
    start: Date | None
    end: Date | None
    held: Held
    kind: str
    acting: bool = False
    disputed: str = ""
    notes: tuple[int, ...] = ()  # numbers of its sources in the card, from 1

    @property
    def label(self) -> str:
        """The title, and what else there is to say of how the role was held."""
        acting = " (acting)" if self.acting and "interim" not in self.title.lower() else ""
        return self.title + acting + (" ≠" if self.disputed else "")


class PersonCard(NamedTuple):
    """A person in focus at a moment."""

    name: str
    other_names: tuple[str, ...]
    born: Date | None
    died: Date | None
    birthplace: str
    text: str
    events: int
    memos: int
    career: tuple[CareerRow, ...]
    companions: tuple[tuple[str, int], ...]
    number: int  # which of the event's people, from 1
    of: int
    as_of: Date | None = None
    sources: tuple[Source, ...] = ()


class MemoCard(NamedTuple):
    """A memo with its authors' names and its sources."""

    memo: Memo
    title: str
    authors: tuple[str, ...]
    venue: str
    audience: str
    text: str
    sources: tuple[Source, ...]


class EventCard(NamedTuple):
    """An event with everything that the reader shows of it."""

    event: Event
    title: str
    text: str
    place: str
    disputed: str
    people: tuple[str, ...]
    sources: tuple[Source, ...]
    memos: tuple[MemoCard, ...]


def person_card(index: Index, person_id: str, moment: Date, tongue: Tongue, number: int = 1, of: int = 1) -> PersonCard:
    """The person with this id, at a moment. KeyError where there is none."""
    found = index.person_count(person_id)
    if found is None:
        raise KeyError(person_id)
    person, events, memos = found
    name = person_name(person, tongue)
    others = [*person.name.strings(), *person.aliases]
    studies = (source for study in person.education for source in study.sources)
    roles = (source for role in person.roles for source in role.sources)
    sources = index.sources(dict.fromkeys((*studies, *roles, *person.sources)))
    numbers = {source.id: number for number, source in enumerate(sources, 1)}
    return PersonCard(
        name=name,
        other_names=tuple(dict.fromkeys(n for n in (clean(o, limit=TITLE_LIMIT) for o in others) if n != name)),
        born=person.born,
        died=person.died,
        birthplace=clean(person.birthplace.in_language(*tongue)),
        text=person.text.in_language(*tongue),
        events=events,
        memos=memos,
        career=tuple(_career(index, person, moment, tongue, numbers)),
        companions=tuple((person_name(other, tongue), n) for other, n in index.companions(person_id)),
        number=number,
        of=of,
        as_of=index.head.updated,
        sources=tuple(sources),
    )


def person_name(person: Person, tongue: Tongue) -> str:
    """A person's name, clean."""
    return clean(person.name.in_language(*tongue) or person.id, limit=TITLE_LIMIT)


def organisation_name(index: Index, organisation_id: str, tongue: Tongue) -> str:
    """An organisation's name, clean."""
    found = index.organisation(organisation_id)
    return clean((found and found.name.in_language(*tongue)) or organisation_id, limit=TITLE_LIMIT)


def _career(index: Index, person: Person, moment: Date, tongue: Tongue, numbers: dict[str, int]) -> list[CareerRow]:
    """Studies and roles in order of time; what has no date stands first."""

    def noted(sources: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(numbers[id_] for id_ in sources if id_ in numbers)

    rows = [
        CareerRow(
            organisation_name(index, study.organisation, tongue),
            clean(study.title.in_language(*tongue)) or "studies",
            study.start,
            study.end,
            held(Role(start=study.start or study.end, end=study.end), moment),
            "study",
            notes=noted(study.sources),
        )
        for study in person.education
    ]
    rows += [
        CareerRow(
            organisation_name(index, role.organisation, tongue),
            clean(role.title.in_language(*tongue)),
            role.start,
            role.end,
            held(role, moment),
            role.kind or "",
            role.acting,
            clean(role.disputed.in_language(*tongue)),
            noted(role.sources),
        )
        for role in person.roles
    ]
    return sorted(rows, key=_began)


def _began(row: CareerRow) -> int:
    date = row.start or row.end
    return date.earliest if date is not None else BEGINNING


def event_card(index: Index, event: Event, tongue: Tongue) -> EventCard:
    """An event with its people, sources and memos."""
    return EventCard(
        event=event,
        title=clean(event.title.in_language(*tongue), limit=TITLE_LIMIT),
        text=event.text.in_language(*tongue),
        place=clean(event.place.in_language(*tongue)),
        disputed=event.disputed.in_language(*tongue),
        people=names_of(index, event.people, tongue),
        sources=tuple(index.sources(event.sources)),
        memos=tuple(memo_card(index, memo, tongue) for memo in index.memos(dict.fromkeys(event.memos))),
    )


def names_of(index: Index, ids: tuple[str, ...], tongue: Tongue) -> tuple[str, ...]:
    """The names of people."""
    people = ((person_id, index.person(person_id)) for person_id in ids)
    return tuple(person_name(person, tongue) if person else clean(id_) for id_, person in people)


def memo_card(index: Index, memo: Memo, tongue: Tongue) -> MemoCard:
    """A memo with its authors and sources."""
    return MemoCard(
        memo=memo,
        title=clean(memo.title.in_language(*tongue), limit=TITLE_LIMIT),
        authors=names_of(index, memo.authors, tongue),
        venue=clean(memo.venue.in_language(*tongue)),
        audience=clean(memo.audience.in_language(*tongue)),
        text=memo.text.in_language(*tongue),
        sources=tuple(index.sources(memo.sources)),
    )
