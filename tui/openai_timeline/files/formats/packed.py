"""Files that are compressed with gzip, with limits against bombs.

What unpacks to more than LARGEST bytes, or to more than RATIO times its size once that is more than FREE bytes, is
refused: text packs to a tenth, a generated timeline of equal events to a hundredth, a bomb to a thousandth.
"""

from __future__ import annotations

import zlib

from ..read import LARGEST
from ..refuse import refuse

RATIO = 300
FREE = 16 << 20
_STEP = 1 << 20


def unpacked(data: bytes, name: str) -> bytes:
    """The bytes that were compressed. Raises Unreadable for what is damaged, cut off or too large."""
    pieces: list[bytes] = []
    size = 0
    rest = data
    while rest.strip(b"\0"):  # what stands after the end may be padding
        decoder = zlib.decompressobj(wbits=31)
        while not decoder.eof:
            try:
                piece = decoder.decompress(rest, _STEP)
            except zlib.error:
                refuse(name, "this file is compressed with gzip, and damaged", "copy or download it again")
            if not piece and not decoder.eof and not decoder.unconsumed_tail:
                refuse(name, "this file is compressed with gzip, and cut off", "copy or download it again")
            size += len(piece)
            if size > LARGEST:
                refuse(name, f"unpacks to more than {LARGEST >> 30} GiB")
            if size > max(FREE, RATIO * (len(data) - len(decoder.unconsumed_tail))):
                refuse(name, f"unpacks to more than {RATIO} times its size", "unpack it first, if you trust it")
            pieces.append(piece)
            rest = decoder.unconsumed_tail
        rest = decoder.unused_data
    return b"".join(pieces)
