"""Making the files of an index: in memory where the timeline is small, else in a file of the cache."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from ..files.problems import Problem, Unreadable
from ..files.read import LARGEST, bytes_at
from .cache import Identity, identity_of
from .database import new_database, opened
from .fast import Held, build_last
from .finder import make
from .reports import Made, Progress
from .store import Store

_ATTEMPTS = 5


class Content(NamedTuple):
    """The bytes of a file, and what it was like while they were read."""

    data: bytes
    identity: Identity


def read_settled(path: str) -> Content:
    """The bytes of a regular file, all of one version of it. Raises Unreadable."""
    for _ in range(_ATTEMPTS):
        try:
            before = Path(path).stat()
            if not stat.S_ISREG(before.st_mode) or before.st_size > LARGEST:
                return Content(bytes_at(path), identity_of(before))  # raises
            with Path(path).open("rb") as file:
                data = file.read()
                after = os.fstat(file.fileno())
        except (OSError, ValueError, MemoryError):
            return Content(bytes_at(path), Identity(0, 0, 0, 0))  # raises what is to be said
        if identity_of(before) == identity_of(after) and len(data) == after.st_size:
            return Content(data, identity_of(after))
    raise Unreadable(Problem(path, "this file changes while it is read"))


def make_index(path: str, name: str, target: Path, progress: Progress | None = None) -> Made:
    """Write the index of the file at `path` into the empty file `target`. Raises Unreadable, OSError, sqlite3.Error."""
    content = read_settled(path)
    identity, held, digest = content.identity, Held(content.data), sha256()
    # Hashing and SQLite let other threads run.
    hashing = Thread(target=digest.update, args=(content.data,), daemon=True)
    del content
    hashing.start()
    connection = new_database(target)
    try:
        build_last(held, name, connection, progress)
    finally:
        connection.close()
        hashing.join()
    return Made(digest.hexdigest(), identity)


def make_finder(
    index: Path, target: Path, piece: int, pieces: int, progress: Callable[[float], None] = lambda share: None
) -> None:
    """Write one piece of the second part of the index in a file into the empty file `target`."""
    source, connection = opened(index), new_database(target)
    try:
        make(Store(source), connection, piece, pieces, progress)
    finally:
        connection.close()
        source.close()


def settle(path: Path) -> None:
    """Have a file on the disk."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def copy(connection: sqlite3.Connection, path: Path) -> None:
    """Write a database in memory into an empty file."""
    target = new_database(path)
    with contextlib.closing(target):
        connection.backup(target)
