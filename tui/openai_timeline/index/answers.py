"""What the index answers with, where that is more than a struct of the model."""

from __future__ import annotations

from typing import NamedTuple

from ..model.timeline import Event, Memo, Person


class PersonCount(NamedTuple):
    """A person and how often the timeline has them."""

    person: Person
    events: int
    memos: int


class Resting(NamedTuple):
    """What rests on a source: the events, memos and people (their lives and roles) that cite it."""

    events: list[Event]
    memos: list[Memo]
    people: list[Person]


def cited_by_person(person: Person) -> set[str]:
    """The sources of a person's life, studies and roles."""
    studies = (source for study in person.education for source in study.sources)
    return {*person.sources, *studies, *(source for role in person.roles for source in role.sources)}


class MemoPlace(NamedTuple):
    """A memo and the place in a view of the event it belongs to."""

    place: int
    memo: str
