"""Writing a database of SQLite for analysis; `database.sql` is its schema, and says what is where.

The bytes depend on the timeline alone: a fixed page size, no clock, rows in the order of their keys, written anew by
VACUUM INTO; the version of the library, which SQLite notes in the file, is overwritten by a fixed one.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

from ...model.dates import BEGINNING, END, Date
from ...model.language import Text
from ...model.timeline import Event, Link, Memo, Person, Timeline
from .written import Losses, Written

PAGE = 4096
_VERSION_PLACE, _VERSION = slice(96, 100), (3_040_000).to_bytes(4, "big")
_DATES = ("born", "died", "founded", "ended", "start", "end", "published")
Row = dict[str, Any]


def write(timeline: Timeline, language: str) -> Written:
    """A timeline as a database of SQLite; texts in the timeline's language, translations beside them."""
    writer = _Database(timeline, language)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "timeline.sqlite"
        writer.write(str(target))
        data = bytearray(target.read_bytes())
    data[_VERSION_PLACE] = _VERSION
    return Written(bytes(data), writer.losses.said())


class _Database:
    """Fills one database."""

    def __init__(self, timeline: Timeline, language: str) -> None:
        self._timeline, self._language = timeline, language
        self.losses = Losses()
        self._connection = sqlite3.connect(":memory:", isolation_level=None)

    def write(self, target: str) -> None:
        """Write everything to a file that does not exist yet."""
        connection = self._connection
        connection.execute(f"pragma page_size = {PAGE}")
        connection.execute("pragma encoding = 'UTF-8'")
        schema = resources.files(__package__).joinpath("database.sql").read_text(encoding="utf-8")
        connection.executescript(schema)
        connection.execute("begin")
        for table, rows in self._tables():
            for row in rows:
                marks = ", ".join("?" * len(row))
                # A file may say something twice (an id twice in a list, say); once is enough here.
                query = f"insert or ignore into {table} ({', '.join(row)}) values ({marks})"
                connection.execute(query, tuple(map(self._value, row.values())))
        connection.execute("commit")
        connection.execute("vacuum into ?", (target,))
        connection.close()

    def _value(self, value: object) -> object:
        return self.losses.text(value) if isinstance(value, str) else value

    def _tables(self) -> Iterator[tuple[str, Iterable[Row]]]:
        timeline = self._timeline
        yield "timeline", self._about()
        yield "event", map(self._event, range(len(timeline.events)), timeline.events)
        for table, field, column in (
            ("event_person", "people", "person"),
            ("event_organisation", "organisations", "organisation"),
            ("event_memo", "memos", "memo"),
            ("event_tag", "tags", "tag"),
        ):
            yield (
                table,
                (
                    {"event": event.id, "position": n, column: value}
                    for event in timeline.events
                    for n, value in enumerate(getattr(event, field))
                ),
            )
        yield from self._lists()
        yield from self._of_people(timeline.people)
        yield from self._of_memos(timeline.memos)
        for owner, field in _OWNERS:
            for item in getattr(timeline, field):
                yield from self._attached(owner, item)

    def _about(self) -> Iterator[Row]:
        timeline = self._timeline
        values = {
            "title": self._text(timeline.title),
            "description": self._text(timeline.description),
            "language": timeline.language,
            "texts_in": self._language,
            "zone": timeline.zone,
            "updated": timeline.updated.text if timeline.updated else "",
        }
        return ({"key": key, "value": value} for key, value in values.items())

    def _text(self, text: Text) -> str:
        return text.in_language(self._language, self._timeline.language)

    def _event(self, position: int, event: Event) -> Row:
        date = event.date
        return {
            "id": event.id,
            "position": position,
            "date": date.text,
            "earliest": _bound(date.earliest),
            "latest": _bound(date.latest),
            "precision": date.precision.name.lower(),
            "uncertain": date.uncertain,
            "approximate": date.approximate,
            "zone": event.zone,
            **self._plain(event, ("title", "text", "kind", "place", "importance", "confidence", "disputed")),
        }

    def _plain(self, item: Any, fields: Iterable[str]) -> Row:
        """Fields as they are; a text in one language, a date with its span."""
        row: Row = {}
        for field in fields:
            value = getattr(item, field)
            if field in _DATES or (field == "date" and not isinstance(item, Event)):
                row |= _span(field, value)
            elif isinstance(value, Text):
                row[field] = self._text(value)
            else:
                row[field] = "\n".join(value) if isinstance(value, tuple) else value
        return row

    def _lists(self) -> Iterator[tuple[str, Iterable[Row]]]:
        for table, field, fields in _LISTS:
            items = enumerate(getattr(self._timeline, field))
            yield table, ({"position": n, **self._plain(item, fields)} for n, item in items)

    def _of_people(self, people: Iterable[Person]) -> Iterator[tuple[str, Iterable[Row]]]:
        for person in people:
            for table, parts, fields in (("role", person.roles, _ROLE), ("education", person.education, _STUDY)):
                for n, part in enumerate(parts):
                    id_ = f"{person.id}/{table}/{n + 1}"
                    yield table, [{"id": id_, "person": person.id, "position": n, **self._plain(part, fields)}]
                    yield from self._attached(table, part, id_)

    def _of_memos(self, memos: Iterable[Memo]) -> Iterator[tuple[str, Iterable[Row]]]:
        for memo in memos:
            yield "memo_author", ({"memo": memo.id, "position": n, "person": p} for n, p in enumerate(memo.authors))
            fields = ("as_found", "corrected", "why")
            corrections = enumerate(memo.corrections)
            yield "correction", ({"memo": memo.id, "position": n, **self._plain(c, fields)} for n, c in corrections)

    def _attached(self, owner: str, item: Any, id_: str = "") -> Iterator[tuple[str, Iterable[Row]]]:
        """Links, citations and translations of anything."""
        id_ = id_ or item.id
        links: tuple[Link, ...] = getattr(item, "links", ())
        common = {"owner": owner, "id": id_}
        yield "link", ({**common, "position": n, **self._plain(x, ("url", "label"))} for n, x in enumerate(links))
        sources = enumerate(getattr(item, "sources", ()))
        yield "citation", ({**common, "position": n, "source": source} for n, source in sources)
        for field in item.__struct_fields__:
            text = getattr(item, field)
            if isinstance(text, Text) and len(text.versions) > 1:
                yield (
                    "translation",
                    (
                        {**common, "field": field, "language": tag or self._timeline.language, "text": string}
                        for tag, string in text.versions
                    ),
                )


_LISTS = (
    ("person", "people", ("id", "name", "aliases", "born", "died", "birthplace", "text")),
    ("organisation", "organisations", ("id", "name", "founded", "ended", "text")),
    ("office", "offices", ("id", "title", "organisation", "many")),
    ("memo", "memos", ("id", "date", "zone", "audience", "venue", "title", "language", "form", "text", "url")),
    ("source", "sources", ("id", "url", "title", "publisher", "published", "language", "kind")),
    ("era", "eras", ("title", "start", "end")),
)
_OWNERS = (
    ("event", "events"), ("person", "people"), ("organisation", "organisations"), ("office", "offices"),
    ("memo", "memos"), ("source", "sources"),
)  # fmt: skip
_ROLE = ("organisation", "title", "kind", "office", "start", "end", "acting", "confidence", "disputed")
_STUDY = ("organisation", "title", "start", "end")


def _span(field: str, date: Date | None) -> Row:
    return {
        field: date.text if date else None,
        f"{field}_earliest": _bound(date.earliest) if date else None,
        f"{field}_latest": _bound(date.latest) if date else None,
    }


def _bound(instant: int) -> int | None:
    return None if instant in (BEGINNING, END) else instant
