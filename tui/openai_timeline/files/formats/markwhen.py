"""Reading Markwhen, a strict subset of it: what is not understood is refused with its line.

A line with a date begins an event, whose text goes on to the next one; groups and sections become tags of their events;
of the header title, description, `dateFormat` and `timezone` are read. See `markwhen_lines` for the dates.
"""

from __future__ import annotations

import re
from typing import Any

from msgspec.structs import replace

from ...model.dates import DateError, parse
from ...model.language import Text
from ...model.zones import zone_named
from ..locate import Path
from ..problems import quoted
from ..read import Reading
from ..salvage import date_fault
from . import markwhen_lines as grammar
from .days import interval
from .draft import Draft, Faults, Place, first_words
from .slides import NO_TIME_IN_INTERVAL

_TAG = re.compile(r"(?<![\w/&#(])#([^\W\d_][\w-]*)(?![\w(])")
_ID = re.compile(r"(?:^|\s)!([\w-]+)(?=\s|$)")
_PLACE = re.compile(r"\[([^\]]+)\]\((?:location|map)\)", re.IGNORECASE)
_LINK = re.compile(r"\[([^\]]+)\]\((https?://[^\s()]+)\)", re.IGNORECASE)
_TRAILING = re.compile(r"\s//.*$")
HINT = "read are dates such as 2023, 2023-11, 2023-11-17, 12/7/1941, 7 Dec 1941, and ranges of two of them"


def read(data: bytes, name: str) -> Reading:
    """Read a document of Markwhen. Raises Unreadable when nothing of it can be shown."""
    return _Document(data, name).reading()


class _Document:
    """Reads one document, line by line."""

    def __init__(self, data: bytes, name: str) -> None:
        self._lines = data.decode("utf-8").replace("\r\n", "\n").split("\n")
        self._faults = Faults(name, data, _where)
        self._draft = Draft(self._faults)
        self._day_first = False
        self._in_header = True
        self._block = False
        self._groups: list[tuple[str, list[str]]] = []  # what opened it ("section", "group", "##"), its name and tags
        self._event: tuple[int, grammar.Written, list[str]] | None = None
        self._refused = False  # whether the event that these lines belong to was
        self._count = 0

    def reading(self) -> Reading:
        """The whole document."""
        for number, line in enumerate(self._lines):
            self._take(number, line.rstrip())
        self._end_event()
        return self._draft.reading()

    def _take(self, number: int, line: str) -> None:
        path: Path = (number,)
        if (event := grammar.event_line(line)) is not None:
            self._end_event()
            self._in_header = self._refused = False
            self._event = (number, event, [])
        elif grammar.COMMENT.match(line):
            return
        elif grammar.BREAK.match(line):
            self._end_event()
            self._groups.clear()
            self._in_header = True
            self._faults.note(path, "a page break: all pages are read as one timeline")
        elif self._structure(line):
            return
        elif self._in_header:
            self._header(path, line)
        elif grammar.UNREAD.match(line):
            self._end_event()
            self._refuse(path, line)
        elif self._event is not None:
            self._event[2].append(line)
        elif line.strip() and not self._refused:
            self._faults.add(path, f"{quoted(line.strip())} belongs to no event")

    def _refuse(self, path: Path, line: str) -> None:
        """Say that the line of an event is not understood; its text is passed over."""
        self._in_header, self._refused = False, True
        self._faults.add(path, f"{quoted(line.strip().partition(':')[0])} is not a date that is read here", HINT)

    def _structure(self, line: str) -> bool:
        """Begin or end a group or a section; whether the line does."""
        if (match := grammar.GROUP.match(line)) or (match := grammar.HEADING.match(line)):
            self._end_event()
            self._in_header = False
            mark = match[1].lower()
            if mark[0] == "#":  # groups and sections go on until their end
                self._leave(mark)
            self._groups.append((mark, [_bare(match[2]), *_TAG.findall(match[2])]))
            return True
        if (match := grammar.END.match(line)) is not None:
            self._end_event()
            self._leave(match[1].lower())
            return True
        return False

    def _leave(self, mark: str) -> None:
        """Leave the innermost open group of a kind, or heading of a level, and all within it."""
        numbered = list(enumerate(self._groups))
        for place, (opened, _) in numbered if mark[0] == "#" else reversed(numbered):
            if opened == mark or (mark[0] == opened[0] == "#" and len(opened) >= len(mark)):
                del self._groups[place:]
                return

    def _header(self, path: Path, line: str) -> None:
        if not line.strip() or line.strip() == "---" or grammar.TAG_COLOUR.match(line):
            return
        match = grammar.PROPERTY.match(line)
        if self._block and line[0].isspace():
            text = self._draft.head.description.in_language("") + "\n" + line.strip()
            self._draft.head = replace(self._draft.head, description=Text(text.strip()))
            return
        self._block = False
        if grammar.UNREAD.match(line):
            self._refuse(path, line)
        elif match is not None and not line[0].isspace():
            self._set(path, match[1].lower(), match[2].strip().strip("\"'"))
        elif line[0].isspace() or line.startswith("-"):
            return  # an entry of the key before it, which is said there
        else:
            self._faults.add(path, f"{quoted(line.strip())} is neither an event nor a key of the header")

    def _set(self, path: Path, key: str, value: str) -> None:
        head = self._draft.head
        if key == "title":
            if head.title:
                self._faults.note(path, "the title of a further page: left out")
            else:
                self._draft.head = replace(head, title=Text(value))
        elif key == "description" and value.strip("-+") in ("|", ">"):
            self._block = True  # its text are the indented lines that follow
        elif key == "description" and not head.description:
            self._draft.head = replace(head, description=Text(value))
        elif key == "dateformat":
            self._day_first = value.lower().startswith("d")
        elif key in ("timezone", "tz"):
            if self._is_zone(path, value):
                self._draft.head = replace(head, zone=value)
        else:
            self._faults.note(path, "a key of the header that has no place in our format: left out")

    def _is_zone(self, path: Path, value: str) -> bool:
        try:
            zone_named(value)
        except DateError as error:
            self._faults.add(path, str(error))
            return False
        return True

    def _end_event(self) -> None:
        """Add the event that was being read."""
        if self._event is None:
            return
        number, written, lines = self._event
        self._event = None
        path: Path = (number,)
        date = self._date(written, path)
        if date is None:
            return
        values = self._properties(lines, path)
        whole = "\n".join(lines)
        groups = [name for _, names in self._groups for name in names]
        tags = [*groups, *_TAG.findall(written.title), *_TAG.findall(whole)]
        if (match := _ID.search(written.title)) is not None:
            values.setdefault("id", match[1])
        place = _PLACE.search(f"{written.title}\n{whole}")
        text = "\n".join(_line(line) for line in lines if not line.strip() or _line(line).strip()).strip()
        named = _ID.sub(" ", _PLACE.sub("", written.title))
        title = _bare(_LINK.sub(r"\1", named))
        values |= {
            "date": date,
            "title": title or first_words(text, date),
            "text": re.sub(r"\n{3,}", "\n\n", text),
            "tags": list(dict.fromkeys(tags)),
            "place": place[1].strip() if place else "",
            "links": [{"url": url, "label": label} for label, url in _LINK.findall(named)],
        }
        self._draft.add_event({key: value for key, value in values.items() if value}, self._count, path)
        self._count += 1

    def _date(self, written: grammar.Written, path: Path) -> str | None:
        start = grammar.moment(written.start, self._day_first)
        instant = "Z" if start.hour is not None else ""
        if written.end.lower() == "now":
            text, lost = f"{start.date_alone().text()}/..", start.hour is not None
        else:
            end = grammar.moment(written.end, self._day_first) if written.end else None
            text, lost = interval(start, end)
            text += instant if "/" not in text else ""
        try:
            parse(text)
        except DateError as error:
            self._faults.add(path, *date_fault(text, error))
            return None
        if lost:
            self._faults.note(path, NO_TIME_IN_INTERVAL)
        return text

    def _properties(self, lines: list[str], path: Path) -> dict[str, Any]:
        """Take the keys that are read from the lines right after that of the event."""
        found: dict[str, Any] = {}
        for line in lines.copy():
            match = grammar.PROPERTY.match(line)
            key = match[1].lower() if match else ""
            if match is None or key not in ("id", "timezone", "tz"):
                break
            lines.remove(line)
            if key == "id":
                found["id"] = match[2].strip()
            elif self._is_zone(path, match[2].strip()):
                found["zone"] = match[2].strip()
        return found


def _where(path: Path) -> Place:
    """The line that a path is the number of."""
    return path[0] + 1 if path and isinstance(path[0], int) else 1, 1, ""


def _bare(title: str) -> str:
    """A title without tags and comments."""
    return " ".join(_TAG.sub(" ", _TRAILING.sub("", title)).split())


def _line(line: str) -> str:
    """A line of an event's text without places, and without its tags where it is nothing else."""
    line = _PLACE.sub("", line)
    return "" if not _TAG.sub("", line).strip() else line
