"""What a file is, by its content; and the formats of which there is little to read: gzip, JSON lines, Markwhen."""

from __future__ import annotations

import gzip
import json
import random
import time

import pytest

from openai_timeline.files.formats.recognise import recognise
from openai_timeline.files.problems import Unreadable
from openai_timeline.files.read import Reading, read_bytes
from openai_timeline.model.language import Text

BIG = "x" * 100_000
CASES = [
    ('{"events": []}', "timeline"),
    ("{}", "timeline"),
    (' \n{"format": 1, "events": [{"date": "2020", "title": "x"}]}', "timeline"),
    ('{"title": {"en": "text"}, "events": [{"date": "2020", "title": "x"}]}', "timeline"),
    ('{"people": [{"id": "a"}], "events": []}', "timeline"),
    ('{"events": [{"title": "start_date", "text": {"en": "\\"start_date\\""}, "date": "2020"}]}', "timeline"),
    (f'{{"x-note": "{BIG}", "events": [{{"date": "2020", "title": "x"}}]}}', "timeline"),
    ('{"events": [{"start_date": {"year": 2020}}]}', "timelinejs"),
    ('{"events": [{"text": {"headline": "x"}, "start_date": {"year": 2020}}]}', "timelinejs"),
    ('{"title": {"text": {"headline": "x"}}, "events": []}', "timelinejs"),
    ('{"scale": "human", "events": []}', "timelinejs"),
    ('{"events": [{"media": {}, "end_date": {}}]}', "timelinejs"),
    (f'{{"title": {{"note": "{BIG}"}}, "events": [{{"start_date": {{"year": 1}}}}]}}', "timelinejs"),
    ('{"eras": [{"start_date": {}}], "events": []}', "timelinejs"),
    ('{"timeline": {"headline": "x", "date": []}}', "timelinejs2"),
    ('{"headline": "x", "date": [{"startDate": "2011"}]}', "timelinejs2"),
    ('storyjs_jsonp_data = {"timeline": {"date": []}}', "timelinejs2"),
    ('callback({"timeline": {"date": []}});', "timelinejs2"),
    ('window.data = {"events": [{"start_date": {}}]}', "timelinejs"),
    ("Year,Month,Day,Headline\n", "timelinejs-csv"),
    ("\n\ufeffYear;Headline\n", "timelinejs-csv"),
    ("sep=;\nYear;Headline\n2020;x\n", "timelinejs-csv"),
    ('"Start Date","End Date","Headline"\n', "timelinejs-csv"),
    ("BEGIN:VCALENDAR\r\n", "icalendar"),
    ("\nbegin:vcalendar\n", "icalendar"),
    ("2020: An event", "markwhen"),
    ("title: x\n\n// note\nDec 7, 1941 - 1945: War", "markwhen"),
    ('{"date": "2020", "title": "a"}\n{"date": "2021", "title": "b"}\n', "jsonl"),
    ('{"date": "2020", "title": "a"}', "jsonl"),
    ('{"id": "a", "title": "a"}\n{"date": "2021", "title": "b"}', "jsonl"),
    (f'{{"date": "2020", "title": "{BIG}"}}\n{{"date": "2021"}}', "jsonl"),
    ('{"feed": {"entry": []}}', "google-sheets"),
    ('{"version": "1.0", "encoding": "UTF-8", "feed": {}}', "google-sheets"),
    ('{"range": "Sheet1!A1:R1000", "majorDimension": "ROWS", "values": [["Year"]]}', "google-sheets"),
    ('google.visualization.Query.setResponse({"table": {}});', "google-sheets"),
    ('/*O_o*/\ngoogle.visualization.Query.setResponse({"status":"ok"});', "google-sheets"),
    ("<?xml version='1.0'?><feed xmlns:gs='http://schemas.google.com/spreadsheets/2006'>", "google-sheets"),
    ("<!doctype html><title>x</title>", ""),
    ("", ""),
    ("hello, world\nnothing here", ""),
    ("a,b,c\n1,2,3", ""),
    ("[1, 2]", ""),
    ('[{"id": "a", "date": "2020", "title": "a"}]', "jsonl"),
    ('[{"text": {"date": 1}, "start_date": {}}]', "timelinejs"),
    ("var data = {timeline: {date: []}}", "timelinejs2"),
    ("title: x\nevents:\n  - date: 2020\n", ""),
]


@pytest.mark.parametrize(("text", "kind"), CASES)
def test_content_says_what_a_file_is(text: str, kind: str) -> None:
    assert recognise(text.encode()) == kind
    assert recognise(b"\xef\xbb\xbf" + text.encode()) == kind


@pytest.mark.parametrize(("text", "kind"), CASES)
def test_gzip_of_anything_is_what_is_in_it(text: str, kind: str) -> None:
    assert recognise(gzip.compress(text.encode())) == "gzip"
    assert outcome(gzip.compress(text.encode())) == outcome(text.encode())


def outcome(data: bytes) -> object:
    """What is read of a file, or why nothing is."""
    try:
        return read_bytes(data, "f")
    except Unreadable as error:
        return str(error)


def test_our_own_format_is_known_at_once() -> None:
    events = ",".join(f'{{"date": "2020", "title": "event {n}"}}' for n in range(100_000))
    data = f'{{"format": 1, "events": [{events}]}}'.encode()
    begun = time.perf_counter()
    for _ in range(100):
        assert recognise(data) == "timeline"
    assert time.perf_counter() - begun < 0.1


@pytest.mark.parametrize(("text", "kind"), CASES)
def test_damage_never_does_more_than_to_refuse(text: str, kind: str) -> None:
    chance = random.Random(text)
    data = text[:400].encode()
    for _ in range(12):
        at = chance.randrange(len(data) + 1)
        outcome(
            data[:at]
            + chance.choice([b"", b"\xff", b'"', b"\0", b"{", b"\n", b"9" * 40])
            + data[at + chance.randrange(3) :]
        )


def test_google_sheets_and_web_pages_are_named() -> None:
    with pytest.raises(Unreadable, match="Google Sheets"):
        read_bytes(b'{"feed": {"entry": []}}', "f")
    with pytest.raises(Unreadable, match="web page"):
        read_bytes(b"<html><body>", "f")


# -- two bytes a character

SHEET = "Year\tMonth\tHeadline\r\n1984\t1\tCafé “quoted”\r\n"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", ["\t", ";", ","])
def test_a_sheet_as_excel_writes_unicode_text(encoding: str, separator: str) -> None:
    text = SHEET.replace("\t", separator)
    (event,) = read_bytes(text.encode(encoding), "f").timeline.events
    assert (event.date.text, event.title) == ("1984-01", Text("Café “quoted”"))


def test_a_calendar_and_markwhen_of_two_bytes_are_read_and_json_is_not() -> None:
    calendar = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20200101\nSUMMARY:é\nEND:VEVENT\nEND:VCALENDAR\n"
    for text in (calendar, "2020: é\n"):
        assert read_bytes(text.encode("utf-16"), "f").timeline.events[0].title == Text("é")
    for text in ('{"events": []}', '[{"date": "2020", "title": "é"}]', "x"):
        with pytest.raises(Unreadable, match="UTF-16"):
            read_bytes(text.encode("utf-16"), "f")


# -- lists, scripts


def test_a_list_of_events_is_read_as_its_lines_would_be() -> None:
    data = '[\n {"date": "2020", "title": "é"},\n {"date": "2023-02-30", "title": "é"}, 3\n]'.encode()
    reading = read_bytes(data, "f")
    assert [event.title for event in reading.timeline.events] == [Text("é")]
    bad, number = (problem.one_line() for problem in reading.problems)
    assert bad.startswith("f:3:11: $[1].date: 2023-02-30: February 2023 has 28 days")
    assert number == "f:3:40: $[2]: expected an event (an object), found a number"
    with pytest.raises(Unreadable, match="f:1:34: broken JSON: a comma before the closing bracket"):
        read_bytes('[{"date": "2020", "title": "éàü"},]'.encode(), "f")


def test_a_list_of_slides_says_where_they_are() -> None:
    slide = '{"start_date": {"year": "%s"}, "text": {"headline": "A"}}'
    reading = read_bytes(f"[{slide % 1969}, {slide % 'x'}]".encode(), "f")
    assert [event.date.text for event in reading.timeline.events] == ["1969"]
    assert reading.problems[0].one_line().startswith("f:1:87: $[1].start_date.year: expected a number")


def test_what_a_script_does_with_its_timeline_is_passed_over() -> None:
    data = b'var data = {"events": [{"start_date": {"year": 1969}, "text": {"headline": "};"}}]};\nnew X("t", data);\n'
    assert read_bytes(data, "f").timeline.events[0].title == Text("};")
    with pytest.raises(Unreadable, match='2:2: broken JSON: expected a key in double quotes, found "t"'):
        read_bytes(b"var data = {\n timeline: {date: []}}", "f")


# -- gzip


def test_gzip_in_several_members_and_with_padding() -> None:
    data = gzip.compress(b'{"events": [') + gzip.compress(b'{"date": "2020", "title": "x"}]}') + b"\0" * 512
    assert len(read_bytes(data, "f").timeline.events) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (gzip.compress(b'{"events": []}')[:-9], "cut off"),
        (gzip.compress(b'{"events": []}' * 99)[:30] + b"\xff" * 30, "damaged"),
        (gzip.compress(gzip.compress(b"{}")), "twice"),
        (b"\x1f\x8b", "cut off"),
    ],
)
def test_gzip_that_is_broken(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_bytes(data, "f")


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    import zlib

    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(1 << 22)) for _ in range(8)) + packer.flush()
    begun = time.perf_counter()
    with pytest.raises(Unreadable, match="300 times its size"):
        read_bytes(bomb, "f")
    assert time.perf_counter() - begun < 2


# -- JSON lines


def lines(*items: object) -> Reading:
    return read_bytes("\n".join(x if isinstance(x, str) else json.dumps(x) for x in items).encode(), "f")


def test_lines_of_events() -> None:
    reading = lines(
        {
            "id": "a",
            "date": "2020-05",
            "title": {"en": "A", "zh": "甲"},
            "people": ["Ada"],
            "sources": ["https://e.com"],
        },
        "",
        {"date": "2021", "title": "B", "people": ["Ada"], "x-own": 1, "sources": ["a book"]},
    )
    assert reading.problems == ()
    first, second = reading.timeline.events
    assert (first.id, first.people, second.people) == ("a", ("ada",), ("ada",))
    assert [(source.id, source.url) for source in reading.timeline.sources] == [
        ("https://e.com", "https://e.com"), ("a book", None),
    ]  # fmt: skip


def test_one_bad_line_costs_no_other() -> None:
    good = {"date": "2020", "title": "x"}
    reading = lines(good, {"date": "2020-02-30", "title": "y"}, '{"date": "2020",', "[1]", {"title": "z"}, good)
    assert len(reading.timeline.events) == 2
    assert [(p.line, p.column, p.path) for p in reading.problems] == [
        (2, 10, "$.date"),
        (3, 17, ""),
        (4, 1, "$"),
        (5, 1, "$"),
    ]


def test_lines_without_an_event_are_refused() -> None:
    with pytest.raises(Unreadable, match="f:1:10"):
        lines({"date": "x", "title": "y"})


def test_twins_and_memos_in_lines() -> None:
    item = {"id": "a", "date": "2020", "title": "x", "memos": ["m"]}
    reading = lines(item, item)
    assert [event.id for event in reading.timeline.events] == ["a", "a-2"]
    assert [p.severity for p in reading.problems] == ["warning", "warning"]


# -- Markwhen

DOCUMENT = """\
---
title: Welcome
description: All of it
dateFormat: d/M/y
timezone: Europe/Berlin
#Project1: #d336b1
view:
  - me@example.com
---
// a comment
section Work #welcome
2023-01/2023-03: Sub task #John
More about https://x.com/#frag

- [ ] this

endSection
group Later // not part of the name
12/2012: End of the world !end
[Seattle](map)
#only #tags
1/2/2023 - 14/02/2023: Phase
2020-02-22T12:13:14Z: An instant
2020-02-22T12:13:14Z-now: Still so
7 Dec 1941 to Dec 9, 1941: Harbour
2025-08-03: Meeting
id: meeting
tz: America/New_York
Some day
2012-2013: Germany
endGroup
January 2000: After
"""


def test_markwhen() -> None:
    reading = read_bytes(DOCUMENT.encode(), "f")
    timeline = reading.timeline
    assert (timeline.title, timeline.description, timeline.zone) == (
        Text("Welcome"),
        Text("All of it"),
        "Europe/Berlin",
    )
    assert [(e.date.text, e.title.in_language("en"), e.tags) for e in timeline.events] == [
        ("2023-01/2023-03", "Sub task", ("Work", "welcome", "John")),
        ("2012-12", "End of the world", ("Later", "only", "tags")),
        ("2023-02-01/2023-02-14", "Phase", ("Later",)),
        ("2020-02-22T12:13:14Z", "An instant", ("Later",)),
        ("2020-02-22/..", "Still so", ("Later",)),
        ("1941-12-07/1941-12-09", "Harbour", ("Later",)),
        ("2025-08-03", "Meeting", ("Later",)),
        ("2012/2013", "Germany", ("Later",)),
        ("2000-01", "After", ()),
    ]
    assert timeline.events[0].text == Text("More about https://x.com/#frag\n\n- [ ] this")
    assert (timeline.events[1].id, timeline.events[1].place, timeline.events[1].text) == (
        "end",
        Text("Seattle"),
        Text(),
    )
    meeting = timeline.events[6]
    assert (meeting.id, meeting.zone, meeting.text) == ("meeting", "America/New_York", Text("Some day"))
    assert [p for p in reading.problems if p.severity == "error"] == []


REFUSED = [
    "2018/6 months: x", "after !a 2 weeks: x", "!a 2 weeks: x", "before !a 1 month: x", "2 weeks: x", "now: x",
    "2023-01-03 every other week for 1 year: x", "2025-04-30 10am: x", "January 3 - Apr 6: x", "3:30pm - 4:30pm: x",
    "Monday: x", "2020-02-30: x", "13/13/2020: x", "2021/2020: x", "5 business days: x", "tomorrow: x",
]  # fmt: skip


@pytest.mark.parametrize("line", REFUSED)
def test_what_is_not_understood_of_markwhen_is_refused_with_its_line(line: str) -> None:
    reading = read_bytes(f"1999: Before\n\n{line}\nits text\n2000: After".encode(), "f")
    assert [event.date.text for event in reading.timeline.events] == ["1999", "2000"]
    assert [(p.line, p.severity) for p in reading.problems] == [(3, "error")]


def test_a_description_over_several_lines() -> None:
    reading = read_bytes(b"title: T\ndescription: |\n  one\n  two\n\n2020: A\n", "f")
    assert reading.timeline.description == Text("one\ntwo")


def test_american_dates_and_several_pages() -> None:
    reading = read_bytes(b"title: One\n12/7/1941: A\n_-_-_break_-_-_\ntitle: Two\n# Part\n1942: B\n", "f")
    assert [(e.date.text, e.tags) for e in reading.timeline.events] == [("1941-12-07", ()), ("1942", ("Part",))]
    assert reading.timeline.title == Text("One")
    assert [p.severity for p in reading.problems] == ["warning", "warning"]


def test_a_link_in_a_title_of_markwhen_is_a_link() -> None:
    (event,) = read_bytes(b"2020: See [the page](https://example.org/a) and go", "f").timeline.events
    assert event.title == Text("See the page and go")
    assert [(link.label, link.url) for link in event.links] == [(Text("the page"), "https://example.org/a")]


@pytest.mark.parametrize("end", ["end group", "endGroup", "END GROUP  // done"])
def test_the_end_of_a_group_however_it_is_spaced(end: str) -> None:
    first, second = read_bytes(f"group Work\n2019: In\n{end}\n2020: Out\n".encode(), "f").timeline.events
    assert (first.tags, first.text, second.tags) == (("Work",), Text(), ())


def test_groups_stand_within_groups_and_have_tags() -> None:
    text = "group A #one\ngroup B\n2012: In both\nend group\n2013: In A\nend group\n2014: In none\n"
    assert [event.tags for event in read_bytes(text.encode(), "f").timeline.events] == [
        ("A", "one", "B"),
        ("A", "one"),
        (),
    ]
