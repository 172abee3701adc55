"""Where items of long lists stand in their file, without a map of all that is in it.

The lengths of the items are known once the fast decoder has cut a list up; their places follow by adding. Only what
is asked for is then looked into with a `Locator`. Repeated keys make one map of the whole file necessary.
"""

from __future__ import annotations

import json
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec import Raw

from .locate import Locator, Part, Path, Step

_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_GAP = re.compile(rb"[ \t\r\n,:]*+")
_split = msgspec.json.Decoder(list[Raw]).decode


class Places:
    """Finds paths in the bytes of one JSON object, whose `members` are given as the fast decoder cut them."""

    def __init__(self, data: bytes, members: Mapping[str, Raw]) -> None:
        self._data = data
        self._whole = Locator(data)
        self._members = members
        self._top: dict[str, Part] | None = None
        self._is_slow = False
        self._starts: dict[str, array[int]] = {}
        self._lists: dict[str, Sequence[Raw]] = {}
        self._last: tuple[int, Locator] = (-1, self._whole)

    def know(self, key: str, items: Sequence[Raw]) -> None:
        """Take the list under `key` as it is cut up already."""
        self._lists[key] = items

    def offset(self, path: Path, of_key: bool = False) -> int:
        """The byte at which the value (or its key) at `path`, or the nearest part around it, begins."""
        if not path or not isinstance(path[0], str):
            return self._whole.offset(path)
        part = self._parts().get(path[0])
        if part is None:
            return self._whole.offset(())
        if len(path) == 1:
            return part.key if of_key else part.start
        raw = self._members[path[0]]
        start, rest = part.start, path[1:]
        if isinstance(path[1], int) and bytes(memoryview(raw)[:1]) == b"[":
            items = self._items(path[0])
            if path[1] >= len(items):
                return start
            start, rest, raw = self._start(path[0], path[1]), path[2:], items[path[1]]
        return start + self._inside(start, raw).offset(rest, of_key)

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Line and column, in characters from 1; cheapest when asked in the order of the file."""
        return self._whole.line_and_column(offset)

    def repeated(self) -> list[str]:
        """The keys that the object has more than once."""
        self._parts()
        if not self._is_slow:
            return []
        keys = [str(key) for key, _ in self._whole.pairs(self._whole.offset(()))]
        return [key for key, count in Counter(keys).items() if count > 1]

    def _inside(self, start: int, raw: Raw) -> Locator:
        if self._last[0] != start:
            self._last = (start, Locator(bytes(raw)))
        return self._last[1]

    def _items(self, key: str) -> Sequence[Raw]:
        if key not in self._lists:
            self._lists[key] = _split(self._members[key])
        return self._lists[key]

    def _start(self, key: str, index: int) -> int:
        starts = self._starts.get(key)
        if starts is None:
            starts = self._starts[key] = array("q", self._walk(self._parts()[key].start + 1, self._items(key)))
        return starts[index]

    def _walk(self, position: int, items: Iterable[Raw]) -> Iterator[int]:
        for item in items:
            position = self._after_gap(position)
            yield position
            position += len(memoryview(item))

    def _parts(self) -> dict[str, Part]:
        if self._top is None:
            found = self._fast()
            self._is_slow = found is None
            self._top = self._slow() if found is None else found
        return self._top

    def _fast(self) -> dict[str, Part] | None:
        """Where the members begin, by adding their lengths; None where a key is there twice."""
        found: dict[str, Part] = {}
        position = self._whole.offset(()) + 1
        while self._data[(position := self._after_gap(position)) : position + 1] != b"}":
            string = _STRING.match(self._data, position)
            if string is None:
                return None
            key: str = json.loads(string[0])
            if key in found or key not in self._members:
                return None
            start = self._after_gap(string.end())
            raw = memoryview(self._members[key])
            if not self._data.startswith(bytes(raw[:64]), start):
                return None
            found[key] = Part(position, start, start + len(raw))
            position = start + len(raw)
        return found if len(found) == len(self._members) else None

    def _slow(self) -> dict[str, Part]:
        return {str(key): part for key, part in self._whole.parts(self._whole.offset(())).items()}

    def _after_gap(self, position: int) -> int:
        gap = _GAP.match(self._data, position)
        return gap.end() if gap else position


def repeated_keys(data: bytes) -> list[Path]:
    """Every key that its object has more than once, as its path."""
    locator = Locator(data)
    return list(dict.fromkeys(_repeated(locator, locator.offset(()), ())))


def _repeated(locator: Locator, begin: int, path: Path) -> Iterator[Path]:
    there: set[Step] = set()
    for step, part in locator.pairs(begin):
        if step in there:
            yield (*path, step)
        there.add(step)
        yield from _repeated(locator, part.start, (*path, step))


class RepeatedKey(Exception):  # noqa: N818 - it is the state of an object
    """An object has a key twice."""


def refuse_repeated(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """The object of a list of pairs, for `json.loads`. Raises RepeatedKey."""
    made = dict(pairs)
    if len(made) < len(pairs):
        raise RepeatedKey
    return made
