"""JSON of the timeline format <-> the structs of `model.timeline`, one piece at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, TypeVar

import msgspec

from ..model.dates import Date, DateError, parse
from ..model.language import Text
from ..model.timeline import Event, Memo

T = TypeVar("T")


def decode_text(value: object) -> Text:
    """A `Text` from a JSON string or an object from language tag to string; ValueError for anything else."""
    if isinstance(value, str):
        return Text(value)
    if isinstance(value, dict) and all(isinstance(string, str) for string in value.values()):
        return Text(value.items())
    raise ValueError(f"expected text (a string, or an object from language tag to string), found {kind(value)}")


def kind(value: object) -> str:
    """What a JSON value is, in plain words."""
    names = {type(None): "null", bool: "true or false", str: "a string", dict: "an object", list: "a list"}
    return names.get(type(value), "a number")


# Sources, roles and events of the same day write the same date: of three dates, two have been read before.
_parsed = lru_cache(maxsize=2048)(parse)


def decode_hook(zone: str) -> Callable[[type, Any], Any]:
    """The hook that reads `Date` (placed in `zone`, an IANA name) and `Text`."""

    def hook(wanted: type, value: Any) -> Any:
        if wanted is Text:
            return decode_text(value)
        if wanted is Date:
            if not isinstance(value, str):
                raise ValueError(f"expected a date (a string in EDTF), found {kind(value)}")
            try:
                return _parsed(value, zone)
            except DateError as error:
                raise ValueError(str(error)) from None
        raise NotImplementedError(wanted)

    return hook


@cache
def decoder(shape: type[T], zone: str = "UTC") -> msgspec.json.Decoder[T]:
    """A decoder of one struct whose dates are in `zone` unless they carry an offset."""
    return msgspec.json.Decoder(shape, dec_hook=decode_hook(zone))


def encode_hook(value: Any) -> Any:
    """`Date` as it was written, `Text` as a string or an object."""
    if isinstance(value, Date):
        return value.text
    if isinstance(value, Text):
        versions = value.versions
        return versions[0][1] if len(versions) == 1 and not versions[0][0] else dict(versions)
    raise NotImplementedError(type(value))


encoder = msgspec.json.Encoder(enc_hook=encode_hook)


Dated = TypeVar("Dated", Event, Memo)


def placed(item: Dated) -> Dated:
    """The same event or memo with its date in its own zone, where it names one."""
    if item.zone is None or item.date is None:
        return item
    return msgspec.structs.replace(item, date=item.date.placed(item.zone))
