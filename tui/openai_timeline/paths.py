"""Where things are on this machine: the platform's own places (XDG on Linux), asked only when needed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

APP = "openai-timeline"
LINUX = sys.platform == "linux"


def state_directory() -> Path:
    """Where what is remembered between runs is kept."""
    return _directory("state", ".local/state")


def data_directory() -> Path:
    """Where what people wrote themselves is kept: never a cache."""
    return _directory("data", ".local/share")


def cache_directory() -> Path:
    """Where indexes of timelines are kept: everything in it can be made again."""
    return _directory("cache", ".cache")


def _directory(kind: str, usual: str) -> Path:
    """One of the places of the XDG Base Directory Specification; where those are not the custom, platformdirs knows.

    Of its import, which takes a tenth of the start of a short command, Linux needs nothing.
    """
    if LINUX:
        named = os.environ.get(f"XDG_{kind.upper()}_HOME", "").strip()
        return Path(named or os.path.expanduser(f"~/{usual}")) / APP  # noqa: PTH111 - it never fails
    import platformdirs

    found: Path = getattr(platformdirs, f"user_{kind}_path")(APP, appauthor=False)
    return found


def identity(file: str | None, from_stdin: bool) -> str:
    """Under which name the place in a timeline is remembered; none for what was piped in."""
    if from_stdin:
        return ""
    # A name that is not UTF-8 cannot stand in JSON as it is.
    return os.fsencode(os.path.realpath(file)).decode("utf-8", "backslashreplace") if file else "bundled"
