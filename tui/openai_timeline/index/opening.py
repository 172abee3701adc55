"""Opening the index of a timeline: from the cache without a look into the file, else made and kept for next time."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path

import msgspec

from .. import __version__
from .ask import Index
from .cache import Cache, Identity
from .fast import Progress, build_from
from .finder import Finder, make
from .making import copy, make_index, memory, new_database, opened, read_settled, settle
from .workers import Crew

SMALL = 4 << 20  # bytes of a file whose index is made in memory, faster than anyone could see it being made
PIECES = 2  # of the second part of a big one
BROKEN = (sqlite3.Error, OSError, ValueError, msgspec.MsgspecError)


@cache
def edition() -> str:
    """What else than a file decides what its index is: the program; one that is worked on changes from day to day."""
    package = Path(__file__).parent.parent
    entries = (entry for room in ("files", "files/formats", "index", "model") for entry in os.scandir(package / room))
    newest = max(entry.stat().st_mtime_ns for entry in entries if entry.name.endswith((".py", ".sql")))
    return sha256(f"{__version__} {newest} {sqlite3.sqlite_version} {sys.byteorder}".encode()).hexdigest()[:12]


def no_progress(events: int, share: float) -> None:
    """Say nothing."""


class Opener:
    """Opens timelines through one cache. With a crew, big ones are made by processes of their own."""

    def __init__(self, directory: Path, crew: Crew | None = None, progress: Progress = no_progress) -> None:
        self.cache = Cache(directory, edition())
        self._crew, self._progress = crew, progress

    def known(self, path: str) -> Index | None:
        """The index of a file that was indexed before and has not changed since: nothing of the file is read."""
        content = self.cache.content_at(os.path.realpath(path))
        return None if content is None else self._kept(path, content)

    def open(self, path: str) -> Index:
        """The index of a file, made if need be. Raises Unreadable."""
        return (
            self.known(path) or self._same_elsewhere(path) or (self._small(path) if is_small(path) else self._big(path))
        )

    def open_bytes(self, data: bytes, name: str) -> Index:
        """The index of a timeline that has no file; it is forgotten at the end. Raises Unreadable."""
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
            index = Index(opened(files["index"]), Keeper(self, path, content, files))
            pieces = _pieces(files)
            if pieces:
                index.attach(Finder([opened(piece) for piece in pieces]))
        except BROKEN:
            self.cache.drop(content)
            return None
        self.cache.touch(os.path.realpath(path))
        return index

    def _same_elsewhere(self, path: str) -> Index | None:
        """The index of another file with the same bytes; they are only read where one of the same size is known."""
        if not self.cache.has_size(_size(path)):
            return None
        read = read_settled(path)
        content = self.cache.content_of(read.data)
        index = self._kept(path, content)
        if index is not None:
            with contextlib.suppress(OSError):
                self.cache.saw(os.path.realpath(path), read.identity, content)
        return index

    def _small(self, path: str) -> Index:
        read = read_settled(path)
        connection = memory()
        build_from(read.data, path, connection)
        return Index(connection, Keeper(self, path, self.cache.content_of(read.data), {}, read.identity))

    def _big(self, path: str) -> Index:
        target: Path | None = None
        try:
            target = self.cache.new_file()
            return self._made_in(target, path)
        except (sqlite3.Error, OSError) as error:
            reason = why(error)
        finally:
            if target is not None:
                _remove(target)
        with self._passing() as other:
            index = self._made_in(other, path, keep=False)
        index.notice = not_kept(reason)
        return index

    def _made_in(self, target: Path, path: str, keep: bool = True) -> Index:
        if self._crew is None:
            made = make_index(path, path, target, self._progress)
        else:
            made = self._crew.index(path, target, self._progress)
        if not keep:
            return Index(opened(target))
        settle(target)
        content, real = self.cache.content_named(made.digest), os.path.realpath(path)
        index = Index(opened(target), Keeper(self, path, content, {"index": target}))
        files = self.cache.add(content, {"index": target}, index.total, real)
        self.cache.saw(real, made.identity, content)
        self.cache.prune(content)
        index.keeper = Keeper(self, path, content, files)
        return index

    @contextmanager
    def _passing(self) -> Iterator[Path]:
        """A file that is gone once it is open: where the system cannot do that, once the system tidies up."""
        directory = tempfile.mkdtemp(prefix="openai-timeline-")
        try:
            yield Path(directory) / "index"
        finally:
            for path in Path(directory).iterdir():
                _remove(path)
            with contextlib.suppress(OSError):
                Path(directory).rmdir()


class Keeper:
    """Knows where an index is from: makes its second part, keeps it, and makes it again when it turns out damaged."""

    def __init__(
        self, opener: Opener, path: str, content: str, files: dict[str, Path], identity: Identity | None = None
    ) -> None:
        self._opener, self._path, self._content, self._files = opener, path, content, files
        self._identity = identity  # of the file, where its index is only in memory

    def again(self) -> sqlite3.Connection:
        """The index, made again in memory."""
        self._opener.cache.drop(self._content)
        read = read_settled(self._path)
        if self._opener.cache.content_of(read.data) != self._content:
            raise OSError(0, "the file has changed, and its index was damaged")
        connection = memory()
        build_from(read.data, self._path, connection)
        self._files, self._identity = {}, read.identity
        return connection

    def keep(self, index: Index) -> str:
        """Write the index to the cache where it is only in memory; why that could not be done."""
        if self._identity is None:
            return ""
        identity, self._identity = self._identity, None
        try:
            self._write({"index": index.store.connection}, index.total)
            self._opener.cache.saw(os.path.realpath(self._path), identity, self._content)
            self._opener.cache.prune(self._content)
        except (sqlite3.Error, OSError) as error:
            return not_kept(why(error))
        return ""

    def complete(self, index: Index, progress: Callable[[float], None] = lambda share: None) -> str:
        """Keep the index, and make its second part where that is not there; why something could not be done."""
        said = self.keep(index)
        if not index.is_searchable:
            try:
                index.attach(self.finder(index, progress))
            except (sqlite3.Error, OSError) as error:
                return said or not_kept(why(error))
        return said

    def finder(self, index: Index, progress: Callable[[float], None] = lambda share: None) -> Finder:
        """The second part."""
        if "index" in self._files and self._files["index"].stat().st_size > SMALL:
            return self._big_finder(index, progress)
        connection = memory()
        make(index.store, connection)
        if "index" in self._files:
            with contextlib.suppress(sqlite3.Error, OSError):
                self._write({"find-0-1": connection}, index.total)
        return Finder([connection])

    def _big_finder(self, index: Index, progress: Callable[[float], None]) -> Finder:
        cache = self._opener.cache
        targets = [cache.new_file() for _ in range(PIECES)]
        try:
            (self._opener._crew or Crew()).finder(self._files["index"], targets, progress)
            for target in targets:
                settle(target)
            finder = Finder([opened(target) for target in targets])
            found = {f"find-{number}-{PIECES}": target for number, target in enumerate(targets)}
            self._files = cache.add(self._content, found, index.total, os.path.realpath(self._path))
            return finder
        finally:
            for target in targets:
                _remove(target)

    def _write(self, databases: dict[str, sqlite3.Connection], events: int) -> None:
        cache = self._opener.cache
        new: dict[str, Path] = {}
        try:
            for suffix, connection in databases.items():
                new[suffix] = cache.new_file()
                copy(connection, new[suffix])
            self._files = cache.add(self._content, new, events, os.path.realpath(self._path))
        finally:
            for path in new.values():
                _remove(path)


def _pieces(files: dict[str, Path]) -> list[Path]:
    """The pieces of the second part, where all are there."""
    for count in (1, PIECES):
        names = [f"find-{number}-{count}" for number in range(count)]
        if all(name in files for name in names):
            return [files[name] for name in names]
    return []


def is_small(path: str) -> bool:
    """Whether the index of a file is made before anyone could see how far it is."""
    return _size(path) <= SMALL


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except (OSError, ValueError):
        return 0  # reading it will say why


def why(error: BaseException) -> str:
    """What an error of the system or of SQLite says."""
    return str(getattr(error, "strerror", None) or error or type(error).__name__)


def not_kept(reason: str) -> str:
    """What to say where an index could not be kept."""
    return f"The index could not be kept, so that it is made each time: {reason}"


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
