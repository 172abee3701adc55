"""Looking up what is no event: people, organisations, offices, memos, sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import msgspec

from ..files.codec import decoder, placed
from ..model.folding import fold
from ..model.timeline import Memo, Office, Organisation, Person, Source
from .answers import Lazily, PersonCount
from .head import Head
from .store import Store

T = TypeVar("T", bound=msgspec.Struct)
Found = TypeVar("Found")
KEPT = 512  # answers that are remembered


class Lookup:
    """The lists of one index."""

    def __init__(self, store: Store) -> None:
        self._store = store
        ((head,),) = store.rows("select body from head")
        self._zone = decoder(Head).decode(head).zone
        self.head: Head = decoder(Head, self._zone).decode(head)
        self._kept: dict[tuple[str, str], Any] = {}

    # -- people

    def person(self, person_id: str) -> Person | None:
        """The person with this id."""
        return self._one(Person, "person", person_id)

    def person_count(self, person_id: str) -> PersonCount | None:
        """The person with this id and how often the timeline has them."""
        person = self.person(person_id)
        if person is None:
            return None
        ((events, memos),) = self._store.rows("select events, memos from person where id = ?", (person_id,))
        return PersonCount(person, events, memos)

    def people(self, typed: str = "") -> Sequence[PersonCount]:
        """Everyone whose names contain each word `typed`, accents and case ignored; the most mentioned first."""
        words = fold(typed).split()
        condition = " and ".join(["instr(names, ?)"] * len(words)) or "true"
        rows = self._store.rows(
            f"select body, events, memos from person where {condition} order by events desc, memos desc, number", words
        )
        decode = decoder(Person, self._zone).decode
        return Lazily(rows, lambda row: PersonCount(decode(row[0]), *row[1:]))

    # -- everything else by id

    def organisation(self, organisation_id: str) -> Organisation | None:
        """The organisation with this id."""
        return self._one(Organisation, "organisation", organisation_id)

    def organisations(self) -> list[tuple[Organisation, int]]:
        """All organisations and the number of their events, those with most events first."""
        rows = self._store.rows("select body, events from organisation order by events desc, number")
        decode = decoder(Organisation, self._zone).decode
        return [(decode(body), events) for body, events in rows]

    def kinds(self) -> list[tuple[str, int]]:
        """The kinds of events that there are, and how many of each."""
        return self._named_by("kind")

    def tags(self) -> list[tuple[str, int]]:
        """The tags of events that there are, and how many have each."""
        return self._named_by("tag")

    def _named_by(self, field: str) -> list[tuple[str, int]]:
        rows = self._store.rows("select name, events from posting where field = ? order by events desc, name", (field,))
        return [(name, count) for name, count in rows]

    def languages(self) -> list[str]:
        """The languages of people's names and of the titles of the whole, that of the file first."""
        decode = decoder(Person, self._zone).decode
        names = (decode(body).name for (body,) in self._store.rows("select body from person"))
        tags = (tag for text in (self.head.title, *names) for tag, _ in text.versions if tag)
        return list(dict.fromkeys((self.head.language, *tags)))

    def offices(self) -> list[Office]:
        """The offices that the timeline lists, in its order."""
        rows = self._store.rows("select body from office order by number")
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

    def _one(self, shape: type[T], table: str, item_id: str) -> T | None:
        def found() -> T | None:
            rows = self._store.rows(f"select body from {table} where id = ?", (item_id,))
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
