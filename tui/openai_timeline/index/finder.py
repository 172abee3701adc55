"""What is found by its words, its sources and its company: the second part of an index, made from the first.

It follows behind, in one piece or in several of consecutive positions that are made side by side.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from threading import Thread
from typing import Any

import msgspec

from ..model.words import Term
from . import search
from .blocks import HUB
from .columns import empty, once
from .lean import Words, strings
from .store import Store
from .written import written

_BATCH = 2048
_SCHEMA = """
create virtual table words using fts5
    (text, content='', columnsize=0, detail=full, tokenize="unicode61 remove_diacritics 2");
insert into words (words, rank) values ('hashsize', 16777216);
create table citing (source text primary key, positions blob not null) without rowid;
create table company (person integer, other integer, events integer, primary key (person, other)) without rowid;
"""


class Text(msgspec.Struct, gc=False):
    """What is looked for in an event, in a memo, or among names."""

    title: Words = ""
    text: Words = ""
    place: Words = ""
    name: Words = ""
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    memos: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


_decode = msgspec.json.Decoder(Text).decode


class _Maker:
    """Makes one piece."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._called = {"person": dict(self._ids("people")), "organisation": dict(self._ids("organisations"))}
        self._people = self._names("person")
        self._organisations = self._names("organisation")
        self._numbers = dict(store.rows("select id, number from person"))
        for name, id_ in self._called["person"].items():
            self._numbers[name] = self._numbers[id_]
        self._hubs = {n for (n,) in store.rows("select number from person where events > ?", (HUB,))}
        self.citing: defaultdict[str, array[int]] = defaultdict(empty)
        self.company: Counter[int] = Counter()

    def _ids(self, field: str) -> list[tuple[Any, ...]]:
        return self._store.rows("select name, id from called where field = ?", (field,))

    def _names(self, table: str) -> dict[str, str]:
        """All names of each person or organisation, by what bodies call them."""
        names = {}
        for id_, body in self._store.rows(f"select id, body from {table}"):
            item = _decode(body)
            names[id_] = search.indexed("\n".join([*strings(item.name), *item.aliases]))
        for name, id_ in self._called[table].items():
            names[name] = names[id_]
        return names

    def rows(self, first: int, last: int) -> Iterator[tuple[int, str]]:
        """(position, text) of the events from `first` to before `last`."""
        people, organisations, indexed = self._people, self._organisations, search.indexed
        for position, body in enumerate(self._store.raws_in_order(first, last), first):
            event = _decode(body)
            title, text = event.title, event.text
            if title.__class__ is str and text.__class__ is str and not event.place:
                parts = [indexed(f"{title}\n{text}")]
            else:
                parts = [indexed("\n".join([*strings(title), *strings(text), *strings(event.place)]))]
            parts += [people[name] for name in event.people]
            parts += [organisations[name] for name in event.organisations]
            if event.tags:
                parts.append(indexed("\n".join(event.tags)))
            if event.memos:
                parts += self._memos(event.memos)
            yield position, "\n".join(parts)
            for source in once(event.sources):
                self.citing[source].append(position)
            if len(event.people) > 1:
                self._count(event.people)

    def _memos(self, ids: Sequence[str]) -> Iterator[str]:
        for id_ in once(tuple(ids)):
            for (body,) in self._store.rows("select body from memo where id = ?", (id_,)):
                memo = _decode(body)
                yield search.indexed("\n".join([*strings(memo.title), *strings(memo.text)]))

    def _count(self, people: tuple[str, ...]) -> None:
        numbers = {self._numbers[name] for name in people}
        for one, other in permutations(numbers, 2):
            if one in self._hubs:
                self.company[(one << 32) + other] += 1


def make(
    store: Store,
    target: sqlite3.Connection,
    piece: int = 0,
    pieces: int = 1,
    progress: Callable[[float], None] = lambda share: None,
) -> None:
    """Fill the empty database `target` with one of some pieces."""
    first, last = (store.events * number // pieces for number in (piece, piece + 1))
    target.executescript(_SCHEMA)
    target.execute("begin")
    maker = _Maker(store)
    for start in range(first, last, _BATCH):
        end = min(start + _BATCH, last)
        target.executemany("insert into words (rowid, text) values (?, ?)", maker.rows(start, end))
        progress((end - first) / (last - first))
    rows = ((name, positions.tobytes()) for name, positions in maker.citing.items())
    target.executemany("insert into citing values (?, ?)", rows)
    pairs = ((pair >> 32, pair & 0xFFFFFFFF, events) for pair, events in sorted(maker.company.items()))
    target.executemany("insert into company values (?, ?, ?)", pairs)
    target.execute("commit")


class Finder:
    """Asks all pieces of the second part."""

    def __init__(self, pieces: Sequence[sqlite3.Connection]) -> None:
        self._pieces = pieces

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows, from all pieces in order."""
        return [row for piece in self._pieces for row in piece.execute(query, values).fetchall()]

    def positions(self, terms: Sequence[Term]) -> Sequence[int] | None:
        """The positions that match, ascending; None where nothing is asked for that must be there."""
        wanted, unwanted = search.match(terms), search.unwanted(terms)
        if wanted is None:
            return None
        return self._matching(f"({wanted}) NOT ({unwanted})" if unwanted else wanted)

    def excluded(self, terms: Sequence[Term]) -> Sequence[int] | None:
        """The positions that excluded terms take away, where nothing else is asked for."""
        unwanted = search.unwanted(terms)
        return self._matching(unwanted) if unwanted else None

    def _matching(self, query: str) -> Sequence[int]:
        # As JSON, which one step of SQLite writes, beside other threads: with hundreds of thousands of rows a fifth of
        # the time of fetching them.
        return written(self._side_by_side("select json_group_array(rowid) from words where words match ?", (query,)))

    def _side_by_side(self, query: str, values: Sequence[object]) -> list[str]:
        """The one value that a query gives in each piece."""
        if len(self._pieces) == 1:
            return [row[0] for row in self.rows(query, values)]
        answers: dict[int, Any] = {}

        def ask(number: int) -> None:
            try:
                answers[number] = self._pieces[number].execute(query, values).fetchone()[0]
            except sqlite3.Error as error:
                answers[number] = error

        threads = [Thread(target=ask, args=(number,)) for number in range(1, len(self._pieces))]
        for thread in threads:
            thread.start()
        ask(0)
        for thread in threads:
            thread.join()
        for answer in answers.values():
            if isinstance(answer, sqlite3.Error):
                raise answer
        return [answers[number] for number in range(len(self._pieces))]

    def citing(self, source: str, most: int) -> list[int]:
        """The first positions of the events that cite a source."""
        rows = self.rows("select positions from citing where source = ?", (source,))
        return [position for (packed,) in rows for position in array("i", packed)][:most]

    def company(self, person: int, most: int) -> list[tuple[int, int]]:
        """Who has most events with a person of many events, and how many: (number, events)."""
        together: Counter[int] = Counter()
        for other, events in self.rows("select other, events from company where person = ?", (person,)):
            together[other] += events
        return sorted(together.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
