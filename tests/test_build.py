"""Building the index event by event: what it writes is what the plain way writes of the same bytes, faults and all."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from sys import getrefcount
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_timeline import SMALL

from openai_timeline.files.problems import Unreadable
from openai_timeline.files.read import read_bytes
from openai_timeline.index import builder, fast, pieces
from openai_timeline.index.ask import Index
from openai_timeline.index.database import memory
from openai_timeline.index.lean import Zones, heading_part
from openai_timeline.model.dates import parse
from openai_timeline.model.selection import Selection

DATES = st.one_of(
    st.builds("{:04d}-{:02d}-{:02d}".format, st.integers(0, 3000), st.integers(1, 13), st.integers(1, 31)),
    st.builds(
        "{:04d}-{:02d}-{:02d}T{:02d}:{:02d}{}{}".format,
        st.integers(1890, 2040),
        st.integers(1, 12),
        st.integers(1, 30),
        st.integers(0, 25),
        st.integers(0, 61),
        st.sampled_from(["", ":00", ":59"]),
        st.sampled_from(["", "Z", "-08:00", "+14", "+05:30", "+15:00"]),
    ),
    st.sampled_from(
        ["2023", "2023-11", "2023-21", "201X", "2016-XX", "../2016", "2017/..", "-0043", "Y12345", "x", ""]
    ),
)
ZONES = st.sampled_from([None, "Asia/Shanghai", "America/Los_Angeles", "Nowhere/Land", ""])
NAMES = st.sampled_from(["ann", "Ann", "Bo Li", "bo-li", "Zoë", "zoe", "", "安"])
TEXTS = st.sampled_from(["a title", "", {"en": "title", "zh": "题"}, {}, {"en": ""}, 3, None, "t\ud83d\ude00"])
IDS = st.sampled_from(["e1", "e2", "2023-a-title", "m1", "memo-m1", "", None])


def lists(of: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(of, max_size=3) | st.sampled_from([None, "x", [3]])


EVENTS = st.fixed_dictionaries(
    {"date": DATES, "title": TEXTS},
    optional={
        "id": IDS,
        "zone": ZONES,
        "text": TEXTS,
        "kind": st.sampled_from(["left", "joined"]),
        "people": lists(NAMES),
        "organisations": lists(NAMES),
        "memos": lists(st.sampled_from(["m1", "m2", "nothing"])),
        "sources": lists(st.sampled_from(["s1", "s2"])),
        "links": st.sampled_from([[], [{"url": "https://a.b"}], [{}]]),
        "tags": lists(st.sampled_from(["x", "y"])),
        "importance": st.integers(0, 4),
        "confidence": st.sampled_from(["high", "low", "none"]),
        "disputed": TEXTS,
    },
)
DOCUMENTS = st.fixed_dictionaries(
    {"events": st.lists(EVENTS | st.sampled_from([None, 3, "x", []]), max_size=8)},
    optional={
        "zone": ZONES,
        "people": st.lists(st.fixed_dictionaries({}, optional={"id": NAMES, "name": NAMES}), max_size=3),
        "organisations": st.lists(st.fixed_dictionaries({"name": NAMES}), max_size=2),
        "memos": st.lists(
            st.fixed_dictionaries(
                {"id": st.sampled_from(["m1", "m2"])}, optional={"date": DATES, "authors": lists(NAMES)}
            ),
            max_size=3,
        ),
        "sources": st.lists(st.fixed_dictionaries({"id": st.sampled_from(["s1", "s2"])}), max_size=2) | st.just(3),
    },
)


def both(data: bytes) -> tuple[Index, Index]:
    """The index the fast way and the plain way."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    fast.build_from(data, "f", connection)
    reading = read_bytes(data, "f")
    quick, plain = Index(connection), Index.in_memory(reading.timeline)
    assert tuple(quick.problems("f")) == reading.problems
    return quick, plain


def same(quick: Index, plain: Index) -> None:
    """Both answer everything alike."""
    assert quick.total == plain.total
    assert quick.head == plain.head
    every = quick.everything
    assert (every.headings, every.years) == (plain.everything.headings, plain.everything.years)
    events = quick.events(every.positions)
    assert events == plain.events(plain.everything.positions)
    assert list(quick.people()) == list(plain.people())
    assert quick.organisations() == plain.organisations()
    assert (quick.kinds(), quick.offices()) == (plain.kinds(), plain.offices())
    for event in events:
        assert quick.position(event.id) == plain.position(event.id)
        assert quick.memos(event.memos) == plain.memos(event.memos)
        assert quick.sources(event.sources) == plain.sources(event.sources)
        assert quick.position_at(event.date.earliest) == plain.position_at(event.date.earliest)
    choices: list[dict[str, Any]] = [{"people": (person.id,)} for person, _, _ in plain.people()]
    choices += [{"organisations": (organisation.id,)} for organisation, _ in plain.organisations()]
    choices += [{"kinds": ("left",)}, {"tags": ("x",)}, {"with_memo": True}, {"disputed": True}, {"words": ("title",)}]
    choices += [{"after": parse("2000")}, {"before": parse("2000")}]
    for fields in choices:
        found = [index.view(Selection(**fields)).positions for index in (quick, plain)]
        assert list(found[0]) == list(found[1]), fields
    for person, _, _ in plain.people():
        assert quick.companions(person.id) == plain.companions(person.id)


def checked(document: Any) -> None:
    """Both ways read alike, or refuse alike."""
    data = json.dumps(document).encode()
    try:
        read_bytes(data, "f")
    except Unreadable as error:
        with pytest.raises(Unreadable) as raised:
            fast.build_from(data, "f", sqlite3.connect(":memory:", isolation_level=None))
        assert raised.value.problem == error.problem
        return
    same(*both(data))


def test_the_small_timeline() -> None:
    checked(SMALL)


@given(DOCUMENTS)
@settings(max_examples=200)
def test_both_ways_give_the_same_index(document: dict[str, Any]) -> None:
    checked(document)


@given(DOCUMENTS)
@settings(max_examples=100)
def test_faults_of_big_files_have_the_same_places(document: dict[str, Any]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builder, "SHARED", 0)
        patch.setattr(pieces, "PIECE", 150)
        checked(document)


def test_the_bytes_are_gone_before_the_index_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """What writing takes comes in place of the bytes of a big file, not on top of them."""
    for module in (pieces, builder, fast):
        monkeypatch.setattr(module, "SHARED", 0)
    data = json.dumps({"events": [{"date": "2023", "title": "x"}] * 10}).encode()
    held = fast.Held(data)
    before, while_writing = getrefcount(data), []
    write = builder.write

    def looked(*arguments: Any) -> None:
        while_writing.append(getrefcount(data))
        write(*arguments)

    monkeypatch.setattr(builder, "write", looked)
    with contextlib.closing(memory()) as connection:
        fast.build_last(held, "x", connection)
    assert while_writing == [before - 1]


@pytest.mark.parametrize("events", [3, {}, None, [], [[]], [{"start_date": 3}]])
def test_both_ways_refuse_alike(events: Any) -> None:
    checked({"events": events})
    checked([events])


def test_many_pieces_and_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut anywhere, with lists of objects inside events and signs inside strings that look like the end of one."""
    monkeypatch.setattr(pieces, "PIECE", 700)
    events = [
        {
            "id": f"e{n}" if n % 7 else "",
            "date": f"{2000 + n * 7919 % 23}-{n % 12 + 1:02d}",
            "title": 'a "}, {" b' if n % 3 else "x" * (n % 900),
            "links": [{"url": "https://a.b"}, {"url": "https://c.d"}] * (n % 4),
            "people": ["Ann", "Bo", "Cy"][: n % 4],
            "memos": ["m"] if n % 50 == 3 else [],
            "zone": "Nowhere/Land" if n == 77 else "Asia/Tokyo",
        }
        for n in range(1500)
    ]
    events[700]["id"] = "e1"
    events[900]["date"] = "2023-02-30"
    for indent in (None, 1):
        same(*both(json.dumps({"events": events, "memos": [{"id": "m"}]}, indent=indent).encode()))


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="one processor")
@pytest.mark.parametrize("fault", ["", "first", "second", "cut"])
def test_two_parts_side_by_side(monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    """Also where either part has a fault, and where what looks like the end of an event is none."""
    for module in (pieces, builder):
        monkeypatch.setattr(module, "SHARED", 0)
    begun: list[bool] = []
    helper = pieces.Helper
    monkeypatch.setattr(builder, "Helper", lambda *arguments: (begun.append(True), helper(*arguments))[1])
    title = 'x "}, {" y' * (20_000 if fault == "cut" else 1)
    events = [
        {
            "id": f"e{n}" if n % 7 else "",
            "date": f"{2000 + n % 9}-{n % 12 + 1:02d}-11T12:28Z",
            "title": title,
            "people": ["A"],
        }
        for n in range(6 if fault == "cut" else 3000)
    ]
    if fault in ("first", "second"):
        events[{"first": 100, "second": 2900}[fault]]["date"] = "never"
    same(*both(json.dumps({"events": events}).encode()))
    assert begun


@given(st.lists(st.tuples(DATES, ZONES), max_size=5))
def test_dates_are_those_of_parse(dates: list[tuple[str, str | None]]) -> None:
    zones = Zones("America/New_York")
    for text, zone in dates:
        try:
            date = parse(text, "America/New_York" if zone is None else zone)
        except ValueError as error:
            with pytest.raises(type(error)):
                zones[zone][text]
            continue
        moment = zones[zone][text]
        assert moment == (date.earliest, date.latest, date.precision, (date.year << 5) + heading_part(date))
