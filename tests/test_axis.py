"""The time axis: cells and half cells, ticks, moving, zooming, for any year."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openai_timeline.model.axis import SCALES, Axis, Step, Unit, Window, moment_at, moved, whole_of
from openai_timeline.model.bars import bar_of, in_order_of, length_of, row_of
from openai_timeline.model.dates import Date, parse
from openai_timeline.model.overlaps import overlaps
from openai_timeline.model.timeline import Person, Role

ZONE = "America/Los_Angeles"
YEAR = 31_556_952
INSTANTS = st.integers(-17_000_000 * YEAR, 17_000_000 * YEAR)
LENGTHS = st.integers(3600, 20_000_000 * YEAR)
WIDTHS = st.integers(1, 300)
STEPS = st.sampled_from([scale.step for scale in SCALES])


def at(text: str) -> int:
    return parse(text, ZONE).earliest


@given(INSTANTS, LENGTHS, WIDTHS)
def test_every_instant_of_an_axis_has_a_cell_and_every_cell_begins_in_itself(
    first: int, length: int, width: int
) -> None:
    axis = Axis(first, first + length, width)
    assert axis.half(first) == 0
    assert axis.half(first + length - 1) == 2 * width - 1 or length < 2 * width
    assert axis.half(first - 1) < 0 and axis.half(first + length) == 2 * width
    for cell in {0, width // 2, width - 1}:
        assert axis.cell(axis.instant(cell)) == cell or length < width


@given(INSTANTS, LENGTHS, st.integers(20, 300), st.sampled_from([None, ZONE, "Asia/Kathmandu"]))
def test_ticks_ascend_and_their_labels_do_not_touch(first: int, length: int, width: int, zone: str | None) -> None:
    ticks = Axis(first, first + length, width).ticks(zone)
    assert len(ticks) <= width
    for before, after in pairwise(ticks):
        assert before.instant < after.instant
        assert after.half // 2 - before.half // 2 >= len(before.label)


@given(INSTANTS, STEPS, st.sampled_from([None, ZONE]))
def test_a_step_on_is_later_and_a_step_back_earlier(instant: int, step: Step, zone: str | None) -> None:
    assert moved(instant, step, 1, zone) > instant > moved(instant, step, -1, zone)


@given(INSTANTS, st.sampled_from([SCALES[0].step, SCALES[1].step]))
def test_steps_of_less_than_a_day_go_to_whole_ones(instant: int, step: Step) -> None:
    assert moved(instant, step, 1) % step.seconds == 0
    assert moved(moved(instant, step, 1), step, -1) <= instant


@given(INSTANTS, LENGTHS, st.integers(10, 300), st.lists(st.integers(-3, 3), max_size=12), st.data())
def test_the_cursor_stays_in_the_window(
    first: int, length: int, width: int, zooms: list[int], data: st.DataObject
) -> None:
    window = whole_of(first, first + length, width)
    cursor = data.draw(st.integers(first, first + length))
    for steps in zooms:
        window = window.zoomed(steps, cursor)
        assert 0 <= window.axis.cell(cursor) < width
        cursor = window.clamped(moved(cursor, window.step, steps))
        window = window.following(cursor)
        assert 0 <= window.axis.cell(cursor) < width
    window = window.resized(width * 2, cursor)
    assert 0 <= window.axis.cell(cursor) < width * 2


def test_the_zoom_goes_from_decades_to_quarters_of_an_hour_and_back() -> None:
    window = whole_of(at("1950"), at("2026"), 90)
    cursor = at("2023-11-17T12:00-08:00")
    names = [window.name]
    while window.zoomed(1, cursor) != window:
        window = window.zoomed(1, cursor)
        names.append(window.name)
    assert names == [
        "the whole", "a cell is 3 months", "a cell is a month", "a cell is a week", "a cell is a day",
        "a cell is 6 hours", "a cell is an hour", "a cell is 15 minutes",
    ]  # fmt: skip
    for _ in names:
        window = window.zoomed(-1, cursor)
    assert window.name == "the whole"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2015", "2027", "2015 2016 2017"),
        ("1900", "2027", "1900 1910 1920"),
        ("2023-06", "2024-09", "Jun Jul Aug"),
        ("2023-11-10", "2023-11-21", "10 Nov 11 Nov 12 Nov"),
        ("2023-11-17", "2023-11-18", "17 Nov 02:00 04:00"),
        ("-0050", "0020", "50 BC 45 BC"),
        ("-0299", "0250", "300 BC 250 BC 200 BC 150 BC 100 BC 50 BC AD 50 AD 100"),
        ("Y-17000000", "Y17000000", "10,000,000 BC 10,000,000"),
    ],
)
def test_ticks_are_what_people_count_in(first: str, last: str, expected: str) -> None:
    ticks = Axis(at(first), at(last), 100).ticks(ZONE)
    assert " ".join(tick.label for tick in ticks).startswith(expected)


def test_midnights_are_those_of_the_zone_also_when_the_clocks_change() -> None:
    ticks = Axis(at("2023-11-04"), at("2023-11-07"), 40).ticks(ZONE)
    assert [tick.instant for tick in ticks if tick.label.endswith("Nov")] == [at(f"2023-11-0{n}") for n in (4, 5, 6)]


@pytest.mark.parametrize(
    ("instant", "step", "times", "expected"),
    [
        ("2023-01-31", Step(1, Unit.MONTH), 1, "2023-02-28"),
        ("2024-02-29", Step(1, Unit.YEAR), -1, "2023-02-28"),
        ("2023-11-17T12:28-08:00", Step(15, Unit.MINUTE), 1, "2023-11-17T12:30-08:00"),
        ("2023-11-17T12:28-08:00", Step(15, Unit.MINUTE), -1, "2023-11-17T12:15-08:00"),
        ("2023-11-04", Step(1, Unit.DAY), 2, "2023-11-06"),  # the clocks change in between
        ("0477-01-01", Step(1, Unit.DAY), -1, "0476-12-31"),
    ],
)
def test_moving_goes_by_the_calendar(instant: str, step: Step, times: int, expected: str) -> None:
    assert moved(at(instant), step, times, ZONE) == at(expected)


@given(INSTANTS, st.booleans())
def test_the_moment_of_an_instant_holds_it(instant: int, timed: bool) -> None:
    moment = moment_at(instant, ZONE, timed)
    assert moment.earliest <= instant <= moment.latest


def test_a_moment_is_a_day_or_where_hours_are_seen_a_minute() -> None:
    noon = at("2023-11-17T12:00-08:00")
    assert moment_at(noon, ZONE).text == "2023-11-17"
    assert moment_at(noon, ZONE, timed=True).text == "2023-11-17T12:00-08:00"
    assert moment_at(at("-0044-03-15"), ZONE).text == "-0044-03-15"
    assert moment_at(at("Y-17000000"), ZONE).text == "Y-17000000"


# -- bars


def role(start: str = "", end: str = "", kind: str = "staff", **others: object) -> Role:
    def date(text: str) -> Date | None:
        return parse(text, ZONE) if text else None

    return Role(start=date(start), end=date(end), kind=kind, **others)  # type: ignore[arg-type]


END = at("2026-01-01")


def test_a_bar_is_sure_only_between_the_last_start_and_the_first_end() -> None:
    bar = bar_of(role("2018", "2022-05-05"), END)
    assert bar is not None
    assert (bar.first, bar.sure_first) == (at("2018"), parse("2018", ZONE).latest)
    assert (bar.sure_last, bar.last) == (at("2022-05-05"), parse("2022-05-05", ZONE).latest)


def test_ends_that_last_that_nobody_knows_and_that_are_approximate() -> None:
    still, unknown, loose = (bar_of(one, END) for one in (role("2018"), role("", "2021"), role("2018~", "2020?")))
    assert still is not None and still.still and still.last == END
    assert unknown is not None and unknown.unknown_start and unknown.first == at("2021")
    assert loose is not None and loose.loose_start and loose.loose_end
    assert bar_of(role(), END) is None
    open_end, no_end = bar_of(role("2018", "2019/.."), END), bar_of(role("2018", "2019/"), END)
    assert open_end is not None and open_end.still
    assert no_end is not None and no_end.unknown_end and not no_end.still


def test_roles_held_at_once_have_lanes_of_their_own_and_those_in_turn_share_one() -> None:
    row = row_of(
        Person(id="a"),
        [role("2015", "2019-03-11"), role("2019-03-11", "2023"), role("2017", kind="board"), role()],
        END,
    )
    assert [[bar.role.kind for bar in lane] for lane in row.lanes] == [["staff", "staff"], ["board"]]
    assert len(row.undated) == 1 and row.height == 2


def test_people_in_order_of_first_day_name_and_length() -> None:
    rows = [
        row_of(Person(id="émile"), [role("2020", "2021")], END),
        row_of(Person(id="Zoë"), [role("2015", "2016")], END),
        row_of(Person(id="adam"), [role("2018", "2025")], END),
        row_of(Person(id="nobody"), [], END),
    ]
    names = {row.person.id: row.person.id for row in rows}

    def order(by: str) -> list[str]:
        return [row.person.id for row in in_order_of(by, rows, names)]

    assert order("first day") == ["Zoë", "adam", "émile", "nobody"]
    assert order("name") == ["adam", "émile", "nobody", "Zoë"]
    assert order("length")[0] == "adam" and order("length")[-1] == "nobody"


def test_a_length_counts_no_day_twice() -> None:
    row = row_of(Person(id="a"), [role("2015-01-01", "2015-12-31"), role("2015-06-01", "2015-06-30")], END)
    assert length_of(row.bars) == parse("2015-12-31", ZONE).latest - at("2015-01-01")


# -- two people


def test_where_and_when_two_people_were_together() -> None:
    one = [role("2015", "2017", organisation="x"), role("2017", "2020-06-30", organisation="x"),
           role("2021", organisation="y")]  # fmt: skip
    other = [role("2016-03-01", "2022", organisation="x"), role("2010", "2011", organisation="y")]
    (together,) = overlaps(one, other)
    assert together.start is not None and together.end is not None
    assert (together.organisation, together.start.text, together.end.text, together.certain) == (
        "x", "2016-03-01", "2020-06-30", True,
    )  # fmt: skip


def test_together_still_perhaps_and_never() -> None:
    (still,) = overlaps([role("2015", organisation="x")], [role("2018", organisation="x")])
    assert still.end is None and still.certain
    (perhaps,) = overlaps([role("", "2018", organisation="x")], [role("2016", "2017", organisation="x")])
    assert not perhaps.certain
    (same_year,) = overlaps([role("2015", "2018", organisation="x")], [role("2018", "2019", organisation="x")])
    assert not same_year.certain
    assert overlaps([role("2015", "2016", organisation="x")], [role("2018", organisation="x")]) == []


def test_windows_are_plain_values() -> None:
    assert Window(0, 10, 5) == Window(0, 10, 5)
