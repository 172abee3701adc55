"""Events as JSON: as the file has them, with their ids, one a line."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec import Raw

from ..model.language import Text
from .ask import Index
from .lean import Lean, Words, decode_lean

_members = msgspec.json.Decoder(dict[str, Raw]).decode
_TABLES = {"people": "person", "organisations": "organisation"}
_WHITE = (b"\r", b"\t")


class _Named(msgspec.Struct, gc=False):
    """What may have to be written otherwise than it is stored."""

    id: str = ""
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()


class Line(msgspec.Struct, gc=False):
    """What a line of a list shows of an event: a tenth of the work of a whole one."""

    date: str
    title: Words = ""
    kind: str = "other"

    def title_in(self, wanted: str, default: str) -> str:
        """The title in a language."""
        return words_in(self.title, wanted, default)


def words_in(words: Words, wanted: str, default: str) -> str:
    """Text in a language."""
    return words if isinstance(words, str) else Text(words.items()).in_language(wanted, default)


_named = msgspec.json.Decoder(_Named).decode
_line = msgspec.json.Decoder(Line).decode


def lines(index: Index, positions: Sequence[int]) -> list[Line]:
    """The events at positions, as lines."""
    store = index.store
    return list(map(_line, store.raws(store.places(positions))))


def _called(index: Index, field: str, table: str) -> dict[str, str]:
    """The ids for names in bodies; a name that is all there is to know of somebody stays as it is."""
    query = f"select called.name, called.id, body from called join {table} on {table}.id = called.id where field = ?"
    rows = index.rows(query, (field,))
    return {name: id_ for name, id_, body in rows if _members(body).keys() != {"id", "name"}}


class Records:
    """The events of an index, all their fields as they are written: half the work of whole ones."""

    def __init__(self, index: Index) -> None:
        self._store = index.store
        query = "select name, id from called where field = ?"
        self._ids = {field: dict(index.rows(query, (field,))) for field in _TABLES}

    def at(self, positions: Sequence[int]) -> list[Lean]:
        """The events at positions, with their ids, and with ids for names."""
        places = self._store.places(positions)
        found = list(map(decode_lean, self._store.raws(places)))
        for event, place in zip(found, places, strict=True):
            event.id = event.id or self._store.made_id(place)
            for field, ids in self._ids.items():
                names: tuple[str, ...] = getattr(event, field)
                if ids and names:
                    setattr(event, field, tuple(dict.fromkeys([ids.get(name, name) for name in names])))
        return found


class Bodies:
    """The events of an index in our format, whatever keys they have; people and organisations are ids, where a list
    has them."""

    def __init__(self, index: Index) -> None:
        self._store = index.store
        self._called = {field: _called(index, field, table) for field, table in _TABLES.items()}
        self._as_stored = not any(self._called.values()) and not index.rows("select 1 from made_id limit 1")

    def joined(self, positions: Sequence[int], between: bytes = b"\n") -> bytes:
        """The events at positions, each on one line, with `between` (which has one line feed) between them."""
        places = self._store.places(positions)
        bodies: Sequence[bytes | Raw] = self._store.raws(places)
        if not self._as_stored:
            bodies = [self._whole(body, place) for body, place in zip(bodies, places, strict=True)]
        joined = between.join(bodies)
        if joined.count(b"\n") >= len(bodies) or any(white in joined for white in _WHITE):
            joined = between.join([msgspec.json.format(bytes(body), indent=-1) for body in bodies])
        return joined

    def _whole(self, body: bytes | Raw, place: int) -> bytes | Raw:
        """A body with its id first where it has none, and with ids for names."""
        named = _named(body)
        changed: dict[str, object] = {}
        if not named.id:
            changed["id"] = self._store.made_id(place)
        for field, called in self._called.items():
            names: tuple[str, ...] = getattr(named, field)
            if any(name in called for name in names):
                changed[field] = tuple(dict.fromkeys(called.get(name, name) for name in names))
        if not changed:
            return body
        first = {"id": changed["id"]} if "id" in changed else {}
        return msgspec.json.encode({**first, **_members(body), **changed})
