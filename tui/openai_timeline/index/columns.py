"""The columns of an index while it is built: what is kept of each event, by its place, and the order of time."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, islice, repeat
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
        earliest, latest, precision, heading = zip(*moments, strict=True)
        self.earliest.extend(earliest)
        self.latest.extend(latest)
        self.precision.extend(precision)
        self.heading.extend(heading)
        ids = [event.id for event in events]
        self.ids.extend([crc32(id_.encode()) for id_ in ids])
        if "" in ids:
            self.without_id += [place for place, id_ in enumerate(ids, first) if not id_]
        # A loop for each field, most of it in C: half the time of one loop over events.
        _post(self.people, [event.people for event in events], first)
        _post(self.organisations, [event.organisations for event in events], first)
        _post(self.tags, [event.tags for event in events], first)
        for place, kind in enumerate([event.kind for event in events], first):
            self.kinds[kind].append(place)
        memos = [event.memos for event in events]
        self.memos.update(*memos)
        self.with_memo.extend([place for place, named in enumerate(memos, first) if named])
        self.sources.update(*[event.sources for event in events])
        doubts = [event.confidence != "high" or is_filled(event.disputed) for event in events]
        if True in doubts:
            self.disputed.extend([place for place, doubt in enumerate(doubts, first) if doubt])


def _post(postings: defaultdict[str, array[int]], names: Sequence[tuple[str, ...]], first: int) -> None:
    """Add the places of events that have these names, from `first` on; a name twice in one event counts twice."""
    places = chain.from_iterable(map(repeat, range(first, first + len(names)), map(len, names)))
    for name, place in zip(chain.from_iterable(names), places, strict=True):
        postings[name].append(place)


def unique(places: array[int]) -> array[int]:
    """Ascending places, each once."""
    if any(map(int.__eq__, places, islice(places, 1, None))):
        return array("i", sorted(set(places)))
    return places


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
        if gone or any(map(int.__gt__, keys, islice(keys, 1, None))):
            kept = [place for place in range(len(keys)) if place not in gone] if gone else range(len(keys))
            self.places = array("i", sorted(kept, key=keys.__getitem__))
            self._rank = array("i", [-1]) * len(keys)
            for position, place in enumerate(self.places):
                self._rank[place] = position

    def positions(self, places: array[int]) -> array[int]:
        """The positions of places, ascending."""
        rank, places = self._rank, unique(places)
        if rank is None:
            return places
        found = sorted(map(rank.__getitem__, places))
        return array("i", found[bisect_left(found, 0) :])

    def column(self, column: array[int]) -> array[int]:
        """A column in the order of positions."""
        return column if self._rank is None else array(column.typecode, map(column.__getitem__, self.places))


def runs(headings: Iterable[int]) -> Iterator[tuple[int, int, int, int]]:
    """(first position, count, year, part) of the events under one heading, from the headings in order of time."""
    first = 0
    for heading, same in groupby(headings):
        count = sum(1 for _ in same)
        yield first, count, heading >> 5, heading & 31
        first += count
