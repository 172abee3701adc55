"""A selection as positions: each condition gives some, ascending, and they are cut with each other."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import compress

from ..model.selection import Selection
from .store import Store

Positions = Sequence[int]  # ascending
Search = Callable[[tuple[str, ...]], Positions | None]


def positions_of(store: Store, selection: Selection, search: Search) -> Positions:
    """The positions of the events that match; `search` gives those for words, None for words that say nothing."""
    found = list(_conditions(store, selection))
    if selection.words:
        hits = search(selection.words)
        if hits is not None:
            found.append(hits)
    return common(found, store.events)


def _conditions(store: Store, selection: Selection) -> Iterable[Positions]:
    people = list(dict.fromkeys(selection.people))
    if selection.all_people:
        yield from (store.named("person", id_) for id_ in people)
    elif people:
        yield any_of(store.named("person", id_) for id_ in people)
    if selection.organisations:
        yield any_of(store.named("organisation", id_) for id_ in dict.fromkeys(selection.organisations))
    for field, names in (("kind", selection.kinds), ("tag", selection.tags)):
        if names:
            yield any_of(store.posting(field, name) for name in dict.fromkeys(names))
    for field, wanted in (("with_memo", selection.with_memo), ("disputed", selection.disputed)):
        if wanted:
            yield store.posting(field)
    if selection.before is not None:
        yield range(store.position_at(selection.before.latest + 1))
    if selection.after is not None:
        instant = selection.after.earliest
        first = store.position_at(instant)
        lasting = store.lasting_to(instant, first)
        rest = range(first, store.events)
        yield array("i", [*lasting, *rest]) if lasting else rest


def any_of(several: Iterable[Positions]) -> Positions:
    """What is in any of them."""
    filled = [positions for positions in several if len(positions)]
    if len(filled) < 2:
        return filled[0] if filled else ()
    return array("i", sorted(set().union(*filled)))


def common(several: Sequence[Positions], total: int) -> Positions:
    """What is in all of them; `range(total)` where there are none."""
    low, high = 0, total
    lists: list[Positions] = []
    for positions in several:
        if isinstance(positions, range):
            low, high = max(low, positions.start), min(high, positions.stop)
        else:
            lists.append(positions)
    if not lists:
        return range(low, max(low, high))
    cut = sorted((between(positions, low, high) for positions in lists), key=len)
    if len(cut) == 1:
        return cut[0]
    return array("i", sorted(set(cut[0]).intersection(*cut[1:])))


def between(positions: Positions, low: int, high: int) -> Positions:
    """Those from `low` to before `high`."""
    first, after = bisect_left(positions, low), bisect_left(positions, high)
    return positions if first == 0 and after == len(positions) else positions[first:after]


def without(total: int, excluded: Positions) -> Positions:
    """All but some."""
    kept = bytearray(b"\1") * total
    for position in excluded:
        kept[position] = 0
    return array("i", compress(range(total), kept))
