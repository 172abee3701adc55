"""Writing an index: the columns and the lists of a timeline into an empty database."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec

from ..files.codec import encoder
from ..files.problems import Problem
from ..model.folding import fold
from ..model.timeline import Memo, Timeline
from .blocks import BLOCK, IDS, SPAN, first_with, split_block
from .columns import Columns, Order, empty, runs
from .head import Head

Body = bytes | msgspec.Raw


@cache
def _schema() -> str:
    return Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")


class Blocks:
    """The bodies of events, written block by block as they come."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        connection.executescript(_schema())
        connection.execute("begin")
        self._connection = connection
        self._pending: list[Body] = []
        self._written = 0  # in whole blocks

    def add(self, bodies: Sequence[Body]) -> None:
        """Append bodies."""
        pending = self._pending
        pending += bodies
        whole = len(pending) // BLOCK * BLOCK
        self._write(whole)
        del pending[:whole]
        self._written += whole

    def mark(self) -> tuple[int, list[Body]]:
        """How far it is, for `go_back`."""
        return self._written, list(self._pending)

    def go_back(self, mark: tuple[int, list[Body]]) -> None:
        """Forget what was added since."""
        self._written, self._pending = mark
        self._connection.execute("delete from block where first >= ?", (self._written,))

    def flush(self) -> None:
        """Write what does not fill a block, too."""
        self._write(len(self._pending))

    def _write(self, count: int) -> None:
        pending, first = self._pending, self._written
        rows = ((first + start, packed(pending[start : min(start + BLOCK, count)])) for start in range(0, count, BLOCK))
        self._connection.executemany("insert or replace into block values (?, ?)", rows)

    def bodies(self) -> Iterator[list[msgspec.Raw]]:
        """All bodies that are written, a block at a time."""
        for (block,) in self._connection.execute("select bodies from block order by first"):
            yield split_block(block)

    def body(self, place: int) -> Body:
        """The body of the event at a place."""
        if place >= self._written:
            return self._pending[place - self._written]
        return self._block(place)[place % BLOCK]

    def replace(self, place: int, body: bytes) -> None:
        """Put another body in the place of one."""
        if place >= self._written:
            self._pending[place - self._written] = body
            self.flush()
            return
        bodies: list[Body] = list(self._block(place))
        bodies[place % BLOCK] = body
        row = (packed(bodies), place // BLOCK * BLOCK)
        self._connection.execute("update block set bodies = ? where first = ?", row)

    def _block(self, place: int) -> list[msgspec.Raw]:
        row = (place // BLOCK * BLOCK,)
        (block,) = self._connection.execute("select bodies from block where first = ?", row).fetchone()
        return split_block(block)


def packed(bodies: Sequence[Body]) -> bytes:
    """A block: a list of JSON."""
    return b"[" + b",".join(bodies) + b"]"


class IdTable:
    """Where the event with an id is, by checksums."""

    def __init__(self, columns: Columns, id_of: Callable[[int], str]) -> None:
        count = 1
        while count * IDS < len(columns):
            count *= 2
        self.buckets = [array("Q") for _ in range(count)]
        self._id_of = id_of
        appends, mask = [bucket.append for bucket in self.buckets], count - 1
        gone = set(columns.without_id)
        for place, crc in enumerate(columns.ids):
            if place not in gone:
                appends[crc & mask]((crc << 32) + place)

    def add(self, id_: str, place: int) -> None:
        """Add the id of an event."""
        crc = crc32(id_.encode())
        self.buckets[crc % len(self.buckets)].append((crc << 32) + place)

    def place(self, id_: str) -> int | None:
        """The first event with this id."""
        return first_with(self.buckets[crc32(id_.encode()) % len(self.buckets)], id_, self._id_of)

    def twins(self) -> list[tuple[int, int]]:
        """(the first place, a later place) of every two events with one id."""
        found: list[tuple[int, int]] = []
        for bucket in self.buckets:
            crcs = [entry >> 32 for entry in bucket]
            if len(set(crcs)) == len(crcs):
                continue
            several = {crc for crc, count in Counter(crcs).items() if count > 1}
            for place in (entry & 0xFFFFFFFF for entry in bucket if entry >> 32 in several):
                first = self.place(self._id_of(place))
                if first is not None and first != place:
                    found.append((first, place))
        return sorted(found, key=lambda twin: twin[1])


class Names:
    """How the bodies of events call the people or the organisations of a timeline, and where."""

    def __init__(self, field: str, places: dict[str, array[int]], ids: dict[str, str]) -> None:
        self.field = field
        self._places = places
        self._ids = ids  # by name, where they are not the same

    def positions(self, order: Order) -> defaultdict[str, array[int]]:
        """The positions of each by its id."""
        found: dict[str, array[int]] = {}
        for name, places in self._places.items():
            id_ = self._ids.get(name, name)
            before = found.get(id_)
            found[id_] = places if before is None else array("i", sorted({*before, *places}))
        return defaultdict(empty, {id_: order.positions(places) for id_, places in found.items()})

    def rows(self) -> Iterator[tuple[str, str, str]]:
        """Rows of `called`."""
        return ((self.field, name, id_) for name, id_ in self._ids.items() if name != id_)


class Contents:
    """All of a timeline but its events, and how they name it."""

    def __init__(self, timeline: Timeline, people: Names, organisations: Names) -> None:
        self.timeline, self.people, self.organisations = timeline, people, organisations
        self.made_ids: dict[int, str] = {}
        self.problems: tuple[Problem, ...] = ()


def write(connection: sqlite3.Connection, columns: Columns, order: Order, ids: IdTable, contents: Contents) -> None:
    """Write all but the blocks, and commit."""
    timeline = contents.timeline
    _write_about(connection, timeline, len(order.places))
    connection.executemany("insert into span values (?, ?, ?, ?, ?, ?)", _spans(columns, order))
    ranks = order.ranks()
    rows = ((first, ranks[first : first + SPAN].tobytes()) for first in range(0, len(ranks), SPAN))
    connection.executemany("insert into rank values (?, ?)", rows)
    connection.executemany("insert into run values (?, ?, ?, ?)", runs(order.column(columns.heading)))
    rows = ((number, bucket.tobytes()) for number, bucket in enumerate(ids.buckets))
    connection.executemany("insert into id values (?, ?)", rows)
    connection.executemany("insert into made_id values (?, ?)", contents.made_ids.items())
    connection.executemany("insert into posting values (?, ?, ?, ?)", _postings(columns, order))
    connection.executemany("insert into called values (?, ?, ?)", contents.people.rows())
    connection.executemany("insert into called values (?, ?, ?)", contents.organisations.rows())
    _write_named(connection, contents, order)
    for table in ("memo", "source", "office"):
        items: Sequence[Any] = getattr(timeline, f"{table}s")
        named = ((n, item.id, encoder.encode(item)) for n, item in enumerate(items))
        connection.executemany(f"insert into {table} values (?, ?, ?)", named)
    bodies = ((n, msgspec.json.encode(problem)) for n, problem in enumerate(contents.problems))
    connection.executemany("insert into problem values (?, ?)", bodies)
    connection.execute("commit")


def _write_named(connection: sqlite3.Connection, contents: Contents, order: Order) -> None:
    timeline = contents.timeline
    memos = Counter(author for memo in timeline.memos for author in dict.fromkeys(memo.authors))
    at = contents.people.positions(order)
    people = (
        (
            n,
            p.id,
            folded_names(p),
            len(at.get(p.id, ())),
            memos[p.id],
            encoder.encode(p),
            at.get(p.id, empty()).tobytes(),
        )
        for n, p in enumerate(timeline.people)
    )
    connection.executemany("insert into person values (?, ?, ?, ?, ?, ?, ?)", people)
    at = contents.organisations.positions(order)
    organisations = (
        (n, o.id, folded_names(o), len(at[o.id]), encoder.encode(o), at[o.id].tobytes())
        for n, o in enumerate(timeline.organisations)
    )
    connection.executemany("insert into organisation values (?, ?, ?, ?, ?, ?)", organisations)


def _write_about(connection: sqlite3.Connection, timeline: Timeline, events: int) -> None:
    head = Head(
        title=timeline.title,
        description=timeline.description,
        language=timeline.language,
        zone=timeline.zone,
        updated=timeline.updated,
        eras=timeline.eras,
    )
    connection.execute("insert into head values (?)", (encoder.encode(head),))
    connection.execute("insert into about values ('events', ?)", (str(events),))


def _spans(columns: Columns, order: Order) -> Iterator[tuple[int, int, int, bytes | None, bytes, bytes]]:
    earliests, latests, places = order.column(columns.earliest), order.column(columns.latest), order.places
    for first in range(0, len(places), SPAN):
        here = slice(first, first + SPAN)
        packed = places[here].tobytes() if isinstance(places, array) else None
        latest = latests[here]
        yield first, earliests[first], max(latest), packed, earliests[here].tobytes(), latest.tobytes()


def _postings(columns: Columns, order: Order) -> Iterator[tuple[str, str, int, bytes]]:
    fields: tuple[tuple[str, Iterable[tuple[str, array[int]]]], ...] = (
        ("kind", columns.kinds.items()),
        ("tag", columns.tags.items()),
        ("with_memo", [("", columns.with_memo)]),
        ("disputed", [("", columns.disputed)]),
    )
    for field, postings in fields:
        for name, places in postings:
            positions = order.positions(places)
            if positions:
                yield field, name, len(positions), positions.tobytes()


def folded_names(item: Any) -> str:
    """Every name of a person or an organisation in every language, folded, one a line."""
    names = [*item.name.strings(), *getattr(item, "aliases", ())]
    return "\n".join(dict.fromkeys(fold(name) for name in names))


def lone_memos(memos: Iterable[Memo], named: set[str]) -> list[Memo]:
    """Dated memos that no event names."""
    return [memo for memo in memos if memo.id not in named and memo.date is not None]
