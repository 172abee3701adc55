"""Durations as people say them, with dateutil's relativedelta as the oracle of calendar arithmetic."""

from datetime import datetime, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from edtf_texts import edtf_texts, parsed
from hypothesis import example, given
from hypothesis import strategies as st

from openai_timeline.model.dates import parse
from openai_timeline.model.durations import duration, short_duration


@pytest.mark.parametrize(
    ("start", "end", "words", "short"),
    [
        ("2015-12-08", "2022-05-20", "6 years 5 months", "6y5m"),
        ("2015-12-08", "2016-12-08", "1 year", "1y"),
        ("2015-12-08", "2016-12-07", "11 months 29 days", "11m29d"),
        ("2015-12-08", "2017-12-20", "2 years", "2y"),
        ("2020-01-01", "2020-02-10", "1 month 9 days", "1m9d"),
        ("2023-01-31", "2023-02-28", "1 month", "1m"),
        ("2023-11-17", "2023-11-20", "3 days", "3d"),
        ("2023-11-17", "2023-11-18", "1 day", "1d"),
        ("2023-11-17", "2023-11-17", "less than a day", "<1d"),
        ("2015-12", "2018-02", "2 years 2 months", "2y2m"),
        ("2015-12-08", "2018-02", "2 years 2 months", "2y2m"),
        ("2015-12", "2018-12-30", "3 years", "3y"),
        ("2023-11", "2023-11-20", "less than a month", "<1m"),
        ("1985-04-XX", "1986-05-01", "1 year 1 month", "1y1m"),
        # Known to the year or coarser, or marked: an estimate, from middle to middle.
        ("2013", "2016", "about 3 years", "~3y"),
        ("2015-12-08", "2018", "about 3 years", "~3y"),
        ("2013", "2014-06-30", "about 1 year", "~1y"),
        ("2018", "2018", "less than a year", "<1y"),
        ("2018-05", "2018", "less than a year", "<1y"),
        ("198X", "2000", "about 16 years", "~16y"),
        ("19XX", "2050", "about 101 years", "~101y"),
        ("2004-XX", "2006", "about 2 years", "~2y"),
        ("2001-21", "2003-23", "about 2 years 6 months", "~2y6m"),
        ("2001-21", "2001-22", "about 3 months", "~3m"),
        ("2018-05~", "2020-06", "about 2 years 1 month", "~2y1m"),
        ("2018-05-01?", "2018-05-04", "about 3 days", "~3d"),
        # Of instants, hours and minutes.
        ("2023-11-17T12:28-08:00", "2023-11-17T17:28-08:00", "5 hours", "5h"),
        ("2023-11-17T12:28-08:00", "2023-11-17T13:30-08:00", "1 hour 2 minutes", "1h2min"),
        ("2023-11-17T12:28-08:00", "2023-11-17T21:28Z", "1 hour", "1h"),
        ("2023-11-17T12:28-08:00", "2023-11-22T06:10Z", "4 days 9 hours", "4d9h"),
        ("2023-11-17T12:28Z", "2023-11-17T12:28Z", "less than a minute", "<1min"),
        ("2023-11-17T23:00Z", "2023-11-18", "1 day", "1d"),
        # Any year.
        ("-0043", "2024", "about 2,067 years", "~2067y"),
        ("-0043-03-15", "-0042-03-15", "1 year", "1y"),
        ("Y-17000000", "2024", "about 17,002,024 years", "~17002024y"),
        # Of intervals, from the start of the first to the end of the second.
        ("2013/2016", "2013/2016", "about 3 years", "~3y"),
        ("2023-11-17/2023-11-22", "2023-11-17/2023-11-22", "5 days", "5d"),
        ("2013-01/..", "2014-01", "1 year", "1y"),
        # None.
        ("2020", "2018", "", ""),
        ("2023-11-18", "2023-11-17", "", ""),
        ("../2013", "2014", "", ""),
        ("/2013", "2014", "", ""),
        ("2013", "2014/..", "", ""),
        ("2013", "2014/", "", ""),
    ],
)
def test_durations(start: str, end: str, words: str, short: str) -> None:
    first, last = parse(start), parse(end)
    assert duration(first, last) == words
    assert short_duration(first, last) == short


def test_zones_do_not_change_a_tenure() -> None:
    start, end = parse("2015-12-08", "America/Los_Angeles"), parse("2022-05-20", "Asia/Tokyo")
    assert duration(start, end) == "6 years 5 months"


def in_words(delta: relativedelta) -> str:
    """The two largest units of what dateutil counts."""
    counts = [(delta.years, "year"), (delta.months, "month"), (delta.days, "day"), (delta.hours, "hour"),
              (delta.minutes, "minute")]  # fmt: skip
    first = next((n for n, (count, _) in enumerate(counts) if count), None)
    if first is None:
        return "less than a minute"
    return " ".join(f"{n:,} {unit}{'' if n == 1 else 's'}" for n, unit in counts[first : first + 2] if n)


moments = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)).map(lambda m: m.replace(second=0, microsecond=0))


# Near one another as often as far apart, because short months matter there.
gaps = st.one_of(st.integers(0, 800 * 1440), st.integers(0, 2_000_000_000)).map(lambda m: timedelta(minutes=m))


@given(moments, gaps)
@example(datetime(2023, 1, 31, 12), timedelta(days=27, hours=23))
@example(datetime(2024, 2, 29), timedelta(days=365))
def test_calendar_arithmetic_is_that_of_relativedelta(first: datetime, gap: timedelta) -> None:
    last = first + min(gap, datetime(9999, 12, 30) - first)
    texts = [f"{moment.isoformat(timespec='minutes')}Z" for moment in (first, last)]
    assert duration(parse(texts[0]), parse(texts[1])) == in_words(relativedelta(last, first))


@given(edtf_texts, edtf_texts)
def test_every_pair_of_dates_has_a_duration_or_none(start: str, end: str) -> None:
    first, last = parsed(start), parsed(end)
    if first is None or last is None:
        return
    assert bool(duration(first, last)) == bool(short_duration(first, last))
    if last.latest < first.earliest:
        assert duration(first, last) == ""
