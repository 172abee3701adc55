"""Files with faults: each is said with its place, and all the rest is read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from openai_timeline.files.problems import escaped, shown
from openai_timeline.files.read import Reading, read_bytes

EVENT = '{"date": "2023", "title": "kept"}'


def lines(data: str) -> list[str]:
    """The problems of a file of which the rest is read."""
    return [problem.one_line() for problem in read(data).problems]


def read(data: str) -> Reading:
    return read_bytes(data.encode(), "f")


TEXT = "expected text (a string, or an object from language tag to string), found"
# What stands in the place of the first event, and what is said of it at `$.events[0]`, column 13 of line 1.
BAD_EVENTS = [
    ("3", "1:13: $.events[0]: expected an object, found the number 3"),
    ("null", "1:13: $.events[0]: expected an object, found null"),
    ('{"title": "t"}', "1:13: $.events[0]: an event without a date"),
    ('{"date": "2023"}', "1:13: $.events[0]: an event without a title"),
    (
        '{"date": "2023-02-30", "title": "t"}',
        "1:22: $.events[0].date: 2023-02-30: February 2023 has 28 days"
        " (write a day that exists, or 2023-02 for the month)",
    ),
    ('{"title": "日本", "date": ""}', "1:37: $.events[0].date: the date is empty"),
    (
        '{"date": 2023, "title": "t"}',
        '1:22: $.events[0].date: expected a date (a string such as "2023-11-17"), found the number 2023',
    ),
    ('{"date": "2023", "title": 4}', f"1:39: $.events[0].title: {TEXT} the number 4"),
    ('{"date": "2023", "title": null}', f"1:39: $.events[0].title: {TEXT} null"),
    ('{"date": "2023", "title": ["t"]}', f"1:39: $.events[0].title: {TEXT} a list"),
    ('{"date": "2023", "title": 1e400}', f"1:39: $.events[0].title: {TEXT} a number"),
    (
        '{"date": "2023", "title": {"en": "t", "zh": 5}}',
        "1:57: $.events[0].title.zh: expected a string, found the number 5",
    ),
    (
        '{"date": "2023", "title": "t", "kind": true}',
        "1:52: $.events[0].kind: expected a string, found true",
    ),
    (
        '{"date": "2023", "title": "t", "importance": "high"}',
        "1:58: $.events[0].importance: expected 1, 2 or 3, found a string",
    ),
    (
        '{"date": "2023", "title": "t", "importance": true}',
        "1:58: $.events[0].importance: expected 1, 2 or 3, found true",
    ),
    (
        '{"date": "2023", "title": "t", "confidence": "\\u001b[2J"}',
        '1:58: $.events[0].confidence: expected "high", "medium" or "low", found "\\x1b[2J"',
    ),
    (
        '{"date": "2023", "title": "t", "people": "Mira"}',
        "1:54: $.events[0].people: expected a list, found a string",
    ),
]


@pytest.mark.parametrize(("bad", "said"), BAD_EVENTS)
def test_a_bad_event_costs_only_itself(bad: str, said: str) -> None:
    reading = read(f'{{"events": [{bad}, {EVENT}]}}')
    assert [problem.one_line() for problem in reading.problems] == [f"f:{said}"]
    assert [event.id for event in reading.timeline.events] == ["2023-kept"]


def test_all_faults_of_an_event_are_said() -> None:
    assert lines('{"events": [{"kind": 1,\n"zone": 2, "title": {"en": 3, "zh": 4}}]}') == [
        "f:1:13: $.events[0]: an event without a date",
        "f:1:22: $.events[0].kind: expected a string, found the number 1",
        "f:2:9: $.events[0].zone: expected a string, found the number 2",
        "f:2:28: $.events[0].title.en: expected a string, found the number 3",
        "f:2:37: $.events[0].title.zh: expected a string, found the number 4",
    ]


def test_a_bad_entry_of_a_list_costs_only_the_entry() -> None:
    reading = read(
        '{"events": [{"date": "2023", "title": "t", "people": ["Ann", 3, "", "Bo"],\n'
        '"links": [{"url": 3}, {"label": "x"}, {"url": "u"}], "tags": [null, "a"]}]}'
    )
    (event,) = reading.timeline.events
    assert event.people == ("ann", "bo") and event.tags == ("a",)
    assert [link.url for link in event.links] == ["u"]
    assert [problem.one_line() for problem in reading.problems] == [
        "f:1:62: $.events[0].people[1]: expected a string, found the number 3",
        "f:1:65: $.events[0].people[2]: expected an id or a name, found an empty string",
        "f:2:19: $.events[0].links[0].url: expected a string, found the number 3",
        "f:2:23: $.events[0].links[1]: a link without an url",
        "f:2:63: $.events[0].tags[0]: expected a string, found null",
    ]


def test_a_person_is_kept_without_what_is_wrong() -> None:
    reading = read(
        '{"people": [{"id": "ann", "name": "Ann", "born": "1988-13",\n'
        '"roles": [{"title": "a", "start": "x"}, 3, {"title": "b", "sources": ["none"]}]},\n'
        "7, {}], "
        '"events": [{"date": "2023", "title": "t", "people": ["ann"]}]}'
    )
    (person,) = reading.timeline.people
    assert person.born is None
    assert [(role.title.strings(), role.sources) for role in person.roles] == [(("b",), ())]
    assert reading.timeline.events[0].people == ("ann",)
    assert [problem.one_line() for problem in reading.problems] == [
        "f:1:50: $.people[0].born: 1988-13: months go from 01 to 12, seasons from 21 to 24 and without a day",
        "f:2:35: $.people[0].roles[0].start: x: not a date such as 2023, 2023-11, 2023-11-17, 2018~ or 2013/2016",
        "f:2:41: $.people[0].roles[1]: expected an object, found the number 3",
        'f:2:71: $.people[0].roles[2].sources[0]: no source has the id "none"',
        "f:3:1: $.people[1]: expected an object, found the number 7",
        "f:3:4: $.people[2]: neither a name nor an id",
    ]


def test_of_equal_ids_the_first_is_kept() -> None:
    reading = read(
        '{"events": [4,\n{"id": "a", "date": "2023", "title": "first"},\n'
        '{"date": "2024", "title": "other"},\n{"id": "a", "date": "2025", "title": "second"}],\n'
        '"sources": [{"id": "a", "title": "x"}, {"id": "a"}]}'
    )
    assert [event.title.strings() for event in reading.timeline.events] == [("first",), ("other",)]
    assert len(reading.timeline.sources) == 1
    assert [problem.one_line() for problem in reading.problems] == [
        "f:1:13: $.events[0]: expected an object, found the number 4",
        'f:4:8: $.events[3].id: the id "a" is taken by $.events[1] (line 2)',
        'f:5:47: $.sources[1].id: the id "a" is taken by $.sources[0] (line 5)',
    ]


def test_a_dangling_reference_costs_only_the_reference() -> None:
    reading = read(
        '{"sources": [{"id": "times-1"}], "memos": [{"id": "m", "sources": ["none"]}],\n'
        '"organisations": [{"id": "o", "sources": ["none"]}],\n'
        '"people": [{"id": "p", "sources": ["none"], "education": [{"sources": ["none"]}]}],\n'
        '"events": [{"date": "2023", "title": "t", "memos": ["m", "n"], "sources": ["times-2", "times-1"]}]}'
    )
    (event,) = reading.timeline.events
    assert (event.memos, event.sources) == (("m",), ("times-1",))
    assert [problem.one_line() for problem in reading.problems] == [
        'f:1:68: $.memos[0].sources[0]: no source has the id "none"',
        'f:2:43: $.organisations[0].sources[0]: no source has the id "none"',
        'f:3:36: $.people[0].sources[0]: no source has the id "none"',
        'f:3:72: $.people[0].education[0].sources[0]: no source has the id "none"',
        'f:4:58: $.events[0].memos[1]: no memo has the id "n"',
        'f:4:76: $.events[0].sources[0]: no source has the id "times-2" (is "times-1" meant?)',
    ]


def test_a_reference_to_what_could_not_be_read_is_no_second_problem() -> None:
    assert lines(
        '{"memos": [{"id": "m", "form": "poem"}], "sources": {}, '
        '"events": [{"date": "2023", "title": "t", "memos": ["m"], "sources": ["s"]}]}'
    ) == [
        'f:1:32: $.memos[0].form: expected "full", "excerpt" or "digest", found "poem"',
        "f:1:53: $.sources: expected a list, found an object",
    ]


def test_faults_of_the_head_cost_only_themselves() -> None:
    reading = read(
        '{"format": "1", "title": 3, "zone": "Mars/Phobos", "updated": "soon", "language": null,\n'
        f'"people": {{}}, "eras": [{{"title": "e"}}, {{"title": "f", "start": "2015"}}], "events": [{EVENT}]}}'
    )
    assert [era.title.strings() for era in reading.timeline.eras] == [("f",)]
    assert (reading.timeline.zone, len(reading.timeline.events)) == ("UTC", 1)
    assert [problem.one_line() for problem in reading.problems] == [
        "f:1:12: $.format: expected the number 1, found a string",
        f"f:1:26: $.title: {TEXT} the number 3",
        "f:1:37: $.zone: Mars/Phobos: no such time zone (a name such as America/Los_Angeles is needed)",
        "f:1:63: $.updated: soon: not a date such as 2023, 2023-11, 2023-11-17, 2018~ or 2013/2016",
        "f:1:83: $.language: expected a string, found null",
        "f:2:11: $.people: expected a list, found an object",
        "f:2:24: $.eras[0]: an era without a start",
    ]


def test_a_zone_that_does_not_exist_costs_only_the_zone() -> None:
    reading = read('{"events": [{"date": "2023", "title": "kept", "zone": "../x"}]}')
    assert reading.timeline.events[0].zone is None
    assert [problem.path for problem in reading.problems] == ["$.events[0].zone"]


def test_half_of_a_surrogate_pair_is_replaced_and_said() -> None:
    reading = read(
        '{"events": [{"date": "2023", "title": "é\\ud83d!", "place": "\\ud83d\\ude00 \\\\ud800", '
        '"\\udc00": 1}], "x\\ud800": 2}'
    )
    (event,) = reading.timeline.events
    assert event.title.strings() == ("é\ufffd!",)
    assert event.place.strings() == ("😀 \\ud800",)
    said = "half of a surrogate pair, shown as U+FFFD (write the character itself)"
    assert [problem.one_line() for problem in reading.problems] == [
        f"f:1:41: $.events[0].title: {said}",
        f'f:1:85: $.events[0]["\ufffd"]: {said}',
        f'f:1:101: $["x\ufffd"]: {said}',
    ]


def test_numbers_of_any_length_are_numbers() -> None:
    long = "9" * 6000
    assert lines(f'{{"x": {long}, "events": [{{"date": {long}, "title": {long}, "importance": {long}}}]}}')
    assert lines(f'{{"x": {long}, "format": 1, "events": [{EVENT}]}}') == []


def test_messages_hold_no_raw_text_of_the_file() -> None:
    hostile = "\x1b]0;pwn\x07\u202e\x9b" + "x" * 500
    document = {
        hostile: 1,
        "events": [
            {"date": hostile, "title": {hostile: 3}, "kind": 1, "zone": hostile},
            {"date": "2023", "title": "t", "sources": [hostile], "zone": hostile, "confidence": hostile},
            {"date": "2023", "title": "t", "sources": [hostile], "zone": hostile, "id": hostile},
            {"date": "2023", "title": "t", "id": hostile},
        ],
    }
    problems = read(json.dumps(document)).problems
    assert len(problems) == 7
    for problem in problems:
        assert problem.one_line().isprintable()
        assert len(problem.one_line()) < 250


def test_escaping() -> None:
    assert escaped("a\x1b\u202e\ud800é") == "a\\x1b\\u202e\\ud800é"
    assert shown("x" * 50) == "x" * 39 + "…"


def test_each_field_broken_in_turn_never_hides_the_other_events() -> None:
    good = {
        "id": "e", "date": "2023-11-17", "title": "t", "zone": "UTC", "text": "a", "kind": "other",
        "people": ["Ann"], "organisations": ["Acme"], "memos": [], "sources": [], "links": [{"url": "u"}],
        "place": "p", "tags": ["x"], "importance": 1, "confidence": "low", "disputed": "d",
    }  # fmt: skip
    wrong: list[Any] = [None, True, 7, -1.5, "\x1b[2J", [], [[]], [{}], {}, {"en": 1}]
    events: list[dict[str, Any]] = []
    counts = 0
    for key in good:
        for value in wrong:
            events.append({**good, key: value, "id": f"bad-{len(events)}", **({"id": value} if key == "id" else {})})
            events.append({**good, "id": f"good-{len(events)}"})
            counts += 1
    reading = read(json.dumps({"events": events}, indent=1))
    kept = {event.id for event in reading.timeline.events}
    assert sum(one.startswith("good-") for one in kept) == counts
    reported = {int(p.path.partition("[")[2].partition("]")[0]) for p in reading.problems}
    assert all(index % 2 == 0 for index in reported)
    assert len(reported) > counts / 2
    for index in range(0, len(events), 2):
        assert index in reported or f"bad-{index}" in kept or events[index]["id"] != f"bad-{index}"
