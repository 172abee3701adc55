"""The columns of an index while it is built: what is kept of each event, by its place, and the order of time."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from zlib import crc32

from .lean import Lean, Moment, Words

Places = array  # of places or positions, ascending


def empty() -> array[int]:
    """No places."""
    return array("i")


class Columns:
    """Everything by place: events count from 0 in the order in which they were added."""

    def __init__(self) -> None:
        self.earliest, self.latest = array("q"), array("q")
        self.precision, self.heading = array("b"), array("q")
        self.people: defaultdict[str, array[int]] = defaultdict(empty)
        self.organisations: defaultdict[str, array[int]] = defaultdict(empty)
        self.kinds: defaultdict[str, array[int]] = defaultdict(empty)
        self.tags: defaultdict[str, array[int]] = defaultdict(empty)
        self.with_memo, self.disputed = array("i"), array("i")
        self.ids = array("I")  # checksums
        self.without_id: list[int] = []
        self.memos: set[str] = set()
        self.sources: set[str] = set()

    def __len__(self) -> int:
        return len(self.earliest)

    def add(self, events: Sequence[Lean], moments: Sequence[Moment]) -> None:
        """Add events, with their dates."""
        if not events:
            return
        first = len(self)
        columns = zip(*moments, strict=True)
        for column in (self.earliest, self.latest, self.precision, self.heading):
            column.extend(next(columns))
        ids = [event.id for event in events]
        self.ids.extend([crc32(id_.encode()) for id_ in ids])
        if "" in ids:
            self.without_id += [place for place, id_ in enumerate(ids, first) if not id_]
        self.sources.update(chain.from_iterable([event.sources for event in events]))
        people, organisations, kinds, tags = self.people, self.organisations, self.kinds, self.tags
        for place, event in enumerate(events, first):
            for name in once(event.people):
                people[name].append(place)
            for name in once(event.organisations):
                organisations[name].append(place)
            for name in once(event.tags):
                tags[name].append(place)
            kinds[event.kind].append(place)
            if event.memos:
                self.with_memo.append(place)
                self.memos.update(event.memos)
            if event.confidence != "high" or is_filled(event.disputed):
                self.disputed.append(place)


def once(names: tuple[str, ...]) -> Iterable[str]:
    """Each name once."""
    return names if len(names) < 2 else dict.fromkeys(names)


def is_filled(words: Words) -> bool:
    """Whether there is text in any language."""
    return bool(words) if isinstance(words, str) else any(words.values())


class Order:
    """The order of time: earliest first, then the coarser, then as added. `dropped` places have no position."""

    def __init__(self, columns: Columns, dropped: Iterable[int] = ()) -> None:
        keys = [(earliest << 4) + p for earliest, p in zip(columns.earliest, columns.precision, strict=True)]
        gone = set(dropped)
        self.places: Sequence[int] = range(len(keys))
        self._rank: array[int] | None = None
        if gone or any(map(int.__gt__, keys, keys[1:])):
            kept = [place for place in range(len(keys)) if place not in gone] if gone else range(len(keys))
            self.places = array("i", sorted(kept, key=keys.__getitem__))
            self._rank = array("i", [-1]) * len(keys)
            for position, place in enumerate(self.places):
                self._rank[place] = position

    def positions(self, places: array[int]) -> array[int]:
        """The positions of places, ascending."""
        rank = self._rank
        if rank is None:
            return places
        found = sorted([rank[place] for place in places])
        return array("i", found[next((n for n, p in enumerate(found) if p >= 0), len(found)) :])

    def column(self, column: array[int]) -> array[int]:
        """A column in the order of positions."""
        return column if self._rank is None else array(column.typecode, [column[place] for place in self.places])


def runs(headings: Iterable[int]) -> Iterator[tuple[int, int, int, int]]:
    """(first position, count, year, part) of the events under one heading, from the headings in order of time."""
    first = 0
    for heading, same in groupby(headings):
        count = sum(1 for _ in same)
        yield first, count, heading >> 5, heading & 31
        first += count
