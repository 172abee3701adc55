"""The readers by the names of their formats, and how a file finds its own."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from importlib import import_module
from typing import Final

from ..read import Reading
from ..refuse import checked, refuse
from . import recognise as formats
from .recognise import recognise

# A format's name -> the module that has its `read(data, name)`.
MODULES: Final = {
    formats.TIMELINEJS: "timelinejs_read",
    formats.TIMELINEJS_OLD: "timelinejs_old",
    formats.SHEET: "sheet_read",
    formats.CALENDAR: "calendar_read",
    formats.MARKWHEN: "markwhen",
    formats.LINES: "lines_read",
}
# A line of a calendar that was folded within a character, which the standard asks readers to mend.
_SPLIT = re.compile(rb"([\xc2-\xf4][\x80-\xbf]{0,2})(\r?\n[ \t])([\x80-\xbf]{1,3})")
Read = Callable[[bytes, str], Reading]


def unwrapped(data: bytes, name: str) -> tuple[str, bytes]:
    """What a file is, and its bytes once they are unpacked. Raises Unreadable for what no reader reads."""
    kind = recognise(data)
    if kind == formats.GZIP:
        from .packed import unpacked

        data = unpacked(data, name)
        kind = recognise(data)
        if kind == formats.GZIP:
            refuse(name, "compressed with gzip twice", "unpack it first")
    if kind == formats.WIDE:
        kind, data = _narrowed(data)
    if kind == formats.CALENDAR:
        data = _SPLIT.sub(rb"\1\3\2", data)
    if kind == formats.GOOGLE:
        hint = "in the sheet: File, Download, Comma-separated values; that file can be opened"
        refuse(name, "this is a feed of Google Sheets, not the sheet itself", hint)
    return kind, data


def _narrowed(data: bytes) -> tuple[str, bytes]:
    """What a text in UTF-16 is, and the same in UTF-8; JSON is not read in it, and is refused as it was."""
    little = data[1:2] == b"\0" or data.startswith(codecs.BOM_UTF16_LE)
    try:
        narrow = data.decode("utf-16-le" if little else "utf-16-be").removeprefix("\ufeff").encode()
    except UnicodeError:
        return formats.OTHER, data
    kind = recognise(narrow)
    return (kind, narrow) if kind in (formats.SHEET, formats.CALENDAR, formats.MARKWHEN) else (formats.OTHER, data)


def read_other(kind: str, data: bytes, name: str) -> Reading:
    """Read a file of another format. Raises Unreadable when nothing of it can be shown."""
    return reader(kind)(checked(data, name), name)


def reader(kind: str) -> Read:
    """The reader of a format."""
    read: Read = import_module(f".{MODULES[kind]}", __package__).read
    return read
