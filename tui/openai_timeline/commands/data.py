"""JSON and text on standard output, in batches, with nothing in it that a terminal could act upon."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

from ..text import inert

BATCH = 256
IN_LIST = b",\n"


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
