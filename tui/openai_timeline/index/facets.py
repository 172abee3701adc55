"""Facets: for every choice of a filter, how many events it would leave beside what is chosen already."""

from __future__ import annotations

from array import array
from typing import NamedTuple

import msgspec

from ..model.selection import Selection
from .ask import Index


class Facet(NamedTuple):
    """One choice, and how many events it would leave."""

    field: str  # of `Selection`
    value: str
    name: str  # as the index has it: a kind or a tag by itself, an organisation by its id
    events: int
    chosen: bool


MOST_PEOPLE = 300  # most mentioned, that are looked through: everybody is in the picker of people

TABLES = {
    "kinds": "select name, name, events, positions from posting where field = 'kind'",
    "organisations": "select number, id, events, positions from organisation where events",
    "people": f"select number, id, events, positions from person where events order by events desc limit {MOST_PEOPLE}",
    "tags": "select rowid, name, events, positions from posting where field = 'tag'",
}


def facets(index: Index, selection: Selection, most: int = 60) -> list[Facet]:
    """Kinds, organisations, people and tags with most events first, then the switches.

    Within one field choices add up (any of them), so a field's own choices are left out when its counts are made; but
    with `all_people` each person leaves less.
    """
    found = [facet for field in TABLES for facet in _choices(index, selection, field, most)]
    switches = ["with_memo", "disputed"]
    if index.bookmarks or selection.bookmarked:
        switches.append("bookmarked")
    for field in switches:
        asked = msgspec.structs.replace(selection, **{field: True})
        found.append(Facet(field, "", field, index.count(asked), getattr(selection, field)))
    return found


def _choices(index: Index, selection: Selection, field: str, most: int) -> list[Facet]:
    chosen = getattr(selection, field)
    add_up = field != "people" or not selection.all_people
    others = msgspec.structs.replace(selection, **{field: ()}) if add_up else selection
    shown = None if others.is_empty else _mask(index, others)
    counted: list[tuple[int, object, str]] = []
    query = TABLES[field] if shown is not None else TABLES[field].replace("positions", "null")
    for order, name, events, positions in index.rows(query):
        count = events if shown is None else sum(map(shown.__getitem__, array("i", positions)))
        if count or name in chosen:  # what is chosen can be taken back
            counted.append((-count, order, name))
    counted.sort()
    found = counted if field == "kinds" else [*counted[:most], *(one for one in counted[most:] if one[2] in chosen)]
    return [Facet(field, name, name, -count, name in chosen) for count, _, name in found]


def _mask(index: Index, selection: Selection) -> bytearray:
    """A byte for each event: 1 where it is shown."""
    mask = bytearray(index.total)
    for position in index.view(selection).positions:
        mask[position] = 1
    return mask
