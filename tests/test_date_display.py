"""Dates in words: never more precise than they were written."""

import pytest
from edtf_texts import edtf_texts, parsed
from hypothesis import given
from hypothesis import strategies as st

from openai_timeline.model.date_display import (
    day_label,
    display,
    display_in,
    time_label,
    utc_name,
    year_name,
)
from openai_timeline.model.dates import DateError, Precision, parse

LOS_ANGELES, TOKYO, SAO_PAULO = "America/Los_Angeles", "Asia/Tokyo", "America/Sao_Paulo"

# Text, in words, short, before an event in a list.
WORDS = [
    ("2023-11-17", "17 November 2023", "17 Nov 2023", "17 Fri"),
    ("2023-11-06?", "6 November 2023 (uncertain)", "6 Nov 2023?", "6?"),
    ("2023-11-06~", "about 6 November 2023", "~6 Nov 2023", "~6"),
    ("2023-11-06%", "about 6 November 2023 (uncertain)", "~6 Nov 2023?", "~6?"),
    ("2023-11", "November 2023", "Nov 2023", "Nov"),
    ("2023-11?", "November 2023 (uncertain)", "Nov 2023?", "Nov?"),
    ("2023-11-XX", "some day in November 2023", "Nov 2023", "Nov"),
    ("2023", "2023", "2023", "2023"),
    ("1984~", "about 1984", "~1984", "~1984"),
    ("2018?", "2018 (uncertain)", "2018?", "2018?"),
    ("2018%", "about 2018 (uncertain)", "~2018?", "~2018?"),
    ("2004-XX", "some month of 2004", "2004", "2004"),
    ("1985-XX-XX", "some day in 1985", "1985", "1985"),
    ("1985-XX-XX?", "some day in 1985 (uncertain)", "1985?", "1985?"),
    ("198X", "1980s", "1980s", "1980s"),
    ("198X~", "about 1980s", "~1980s", "~1980s"),
    ("19XX", "the 1900s", "the 1900s", "the 1900s"),
    # "1900s" would be taken for the century.
    ("190X", "1900 – 1909", "1900 – 1909", "1900 – 1909"),
    ("047X", "AD 470 – AD 479", "AD 470 – AD 479", "AD 470 – AD 479"),
    ("000X", "1 BC – AD 9", "1 BC – AD 9", "1 BC – AD 9"),
    ("-000X", "10 BC – 2 BC", "10 BC – 2 BC", "10 BC – 2 BC"),
    ("-01XX", "200 BC – 101 BC", "200 BC – 101 BC", "200 BC – 101 BC"),
    ("2001-21", "spring 2001", "spring 2001", "spring"),
    ("2001-22", "summer 2001", "summer 2001", "summer"),
    ("2001-23?", "autumn 2001 (uncertain)", "autumn 2001?", "autumn?"),
    ("2001-24~", "about winter 2001", "~winter 2001", "~winter"),
    ("2013/2016", "2013 – 2016", "2013–2016", "2013 –"),
    ("2023-11-17/2023-11-22", "17 November 2023 – 22 November 2023", "17 Nov 2023 – 22 Nov 2023", "17–22"),
    ("2023-11-17/2023-12-01?", "17 November 2023 – 1 December 2023 (uncertain)", "17 Nov 2023 – 1 Dec 2023?", "17 –"),
    ("2004-06~/2006", "about June 2004 – 2006", "~Jun 2004 – 2006", "~Jun –"),
    ("2001-21/2002-22", "spring 2001 – summer 2002", "spring 2001 – summer 2002", "spring –"),
    ("2013/..", "since 2013", "since 2013", "2013 –"),
    ("2013-05~/..", "since about May 2013", "since ~May 2013", "~May –"),
    ("../1914", "until 1914", "until 1914", "– 1914"),
    ("2013/", "from 2013, end unknown", "from 2013, end unknown", "2013 –"),
    ("/1914", "until 1914, start unknown", "until 1914, start unknown", "– 1914"),
    ("-0043", "44 BC", "44 BC", "44 BC"),
    ("-0043-03-15", "15 March 44 BC", "15 Mar 44 BC", "15 Fri"),
    ("0000", "1 BC", "1 BC", "1 BC"),
    ("0476", "AD 476", "AD 476", "AD 476"),
    ("Y17000000", "17,000,000", "17,000,000", "17,000,000"),
    ("Y-17000000", "17,000,001 BC", "17,000,001 BC", "17,000,001 BC"),
]


@pytest.mark.parametrize(("text", "words", "short", "label"), WORDS)
def test_words(text: str, words: str, short: str, label: str) -> None:
    date = parse(text)
    assert display(date) == words
    assert display(date, short=True) == short
    assert day_label(date) == label
    assert time_label(date) == ""


@pytest.mark.parametrize("text", [row[0] for row in WORDS])
def test_a_date_without_a_time_reads_the_same_in_every_zone(text: str) -> None:
    here, words = parse(text, LOS_ANGELES), display(parse(text))
    assert display(here) == display(here, TOKYO) == display_in(here, TOKYO) == words
    assert display(parse(text, SAO_PAULO)) == words
    assert day_label(here, TOKYO) == day_label(parse(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2013/2016", "between 2013 and 2016"),
        ("2004-06~/2006", "between about June 2004 and 2006"),
        ("2013/..", "2013 or later"),
        ("2013/", "2013 or later"),
        ("../1914", "1914 or earlier"),
        ("/1914", "1914 or earlier"),
        ("2013", "2013"),
    ],
)
def test_an_interval_that_something_happened_within(text: str, words: str) -> None:
    assert display(parse(text), extent=False) == words


@pytest.mark.parametrize(
    ("text", "zone", "words"),
    [
        ("2023-11-17T12:28-08:00", LOS_ANGELES, "17 November 2023, 12:28 PST"),
        ("2023-07-17T12:28-07:00", LOS_ANGELES, "17 July 2023, 12:28 PDT"),
        ("2023-11-17T12:28:05-08:00", LOS_ANGELES, "17 November 2023, 12:28:05 PST"),
        ("2023-11-17T12:28-08:00", None, "17 November 2023, 12:28 UTC−8"),
        ("2023-11-17T12:28-08", None, "17 November 2023, 12:28 UTC−8"),
        ("2023-11-17T20:28Z", None, "17 November 2023, 20:28 UTC"),
        ("2023-11-17T20:28Z", "UTC", "17 November 2023, 20:28 UTC"),
        # The zone's clocks showed another time: its name would be wrong.
        ("2023-11-17T20:28Z", LOS_ANGELES, "17 November 2023, 20:28 UTC"),
        ("2023-11-17T12:28-03:00", SAO_PAULO, "17 November 2023, 12:28 UTC−3"),
        ("2023-11-17T12:28+05:45", None, "17 November 2023, 12:28 UTC+5:45"),
        ("2023-11-17T12:28", None, "17 November 2023, 12:28"),
        ("2023-11-17T12:28", LOS_ANGELES, "17 November 2023, 12:28 PST"),
        ("-0043-03-15T12:00Z", None, "15 March 44 BC, 12:00 UTC"),
    ],
)
def test_instants(text: str, zone: str | None, words: str) -> None:
    assert display(parse(text, zone), zone) == words


def test_weekday() -> None:
    date = parse("2023-11-17T12:28-08:00")
    assert display(date, LOS_ANGELES, weekday=True) == "Friday 17 November 2023, 12:28 PST"
    assert display(date, LOS_ANGELES, weekday=True, short=True) == "Fri 17 Nov 2023, 12:28 PST"
    assert display(parse("2023-11-17~"), weekday=True) == "about Friday 17 November 2023"
    assert display(parse("2023-11"), weekday=True) == "November 2023"


def test_instants_in_another_zone() -> None:
    date = parse("2023-11-17T12:28-08:00")
    assert display_in(date, TOKYO) == "18 November 2023, 05:28 JST"
    assert display_in(date, TOKYO, weekday=True) == "Saturday 18 November 2023, 05:28 JST"
    assert display_in(date, SAO_PAULO, short=True) == "17 Nov 2023, 17:28 UTC−3"
    assert display_in(parse("2023-12-31T20:00-08:00"), "UTC") == "1 January 2024, 04:00 UTC"
    assert display_in(parse("2013/2016"), TOKYO, extent=False) == "between 2013 and 2016"
    assert (day_label(date), time_label(date)) == ("17 Fri", "12:28")
    assert (day_label(date, TOKYO), time_label(date, TOKYO)) == ("18 Sat", "05:28")
    assert time_label(parse("2023-11-17T12:28:59Z")) == "12:28"


def test_unknown_zone() -> None:
    date = parse("2023-11-17T12:28Z")
    for show in (display, display_in, day_label, time_label):
        with pytest.raises(DateError, match="Nowhere: no such time zone"):
            show(date, "Nowhere")


@pytest.mark.parametrize(
    ("offset", "name"),
    [
        (0, "UTC"),
        (-8 * 3600, "UTC−8"),
        (20_700, "UTC+5:45"),
        (-1800, "UTC−0:30"),
        (-28_378, "UTC−7:52:58"),  # Los Angeles before it had railway time
    ],
)
def test_clocks_without_a_name(offset: int, name: str) -> None:
    assert utc_name(offset) == name


def test_years() -> None:
    years = (2023, 1000, 999, 1, 0, -43, 12_345, -12_344)
    assert [year_name(year) for year in years] == [
        "2023", "1000", "AD 999", "AD 1", "1 BC", "44 BC", "12,345", "12,345 BC"
    ]  # fmt: skip


@given(edtf_texts, st.sampled_from([None, "UTC", LOS_ANGELES, TOKYO, SAO_PAULO]), st.booleans(), st.booleans())
def test_every_date_has_words(text: str, zone: str | None, short: bool, weekday: bool) -> None:
    date = parsed(text, zone)
    if date is None:
        return
    words = display(date, zone, short=short, weekday=weekday)
    assert words == words.strip() != ""
    assert words.isprintable()
    assert ("uncertain" in words or "?" in words) == date.uncertain
    assert ("about" in words or "~" in words) == date.approximate
    assert (":" in words) == date.has_time
    assert day_label(date, zone)
    assert display_in(date, TOKYO, short=short)
    if date.precision < Precision.MONTH and not date.is_interval:
        assert not any(month in words for month in ("January", "June", "December"))
