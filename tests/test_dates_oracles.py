"""Two other implementations of EDTF as oracles, on the tables of `test_dates` and on generated texts.

Where they differ from us they are wrong, or stricter than the specification, or we are stricter on purpose:
each difference is listed with its reason.
"""

import re
import warnings
from datetime import date as day_of_calendar

import pytest
from edtf_texts import alphabet_texts, calendar_dates, intervals, parsed
from hypothesis import given
from hypothesis import strategies as st
from test_dates import FORMS, REFUSED

from openai_timeline.model.civil import DAY_SECONDS, civil
from openai_timeline.model.dates import parse

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # both use names that pyparsing wants to retire
    from edtf import parse_edtf
    from edtf_validate.valid_edtf import is_valid, isLevel0, isLevel1, isLevel2

WE_REFUSE = {
    # ISO 8601-1:2019 took 24:00 out; 00:00 of the next day says the same.
    "2023-11-17T24:00:00Z",
    # Valid by the validator's grammar, but it says nothing about time, so that no timeline can place it.
    "../..",
    "/..",
    "../",
    # The validator's grammar has a 29 February in every year.
    "1900-02-29",
    "2023-02-29",
    # Further away than the seconds of an int64.
    "Y100000000001",
    "Y-100000000001",
    # The validator's parser skips white space.
    "2018\n",
}
WE_READ = {
    # The marks "apply to the entire date" (LoC, level 1), so also to unspecified digits, seasons and long
    # years. The validator knows them only after calendar dates.
    "201X~",
    "201X?",
    "2004-XX?",
    "1985-04-XX~",
    "2001-21?",
    "2023-21~",
    "Y17000000~",
    # Any level 1 date may be an end of an interval; the validator forgets long years.
    "Y-17000000/..",
    "Y-17000000/2023",
    # The same clocks as Z; the validator's offsets begin at 00:01.
    "2023-11-17T12:28:00+00:00",
    # The end contains the start, so that it may lie after it; the validator compares first days.
    "2004-06/2004",
    "2013-06/2013",
    "2004-06-20/2004-06",
}
# Our one convenience: seconds may be left out.
WITHOUT_SECONDS = re.compile(r".*T[0-9]{2}:[0-9]{2}(?!:).*").fullmatch
MARKED_SEASON = re.compile(r".*-2[1-4][?~%].*").fullmatch


def validator_level(text: str) -> int | None:
    """The lowest EDTF level in which edtf-validate finds the text valid."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if not is_valid(text):  # the order of an interval; the levels below are grammar alone
            return None
        return next((n for n, valid in enumerate((isLevel0, isLevel1, isLevel2)) if valid(text)), None)


def agrees_with_validator(text: str) -> bool:
    """Whether we read the text exactly where it is of level 0 or 1."""
    return (parsed(text) is not None) == (validator_level(text) in (0, 1))


@pytest.mark.parametrize("text", [row[0] for row in FORMS] + [row[0] for row in REFUSED if row[0].strip()])
def test_validator_agrees_on_the_tables(text: str) -> None:
    assert agrees_with_validator(text) or text in WE_REFUSE | WE_READ or WITHOUT_SECONDS(text)


@pytest.mark.parametrize("text", sorted(WE_REFUSE))
def test_what_we_refuse_on_purpose(text: str) -> None:
    assert validator_level(text) in (0, 1)
    assert parsed(text) is None


@pytest.mark.parametrize("text", sorted(WE_READ))
def test_what_we_read_on_purpose(text: str) -> None:
    assert validator_level(text) not in (0, 1)
    assert parsed(text) is not None


@given(calendar_dates)
def test_validator_agrees_on_calendar_dates(text: str) -> None:
    assert MARKED_SEASON(text) or "-02-29" in text or agrees_with_validator(text)


@given(alphabet_texts)
def test_what_is_of_level_2_is_not_read(text: str) -> None:
    if validator_level(text) == 2 and not MARKED_SEASON(text):
        assert parsed(text) is None


@given(st.dates(), st.sampled_from(["{0:04d}-{1:02d}-{2:02d}", "{0:04d}-{1:02d}", "{0:04d}"]))
def test_spans_agree_with_the_edtf_package(day: day_of_calendar, form: str) -> None:
    """Plain dates only: the package widens the spans of marked dates, and ends winter with the year."""
    text = form.format(day.year, day.month, day.day)
    other, date = parse_edtf(text), parse(text)
    assert civil(date.earliest // DAY_SECONDS) == tuple(other.lower_strict())[:3]
    assert civil(date.latest // DAY_SECONDS) == tuple(other.upper_strict())[:3]


@given(intervals)
def test_the_edtf_package_reads_our_intervals(text: str) -> None:
    """It knows no long years in intervals; other intervals that we read it reads too."""
    if parsed(text) is not None and "Y" not in text:
        assert parse_edtf(text)
