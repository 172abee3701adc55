"""What people type: the precision they typed is kept, and what is not understood says what to type."""

import subprocess
import sys
from datetime import UTC, date, datetime

import pytest
from edtf_texts import alphabet_texts, edtf_texts, parsed
from hypothesis import example, given
from hypothesis import strategies as st

from openai_timeline.model.date_display import display
from openai_timeline.model.dates import DateError, parse
from openai_timeline.model.typed_dates import TypedDateError, parse_typed

TODAY = date(2025, 11, 25)  # a Tuesday
LOS_ANGELES = "America/Los_Angeles"

TYPED = [
    # EDTF itself.
    ("2023", "2023"),
    ("  2023-11-17 ", "2023-11-17"),
    ("2018~", "2018~"),
    ("2013/..", "2013/.."),
    ("Y17000000", "Y17000000"),
    ("2023-11-17T12:28-08:00", "2023-11-17T12:28-08:00"),
    # Months, days and times.
    ("nov 2023", "2023-11"),
    ("November  2023", "2023-11"),
    ("Sept 2023", "2023-09"),
    ("2023 nov", "2023-11"),
    ("11/2023", "2023-11"),
    ("18 nov 2023", "2023-11-18"),
    ("nov 18, 2023", "2023-11-18"),
    ("18th of november 2023", "2023-11-18"),
    ("fri 17 nov 2023", "2023-11-17"),
    ("2023/11/17", "2023-11-17"),
    ("2023-1-7", "2023-01-07"),
    ("20231117", "2023-11-17"),
    ("17.11.2023", "2023-11-17"),
    ("11/17/2023", "2023-11-17"),
    ("3/3/2023", "2023-03-03"),
    ("17 november 2023 12:28", "2023-11-17T12:28"),
    ("17 november 2023, 12:28:30", "2023-11-17T12:28:30"),
    ("2023-11-17 12:28", "2023-11-17T12:28"),
    ("17 nov 2023 5pm", "2023-11-17T17:00"),
    ("17 nov 2023 5:30 pm", "2023-11-17T17:30"),
    ("2023-11-17 12:28 -08:00", "2023-11-17T12:28-08:00"),
    ("17 nov 2023 12:28 PST", "2023-11-17T12:28-08:00"),
    ("17 nov 2023 12:28 pdt", "2023-11-17T12:28-07:00"),
    ("17 nov 2023 12:28 utc", "2023-11-17T12:28+00:00"),
    ("17 November 2023, 12:28 UTC−8", "2023-11-17T12:28-08:00"),
    ("17 nov 2023 12:28 gmt+5:30", "2023-11-17T12:28+05:30"),
    # Without a year: the latest that has begun.
    ("nov", "2025-11"),
    ("december", "2024-12"),
    ("25 nov", "2025-11-25"),
    ("26 nov", "2024-11-26"),
    ("29 feb", "2024-02-29"),
    # Relative to today.
    ("today", "2025-11-25"),
    ("Yesterday", "2025-11-24"),
    ("tomorrow", "2025-11-26"),
    ("friday", "2025-11-21"),
    ("tuesday", "2025-11-25"),
    ("last friday", "2025-11-21"),
    ("last tuesday", "2025-11-18"),
    ("last wed", "2025-11-19"),
    ("this friday", "2025-11-28"),
    ("this mon", "2025-11-24"),
    ("next tuesday", "2025-12-02"),
    ("next friday", "2025-11-28"),
    ("this week", "2025-11-24/2025-11-30"),
    ("last week", "2025-11-17/2025-11-23"),
    ("last month", "2025-10"),
    ("next year", "2026"),
    ("this decade", "202X"),
    ("3 days ago", "2025-11-22"),
    ("a week ago", "2025-11-18"),
    ("11 months ago", "2024-12"),
    ("10 years ago", "2015"),
    ("9999 years ago", "-7974"),
    # Seasons, decades, centuries, eras.
    ("spring 2001", "2001-21"),
    ("Fall of 2001", "2001-23"),
    ("winter, 2001", "2001-24"),
    ("1980s", "198X"),
    ("the 1980's", "198X"),
    ("the 1900s", "19XX"),
    ("44 BC", "-0043"),
    ("AD 476", "0476"),
    ("476 ce", "0476"),
    ("17,000,001 bc", "Y-17000000"),
    ("2023年11月", "2023-11"),
    ("２０２３年１１月７日", "2023-11-07"),
    # Marks and intervals.
    ("about 1984", "1984~"),
    ("c. 1984", "1984~"),
    ("circa nov 2023", "2023-11~"),
    ("perhaps 2018", "2018?"),
    ("about 2018 (uncertain)", "2018%"),
    ("about 2018?", "2018%"),
    ("2013-2016", "2013/2016"),
    ("2013 – 2016", "2013/2016"),
    ("nov 2013 to 2016", "2013-11/2016"),
    ("between spring 2013 and 17 nov 2016", "2013-21/2016-11-17"),
    ("since last friday", "2025-11-21/.."),
    ("from 2013", "2013/.."),
    ("until 1914", "../1914"),
]


@pytest.mark.parametrize(("typed", "text"), TYPED)
def test_typed(typed: str, text: str) -> None:
    assert parse_typed(typed, today=TODAY) == parse(text)
    assert parse_typed(typed, today=TODAY, zone=LOS_ANGELES) == parse(text, LOS_ANGELES)


EXAMPLES = "try 2023, nov 2023, 17 nov 2023, 2023-11-17 12:28, spring 2001 or last friday"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", f"type a date: {EXAMPLES}"),
        ("\n", f"type a date: {EXAMPLES}"),
        ("garbage", f"garbage is not understood as a date; {EXAMPLES}"),
        ("about ..", f".. is not understood as a date; {EXAMPLES}"),
        ("nov 31 2023", f"nov 31 2023 is not understood as a date; {EXAMPLES}"),
        ("x" * 65, f"{'x' * 39}…: too long for a date; {EXAMPLES}"),
        # What was meant as EDTF is not guessed at.
        ("2023-02-30", "2023-02-30: February 2023 has 28 days"),
        ("2023-13", "2023-13: months go from 01 to 12, seasons from 21 to 24 and without a day"),
        ("2016/2013", "2016/2013: the interval ends before it starts"),
        ("1XXX", "1XXX: these unspecified digits (X) are EDTF level 2, and only levels 0 and 1 are read"),
        ("Y2018", "Y2018: Y is for years of more than four digits"),
        # What could mean two things, or lacks something.
        ("03/04/2023", "03/04/2023: day and month cannot be told apart; write 2023-11-17 or 17 nov 2023"),
        ("1.2.23", "1.2.23: day and month cannot be told apart; write 2023-11-17 or 17 nov 2023"),
        ("10", "10: a year has four digits, as in 0476, and a day 2023-11-17"),
        ("476", "476: a year has four digits, as in 0476, and a day 2023-11-17"),
        ("5pm", f"5pm: a month or a year is missing; {EXAMPLES}"),
        ("nov 2023 12:28", "nov 2023 12:28: a time of day needs its day"),
        (
            "17 nov 2023 12:28 CST",
            "CST is not known as a clock; write the offset, as in 12:28 -08:00",
        ),
        ("2016 – 2013", "2016 – 2013 is read as 2016/2013: the interval ends before it starts"),
    ],
)
def test_refusals_help(typed: str, message: str) -> None:
    with pytest.raises(TypedDateError) as caught:
        parse_typed(typed, today=TODAY)
    assert str(caught.value) == message


def test_unknown_zone() -> None:
    for typed in ("2023", "nov 2023", "today"):
        with pytest.raises(DateError, match="Nowhere: no such time zone"):
            parse_typed(typed, zone="Nowhere")


def test_today_is_that_of_the_zone() -> None:
    before = datetime.now(UTC).date()
    assert parse_typed("today").text in {before.isoformat(), datetime.now(UTC).date().isoformat()}
    far_apart = [parse_typed("today", zone=zone) for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago")]
    assert far_apart[0].day != far_apart[1].day  # 25 hours apart


def test_dateutil_is_imported_only_when_needed() -> None:
    program = (
        "import sys; from openai_timeline.model.typed_dates import parse_typed; parse_typed('last friday');"
        "assert 'dateutil.parser' not in sys.modules; parse_typed('nov 2023'); assert 'dateutil.parser' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, env={"PYTHONPATH": ":".join(sys.path)})


@pytest.mark.filterwarnings("error")
@given(st.one_of(st.text(max_size=70), alphabet_texts, st.text("0123456789 novfridaystbcpm:/.-,'", max_size=30)))
@example("jan-")
@example(", bc")
@example("nov 2023 utc+3")
@example("0x10 nov")
@example("1 nov 99999999999")
@example("²³ nov 2023")
def test_any_text_is_a_date_or_refused(typed: str) -> None:
    try:
        date = parse_typed(typed, today=TODAY)
    except TypedDateError as error:
        assert str(error).isprintable()
        return
    assert date.earliest <= date.latest
    assert parse(date.text) == date


@given(edtf_texts)
def test_edtf_is_read_as_in_files(text: str) -> None:
    date = parsed(text)
    if date is not None:
        assert parse_typed(text, today=TODAY) == date


@given(edtf_texts)
def test_what_is_displayed_can_be_typed(text: str) -> None:
    """But for what nobody types: years of more than four digits, days before 1000, unspecified days."""
    date = parsed(text)
    if date is None or date.is_interval or "X" in text or not 1000 <= date.year <= 9999:
        return
    read = parse_typed(display(date), today=TODAY)
    assert (read.earliest, read.latest, read.precision) == (date.earliest, date.latest, date.precision)
    assert (read.uncertain, read.approximate) == (date.uncertain, date.approximate)
