"""Ascending numbers as SQLite writes them, turned into numbers only where somebody looks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from typing import overload

import msgspec

_PART = 1 << 14  # characters that are read at a time
_KEPT = 64  # parts that are remembered
_decode = msgspec.json.Decoder(list[int]).decode


def written(lists: Iterable[str]) -> Sequence[int]:
    """The numbers of JSON lists, one list after the other. What is long stays text, in parts."""
    parts = [part for text in lists if text != "[]" for part in _parts(text)]
    return _decode(f"[{parts[0]}]") if len(parts) == 1 else Written(parts)


def _parts(text: str) -> Iterator[str]:
    start, end = 1, len(text) - 1
    while end - start > _PART:
        comma = text.index(",", start + _PART - 32)  # no number is longer
        yield text[start:comma]
        start = comma + 1
    yield text[start:end]


class Written(Sequence[int]):
    """Numbers in parts, each `1,2,3`. Half a million hits are counted and looked through without being read."""

    def __init__(self, parts: Sequence[str]) -> None:
        self._parts = parts
        self._ends = list(accumulate(part.count(",") + 1 for part in parts))
        self._read: dict[int, list[int]] = {}

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[int]:
        return chain.from_iterable(_decode(f"[{part}]") for part in self._parts)

    @overload
    def __getitem__(self, which: int) -> int: ...
    @overload
    def __getitem__(self, which: slice) -> list[int]: ...
    def __getitem__(self, which: int | slice) -> int | list[int]:
        if isinstance(which, slice):
            first, after, step = which.indices(len(self))
            if after - first > len(self) // 2:
                return list(self)[which]
            return [self[n] for n in range(first, after, step)]
        if which < 0:
            which += len(self)
        if not 0 <= which < len(self):
            raise IndexError(which)
        number = bisect_right(self._ends, which)
        return self._part(number)[which - (self._ends[number - 1] if number else 0)]

    def _part(self, number: int) -> list[int]:
        read = self._read.get(number)
        if read is None:
            if len(self._read) >= _KEPT:
                self._read.clear()
            read = self._read[number] = _decode(f"[{self._parts[number]}]")
        return read
