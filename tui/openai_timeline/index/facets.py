"""Facets: for every choice of a filter, how many events it would leave beside what is chosen already."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from ..model.selection import Selection
from .ask import Index
from .select import where


class Facet(NamedTuple):
    """One choice, and how many events it would leave."""

    field: str  # of `Selection`
    value: str
    name: str  # as the index has it: a kind or a tag by itself, an organisation by its id
    events: int
    chosen: bool


def facets(index: Index, selection: Selection, most: int = 60) -> list[Facet]:
    """Kinds, organisations and tags with most events first, then the two switches.

    Within one field choices add up (any of them), so a field's own choices are left out when its counts are made.
    """
    found = [
        *_of_kinds(index, selection),
        *_linked(index, selection, "organisation", "organisations", most),
        *_linked(index, selection, "tag", "tags", most),
    ]
    for field in ("with_memo", "disputed"):
        asked = msgspec.structs.replace(selection, **{field: True})
        found.append(Facet(field, "", field, index.count(asked), getattr(selection, field)))
    return found


def _of_kinds(index: Index, selection: Selection) -> list[Facet]:
    condition, values = where(msgspec.structs.replace(selection, kinds=()))
    rows = index.rows(f"select kind, count(*) from event where {condition} group by kind order by 2 desc, 1", values)
    return [Facet("kinds", kind, kind, count, kind in selection.kinds) for kind, count in rows]


def _linked(index: Index, selection: Selection, table: str, field: str, most: int) -> list[Facet]:
    """Choices of which an event may have several."""
    chosen = getattr(selection, field)
    condition, values = where(msgspec.structs.replace(selection, **{field: ()}))
    query = (
        f"select {table}.id, count(*) from event join event_{table} using (position) "
        f"join {table} on number = {table} where {condition} group by number order by 2 desc, number limit ?"
    )
    return [Facet(field, id_, id_, count, id_ in chosen) for id_, count in index.rows(query, [*values, most])]
