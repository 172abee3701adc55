"""Reading a timeline: from the bytes of a file to a `Timeline`, with the parts that could not be read.

The fast way decodes every item by itself, so that a bad one costs only itself. Positions and explanations are
made after a failure and not before: see `salvage`, `refuse` and `locate`.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec import Raw
from msgspec.structs import replace

from ..model.dates import DateError
from ..model.timeline import FORMAT, Era, Event, Memo, Office, Organisation, Person, Source, Timeline
from ..model.zones import zone_named
from .codec import decode_hook, decoder, kind
from .formats.recognise import OTHER, TIMELINE, recognise
from .problems import Problem, Report, Unreadable
from .references import Listed, Lists, T, joined
from .refuse import MINIMAL, checked, refuse

if TYPE_CHECKING:
    from .locate import Path

LARGEST = 2 << 30
ABSENT = Raw(b"")
NO_ITEMS = Raw(b"[]")
# The zone first: it says what the dates mean.
_HEAD = ("zone", "language", "title", "description", "updated")
S = TypeVar("S", bound=msgspec.Struct)


class Reading(msgspec.Struct, frozen=True):
    """What could be read of a file, and what could not. `name` is the file's, for messages."""

    timeline: Timeline
    problems: tuple[Problem, ...] = ()
    name: str = ""


class _Document(msgspec.Struct, frozen=True):
    """The file's object, with nothing decoded yet."""

    format: Raw = ABSENT
    title: Raw = ABSENT
    description: Raw = ABSENT
    language: Raw = ABSENT
    zone: Raw = ABSENT
    updated: Raw = ABSENT
    eras: Raw = NO_ITEMS
    organisations: Raw = NO_ITEMS
    offices: Raw = NO_ITEMS
    people: Raw = NO_ITEMS
    events: Raw = ABSENT
    memos: Raw = NO_ITEMS
    sources: Raw = NO_ITEMS


_open = msgspec.json.Decoder(_Document).decode
split_list = msgspec.json.Decoder(list[Raw]).decode


def read_path(path: str | os.PathLike[str]) -> Reading:
    """Read a timeline from a regular file. Raises Unreadable when nothing of it can be shown."""
    return read_bytes(bytes_at(path), os.fspath(path))


def bytes_at(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a regular file. Raises Unreadable where there are none to be had."""
    name = os.fspath(path)
    try:
        return _bytes_of(name)
    except (OSError, ValueError) as error:
        raise Unreadable(Problem(name, _why(error))) from None
    except MemoryError:
        raise Unreadable(Problem(name, "too large for the memory of this machine")) from None


def _bytes_of(name: str) -> bytes:
    status = FilePath(name).stat()
    if stat.S_ISDIR(status.st_mode):
        refuse(name, "this is a folder, not a file")
    if not stat.S_ISREG(status.st_mode):
        refuse(name, "this is a pipe or a device, not a file", "give - to read from standard input")
    if status.st_size > LARGEST:
        refuse(name, f"larger than {LARGEST >> 30} GiB")
    return FilePath(name).read_bytes()


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "this file may not be read (permission denied)"
    return f"this file cannot be read ({getattr(error, 'strerror', None) or error})"


def read_bytes(data: bytes, name: str) -> Reading:
    """Read a timeline from the bytes of a file, whatever its format. Raises Unreadable when nothing can be shown."""
    try:
        kind = recognise(data)
        if kind not in (TIMELINE, OTHER):
            from .formats.readers import read_other, unwrapped

            kind, data = unwrapped(data, name)
            if kind not in (TIMELINE, OTHER):
                return read_other(kind, data, name)
        data = checked(data, name)
        return Reader(data, name).reading()
    except RecursionError:
        from .broken import too_deep

        too_deep(data, name)
    except MemoryError:
        refuse(name, "too large for the memory of this machine")


class Reader:
    """Reads one document."""

    def __init__(self, data: bytes, name: str) -> None:
        self._document, self._report = opened(data, name)
        self._check_is_timeline()
        self._head = self._read_head()

    def reading(self) -> Reading:
        """The whole document."""
        lists = self.lists(self._list("events", Event))
        timeline = joined(lists, self.head_with_eras(), self._report)
        return Reading(timeline, self._report.in_order(), self._report.name)

    def lists(self, events: Listed[Event]) -> Lists:
        """All lists; the events come from elsewhere."""
        return Lists(
            events=events,
            memos=self._list("memos", Memo),
            sources=self._list("sources", Source),
            people=self._list("people", Person),
            organisations=self._list("organisations", Organisation),
            offices=self._list("offices", Office),
        )

    def head_with_eras(self) -> Timeline:
        """All but the lists that have ids."""
        eras, _, _ = self._items("eras", Era)
        return replace(self._head, eras=tuple(eras))

    def _check_is_timeline(self) -> None:
        document, report = self._document, self._report
        if document.format is not ABSENT:
            number = any_value(document.format)
            is_number = isinstance(number, int | float) and not isinstance(number, bool)
            if is_number and number > FORMAT:
                message = f"format {number} is newer than this program reads (format {FORMAT})"
                raise Unreadable(report.problem(("format",), message, "upgrade openai-timeline"))
            if not is_number or number != FORMAT:
                report.add(("format",), f"expected the number {FORMAT}, found {kind(number)}")
        if document.events is ABSENT:
            message = 'not a timeline: an object without "events"'
            raise Unreadable(report.problem((), message, MINIMAL))

    def _read_head(self) -> Timeline:
        """All but the lists."""
        raw = {key: getattr(self._document, key) for key in _HEAD}
        values = {key: any_value(part) for key, part in raw.items() if part is not ABSENT}
        zone = values.get("zone", Timeline().zone)
        try:
            head = msgspec.convert(values, Timeline, dec_hook=decode_hook(zone))
            zone_named(head.zone)
        except (TypeError, ValueError):
            return self._salvaged_head(values)
        return head

    def _salvaged_head(self, values: dict[str, Any]) -> Timeline:
        """What is right of a head that is not all right; the zone first, as it says what the dates mean."""
        from .salvage import LOST, Salvage

        head = Timeline()
        types = {field.name: field.type for field in msgspec.structs.fields(Timeline)}
        for key, value in values.items():
            part = Salvage(self._report, head.zone).part(types[key], value, (key,))
            if key == "zone" and part is not LOST:
                try:
                    zone_named(part)
                except DateError as error:
                    self._report.add((key,), str(error))
                    continue
            if part is not LOST:
                head = replace(head, **{key: part})
        return head

    def _list(self, key: str, shape: type[T]) -> Listed[T]:
        items, lost, whole = self._items(key, shape)
        return Listed(key, items, lost, whole)

    def _items(self, key: str, shape: type[S]) -> tuple[list[S], list[str], bool]:
        """What could be read of a list, the ids of what could not, and whether it is a list at all."""
        raw = getattr(self._document, key)
        try:
            parts = split_list(raw)
        except msgspec.ValidationError:
            problem = self._report.problem((key,), f"expected a list, found {kind(any_value(raw))}")
            if shape is Event:
                raise Unreadable(problem) from None
            self._report.add_problem(problem)
            return [], [], False
        decode = decoder(shape, self._head.zone).decode
        items: list[S] = []
        kept: list[int] = []
        lost: list[str] = []
        for index, part in enumerate(parts):
            try:
                items.append(decode(part))
            except (msgspec.DecodeError, UnicodeDecodeError):
                item = self._damaged(shape, part, (key, index), lost)
                if item is None:
                    continue
                items.append(item)
            kept.append(index)
        if len(kept) < len(parts):
            self._report.kept((key,), kept)
        return items, lost, True

    def _damaged(self, shape: type[S], raw: Raw, path: Path, lost: list[str]) -> S | None:
        """What is left of an item that does not decode."""
        from .broken import load
        from .salvage import Salvage

        value = load(bytes(raw))
        if isinstance(value, dict):
            if path == ("events", 0) and "start_date" in value and "date" not in value:
                message = 'this is a file of TimelineJS (its events have "start_date")'
                problem = self._report.problem(path, message, "docs/timeline-format.md has our format")
                raise Unreadable(problem)
            if isinstance(value.get("id"), str):
                lost.append(value["id"])
        return Salvage(self._report, self._head.zone).struct(shape, value, path)


def any_value(raw: Raw) -> Any:
    """Any JSON as plain Python values."""
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        from .broken import load

        return load(bytes(raw))


def opened(data: bytes, name: str) -> tuple[_Document, Report]:
    """The document with nothing decoded yet; refuses what is no JSON object."""
    try:
        return _open(data), Report(name, data)
    except msgspec.DecodeError as error:
        from .broken import load, mended

        data, halves = mended(data, name)
        report = Report(name, data)
        if isinstance(error, msgspec.ValidationError):
            message = f'not a timeline: expected an object with "events", found {kind(load(data))}'
            raise Unreadable(report.problem((), message, MINIMAL)) from None
    for offset in halves:
        report.add_at(offset, "half of a surrogate pair, shown as U+FFFD", "write the character itself")
    try:
        return _open(data), report
    except msgspec.DecodeError as error:
        refuse(name, f"this JSON cannot be read: {error}")
