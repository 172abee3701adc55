"""Building the index of a file event by event: nothing but columns of the events stays in memory.

What it writes is what `build` writes of the `Timeline` that `files.read` reads. A bad event takes the slow and exact
way of `files.read` by itself.
"""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Callable, Iterator

import msgspec
from msgspec import Raw
from msgspec.structs import replace

from ..files.codec import decoder, encoder
from ..files.formats.recognise import OTHER, TIMELINE, recognise
from ..files.names import Ids
from ..files.read import Reader, split_list
from ..files.references import Joiner, Listed, Lists, identify, report_taken, wanted_id
from ..files.refuse import checked, refuse
from ..model.dates import DateError
from ..model.language import Text
from ..model.timeline import Event, Timeline
from .build import build, lone_event
from .columns import Columns, Order
from .lean import Lean, Moment, Words, Zones, decode_lean
from .write import Blocks, Contents, IdTable, Names, lone_memos, write

PIECE = 4 << 20  # bytes of events that are decoded at a time
_TRIES = 50
Progress = Callable[[int, float], None]


class IdOnly(msgspec.Struct, gc=False):
    """An event of which only the id is wanted."""

    id: str = ""


_decode_id = msgspec.json.Decoder(IdOnly).decode


def build_from(data: bytes, name: str, connection: sqlite3.Connection, progress: Progress | None = None) -> None:
    """Fill an empty database with the timeline in `data`. Raises Unreadable when nothing of it can be shown."""
    collected = gc.isenabled()
    gc.disable()
    try:
        kind = recognise(data)
        if kind not in (TIMELINE, OTHER):
            from ..files.formats.readers import read_other, unwrapped

            kind, data = unwrapped(data, name)
        if kind in (TIMELINE, OTHER):
            Builder(checked(data, name), name, connection, progress).build()
            return
        reading = read_other(kind, data, name)
        build(reading.timeline, connection, reading.problems)
    except RecursionError:
        from ..files.broken import too_deep

        too_deep(data, name)
    except MemoryError:
        refuse(name, "too large for the memory of this machine")
    finally:
        if collected:
            gc.enable()


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

    def build(self) -> None:
        """The whole document."""
        for piece, share in self._pieces():
            self._add(piece)
            self._progress(len(self._columns), share)
        self._blocks.flush()
        lists = self.lists(Listed("events", [], self._lost))
        identify(lists, self._head.language, self._report)
        ids = IdTable(self._columns, self._id_of)
        dropped = {later: first for first, later in ids.twins()}
        for later, first in dropped.items():
            report_taken(self._report, "events", self._id_of(later), self._in_file(later), self._in_file(first))
        if dropped:
            self._count_again(set(dropped))
        timeline, joiner = self._joined(lists, set(dropped))
        self._make_ids(ids)
        self._add_lone_memos(timeline, {memo.id: memo.authors for memo in lists.memos.items}, ids)
        people, organisations = self._columns.people, self._columns.organisations
        contents = Contents(
            timeline,
            Names("people", people, {name: joiner.people.resolve(name) for name in people}),
            Names("organisations", organisations, {name: joiner.organisations.resolve(name) for name in organisations}),
        )
        contents.made_ids = self._made_ids
        contents.problems = self._report.in_order()
        write(self._connection, self._columns, Order(self._columns, dropped), ids, contents)

    # -- the events

    def _pieces(self) -> Iterator[tuple[list[Raw], float]]:
        """The list of events in pieces, and how much of it is then done."""
        raw = self._document.events
        view = memoryview(raw)
        size = len(view)
        if bytes(view[:1]) != b"[":
            self._list("events", Event)  # raises
        start = 1
        while size - start > PIECE:
            window = bytes(view[start : start + PIECE])
            found = _whole_items(window)
            if found is None:
                break
            items, used = found
            start += used
            yield items, start / size
        yield split_list(b"[" + view[start:]), 1.0

    def _add(self, raws: list[Raw]) -> None:
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


def _whole_items(window: bytes) -> tuple[list[Raw], int] | None:
    """The items of a list that are whole in `window`, which begins with one, and how many bytes they take."""
    end = len(window)
    for _ in range(_TRIES):
        end = window.rfind(b"}", 0, end)
        if end < 0:
            return None
        after = window[end + 1 : end + 1024]
        if not after.lstrip().startswith(b","):
            continue
        try:
            # Balanced to the end, so that this comma is one of the list's own.
            items = split_list(b"[" + window[: end + 1] + b"]")
        except msgspec.DecodeError:
            continue
        return items, end + 2 + after.index(b",")
    return None


def _text(words: Words) -> Text:
    return Text(words if isinstance(words, str) else words.items())
