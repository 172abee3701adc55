"""The canonical order and layout of a timeline file, so that a change of one fact is a change of one line.

Works on the JSON itself and not on what it means: unknown keys, and numbers as they are written, are kept. What cannot
be put in order (an event whose date cannot be read) is refused; so are an object that has a key twice, of which one
value would be lost, and half of a character, which UTF-8 cannot hold.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, Final, NoReturn

import msgspec
from msgspec import Raw

from ..model.dates import DateError, parse
from ..model.zones import zone_named
from .codec import kind
from .formats.recognise import NAMES, TIMELINE, recognise
from .keys import INNER, KEYS
from .locate import Path
from .places import Places, RepeatedKey, refuse_repeated, repeated_keys
from .problems import Problem, Unreadable, json_path, quoted
from .read import Reader, any_value, opened, split_list
from .refuse import checked, refuse

INDENT = 2
LONGEST_LINE = 100  # of a list that stands on one line, in characters

_LAST = (1, 0, 0)  # after whatever can be put in order
_RANKS: Final = {name: {key: rank for rank, key in enumerate(keys)} for name, keys in KEYS.items()}
_string = json.encoder.encode_basestring
_members = msgspec.json.Decoder(dict[str, Raw]).decode


class _Number(str):
    """A number as it is written."""

    __slots__ = ()


def canonical(data: bytes, name: str) -> bytes:
    """The bytes of a timeline file in canonical order and layout.

    Raises Unreadable for what is no timeline, for what cannot be put in order and for keys that are there twice.
    """
    _refuse_others(data, name)
    try:
        return b"".join(_Canonical(checked(data, name), name).pieces())
    except RecursionError:
        from .broken import too_deep

        too_deep(data, name)
    except MemoryError:
        refuse(name, "too large for the memory of this machine")


def _refuse_others(data: bytes, name: str) -> None:
    """Files of other formats are left as they are: they would become something else."""
    kind = recognise(data)
    if kind in NAMES and kind != TIMELINE:
        refuse(name, f"this is {NAMES[kind]}, not a timeline of our own format", "openai-timeline import makes it one")


class _Canonical(Reader):
    """Puts one document in order, an item at a time."""

    def __init__(self, data: bytes, name: str) -> None:
        self._document, self._report = opened(data, name)
        for problem in self._report.in_order():  # halves of characters, which no UTF-8 can hold
            raise Unreadable(problem)
        self._check_is_timeline()
        self._raws = _members(data)
        self._places = Places(data, self._raws)
        for key in self._places.repeated():
            self._refuse((key,), _twice(key), of_key=True)
        self._zone = self._known_zone()

    def _known_zone(self) -> str:
        zone = any_value(self._raws["zone"]) if "zone" in self._raws else "UTC"
        if not isinstance(zone, str):
            self._refuse(("zone",), f"expected a string, found {kind(zone)}")
        try:
            zone_named(zone)
        except DateError as error:
            self._refuse(("zone",), str(error))
        return zone

    def pieces(self) -> Iterator[bytes]:
        """The file, piece by piece."""
        start = "{\n"
        for key in sorted(self._raws, key=_rank_in("timeline")):
            yield f"{start}{' ' * INDENT}{_string(key)}: ".encode()
            start = ",\n"
            inner = INNER["timeline"].get(key)
            if inner is None:
                yield _laid_out(self._value(self._raws[key], (key,)), "", INDENT, len(key) + 4).encode()
            else:
                yield from self._entries(key, inner)
        yield b"\n}\n"

    def _entries(self, key: str, inner: str) -> Iterator[bytes]:
        raws = split_list(self._raws[key]) if bytes(memoryview(self._raws[key])[:1]) == b"[" else None
        if raws is None:
            self._refuse((key,), f"expected a list, found {kind(self._value(self._raws[key], (key,)))}")
        self._places.know(key, raws)
        if not raws:
            yield b"[]"
            return
        start = b"["
        pad = b"\n" + b" " * INDENT * 2
        for index in self._order(key, raws):
            value = self._value(raws[index], (key, index))
            yield start + pad + _laid_out(value, inner, INDENT * 2, 0).encode()
            start = b","
        yield b"\n" + b" " * INDENT + b"]"

    def _order(self, key: str, raws: list[Raw]) -> list[int]:
        """The indexes of a list's items in canonical order; equal ones stay as they are."""
        if key in ("eras", "offices"):
            return list(range(len(raws)))
        rank: Callable[[Raw, Path], Any] = self._moment if key in ("events", "memos") else self._id
        ranks = [rank(raw, (key, index)) for index, raw in enumerate(raws)]
        return sorted(range(len(raws)), key=ranks.__getitem__)

    def _id(self, raw: Raw, path: Path) -> tuple[bool, str]:
        """What has no id comes last."""
        id = self._object(raw, path).get("id")
        return (False, id) if isinstance(id, str) else (True, "")

    def _moment(self, raw: Raw, path: Path) -> tuple[int, int, int]:
        """What has no date comes last."""
        item = self._object(raw, path)
        text, zone = item.get("date"), item.get("zone")
        if text is None and path[0] == "memos":
            return _LAST
        if not isinstance(text, str):
            found = "without a date" if text is None else f"with {kind(text)} for a date"
            self._refuse((*path, "date"), f"an event {found} has no place in the order of time")
        try:
            return (0, *parse(text, zone if isinstance(zone, str) else self._zone).sort_key)
        except DateError as error:
            self._refuse((*path, "date"), str(error))

    def _object(self, raw: Raw, path: Path) -> dict[str, Any]:
        value = any_value(raw)
        if not isinstance(value, dict):
            self._refuse(path, f"expected an object, found {kind(value)}")
        return value

    def _value(self, raw: Raw, path: Path) -> Any:
        """The value at a path with its numbers as they are written; refuses keys that are there twice."""
        data = bytes(raw)
        try:
            return json.loads(data, object_pairs_hook=refuse_repeated, parse_int=_Number, parse_float=_Number)
        except RepeatedKey:
            inside = repeated_keys(data)[0]
            self._refuse((*path, *inside), _twice(str(inside[-1])), of_key=True)

    def _refuse(self, path: Path, message: str, of_key: bool = False) -> NoReturn:
        line, column = self._places.line_and_column(self._places.offset(path, of_key))
        raise Unreadable(Problem(self._report.name, message, line, column, json_path(path)))


def _twice(key: str) -> str:
    return f"the key {quoted(key)} is there twice: one of the two would be lost"


def _rank_in(name: str) -> Callable[[str], int]:
    """The order of keys: those of the format first, in its order; the others stay as they are."""
    ranks = _RANKS.get(name, {})
    return lambda key: ranks.get(key, len(ranks))


def _laid_out(value: Any, name: str, indent: int, used: int) -> str:
    """JSON over lines, from a line on that is indented so far and has `used` characters more.

    `name` is what the format calls an object; where it has none, keys stay in their order.
    """
    if not isinstance(value, dict | list):
        return _scalar(value)
    if not value:
        return "{}" if isinstance(value, dict) else "[]"
    pad = "\n" + " " * (indent + INDENT)
    parts = []
    if isinstance(value, dict):
        inner = INNER.get(name, {})
        for key in sorted(value, key=_rank_in(name)) if name else value:
            start = _string(key) + ": "
            of_entries = inner.get(key, "") if isinstance(value[key], list) else ""
            parts.append(f"{pad}{start}{_laid_out(value[key], of_entries, indent + INDENT, len(start))}")
        return "{" + ",".join(parts) + pad[:-INDENT] + "}"
    if (line := _on_one_line(value)) and indent + used + len(line) + len(",") <= LONGEST_LINE:
        return line
    for entry in value:
        parts.append(pad + _laid_out(entry, name if isinstance(entry, dict) else "", indent + INDENT, 0))
    return "[" + ",".join(parts) + pad[:-INDENT] + "]"


def _on_one_line(values: list[Any]) -> str:
    """A list of scalars on one line; '' for any other list."""
    if any(isinstance(entry, dict | list) for entry in values):
        return ""
    return "[" + ", ".join(map(_scalar, values)) + "]"


def _scalar(value: Any) -> str:
    if isinstance(value, _Number):
        return str(value)
    if isinstance(value, str):
        return _string(value)
    return "null" if value is None else "true" if value else "false"
