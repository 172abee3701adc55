"""Connections to the databases of an index."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

_NEW = (
    "page_size = 16384",
    "journal_mode = off",
    "synchronous = off",
    "cache_size = -4096",
    "locking_mode = exclusive",
)


def memory() -> sqlite3.Connection:
    """An empty database in memory."""
    return sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)


def new_database(path: Path) -> sqlite3.Connection:
    """An empty database in a file, for writing once: nothing is kept for going back."""
    connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    for pragma in _NEW:
        connection.execute(f"pragma {pragma}")
    return connection


def opened(path: Path) -> sqlite3.Connection:
    """A finished database, for reading. Nobody changes it: a new one is another file in its place."""
    name = os.fspath(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    uri = f"file:{name}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
