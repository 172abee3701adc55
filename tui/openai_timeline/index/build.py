"""Building the index of a timeline."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources

import msgspec

from ..files.codec import encoder
from ..model.dates import Date, Precision
from ..model.folding import fold
from ..model.language import Text
from ..model.timeline import Era, Event, Memo, Struct, Timeline

_SEASON = re.compile(r"(?<=-)2[1-4](?![0-9])")


class Head(Struct, frozen=True):
    """What there is to say of a timeline as a whole."""

    title: Text = Text()
    description: Text = Text()
    language: str = "en"
    zone: str = "UTC"
    updated: Date | None = None
    eras: tuple[Era, ...] = ()


def build(timeline: Timeline, connection: sqlite3.Connection) -> None:
    """Fill an empty database with `timeline`, whose references are ids."""
    connection.executescript(resources.files(__package__).joinpath("schema.sql").read_text(encoding="utf-8"))
    events = sorted((*timeline.events, *_events_of_lone_memos(timeline)), key=_sort_key)
    with connection:
        _write_head(connection, timeline)
        people = _write_named(connection, "person", timeline.people)
        organisations = _write_named(connection, "organisation", timeline.organisations)
        _write_plain(connection, "office", timeline.offices)
        _write_plain(connection, "source", timeline.sources)
        _write_plain(connection, "memo", timeline.memos)
        _write_events(connection, events)
        _write_words(connection, events, timeline)
        _link(connection, "person", people, ((event.people, p) for p, event in enumerate(events)))
        tags = _write_tags(connection, events)
        _link(connection, "tag", tags, ((event.tags, p) for p, event in enumerate(events)))
        _link(connection, "organisation", organisations, ((event.organisations, p) for p, event in enumerate(events)))
        _write_memo_counts(connection, timeline.memos, people)


def _sort_key(event: Event) -> tuple[int, int]:
    """The order of events; sorting is stable, so the place in the file decides between equals."""
    return event.date.earliest, event.date.precision


def _events_of_lone_memos(timeline: Timeline) -> Iterator[Event]:
    """An event for each dated memo that no event names, so that it can be found and read all the same."""
    named = {memo for event in timeline.events for memo in event.memos}
    ids = {event.id for event in timeline.events}
    for memo in timeline.memos:
        if memo.id not in named and memo.date is not None:
            id_ = memo.id
            while id_ in ids:
                id_ = f"memo-{id_}"
            ids.add(id_)
            yield Event(
                id=id_,
                date=memo.date,
                zone=memo.zone,
                title=memo.title or memo.venue or Text(memo.id),
                kind="statement",
                people=memo.authors,
                memos=(memo.id,),
                sources=memo.sources,
            )


def _write_head(connection: sqlite3.Connection, timeline: Timeline) -> None:
    head = Head(
        title=timeline.title,
        description=timeline.description,
        language=timeline.language,
        zone=timeline.zone,
        updated=timeline.updated,
        eras=timeline.eras,
    )
    connection.execute("insert into head values (?)", (encoder.encode(head),))


def _write_named(connection: sqlite3.Connection, table: str, items: Sequence[msgspec.Struct]) -> dict[str, int]:
    """Write people or organisations; return their numbers by id."""
    connection.executemany(
        f"insert into {table} (number, id, names, body) values (?, ?, ?, ?)",
        ((n, item.id, _folded_names(item), encoder.encode(item)) for n, item in enumerate(items)),  # type: ignore[attr-defined]
    )
    return {item.id: n for n, item in enumerate(items)}  # type: ignore[attr-defined]


def _folded_names(item: msgspec.Struct) -> str:
    names = [*item.name.strings(), *getattr(item, "aliases", ())]  # type: ignore[attr-defined]
    return "\n".join(dict.fromkeys(fold(name) for name in names))


def _write_plain(connection: sqlite3.Connection, table: str, items: Sequence[msgspec.Struct]) -> None:
    connection.executemany(
        f"insert into {table} (number, id, body) values (?, ?, ?)",
        ((n, item.id, encoder.encode(item)) for n, item in enumerate(items)),  # type: ignore[attr-defined]
    )


def _write_events(connection: sqlite3.Connection, events: Sequence[Event]) -> None:
    connection.executemany(
        "insert into event values (?, ?, ?, ?, ?, ?, ?, ?)",
        (_row(position, event) for position, event in enumerate(events)),
    )
    connection.executemany("insert into run values (?, ?, ?, ?)", _runs(events))
    connection.executemany(
        "insert into event_memo values (?, ?, ?)",
        (
            (p, ordinal, memo)
            for p, event in enumerate(events)
            for ordinal, memo in enumerate(dict.fromkeys(event.memos))
        ),
    )


def _row(position: int, event: Event) -> tuple[object, ...]:
    doubted = bool(event.disputed) or event.confidence != "high"
    span = (event.date.earliest, event.date.latest)
    return (position, event.id, *span, event.kind, len(event.memos), doubted, encoder.encode(event))


def _write_tags(connection: sqlite3.Connection, events: Sequence[Event]) -> dict[str, int]:
    numbers = {tag: n for n, tag in enumerate(dict.fromkeys(tag for event in events for tag in event.tags))}
    connection.executemany("insert into tag (number, id) values (?, ?)", ((n, tag) for tag, n in numbers.items()))
    return numbers


def _runs(events: Sequence[Event]) -> Iterator[tuple[int, int, int, int]]:
    """(first position, count, year, part) of the events under one heading, in order."""
    first, heading = 0, None
    for position, event in enumerate(events):
        here = (event.date.year, heading_part(event.date))
        if here != heading:
            if heading is not None:
                yield (first, position - first, *heading)
            first, heading = position, here
    if heading is not None:
        yield (first, len(events) - first, *heading)


def heading_part(date: Date) -> int:
    """Which part of its year a date stands under: 1-12 a month, 21-24 a season, 0 the year or more."""
    if date.precision is Precision.SEASON:
        season = _SEASON.search(date.text)
        return int(season[0]) if season else 0
    return date.month or 0


def _write_words(connection: sqlite3.Connection, events: Sequence[Event], timeline: Timeline) -> None:
    memos = {memo.id: memo for memo in timeline.memos}
    connection.executemany(
        "insert into words values (?, ?)",
        ((position, fold("\n".join(_strings(event, memos)))) for position, event in enumerate(events)),
    )


def _strings(event: Event, memos: dict[str, Memo]) -> Iterator[str]:
    """Everything of an event that words are looked for in."""
    for text in (event.title, event.text, event.place):
        yield from text.strings()
    yield from event.tags
    for memo in (memos[id] for id in event.memos if id in memos):
        yield from memo.title.strings()
        yield from memo.text.strings()


def _link(
    connection: sqlite3.Connection,
    table: str,
    numbers: dict[str, int],
    references: Iterable[tuple[tuple[str, ...], int]],
) -> None:
    """Write which events name which people or organisations, and how many events each has."""
    connection.executemany(
        f"insert or ignore into event_{table} values (?, ?)",
        ((numbers[id], position) for ids, position in references for id in ids if id in numbers),
    )
    connection.execute(
        f"update {table} set events = (select count(*) from event_{table} where {table} = {table}.number)"
    )


def _write_memo_counts(connection: sqlite3.Connection, memos: Sequence[Memo], people: dict[str, int]) -> None:
    connection.executemany(
        "update person set memos = memos + 1 where number = ?",
        ((people[id],) for memo in memos for id in dict.fromkeys(memo.authors) if id in people),
    )
