"""How events lie in an index: in blocks of bodies, in spans of places, in buckets of ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from zlib import crc32

import msgspec

HUB = 64  # events of a person from which on their company is counted beforehand
BLOCK, SPAN, IDS = 64, 1024, 256  # events in a row of the tables block, span, id

split_block = msgspec.json.Decoder(list[msgspec.Raw]).decode


def first_with(entries: Iterable[int], id_: str, id_of: Callable[[int], str]) -> int | None:
    """The first place in `entries` whose event has this id."""
    wanted = crc32(id_.encode())
    for entry in entries:
        if entry >> 32 == wanted and id_of(entry & 0xFFFFFFFF) == id_:
            return entry & 0xFFFFFFFF
    return None
