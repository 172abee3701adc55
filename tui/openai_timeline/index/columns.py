"""The columns of an index while it is built: what is kept of each event, by its place, and the order of time."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, groupby, islice, repeat
from operator import eq, gt, itemgetter
from zlib import crc32

import msgspec

from .lean import Lean, Moment, Words

Places = array  # of places or positions, ascending


_COLUMNS = ("earliest", "latest", "precision", "heading", "ids")
_PLACES = ("with_memo", "disputed")
_POSTINGS = ("people", "organisations", "kinds", "tags")


class Packed(msgspec.Struct):
    """Columns on their way from one process to another; each list is in the order of its names above."""

    columns: list[bytes]
    places: list[bytes]
    postings: list[dict[str, bytes]]
    without_id: list[int]
    memos: set[str]
    sources: set[str]


def empty() -> array[int]:
    """No places."""
    return array("i")


class Postings(dict[str, Callable[[int], None]]):
    """What adds a place to the places of a name."""

    def __init__(self, of: defaultdict[str, array[int]]) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, name: str) -> Callable[[int], None]:
        append = self[name] = self._of[name].append
        return append


class Columns:
    """Everything by place: events count from 0 in the order in which they were added."""

    def __init__(self) -> None:
        self.earliest, self.latest = array("q"), array("q")
        self.precision, self.heading = array("b"), array("q")
        self.people: defaultdict[str, array[int]] = defaultdict(empty)
        self.organisations: defaultdict[str, array[int]] = defaultdict(empty)
        self.kinds: defaultdict[str, array[int]] = defaultdict(empty)
        self.tags: defaultdict[str, array[int]] = defaultdict(empty)
        self._appends = [Postings(places) for places in (self.people, self.organisations, self.tags, self.kinds)]
        self.with_memo, self.disputed = array("i"), array("i")
        self.ids = array("I")  # checksums
        self.without_id: list[int] = []
        self.memos: set[str] = set()
        self.sources: set[str] = set()

    def __len__(self) -> int:
        return len(self.earliest)

    def packed(self) -> Packed:
        """All of it, for another process."""
        return Packed(
            columns=[getattr(self, name).tobytes() for name in _COLUMNS],
            places=[getattr(self, name).tobytes() for name in _PLACES],
            postings=[{k: v.tobytes() for k, v in getattr(self, name).items()} for name in _POSTINGS],
            without_id=self.without_id,
            memos=self.memos,
            sources=self.sources,
        )

    def append(self, packed: Packed) -> None:
        """Add the events of another process after those that are here."""
        first = len(self)
        for name, column in zip(_COLUMNS, packed.columns, strict=True):
            getattr(self, name).frombytes(column)
        for name, places in zip(_PLACES, packed.places, strict=True):
            getattr(self, name).extend(_moved(places, first))
        for name, postings in zip(_POSTINGS, packed.postings, strict=True):
            mine = getattr(self, name)
            for key, places in postings.items():
                mine[key].extend(_moved(places, first))
        self.without_id += [place + first for place in packed.without_id]
        self.memos |= packed.memos
        self.sources |= packed.sources

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
        people, organisations, tags, kinds = self._appends
        _post(people, [event.people for event in events], first)
        _post(organisations, [event.organisations for event in events], first)
        _post(tags, [event.tags for event in events], first)
        for place, kind in enumerate([event.kind for event in events], first):
            kinds[kind](place)
        memos = [event.memos for event in events]
        self.memos.update(*memos)
        self.with_memo.extend([place for place, named in enumerate(memos, first) if named])
        self.sources.update(*[event.sources for event in events])
        doubts = [event.confidence != "high" or is_filled(event.disputed) for event in events]
        if True in doubts:
            self.disputed.extend([place for place, doubt in enumerate(doubts, first) if doubt])


def _moved(places: bytes, by: int) -> array[int]:
    return array("i", map(by.__add__, array("i", places)))


def _post(postings: Postings, names: Sequence[tuple[str, ...]], first: int) -> None:
    """Add the places of events that have these names, from `first` on; a name twice in one event counts twice."""
    places = chain.from_iterable(map(repeat, range(first, first + len(names)), map(len, names)))
    for name, place in zip(chain.from_iterable(names), places, strict=True):
        postings[name](place)


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
        if gone or any(map(gt, keys, islice(keys, 1, None))):
            kept = [place for place in range(len(keys)) if place not in gone] if gone else range(len(keys))
            self.places = array("i", sorted(kept, key=keys.__getitem__))
            self._rank = array("i", [-1]) * len(keys)
            for position, place in enumerate(self.places):
                self._rank[place] = position

    def positions(self, places: array[int]) -> array[int]:
        """The positions of places, ascending."""
        # Files are almost in the order of time, which makes sorting cheap.
        found = list(places) if self._rank is None else sorted(_taken(self._rank, places))
        if any(map(eq, found, islice(found, 1, None))):
            found = sorted(set(found))
        elif self._rank is None:
            return places
        return array("i", found[bisect_left(found, 0) :])

    def ranks(self) -> array[int]:
        """The position of each place, -1 where it has none; empty where they are the same."""
        return empty() if self._rank is None else self._rank

    def column(self, column: array[int]) -> array[int]:
        """A column in the order of positions."""
        return column if self._rank is None else array(column.typecode, _taken(column, self.places))


def _taken(column: array[int], places: Sequence[int]) -> Sequence[int]:
    """The values at places: three times as fast as asking for one after the other."""
    return itemgetter(*places)(column) if len(places) > 1 else [column[place] for place in places]


def runs(headings: Iterable[int]) -> Iterator[tuple[int, int, int, int]]:
    """(first position, count, year, part) of the events under one heading, from the headings in order of time."""
    first = 0
    for heading, same in groupby(headings):
        count = sum(1 for _ in same)
        yield first, count, heading >> 5, heading & 31
        first += count
