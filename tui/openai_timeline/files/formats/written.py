"""What a writer gives: the bytes of a file, and what of the timeline is not in it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec

from ...model.language import Text
from ...model.timeline import Timeline
from ..codec import encode_hook

_HIDDEN_IN_JSON = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")
UNKNOWN = "\ufffd"


class Written(NamedTuple):
    """A file, and what was lost in words: "the people of 12 events"."""

    data: bytes
    lost: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()  # what the file has, but no other program will show
    has_own_keys: bool = False  # those of the author, which a timeline that was read does not have


class Losses:
    """Counts what a format cannot hold."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, what: str, count: int = 1) -> None:
        """Something of which there are so many; `what` is a plural, or has a place for the number."""
        if count:
            self._counts[what] += count

    def said(self) -> tuple[str, ...]:
        """All of it, in the order in which it was met."""
        return tuple(_counted(what, count) for what, count in self._counts.items())

    def text(self, text: str, *, lines: bool = True) -> str:
        """A text without control characters; those that meant something to a terminal are counted."""
        text = _LINE_ENDS.sub("\n", text)
        text, count = _CONTROLS.subn(UNKNOWN, text)
        self.add("control characters", count)
        return text if lines else " ".join(text.split())


def _counted(what: str, count: int) -> str:
    """`12 memos`, `1 memo`, `the people of 12 events`."""
    if "{}" in what:
        return what.replace("{} events", "1 event") if count == 1 else what.replace("{}", f"{count:,}")
    first, _, rest = what.partition(" ")
    singular = {"people": "person"}.get(first, first.removesuffix("s"))
    return f"{count:,} {singular if count == 1 else first} {rest}".strip()


def builtins(value: Any) -> Any:
    """A struct, or several, as plain values of our format."""
    return msgspec.to_builtins(value, enc_hook=encode_hook)


def json_bytes(value: Any, indent: int | None = 2) -> bytes:
    """JSON as text that no terminal takes for more: what does not show is escaped."""
    separators = (",", ":") if indent is None else None
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    return shown_escaped(text).encode() + b"\n"


def shown_escaped(text: str) -> str:
    """JSON with an escape for every character that does not show; such are only in its strings."""
    return _HIDDEN_IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def translations(timeline: Timeline) -> int:
    """How many texts there are in more than one language."""
    return sum(len(text.versions) > 1 for text in _texts(timeline))


def _texts(value: object) -> Iterable[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from _texts(getattr(value, field))
