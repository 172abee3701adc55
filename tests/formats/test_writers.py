"""What is written: byte for byte as before, read by other libraries, by TimelineJS's own rules, harmless everywhere."""

from __future__ import annotations

import csv
import json
import os
import re
import sqlite3
import subprocess
import sys
import unicodedata
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from small_timeline import SMALL, reading_of
from timelines import timelines

from openai_timeline.files.formats.sheet_read import COLUMNS
from openai_timeline.files.formats.writers import FORMATS, named, of_ending, writer
from openai_timeline.files.read import read_bytes
from openai_timeline.model.dates import parse
from openai_timeline.model.language import Text
from openai_timeline.model.timeline import Era, Timeline

GOLDEN = Path(__file__).parent.parent / "data" / "formats" / "golden"
ENDINGS = {"timelinejs": ".timelinejs.json", "sqlite": ".sql"} | {
    name: endings[0] for name, (_, endings) in FORMATS.items() if endings and name != "sqlite"
}
TEXT_FORMATS = [name for name in FORMATS if name != "sqlite"]


def small() -> Timeline:
    return reading_of(SMALL).timeline


def written(timeline: Timeline, form: str, language: str = "en") -> bytes:
    return writer(form)(timeline, language).data


def dumped(data: bytes) -> str:
    """A database as SQL: its bytes are compared by another test."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(data)
    assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    return "\n".join(connection.iterdump()) + "\n"


@pytest.mark.parametrize("form", FORMATS)
def test_golden_files(form: str) -> None:
    """To write them anew: UPDATE_GOLDEN=1 pytest tests/formats/test_writers.py -k golden."""
    data = written(small(), form)
    if form == "sqlite":
        data = dumped(data).encode()
    path = GOLDEN / f"small{ENDINGS[form]}"
    if "UPDATE_GOLDEN" in os.environ:
        path.write_bytes(data)
    assert path.read_bytes().decode() == data.decode()


RUN = """
import sys
from hashlib import sha256
from openai_timeline.files.formats.writers import FORMATS, writer
from openai_timeline.files.read import read_path
timeline = read_path(sys.argv[1]).timeline
for form in FORMATS:
    print(form, sha256(writer(form)(timeline, "en").data).hexdigest())
"""


def test_the_bytes_depend_on_nothing_but_the_timeline(tmp_path: Path) -> None:
    path = tmp_path / "small.json"
    path.write_text(json.dumps(SMALL, ensure_ascii=False), encoding="utf-8")
    outputs = set()
    for seed, zone, language in (("1", "Asia/Tokyo", "C"), ("2", "America/New_York", "de_DE.UTF-8")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language, "PYTHONUTF8": "0"}
        command = [sys.executable, "-c", RUN, str(path)]
        done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, check=True, timeout=60)
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert str(tmp_path).encode() not in b"".join(written(small(), form) for form in FORMATS)


# -- other readers


def test_icalendar_reads_what_we_write() -> None:
    data = written(small(), "icalendar")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")
    data.decode()
    calendar = icalendar.Calendar.from_ical(data)
    assert (calendar["VERSION"], bool(calendar["PRODID"])) == ("2.0", True)
    events = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    assert len(events) == len(small().events)
    for event in events.values():
        assert event.errors == []
        assert str(event["TRANSP"]) == "TRANSPARENT"
        assert event["DTSTAMP"].dt.isoformat() == "2024-10-01T07:00:00+00:00"
        assert "ATTENDEE" not in event
        assert "ORGANIZER" not in event
    tesla = events["tesla@openai-timeline"]
    assert (tesla["DTSTART"].dt, tesla["DTEND"].dt) == (date(2013, 1, 1), date(2014, 1, 1))
    assert str(tesla["X-EDTF"]) == "2013"
    assert str(events["spring@openai-timeline"]["X-EDTF"]) == "2018-21"


@settings(max_examples=25)
@given(timelines())
def test_icalendar_reads_whatever_we_write(timeline: Timeline) -> None:
    data = written(timeline, "icalendar")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    for event in icalendar.Calendar.from_ical(data).walk("VEVENT"):
        assert event.errors == []
        assert event["DTSTART"].dt is not None


def test_a_csv_reader_reads_what_we_write() -> None:
    rows = list(csv.DictReader(StringIO(written(small(), "csv").decode(), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["Type"] == "title"
    assert rows[0]["Headline"] == "OpenAI: a small history"
    assert len(rows) == 1 + len(small().events)
    by_title = {row["Headline"]: row for row in rows}
    tesla = by_title["Mira Murati joins Tesla"]
    assert (tesla["Year"], tesla["Month"], tesla["Day"], tesla["End Year"]) == ("2013", "", "", "")
    assert by_title["Mira Murati joins OpenAI"]["Display Date"] == "about June 2018"


def test_the_database_answers() -> None:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(written(small(), "sqlite"))
    assert connection.execute("select count(*) from event").fetchone() == (len(small().events),)
    query = "select title from event join event_person on event = id where person = 'mira-murati' order by earliest"
    assert connection.execute(query).fetchone() == ("Mira Murati joins Tesla",)
    query = "select text from translation where owner = 'person' and id = 'mira-murati' and language = 'zh'"
    assert connection.execute(query).fetchone() == ("米拉·穆拉蒂",)
    assert connection.execute("pragma page_size").fetchone() == (4096,)


# -- TimelineJS's own rules (https://timeline.knightlab.com/docs/json-format.html, TimelineConfig.js)

SLIDE_KEYS = {"start_date", "end_date", "text", "media", "group", "display_date", "background", "autolink", "unique_id"}
RANGES = {"month": (1, 12), "day": (1, 31), "hour": (0, 23), "minute": (0, 59), "second": (0, 59)}
MARKUP = re.compile(r"<[A-Za-z/!]")


def check_date(value: dict[str, Any], cosmological: bool) -> None:
    assert isinstance(value.get("year"), int)
    assert cosmological or -271_820 <= value["year"] <= 275_759
    assert value["year"] != 0
    order = ["year", *RANGES]
    assert list(value) == order[: len(value)]
    for key, (least, most) in RANGES.items():
        assert key not in value or least <= value[key] <= most


def check_rules(document: dict[str, Any]) -> None:
    """That TimelineJS takes a document as it is meant."""
    assert document.get("scale", "cosmological") == "cosmological"
    cosmological = "scale" in document
    ids = []
    for slide in document["events"]:
        assert {key for key in slide if not key.startswith("x-")} <= SLIDE_KEYS
        check_date(slide["start_date"], cosmological)
        if "end_date" in slide:
            check_date(slide["end_date"], cosmological)
            assert slide["end_date"] != slide["start_date"]
        assert not MARKUP.search(slide.get("display_date", "") + slide.get("group", ""))
        assert set(slide["text"]) <= {"headline", "text"}
        assert not re.search(
            r"<\s*(script|iframe|style|img|object)|\son\w+\s*=\s*[\"']", json.dumps(slide["text"]), re.I
        )
        ids.append(slide["unique_id"])
    assert len(ids) == len(set(ids))
    for era in document.get("eras", []):
        for key in ("start_date", "end_date"):
            check_date(era[key], cosmological)


def test_the_small_timeline_keeps_the_rules_of_timelinejs() -> None:
    check_rules(json.loads(written(small(), "timelinejs")))


@settings(max_examples=40)
@given(timelines())
@example(Timeline(eras=(Era(title=Text("the last winter"), start=parse("9999-24")),)))
def test_any_timeline_keeps_the_rules_of_timelinejs(timeline: Timeline) -> None:
    check_rules(json.loads(written(timeline, "timelinejs")))


DATES = [
    ("2023", {"start_date": {"year": 2023}}),
    ("2023-11", {"start_date": {"year": 2023, "month": 11}}),
    ("2023-11-17", {"start_date": {"year": 2023, "month": 11, "day": 17}}),
    ("-0499", {"start_date": {"year": -500}}),
    ("0000", {"start_date": {"year": -1}}),
    ("Y-13799999999", {"start_date": {"year": -13_800_000_000}}),
    ("2013/2016-05", {"start_date": {"year": 2013}, "end_date": {"year": 2016, "month": 5}}),
    ("2018~", {"start_date": {"year": 2018}, "display_date": "about 2018"}),
    ("196X", {"start_date": {"year": 1960}, "end_date": {"year": 1969}, "display_date": "1960s"}),
    ("2013/..", {"start_date": {"year": 2013}, "display_date": "since 2013"}),
    ("../1914", {"start_date": {"year": 1914}, "display_date": "until 1914"}),
    ("2018-21", {
        "start_date": {"year": 2018, "month": 3}, "end_date": {"year": 2018, "month": 5}, "display_date": "spring 2018",
    }),
    ("2023-11-17T12:28-08:00", {
        "start_date": {"year": 2023, "month": 11, "day": 17, "hour": 12, "minute": 28},
        "display_date": "17 November 2023, 12:28 UTC−8",
    }),
]  # fmt: skip


@pytest.mark.parametrize(("edtf", "slide"), DATES)
def test_a_date_has_the_keys_that_are_known(edtf: str, slide: dict[str, Any]) -> None:
    timeline = reading_of({"events": [{"date": edtf, "title": "x"}]}).timeline
    (found,) = json.loads(written(timeline, "timelinejs"))["events"]
    assert {key: found[key] for key in found if "date" in key} == slide


def test_who_changes_a_slide_has_changed_the_event() -> None:
    document = json.loads(written(small(), "timelinejs"))
    slide = next(slide for slide in document["events"] if slide["unique_id"] == "leaves")
    slide["text"]["headline"], slide["start_date"] = "Another title", {"year": 2024, "month": 9}
    del slide["display_date"]
    reading = read_bytes(json.dumps(document).encode(), "f")
    event = next(event for event in reading.timeline.events if event.id == "leaves")
    assert (event.title.strings(), event.date.text) == (("Another title",), "2024-09")
    assert (event.people, event.kind, event.importance) == (("mira-murati",), "left", 1)


# -- hostile text

HOSTILE = [
    "\x1b[2J\x1b]0;pwned\x07", "\x9b31m", "\x00\x7f", "=cmd|'/c calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "javascript:alert(1)",
    "[x](javascript:alert(1))", "![x](http://e.com/track.gif)", "</style><script>", "&lt;b&gt;", "\u2028\u2029",
    "\nBEGIN:VEVENT\nATTENDEE:mailto:x@y", "'; drop table event; --", "\\", "{{7*7}}", "<!--", "]]>", "x" * 500,
]  # fmt: skip


def hostile() -> Timeline:
    """Hostile text wherever text can be."""
    everything = "\n\n".join(HOSTILE)
    document = {
        "title": everything, "description": everything, "updated": "2024",
        "people": [{"id": f"p {n}\x1b", "name": text, "aliases": [text], "text": text, "birthplace": text,
                    "roles": [{"organisation": text, "title": text, "sources": ["s\x1b<"]}],
                    "links": [{"url": "javascript:alert(1)", "label": text}]} for n, text in enumerate(HOSTILE)],
        "sources": [{"id": "s\x1b<", "url": "javascript:alert(1)", "title": everything, "publisher": everything},
                    {"id": "t", "url": "https://e.com/?a=\"><script>&b=1", "title": "t"}],
        "memos": [{"id": "m\x9b", "title": text, "text": text, "venue": text, "url": "data:text/html,x",
                   "corrections": [{"as_found": text, "corrected": text, "why": text}]} for text in HOSTILE[:1]],
        "eras": [{"title": everything, "start": "2020", "end": "2021"}],
        "events": [{"id": f"e{n}\x1b\"'<", "date": "2020", "title": text, "text": text, "kind": text or "x",
                    "place": text, "tags": [text], "disputed": text, "people": [f"p {n}\x1b"], "memos": ["m\x9b"],
                    "sources": ["s\x1b<", "t"], "organisations": [text], "zone": "UTC",
                    "links": [{"url": text, "label": text}]} for n, text in enumerate(HOSTILE)],
    }  # fmt: skip
    return read_bytes(json.dumps(document).encode(), "hostile").timeline


@pytest.mark.parametrize("form", TEXT_FORMATS)
def test_no_control_byte_is_written(form: str) -> None:
    text = written(hostile(), form).decode()
    found = {char for char in text if unicodedata.category(char) == "Cc"} - {"\n", "\r", "\t"}
    assert found == set()
    if form != "icalendar" and form != "csv":
        assert "\r" not in text


def test_no_cell_is_a_formula() -> None:
    rows = list(csv.reader(StringIO(written(hostile(), "csv").decode(), newline="")))
    cells = [cell for row in rows for cell in row]
    assert any(cell.startswith("'=") for cell in cells)
    assert [cell for cell in cells if cell[:1] in tuple("=+-@\t\r") and not re.fullmatch(r"-?\d+", cell)] == []
    titles = [event.title.in_language("en") for event in read_bytes(written(hostile(), "csv"), "f").timeline.events]
    assert {"=cmd|'/c calc'!A0", "+1+1", "-2+3", "@SUM(A1)"} <= set(titles)


def test_nobody_gets_into_a_calendar() -> None:
    lines = written(hostile(), "icalendar").decode().split("\r\n")
    assert sum(line == "BEGIN:VEVENT" for line in lines) == len(HOSTILE)
    assert [line for line in lines if line.startswith(("ATTENDEE", "ORGANIZER"))] == []
    calendar = icalendar.Calendar.from_ical("\r\n".join(lines))
    assert len(calendar.walk("VEVENT")) == len(HOSTILE)


def test_markdown_has_no_raw_html_and_no_link_to_a_script() -> None:
    from markdown_it import MarkdownIt

    text = written(hostile(), "markdown").decode()
    for token in MarkdownIt("commonmark").parse(text):
        for inner in [token, *(token.children or ())]:
            assert inner.type not in ("html_block", "html_inline"), inner.content
            if inner.type in ("link_open", "image"):
                address = inner.attrGet("href") or inner.attrGet("src")
                assert str(address).startswith(("http://", "https://"))


def test_hostile_text_survives_the_way_through_timelinejs_and_our_own_format() -> None:
    timeline = hostile()
    assert read_bytes(written(timeline, "timelinejs"), "f").timeline == timeline
    titles = {event.title for event in read_bytes(written(timeline, "timeline"), "f").timeline.events}
    assert titles == {event.title for event in timeline.events}


@settings(max_examples=15)
@given(timelines(), st.sampled_from(TEXT_FORMATS))
def test_every_format_can_be_written_of_any_timeline(timeline: Timeline, form: str) -> None:
    assert writer(form)(timeline, "zh").data.decode() or form == "jsonl"


@settings(max_examples=8)
@given(timelines())
def test_a_database_can_be_written_of_any_timeline(timeline: Timeline) -> None:
    assert "CREATE TABLE" in dumped(written(timeline, "sqlite"))


# -- what is lost is said


def test_what_a_format_cannot_hold_is_counted() -> None:
    assert "events before the year 1 or after 9999" not in str(writer("icalendar")(small(), "en").lost)
    old = reading_of({"events": [{"date": date_, "title": "x"} for date_ in ("-0043", "Y12000", "2020")]}).timeline
    assert writer("icalendar")(old, "en").lost == ("2 events before the year 1 or after 9999",)
    assert len(icalendar.Calendar.from_ical(written(old, "icalendar")).walk("VEVENT")) == 1
    assert "4 people" in writer("csv")(small(), "en").lost or "the people of" in str(writer("csv")(small(), "en").lost)
    assert writer("timelinejs")(small(), "en").lost == ()
    assert "people" in str(writer("timelinejs")(small(), "en").beside)
    assert writer("timeline")(small(), "en").lost == ()
    assert any("other languages" in words for words in writer("html")(small(), "en").lost)


def test_names_and_endings_of_formats() -> None:
    assert [named(name) for name in ("ICS", "md", "html", "sqlite", "json", "xml")] == [
        "icalendar", "markdown", "html", "sqlite", "timeline", None,
    ]  # fmt: skip
    assert [of_ending(path) for path in ("a.ics", "b.HTML", "c.db", "d.csv", "e.txt", "f")] == [
        "icalendar", "html", "sqlite", "csv", None, None,
    ]  # fmt: skip
