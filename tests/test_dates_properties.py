"""What holds of dates whatever the text: properties, and datetime as an oracle where it reaches."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from edtf_texts import alphabet_texts, edtf_texts, halves, parsed
from hypothesis import example, given
from hypothesis import strategies as st

from openai_timeline.model.civil import civil, day_of_week, is_leap, month_length, month_start, year_start
from openai_timeline.model.dates import BEGINNING, END, parse

LOS_ANGELES, TOKYO, SAMOA = "America/Los_Angeles", "Asia/Tokyo", "Pacific/Apia"
DUBLIN, NEWFOUNDLAND = "Europe/Dublin", "America/St_Johns"
ZONES = [None, "UTC", LOS_ANGELES, TOKYO, SAMOA, DUBLIN, NEWFOUNDLAND, "Asia/Kathmandu", "America/Sao_Paulo"]

zones = st.sampled_from(ZONES)


@given(st.one_of(st.text(), alphabet_texts, edtf_texts), zones)
@example("2011-12-30", SAMOA)
@example("-000X", TOKYO)
def test_every_text_is_a_date_or_refused(text: str, zone: str | None) -> None:
    date = parsed(text, zone)
    if date is None:
        return
    assert text.isascii()
    assert date.text == text
    assert BEGINNING <= date.earliest <= date.latest <= END
    assert (date.month is None) or 1 <= date.month <= 12
    assert parse(text, zone) == date
    assert date.placed(zone) == date


@given(halves, halves, zones)
def test_an_interval_runs_from_its_start_to_its_end(start: str, end: str, zone: str | None) -> None:
    interval = parsed(f"{start}/{end}", zone)
    if interval is None:
        return
    first = BEGINNING if start in ("", "..") else parse(start, zone).earliest
    last = END if end in ("", "..") else parse(end, zone).latest
    assert (interval.earliest, interval.latest) == (first, max(first, last))


@given(st.integers(-5_000_000, 5_000_000), st.sampled_from([zone for zone in ZONES if zone != SAMOA]))
def test_days_follow_without_a_gap(day: int, zone: str | None) -> None:
    def text(number: int) -> str:
        year, month, of_month = civil(number)
        return f"{'-' if year < 0 else ''}{abs(year):04d}-{month:02d}-{of_month:02d}"

    if not -9999 <= civil(day)[0] <= civil(day + 1)[0] <= 9999:
        return
    first, second = parse(text(day), zone), parse(text(day + 1), zone)
    assert first.latest + 1 == second.earliest
    year = parse(text(day).rsplit("-", 2)[0], zone)
    month = parse(text(day).rsplit("-", 1)[0], zone)
    assert year.earliest <= month.earliest <= first.earliest <= first.latest <= month.latest <= year.latest


@given(
    st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)),
    st.sampled_from([LOS_ANGELES, TOKYO, "Europe/Dublin"]),
)
def test_local_times_agree_with_datetime(moment: datetime, zone: str) -> None:
    aware = moment.replace(microsecond=0, tzinfo=ZoneInfo(zone))
    date = parse(f"{aware:%Y-%m-%dT%H:%M:%S}".rjust(19, "0"), zone)
    assert date.earliest == (aware - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1)
    assert timedelta(seconds=date.offset) == aware.utcoffset()


@given(st.integers(-(10**14), 10**14))
def test_civil_days_come_back(day: int) -> None:
    year, month, of_month = civil(day)
    assert month_start(year, month) + of_month - 1 == day
    assert 1 <= of_month <= month_length(year, month)
    assert year_start(year + 1) - year_start(year) == (366 if is_leap(year) else 365)


@given(st.datetimes())
def test_civil_days_agree_with_datetime(moment: datetime) -> None:
    day = moment.toordinal() - datetime(1970, 1, 1).toordinal()
    assert civil(day) == (moment.year, moment.month, moment.day)
    assert day_of_week(day) == moment.weekday()
