"""What the tests of dates draw from: EDTF texts, most of them right, and texts that are nearly so."""

from hypothesis import strategies as st

from openai_timeline.model.dates import Date, DateError, parse

years = st.integers(-9999, 9999).map(lambda year: f"{'-' if year < 0 else ''}{abs(year):04d}")
two_digits = st.integers(0, 45).map("{:02d}".format)
marks = st.sampled_from(["", "?", "~", "%"])
calendar_dates = st.builds(
    lambda year, rest, mark: "-".join([year, *rest]) + mark, years, st.lists(two_digits, max_size=2), marks
)
unspecified = st.builds(
    str.__add__,
    st.from_regex(r"-?[0-9]{2}([0-9]X|XX)|[0-9]{4}-XX(-XX)?|[0-9]{4}-[01][0-9]-XX", fullmatch=True),
    marks,
)
long_years = st.integers(10_000, 10**12).flatmap(lambda year: st.sampled_from([f"Y{year}", f"Y-{year}"]))
halves = st.one_of(calendar_dates, st.sampled_from(["", ".."]), long_years)
intervals = st.builds("{}/{}".format, halves, halves)
times = st.from_regex(
    r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?(Z|[-+][01][0-9](:[0-5][0-9])?)?",
    fullmatch=True,
)
edtf_texts = st.one_of(calendar_dates, unspecified, long_years, intervals, times)
alphabet_texts = st.text("0123456789-/.TZXYES?~%: +[]{},", max_size=30)


def parsed(text: str, zone: str | None = None) -> Date | None:
    """The date, or None where it is refused; nothing else may happen."""
    try:
        return parse(text, zone)
    except DateError as error:
        assert str(error).isprintable()
        assert len(str(error)) < 400
        return None
