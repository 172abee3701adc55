"""What holds of any file: only Unreadable is raised, positions are right, what is read holds together."""

from __future__ import annotations

import json
import random
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openai_timeline.files.problems import Unreadable
from openai_timeline.files.read import read_bytes

EVENT = '{"date": "2023", "title": "kept"}'


def test_positions_are_right_whatever_stands_before() -> None:
    chance = random.Random(4)
    for _ in range(250):  # each is broken in two places
        before = "".join(chance.choices(["é", "中", "𝔸", "e\u0301", "\r\n", "\n", " "], k=chance.randrange(60)))
        filler = json.dumps(before, ensure_ascii=False)
        gap = "".join(chance.choices(["\r\n", "\n", " ", "\t"], k=chance.randrange(9)))
        head = f'{{"x": {filler},{gap}"events": [{EVENT},{gap} {{"title": {filler}, "date":{gap}'
        (problem,) = read_bytes((head + '"2023-02-30"}]}').encode(), "f").problems
        last = head.split("\n")
        assert (problem.line, problem.column) == (len(last), len(last[-1]) + 1)
        with pytest.raises(Unreadable, match=f"^f:{len(last)}:{len(last[-1]) + 1}: broken JSON"):
            read_bytes((head + "?}]}").encode(), "f")


def test_many_faults_take_little_time() -> None:
    events = [{"date": "2023-02-30", "title": "日" * 20, "sources": ["s"]} for _ in range(5000)]
    events += [{"date": "2023", "title": "\ud800", "id": "x"} for _ in range(5000)]
    data = json.dumps({"events": events}).encode()
    begun = time.perf_counter()
    assert len(read_bytes(data, "f").problems) == 5000 + 5000 + 4999
    assert time.perf_counter() - begun < 8


KEYS = [
    "format", "title", "language", "zone", "eras", "organisations", "people", "events", "memos", "sources", "offices",
    "id", "date", "start", "end", "name", "roles", "url", "importance", "authors", "en", "",
]  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6)
    | st.sampled_from(["2023", "2023-02-30", "Asia/Tokyo", "a", "\ud800", "high"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=30,
)  # fmt: skip
VALID = (
    '{"format": 1, "zone": "Asia/Tokyo", "people": [{"id": "ann", "name": {"en": "Ann", "zh": "安"}, "roles": '
    '[{"organisation": "Acme", "title": "x", "start": "2020", "sources": ["s"]}]}], "events": [{"id": "e", '
    '"date": "2023-11-17T12:28-08:00", "title": "t\\ud83d\\ude00", "people": ["Ann", "Bo"], "memos": ["m"]}], '
    '"memos": [{"id": "m", "date": "2024", "authors": ["Ann"]}], "sources": [{"id": "s", "url": "u"}]}'
)


def only_unreadable(data: bytes) -> None:
    """Nothing but Unreadable may come of any bytes, and what is read must hold together."""
    try:
        timeline = read_bytes(data, "f").timeline
    except Unreadable as error:
        assert error.problem.one_line().isprintable()
        return
    people = {person.id for person in timeline.people}
    organisations = {organisation.id for organisation in timeline.organisations}
    sources = {source.id for source in timeline.sources}
    assert all(people.issuperset(event.people) for event in timeline.events)
    assert all(organisations.issuperset(event.organisations) for event in timeline.events)
    assert all(sources.issuperset(event.sources) for event in timeline.events)
    for listed in (timeline.events, timeline.people, timeline.organisations, timeline.memos, timeline.sources):
        ids = [item.id for item in listed]
        assert all(ids) and len(set(ids)) == len(ids)


@settings(max_examples=400, deadline=None)
@given(JSON, st.booleans())
def test_any_json_is_read_or_refused(value: Any, as_events: bool) -> None:
    only_unreadable(json.dumps({"events": [value], "people": [value]} if as_events else value).encode())


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(VALID)), st.integers(0, 4), st.text('{}[]",:\\0x\n\ud800', max_size=3))))
def test_a_damaged_document_is_read_or_refused(damages: list[tuple[int, int, str]]) -> None:
    data = VALID.encode()
    for place, length, text in damages[:4]:
        data = data[:place] + text.encode("utf-8", "surrogatepass") + data[place + length :]
    only_unreadable(data)


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    only_unreadable(data)
