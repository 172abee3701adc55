"""The cache: indexes as files, by the content of what they index. All of it can be thrown away at any time.

    CONTENT.index            an index; CONTENT is a hash of the file's bytes and of the program that made it
    CONTENT.find-0 …         its second part, in pieces
    CONTENT.seal             what these files were like when they were finished: one that is not so now is not opened
    PATH.seen                what the file at a path was like when its content was CONTENT
    new-PID-…                being written

Everything is written beside its place and renamed into it. What is found changed, damaged or foreign counts as absent.
"""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar
from zlib import adler32, crc32

import msgspec

MOST_KEPT, MOST_BYTES = 20, 4 << 30
_ABANDONED = 24 * 3600  # seconds after which something half written belongs to nobody
_UNSETTLED = 2_000_000_000  # nanoseconds within which a file may change without its time
_NEW = "new-"
_LONGEST = 1 << 16  # bytes of a seal, or of what was seen
T = TypeVar("T")


class Identity(msgspec.Struct, frozen=True, array_like=True):
    """What tells a file from every other, and from itself after a change."""

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int


class Seal(msgspec.Struct, frozen=True):
    """A finished index: its files, and how many events of which file it is of."""

    events: int
    source: str
    files: dict[str, Identity]


class Seen(msgspec.Struct, frozen=True):
    """A file that was indexed."""

    path: str
    identity: Identity
    content: str
    at_ns: int


class Kept(NamedTuple):
    """An index of the cache, for people."""

    source: str
    events: int
    size: int
    used: float


def identity_of(status: os.stat_result) -> Identity:
    """The identity in a status."""
    return Identity(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


class Cache:
    """One directory of indexes. Reading never raises; writing raises OSError."""

    def __init__(self, directory: Path, edition: str) -> None:
        self.directory, self._edition = directory, edition

    # -- looking up

    def content_at(self, path: str) -> str | None:
        """The content of the file at `path`, where it is known without reading it."""
        seen = _read(self._seen(path), Seen)
        try:
            identity = identity_of(Path(path).stat())
        except (OSError, ValueError):
            return None
        if seen is None or seen.path != _text(path) or seen.identity != identity:
            return None
        # Of a file that was new when it was looked at, a later change may not show.
        return seen.content if seen.at_ns - identity.mtime_ns > _UNSETTLED else None

    def content_of(self, data: bytes) -> str:
        """The name of a content."""
        from hashlib import sha256

        return self.content_named(sha256(data).hexdigest())

    def content_named(self, digest: str) -> str:
        """The name of the content with a SHA-256."""
        return f"{digest[:32]}-{self._edition}"

    def files(self, content: str) -> dict[str, Path] | None:
        """The files of a finished index by their suffixes; those that are not as they were are left out."""
        seal = _read(self._path(content, "seal"), Seal)
        if seal is None:
            return None
        found = {suffix: self._path(content, suffix) for suffix in seal.files}
        with contextlib.suppress(OSError, ValueError):
            intact = {suffix: path for suffix, path in found.items() if _is(path, seal.files[suffix])}
            return intact if "index" in intact else None
        return None

    def has_size(self, size: int) -> bool:
        """Whether any file that was indexed has this size: only then may an index be there already."""
        seen = (_read(path, Seen) for path in self._all("seen"))
        return any(one is not None and one.identity.size == size for one in seen)

    # -- adding

    def new_file(self) -> Path:
        """An empty file to write in."""
        self.directory.mkdir(parents=True, exist_ok=True)
        import tempfile

        handle, name = tempfile.mkstemp(dir=self.directory, prefix=f"{_NEW}{os.getpid()}-")
        os.close(handle)
        return Path(name)

    def add(self, content: str, files: dict[str, Path], events: int, source: str) -> dict[str, Path]:
        """Put files that are written into their places; the files of the index."""
        placed = {suffix: self._path(content, suffix) for suffix in files}
        for suffix, path in files.items():
            path.replace(placed[suffix])
        seal = _read(self._path(content, "seal"), Seal)
        before = seal.files if seal is not None and "index" not in files else {}
        made = {suffix: identity_of(path.stat()) for suffix, path in placed.items()}
        self._write(self._path(content, "seal"), Seal(events, _text(source), {**before, **made}))
        self._settle()
        return self.files(content) or placed

    def saw(self, path: str, identity: Identity, content: str) -> None:
        """Remember the content of a file."""
        self._write(self._seen(path), Seen(_text(path), identity, content, time.time_ns()))

    def touch(self, path: str) -> None:
        """Remember that the file's index was used."""
        with contextlib.suppress(OSError):
            os.utime(self._seen(path))

    # -- throwing away

    def drop(self, content: str) -> None:
        """Remove an index."""
        for path in self._list():
            if path.name.partition(".")[0] == content:
                remove(path)

    def prune(self, keep: str = "", most: int = MOST_KEPT, most_bytes: int = MOST_BYTES) -> None:
        """Remove what was abandoned, then indexes not used for longest while there are too many or they are too big."""
        self._sweep()
        size = 0
        for number, (content, kept) in enumerate(self._by_use(keep)):
            size += kept.size
            if number and (number >= most or size > most_bytes):
                self.drop(content)
                for path, seen in self._all_seen():
                    if seen.content == content:
                        remove(path)

    def clear(self) -> list[Kept]:
        """Remove everything; what there was."""
        kept = self.kept()
        for path in self._list():
            remove(path)
        return kept

    def kept(self) -> list[Kept]:
        """All indexes, those used last first."""
        return [kept for _, kept in self._by_use("")]

    def _by_use(self, first: str) -> list[tuple[str, Kept]]:
        used: dict[str, float] = {}
        for path, seen in self._all_seen():
            with contextlib.suppress(OSError):
                used[seen.content] = max(used.get(seen.content, 0), path.stat().st_mtime)
        found = []
        for path in self._all("seal"):
            seal, content = _read(path, Seal), path.name.partition(".")[0]
            if seal is not None:
                when = used.get(content, 0.0)
                size = sum(identity.size for identity in seal.files.values())
                found.append((content, Kept(seal.source, seal.events, size, when)))
        return sorted(found, key=lambda one: (one[0] != first, -one[1].used))

    def _sweep(self) -> None:
        """Remove files of builds that were killed, and finished files that no seal names."""
        now = time.time()
        sealed = {path.name.partition(".")[0] for path in self._all("seal")}
        for path in self._list():
            with contextlib.suppress(OSError, ValueError):
                old = now - path.stat().st_mtime > _ABANDONED
                if path.name.startswith(_NEW):
                    if old or not _runs(int(path.name.split("-")[1])):
                        remove(path)
                elif old and path.suffix != ".seen" and path.name.partition(".")[0] not in sealed:
                    remove(path)

    # -- files

    def _path(self, content: str, suffix: str) -> Path:
        return self.directory / f"{content}.{suffix}"

    def _seen(self, path: str) -> Path:
        name = os.fsencode(path)  # two of one name would only forget each other
        return self.directory / f"{crc32(name):08x}{adler32(name):08x}-{self._edition}.seen"

    def _list(self) -> list[Path]:
        with contextlib.suppress(OSError):
            return [Path(entry.path) for entry in os.scandir(self.directory) if entry.is_file(follow_symlinks=False)]
        return []

    def _all(self, suffix: str) -> Iterator[Path]:
        return (path for path in self._list() if path.suffix == f".{suffix}")

    def _all_seen(self) -> Iterable[tuple[Path, Seen]]:
        for path in self._all("seen"):
            seen = _read(path, Seen)
            if seen is not None:
                yield path, seen

    def _write(self, path: Path, value: msgspec.Struct) -> None:
        new = self.new_file()
        try:
            new.write_bytes(msgspec.json.encode(value))
            new.replace(path)
        except OSError:
            remove(new)
            raise

    def _settle(self) -> None:
        """Have the renames on the disk before anything counts on them."""
        with contextlib.suppress(OSError):
            handle = os.open(self.directory, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _read(path: Path, shape: type[T]) -> T | None:
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > _LONGEST:
            return None
        return msgspec.json.decode(path.read_bytes(), type=shape)
    except (OSError, ValueError, msgspec.MsgspecError, RecursionError):
        return None


def _is(path: Path, identity: Identity) -> bool:
    return identity_of(path.lstat()) == identity


def _text(path: str) -> str:
    """A path as text that JSON can hold."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def remove(path: Path) -> None:
    """Remove a file, where that can be done."""
    with contextlib.suppress(OSError):
        path.unlink()


def _runs(process: int) -> bool:
    """Whether a process is there."""
    if os.name == "nt":
        return True  # asking would end it; what is old goes anyway
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True
