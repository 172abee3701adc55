"""JSON and text on standard output, in batches, with nothing in it that a terminal could act upon."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from re import Match, Pattern

BATCH = 256
IN_LIST = b",\n"

# The first bytes in UTF-8 of what is escaped: DEL, C1, line separators, characters that reorder their neighbours.
_SUSPECT = (b"\x7f", b"\xc2", b"\xd8", b"\xe2")


@cache
def _acting() -> Pattern[bytes]:
    reordering = rb"\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]"
    return re.compile(rb"\x7f|\xc2[\x80-\x9f]|" + reordering)


def inert(data: bytes) -> bytes:
    """JSON that means the same, with every character escaped that a terminal would act upon."""
    if any(suspect in data for suspect in _SUSPECT):
        return _acting().sub(_escape, data)
    return data


def _escape(match: Match[bytes]) -> bytes:
    return f"\\u{ord(match[0].decode()):04x}".encode()


def encoded(value: Any) -> bytes:
    """A value of the model as JSON on one line, dates and text as our format has them."""
    from ..files.codec import encoder

    return inert(encoder.encode(value))


def write_bytes(data: bytes) -> None:
    """Write all of it, also where standard output has no buffer."""
    sys.stdout.flush()
    rest = memoryview(data)
    while rest:
        rest = rest[sys.stdout.buffer.write(rest) or 0 :]


def write_lines(lines: Iterable[str]) -> None:
    """Write lines as they come, many at once."""
    pending: list[str] = []
    for line in lines:
        pending.append(line)
        if len(pending) == BATCH:
            sys.stdout.write("\n".join(pending) + "\n")
            pending.clear()
    if pending:
        sys.stdout.write("\n".join(pending) + "\n")


def write_json_list(pieces: Iterable[bytes]) -> None:
    """Write a list of JSON; a piece is some items, `IN_LIST` between them."""
    written = False
    for piece in pieces:
        write_bytes((IN_LIST if written else b"[\n") + inert(piece))
        written = True
    write_bytes(b"\n]\n" if written else b"[]\n")


def write_json_lines(pieces: Iterable[bytes]) -> None:
    """Write JSON, an item a line and nothing else; a piece is some lines."""
    for piece in pieces:
        write_bytes(inert(piece) + b"\n")


def write_indented(data: bytes) -> None:
    """Write one piece of JSON over lines."""
    from msgspec import json

    write_bytes(inert(json.format(data, indent=2)) + b"\n")
