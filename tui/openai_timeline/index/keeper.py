"""What becomes of an index once it is open: it is kept, its second part is made, and what is damaged is made again."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from .cache import Cache, Identity, remove
from .database import memory, opened

if TYPE_CHECKING:  # what makes an index is imported when one is made
    from .ask import Index
    from .finder import Finder
    from .workers import Crew

SMALL = 4 << 20  # bytes of a file whose index is made in memory, faster than anyone could see it being made
PIECES = 2  # of the second part of a big one


class Keeper:
    """Knows where the index of a file is from."""

    def __init__(
        self,
        cache: Cache,
        path: str,
        content: str,
        files: dict[str, Path],
        unkept: Identity | None = None,
        crew: Crew | None = None,
    ) -> None:
        """`files` are those of the index. `unkept` is what the timeline was like, where its index is still to be put
        into the cache: from memory, or from a file there that has no name yet."""
        self._cache, self._path, self._content, self._files = cache, path, content, files
        self._unkept, self._crew = unkept, crew
        self._one_at_a_time = RLock()  # an index is not moved while its second part is made from it

    @property
    def content(self) -> str:
        """What tells the bytes of the timeline from all others."""
        return self._content

    @property
    def _real(self) -> str:
        return os.path.realpath(self._path)

    def again(self) -> sqlite3.Connection:
        """The index, made again in memory."""
        from .fast import build_from
        from .making import read_settled

        self._cache.drop(self._content)
        read = read_settled(self._path)
        if self._cache.content_of(read.data) != self._content:
            raise OSError(0, "the file has changed, and its index was damaged")
        connection = memory()
        build_from(read.data, self._path, connection)
        self._files, self._unkept = {}, read.identity
        return connection

    def keep(self, index: Index) -> str:
        """Put the index into the cache where it is not there yet; why that could not be done."""
        with self._one_at_a_time:
            return self._keep(index)

    def _keep(self, index: Index) -> str:
        if self._unkept is None:
            return ""
        identity, self._unkept = self._unkept, None
        try:
            if "index" in self._files:
                self._add({"index": self._files["index"]}, index.total)
            else:
                self._write("index", index.store.connection, index.total)
            self._cache.saw(self._real, identity, self._content)
            self._cache.prune(self._content)
        except (sqlite3.Error, OSError) as error:
            return not_kept(why(error))
        return ""

    def complete(self, index: Index, progress: Callable[[float], None] = lambda share: None) -> str:
        """Keep the index, and make its second part where that is not there; why something could not be done."""
        from .workers import Cancelled

        said = ""
        if not index.has_finder:
            finder = None
            index.expect()
            try:
                said = self.keep(index)
                finder = self.finder(index, progress)
            except (sqlite3.Error, OSError) as error:
                said = said or not_kept(why(error))
            except Cancelled:
                pass
            finally:
                index.attach(finder)
        return said or self.keep(index)

    def finder(self, index: Index, progress: Callable[[float], None] = lambda share: None) -> Finder:
        """The second part."""
        with self._one_at_a_time:
            return self._finder(index, progress)

    def _finder(self, index: Index, progress: Callable[[float], None]) -> Finder:
        if "index" in self._files and self._files["index"].stat().st_size > SMALL:
            return self._big_finder(index, progress)
        from .finder import Finder, make

        connection = memory()
        make(index.store, connection)
        if "index" in self._files:
            with contextlib.suppress(sqlite3.Error, OSError):
                self._write("find-0-1", connection, index.total)
        return Finder([connection])

    def _big_finder(self, index: Index, progress: Callable[[float], None]) -> Finder:
        from .workers import Crew

        targets: list[Path] = []
        try:
            targets += [self._cache.new_file() for _ in range(PIECES)]
            (self._crew or Crew()).finder(self._files["index"], targets, progress)
            finder = finder_in(targets)
            self._add({f"find-{number}-{PIECES}": target for number, target in enumerate(targets)}, index.total)
            return finder
        finally:
            for target in targets:
                remove(target)

    def _write(self, suffix: str, connection: sqlite3.Connection, events: int) -> None:
        """Put a database that is in memory into the cache."""
        from .making import copy

        new = self._cache.new_file()
        try:
            copy(connection, new)
            self._add({suffix: new}, events)
        finally:
            remove(new)

    def _add(self, new: dict[str, Path], events: int) -> None:
        from .making import settle

        try:
            for path in new.values():
                settle(path)
            self._files = self._cache.add(self._content, new, events, self._real)
        finally:
            for path in new.values():
                remove(path)


def pieces_of(files: dict[str, Path]) -> list[Path]:
    """The pieces of the second part, where all are there."""
    for count in (1, PIECES):
        names = [f"find-{number}-{count}" for number in range(count)]
        if all(name in files for name in names):
            return [files[name] for name in names]
    return []


def finder_in(pieces: Sequence[Path]) -> Finder:
    """The second part, from its files."""
    from .finder import Finder

    return Finder([opened(piece) for piece in pieces])


def why(error: BaseException) -> str:
    """What an error of the system or of SQLite says."""
    return str(getattr(error, "strerror", None) or error or type(error).__name__)


def not_kept(reason: str) -> str:
    """What to say where an index could not be kept."""
    return f"The index could not be kept, so that it is made each time: {reason}"
