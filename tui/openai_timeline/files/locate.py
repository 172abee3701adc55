"""Where in the bytes of a file a part of its JSON stands.

Only used once something is wrong: reading itself keeps no positions. The scanner tolerates broken JSON (it
stops where nothing more can be made out), never recurses, and takes the last of several equal keys, as the
decoder does.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator

Step = str | int
Path = tuple[Step, ...]

# Possessive, so that a string of any length needs no memory for going back.
_STRING = rb'"(?:[^"\\]++|\\.)*+"?'
_TOKEN = re.compile(_STRING + rb'|[\[\]{},:]|[^\s\[\]{},:"]++', re.DOTALL)
_BRACKET = re.compile(_STRING + rb"|[\[\]{}]", re.DOTALL)
_OPEN = (b"[", b"{")
_CLOSE = (b"]", b"}")


class Part:
    """One value in a list or an object: where it begins and ends, and where its key, if any, begins."""

    __slots__ = ("end", "key", "start")

    def __init__(self, key: int, start: int, end: int) -> None:
        self.key = key
        self.start = start
        self.end = end


class Locator:
    """Finds paths in one file; what was scanned once is kept, so many problems cost little more than one."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._parts: dict[int, dict[Step, Part]] = {}
        self._orders: dict[int, tuple[list[int], list[Step]]] = {}
        self._lines: list[int] | None = None
        self._last = (0, 0, 0)

    def position(self, path: Path, of_key: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of the value (or its key) at `path`, or of the nearest part around it."""
        return self.line_and_column(self.offset(path, of_key))

    def offset(self, path: Path, of_key: bool = False) -> int:
        """The byte at which the value (or its key) at `path`, or the nearest part around it, begins."""
        place = begin = self._root()
        for step in path:
            part = self.parts(begin).get(step)
            if part is None:
                return begin
            begin = part.start
            place = part.key if of_key else begin
        return place

    def path_at(self, offset: int) -> Path:
        """The path of the innermost value that holds the byte at `offset`."""
        path: list[Step] = []
        begin = self._root()
        while True:
            starts, steps = self._in_order(begin)
            place = bisect_right(starts, offset) - 1
            if place < 0 or offset >= (part := self.parts(begin)[steps[place]]).end:
                return tuple(path)
            path.append(steps[place])
            begin = part.start

    def parts(self, begin: int) -> dict[Step, Part]:
        """The values directly inside the list or object that begins at a byte, by key or index."""
        found = self._parts.get(begin)
        if found is None:
            found = self._parts[begin] = dict(self.pairs(begin))
        return found

    def pairs(self, begin: int) -> Iterator[tuple[Step, Part]]:
        """The same as `parts` in the order of the file, with every one of equal keys."""
        first = self.data[begin : begin + 1]
        return self._members(begin) if first == b"{" else self._items(begin) if first == b"[" else iter(())

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Line and column, in characters from 1, of a byte."""
        if self._lines is None:
            self._lines = [0, *(match.end() for match in re.finditer(rb"\n", self.data))]
        line = bisect_right(self._lines, offset)
        begin, column = self._lines[line - 1], 1
        last_line, last_offset, last_column = self._last
        # One line may hold the whole file: go on from the place asked for before.
        if last_line == line and last_offset <= offset:
            begin, column = last_offset, last_column
        column += _characters(self.data[begin:offset])
        self._last = (line, offset, column)
        return line, column

    def _in_order(self, begin: int) -> tuple[list[int], list[Step]]:
        """Where the parts of a container begin, in order, and what they are."""
        order = self._orders.get(begin)
        if order is None:
            by_start = sorted((part.key, step) for step, part in self.parts(begin).items())
            order = self._orders[begin] = ([start for start, _ in by_start], [step for _, step in by_start])
        return order

    def _root(self) -> int:
        match = re.compile(rb"\S").search(self.data)
        return match.start() if match else 0

    def _items(self, begin: int) -> Iterator[tuple[Step, Part]]:
        for index, (start, end) in enumerate(self._values(begin + 1)):
            yield index, Part(start, start, end)

    def _members(self, begin: int) -> Iterator[tuple[Step, Part]]:
        key: tuple[int, int] | None = None
        for start, end in self._values(begin + 1):
            if key is None:
                key = (start, end)
            else:
                yield _key(self.data[slice(*key)]), Part(key[0], start, end)
                key = None

    def _values(self, position: int) -> Iterator[tuple[int, int]]:
        """Begin and end of each value up to the bracket that closes; keys count as values."""
        while token := _TOKEN.search(self.data, position):
            first = token[0][:1]
            position = token.end()
            if first in _CLOSE:
                return
            if first in (b",", b":"):
                continue
            if first in _OPEN:
                position = self._after(position)
            yield token.start(), position

    def _after(self, position: int) -> int:
        """The byte after the bracket that closes the one just before `position`."""
        depth = 1
        for token in _BRACKET.finditer(self.data, position):
            first = token[0][:1]
            if first in _OPEN:
                depth += 1
            elif first in _CLOSE:
                depth -= 1
                if not depth:
                    return token.end()
        return len(self.data)


def locate(data: bytes, path: Path) -> tuple[int, int]:
    """Line and column, in characters from 1, of the value at a path such as `("events", 12, "date")`."""
    return Locator(data).position(path)


def first_deeper_than(data: bytes, limit: int) -> int:
    """The byte of the first bracket that is nested deeper than `limit`, else the end."""
    depth = 0
    for token in _BRACKET.finditer(data):
        first = token[0][:1]
        if first in _OPEN:
            depth += 1
            if depth > limit:
                return token.start()
        elif first in _CLOSE:
            depth -= 1
    return len(data)


def _characters(data: bytes) -> int:
    """How many characters the bytes make: all but the continuation bytes of UTF-8."""
    return len(data) if data.isascii() else len(data.decode("utf-8", "replace"))


def _key(raw: bytes) -> str:
    try:
        key = json.loads(raw)
    except ValueError:
        key = None
    return key if isinstance(key, str) else raw.decode("utf-8", "replace")
