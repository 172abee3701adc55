"""What a foreign format does not hold of a timeline of ours, kept beside it under one key.

Only what differs from what the file itself says is kept. Where it stands in the place of something that the file does
say, a checksum of that is kept too: somebody who changes the title in another program has changed the title.
"""

from __future__ import annotations

import json
from typing import Any, Final
from zlib import crc32

KEY: Final = "x-openai-timeline"
SEEN: Final = "seen"


def difference(ours: dict[str, Any], native: dict[str, Any]) -> dict[str, Any]:
    """What is to be kept of `ours`, where the file itself gives `native`; null where the file says too much."""
    kept: dict[str, Any] = {}
    seen: dict[str, int] = {}
    for key in dict.fromkeys((*ours, *native)):
        value = ours.get(key)
        if (list(value) if isinstance(value, tuple) else value) != native.get(key):
            kept[key] = ours.get(key)
            if key in native:
                seen[key] = _sum(native[key])
    return {**kept, SEEN: seen} if seen else kept


def merged(native: dict[str, Any], extras: object) -> dict[str, Any]:
    """What the file says together with what was kept, as far as that still holds."""
    if not isinstance(extras, dict):
        return native
    seen = extras.get(SEEN)
    whole = dict(native)
    for key, value in extras.items():
        if key == SEEN:
            continue
        expected = seen.get(key) if isinstance(seen, dict) else None
        if key in native and expected != _sum(native[key]):
            continue
        if value is None:
            whole.pop(key, None)
        else:
            whole[key] = value
    return whole


def _sum(value: object) -> int:
    return crc32(json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass"))
