"""Asking the index: the one place from which screens and commands get what they show."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any, TypeVar

import msgspec

from ..files.codec import decoder, placed
from ..files.problems import Problem
from ..model.folding import fold
from ..model.selection import EVERYTHING, Selection
from ..model.timeline import Event, Memo, Office, Organisation, Person, Source, Timeline
from ..model.words import terms
from .answers import MemoPlace, PersonCount, Resting, cited_by_person
from .build import build
from .finder import HUB, Finder, make
from .select import positions_of, without
from .store import Store
from .view import Heading, View, next_in_both
from .write import Head

__all__ = ["Index", "MemoPlace", "PersonCount", "Resting", "cited_by_person"]

MOST_RESTING = 200  # of each kind that are listed under one source

T = TypeVar("T", bound=msgspec.Struct)
Found = TypeVar("Found")
KEPT = 512  # answers that are remembered


class Index:
    """The index of one timeline, in an open SQLite database. Every answer is plain values."""

    def __init__(self, connection: sqlite3.Connection, finder: Finder | None = None) -> None:
        self._connection, self._finder = connection, finder
        self._store = Store(connection)
        ((head,),) = self.rows("select body from head")
        self._zone = decoder(Head).decode(head).zone
        self.head: Head = decoder(Head, self._zone).decode(head)
        self._runs = [Heading(*row) for row in self.rows("select * from run order by first")]
        self.total = self._store.events
        self._called = {field: self._names(field) for field in ("people", "organisations")}
        self._kept: dict[tuple[str, str], Any] = {}

    @classmethod
    def in_memory(cls, timeline: Timeline) -> Index:
        """An index that lasts as long as the program."""
        connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        build(timeline, connection)
        return cls(connection)

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query of ours, for the other modules of the index."""
        return self._store.rows(query, values)

    def problems(self, file: str) -> list[Problem]:
        """What could not be read of the timeline, when it was read; `file` is its name in messages."""
        rows = self.rows("select body from problem order by number")
        problems = (msgspec.json.decode(body, type=Problem) for (body,) in rows)
        return [msgspec.structs.replace(problem, file=file) for problem in problems]

    # -- the second part, which follows behind

    @property
    def is_searchable(self) -> bool:
        """Whether words are looked up at once; where not, the first search has to make the second part."""
        return self._finder is not None

    def attach(self, finder: Finder) -> None:
        """Search with this from now on."""
        self._finder = finder

    @property
    def finder(self) -> Finder:
        """The second part, made in memory where there is none."""
        if self._finder is None:
            connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
            make(self._connection, connection)
            self._finder = Finder([connection])
        return self._finder

    # -- events

    def view(self, selection: Selection) -> View:
        """The events that match `selection`."""
        if selection.is_empty:
            return self.everything
        return View(selection, positions_of(self._store, selection, self._with_words), self._runs)

    def count(self, selection: Selection) -> int:
        """How many events match `selection`."""
        return len(positions_of(self._store, selection, self._with_words))

    def _with_words(self, words: tuple[str, ...]) -> Sequence[int] | None:
        asked = terms(words)
        if not asked:
            return None
        found = self.finder.positions(asked)
        if found is not None:
            return found
        excluded = self.finder.excluded(asked)
        return None if excluded is None else without(self.total, excluded)

    @cached_property
    def everything(self) -> View:
        """All events."""
        return View(EVERYTHING, range(self.total), self._runs)

    def events(self, positions: Sequence[int]) -> list[Event]:
        """The events at these positions (a screenful at most)."""
        places = self._store.places(positions)
        decode = decoder(Event, self._zone).decode
        raws = self._store.raws(places)
        return [self._whole(decode(raw), place) for raw, place in zip(raws, places, strict=True)]

    def _whole(self, event: Event, place: int) -> Event:
        """An event with its own id, its date in its own zone, and references that are ids."""
        event = placed(event)
        people = self._ids("people", event.people)
        organisations = self._ids("organisations", event.organisations)
        if event.id and people == event.people and organisations == event.organisations:
            return event
        id_ = event.id or self._store.made_id(place)
        return msgspec.structs.replace(event, id=id_, people=people, organisations=organisations)

    def _ids(self, field: str, names: tuple[str, ...]) -> tuple[str, ...]:
        called = self._called[field]
        return tuple(dict.fromkeys([called.get(name, name) for name in names])) if names else ()

    def _names(self, field: str) -> dict[str, str]:
        return dict(self.rows("select name, id from called where field = ?", (field,)))

    def event(self, position: int) -> Event:
        """The event at a position. IndexError where there is none."""
        if not 0 <= position < self.total:
            raise IndexError(position)
        return self.events([position])[0]

    def position(self, event_id: str) -> int | None:
        """Where the event with this id is."""
        place = self._store.place_of_id(event_id.encode("utf-8", "backslashreplace").decode())
        return None if place is None else self._store.position_of_place(place)

    def position_at(self, instant: int) -> int:
        """The first position whose event begins at or after `instant`; `total` where all begin before."""
        return self._store.position_at(instant)

    # -- people

    def person(self, person_id: str) -> Person | None:
        """The person with this id."""
        return self._one(Person, "person", person_id)

    def person_count(self, person_id: str) -> PersonCount | None:
        """The person with this id and how often the timeline has them."""
        person = self.person(person_id)
        if person is None:
            return None
        ((events, memos),) = self.rows("select events, memos from person where id = ?", (person_id,))
        return PersonCount(person, events, memos)

    def people(self, typed: str = "") -> list[PersonCount]:
        """Everyone whose names contain each word `typed`, accents and case ignored; the most mentioned first."""
        words = fold(typed).split()
        condition = " and ".join(["instr(names, ?)"] * len(words)) or "true"
        rows = self.rows(
            f"select body, events, memos from person where {condition} order by events desc, memos desc, number", words
        )
        decode = decoder(Person, self._zone).decode
        return [PersonCount(decode(body), events, memos) for body, events, memos in rows]

    def companions(self, person_id: str, most: int = 5) -> list[tuple[Person, int]]:
        """Who appears in events with this person most often, and in how many.

        Of those with many events that is counted beforehand; until then, nobody is named.
        """
        rows = self.rows("select number, events from person where id = ?", (person_id,))
        if not rows:
            return []
        number, events = rows[0]
        if events <= HUB or self.total <= HUB * HUB:
            return self._once((f"companions {most}", person_id), lambda: self._counted(person_id, most))
        if self._finder is None:
            return []
        finder = self._finder
        return self._once((f"companions {most}", person_id), lambda: self._met(finder.company(number, most)))

    def _counted(self, person_id: str, most: int) -> list[tuple[Person, int]]:
        events = self.events(self._store.named("person", person_id))
        together = Counter(other for event in events for other in event.people if other != person_id)
        numbers = {id_: self.rows("select number from person where id = ?", (id_,))[0][0] for id_ in together}
        return self._met(sorted(((numbers[id_], n) for id_, n in together.items()), key=lambda p: (-p[1], p[0]))[:most])

    def _met(self, company: Iterable[tuple[int, int]]) -> list[tuple[Person, int]]:
        decode = decoder(Person, self._zone).decode
        bodies = ((self.rows("select body from person where number = ?", (n,))[0][0], events) for n, events in company)
        return [(decode(body), events) for body, events in bodies]

    # -- everything else by id

    def organisation(self, organisation_id: str) -> Organisation | None:
        """The organisation with this id."""
        return self._one(Organisation, "organisation", organisation_id)

    def organisations(self) -> list[tuple[Organisation, int]]:
        """All organisations and the number of their events, those with most events first."""
        rows = self.rows("select body, events from organisation order by events desc, number")
        decode = decoder(Organisation, self._zone).decode
        return [(decode(body), events) for body, events in rows]

    def kinds(self) -> list[tuple[str, int]]:
        """The kinds of events that there are, and how many of each."""
        rows = self.rows("select name, events from posting where field = 'kind' order by events desc, name")
        return [(kind, count) for kind, count in rows]

    def languages(self) -> list[str]:
        """The languages of people's names and of the titles of the whole, that of the file first."""
        decode = decoder(Person, self._zone).decode
        names = (decode(body).name for (body,) in self.rows("select body from person"))
        tags = (tag for text in (self.head.title, *names) for tag, _ in text.versions if tag)
        return list(dict.fromkeys((self.head.language, *tags)))

    def resting_on(self, source_id: str) -> Resting:
        """Everything that cites a source."""
        return Resting(
            events=self.events(self.finder.citing(source_id, MOST_RESTING)),
            memos=[memo for memo in self.memos(self._citing("memo", source_id)) if source_id in memo.sources],
            people=[
                person
                for person in map(self.person, self._citing("person", source_id))
                if person is not None and source_id in cited_by_person(person)
            ],
        )

    def _citing(self, table: str, source_id: str) -> list[Any]:
        rows = self.rows(
            f"select id from {table} where instr(body, cast(? as blob)) order by 1 limit ?",
            (f'"{source_id}"', MOST_RESTING),
        )
        return [row[0] for row in rows]

    def offices(self) -> list[Office]:
        """The offices that the timeline lists, in its order."""
        rows = self.rows("select body from office order by number")
        return [decoder(Office, self._zone).decode(body) for (body,) in rows]

    def office(self, office_id: str) -> Office | None:
        """The office with this id, where the timeline lists it."""
        return self._one(Office, "office", office_id)

    def memos(self, ids: Iterable[str]) -> list[Memo]:
        """The memos with these ids, in this order."""
        found = (self._one(Memo, "memo", memo_id) for memo_id in ids)
        return [placed(memo) for memo in found if memo is not None]

    def sources(self, ids: Iterable[str]) -> list[Source]:
        """The sources with these ids, in this order."""
        found = (self._one(Source, "source", source_id) for source_id in ids)
        return [source for source in found if source is not None]

    def memo_after(self, view: View, place: int, memo: str, step: int) -> MemoPlace | None:
        """The next memo of a view (the one before with `step` -1) from a memo of the event at `place`."""
        here = list(dict.fromkeys(self.event(view.positions[place]).memos))
        number = here.index(memo) + step if memo in here else -1
        if 0 <= number < len(here):
            return MemoPlace(place, here[number])
        found = next_in_both(view.positions, self._with_memo, place, step)
        if found is None:
            return None
        memos = list(dict.fromkeys(self.event(view.positions[found]).memos))
        return MemoPlace(found, memos[0 if step > 0 else -1])

    @cached_property
    def _with_memo(self) -> array[int]:
        return self._store.posting("with_memo")

    def _one(self, shape: type[T], table: str, item_id: str) -> T | None:
        def found() -> T | None:
            rows = self.rows(f"select body from {table} where id = ?", (item_id,))
            return decoder(shape, self._zone).decode(rows[0][0]) if rows else None

        return self._once((table, item_id), found)

    def _once(self, key: tuple[str, str], find: Callable[[], Found]) -> Found:
        """What was found before, or is now: from event to event, many people, organisations and sources stay."""
        if key not in self._kept:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            self._kept[key] = find()
        found: Found = self._kept[key]
        return found
