"""Asking the index: the one place from which screens and commands get what they show."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

import msgspec

from ..files.codec import decoder, placed
from ..model.folding import fold
from ..model.selection import EVERYTHING, Selection
from ..model.timeline import Event, Memo, Office, Organisation, Person, Source, Timeline
from .build import Head, build
from .select import where
from .view import Heading, View, positions_of

MOST_RESTING = 200  # of each kind that are listed under one source

T = TypeVar("T", bound=msgspec.Struct)
Found = TypeVar("Found")
KEPT = 512  # answers that are remembered


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


class Index:
    """The index of one timeline, in an open SQLite database. Every answer is plain values."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        (head,) = connection.execute("select body from head").fetchone()
        self._zone = decoder(Head).decode(head).zone
        self.head: Head = decoder(Head, self._zone).decode(head)
        self._runs = [Heading(*row) for row in connection.execute("select * from run order by first")]
        (self.total,) = connection.execute("select count(*) from event").fetchone()
        self._kept: dict[tuple[str, str], Any] = {}

    @classmethod
    def in_memory(cls, timeline: Timeline) -> Index:
        """An index that lasts as long as the program."""
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        build(timeline, connection)
        return cls(connection)

    # -- events

    def view(self, selection: Selection) -> View:
        """The events that match `selection`."""
        if selection.is_empty:
            return self.everything
        query, values = where(selection)
        rows = self._connection.execute(f"select position from event where {query} order by position", values)
        return View(selection, positions_of(rows), self._runs)

    def count(self, selection: Selection) -> int:
        """How many events match `selection`."""
        query, values = where(selection)
        (count,) = self._connection.execute(f"select count(*) from event where {query}", values).fetchone()
        return int(count)

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query of ours, for the other modules of the index."""
        return self._connection.execute(query, values).fetchall()

    @cached_property
    def everything(self) -> View:
        """All events."""
        return View(EVERYTHING, range(self.total), self._runs)

    def events(self, positions: Sequence[int]) -> list[Event]:
        """The events at these positions (a screenful at most: the query names each)."""
        marks = ",".join("?" * len(positions))
        rows = self._connection.execute(
            f"select body from event where position in ({marks}) order by position", tuple(positions)
        )
        decode = decoder(Event, self._zone).decode
        return [placed(decode(body)) for (body,) in rows]

    def event(self, position: int) -> Event:
        """The event at a position. IndexError where there is none."""
        return self.events([position])[0]

    def position(self, event_id: str) -> int | None:
        """Where the event with this id is."""
        wanted = event_id.encode("utf-8", "backslashreplace").decode()
        row = self._connection.execute("select position from event where id = ?", (wanted,)).fetchone()
        return row[0] if row else None

    def position_at(self, instant: int) -> int:
        """The first position whose event begins at or after `instant`; `total` where all begin before."""
        low, high = 0, self.total
        while low < high:
            middle = (low + high) // 2
            row = self._connection.execute("select earliest from event where position = ?", (middle,))
            if row.fetchone()[0] < instant:
                low = middle + 1
            else:
                high = middle
        return low

    # -- people

    def person(self, person_id: str) -> Person | None:
        """The person with this id."""
        return self._one(Person, "person", person_id)

    def person_count(self, person_id: str) -> PersonCount | None:
        """The person with this id and how often the timeline has them."""
        person = self.person(person_id)
        if person is None:
            return None
        row = self._connection.execute("select events, memos from person where id = ?", (person_id,)).fetchone()
        return PersonCount(person, *row)

    def people(self, typed: str = "") -> list[PersonCount]:
        """Everyone whose names contain each word `typed`, accents and case ignored; the most mentioned first."""
        words = fold(typed).split()
        condition = " and ".join(["instr(names, ?)"] * len(words)) or "true"
        rows = self._connection.execute(
            f"select body, events, memos from person where {condition} order by events desc, memos desc, number", words
        )
        decode = decoder(Person, self._zone).decode
        return [PersonCount(decode(body), events, memos) for body, events, memos in rows]

    def companions(self, person_id: str, most: int = 5) -> list[tuple[Person, int]]:
        """Who appears in events with this person most often, and in how many."""

        def found() -> list[tuple[Person, int]]:
            rows = self._connection.execute(
                """select other.body, count(*) as together from person
                   join event_person mine on mine.person = person.number
                   join event_person theirs on theirs.position = mine.position and theirs.person != mine.person
                   join person other on other.number = theirs.person
                   where person.id = ? group by other.number order by together desc, other.number limit ?""",
                (person_id, most),
            )
            decode = decoder(Person, self._zone).decode
            return [(decode(body), together) for body, together in rows]

        return self._once((f"companions {most}", person_id), found)

    # -- everything else by id

    def organisation(self, organisation_id: str) -> Organisation | None:
        """The organisation with this id."""
        return self._one(Organisation, "organisation", organisation_id)

    def organisations(self) -> list[tuple[Organisation, int]]:
        """All organisations and the number of their events, those with most events first."""
        rows = self._connection.execute("select body, events from organisation order by events desc, number")
        decode = decoder(Organisation, self._zone).decode
        return [(decode(body), events) for body, events in rows]

    def kinds(self) -> list[tuple[str, int]]:
        """The kinds of events that there are, and how many of each."""
        rows = self._connection.execute("select kind, count(*) from event group by kind order by 2 desc, 1")
        return [(kind, count) for kind, count in rows]

    def languages(self) -> list[str]:
        """The languages of people's names and of the titles of the whole, that of the file first."""
        decode = decoder(Person, self._zone).decode
        names = (decode(body).name for (body,) in self._connection.execute("select body from person"))
        tags = (tag for text in (self.head.title, *names) for tag, _ in text.versions if tag)
        return list(dict.fromkeys((self.head.language, *tags)))

    def resting_on(self, source_id: str) -> Resting:
        """Everything that cites a source."""
        quoted = f'"{source_id}"'
        return Resting(
            events=self.events(self._citing("position", "event", quoted)),
            memos=[memo for memo in self.memos(self._citing("id", "memo", quoted)) if source_id in memo.sources],
            people=[
                person
                for person in map(self.person, self._citing("id", "person", quoted))
                if person is not None and source_id in cited_by_person(person)
            ],
        )

    def _citing(self, column: str, table: str, quoted: str) -> list[Any]:
        rows = self._connection.execute(
            f"select {column} from {table} where instr(body, cast(? as blob)) order by 1 limit ?",
            (quoted, MOST_RESTING),
        )
        return [row[0] for row in rows]

    def offices(self) -> list[Office]:
        """The offices that the timeline lists, in its order."""
        rows = self._connection.execute("select body from office order by number")
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
        order, compare = ("", ">=") if step > 0 else (" desc", "<=")
        rows = self._connection.execute(
            f"select position, memo from event_memo where position {compare} ? "
            f"order by position{order}, ordinal{order}",
            (view.positions[place],),
        )
        passed = False
        for position, memo_id in rows:
            if position == view.positions[place] and not passed:
                passed = memo_id == memo
            elif view.shows(position):
                return MemoPlace(view.place(position), memo_id)
        return None

    def _one(self, shape: type[T], table: str, item_id: str) -> T | None:
        def found() -> T | None:
            row = self._connection.execute(f"select body from {table} where id = ?", (item_id,)).fetchone()
            return decoder(shape, self._zone).decode(row[0]) if row else None

        return self._once((table, item_id), found)

    def _once(self, key: tuple[str, str], find: Callable[[], Found]) -> Found:
        """What was found before, or is now: from event to event, many people, organisations and sources stay."""
        if key not in self._kept:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            self._kept[key] = find()
        found: Found = self._kept[key]
        return found
