"""A part of a timeline that is a timeline of its own: some events, and all that they refer to."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from ...model.timeline import Event, Memo, Organisation, Person, Timeline


def extract(timeline: Timeline, events: Callable[[Event], bool], memos: Callable[[Memo], bool]) -> Timeline:
    """The events that are wanted, the memos that are wanted by themselves, and what both refer to.

    A person brings their whole life: roles and studies with the organisations, offices and sources of them.
    """
    kept = tuple(event for event in timeline.events if events(event))
    named = {memo for event in kept for memo in event.memos}
    kept_memos = tuple(memo for memo in timeline.memos if memo.id in named or memos(memo))
    people = _people(timeline, kept, kept_memos)
    offices = {role.office for person in people for role in person.roles if role.office}
    kept_offices = tuple(office for office in timeline.offices if office.id in offices)
    organisations = _organisations(timeline, kept, people, {office.organisation for office in kept_offices})
    sources = _cited(kept, kept_memos, people, organisations)
    return replace(
        timeline,
        events=kept,
        memos=kept_memos,
        people=people,
        offices=kept_offices,
        organisations=organisations,
        sources=tuple(source for source in timeline.sources if source.id in sources),
    )


def _people(timeline: Timeline, events: Iterable[Event], memos: Iterable[Memo]) -> tuple[Person, ...]:
    wanted = {id_ for event in events for id_ in event.people} | {id_ for memo in memos for id_ in memo.authors}
    return tuple(person for person in timeline.people if person.id in wanted)


def _organisations(
    timeline: Timeline, events: Iterable[Event], people: Iterable[Person], wanted: set[str]
) -> tuple[Organisation, ...]:
    wanted = wanted | {id_ for event in events for id_ in event.organisations}
    for person in people:
        wanted |= {role.organisation for role in person.roles} | {study.organisation for study in person.education}
    return tuple(organisation for organisation in timeline.organisations if organisation.id in wanted)


def _cited(
    events: Iterable[Event], memos: Iterable[Memo], people: Iterable[Person], organisations: Iterable[Organisation]
) -> set[str]:
    cited = {id_ for event in events for id_ in event.sources} | {id_ for memo in memos for id_ in memo.sources}
    cited |= {id_ for organisation in organisations for id_ in organisation.sources}
    for person in people:
        cited.update(person.sources)
        cited |= {id_ for role in person.roles for id_ in role.sources}
        cited |= {id_ for study in person.education for id_ in study.sources}
    return cited
