"""Files that are no JSON at all."""

from __future__ import annotations

import codecs
import re
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
    (b"PK\x03\x04", "this file is a zip archive", "unpack it first; save a spreadsheet (.xlsx, .ods) as CSV in UTF-8"),
    (b"\xd0\xcf\x11\xe0", "this is an old file of Excel or Word", "save a spreadsheet as CSV in UTF-8"),
    (b"%PDF-", "this is a PDF", ""),
)
# Which of the first four bytes are zero, in a text without a mark.
_ZEROS: dict[tuple[bool, ...], tuple[str, str]] = {
    (True, True, True, False): _UTF32,
    (False, True, True, True): _UTF32,
    (True, False, True, False): _UTF16,
    (False, True, False, True): _UTF16,
}
_PAGE = re.compile(rb"\s*(?:<(?:html|head|body)\b|<!--|(?:<\?xml[^>]*>\s*)?<!doctype html\b)", re.IGNORECASE)
_XML = re.compile(rb"\s*<[?!A-Za-z]")
_XCAL = b"urn:ietf:params:xml:ns:icalendar-2.0"
_JCAL = re.compile(rb'\s*\[\s*"vcalendar"', re.IGNORECASE)
_AS_ICS = "export it as iCalendar (.ics)"
READ = "read are timelines of our own format, TimelineJS (JSON and CSV), calendars (iCalendar), Markwhen, JSON lines"


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
    if data[:1] != b"{":
        _refuse_named(data[:4096], name)
    _check_utf8(data, name)
    return data


def _refuse_named(head: bytes, name: str) -> None:
    """Refuse what is known by its beginning, and not read."""
    if _PAGE.match(head):
        hint = "download the file itself, not the page that shows it"
        refuse(name, "this is a web page (HTML), not a timeline", hint)
    if _XML.match(head):
        if _XCAL in head:
            refuse(name, "this is a calendar as XML (xCal), which is not read", _AS_ICS)
        refuse(name, "this is XML, which is not read", READ)
    if _JCAL.match(head):
        refuse(name, "this is a calendar as JSON (jCal), which is not read", _AS_ICS)


def refuse_unknown(data: bytes, name: str) -> None:
    """Refuse a text that is not even the beginning of JSON, of which nobody can say what it was meant to be."""
    head = data[:4096].decode("utf-8", "replace").lstrip()
    if head[:1] in '{["' or re.match(r"//|/\*|#[^\n]*\n\s*\{", head):
        return
    rows = [line for line in head.splitlines() if line.strip()][:2]
    separator = max(",;\t", key=rows[0].count) if rows else ","
    if rows and all(row.count(separator) > 1 for row in rows):
        hint = "the first row of a spreadsheet of TimelineJS names its columns: Year, Month, Day, Headline, Text …"
        refuse(name, "this is a table whose columns are not known", hint, data, 0)
    refuse(name, "this is no timeline in a format that is read", READ, data, 0)


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
        hint = _AS_UTF8 if data[:1] in (b"{", b"[") else f"{_AS_UTF8}: in Excel, “CSV UTF-8”"
        refuse(name, message, hint, data, error.start)
    raise AssertionError("invalid in pieces and valid as a whole")
