"""EDTF dates: every form of the format page, every refusal, zones, order."""

import copy
import pickle
import time
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from openai_timeline.model.date_errors import quoted
from openai_timeline.model.dates import BEGINNING, END, Bound, DateError, Precision, parse

DAY = 86_400
LOS_ANGELES, TOKYO, SAMOA = "America/Los_Angeles", "Asia/Tokyo", "Pacific/Apia"


def utc(*fields: int) -> int:
    """The instant of the fields of a datetime in UTC."""
    year, month, day, hour, minute, second = (*fields, 0, 0, 0)[:6]
    return int(datetime(year, month, day, hour, minute, second, tzinfo=UTC).timestamp())


# Text, first instant, first instant after, precision.
FORMS = [
    ("2023-11-17", utc(2023, 11, 17), utc(2023, 11, 18), Precision.DAY),
    ("2023-12-31", utc(2023, 12, 31), utc(2024, 1, 1), Precision.DAY),
    ("2024-02-29", utc(2024, 2, 29), utc(2024, 3, 1), Precision.DAY),
    ("2023-11", utc(2023, 11, 1), utc(2023, 12, 1), Precision.MONTH),
    ("2023-12", utc(2023, 12, 1), utc(2024, 1, 1), Precision.MONTH),
    ("2023", utc(2023, 1, 1), utc(2024, 1, 1), Precision.YEAR),
    ("0001", utc(1, 1, 1), utc(2, 1, 1), Precision.YEAR),
    ("0000", utc(1, 1, 1) - 366 * DAY, utc(1, 1, 1), Precision.YEAR),
    ("-0001-12-31", utc(1, 1, 1) - 367 * DAY, utc(1, 1, 1) - 366 * DAY, Precision.DAY),
    ("9999-12-31", utc(9999, 12, 31), utc(9999, 12, 31) + DAY, Precision.DAY),
    ("2023-11-17T12:28-08:00", utc(2023, 11, 17, 20, 28), utc(2023, 11, 17, 20, 29), Precision.MINUTE),
    ("2023-11-17T20:28Z", utc(2023, 11, 17, 20, 28), utc(2023, 11, 17, 20, 29), Precision.MINUTE),
    ("2023-11-17T20:28:30Z", utc(2023, 11, 17, 20, 28, 30), utc(2023, 11, 17, 20, 28, 31), Precision.SECOND),
    (
        "2023-11-17T12:28:30-08",
        utc(2023, 11, 17, 20, 28, 30),
        utc(2023, 11, 17, 20, 28, 31),
        Precision.SECOND,
    ),
    ("2023-11-18T02:13+05:45", utc(2023, 11, 17, 20, 28), utc(2023, 11, 17, 20, 29), Precision.MINUTE),
    ("2023-11-17T12:28", utc(2023, 11, 17, 12, 28), utc(2023, 11, 17, 12, 29), Precision.MINUTE),
    ("2023-11-17T23:30-14:00", utc(2023, 11, 18, 13, 30), utc(2023, 11, 18, 13, 31), Precision.MINUTE),
    ("2018?", utc(2018, 1, 1), utc(2019, 1, 1), Precision.YEAR),
    ("2018-06~", utc(2018, 6, 1), utc(2018, 7, 1), Precision.MONTH),
    ("2018-06-10%", utc(2018, 6, 10), utc(2018, 6, 11), Precision.DAY),
    ("201X", utc(2010, 1, 1), utc(2020, 1, 1), Precision.DECADE),
    ("201X?", utc(2010, 1, 1), utc(2020, 1, 1), Precision.DECADE),
    ("20XX", utc(2000, 1, 1), utc(2100, 1, 1), Precision.CENTURY),
    ("2004-XX", utc(2004, 1, 1), utc(2005, 1, 1), Precision.YEAR),
    ("1985-XX-XX", utc(1985, 1, 1), utc(1986, 1, 1), Precision.YEAR),
    ("1985-04-XX", utc(1985, 4, 1), utc(1985, 5, 1), Precision.MONTH),
    ("2023-21", utc(2023, 3, 1), utc(2023, 6, 1), Precision.SEASON),
    ("2023-22", utc(2023, 6, 1), utc(2023, 9, 1), Precision.SEASON),
    ("2023-23", utc(2023, 9, 1), utc(2023, 12, 1), Precision.SEASON),
    ("2023-24", utc(2023, 12, 1), utc(2024, 3, 1), Precision.SEASON),
    ("2023-21~", utc(2023, 3, 1), utc(2023, 6, 1), Precision.SEASON),
    ("2013/2016", utc(2013, 1, 1), utc(2017, 1, 1), Precision.YEAR),
    ("2004-06~/2006", utc(2004, 6, 1), utc(2007, 1, 1), Precision.YEAR),
    ("2013-05-02/2013-06", utc(2013, 5, 2), utc(2013, 7, 1), Precision.MONTH),
    ("2013-06/2013", utc(2013, 6, 1), utc(2014, 1, 1), Precision.YEAR),
    ("2013-21/2014-22?", utc(2013, 3, 1), utc(2014, 9, 1), Precision.SEASON),
    ("2013-05/..", utc(2013, 5, 1), END + 1, Precision.MONTH),
    ("2013-05/", utc(2013, 5, 1), END + 1, Precision.MONTH),
    ("2013-05~/..", utc(2013, 5, 1), END + 1, Precision.MONTH),
    ("../1914", BEGINNING, utc(1915, 1, 1), Precision.YEAR),
    ("/1914", BEGINNING, utc(1915, 1, 1), Precision.YEAR),
]


@pytest.mark.parametrize(("text", "earliest", "after", "precision"), FORMS)
def test_span_of_every_form(text: str, earliest: int, after: int, precision: Precision) -> None:
    date = parse(text)
    assert (date.text, date.earliest, date.latest, date.precision) == (text, earliest, after - 1, precision)
    assert date.offset == (-8 * 3600 if "-08" in text.partition("T")[2] else date.offset)
    assert date.has_time == ("T" in text)
    assert date.is_interval == ("/" in text)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("2023-11-17", (2023, 11, 17)),
        ("2023-11", (2023, 11, None)),
        ("2023", (2023, None, None)),
        ("2023-21", (2023, None, None)),
        ("2004-XX", (2004, None, None)),
        ("1985-04-XX", (1985, 4, None)),
        ("201X", (2010, None, None)),
        ("-01XX", (-199, None, None)),
        ("-000X", (-9, None, None)),
        ("-0043-03-15", (-43, 3, 15)),
        ("Y17000000", (17_000_000, None, None)),
        ("Y-17000000", (-17_000_000, None, None)),
        ("2023-11-17T23:30-08:00", (2023, 11, 17)),
        ("2013-05/2016", (2013, 5, None)),
        ("../1914-07", (1914, 7, None)),
    ],
)
def test_fields_as_written(text: str, fields: tuple[int, int | None, int | None]) -> None:
    for zone in (None, LOS_ANGELES, TOKYO):
        date = parse(text, zone)
        assert (date.year, date.month, date.day) == fields


def test_years_outside_datetime() -> None:
    before_christ = parse("-0043")
    assert before_christ.latest + 1 - before_christ.earliest == 365 * DAY
    assert before_christ.latest + 1 == parse("-0042").earliest
    assert parse("-0004-02-29").day == 29
    assert parse("-000X").latest + 1 == parse("0000").earliest  # there is no year -0000
    assert parse("-00XX").latest + 1 == parse("0000").earliest
    far = parse("Y-17000000")
    assert round(far.earliest / 31_556_952) == -17_001_970
    for year in ("Y100000000000", "Y-100000000000"):
        assert BEGINNING < parse(year, TOKYO).earliest < parse(year, TOKYO).latest < END


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [
        ("2018", False, False),
        ("2018?", True, False),
        ("2018~", False, True),
        ("2018%", True, True),
        ("2004-06~/2006", False, True),
        ("2004/2006-06?", True, False),
        ("2004%/..", True, True),
    ],
)
def test_qualification(text: str, uncertain: bool, approximate: bool) -> None:
    assert (parse(text).uncertain, parse(text).approximate) == (uncertain, approximate)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2013", Bound.GIVEN, Bound.GIVEN),
        ("2013/2016", Bound.GIVEN, Bound.GIVEN),
        ("2013/..", Bound.GIVEN, Bound.OPEN),
        ("2013/", Bound.GIVEN, Bound.UNKNOWN),
        ("../1914", Bound.OPEN, Bound.GIVEN),
        ("/1914", Bound.UNKNOWN, Bound.GIVEN),
    ],
)
def test_ends(text: str, start: Bound, end: Bound) -> None:
    assert (parse(text).start, parse(text).end) == (start, end)


LEVEL_2 = "EDTF level 2, and only levels 0 and 1 are read"
REFUSED = [
    ("", "the date is empty"),
    (" ", "there is a space or line break around the date"),
    ("2018 ", "there is a space or line break around the date"),
    ("2018\n", "there is a space or line break around the date"),
    ("2023-02-30", "February 2023 has 28 days"),
    ("2024-02-30", "February 2024 has 29 days"),
    ("1900-02-29", "February 1900 has 28 days"),
    ("2023-11-00", "November 2023 has 30 days"),
    ("2023-02-30/2024", "February 2023 has 28 days"),
    ("2023-00", "months go from 01 to 12, seasons from 21 to 24 and without a day"),
    ("2023-13", "months go from 01 to 12, seasons from 21 to 24 and without a day"),
    ("2023-17-11", "months go from 01 to 12, seasons from 21 to 24 and without a day"),
    ("2023-21-01", "months go from 01 to 12, seasons from 21 to 24 and without a day"),
    ("2023-21-XX", "a season has no days"),
    ("2023-25", f"the season 25 is {LEVEL_2}"),
    ("2023-41", f"the season 41 is {LEVEL_2}"),
    ("1XXX", f"these unspecified digits (X) are {LEVEL_2}"),
    ("XXXX", f"these unspecified digits (X) are {LEVEL_2}"),
    ("201X-05", f"these unspecified digits (X) are {LEVEL_2}"),
    ("2004-1X", f"these unspecified digits (X) are {LEVEL_2}"),
    ("2004-XX-05", f"these unspecified digits (X) are {LEVEL_2}"),
    ("156X-12-25", f"these unspecified digits (X) are {LEVEL_2}"),
    ("2004-06-~01", f"a ?, ~ or % anywhere but at the end is {LEVEL_2}"),
    ("2004-06-~", f"a ?, ~ or % anywhere but at the end is {LEVEL_2}"),
    ("?2004-06", f"a ?, ~ or % anywhere but at the end is {LEVEL_2}"),
    ("2004?-06", f"a ?, ~ or % anywhere but at the end is {LEVEL_2}"),
    ("2004-06-XX/2004-07-03", f"an interval with unspecified digits (X) is {LEVEL_2}"),
    ("{1667,1668}", f"a set of dates is {LEVEL_2}"),
    ("[..1760-12-03]", f"a set of dates is {LEVEL_2}"),
    ("Y-17E7", f"a year with an exponent or significant digits is {LEVEL_2}"),
    ("1950S2", f"a year with an exponent or significant digits is {LEVEL_2}"),
    ("Y171010000S3", f"a year with an exponent or significant digits is {LEVEL_2}"),
    ("2018?~", "one mark is enough at the end: % means uncertain and approximate"),
    ("-0000", "year 0 has no sign (0000 is 1 BC)"),
    ("-0000-01", "year 0 has no sign (0000 is 1 BC)"),
    ("Y2018", "Y is for years of more than four digits"),
    ("Y012345", "a year after Y does not begin with 0"),
    ("Y17000000-05", "a year of more than four digits stands alone, without a month"),
    ("Y100000000001", "the year is more than 100,000,000,000 away"),
    ("Y-100000000001", "the year is more than 100,000,000,000 away"),
    ("20231", "a year of more than four digits begins with Y, as in Y17000000; a day has hyphens"),
    ("20231117", "a year of more than four digits begins with Y, as in Y17000000; a day has hyphens"),
    ("476", "a year has four digits, as in 0476"),
    ("23-11-17", "a year has four digits, as in 0476"),
    ("2023-1-7", "a month and a day have two digits, as in 2023-01-07"),
    ("2023/11/17", "the parts of a date are joined by -, as in 2023-11-17"),
    ("2013/2014/2015", "an interval has one /, between its start and its end"),
    ("2016/2013", "the interval ends before it starts"),
    ("2016-05/2016-04", "the interval ends before it starts"),
    ("../..", "an interval needs a date at one end at least"),
    ("/", "an interval needs a date at one end at least"),
    ("/..", "an interval needs a date at one end at least"),
    ("2023-11-17T12:28Z/2024", "an interval runs between dates without a time of day"),
    ("2023-11-17 12:28", "a T stands between the day and the time, as in 2023-11-17T12:28"),
    ("2023-11-17T12", "a time has hours and minutes, as in 12:28"),
    ("2023-11-17T12Z", "a time has hours and minutes, as in 12:28"),
    ("2023-11-17T12:28:30.5Z", "the seconds of a time are whole"),
    ("2023-11-17T12:28Z~", "a date with a time of day takes no ?, ~ or %"),
    ("2023-11-17T24:00:00Z", "hours go from 00 to 23"),
    ("2023-11-17T12:60Z", "minutes and seconds go from 00 to 59"),
    ("2023-11-17T23:59:60Z", "minutes and seconds go from 00 to 59"),
    ("2023-11-17T12:28+14:01", "an offset goes from -14:00 to +14:00"),
    ("2023-11-17T12:28-00:60", "an offset goes from -14:00 to +14:00"),
    ("2023-11T12:28Z", "a time is written as in 2023-11-17T12:28-08:00 or 2023-11-17T20:28Z"),
    ("2023-11-17T12:28-0800", "a time is written as in 2023-11-17T12:28-08:00 or 2023-11-17T20:28Z"),
    ("２０２３", "only the digits 0 to 9 make a date"),
    ("٢٠٢٣-11", "only the digits 0 to 9 make a date"),
    ("nov 2023", "not a date such as 2023, 2023-11, 2023-11-17, 2018~ or 2013/2016"),
    ("1984/open", "not a date such as 2023, 2023-11, 2023-11-17, 2018~ or 2013/2016"),
]


@pytest.mark.parametrize(("text", "why"), REFUSED)
def test_every_refusal_says_why(text: str, why: str) -> None:
    with pytest.raises(DateError) as caught:
        parse(text)
    assert str(caught.value) == (f"{quoted(text)}: {why}" if text else why)


@pytest.mark.parametrize(
    "bomb", ["9" * 1000, "Y" + "9" * 5000, "Y1" + "0" * 2_000_000, "20" + "X" * 10_000, "2013/" * 10_000]
)
def test_bombs_are_refused_at_once(bomb: str) -> None:
    start = time.perf_counter()
    with pytest.raises(DateError, match="longer than the 64 characters"):
        parse(bomb)
    assert time.perf_counter() - start < 0.1


def test_messages_are_short_and_printable() -> None:
    with pytest.raises(DateError) as caught:
        parse("\x1b[2J\u202e\ud800" + "x" * 50)
    message = str(caught.value)
    assert message.startswith(r"\x1b[2J\u202e\ud800xxx")
    assert message.isprintable()
    assert quoted("x" * 41) == "x" * 39 + "…"


@pytest.mark.parametrize(
    "zone",
    ["", "Nowhere/Land", "America", "../etc/passwd", "zone.tab", "a" * 5000, "\0", "\ud800", "UTC\x1b[2J"],
)
def test_unknown_zone_is_named(zone: str) -> None:
    for text in ("2023", "2023/..", "2023-11-17T12:28"):
        with pytest.raises(DateError, match="no such time zone") as caught:
            parse(text, zone)
        assert str(caught.value).startswith(quoted(zone))
        assert str(caught.value).isprintable()


def test_local_days_in_a_zone() -> None:
    day = parse("2023-11-17", LOS_ANGELES)
    assert (day.earliest, day.latest) == (utc(2023, 11, 17, 8), utc(2023, 11, 18, 8) - 1)
    assert day.offset == -8 * 3600
    summer = parse("2023-07", LOS_ANGELES)
    assert summer.offset == -7 * 3600
    assert parse("2023-11-05", LOS_ANGELES).latest - parse("2023-11-05", LOS_ANGELES).earliest == 25 * 3600 - 1
    assert parse("2023-03-12", LOS_ANGELES).latest - parse("2023-03-12", LOS_ANGELES).earliest == 23 * 3600 - 1
    assert parse("../1914", TOKYO).latest == utc(1914, 12, 31, 15) - 1


def test_own_offset_is_not_moved() -> None:
    assert parse("2023-11-17T12:28-08:00", TOKYO) == parse("2023-11-17T12:28-08:00")
    assert parse("2023-11-17T12:28Z", TOKYO).offset == 0
    assert parse("2023-11-17T12:28", TOKYO).earliest == utc(2023, 11, 17, 3, 28)
    assert [parse(f"2023-11-17T12:28{end}").has_offset for end in ("Z", "+09", "-08:00", "")] == [True] * 3 + [False]


def test_placed_reads_the_same_text_elsewhere() -> None:
    assert parse("2023-11-17").placed(TOKYO) == parse("2023-11-17", TOKYO)
    assert parse("2023-11-17", TOKYO).placed(None) == parse("2023-11-17")


def test_days_that_a_zone_skips_or_repeats() -> None:
    skipped = parse("2011-12-30", SAMOA)
    assert skipped.earliest == skipped.latest == parse("2011-12-31", SAMOA).earliest
    # Midnight of 4 November 2018 did not exist in Brazil: that day began at one o'clock.
    assert parse("2018-11-04", "America/Sao_Paulo").earliest == utc(2018, 11, 4, 3)
    # In Newfoundland the clocks went back at 00:01, so that midnight came twice; the first is meant.
    assert parse("2008-11-02", "America/St_Johns").earliest == utc(2008, 11, 2, 2, 30)


def test_zones_outside_datetime_use_the_standard_offset() -> None:
    for text in ("0000-06-01", "-0043-07", "Y12345"):
        assert parse(text, LOS_ANGELES).offset == -8 * 3600
        assert parse(text, "Australia/Sydney").offset == 10 * 3600
    assert parse("9999-12-31", TOKYO).latest == parse("9999-12-31").latest - 9 * 3600
    assert parse("0000", TOKYO).latest + 1 == parse("0001", TOKYO).earliest


def test_date_is_a_value() -> None:
    date = parse("2023-11")
    assert date == parse("2023-11")
    assert hash(date) == hash(parse("2023-11"))
    assert date != parse("2023-11~")
    assert date != parse("2023-11", TOKYO)
    assert date != "2023-11"
    assert pickle.loads(pickle.dumps(date)) == copy.deepcopy(date) == date
    assert repr(date) == f"Date('2023-11', {date.earliest}, {date.latest})"
    with pytest.raises(AttributeError):
        date.other = 1  # type: ignore[attr-defined]


def test_order_is_by_start_then_coarser_first() -> None:
    texts = [
        "../2030",
        "20XX",
        "201X",
        "2015",
        "2015-01",
        "2015-01-01",
        "2015-01-01T00:00Z",
        "2015-01-01T00:00:00Z",
        "2015-21",
    ]
    dates = [parse(text) for text in texts]
    dates.reverse()
    assert [date.text for date in sorted(dates, key=lambda date: date.sort_key)] == texts
    assert list(Precision) == sorted(Precision)
    same = [parse("2015-01-01"), parse("2015-01-01~"), parse("2015-01-01?")]
    assert sorted(same, key=lambda date: date.sort_key) == same  # stable: the caller's order decides


def test_decades_follow_without_a_gap() -> None:
    decades = [f"-{n:03d}X" for n in range(30, -1, -1)] + [f"{n:03d}X" for n in range(30)]
    assert all(parse(a).latest + 1 == parse(b).earliest for a, b in pairwise(decades))
