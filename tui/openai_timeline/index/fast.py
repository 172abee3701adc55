"""The index of a file's bytes, whatever the file is."""

from __future__ import annotations

import gc
import sqlite3

from ..files.formats.recognise import OTHER, TIMELINE, recognise
from ..files.refuse import checked, refuse
from .build import build
from .builder import Builder
from .pieces import SHARED
from .reports import Progress

__all__ = ["Held", "build_from", "build_last"]


def build_from(data: bytes, name: str, connection: sqlite3.Connection, progress: Progress | None = None) -> None:
    """Fill an empty database with the timeline in `data`. Raises Unreadable when nothing of it can be shown."""
    build_last(Held(data), name, connection, progress)


class Held:
    """Bytes that can be let go of while a caller still names what held them."""

    def __init__(self, data: bytes) -> None:
        self._data = [data]

    def take(self) -> bytes:
        """The bytes, which are held no longer."""
        return self._data.pop()


def build_last(held: Held, name: str, connection: sqlite3.Connection, progress: Progress | None = None) -> None:
    """What `build_from` does, with bytes that nobody else needs: they go as soon as they are read."""
    collected = gc.isenabled()
    gc.disable()
    data = held.take()
    try:
        kind = recognise(data)
        if kind not in (TIMELINE, OTHER):
            from ..files.formats.readers import read_other, unwrapped

            kind, data = unwrapped(data, name)
        if kind in (TIMELINE, OTHER):
            data = checked(data, name)
            builder = Builder(data, name, connection, progress)
            if len(data) > SHARED:  # where it is too deep, that has shown by now
                data = b""
            builder.build()
            return
        reading = read_other(kind, data, name)
        build(reading.timeline, connection, reading.problems)
    except RecursionError:
        from ..files.broken import too_deep

        too_deep(data, name)
    except MemoryError:
        refuse(name, "too large for the memory of this machine")
    finally:
        if collected:
            gc.enable()
