"""Asking the index: the one place from which screens and commands get what they show."""

from __future__ import annotations

import contextlib
import sqlite3
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from threading import Event as Awaited
from typing import TYPE_CHECKING, Any

import msgspec

from ..files.codec import decoder, placed
from ..files.problems import Problem
from ..model.selection import EVERYTHING, Selection
from ..model.timeline import Event, Person, Timeline
from ..model.words import terms
from .answers import MemoPlace, PersonCount, Resting, cited_by_person
from .blocks import HUB
from .lookup import Found, Lookup
from .select import Positions, common, positions_of, without
from .store import Store
from .view import Heading, View, next_in_both

if TYPE_CHECKING:  # what makes an index is imported when one is made
    from .finder import Finder
    from .keeper import Keeper

__all__ = ["Index", "MemoPlace", "PersonCount", "Resting", "cited_by_person"]

AGAIN = "The index of this timeline was damaged; it has been made again"
MADE_AT_ONCE = 20_000  # events whose second part is made in a fifth of a second
MOST_RESTING = 200  # of each kind that are listed under one source


class Index(Lookup):
    """The index of one timeline, in an open SQLite database. Every answer is plain values."""

    def __init__(self, connection: sqlite3.Connection, keeper: Keeper | None = None) -> None:
        self.keeper = keeper
        self.notice = ""  # what to say of how the index came about
        self.bookmarks: frozenset[str] = frozenset()  # ids of events; the index itself knows of none
        self._finder: Finder | None = None
        self._kept_finder: Callable[[], Finder] | None = None  # opens one that the cache has
        self._awaited = Awaited()
        self._awaited.set()
        self._is_open = False
        super().__init__(Store(connection, self._again))
        self._runs = [Heading(*row) for row in self.rows("select * from run order by first")]
        self.total = self._store.events
        self._called = {field: self._names(field) for field in ("people", "organisations")}
        self._is_open = True  # from now on, what turns out damaged is made again

    @classmethod
    def in_memory(cls, timeline: Timeline) -> Index:
        """An index that lasts as long as the program."""
        from .build import build

        connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        build(timeline, connection)
        return cls(connection)

    @property
    def store(self) -> Store:
        """The rows of the database."""
        return self._store

    def _again(self) -> sqlite3.Connection | None:
        """The database made again, once, after it was found damaged."""
        if self.keeper is None or not self._is_open:
            return None
        self._is_open = False
        self.notice = AGAIN
        return self.keeper.again()

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
    def has_finder(self) -> bool:
        """Whether the second part is there."""
        return self._finder is not None or self._kept_finder is not None

    @property
    def is_searchable(self) -> bool:
        """Whether a search answers at once; of a big timeline it waits for the second part."""
        return self.has_finder or self.total <= MADE_AT_ONCE

    def attach(self, finder: Finder | None) -> None:
        """Search with this from now on; None where it could not be made."""
        self._finder = finder or self._finder
        self._awaited.set()

    def attach_kept(self, opened: Callable[[], Finder]) -> None:
        """Search with what `opened` gives, once there is something to search for."""
        self._kept_finder = opened

    def expect(self) -> None:
        """Let searches wait until a second part that is being made is attached."""
        self._awaited.clear()

    @property
    def finder(self) -> Finder:
        """The second part, made where there is none."""
        self._awaited.wait()
        if self._finder is None and self._kept_finder is not None:
            opened, self._kept_finder = self._kept_finder, None
            with contextlib.suppress(sqlite3.Error, OSError, ValueError):
                self._finder = opened()
        if self._finder is None and self.keeper is not None:
            with contextlib.suppress(sqlite3.Error, OSError):
                self._finder = self.keeper.finder(self)
        if self._finder is None:
            from .finder import Finder, make

            connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
            make(self._store, connection)
            self._finder = Finder([connection])
        return self._finder

    def _found(self, ask: Callable[[Finder], Found]) -> Found:
        """An answer of the second part, which is made again where it turns out damaged."""
        try:
            return ask(self.finder)
        except sqlite3.DatabaseError:
            self._finder, self.notice = None, AGAIN
            return ask(self.finder)

    # -- events

    def view(self, selection: Selection) -> View:
        """The events that match `selection`."""
        if selection.is_empty:
            return self.everything
        return View(selection, self._matching(selection), self._runs)

    def count(self, selection: Selection) -> int:
        """How many events match `selection`."""
        return len(self._matching(selection))

    def _matching(self, selection: Selection) -> Positions:
        found = positions_of(self._store, selection, self._with_words)
        if not selection.bookmarked:
            return found
        places = (self.position(id_) for id_ in self.bookmarks)
        return common([found, array("i", sorted(place for place in places if place is not None))], self.total)

    def _with_words(self, words: tuple[str, ...]) -> Sequence[int] | None:
        asked = terms(words)
        if not asked:
            return None
        found = self._found(lambda finder: finder.positions(asked))
        if found is not None:
            return found
        excluded = self._found(lambda finder: finder.excluded(asked))
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

    # -- who meets whom, what rests on what

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
        if not self.has_finder:
            return []
        company = self._found(lambda finder: finder.company(number, most))
        return self._once((f"companions {most}", person_id), lambda: self._met(company))

    def _counted(self, person_id: str, most: int) -> list[tuple[Person, int]]:
        events = self.events(self._store.named("person", person_id))
        together = Counter(other for event in events for other in event.people if other != person_id)
        numbers = {id_: self.rows("select number from person where id = ?", (id_,))[0][0] for id_ in together}
        return self._met(sorted(((numbers[id_], n) for id_, n in together.items()), key=lambda p: (-p[1], p[0]))[:most])

    def _met(self, company: Iterable[tuple[int, int]]) -> list[tuple[Person, int]]:
        decode = decoder(Person, self._zone).decode
        bodies = ((self.rows("select body from person where number = ?", (n,))[0][0], events) for n, events in company)
        return [(decode(body), events) for body, events in bodies]

    def resting_on(self, source_id: str) -> Resting:
        """Everything that cites a source."""
        return Resting(
            events=self.events(self._events_citing(source_id)),
            memos=[memo for memo in self.memos(self._citing("memo", source_id)) if source_id in memo.sources],
            people=[
                person
                for person in map(self.person, self._citing("person", source_id))
                if person is not None and source_id in cited_by_person(person)
            ],
        )

    def _events_citing(self, source_id: str) -> Sequence[int]:
        if self.is_searchable:
            return self._found(lambda finder: finder.citing(source_id, MOST_RESTING))
        return self._store.positions_with(f'"{source_id}"', MOST_RESTING)

    def _citing(self, table: str, source_id: str) -> list[Any]:
        rows = self.rows(
            f"select id from {table} where instr(body, cast(? as blob)) order by 1 limit ?",
            (f'"{source_id}"', MOST_RESTING),
        )
        return [row[0] for row in rows]

    def memo_after(self, view: View, place: int, memo: str, step: int) -> MemoPlace | None:
        """The next memo of a view (the one before with `step` -1) from a memo of the event at `place`, or from the
        event itself, whose memos come after it."""
        here = list(dict.fromkeys(self.event(view.positions[place]).memos))
        number = here.index(memo) + step if memo in here else min(step, 0)
        if 0 <= number < len(here):
            return MemoPlace(place, here[number])
        found = next_in_both(view.positions, self._with_memo, place, step)
        if found is None:
            return None
        memos = list(dict.fromkeys(self.event(view.positions[found]).memos))
        return MemoPlace(found, memos[0 if step > 0 else -1])

    def position_with_memo(self, memo: str) -> int | None:
        """Where the first event with a memo is."""
        found = self._store.positions_with(msgspec.json.encode(memo).decode(), MOST_RESTING)
        return next((position for position in found if memo in self.event(position).memos), None)

    @cached_property
    def _with_memo(self) -> array[int]:
        return self._store.posting("with_memo")
