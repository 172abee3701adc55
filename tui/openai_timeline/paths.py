"""Where things are on this machine: the platform's own places (XDG on Linux), asked only when needed."""

from __future__ import annotations

import os
from pathlib import Path

APP = "openai-timeline"


def state_directory() -> Path:
    """Where what is remembered between runs is kept."""
    from platformdirs import user_state_path

    return user_state_path(APP, appauthor=False)


def data_directory() -> Path:
    """Where what people wrote themselves is kept: never a cache."""
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False)


def cache_directory() -> Path:
    """Where indexes of timelines are kept: everything in it can be made again."""
    from platformdirs import user_cache_path

    return user_cache_path(APP, appauthor=False)


def identity(file: str | None, from_stdin: bool) -> str:
    """Under which name the place in a timeline is remembered; none for what was piped in."""
    if from_stdin:
        return ""
    # A name that is not UTF-8 cannot stand in JSON as it is.
    return os.fsencode(os.path.realpath(file)).decode("utf-8", "backslashreplace") if file else "bundled"
