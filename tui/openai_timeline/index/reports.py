"""What is said of the making of an index.

It is apart from what makes one, which is not imported where a timeline was opened before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from ..files.problems import Problem
from .cache import Identity

Progress = Callable[[int, float], None]
"""Told how many events are done, and which share of all."""


class Made(NamedTuple):
    """What an index was made of."""

    digest: str
    identity: Identity


class Word(msgspec.Struct, omit_defaults=True):
    """What a worker says."""

    events: int = 0
    share: float = 0.0
    digest: str = ""  # with `identity`: the index is made
    identity: Identity | None = None
    finished: bool = False
    unreadable: Problem | None = None
    failure: str = ""
