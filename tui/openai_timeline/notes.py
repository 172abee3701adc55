"""Bookmarks and notes: one SQLite file in the data directory, which outlives every version of a timeline.

What is said to be saved has been synced to the disk: `synchronous=EXTRA` with a rollback journal, so that neither
kill -9 nor a power cut takes it back. Writers take turns (`begin immediate`, five seconds of patience), so that two
programs share one file. A file of a newer program is refused untouched; a damaged one is set aside, and what can be
read of it is taken over.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

VERSION = 1
PATIENCE = 5.0  # seconds that a writer waits for another
PAGE = 4096  # bytes
LONGEST = 1_000_000  # characters of a note

Kind = Literal["event", "memo", "person"]

SCHEMA = """
create table note (
    timeline text not null,          -- under which name its place is remembered, too
    kind text not null,
    item text not null,              -- the id within the timeline
    title text not null,             -- as it was last seen, for lists without the timeline
    marked integer not null,
    text text not null,
    changed integer not null,        -- seconds since 1970, by the clock of the writer
    primary key (timeline, kind, item)
)
"""
COLUMNS = "timeline, kind, item, title, marked, text, changed"


class Note(msgspec.Struct, frozen=True):
    """A bookmark (`marked`), a note (`text`, Markdown), or both, on one thing of one timeline."""

    timeline: str
    kind: Kind
    item: str
    title: str = ""
    marked: bool = False
    text: str = ""
    changed: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to keep."""
        return not self.marked and not self.text.strip()


class NotesError(Exception):
    """The notes cannot be read or written; the message says why in one line."""


class Notes:
    """The open file. `notice` says what had to be done to open it."""

    def __init__(self, path: Path) -> None:
        self.notice = ""
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = self._opened()
        except (OSError, sqlite3.Error) as error:
            raise NotesError(f"notes cannot be kept: {error}") from None

    def _opened(self) -> sqlite3.Connection:
        try:
            return _connect(self._path)
        except sqlite3.OperationalError as error:
            if _is_trouble_with_the_disk(error):
                raise
            return self._recovered()
        except (sqlite3.DatabaseError, UnicodeDecodeError, MemoryError, msgspec.ValidationError):
            return self._recovered()

    def _recovered(self) -> sqlite3.Connection:
        """A new file with what can be read of the damaged one, which is set aside."""
        aside = _unused(self._path)
        self._path.replace(aside)
        connection = _connect(self._path)
        rows = list(_readable(aside)) or list(_readable_under_new_schema(aside))
        saved = list({row[:3]: row for row in rows}.values())
        with connection:
            connection.executemany(f"insert or replace into note ({COLUMNS}) values (?, ?, ?, ?, ?, ?, ?)", saved)
        self.notice = f"The notes were damaged: {len(saved)} could be read; the file is kept as {aside.name}"
        return connection

    # -- asking

    def all(self, timeline: str | None = None) -> list[Note]:
        """All notes, or those on one timeline; what changed last comes first."""
        where, values = ("where timeline = ?", (timeline,)) if timeline is not None else ("", ())
        query = f"select {COLUMNS} from note {where} order by changed desc, timeline, kind, item"
        return [_note(row) for row in self._rows(query, values)]

    def of(self, timeline: str, kind: Kind, item: str) -> Note:
        """The note on a thing; an empty one where there is none."""
        query = f"select {COLUMNS} from note where timeline = ? and kind = ? and item = ?"
        for row in self._rows(query, (timeline, kind, item)):
            return _note(row)
        return Note(timeline, kind, item)

    def version(self) -> int:
        """A number that changes when another program writes."""
        return int(self._rows("pragma data_version")[0][0])

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(query, [_storable(value) for value in values]).fetchall()
        except sqlite3.Error as error:
            raise NotesError(f"the notes cannot be read: {error}") from None

    # -- writing

    def save(self, note: Note) -> Note:
        """Keep a note, synced to the disk when this returns. Raises NotesError; then nothing has changed."""
        if len(note.text) > LONGEST:
            raise NotesError(f"a note has at most {LONGEST:,} characters")
        stamped = msgspec.structs.replace(note, changed=int(time.time()))
        self._write([stamped])
        return stamped

    def merge(self, notes: Iterable[Note]) -> int:
        """Take over notes from elsewhere, losing no word of either side; how many changed anything."""
        merged = []
        for theirs in notes:
            ours = self.of(theirs.timeline, theirs.kind, theirs.item)
            both = joined(ours, theirs)
            if both != ours:
                merged.append(both)
        self._write(merged)
        return len(merged)

    def _write(self, notes: Sequence[Note]) -> None:
        try:
            self._connection.execute("begin immediate")
            for note in notes:
                self._connection.execute(
                    f"insert or replace into note ({COLUMNS}) values (?, ?, ?, ?, ?, ?, ?)",
                    tuple(_storable(value) for value in msgspec.structs.astuple(note)),
                )
                if note.is_empty:
                    key = (note.timeline, note.kind, note.item)
                    self._connection.execute("delete from note where timeline = ? and kind = ? and item = ?", key)
            self._connection.execute("commit")
        except sqlite3.Error as error:
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("rollback")
            raise NotesError(f"not saved: {error}") from None

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def bookmarks(path: Path, timeline: str) -> frozenset[str]:
    """The ids of the events of a timeline that are marked; no file is made to look. Raises NotesError."""
    if not timeline or not os.path.exists(path):  # noqa: PTH110 - it never raises
        return frozenset()
    return frozenset(note.item for note in Notes(path).all(timeline) if note.kind == "event" and note.marked)


def joined(ours: Note, theirs: Note) -> Note:
    """Two notes on one thing as one: either text where it holds the other, else both."""
    if theirs.text.strip() in ours.text:
        text = ours.text
    elif ours.text.strip() in theirs.text:
        text = theirs.text
    else:
        text = f"{ours.text.rstrip()}\n\n{theirs.text.lstrip()}"
    return Note(
        ours.timeline,
        ours.kind,
        ours.item,
        ours.title or theirs.title,
        ours.marked or theirs.marked,
        text,
        max(ours.changed, theirs.changed),
    )


def _note(row: Sequence[object]) -> Note:
    return msgspec.convert(dict(zip(Note.__struct_fields__, row, strict=True)), Note, strict=False)


def _storable(value: object) -> object:
    """Lone surrogates, which a terminal may hand us, fit in no database."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _connect(path: Path) -> sqlite3.Connection:
    """Open or make the file, and look whether it is sound."""
    connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("pragma synchronous = extra")
        connection.execute(f"pragma page_size = {PAGE}")
        version = connection.execute("pragma user_version").fetchone()[0]
        if version > VERSION:
            raise NotesError(f"the notes were written by a newer program (version {version}); upgrade to read them")
        if connection.execute("pragma integrity_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("damaged")
        if version < VERSION:
            _make(connection)
        for row in connection.execute(f"select {COLUMNS} from note"):
            _note(row)
    except BaseException:
        connection.close()
        raise
    return connection


def _is_trouble_with_the_disk(error: sqlite3.OperationalError) -> bool:
    """Whether the file cannot be used now, which says nothing of what is in it."""
    code = error.sqlite_errorcode & 0xFF if hasattr(error, "sqlite_errorcode") else 0
    trouble = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
    return code in (*trouble, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_PERM, sqlite3.SQLITE_NOMEM)


def _make(connection: sqlite3.Connection) -> None:
    """Bring an empty or older file to this version; another program may be doing the same."""
    connection.execute("begin immediate")
    if connection.execute("pragma user_version").fetchone()[0] < 1:
        connection.execute(SCHEMA)
        connection.execute(f"pragma user_version = {VERSION}")
    connection.execute("commit")


def _readable(path: Path) -> Iterator[tuple[object, ...]]:
    """The rows of a damaged file up to where it cannot be read, forwards and then backwards."""
    for order in ("asc", "desc"):
        try:
            with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as damaged:
                damaged.text_factory = lambda raw: raw.decode("utf-8", "replace")
                for row in damaged.execute(f"select {COLUMNS} from note order by rowid {order}"):
                    with contextlib.suppress(msgspec.ValidationError):
                        _note(row)
                        yield row
        except (sqlite3.Error, UnicodeDecodeError, MemoryError):  # what SQLite says of damage may quote it
            continue


def _readable_under_new_schema(path: Path) -> Iterator[tuple[object, ...]]:
    """The rows of a file whose first page, which says what is where, is lost: a new file has the same."""
    with tempfile.TemporaryDirectory() as folder:
        model, copy = Path(folder, "model.sqlite"), Path(folder, "copy.sqlite")
        _connect(model).close()
        first = bytearray(model.read_bytes()[:PAGE])
        data = path.read_bytes()
        first[28:32] = (len(data) // PAGE).to_bytes(4, "big")  # the number of pages, in the header of SQLite files
        copy.write_bytes(bytes(first) + data[PAGE:])
        yield from _readable(copy)


def _unused(path: Path) -> Path:
    """A name beside `path` that nothing has yet."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")).exists():
        number += 1
    return aside
