"""Any timeline survives the way through another format and back, as far as that is promised."""

from __future__ import annotations

from hypothesis import given, settings
from timelines import plain, timelines

from openai_timeline.files.formats import calendar_write, lines_write, own_write, timelinejs_write
from openai_timeline.files.formats.calendar_text import times_written
from openai_timeline.files.formats.recognise import recognise
from openai_timeline.files.problems import Unreadable
from openai_timeline.files.read import Reading, read_bytes
from openai_timeline.model.timeline import Timeline

FEW = settings(max_examples=40)


def back(data: bytes, kind: str) -> Reading:
    assert recognise(data) == kind
    return read_bytes(data, "file")


@FEW
@given(timelines())
def test_through_timelinejs_everything_stays(timeline: Timeline) -> None:
    reading = back(timelinejs_write.write(timeline, "en").data, "timelinejs")
    assert reading.problems == ()
    assert plain(reading.timeline) == plain(timeline)


@FEW
@given(timelines())
def test_through_our_own_format_everything_stays_in_canonical_order(timeline: Timeline) -> None:
    data = own_write.write(timeline, "en").data
    reading = back(data, "timeline")
    assert reading.problems == ()
    for key in ("events", "people", "memos", "sources", "organisations", "offices"):
        ours, theirs = plain(timeline).get(key, []), plain(reading.timeline).get(key, [])
        assert sorted(ours, key=str) == sorted(theirs, key=str)
    assert own_write.write(reading.timeline, "en").data == data


@FEW
@given(timelines())
def test_through_a_calendar_what_is_promised_stays(timeline: Timeline) -> None:
    written = calendar_write.write(timeline, "en")
    held = [event for event in timeline.events if times_written(event.date) is not None]
    reading = back(written.data, "icalendar")
    assert [p for p in reading.problems if p.severity == "error"] == []
    assert len(reading.timeline.events) == len(held)
    assert (len(timeline.events) > len(held)) == any("before the year 1" in words for words in written.lost)
    sources = {source.id: source for source in timeline.sources}
    found = {source.id: source for source in reading.timeline.sources}
    for ours, theirs in zip(held, reading.timeline.events, strict=True):
        for field in (
            "id",
            "date",
            "title",
            "text",
            "sources",
            "people",
            "organisations",
            "zone",
            "tags",
            "kind",
            "place",
        ):
            assert getattr(ours, field) == getattr(theirs, field), field
        assert all(found[id_] == sources[id_] for id_ in ours.sources)
    assert reading.timeline.title == timeline.title
    assert reading.timeline.description == timeline.description


@FEW
@given(timelines())
def test_through_json_lines_events_stay(timeline: Timeline) -> None:
    data = lines_write.write(timeline, "en").data
    try:
        reading = back(data, "jsonl") if timeline.events else None
    except Unreadable:
        raise AssertionError(data.decode()) from None
    if reading is not None:
        assert [p for p in reading.problems if p.severity == "error"] == []
        ours = [{**event, "memos": None} for event in plain(timeline)["events"]]
        theirs = [{**event, "memos": None} for event in plain(reading.timeline)["events"]]
        assert ours == theirs
