"""What the index answers with, where that is more than a struct of the model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar, overload

from ..model.timeline import Event, Memo, Person

Item = TypeVar("Item")
Made = TypeVar("Made")


class Lazily(Sequence[Made], Generic[Item, Made]):
    """What `make` makes of items, each made when somebody looks at it: of ten thousand people, those on the screen."""

    def __init__(self, items: Sequence[Item], make: Callable[[Item], Made]) -> None:
        self._items, self._make = items, make

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, which: int) -> Made: ...
    @overload
    def __getitem__(self, which: slice) -> list[Made]: ...
    def __getitem__(self, which: int | slice) -> Made | list[Made]:
        if isinstance(which, slice):
            return list(map(self._make, self._items[which]))
        return self._make(self._items[which])


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
