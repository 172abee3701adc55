"""Opening the index of a timeline: from the cache without a look into the file, else made and kept for next time."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import msgspec

from .. import __version__
from .ask import Index
from .cache import Cache, remove
from .database import memory, new_database, opened
from .keeper import SMALL, Keeper, finder_in, not_kept, pieces_of, why

if TYPE_CHECKING:  # what makes an index is imported when one is made
    from .reports import Made, Progress
    from .workers import Crew

BROKEN = (sqlite3.Error, OSError, ValueError, msgspec.MsgspecError)


@cache
def edition() -> str:
    """What else than a file decides what its index is: the program; one that is worked on changes from day to day."""
    package = Path(__file__).parent.parent
    entries = (entry for room in ("files", "files/formats", "index", "model") for entry in os.scandir(package / room))
    newest = max(entry.stat().st_mtime_ns for entry in entries if entry.name.endswith((".py", ".sql")))
    said = f"{__version__} {newest} {sqlite3.sqlite_version} {sys.byteorder}".encode()
    return f"{crc32(said):08x}{newest // 1_000_000 % 10_000:04d}"


def no_progress(events: int, share: float) -> None:
    """Say nothing."""


class Opener:
    """Opens timelines through one cache. With a crew, big ones are made by processes of their own."""

    def __init__(self, directory: Path, crew: Crew | None = None, progress: Progress = no_progress) -> None:
        self.cache = Cache(directory, edition())
        self.crew, self.progress = crew, progress

    def known(self, path: str) -> Index | None:
        """The index of a file that was indexed before and has not changed since: nothing of the file is read."""
        content = self.cache.content_at(os.path.realpath(path))
        return None if content is None else self._kept(path, content)

    def takes_time(self, path: str, words: bool = False) -> bool:
        """Whether opening a file, and searching in it at once with `words`, takes so long that it is to be shown."""
        if is_small(path):
            return False
        index = self.known(path)
        return index is None or (words and not index.is_searchable)

    def open(self, path: str) -> Index:
        """The index of a file, made if need be. Raises Unreadable."""
        index = self.known(path) or self._same_elsewhere(path)
        if index is None:
            index = self._small(path) if is_small(path) else self._big(path)
        return index

    def open_bytes(self, data: bytes, name: str) -> Index:
        """The index of a timeline that has no file; it is forgotten at the end. Raises Unreadable."""
        from .fast import build_from

        if len(data) <= SMALL:
            connection = memory()
            build_from(data, name, connection)
            return Index(connection)
        with self._passing() as target:
            connection = new_database(target)
            build_from(data, name, connection)
            connection.close()
            return Index(opened(target))

    def _kept(self, path: str, content: str) -> Index | None:
        """The index of a content, where the cache has it whole."""
        files = self.cache.files(content)
        if files is None:
            return None
        try:
            index = Index(opened(files["index"]), Keeper(self.cache, path, content, files, crew=self.crew))
            pieces = pieces_of(files)
            if pieces:
                index.attach_kept(lambda: finder_in(pieces))
        except BROKEN:
            self.cache.drop(content)
            return None
        self.cache.touch(os.path.realpath(path))
        return index

    def _same_elsewhere(self, path: str) -> Index | None:
        """The index of another file with the same bytes; they are only read where one of the same size is known."""
        if not self.cache.has_size(_size(path)):
            return None
        from .making import read_settled

        read = read_settled(path)
        content = self.cache.content_of(read.data)
        index = self._kept(path, content)
        if index is not None:
            with contextlib.suppress(OSError):
                self.cache.saw(os.path.realpath(path), read.identity, content)
        return index

    def _small(self, path: str) -> Index:
        from .fast import build_from
        from .making import read_settled

        read = read_settled(path)
        connection = memory()
        build_from(read.data, path, connection)
        return Index(
            connection, Keeper(self.cache, path, self.cache.content_of(read.data), {}, read.identity, self.crew)
        )

    def _big(self, path: str) -> Index:
        target: Path | None = None
        try:
            target = self.cache.new_file()
            made = self._make(path, target)
            content = self.cache.content_named(made.digest)
            keeper = Keeper(self.cache, path, content, {"index": target}, made.identity, self.crew)
            index = Index(opened(target), keeper)
            target = None  # the keeper has it from now on
            return index
        except (sqlite3.Error, OSError) as error:
            reason = why(error)
        finally:
            if target is not None:
                remove(target)
        with self._passing() as other:
            self._make(path, other)
            index = Index(opened(other))
        index.notice = not_kept(reason)
        return index

    def _make(self, path: str, target: Path) -> Made:
        from .making import make_index

        if self.crew is None:
            return make_index(path, path, target, self.progress)
        return self.crew.index(path, target, self.progress)

    @contextmanager
    def _passing(self) -> Iterator[Path]:
        """A file that is gone once it is open: where the system cannot do that, once the system tidies up."""
        import tempfile

        directory = tempfile.mkdtemp(prefix="openai-timeline-")
        try:
            yield Path(directory) / "index"
        finally:
            for path in Path(directory).iterdir():
                remove(path)
            with contextlib.suppress(OSError):
                Path(directory).rmdir()


def is_small(path: str) -> bool:
    """Whether the index of a file is made before anyone could see how far it is."""
    return _size(path) <= SMALL


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except (OSError, ValueError):
        return 0  # reading it will say why
