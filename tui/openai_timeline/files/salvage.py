"""What to keep of an item that does not decode as a whole, and what to say of the rest.

The slow and exact twin of the decoders: it looks at one item field by field, so that every fault is named in
plain words with its path, and as little is lost as makes sense. A bad entry of a list costs that entry. A
bad field costs the item that has it, but not a person or an organisation: all that refers to them would lose
more.
"""

from __future__ import annotations

import re
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeVar, Union, get_args, get_origin

import msgspec

from ..model.dates import Date, DateError, parse
from ..model.language import Text
from ..model.timeline import Organisation, Person
from .codec import decode_hook, kind
from .locate import Path
from .problems import Report, quoted

S = TypeVar("S", bound=msgspec.Struct)
LOST: Final = object()
_ABSENT_MAY = (Person, Organisation)
_DAY = re.compile(r"(-?[0-9]{4}-[0-9]{2})-[0-9]{2}")


class Salvage:
    """Takes items of one file apart."""

    def __init__(self, report: Report, zone: str) -> None:
        self._report = report
        self._zone = zone
        self._hook = decode_hook(zone)

    def struct(self, shape: type[S], value: object, path: Path) -> S | None:
        """As much of an object as can be kept, or None; its faults are reported."""
        if not isinstance(value, dict):
            self._wrong("an object", value, path)
            return None
        kept: dict[str, Any] = {}
        lost = False
        for field in _fields(shape):
            if field.name not in value:
                if field.required:
                    self._report.add(path, f"{_name(shape)} without {_article(field.name)}")
                    lost = True
                continue
            part = self.part(field.type, value[field.name], (*path, field.name))
            if part is not LOST:
                kept[field.name] = part
            elif field.required or shape not in _ABSENT_MAY:
                lost = True
        return None if lost else shape(**kept)

    def part(self, wanted: Any, value: object, path: Path) -> Any:
        """The value of a field, or LOST; its faults are reported."""
        wanted, may_be_null = _without_null(wanted)
        if value is None and may_be_null:
            return None
        if get_origin(wanted) is tuple:
            return self._entries(get_args(wanted)[0], value, path)
        if wanted is Text:
            return self._text(value, path)
        if wanted is Date:
            return self._date(value, path)
        if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
            found = self.struct(wanted, value, path)
            return LOST if found is None else found
        try:
            return msgspec.convert(value, wanted)
        except msgspec.ValidationError:
            return self._wrong(_words(wanted), value, path)

    def _entries(self, wanted: Any, value: object, path: Path) -> Any:
        if not isinstance(value, list):
            return self._wrong("a list", value, path)
        found = [self.part(wanted, entry, (*path, index)) for index, entry in enumerate(value)]
        kept = [index for index, entry in enumerate(found) if entry is not LOST]
        if len(kept) < len(found):
            self._report.kept(path, kept)
        return tuple(found[index] for index in kept)

    def _text(self, value: object, path: Path) -> Any:
        if isinstance(value, dict):
            bad = [tag for tag, string in value.items() if not isinstance(string, str)]
            for tag in bad:
                self._wrong("a string", value[tag], (*path, tag))
            return LOST if bad else self._hook(Text, value)
        if isinstance(value, str):
            return self._hook(Text, value)
        return self._wrong("text (a string, or an object from language tag to string)", value, path)

    def _date(self, value: object, path: Path) -> Any:
        if not isinstance(value, str):
            return self._wrong('a date (a string such as "2023-11-17")', value, path)
        try:
            return parse(value, self._zone)
        except DateError as error:
            self._report.add(path, *date_fault(value, error))
            return LOST

    def _wrong(self, wanted: str, value: object, path: Path) -> Any:
        found = _found(value, exactly='"' in wanted)
        self._report.add(path, f"expected {wanted}, found {found}")
        return LOST


def _found(value: object, exactly: bool) -> str:
    """A value in plain words; a string itself where it is one of a few words that is expected."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return f"the number {value}" if abs(value) < 10**9 else "a large number"
    return quoted(value) if isinstance(value, str) and exactly else kind(value)


def date_fault(text: str, error: DateError) -> tuple[str, str]:
    """What is wrong with a date, and how to mend it."""
    month = _DAY.fullmatch(text)
    hint = f"write a day that exists, or {month[1]} for the month" if month and str(error).endswith("days") else ""
    return str(error), hint


@cache
def _fields(shape: type[msgspec.Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(shape)


def _without_null(wanted: Any) -> tuple[Any, bool]:
    if get_origin(wanted) not in (Union, UnionType):
        return wanted, False
    others = [choice for choice in get_args(wanted) if choice is not NoneType]
    return others[0], True


def _words(wanted: Any) -> str:
    if get_origin(wanted) is Literal:
        *others, last = [f'"{choice}"' if isinstance(choice, str) else str(choice) for choice in get_args(wanted)]
        return f"{', '.join(others)} or {last}"
    return {str: "a string", bool: "true or false", int: "a whole number"}.get(wanted, "something else")


def _name(shape: type) -> str:
    return _article(shape.__name__.lower())


def _article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
