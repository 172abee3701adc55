"""JSON of any shape, in which TimelineJS keeps its slides; its faults are looked for only where there are some."""

from __future__ import annotations

from typing import Any

import msgspec

from .draft import Faults

LARGEST_LOOKED_THROUGH = 8 << 20


def load_json(data: bytes, name: str) -> tuple[Any, Faults]:
    """Any JSON, and where its faults are gathered. Raises Unreadable for what is no JSON."""
    try:
        document, faults = msgspec.json.decode(data), Faults(name, data)
        _note_twins(data, faults)
        return document, faults
    except (msgspec.DecodeError, UnicodeDecodeError):
        from ..broken import load, mended

        data, halves = mended(data, name)
        faults = Faults(name, data)
        for offset in halves:
            faults.add_at(offset, "half of a surrogate pair, shown as U+FFFD", "write the character itself")
        return load(data), faults


def _note_twins(data: bytes, faults: Faults) -> None:
    """Note keys that are in an object twice; to look through a very big file for them would take too long."""
    if len(data) > LARGEST_LOOKED_THROUGH:
        return
    import json

    from ..places import RepeatedKey, refuse_repeated, repeated_keys

    try:
        json.loads(data, object_pairs_hook=refuse_repeated)
    except RepeatedKey:
        for path in repeated_keys(data):
            faults.note(path, "a key that is there twice: the last one counts")
    except (ValueError, RecursionError):  # what only the fast decoder reads
        return
