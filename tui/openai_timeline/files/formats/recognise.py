"""What a file is, by its content and never by the ending of its name.

Our own format is told from others by the first keys of its object, so that this costs next to nothing: at most the
first 64 KiB are looked at, and of a file of ours rarely more than a few keys.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Final

TIMELINE: Final = "timeline"  # our own
TIMELINEJS: Final = "timelinejs"
TIMELINEJS_OLD: Final = "timelinejs2"  # versions 1 and 2, JSON and JSONP
SHEET: Final = "timelinejs-csv"
CALENDAR: Final = "icalendar"
MARKWHEN: Final = "markwhen"
LINES: Final = "jsonl"
GZIP: Final = "gzip"
GOOGLE: Final = "google-sheets"  # a feed of theirs, which is refused
WIDE: Final = "utf-16"  # a text of two bytes a character, such as Excel's "Unicode text"
OTHER: Final = ""  # a web page, a picture, broken beyond recognition: refused where it is read

NAMES: Final = {
    TIMELINE: "a timeline of our own format",
    TIMELINEJS: "TimelineJS 3",
    TIMELINEJS_OLD: "TimelineJS 1 or 2",
    SHEET: "a spreadsheet of TimelineJS (CSV)",
    CALENDAR: "a calendar (iCalendar)",
    MARKWHEN: "Markwhen",
    LINES: "JSON lines of events",
}

HEAD = 1 << 16
_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[\[\]{},:]|[^\s\[\]{},:"]++', re.DOTALL)
_JSONP = re.compile(
    rb"\s*(?:/\*.*?\*/\s*|//[^\n]*\n\s*)*(?:(?:var|let|const)\s+)?([A-Za-z_$][\w$.]*)\s*(=|\()\s*(?=[\[{])", re.DOTALL
)
_CALENDAR = re.compile(rb"\s*BEGIN[ \t]*:[ \t]*(?:VCALENDAR|VEVENT)\b", re.IGNORECASE)
_GOOGLE_XML = re.compile(rb"\s*<(?:\?xml|feed)[^\0]{0,2000}schemas\.google\.com/spreadsheets", re.IGNORECASE)
SEPARATOR = re.compile(r"sep=.", re.IGNORECASE)  # the first line that Excel writes and reads
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CELL = re.compile(r'"((?:[^"]|"")*)"|([^,;\t]+)')
_NOT_LETTERS = re.compile(r"[^a-z]")

Keys = tuple[str, ...]
_LIST = "[]"
_LISTS = ("organisations", "offices", "people", "memos", "sources")
# The keys that only one format has, by where they stand and how their value begins ("" is any way).
_DECISIVE: Final[dict[Keys, tuple[tuple[frozenset[str], str, str], ...]]] = {
    (): (
        (frozenset({"format"}), "1", TIMELINE),
        (frozenset({"offices"}), "", TIMELINE),
        (frozenset({"scale"}), "", TIMELINEJS),
        (frozenset({"timeline"}), "{", TIMELINEJS_OLD),
        (frozenset({"timeline"}), "[", TIMELINEJS_OLD),
        (frozenset({"date"}), "[", TIMELINEJS_OLD),
        (frozenset({"feed"}), "{", GOOGLE),
        (frozenset({"majorDimension", "spreadsheetId", "sheets"}), "", GOOGLE),
        (frozenset({"values"}), "[", GOOGLE),
    ),
    ("events", _LIST): (
        (frozenset({"start_date", "end_date", "unique_id"}), "", TIMELINEJS),
        (frozenset({"startDate", "endDate"}), "", TIMELINEJS_OLD),
        (frozenset({"date"}), "", TIMELINE),
    ),
    ("events", _LIST, "text"): ((frozenset({"headline"}), "", TIMELINEJS),),
    ("eras", _LIST): (
        (frozenset({"start_date", "end_date"}), "", TIMELINEJS),
        (frozenset({"start", "end"}), "", TIMELINE),
    ),
    # An event names people and sources, a timeline has them.
    **{(key, _LIST): ((frozenset({"id", "name", "title", "url"}), "", TIMELINE),) for key in _LISTS},
    ("title",): ((frozenset({"text", "media", "background", "unique_id", "headline", "start_date"}), "", TIMELINEJS),),
}


DEEPEST = 32  # levels down that are looked at; no key that tells a format lies so deep


def recognise(data: bytes) -> str:
    """The name of the format of a file: TIMELINE also for JSON that is nothing else, OTHER for what nobody reads."""
    head = data[:HEAD].removeprefix(codecs.BOM_UTF8)
    first = head.lstrip()[:1]
    if first == b"{":
        return _of_object(head, data)
    if head.startswith(b"\x1f\x8b"):
        return GZIP
    if first == b"[":
        return _of_list(head)
    if data[:4] != codecs.BOM_UTF32_LE and (data[:2] in _WIDE or data[:4:2] == b"\0\0" or data[1:4:2] == b"\0\0"):
        return WIDE
    if first in (b"<", b"") or b"\0" in head:
        return GOOGLE if _GOOGLE_XML.match(head) else OTHER
    if _CALENDAR.match(head):
        return CALENDAR
    if (match := _JSONP.match(head)) is not None:
        return GOOGLE if match[1].startswith(b"google.") else _of_script(head[match.end() :], data)
    return _of_text(head.decode("utf-8", "ignore"))


def payload(data: bytes) -> bytes:
    """The JSON of JSONP: what stands around it is blanked out, so that every place stays what it was."""
    match = _JSONP.match(data[:HEAD])
    if match is None:
        return data
    blank = re.sub(rb"\S", b" ", data[: match.end()])
    tail = re.compile(rb"\s*\)?\s*;?\s*\Z").search(data, max(match.end(), len(data) - 1024))
    end = tail.start() if tail is not None else len(data)
    if data[end - 1 : end] not in (b"}", b"]"):  # more of a script follows
        end = _end_of_value(data, match.end()) or end
    return blank + data[match.end() : end] + re.sub(rb"\S", b" ", data[end:])


def _end_of_value(data: bytes, start: int) -> int:
    """Where the list or object that begins at a byte ends; 0 where it does not."""
    depth = 0
    for token in _TOKEN.finditer(data, start):
        depth += (token[0] in (b"{", b"[")) - (token[0] in (b"}", b"]"))
        if not depth:
            return token.end()
    return 0


def _of_script(head: bytes, data: bytes) -> str:
    """What the value is that a script names: keys without quotation marks are said by the reader of TimelineJS."""
    found = _of_object(head, data)
    return TIMELINEJS_OLD if found == TIMELINE and not re.match(rb'[\[{\s]*["}]', head) else found


def _of_list(head: bytes) -> str:
    """What a list is, by the keys of its first item: events of our own format, slides of TimelineJS."""
    for path, key, _ in _keys(head):
        if path == (_LIST,) and key in ("date", "start_date"):
            return LINES if key == "date" else TIMELINEJS
        if path is None:
            break
    return OTHER


def _of_object(head: bytes, data: bytes) -> str:
    """What an object of JSON is; `data` is only looked through where its beginning says nothing."""
    scalars: set[str] = set()
    for path, key, first in _keys(head):
        if path is None:
            # The first object is over: more of them are lines of JSON.
            more = head[int(key) :].lstrip().startswith(b"{")
            return LINES if "events" not in scalars and (more or "date" in scalars) else TIMELINE
        for keys, begins, found in _DECISIVE.get(path, ()):
            if key in keys and first.startswith(begins):
                return found
        if not path:
            scalars.add(key)
    if "date" in scalars and "events" not in scalars:
        return LINES
    return TIMELINEJS if b'"start_date"' in data else TIMELINEJS_OLD if b'"startDate"' in data else TIMELINE


def _keys(head: bytes) -> Iterator[tuple[Keys | None, str, str]]:
    """Where each key of the first value stands, the key, and how its value begins; at the end (None, where, '')."""
    path: Keys = ()
    around: list[Keys] = []
    key = previous = ""
    waits = False  # a key for its value
    for token in _TOKEN.finditer(head):
        text = token[0]
        if text == b":":
            key, waits = previous, True
            continue
        if waits:
            yield path, key, text[:1].decode("latin-1")
        if text in (b"{", b"["):
            around.append(path)
            if len(around) > DEEPEST:  # each step down would copy the path to it
                return
            path += ((key,) if waits else ()) + ((_LIST,) if text == b"[" else ())
        elif text in (b"}", b"]"):
            path = around.pop() if around else ()
            if not around:
                yield None, str(token.end()), ""
                return
        previous, waits = text[1:-1].decode("utf-8", "replace"), False


def _of_text(head: str) -> str:
    """What a text is that is not JSON."""
    lines = head.split("\n")
    if _is_heading(next((line for line in lines if line.strip() and not SEPARATOR.fullmatch(line.strip())), "")):
        return SHEET
    from .markwhen_lines import looks_like

    return MARKWHEN if looks_like(lines) else OTHER


def _is_heading(line: str) -> bool:
    """Whether a line names the columns of TimelineJS's spreadsheet, of today or of version 2."""
    cells = {_NOT_LETTERS.sub("", (quoted or bare).lower()) for quoted, bare in _CELL.findall(line)}
    return ("headline" in cells or "text" in cells) and ("year" in cells or "startdate" in cells)
