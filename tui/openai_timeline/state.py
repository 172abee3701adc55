"""What is remembered between runs: per timeline the cursor and the filter, and the theme and the clock for all.

One small JSON file, written to a neighbour and renamed into place. A damaged one is set aside, never fatal.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

import msgspec

MOST_TIMELINES = 100


class Place(msgspec.Struct, omit_defaults=True):
    """Where a reader was in one timeline."""

    event: str = ""
    people: tuple[str, ...] = ()
    all_people: bool = False
    organisations: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


class Session(msgspec.Struct, omit_defaults=True):
    """Everything remembered. `timelines` is by path, the one opened last at the end."""

    theme: str = ""
    own_clock: bool = False
    timelines: dict[str, Place] = {}


def load(path: Path) -> tuple[Session, str]:
    """The session, and a notice where the file was damaged and has been set aside."""
    try:
        data = path.read_bytes()
    except OSError:
        return Session(), ""
    try:
        return msgspec.json.decode(data, type=Session), ""
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        aside = path.with_suffix(".damaged")
        with contextlib.suppress(OSError):
            path.replace(aside)
            return Session(), f"What was remembered could not be read; it was set aside as {aside.name}"
        return Session(), "What was remembered could not be read"


def save(path: Path, session: Session) -> str:
    """Write the session; give back why not, where it could not be written."""
    for name in list(session.timelines)[:-MOST_TIMELINES]:
        del session.timelines[name]
    written = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, written = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.encode(session))
            file.flush()
            os.fsync(file.fileno())
        Path(written).replace(path)
    except (OSError, UnicodeEncodeError) as error:
        if written:
            with contextlib.suppress(OSError):
                Path(written).unlink()
        return getattr(error, "strerror", None) or str(error)
    return ""
