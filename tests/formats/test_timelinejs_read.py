"""Files of TimelineJS as they are found: what is said in them is read, what is lost is named with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from openai_timeline.files.problems import Unreadable
from openai_timeline.files.read import Reading, read_bytes, read_path
from openai_timeline.model.language import Text
from openai_timeline.model.timeline import Event

DATA = Path(__file__).parent.parent / "data" / "formats"


def slide(start: Any, **others: Any) -> dict[str, Any]:
    return {"start_date": start, "text": {"headline": "x"}, **others}


def reading_of(*slides: Any, **others: Any) -> Reading:
    return read_bytes(json.dumps({"events": slides, **others}, ensure_ascii=False).encode(), "f")


def event_of(**others: Any) -> Event:
    (event,) = reading_of({"start_date": {"year": 2000}, "text": {"headline": "x"}, **others}).timeline.events
    return event


def errors(reading: Reading) -> list[str]:
    return [f"{p.path}: {p.message}" for p in reading.problems if p.severity == "error"]


def notes(reading: Reading) -> list[str]:
    return [p.message for p in reading.problems if p.severity == "warning"]


def test_a_messy_file() -> None:
    reading = read_path(DATA / "messy.json")
    timeline = reading.timeline
    assert timeline.title == Text("A messy timeline")
    assert timeline.description == Text("First.\n\nSecond & last.\n\n[The beginning](https://example.org/t.jpg)")
    assert [(era.title, era.start.text, era.end and era.end.text) for era in timeline.eras] == [
        (Text("Early"), "1900", "1950")
    ]
    assert [(event.date.text, event.title.strings()[0]) for event in timeline.events] == [
        ("2001-09-07", "Zero-padded"),
        ("1900~", "About then"),
        ("1910~", "About then, too"),
        ("-0499/-0449", "Before"),
        ("1999-12-31T23:59:59", "Late"),
        ("1955-03", "Кириллица"),
        ("1960", "No headline here, but enough words to be called by, and some more of…"),
        ("1961", "1961"),
        ("2020-01-02", "Displayed as it is"),
        ("2020-01-03", "Displayed otherwise"),
    ]
    by_title = {event.title.strings()[0]: event for event in timeline.events}
    assert by_title["About then"].text == Text("Date as displayed: circa 1900")
    assert by_title["Displayed as it is"].text == Text()
    assert by_title["Displayed otherwise"].text == Text("Text.\n\nDate as displayed: some days later")
    assert by_title["Displayed otherwise"].id == "same-2"
    assert by_title["Кириллица"].tags == ("Люди",)
    (link,) = by_title["1961"].links
    assert (link.url, link.label) == ("https://www.youtube.com/embed/x", Text("Somebody"))
    assert [(p.line, p.path) for p in reading.problems if p.severity == "error"] == [
        (7, "$.eras[1]"),
        (21, "$.events[10].start_date"),
        (22, "$.events[11].start_date"),
        (23, "$.events[12]"),
    ]
    assert "an era without its end_date" in errors(reading)[0]
    assert [p.message.split(" (2 times")[0] for p in reading.problems if p.severity == "warning"] == [
        "a key that TimelineJS does not have: left out",
        "a date is displayed as approximate (such as circa 1900): it is made approximate",
        "milliseconds, which are finer than our dates: left out",
        "an event without a headline: called by the first words of its text",
        "a background, which has no place in our format: left out",
        "a thumbnail, which has no place in our format: left out",
        "two events have the same id: the later ones are given others",
    ]


DATES = [
    ({"year": 1969}, None, "1969"),
    ({"year": "1969", "month": "", "day": ""}, {}, "1969"),
    ({"year": 1969.0, "month": 7.0}, None, "1969-07"),
    ({"year": "1969", "month": "07", "day": "09"}, {"year": ""}, "1969-07-09"),
    ({"year": " 1969 ", "month": None}, None, "1969"),
    ({"year": 1969, "month": 0, "day": 0}, None, "1969"),
    ({"year": 1969, "month": "July", "day": 20}, None, "1969-07-20"),
    ({"year": 1969, "month": 7, "day": 20, "hour": 20, "minute": 17}, None, "1969-07-20T20:17"),
    ({"year": 1969, "month": 7, "day": 20, "hour": 20, "minute": 17, "second": 40}, None, "1969-07-20T20:17:40"),
    ({"year": 1969, "month": 7, "day": 20, "hour": 0, "minute": 0}, None, "1969-07-20T00:00"),
    ({"year": 1969, "month": 7, "day": 20, "hour": 20}, None, "1969-07-20T20:00"),
    ({"year": 1969}, {"year": 1972, "month": 12}, "1969/1972-12"),
    ({"year": 1969, "month": 7}, {"year": "1969", "month": "07"}, "1969-07"),
    ({"year": 1, "month": 1, "day": 1}, None, "0001-01-01"),
    ({"year": 0}, None, "0000"),
    ({"year": -1}, None, "0000"),
    ({"year": -500}, None, "-0499"),
    ({"year": "−500"}, None, "-0499"),
    ({"year": "500 BC"}, None, "-0499"),
    ({"year": "AD 476"}, None, "0476"),
    ({"year": "1,969"}, None, "1969"),
    ({"year": 12_000}, None, "Y12000"),
    ({"year": -13_800_000_000}, None, "Y-13799999999"),
    ({"year": -65_000_000, "month": 1}, None, "Y-64999999"),
    ("1969-07-20", None, "1969-07-20"),
    ("7/20/1969", None, "1969-07-20"),
    (1969, 1972, "1969/1972"),
    ({"year": 1969, "month": 7, "day": 20, "hour": 20, "minute": 17},
     {"year": 1969, "month": 7, "day": 24, "hour": 16, "minute": 50}, "1969-07-20/1969-07-24"),
    ({"year": 1969, "month": 7, "day": 20, "hour": 20, "minute": 17},
     {"year": 1969, "month": 7, "day": 20, "hour": 21, "minute": 17}, "1969-07-20T20:17"),
]  # fmt: skip


@pytest.mark.parametrize(("start", "end", "edtf"), DATES)
def test_dates(start: Any, end: Any, edtf: str) -> None:
    reading = reading_of(slide(start) if end is None else slide(start, end_date=end))
    assert errors(reading) == []
    assert [event.date.text for event in reading.timeline.events] == [edtf]


BAD_DATES = [
    ({"year": "abc"}, '$.events[0].start_date.year: expected a number for the year, found "abc"'),
    ({"year": True}, "$.events[0].start_date.year: expected a number for the year, found true or false"),
    ({"year": 2000, "month": "x"}, '$.events[0].start_date.month: expected a number for the month, found "x"'),
    ({"month": 3}, "$.events[0].start_date: a date without a year"),
    ({}, "$.events[0]: a slide without a start_date"),
    (["2000"], "$.events[0].start_date: expected a date (an object with a year), found a list"),
    ({"year": 2000, "month": 13}, "$.events[0].start_date: 2000-13: months go from 01 to 12"),
    ({"year": 2023, "month": 2, "day": 29}, "$.events[0].start_date: 2023-02-29: February 2023 has 28 days"),
    ({"year": 2000, "month": 1, "day": 1, "hour": 25}, "$.events[0].start_date: 2000-01-01T25:00: hours go from 00"),
    ({"year": 10**13}, "$.events[0].start_date: Y10000000000000: the year is more than"),
    ("last spring or so", "$.events[0].start_date: "),
]


@pytest.mark.parametrize(("start", "said"), BAD_DATES)
def test_dates_that_cannot_be_read_cost_one_event_and_are_named(start: Any, said: str) -> None:
    reading = reading_of(slide(start), slide({"year": 2000}))
    assert len(reading.timeline.events) == 1
    (error,) = errors(reading)
    assert error.startswith(said)


def test_an_end_before_the_start_is_an_error_and_the_start_stays() -> None:
    reading = reading_of(slide({"year": 2000}, end_date={"year": 1999}))
    assert [event.date.text for event in reading.timeline.events] == ["2000"]
    assert errors(reading) == ["$.events[0].end_date: 2000/1999: the interval ends before it starts"]


DISPLAYED = [
    ("circa 1900", "1900~"), ("c. 1900", "1900~"), ("c1900", "1900~"), ("ca 1900", "1900~"), ("Around 1900", "1900~"),
    ("~1900", "1900~"), ("um 1900", "1900~"), ("vers 1900", "1900~"), ("около 1900", "1900~"), ("約1900年", "1900~"),
    ("approximately 1900", "1900~"), ("1900?", "1900?"), ("1900 (?)", "1900?"), ("probably 1900", "1900?"),
    ("1900", "1900"), ("The turn of the century", "1900"), ("Chicago 1900", "1900"), ("", "1900"),
]  # fmt: skip


@pytest.mark.parametrize(("shown", "edtf"), DISPLAYED)
def test_what_is_displayed_in_place_of_a_date(shown: str, edtf: str) -> None:
    assert event_of(start_date={"year": 1900}, display_date=shown).date.text == edtf
    assert event_of(start_date={"year": 1900, "display_date": shown}).date.text == edtf


def test_how_exact_a_date_is_displayed_is_said_once() -> None:
    reading = reading_of(*[slide({"year": year}, display_date=f"ca. {year}") for year in range(1900, 1910)])
    assert len(reading.problems) == 1
    assert "(10 times; this is the first)" in reading.problems[0].message


TEXTS = [
    ({"headline": "<h1>A</h1> &amp; B", "text": "<p>c <b>d</b></p>"}, "A & B", "c **d**"),
    ({"headline": "A<script>alert(1)</script>", "text": "<script>x</script>"}, "A", ""),
    ({"headline": "", "text": "some words"}, "some words", "some words"),
    ({"text": None}, "2000", ""),
    ("only text", "only text", "only text"),
    (None, "2000", ""),
]


@pytest.mark.parametrize(("text", "title", "account"), TEXTS)
def test_texts(text: Any, title: str, account: str) -> None:
    event = event_of(text=text)
    assert (event.title.in_language("en"), event.text.in_language("en")) == (title, account)


@pytest.mark.parametrize("title", [None, {}, "", {"text": {}}, {"start_date": {}, "text": {"headline": ""}}])
def test_files_without_a_title(title: Any) -> None:
    reading = reading_of(slide({"year": 2000}), title=title)
    assert (reading.timeline.title, reading.problems) == (Text(), ())


def test_events_keep_the_order_of_the_file() -> None:
    reading = reading_of(*[slide({"year": year}) for year in (2001, 1999, 2000)])
    assert [event.date.text for event in reading.timeline.events] == ["2001", "1999", "2000"]


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ('{"events": [\n  {"start_date": {"year": 1},},\n]}', (2, 29), "a comma before the closing bracket"),
        ('{"events": [{"start_date": {"year": 1}}]', (1, 41), "the file ends too early"),
        ('{"events": [{"start_date": {"year": 1}} {"start_date": {"year": 2}}]}', (1, 41), "expected a comma"),
    ],
)
def test_broken_json_is_refused_at_its_place(text: str, place: tuple[int, int], said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_bytes(text.encode(), "f")
    problem = refused.value.problem
    assert ((problem.line, problem.column), said in problem.message) == (place, True)
    assert problem.hint or "comma" in problem.message


@pytest.mark.parametrize("events", [None, {}, "x", 3])
def test_a_file_without_a_list_of_events_is_refused(events: Any) -> None:
    with pytest.raises(Unreadable):
        read_bytes(json.dumps({"scale": "human", "events": events}).encode(), "f")


OLD = {
    "timeline": {
        "headline": "Old", "type": "default", "text": "<p>Intro</p>", "startDate": "2011,1",
        "asset": {"media": "https://e.com/i.jpg", "credit": "C", "caption": "D"},
        "date": [
            {"startDate": "2011,12,10", "endDate": "2011,12,11", "headline": "<b>A</b>", "text": "<p>b</p>", "tag": "t",
             "asset": {"media": "https://e.com/m", "thumbnail": "x.jpg", "credit": "C", "caption": "D"}},
            {"startDate": "2011,9,1,17,30", "headline": "B"},
            {"startDate": "2011", "endDate": "", "headline": "C", "tag": "a,b", "classname": "z"},
            {"startDate": "12/10/2011", "headline": "D"},
            {"startDate": "-500", "headline": "E"},
            {"startDate": "2011-12-10T07:02:10Z", "headline": "F"},
            {"startDate": "Jan 15, 1952", "headline": "G"},
            {"startDate": "sometime", "headline": "H"},
            {"headline": "I"},
        ],
        "era": [{"startDate": "2011,12,10", "endDate": "2011,12,11", "headline": "E", "tag": "x"},
                {"startDate": "2010"}],
    }
}  # fmt: skip


@pytest.mark.parametrize(
    "around", ["{}", "storyjs_jsonp_data = {}", "var x = {};", "callback({});", "/* c */\nonJSONP({})\n"]
)
def test_versions_1_and_2_in_json_and_jsonp(around: str) -> None:
    reading = read_bytes(around.replace("{}", json.dumps(OLD)).encode(), "f")
    timeline = reading.timeline
    assert timeline.title == Text("Old")
    assert timeline.description == Text("Intro\n\n[D — C](https://e.com/i.jpg)")
    assert [(event.date.text, event.title.in_language("en")) for event in timeline.events] == [
        ("2011-12-10/2011-12-11", "A"), ("2011-09-01T17:30", "B"), ("2011", "C"), ("2011-12-10", "D"), ("-0499", "E"),
        ("2011-12-10T07:02:10", "F"), ("1952-01-15", "G"),
    ]  # fmt: skip
    assert [event.tags for event in timeline.events][:3] == [("t",), (), ("a", "b")]
    assert [era.start.text for era in timeline.eras] == ["2011-12-10"]
    assert [p.path for p in reading.problems if p.severity == "error"] == [
        "$.timeline.date[7].startDate", "$.timeline.date[8]", "$.timeline.era[1]",
    ]  # fmt: skip


def test_version_3_after_a_variable() -> None:
    (event,) = read_bytes(b'var timeline = {"events": [{"start_date": {"year": 1999}}]};\n', "f").timeline.events
    assert event.date.text == "1999"


def test_places_in_jsonp_are_those_of_the_file() -> None:
    with pytest.raises(Unreadable, match=r"^f:2:\d+: .*comma"):
        read_bytes(b'storyjs_jsonp_data = {"timeline": {"date": [\n{"startDate": "2011"},]}};', "f")


def test_a_quotation_that_stands_as_the_medium_is_kept_in_the_account() -> None:
    event = event_of(media={"url": "<blockquote>To be <b>or</b> not</blockquote>", "credit": ""})
    assert (event.text, event.links) == (Text("> To be **or** not"), ())
    tweet = '<blockquote class="t"><p>Words</p><a href="https://example.org/status/1">1 May</a></blockquote>'
    event = event_of(media={"url": tweet})
    assert [link.url for link in event.links] == ["https://example.org/status/1"]
    assert "Words" in event.text.in_language("en")


def test_what_is_left_out_within_a_slide_is_said() -> None:
    media = {"url": "https://example.org/a.png", "alt": "Two people", "caption": "Cap", "licence": "CC0"}
    reading = reading_of(slide({"year": 1}, media=media), slide({"year": 2}, media={"caption": "Of nothing"}))
    assert sorted(notes(reading)) == [
        "a caption or a credit of a medium that is not there: left out",
        "a key that TimelineJS does not have: left out",
        "an alternative text of a medium that has a caption too: left out",
    ]
    dated = reading_of(slide({"year": 1}), title={"start_date": {"year": 1}, "text": {"headline": "T"}})
    assert notes(dated) == ["the date of the title, which has no place in our format: left out"]
    assert event_of(media={"url": "a.png", "alt": "Two people"}).links[0].label == Text("Two people")


def test_what_we_would_display_ourselves_is_not_kept_beside_the_date() -> None:
    event = event_of(start_date={"year": 1900}, display_date="about 1900")
    assert (event.date.text, event.text) == ("1900~", Text())


def test_a_key_that_is_there_twice_is_said() -> None:
    data = b'{"events": [{"start_date": {"year": 1}, "text": {"headline": "A"}, "text": {"headline": "B"}}]}'
    reading = read_bytes(data, "f")
    assert reading.timeline.events[0].title == Text("B")
    assert [p.one_line() for p in reading.problems] == [
        "f:1:76: $.events[0].text: a key that is there twice: the last one counts"
    ]


def test_the_timeline_of_version_1_may_be_a_list_of_one() -> None:
    reading = read_bytes(b'{"timeline": [{"headline": "H", "date": [{"startDate": "2012", "headline": "A"}]}]}', "f")
    assert (reading.timeline.title, reading.timeline.events[0].date.text) == (Text("H"), "2012")
