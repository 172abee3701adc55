"""The keys that a file of our own format has beside those of the format: its author's, which no `Timeline` has.

A part of a timeline, written in our own format, keeps those of whatever it holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Raw

from ...model.timeline import Timeline
from ..keys import INNER, KEYS
from ..read import any_value, opened, split_list

Object = dict[str, Any]
_members = msgspec.json.Decoder(dict[str, Raw]).decode


def carry(document: Object, data: bytes, whole: Timeline) -> None:
    """Give a document, which is a part of a timeline, the keys of the file that the whole was read from."""
    _, report = opened(data, "")
    members = _members(report.data)
    for key, raw in members.items():
        if key not in KEYS["timeline"]:
            document[key] = any_value(raw)
    for key, name in INNER["timeline"].items():
        if key in members and document.get(key):
            for ours, found in _matched(document[key], members[key], getattr(whole, key)):
                _take(ours, found, name)


def _matched(items: list[Object], raw: Raw, whole: tuple[Any, ...]) -> Iterator[tuple[Object, Any]]:
    """Items of the document, each with what the file has for it: by id, eras by their number."""
    parts = split_list(raw) if bytes(memoryview(raw)[:1]) == b"[" else []
    found = [any_value(part) for part in parts]
    if not all("id" in item for item in items):
        if len(items) == len(found):
            yield from zip(items, found, strict=True)
        return
    by_id = {item["id"]: item for item in items}
    place = 0
    for value in found:
        # What could not be read is in the file alone.
        if isinstance(value, dict) and place < len(whole) and _is(whole[place], value):
            if whole[place].id in by_id:
                yield by_id[whole[place].id], value
            place += 1


def _is(item: Any, value: Object) -> bool:
    """Whether an item that was read is this one of the file, which need not say its id."""
    if "id" in value:
        return bool(item.id == value["id"])
    date = getattr(item, "date", None)
    return date is None or date.text == value.get("date")


def _take(ours: Object, found: Any, name: str) -> None:
    """Add to an object what only the file has, and so within its lists."""
    for key, value in found.items() if isinstance(found, dict) else ():
        if key not in KEYS[name]:
            ours[key] = value
        elif (inner := INNER.get(name, {}).get(key)) and isinstance(value, list):
            items = ours.get(key) or []
            if len(items) == len(value):
                for item, other in zip(items, value, strict=True):
                    _take(item, other, inner)
