"""Where something is wrong in the events of a big file: found from the piece it is in, not from the beginning."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from ..files.locate import Locator, Path

_CHUNK = 1 << 20
_HEAD = 256
_KEY = re.compile(rb'"events"\s*:\s*\[$')


class EventsLocator(Locator):
    """Knows where the pieces of the list of events begin. Everything else is found as in any file."""

    def __init__(self, data: bytes, events: memoryview) -> None:
        super().__init__(data)
        self._events = events
        self._firsts: list[int] = []  # the number of the first event of each piece
        self._starts: list[int] = []  # and where in the list it begins

    def add(self, first: int, offset: int) -> None:
        """A piece begins with event number `first`, `offset` bytes into the list."""
        if not self._firsts or first > self._firsts[-1]:
            self._firsts.append(first)
            self._starts.append(offset)

    @cached_property
    def _begin(self) -> int | None:
        return _offset_of(self._events, self.data)

    def offset(self, path: Path, of_key: bool = False) -> int:
        """The byte at which the value (or its key) at `path`, or the nearest part around it, begins."""
        if len(path) < 2 or path[0] != "events" or not isinstance(path[1], int) or not self._firsts:
            return super().offset(path, of_key)
        begin = self._event(path[1])
        if begin is None:
            return super().offset(path, of_key)
        place = begin
        for step in path[2:]:
            part = self.parts(begin).get(step)
            if part is None:
                return begin
            begin = part.start
            place = part.key if of_key else begin
        return place

    def _event(self, number: int) -> int | None:
        """Where an event begins."""
        piece = bisect_right(self._firsts, number) - 1
        if piece < 0 or self._begin is None:
            return None
        # What stands before the first of a piece passes for the bracket before a list.
        for index, (start, _) in enumerate(self._values(self._begin + self._starts[piece]), self._firsts[piece]):
            if index == number:
                return start
        return None


def _offset_of(part: memoryview, data: bytes) -> int | None:
    """Where the list of events begins, after its bracket: the last such place with the same bytes."""
    size, head = len(part), bytes(part[:_HEAD])
    offset = data.rfind(head)
    while offset >= 0:
        before = data[max(0, offset - _HEAD) : offset]
        if _KEY.search(before) and all(
            data[offset + n : offset + min(n + _CHUNK, size)] == bytes(part[n : n + _CHUNK])
            for n in range(0, size, _CHUNK)
        ):
            return offset
        offset = data.rfind(head, 0, offset + len(head) - 1)
    return None
