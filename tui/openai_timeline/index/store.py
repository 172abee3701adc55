"""Reading an index file: rows, lists of positions, and the bodies of events by position."""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from zlib import crc32

import msgspec
from msgspec import Raw

from .blocks import BLOCK, SPAN, first_with, split_block

BLOCKS_KEPT, SPANS_KEPT = 64, 256


class IdOnly(msgspec.Struct, gc=False):
    """An event of which only the id is wanted."""

    id: str = ""


class Store:
    """One index, in an open database. Not changed while it is read."""

    def __init__(
        self, connection: sqlite3.Connection, again: Callable[[], sqlite3.Connection | None] = lambda: None
    ) -> None:
        self.connection = connection
        self._again = again  # the database once more, where this one is damaged
        self._blocks: dict[int, list[Raw]] = {}
        self._spans: dict[int, array[int]] = {}
        self.events = int(self.rows("select value from about where name = 'events'")[0][0])
        self._in_order = not self.rows("select 1 from span where places is not null limit 1")
        self._has_made_ids = bool(self.rows("select 1 from made_id limit 1"))

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        try:
            return self.connection.execute(query, values).fetchall()
        except UnicodeEncodeError:  # half a surrogate pair, or a byte of the command line that is no UTF-8
            return []
        except sqlite3.ProgrammingError:
            raise
        except sqlite3.DatabaseError as error:
            self._make_again(error)
            return self.connection.execute(query, values).fetchall()

    def _make_again(self, error: Exception) -> None:
        """Go on with another database; raises `error` where there is none."""
        connection = self._again()
        if connection is None:
            raise error
        self.connection = connection
        self._blocks.clear()
        self._spans.clear()

    # -- events

    def places(self, positions: Sequence[int]) -> Sequence[int]:
        """The places of positions."""
        if self._in_order:
            return positions
        return [self._span(position)[position % SPAN] for position in positions]

    def raws(self, places: Sequence[int]) -> list[Raw]:
        """The bodies at places."""
        if not (isinstance(places, range) and places.step == 1):
            return [self._block(place)[place % BLOCK] for place in places]
        found: list[Raw] = []
        for first in range(places.start - places.start % BLOCK, places.stop, BLOCK):
            found += self._block(first)[max(0, places.start - first) : places.stop - first]
        return found

    def raws_in_order(self, first: int, last: int) -> Iterator[Raw]:
        """The bodies at the positions from `first` to before `last`."""
        for start in range(first, last, SPAN):
            places = self.places(range(start, min(start + SPAN, last)))
            yield from self.raws(places)

    def made_id(self, place: int) -> str:
        """The id of an event whose body has none."""
        rows = self.rows("select id from made_id where place = ?", (place,)) if self._has_made_ids else ()
        return str(rows[0][0]) if rows else ""

    def place_of_id(self, id_: str) -> int | None:
        """The place of the event with an id."""
        query = "select entries from id where number = ? & (select max(number) from id)"
        rows = self.rows(query, (crc32(id_.encode()),))
        return first_with(array("Q", rows[0][0]), id_, self._id_of) if rows else None

    def _id_of(self, place: int) -> str:
        return msgspec.json.decode(self._block(place)[place % BLOCK], type=IdOnly).id or self.made_id(place)

    def position_of_place(self, place: int) -> int | None:
        """The position of a place."""
        if self._in_order:
            return place
        ((positions,),) = self.rows("select positions from rank where first = ?", (place - place % SPAN,))
        position = array("i", positions)[place % SPAN]
        return position if position >= 0 else None

    def positions_with(self, text: str, most: int) -> list[int]:
        """The positions of the first events whose bodies hold a text, by looking into all of them."""
        found: list[int] = []
        wanted = text.encode()
        for (first,) in self.rows("select first from block where instr(bodies, ?) limit ?", (wanted, most)):
            places = (first + n for n, body in enumerate(self._block(first)) if wanted in bytes(body))
            found += [position for place in places if (position := self.position_of_place(place)) is not None]
        return sorted(found)[:most]

    def _block(self, place: int) -> list[Raw]:
        first = place - place % BLOCK
        block = self._blocks.get(first)
        if block is None:
            try:
                block = self._read_block(first)
            except (ValueError, msgspec.MsgspecError) as error:
                self._make_again(error)
                block = self._read_block(first)
            if len(self._blocks) >= BLOCKS_KEPT:
                self._blocks.pop(next(iter(self._blocks)))
            self._blocks[first] = block
        return block

    def _read_block(self, first: int) -> list[Raw]:
        ((bodies,),) = self.rows("select bodies from block where first = ?", (first,))
        return split_block(bodies)

    def _span(self, position: int) -> array[int]:
        first = position - position % SPAN
        span = self._spans.get(first)
        if span is None:
            ((places,),) = self.rows("select places from span where first = ?", (first,))
            if len(self._spans) >= SPANS_KEPT:
                self._spans.pop(next(iter(self._spans)))
            span = self._spans[first] = array("i", places)
        return span

    # -- positions

    def posting(self, field: str, name: str = "") -> array[int]:
        """The positions of the events of a kind or with a tag; with a memo; disputed."""
        rows = self.rows("select positions from posting where field = ? and name = ?", (field, name))
        return array("i", rows[0][0] if rows else b"")

    def named(self, table: str, id_: str) -> array[int]:
        """The positions of the events that name a person or an organisation."""
        rows = self.rows(f"select positions from {table} where id = ?", (id_,))
        return array("i", rows[0][0] if rows else b"")

    def position_at(self, instant: int) -> int:
        """The first position whose event begins at or after `instant`; the number of events where there is none."""
        query = "select first, earliests from span where earliest < ? order by first desc limit 1"
        for first, earliests in self.rows(query, (instant,)):
            return int(first) + bisect_left(array("q", earliests), instant)
        return 0

    def lasting_to(self, instant: int, before: int) -> array[int]:
        """The positions below `before` whose events end at or after `instant`."""
        found = array("i")
        query = "select first, latests from span where latest >= ? and first < ? order by first"
        for first, latests in self.rows(query, (instant, before)):
            ends = array("q", latests)
            found.extend([first + n for n, latest in enumerate(ends) if latest >= instant and first + n < before])
        return found
