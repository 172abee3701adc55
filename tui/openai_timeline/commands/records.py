"""What an id names: an event, a person, a memo, a source or an organisation, found in the index."""

from __future__ import annotations

from typing import NamedTuple

from ..index.ask import Index
from ..model.timeline import Event, Memo, Organisation, Person, Source

KINDS = ("event", "person", "memo", "source", "organisation")
Record = Event | Person | Memo | Source | Organisation


class Found(NamedTuple):
    """A record, and what it is."""

    kind: str
    record: Record


def records(index: Index, id_: str) -> list[Found]:
    """Everything that has an id: lists may use one id each."""
    position = index.position(id_)
    return [
        *(Found("event", index.event(place)) for place in [position] if place is not None),
        *(Found("person", person) for person in [index.person(id_)] if person is not None),
        *(Found("memo", memo) for memo in index.memos([id_])),
        *(Found("source", source) for source in index.sources([id_])),
        *(Found("organisation", organisation) for organisation in [index.organisation(id_)] if organisation),
    ]


def named(index: Index, typed: str, kind: str | None = None) -> list[Found]:
    """What has this id, else who or what is called so. Raises NotFound, which says what comes near."""
    from ..resolve import NotFound, named_ids

    found = [one for one in records(index, typed) if kind in (None, one.kind)]
    reason: NotFound | None = None
    for noun in ("person", "organisation"):
        if not found and kind in (None, noun):
            try:
                ids = named_ids([typed], noun, index)
                found = [one for id_ in ids for one in records(index, id_) if one.kind == noun]
            except NotFound as error:
                reason = reason or error
    if found:
        return found
    raise NotFound(_nothing(typed, kind, str(reason) if reason else ""))


def _nothing(typed: str, kind: str | None, reason: str) -> str:
    from ..text import TITLE_LIMIT, clean

    if "several names" in reason or kind in ("person", "organisation"):
        return reason
    _, nearest, names = reason.partition("; the nearest: ")
    return f"no {kind or 'record'} has the id {clean(typed, limit=TITLE_LIMIT)!r}{nearest}{names}"
