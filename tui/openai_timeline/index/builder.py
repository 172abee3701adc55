"""Building the index of one document event by event: nothing but columns of the events stays in memory.

What it writes is what `build` writes of the `Timeline` that `files.read` reads. A bad event takes the slow and exact
way of `files.read` by itself.
"""

from __future__ import annotations

import sqlite3

import msgspec
from msgspec import Raw
from msgspec.structs import replace

from ..files.codec import decoder, encoder
from ..files.names import Ids
from ..files.read import Reader, opened
from ..files.references import Joiner, Listed, Lists, identify, report_taken, wanted_id
from ..model.dates import DateError
from ..model.language import Text
from ..model.timeline import Event, Timeline
from .build import lone_event
from .columns import Columns, Order
from .faults import EventsLocator
from .lean import Lean, Moment, Words, Zones, decode_lean
from .pieces import SHARED, Helper, cut, pieces
from .reports import Progress
from .write import Blocks, Contents, IdTable, Names, lone_memos, write

_NOTHING = opened(b"{}", "")[0]


class IdOnly(msgspec.Struct, gc=False):
    """An event of which only the id is wanted."""

    id: str = ""


_decode_id = msgspec.json.Decoder(IdOnly).decode


class Builder(Reader):
    """Reads one document into one database."""

    def __init__(self, data: bytes, name: str, connection: sqlite3.Connection, progress: Progress | None) -> None:
        super().__init__(data, name)
        self._connection = connection
        self._blocks = Blocks(connection)
        self._columns = Columns()
        self._zones = Zones(self._head.zone)
        self._progress = progress or (lambda events, share: None)
        self._seen = 0  # items of the list of events
        self._left_out: list[int] = []  # of these, those that have no place
        self._lost: list[str] = []  # their ids
        self._faulty: set[int] = set()  # places of events whose references or zone need the exact way
        self._made_ids: dict[int, str] = {}
        self._events: EventsLocator | None = None

    def build(self) -> None:
        """The whole document."""
        self._add_events()
        lists = self.lists(Listed("events", [], self._lost))
        identify(lists, self._head.language, self._report)
        ids = IdTable(self._columns, self._id_of)
        dropped = {later: first for first, later in ids.twins()}
        for later, first in dropped.items():
            report_taken(self._report, "events", self._id_of(later), self._in_file(later), self._in_file(first))
        if dropped:
            self._count_again(set(dropped))
        timeline, joiner = self._joined(lists, set(dropped))
        problems = self._report.in_order()
        self._let_go()
        self._make_ids(ids)
        self._add_lone_memos(timeline, {memo.id: memo.authors for memo in lists.memos.items}, ids)
        people, organisations = self._columns.people, self._columns.organisations
        contents = Contents(
            timeline,
            Names("people", people, {name: joiner.people.resolve(name) for name in people}),
            Names("organisations", organisations, {name: joiner.organisations.resolve(name) for name in organisations}),
        )
        contents.made_ids = self._made_ids
        contents.problems = problems
        write(self._connection, self._columns, Order(self._columns, dropped), ids, contents)

    def _let_go(self) -> None:
        """Let go of the bytes: all that can be wrong with them is found."""
        self._document, self._report.data, self._report.locator, self._events = _NOTHING, b"", None, None

    # -- the events

    def _add_events(self) -> None:
        """The list of events, in one go, or its two parts side by side."""
        view = memoryview(self._document.events)
        if bytes(view[:1]) != b"[":
            self._list("events", Event)  # raises
        view = view[1:]
        if len(view) > SHARED:
            self._events = EventsLocator(self._report.data, view)
            self._report.locator = self._events
        parts = cut(view)
        if parts is None:
            self._add_all(view, 0, len(view))
        else:
            self._add_parts(view, *parts)
        self._blocks.flush()

    def _add_all(self, view: memoryview, start: int, size: int) -> None:
        begin = start
        for raws, done in pieces(view[start:]):
            self._add(raws, begin)
            begin = start + done
            self._progress(len(self._columns), begin / size)

    def _add_parts(self, view: memoryview, end: int, start: int) -> None:
        helper = Helper(view[start:], self._head.zone)
        begin = 0
        try:
            for raws, done in pieces(view[:end], closing=b"]"):
                self._add(raws, begin)
                begin = done
                # The other part is about as far as this one.
                self._progress(len(self._columns) * len(view) // end, done / end * 0.9)
        except msgspec.DecodeError:  # what looked like the end of an event is none
            helper.end()
            self._add_all(view, begin, len(view))
            return
        blocks = self._blocks.mark()
        seen = self._seen
        begin = start
        for raws, done in pieces(view[start:]):
            self._note(begin)
            self._blocks.add(raws)
            self._seen += len(raws)
            begin = start + done
        parts = helper.result()
        if parts is not None:
            for part in parts:
                self._columns.append(part)
        else:
            self._blocks.go_back(blocks)
            self._seen = seen
            self._add_all(view, start, len(view))

    def _note(self, begin: int) -> None:
        """A piece begins at a byte of the list."""
        if self._events is not None:
            self._events.add(self._seen, begin)

    def _add(self, raws: list[Raw], begin: int) -> None:
        self._note(begin)
        try:
            events = list(map(decode_lean, raws))
            moments = self._zones.of(events)
            bodies: list[Raw | bytes] = list(raws)
        except (msgspec.DecodeError, UnicodeDecodeError, DateError):
            events, moments, bodies = self._salvaged(raws)
        self._seen += len(raws)
        self._columns.add(events, moments)
        self._blocks.add(bodies)

    def _salvaged(self, raws: list[Raw]) -> tuple[list[Lean], list[Moment], list[Raw | bytes]]:
        """A piece with something wrong in it, item by item."""
        events: list[Lean] = []
        moments: list[Moment] = []
        bodies: list[Raw | bytes] = []
        for number, raw in enumerate(raws, self._seen):
            body: Raw | bytes = raw
            try:
                event = decode_lean(raw)
                moment, right = self._zones.lenient(event)
            except (msgspec.DecodeError, UnicodeDecodeError, DateError):
                salvaged = self._damaged(Event, raw, ("events", number), self._lost)
                if salvaged is None:
                    self._left_out.append(number)
                    continue
                body = encoder.encode(salvaged)
                event = decode_lean(body)
                moment, right = self._zones.lenient(event)
            if not right:
                self._faulty.add(len(self._columns) + len(events))
            events.append(event)
            moments.append(moment)
            bodies.append(body)
        return events, moments, bodies

    def _in_file(self, place: int) -> int:
        """Which item of the file's list has a place."""
        for number in self._left_out:
            if number > place:
                break
            place += 1
        return place

    def _id_of(self, place: int) -> str:
        return self._made_ids.get(place) or _decode_id(self._blocks.body(place)).id

    def _count_again(self, dropped: set[int]) -> None:
        """The columns without what only dropped events have."""
        before, self._columns = self._columns, Columns()
        for bodies in self._blocks.bodies():
            first = len(self._columns)
            events = list(map(decode_lean, bodies))
            moments = [self._zones.lenient(event)[0] for event in events]
            kept = [
                Lean(date=event.date, title="", id=event.id) if place in dropped else event
                for place, event in enumerate(events, first)
            ]
            self._columns.add(kept, moments)
        self._columns.without_id = before.without_id

    # -- the lists

    def _joined(self, lists: Lists, dropped: set[int]) -> tuple[Timeline, Joiner]:
        """All but the events, with references that hold, those of the events included."""
        joiner = Joiner(lists, self._head.zone, self._report)
        head = joiner.before_events(self.head_with_eras())
        for names, columns in (
            (joiner.people, self._columns.people),
            (joiner.organisations, self._columns.organisations),
        ):
            for name in filter(None, columns):
                names.resolve(name)
        self._mend(lists, joiner, dropped)
        return joiner.after_events(head), joiner

    def _mend(self, lists: Lists, joiner: Joiner, dropped: set[int]) -> None:
        """Take the exact way with every event that has a reference to nothing, or a zone that does not exist."""
        columns = self._columns
        faulty = self._faulty.union(columns.people.pop("", ()), columns.organisations.pop("", ()))
        memos, sources = ({item.id for item in listed.items} for listed in (lists.memos, lists.sources))
        if columns.memos - memos or columns.sources - sources:
            place = 0
            for bodies in self._blocks.bodies():
                for lean in map(decode_lean, bodies):
                    if not (memos.issuperset(lean.memos) and sources.issuperset(lean.sources)):
                        faulty.add(place)
                    place += 1
            columns.memos &= memos
        decode = decoder(Event, self._head.zone).decode
        for place in sorted(faulty - dropped):
            written = decode(self._blocks.body(place))
            event = joiner.event(self._in_file(place), written)
            # Bodies have names as they are written: an id that was made for a name is not one.
            event = replace(
                event,
                people=tuple(filter(None, written.people)),
                organisations=tuple(filter(None, written.organisations)),
            )
            self._blocks.replace(place, encoder.encode(event))
            if not event.memos and place in columns.with_memo:
                columns.with_memo.remove(place)

    def _make_ids(self, ids: IdTable) -> None:
        """Ids for the events that have none."""
        if not self._columns.without_id:
            return
        made = _NewIds(ids)
        for place in self._columns.without_id:
            event = decode_lean(self._blocks.body(place))
            self._made_ids[place] = made.make(wanted_id(event.date, _text(event.title), self._head.language))
        for place, id_ in self._made_ids.items():
            ids.add(id_, place)

    def _add_lone_memos(self, timeline: Timeline, authors: dict[str, tuple[str, ...]], ids: IdTable) -> None:
        """An event for each dated memo that no event names, so that it can be found and read all the same."""
        for memo in lone_memos(timeline.memos, self._columns.memos):
            event = lone_event(memo, lambda id_: ids.place(id_) is not None)
            body = encoder.encode(replace(event, people=tuple(filter(None, authors[memo.id]))))
            lean = decode_lean(body)
            ids.add(event.id, len(self._columns))
            self._columns.add([lean], [self._zones.lenient(lean)[0]])
            self._blocks.add([body])
            self._blocks.flush()


class _NewIds(Ids):
    """Ids that no event of the file has."""

    def __init__(self, ids: IdTable) -> None:
        super().__init__()
        self._taken = _Taken(ids)


class _Taken(set[str]):
    """The ids of a table, and what is added."""

    def __init__(self, ids: IdTable) -> None:
        super().__init__()
        self._table = ids

    def __contains__(self, id_: object) -> bool:
        return super().__contains__(id_) or (isinstance(id_, str) and self._table.place(id_) is not None)


def _text(words: Words) -> Text:
    return Text(words if isinstance(words, str) else words.items())
