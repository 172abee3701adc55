"""Building the index of a `Timeline` that is in memory, the plain way: `fast` writes the same of a file's bytes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from ..files.codec import encoder
from ..files.problems import Problem
from ..model.language import Text
from ..model.timeline import Event, Memo, Timeline
from .columns import Columns, Order
from .lean import Zones, decode_lean, heading_part
from .write import Blocks, Contents, IdTable, Names, lone_memos, write

__all__ = ["build", "heading_part", "lone_event"]


def build(timeline: Timeline, connection: sqlite3.Connection, problems: tuple[Problem, ...] = ()) -> None:
    """Fill an empty database with `timeline`, whose references are ids, and with what could not be read of it."""
    blocks, columns, zones = Blocks(connection), Columns(), Zones(timeline.zone)
    events = list(timeline.events)
    taken = {event.id for event in events}
    for memo in lone_memos(timeline.memos, {memo for event in events for memo in event.memos}):
        event = lone_event(memo, taken.__contains__)
        taken.add(event.id)
        events.append(event)
    bodies = [encoder.encode(event) for event in events]
    lean = list(map(decode_lean, bodies))
    columns.add(lean, [zones.lenient(event)[0] for event in lean])
    blocks.add(bodies)
    blocks.flush()
    people, organisations = Names("people", columns.people, {}), Names("organisations", columns.organisations, {})
    ids = IdTable(columns, lambda place: events[place].id)
    contents = Contents(timeline, people, organisations)
    contents.problems = problems
    write(connection, columns, Order(columns), ids, contents)


def lone_event(memo: Memo, taken: Callable[[str], bool]) -> Event:
    """The event of a dated memo that no event names, so that it can be found and read all the same."""
    assert memo.date is not None
    id_ = memo.id
    while taken(id_):
        id_ = f"memo-{id_}"
    return Event(
        id=id_,
        date=memo.date,
        zone=memo.zone,
        title=memo.title or memo.venue or Text(memo.id),
        kind="statement",
        people=memo.authors,
        memos=(memo.id,),
        sources=memo.sources,
    )
