"""Calendars as the common programs write them."""

from __future__ import annotations

import importlib.util
from datetime import date
from pathlib import Path

import pytest

from openai_timeline.files.formats import calendar_read
from openai_timeline.files.problems import Unreadable
from openai_timeline.files.read import Reading, read_bytes, read_path
from openai_timeline.model.language import Text

DATA = Path(__file__).parent.parent / "data" / "formats"


def calendar(*lines: str) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""]).encode()


def event(*lines: str) -> list[str]:
    return ["BEGIN:VEVENT", "UID:u", "SUMMARY:s", *lines, "END:VEVENT"]


def read(*lines: str) -> Reading:
    return read_bytes(calendar(*lines), "f.ics")


def dates(reading: Reading) -> list[str]:
    return [item.date.text for item in reading.timeline.events]


def errors(reading: Reading) -> list[str]:
    return [p.one_line() for p in reading.problems if p.severity == "error"]


def notes(reading: Reading) -> str:
    return "\n".join(p.one_line() for p in reading.problems if p.severity == "warning")


def test_google() -> None:
    reading = read_path(DATA / "google.ics")
    timeline = reading.timeline
    assert (timeline.title, timeline.zone) == (Text("Laboratory days"), "Europe/Berlin")
    assert timeline.description == Text("What happened when, as far as we know")
    school, briefing, seminar, moved = timeline.events
    assert (school.id, school.date.text) == ("4kq0-google-com", "2024-01-05/2024-01-07")
    assert school.text == Text(
        "Three days of **talks**.\n\n[Programme](https://www.google.com/url?q=https://example.org&sa=D)"
    )
    assert school.place == Text("Aula, Hauptgebäude")
    assert briefing.date.text == "2024-01-10T09:00Z"
    assert briefing.people == ("ada-example",)
    assert briefing.text == Text("first line\\\nsecond line\n\nnew paragraph")
    assert (seminar.date.text, seminar.zone) == ("2024-01-12T19:00-05:00", "America/New_York")
    assert (moved.id, moved.date.text) == ("6kq0-google-com-20240126", "2024-01-26T20:00-05:00")
    assert errors(reading) == []
    assert "repeats" in notes(reading)


def test_apple() -> None:
    reading = read_path(DATA / "apple.ics")
    (item,) = reading.timeline.events
    assert (item.date.text, item.zone) == ("2024-06-20T10:00+02:00", None)
    assert (item.place, item.title) == (Text("Museum Am Lustgarten 1"), Text("Ausstellung „Anfänge“"))
    assert [link.url for link in item.links] == ["https://example.org/exhibition"]
    assert "no place in our format" in notes(reading)  # GEO


def test_outlook() -> None:
    reading = read_path(DATA / "outlook.ics")
    (item,) = reading.timeline.events
    assert (item.date.text, item.zone) == ("2023-11-17T12:00+01:00", "Europe/Berlin")
    assert item.tags == ("Red category", "Work, internal", "2023")
    assert item.text.in_language("en").startswith("Agenda:\\\n1\\. Minutes\\\n2\\. Budget")


def test_exchange() -> None:
    reading = read_path(DATA / "exchange.ics")
    assert dates(reading) == [
        "2024-02-01T10:00+05:30",
        "2024-02-01T10:00-08:00",
        "2024-02-01T10:00",
        "2024-02-02T10:00",
    ]
    assert reading.timeline.events[3].tags == ("cancelled",)
    assert errors(reading) == []
    assert "f.ics" not in notes(reading)
    assert "a zone that nobody knows" in notes(reading)


def test_mozilla_evolution_and_nextcloud() -> None:
    mozilla = read_path(DATA / "mozilla.ics")
    assert dates(mozilla) == ["2024-03-01T09:00-05:00"]
    assert "a task, which has no place" in notes(mozilla)
    evolution = read_path(DATA / "evolution.ics")
    assert [(e.date.text, e.zone) for e in evolution.timeline.events] == [("2024-03-14T14:00+01:00", "Europe/Paris")]
    nextcloud = read_path(DATA / "nextcloud.ics")
    assert [(e.date.text, e.id, e.tags) for e in nextcloud.timeline.events] == [
        ("2024-04-01", "nc-1", ("Verein",)),
        ("2024-04-02", "nc-1-2", ("Familie",)),
    ]
    assert nextcloud.timeline.events[0].links[0].label == Text("/Protokoll.pdf")
    assert "several calendars in one file" in notes(nextcloud)


SPANS = [
    (("DTSTART;VALUE=DATE:20240101",), "2024-01-01"),
    (("DTSTART:20240101",), "2024-01-01"),
    (("DTSTART;VALUE=DATE:20240101", "DTEND;VALUE=DATE:20240102"), "2024-01-01"),
    (("DTSTART;VALUE=DATE:20240101", "DTEND;VALUE=DATE:20240103"), "2024-01-01/2024-01-02"),
    (("DTSTART;VALUE=DATE:20240101", "DURATION:P1W"), "2024-01-01/2024-01-07"),
    (("DTSTART:20240101T101500Z",), "2024-01-01T10:15Z"),
    (("DTSTART:20240101T101530Z",), "2024-01-01T10:15:30Z"),
    (("DTSTART:2024-01-01T10:15:00Z",), "2024-01-01T10:15Z"),
    (("DTSTART:20240101T240000",), "2024-01-02T00:00"),
    (("DTSTART:20240630T235960Z",), "2024-06-30T23:59:59Z"),
    (("DTSTART:20240101T220000", "DTEND:20240102T020000"), "2024-01-01T22:00"),
    (("DTSTART:20240101T220000", "DURATION:P2D"), "2024-01-01/2024-01-03"),
    (("DTSTART:20240101T000000", "DTEND:20240103T000000"), "2024-01-01/2024-01-02"),
    (("DTSTART;TZID=Tokyo Standard Time:20240101T220000",), "2024-01-01T22:00+09:00"),
    (("DTSTART;TZID=Asia/Kolkata:20240101T220000", "DTEND:20240101T180000Z"), "2024-01-01T22:00+05:30"),
    (("DTSTART;TZID=US/Eastern:20240701T220000",), "2024-07-01T22:00-04:00"),
    (("DTSTART;TZID=GMT:20240701T220000",), "2024-07-01T22:00Z"),
    (("dtstart;value=date:20240101",), "2024-01-01"),
    (("DTSTART:00010101",), "0001-01-01"),
    (("DTSTART:20240101", "DTEND:"), "2024-01-01"),
    (("DTSTART:20240101", "DURATION:-P1D"), "2024-01-01"),
]


@pytest.mark.parametrize(("lines", "edtf"), SPANS)
def test_dates(lines: tuple[str, ...], edtf: str) -> None:
    reading = read(*event(*lines))
    assert errors(reading) == []
    assert dates(reading) == [edtf]


BAD = [
    ((), "f.ics:3:1: an event without a DTSTART"),
    (("DTSTART:20240230",), 'f.ics:6:1: DTSTART: "20240230" is not a date that exists'),
    (("DTSTART:tomorrow",), 'f.ics:6:1: DTSTART: "tomorrow" is not a date that exists'),
    (("DTSTART:99999999",), 'f.ics:6:1: DTSTART: "99999999" is not a date'),
    (("DTSTART:20240105", "DTEND:20240101"), "f.ics:7:1: DTEND: the event ends before it starts"),
]


@pytest.mark.parametrize(("lines", "said"), BAD)
def test_one_bad_event_is_named_and_costs_no_other(lines: tuple[str, ...], said: str) -> None:
    reading = read(*event(*lines), *event("DTSTART:20250101"))
    (error,) = errors(reading)
    assert error.startswith(said)
    assert dates(reading)[-1] == "2025-01-01"


def test_a_file_that_is_cut_off() -> None:
    data = calendar(*event("DTSTART:20240101"), *event("DTSTART:20250101"))
    reading = read_bytes(data[: data.rindex(b"END:VEVENT")], "f.ics")
    assert dates(reading) == ["2024-01-01"]
    assert errors(reading) == ["f.ics:8:1: the file ends within this VEVENT (is it cut off?)"]


def test_lines_that_are_folded_and_lines_that_are_none() -> None:
    reading = read(*event("DTSTART:2024", " 0101", "DESCRIPTION:a\\, b", " \\n", "\tc\\;d", "what is this", "X-Y:;:;"))
    assert reading.timeline.events[0].text == Text("a, b\\\nc;d")
    assert "what is no line of a calendar" in notes(reading)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_any_line_ends_and_a_mark_at_the_beginning(end: str) -> None:
    data = b"\xef\xbb\xbf" + calendar(*event("DTSTART:20240101")).replace(b"\r\n", end.encode())
    assert dates(read_bytes(data, "f.ics")) == ["2024-01-01"]


def test_escapes() -> None:
    reading = read(*event("DTSTART:20240101", r"LOCATION:a\\nb\Nc\, d\;e \"f\" %2C"))
    assert reading.timeline.events[0].place == Text('a\\nb c, d;e "f" %2C')


def test_a_calendar_without_events_and_a_file_without_a_calendar() -> None:
    assert read().timeline.events == ()
    with pytest.raises(Unreadable):
        calendar_read.read(b"nothing", "f")


def test_events_without_a_calendar_around_them() -> None:
    assert dates(read_bytes("\n".join(event("DTSTART:20240101")).encode(), "f")) == ["2024-01-01"]


def unrolled(*lines: str, until: date = date(2024, 12, 31)) -> list[str]:
    reading = calendar_read.read(calendar(*lines), "f.ics", until)
    assert "repeats" not in notes(reading)
    return dates(reading)


def test_repeated_events_are_unrolled() -> None:
    data = (DATA / "google.ics").read_bytes()
    reading = calendar_read.read(data, "f", date(2024, 12, 31))
    assert [(e.id, e.date.text) for e in reading.timeline.events][2:] == [
        ("6kq0-google-com", "2024-01-12T19:00-05:00"),
        ("6kq0-google-com-20240202", "2024-02-02T19:00-05:00"),
        ("6kq0-google-com-20240126", "2024-01-26T20:00-05:00"),
    ]


RULES = [
    (("DTSTART:20240101", "RRULE:FREQ=YEARLY"), ["2024-01-01", "2025-01-01"]),
    (("DTSTART:20240101", "RRULE:FREQ=MONTHLY;UNTIL=20240301"), ["2024-01-01", "2024-02-01", "2024-03-01"]),
    (("DTSTART:20240101", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20240102"), ["2024-01-01", "2024-01-03"]),
    (("DTSTART:20240101", "RDATE:20240105,20240107"), ["2024-01-01", "2024-01-05", "2024-01-07"]),
    (("DTSTART:20240101T100000Z", "RRULE:FREQ=DAILY;UNTIL=20240102T100000Z"),
     ["2024-01-01T10:00Z", "2024-01-02T10:00Z"]),
    (("DTSTART;TZID=Europe/Berlin:20240330T100000", "RRULE:FREQ=DAILY;UNTIL=20240331T080000Z"),
     ["2024-03-30T10:00+01:00", "2024-03-31T10:00+02:00"]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), RULES)
def test_rules(lines: tuple[str, ...], expected: list[str]) -> None:
    assert unrolled(*event(*lines), until=date(2025, 6, 1)) == expected


def test_a_rule_without_end_is_bounded_and_a_broken_one_named() -> None:
    reading = calendar_read.read(calendar(*event("DTSTART:00010101", "RRULE:FREQ=DAILY")), "f", date(9999, 12, 31))
    assert len(reading.timeline.events) == 10_000
    assert "more than 10,000 times" in notes(reading)
    reading = calendar_read.read(calendar(*event("DTSTART:20240101", "RRULE:FREQ=SOMETIMES")), "f", date(2025, 1, 1))
    assert dates(reading) == ["2024-01-01"]
    assert "is not a rule" in errors(reading)[0]


SAMPLES = Path(importlib.util.find_spec("icalendar").origin or "").parent / "tests" / "calendars"  # type: ignore[union-attr]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="icalendar came without its samples")
def test_the_samples_of_the_library_are_read_or_refused_and_nothing_else() -> None:
    read_all = 0
    for path in sorted(SAMPLES.glob("*.ics")):
        try:
            reading = read_path(path)
        except Unreadable:
            continue
        lost = sum("DTSTART" in p.message or "ends within" in p.message for p in reading.problems)
        assert len(reading.timeline.events) + lost >= path.read_bytes().upper().count(b"BEGIN:VEVENT"), path
        read_all += 1
    assert read_all > 90
