"""Files that are no JSON at all."""

from __future__ import annotations

import codecs
from typing import NoReturn

from .problems import Problem, Unreadable

MINIMAL = 'a timeline is at least {"events": []}'
_CHUNK = 1 << 16  # small enough to stay in the cache of a processor
_AS_UTF8 = "save it as UTF-8"
_UTF16 = ("this file is in UTF-16, not UTF-8", _AS_UTF8)
_UTF32 = ("this file is in UTF-32, not UTF-8", _AS_UTF8)
# The mark of UTF-32 begins with that of UTF-16, so it comes first.
_BEGINNINGS = (
    (codecs.BOM_UTF32_LE, *_UTF32),
    (codecs.BOM_UTF32_BE, *_UTF32),
    (codecs.BOM_UTF16_LE, *_UTF16),
    (codecs.BOM_UTF16_BE, *_UTF16),
    (b"\x1f\x8b", "this file is compressed with gzip", "unpack it first"),
    (b"PK\x03\x04", "this file is a zip archive", "unpack it first"),
)
# Which of the first four bytes are zero, in a text without a mark.
_ZEROS: dict[tuple[bool, ...], tuple[str, str]] = {
    (True, True, True, False): _UTF32,
    (False, True, True, True): _UTF32,
    (True, False, True, False): _UTF16,
    (False, True, False, True): _UTF16,
}
_PAGES = (b"<!doctype", b"<html", b"<head", b"<body", b"<!--", b"<?xml", b"<svg")


def refuse(name: str, message: str, hint: str = "", data: bytes = b"", offset: int = -1) -> NoReturn:
    """Give up on the whole file, because of what stands at a byte if one is named."""
    line = column = 0
    if offset >= 0:
        from .locate import Locator

        line, column = Locator(data).line_and_column(offset)
    raise Unreadable(Problem(name, message, line, column, hint=hint))


def checked(data: bytes, name: str) -> bytes:
    """The bytes without a byte-order mark of UTF-8; refuses what cannot be JSON in UTF-8."""
    data = data.removeprefix(codecs.BOM_UTF8)
    if not data or data.isspace():
        refuse(name, "the file is empty", MINIMAL)
    for beginning, message, hint in _BEGINNINGS:
        if data.startswith(beginning):
            refuse(name, message, hint)
    if (nul := data.find(b"\0")) >= 0:
        if encoding := _ZEROS.get(tuple(byte == 0 for byte in data[:4])):
            refuse(name, *encoding)
        refuse(name, "this is a binary file, not JSON (it holds a NUL byte)", data=data, offset=nul)
    if data[:1] not in (b"{", b"[") and data[:4096].lstrip().lower().startswith(_PAGES):
        hint = "download the file itself, not the page that shows it"
        refuse(name, "this is a web page (HTML), not JSON", hint)
    _check_utf8(data, name)
    return data


def _check_utf8(data: bytes, name: str) -> None:
    # The decoder of JSON does not look into the strings that it skips. In pieces: the whole as text may need
    # four times the size of the file.
    if data.isascii():
        return
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(data), _CHUNK):
        try:
            decoder.decode(data[start : start + _CHUNK], final=start + _CHUNK >= len(data))
        except UnicodeDecodeError:
            _refuse_encoding(data, name)


def _refuse_encoding(data: bytes, name: str) -> NoReturn:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"this file is not UTF-8: byte 0x{data[error.start]:02x} cannot stand here"
        refuse(name, message, _AS_UTF8, data, error.start)
    raise AssertionError("invalid in pieces and valid as a whole")
