"""Calendars that break the rules as real programs do: zones, attachments, people without names, old versions."""

from __future__ import annotations

import pytest
from test_calendar_read import calendar, dates, errors, event, notes, read

from openai_timeline.files.problems import Unreadable
from openai_timeline.files.read import read_bytes
from openai_timeline.model.language import Text


@pytest.mark.parametrize(
    ("zone", "date"),
    [
        # Names with colons, commas and brackets, in quotation marks and without, and with escapes.
        ("GMT+05:30", "2023-07-01T10:00+05:30"),
        ('"UTC+03:00"', "2023-07-01T10:00+03:00"),
        ("tzone://Microsoft/Utc", "2023-07-01T10:00Z"),
        ('"tzone://Microsoft/Utc"', "2023-07-01T10:00Z"),
        ("(Europe/Berlin)", "2023-07-01T10:00+02:00"),
        # What Windows shows people: in summer the offset is not the one that stands there.
        ('"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"', "2023-07-01T10:00+02:00"),
        (r"(UTC+01:00) Amsterdam\, Berlin\, Bern\, Rom\, Stockholm\, Wien", "2023-07-01T10:00+02:00"),
        ('"(UTC-08:00) Pacific Time (US & Canada)"', "2023-07-01T10:00-07:00"),
        ('"(GMT-05:00) Eastern Time (US & Canada)"', "2023-07-01T10:00-04:00"),
        ('"(UTC+00:00) Dublin, Edinburgh, Lisbon, London"', "2023-07-01T10:00+01:00"),
        ("(UTC) Koordinierte Weltzeit", "2023-07-01T10:00Z"),
    ],
)
def test_names_of_zones_that_break_the_rules(zone: str, date: str) -> None:
    reading = read(*event(f"DTSTART;TZID={zone}:20230701T100000"))
    assert (dates(reading), reading.problems) == ([date], ())


def test_a_zone_of_which_only_the_offset_is_known_is_said() -> None:
    reading = read(*event('DTSTART;TZID="(UTC+01:00) Entenhausen":20230701T100000'))
    assert dates(reading) == ["2023-07-01T10:00+01:00"]
    assert "summer time is not" in notes(reading)


def test_a_date_of_iso_keeps_its_colons() -> None:
    assert dates(read(*event("DTSTART;TZID=Europe/Berlin:2023-07-01T10:00:00"))) == ["2023-07-01T10:00+02:00"]


def test_an_account_that_is_only_there_as_html_is_read() -> None:
    html = "X-ALT-DESC;FMTTYPE=text/html:<html><body><p>Only <b>here</b></p></body></html>"
    reading = read(*event("DTSTART:20230701", r"DESCRIPTION:\n", html))
    assert reading.timeline.events[0].text == Text("Only **here**")


def test_what_is_attached_and_who_has_no_name_is_counted() -> None:
    reading = read(
        *event(
            "DTSTART:20230701",
            "ATTACH;FMTTYPE=image/png;ENCODING=BASE64;VALUE=BINARY:iVBORw0KGgo=",
            "ATTACH:CID:DFAA0447@example.org",
            "IMAGE;VALUE=URI:https://example.org/a.png",
            "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@example.org",
            "ATTENDEE;CN=Room 4;CUTYPE=ROOM:mailto:r@example.org",
            "STATUS:TENTATIVE",
        )
    )
    (item,) = reading.timeline.events
    assert [link.url for link in item.links] == ["https://example.org/a.png"]
    assert item.tags == ("tentative",)
    assert "a file within the calendar, a number): left out (2 times" in notes(reading)
    assert "without a name (an address, a room, a group): left out (2 times" in notes(reading)
    assert errors(reading) == []


def test_a_line_that_was_folded_within_a_character() -> None:
    data = calendar(*event("DTSTART:20230701")).replace(b"SUMMARY:s", "SUMMARY:Café 你 🎉 end".encode())
    for size in range(1, 24):
        start = data.index(b"SUMMARY")
        folded = data[: start + 8 + size] + b"\r\n " + data[start + 8 + size :]
        (item,) = read_bytes(folded, "f").timeline.events
        assert item.title == Text("Café 你 🎉 end".strip())


def test_calendars_one_after_the_other_each_with_its_mark() -> None:
    one = b"\xef\xbb\xbf" + calendar(*event("DTSTART:20230701"))
    assert dates(read_bytes(one + one, "f")) == ["2023-07-01", "2023-07-01"]


def test_a_zone_of_the_whole_that_nobody_knows_is_said() -> None:
    reading = read("X-WR-TIMEZONE:Middle/Earth", *event("DTSTART:20230701T100000"))
    assert dates(reading) == ["2023-07-01T10:00"]
    assert "in a zone that nobody knows" in notes(reading)


def test_a_calendar_of_version_1_is_named() -> None:
    data = calendar(*event("DTSTART:20080101T100000Z")).replace(b"VERSION:2.0", b"VERSION:1.0")
    with pytest.raises(Unreadable, match="vCalendar"):
        read_bytes(data, "f.vcs")


def test_whole_days_that_end_at_an_hour_and_small_letters() -> None:
    reading = read(*event("DTSTART;VALUE=DATE:20231117", "DTEND:20231118T120000Z"), *event("DTSTART:20230101t100000z"))
    assert dates(reading) == ["2023-11-17/2023-11-18", "2023-01-01T10:00Z"]
    assert errors(reading) == []
