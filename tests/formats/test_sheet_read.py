"""The spreadsheet of TimelineJS as CSV, as the programs that write CSV write it."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from openai_timeline.files.formats.sheet_read import COLUMNS
from openai_timeline.files.problems import Unreadable
from openai_timeline.files.read import Reading, read_bytes
from openai_timeline.model.language import Text


def sheet(*rows: dict[str, str], delimiter: str = ",", end: str = "\r\n") -> str:
    out = StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, delimiter=delimiter, lineterminator=end)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def read(text: str) -> Reading:
    return read_bytes(text.encode(), "f.csv")


ROWS = (
    {"Headline": "The <b>title</b>", "Text": "<p>About\nit</p>", "Type": "title", "Media": "https://e.com/t.png"},
    {"Year": "1815", "Month": "12", "Day": "10", "End Year": "1852", "End Month": "11", "Headline": "Ada; a, \"life\""},
    {"Year": "1,990", "Headline": "Thousands", "Text": "one\n\ntwo", "Group": "g"},
    {"Year": "-500", "End Year": "-400", "Headline": "Before", "Display Date": "5th century BC"},
    {"Year": "2020", "Month": "1", "Day": "2", "Time": "10:30 PM", "Headline": "Timed", "Background": "#fff"},
    {"Year": "1900", "End Year": "1950", "Headline": "An era", "Type": "era"},
    {},
    {"Month": "5", "Headline": "No year"},
    {"Year": "MMXX", "Headline": "Not a number"},
    {"Year": "1900", "Headline": "An era without an end", "Type": "era"},
)  # fmt: skip


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_sheet(delimiter: str, end: str, mark: str) -> None:
    reading = read(mark + sheet(*ROWS, delimiter=delimiter, end=end))
    timeline = reading.timeline
    assert timeline.title == Text("The title")
    assert timeline.description == Text("About it\n\n[https://e.com/t.png](https://e.com/t.png)")
    assert [(event.date.text, event.title.in_language("en")) for event in timeline.events] == [
        ("1815-12-10/1852-11", 'Ada; a, "life"'),
        ("1990", "Thousands"),
        ("-0499/-0399", "Before"),
        ("2020-01-02T22:30", "Timed"),
    ]
    assert [event.tags for event in timeline.events] == [(), ("g",), (), ()]
    assert timeline.events[1].text == Text("one\n\ntwo")
    assert [(era.start.text, era.title) for era in timeline.eras] == [("1900", Text("An era"))]
    # A row may have several lines: the place is that on which it begins.
    assert [(p.line, p.path) for p in reading.problems if p.severity == "error"] == [
        (12, "Year"),
        (13, "Year"),
        (14, ""),
    ]


TIMES = [
    ("7:02:10 AM", "07:02:10"), ("12 am", "00:00"), ("12:00 PM", "12:00"), ("7 pm", "19:00"), ("13:30", "13:30"),
    ("1330", "13:30"), ("14.30", "14:30"), ("7:05 p.m.", "19:05"), ("23:59:59.5", "23:59:59"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "time"), TIMES)
def test_times_of_day(written: str, time: str) -> None:
    (event,) = read(sheet({"Year": "2020", "Month": "1", "Day": "2", "Time": written, "Headline": "x"})).timeline.events
    assert event.date.text == f"2020-01-02T{time}"


@pytest.mark.parametrize("written", ["25:00", "noon", "7:61", "13 pm"])
def test_what_is_no_time_of_day_is_named(written: str) -> None:
    reading = read(sheet({"Year": "2020", "Month": "1", "Day": "2", "Time": written, "Headline": "x"}))
    assert reading.timeline.events == ()
    assert len(reading.problems) == 1


def test_columns_go_by_their_names() -> None:
    reading = read("headline, YEAR ,Notes\nA,1999,left out\n")
    assert [(event.date.text, event.title) for event in reading.timeline.events] == [("1999", Text("A"))]


def test_the_sheet_of_version_2() -> None:
    text = "Start Date,End Date,Headline,Text,Media,Media Credit,Media Caption,Media Thumbnail,Type,Tag\n"
    text += ",,Title,Words,,,,,title,\n7/20/1969,7/24/1969,Apollo 11,On the <b>Moon</b>,https://e.com/m,NASA,,,,space\n"
    text += "1969,,A year,,,,,,,\nnever,,Never,,,,,,,\n"
    reading = read(text)
    assert reading.timeline.title == Text("Title")
    assert [event.date.text for event in reading.timeline.events] == ["1969-07-20/1969-07-24", "1969"]
    assert reading.timeline.events[0].tags == ("space",)
    assert [(p.line, p.path) for p in reading.problems] == [(5, "Start Date")]


def test_a_cell_of_any_length() -> None:
    (event,) = read(sheet({"Year": "2020", "Headline": "x", "Text": "word " * 60_000})).timeline.events
    assert len(event.text.in_language("en")) > 200_000


def test_a_quotation_mark_that_is_never_closed_is_refused() -> None:
    with pytest.raises(Unreadable, match=r"^f.csv:3:1: a quotation mark is never closed"):
        read('Year,Headline,Text\n2020,a,b\n2021,"c,d\n2022,e,f\n')


def test_quotation_marks_within_cells_are_text() -> None:
    (event,) = read('Year,Headline,Text\n2020,5" disk,b\n').timeline.events
    assert event.title == Text('5" disk')


def test_an_apostrophe_before_a_formula_is_not_text() -> None:
    (event,) = read("Year,Headline,Text\n2020,'=1+1,'tis\n").timeline.events
    assert (event.title, event.text) == (Text("=1+1"), Text("'tis"))


def test_the_line_by_which_excel_names_the_separator() -> None:
    (event,) = read("sep=;\r\nYear;Headline\r\n2020;A, B\r\n").timeline.events
    assert event.title == Text("A, B")


def test_a_sheet_without_rows() -> None:
    assert read("Year,Month,Headline,Text\n").timeline.events == ()


def test_a_start_of_version_2_is_the_title() -> None:
    reading = read("Start Date,Headline,Text,Type\n1/26/2012,The title,About,start\n8/9/1963,Born,,\n")
    assert (reading.timeline.title, reading.timeline.description) == (Text("The title"), Text("About"))
    assert [event.date.text for event in reading.timeline.events] == ["1963-08-09"]
    assert [p.one_line() for p in reading.problems] == [
        "f.csv:2:1: Start Date: the date of the title, which has no place in our format: left out"
    ]


def test_cells_that_no_column_of_theirs_holds_are_counted() -> None:
    reading = read("Year,Headline,Mine,Headline\n1984,A,note,B,beyond\n1985,,note\n1986,C,,C\n")
    assert [event.title for event in reading.timeline.events] == [Text("A"), Text("1985"), Text("C")]
    said = "\n".join(p.one_line() for p in reading.problems)
    assert "2:1: Mine: a column that TimelineJS does not have: left out (2 times" in said
    assert "a cell in a column without a name, or whose name is there twice: left out (2 times" in said


def test_a_date_in_the_column_of_the_year_says_what_belongs_there() -> None:
    reading = read("Year,Headline\n1/24/1984,A\n")
    assert "the year alone, such as 1969 or -500" in reading.problems[0].one_line()


def test_an_alternative_text_is_the_label_of_a_medium_without_one() -> None:
    heading = "Year,Headline,Media,Media Caption,Alt Text"
    reading = read(f"{heading}\n1984,A,https://e.com/a.png,,A machine\n1985,B,https://e.com/b.png,Cap,Alt\n")
    labels = [event.links[0].label for event in reading.timeline.events]
    assert labels == [Text("A machine"), Text("Cap")]
    assert "an alternative text of a medium that has a caption too" in reading.problems[0].message
