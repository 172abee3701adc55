"""What is written is not lost on the way: links as media, eras on pages, titles and dates in sheets."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import Any

import pytest

from openai_timeline.files.formats.extras import KEY
from openai_timeline.files.formats.writers import writer
from openai_timeline.files.read import read_bytes
from openai_timeline.model.language import Text
from openai_timeline.model.timeline import Timeline


def timeline_of(**document: Any) -> Timeline:
    return read_bytes(json.dumps({"events": [], **document}).encode(), "f").timeline


def written(timeline: Timeline, form: str) -> bytes:
    return writer(form)(timeline, "en").data


def said(timeline: Timeline, form: str) -> str:
    return ", ".join(writer(form)(timeline, "en").lost)


def test_the_first_link_is_the_medium_and_is_not_kept_twice() -> None:
    link = {"label": "A & B", "url": "https://example.org/a.png"}
    events = [
        {"date": "2020", "title": "A", "links": [link]},
        {"date": "2021", "title": "B", "links": [link, {"url": "https://example.org/b"}]},
        {"date": "2022", "title": "C", "links": [{"url": "ftp://example.org/c"}]},
        {"date": "2023", "title": "D", "links": [{"url": 'https://example.org/"><script>'}]},
    ]
    one, two, *none = json.loads(written(timeline_of(events=events), "timelinejs"))["events"]
    assert one["media"] == two["media"] == {"url": link["url"], "caption": "A &amp; B"}
    assert "links" not in one[KEY]
    assert len(two[KEY]["links"]) == 2
    assert not any("media" in slide for slide in none)
    timeline = timeline_of(events=events)
    rows = list(csv.DictReader(StringIO(written(timeline, "csv").decode(), newline="")))
    assert (rows[0]["Media"], rows[0]["Media Caption"]) == (link["url"], "A & B")
    assert "the links of 3 events" in said(timeline, "csv")


@pytest.mark.parametrize("title", ["A & B", "A &amp; B", "1 < 2", "a <b> c", "&lt;x&gt;", "x &copy y"])
def test_a_title_is_the_same_after_a_sheet(title: str) -> None:
    sheet = written(timeline_of(events=[{"date": "2020", "title": title}]), "csv")
    assert read_bytes(sheet, "f").timeline.events[0].title == Text(title)


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_eras_are_in_what_is_read_by_people(form: str) -> None:
    eras = [{"title": "The <first> years", "start": "2015", "end": "2019"}, {"title": "Now", "start": "2020"}]
    timeline = timeline_of(eras=eras)
    page = written(timeline, form).decode()
    assert "years, 2015 to 2019" in page
    assert "Now, since 2020" in page
    assert "<first>" not in page.replace(r"\<", "")


@pytest.mark.parametrize(
    ("date", "counted"),
    [("2012/..", True), ("/1914", True), ("201X", True), ("2020-21", True), ("1900~", False), ("1900", False)],
)
def test_dates_that_a_sheet_has_in_words_alone_are_counted(date: str, counted: bool) -> None:
    timeline = timeline_of(events=[{"date": date, "title": "A"}])
    assert ("the exact dates of 1 event" in said(timeline, "csv")) is counted
