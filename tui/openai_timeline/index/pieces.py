"""The list of events of a big file, in pieces that are decoded one after the other, or side by side."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from threading import Thread
from typing import BinaryIO

import msgspec
from msgspec import Raw

from ..files.read import split_list
from ..model.dates import DateError
from .columns import Columns, Packed
from .lean import Zones, decode_lean

PIECE = 1 << 17  # bytes that are decoded at a time: few enough for their memory to be used again and again
SHARED = 32 << 20  # bytes of events that are worth a second process
FIRST_SHARE = 0.3  # of the events are left to the process that also writes all of them
PART = 100_000  # events whose columns are sent at a time
_TRIES = 50
_BETWEEN = re.compile(rb"\}\s*,\s*\{")
_decode_packed = msgspec.msgpack.Decoder(Packed).decode
_FAULTS = (msgspec.DecodeError, UnicodeDecodeError, DateError)


def pieces(view: memoryview, closing: bytes = b"") -> Iterator[tuple[list[Raw], int]]:
    """The items of a list without its first bracket; how many bytes are done after each piece. `closing` ends it."""
    start, size = 0, len(view)
    while size - start > PIECE:
        found = whole_items(bytes(view[start : start + PIECE]))
        if found is None:
            break
        items, used = found
        start += used
        yield items, start
    yield split_list(b"[" + view[start:] + closing), size


def whole_items(window: bytes) -> tuple[list[Raw], int] | None:
    """The items of a list that are whole in `window`, which begins with one, and how many bytes they take."""
    end = len(window)
    for _ in range(_TRIES):
        end = window.rfind(b"}", 0, end)
        if end < 0:
            return None
        after = window[end + 1 : end + 1024]
        if not after.lstrip().startswith(b","):
            continue
        try:
            # Balanced to the end, so that this comma is one of the list's own.
            items = split_list(b"[" + window[: end + 1] + b"]")
        except msgspec.DecodeError:
            continue
        return items, end + 2 + after.index(b",")
    return None


def cut(view: memoryview) -> tuple[int, int] | None:
    """Where the first part of a list ends and the second begins, very likely between two items; None if too small.

    That it is between items shows when the first part decodes.
    """
    if len(view) < SHARED or len(getattr(os, "sched_getaffinity", lambda _: (0, 1))(0)) < 2:
        return None
    middle = int(len(view) * FIRST_SHARE)
    between = _BETWEEN.search(bytes(view[middle : middle + PIECE]))
    return None if between is None else (middle + between.start() + 1, middle + between.end() - 1)


class Helper:
    """A process that makes the columns of the second part of a list."""

    def __init__(self, view: memoryview, zone: str) -> None:
        command = [sys.executable, "-P", "-m", f"{__package__}.worker", "columns", zone]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._heard: list[bytes] = []
        self._threads = [Thread(target=self._feed, args=(view,), daemon=True), Thread(target=self._hear, daemon=True)]
        for thread in self._threads:
            thread.start()

    def _feed(self, view: memoryview) -> None:
        assert self._process.stdin is not None
        try:
            with self._process.stdin as pipe:
                for start in range(0, len(view), PIECE):
                    pipe.write(view[start : start + PIECE])
        except OSError:
            pass  # it has ended, which its result says

    def _hear(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as pipe:
            while size := int.from_bytes(pipe.read(8), "little"):
                self._heard.append(pipe.read(size))

    def result(self) -> Iterator[Packed] | None:
        """The columns, in parts, each to be had once; None where an event takes the slow way, which is not its own."""
        for thread in self._threads:
            thread.join()
        if self._process.wait() != 0:
            return None
        return (_decode_packed(self._heard.pop(0)) for _ in range(len(self._heard)))

    def end(self) -> None:
        """Do without it."""
        self._process.kill()
        self.result()


def columns_of(pipe: BinaryIO, zone: str, out: BinaryIO) -> bool:
    """What a `Helper` does with what it is fed; False where an event takes the slow way."""
    columns, zones = Columns(), Zones(zone)
    window, more = b"", True
    try:
        while more:
            read = pipe.read(PIECE)
            more = bool(read)
            window += read
            found = whole_items(window) if more else (split_list(b"[" + window), len(window))
            if found is None:
                continue
            items, used = found
            window = window[used:]
            events = list(map(decode_lean, items))
            columns.add(events, zones.of(events))
            if not more or len(columns) > PART:
                packed = msgspec.msgpack.encode(columns.packed())
                out.write(len(packed).to_bytes(8, "little") + packed)
                columns = Columns()
    except _FAULTS:
        return False
    return True
