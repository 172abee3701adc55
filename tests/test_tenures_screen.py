"""The tenures screen, two people side by side and the density on the main screen, without a terminal."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from small_timeline import SMALL, index_of
from test_main_screen import Viewer, viewer

from openai_timeline.files.bundled import bundled_path
from openai_timeline.files.read import read_path
from openai_timeline.index.ask import Index
from openai_timeline.index.density import density, density_by_month, levels
from openai_timeline.model.axis import Axis
from openai_timeline.model.dates import parse
from openai_timeline.model.selection import Selection
from openai_timeline.ui.page import plain
from openai_timeline.ui.screens.choose import ChooseScreen
from openai_timeline.ui.screens.compare import CompareScreen
from openai_timeline.ui.screens.help import HelpScreen
from openai_timeline.ui.screens.main import MainScreen
from openai_timeline.ui.screens.offices import OfficesScreen
from openai_timeline.ui.screens.tenures import TenuresScreen
from openai_timeline.ui.tenure_rows import Look, era_line, lane_line
from openai_timeline.ui.widgets.density import DensityStrip
from openai_timeline.ui.widgets.tenure_chart import TenureRows
from openai_timeline.ui.widgets.years import YearList, era_sign

SIZES = [(120, 38), (80, 24), (60, 20)]
PACIFIC = "America/Los_Angeles"


@pytest.fixture(scope="module")
def record() -> Index:
    """The bundled record."""
    return Index.in_memory(read_path(bundled_path()).timeline)


def on(index: Index, event: str) -> int:
    position = index.position(event)
    assert position is not None
    return position


def chart(v: Viewer) -> TenuresScreen:
    screen = v.app.screen
    assert isinstance(screen, TenuresScreen)
    return screen


def row_of(v: Viewer, name: str) -> str:
    return next(row for row in v.rows() if name in row)


def day(index: Index, text: str) -> int:
    return index.position_at(parse(text, PACIFIC).earliest)


@pytest.mark.parametrize("size", SIZES)
async def test_people_time_and_offices_at_each_size(record: Index, size: tuple[int, int]) -> None:
    async with viewer(record, size, position=day(record, "2023-11-17")) as v:
        await v.press("t")
        assert v.focused == "tenures"
        for words in (
            "Tenures · OpenAI · ", " people", "▏", "2024", "Who was there",
            "In office on Friday 17 November 2023", "17 Nov 2023", "━━", "╋", "esc back",
        ):  # fmt: skip
            assert words in v.text, v.text
        assert "Sam Altman until 12:00, then Mira" in " ".join(v.text.replace("│", " ").split())
        assert all(len(row) == size[0] for row in v.rows())


async def test_the_cursor_is_on_the_line_of_its_date_in_every_row(record: Index) -> None:
    async with viewer(record, (120, 38), position=day(record, "2023-11-17")) as v:
        await v.press("t")
        rows = chart(v).query_one(TenureRows)
        axis = chart(v)._window.axis  # type: ignore[union-attr]
        column = rows.name_width + axis.cell(chart(v).cursor)
        for y in range(10):
            line = "".join(span.text for span in rows.line(y))
            assert line[column] in "┃╋EFBSA", line
            assert len(line) == rows.name_width + rows.plot_width


async def test_zooming_to_the_hours_of_17_november_2023(record: Index) -> None:
    async with viewer(record, (120, 38), position=day(record, "2023-11-17")) as v:
        await v.press("t", "+", "+", "+", "+", "+")
        assert "a cell is an hour" in v.text
        assert "In office on Friday 17 November 2023, 12:00 PST" in v.text
        assert "Chief executive           Sam Altman until 12:00, then Mira Murati, acting" in v.text
        await v.press("right")
        assert "Chief executive           Mira Murati, acting" in v.text
        await v.press("left")
        await v.press("left")
        assert "17 Nov 2023, 11:00 PST" in v.text
        assert "Chief executive           Sam Altman" in v.text
        await v.press("+", "right", "right")
        assert "a cell is 15 minutes" in v.text and "17 Nov 2023, 11:30 PST" in v.text
        await v.press("0")
        assert "the whole" in v.text


async def test_the_date_moves_by_what_the_zoom_shows(record: Index) -> None:
    async with viewer(record, (120, 38), position=day(record, "2023-11-17")) as v:
        await v.press("t", "left")
        assert chart(v).moment.text == "2023-10-17"
        await v.press("+", "right")
        assert chart(v).moment.text == "2023-11-17"
        await v.press("+", "+", "+", "l")
        assert chart(v).moment.text == "2023-11-18"
        await v.press("minus", "minus", "minus", "minus", "minus", "minus")
        assert "the whole" in v.text


async def test_from_change_to_change(record: Index) -> None:
    async with viewer(record, (120, 38), position=day(record, "2023-11-17")) as v:
        await v.press("t", "+", "+", "+", "+", "+", "left", "right_square_bracket")
        assert chart(v).moment.text == "2023-11-17T12:00-08:00"
        await v.press("right_square_bracket")
        assert chart(v).moment.text == "2023-11-17T12:23-08:00"
        await v.press("left_square_bracket")
        assert chart(v).moment.text == "2023-11-17T12:00-08:00"


async def test_a_date_is_typed_and_one_outside_goes_to_the_edge(record: Index) -> None:
    async with viewer(record, (120, 38)) as v:
        await v.press("t", "d")
        await v.type("8 mar 2024")
        await v.press("enter")
        assert "In office on Friday 8 March 2024" in v.text
        await v.press("d")
        await v.type("1850")
        await v.press("enter")
        assert chart(v).moment.year == 2015


async def test_names_of_those_in_office_are_bright(record: Index) -> None:
    async with viewer(record, (120, 38), position=day(record, "2023-11-17")) as v:
        await v.press("t")
        assert "• Greg Brockman" in v.text and "• Elon Musk" not in v.text and "Elon Musk" in v.text
        rows = chart(v).query_one(TenureRows)
        lines = {plain([rows.line(y)])[3:13].strip(): rows.line(y) for y in range(rows.virtual_size.height)}
        assert lines["Elon Musk"][2].style == "dim" and lines["Sam Altman"][2].style == "text"


async def test_kinds_order_and_organisation_are_chosen(record: Index) -> None:
    async with viewer(record, (120, 38)) as v:
        await v.press("t")
        everyone = len(chart(v).rows)
        await v.press("f")
        assert isinstance(v.app.screen, ChooseScreen) and "E  executive" in v.text
        await v.press("down", "down", "down", "enter", "escape")
        assert 0 < len(chart(v).rows) < everyone
        assert all(bar.kind != "staff" for row in chart(v).rows for bar in row.bars)
        await v.press("s")
        assert "by name" in v.text and chart(v).rows[0].person.id.startswith("adam")
        await v.press("s")
        assert "by length" in v.text
        await v.press("o", "down", "enter")
        assert "Tenures · Meta" in v.text
        await v.press("o", "up", "up", "up", "enter")
        assert "Tenures · all" in v.text and len(chart(v).rows) > 100


async def test_the_filter_by_person_applies_and_enter_filters(record: Index) -> None:
    async with viewer(record, (120, 38), selection=Selection(people=("mira-murati", "sam-altman"))) as v:
        await v.press("t")
        assert [row.person.id for row in chart(v).rows] == ["sam-altman", "mira-murati"]
        assert "Tenures · all · 2 people" in v.text
        await v.press("G", "enter")
        assert isinstance(v.app.screen, MainScreen)
        assert v.main.selection.people == ("mira-murati",)


async def test_esc_goes_back_to_the_same_event_and_w_and_help_open(small: Index) -> None:
    async with viewer(small, (100, 30), position=7) as v:
        event = v.event
        await v.press("t", "w")
        assert isinstance(v.app.screen, OfficesScreen) and "Chief executive" in v.text
        await v.press("escape", "question_mark")
        assert isinstance(v.app.screen, HelpScreen)
        assert "Write the picture as SVG" in v.page("help") and "acting, for somebody else" in v.page("help")
        await v.press("escape", "escape")
        assert v.event == event


async def test_the_mouse_chooses_person_and_date(small: Index) -> None:
    async with viewer(small, (100, 30), position=7) as v:
        await v.press("t")
        before = chart(v).cursor
        await v.click("#tenures", (60, 2))
        assert chart(v).cursor != before
        assert chart(v).query_one(TenureRows).current == 1


async def test_in_ascii_there_is_no_other_sign(small: Index) -> None:
    async with viewer(small, (100, 30), position=7, ascii_only=True) as v:
        await v.press("t")
        assert v.text.isascii(), [c for c in v.text if not c.isascii()]
        assert "E==" in v.text and "|" in v.text and "+" in v.text


async def test_an_empty_timeline_and_one_without_roles_have_a_chart() -> None:
    for document in ({"events": []}, {"events": [{"date": "1895", "title": "A patent", "people": ["Louis Lumière"]}]}):
        async with viewer(index_of(document), (80, 24)) as v:
            await v.press("t", "+", "right", "left", "right_square_bracket", "down", "s", "f", "escape", "enter", "w")
            assert v.app.is_running


async def test_too_small_says_so_and_growing_mends_it(small: Index) -> None:
    async with viewer(small, (60, 20)) as v:
        await v.press("t")
        await v.resize(30, 8)
        assert "Too small" in " ".join(v.text.split())
        await v.resize(120, 38)
        assert "Who was there" in v.text


async def test_hundreds_of_people_scroll() -> None:
    roles = [{"organisation": "x", "title": "Clerk", "kind": "staff", "start": "2001", "end": "2009"}]
    people = [{"id": f"p{n:03d}", "name": f"Person {n:03d}", "roles": roles} for n in range(400)]
    index = index_of({"events": [{"date": "2005", "title": "An event"}], "people": people})
    async with viewer(index, (100, 30)) as v:
        await v.press("t")
        assert "400 people" in v.text and "Person 000" in v.text
        await v.press("G")
        assert "Person 399" in v.text and "Person 000" not in v.text
        await v.press("pageup", "g")
        assert "Person 000" in v.text


# -- the picture


async def test_e_writes_the_picture_and_asks_before_it_writes_over(small: Index, tmp_path: Path) -> None:
    path = tmp_path / "p.svg"
    async with viewer(small, (140, 38), position=7) as v:
        await v.press("t", "e")
        assert "tenures-" in v.text and ".svg" in v.text
        await v.press("ctrl+u")
        await v.type(str(path))
        await v.press("enter")
        assert path.read_text(encoding="utf-8").startswith("<?xml") and any("Written to" in n for n in v.notes)
        path.write_text("mine", encoding="utf-8")
        await v.press("e", "ctrl+u")
        await v.type(str(path))
        await v.press("enter")
        assert path.read_text(encoding="utf-8") == "mine" and "exists" in v.text
        await v.press("enter")
        assert path.read_text(encoding="utf-8").startswith("<?xml")
        await v.press("e", "ctrl+u")
        await v.type(str(tmp_path / "absent" / "p.svg"))
        await v.press("enter")
        assert "no such folder" in v.text


# -- two people


async def test_two_people_side_by_side(record: Index) -> None:
    chosen = Selection(people=("ilya-sutskever", "sam-altman"))
    async with viewer(record, (120, 38), selection=chosen) as v:
        await v.press("c")
        assert isinstance(v.app.screen, CompareScreen)
        for words in ("Ilya Sutskever and Sam Altman", "Together", "OpenAI 11 Dec 2015 – 17 Nov 2023, 12:00 PST (7",
                      "Events with both: ", "OpenAI is announced"):  # fmt: skip
            assert words in v.text, v.text
        assert "Memos of these events: " in v.page("shared")
        await v.press("right", "+", "d")
        await v.type("20 nov 2023")
        await v.press("enter")
        assert "20 Nov 2023" in v.text
        await v.press("w", "escape", "escape")
        assert isinstance(v.app.screen, MainScreen)


async def test_comparing_needs_two(small: Index) -> None:
    async with viewer(small) as v:
        await v.press("c")
        assert isinstance(v.app.screen, MainScreen) and any("two people" in note for note in v.notes)


async def test_two_people_who_never_met_on_a_small_screen(small: Index) -> None:
    async with viewer(small, (60, 20), selection=Selection(people=("sam-altman", "joaquin"))) as v:
        await v.press("c")
        assert "Never in one organisation" in v.page("shared") and "no role here" in v.text


# -- the main screen


async def test_the_main_screen_has_a_strip_of_density_from_30_rows(small: Index) -> None:
    async with viewer(small, (140, 30), position=7) as v:
        strip = v.app.screen.query_one(DensityStrip)
        assert strip.display
        line = "".join(span.text for span in strip.line(0))
        assert line.startswith(" 2013 ") and line.rstrip().endswith("2024") and "█" in line
        await v.click("#density", (6, 0))
        assert v.event == "tesla"
        await v.resize(140, 29)
        assert not strip.display


async def test_eras_stand_beside_the_years_and_the_current_one_is_named(record: Index) -> None:
    async with viewer(record, (140, 38), position=day(record, "2023-11-17")) as v:
        assert v.titles("years")[1] == "The board crisis"
        years = v.app.screen.query_one(YearList)
        lines = {row.year: "".join(s.text for s in years.line(y)) for y, row in enumerate(years.rows)}
        assert [lines[year][0] for year in (2014, 2015, 2016, 2019, 2026)] == [" ", "┌", "│", "├", "└"]


def test_the_signs_of_eras_in_ascii() -> None:
    eras = [(2015, 2019), (2019, 2022), (2025, 2025)]
    signs = [era_sign(year, eras, True) for year in (2014, 2015, 2016, 2019, 2022, 2025)]
    assert signs == [" ", "+", "|", "+", "+", "+"]


# -- lines as plain values


def look(width: int = 20, **others: Any) -> Look:
    return Look(Axis(0, width * 2, width), -1, **others)


def test_half_cells() -> None:
    from test_axis import role

    from openai_timeline.model.bars import Bar

    def drawn(first: int, last: int, **others: Any) -> str:
        bar = Bar(role("2000"), first, first, last, last, **others)
        return plain([lane_line([bar], look())])

    assert drawn(2, 9) == " S━━━"
    assert drawn(3, 8) == " S━━╸"
    assert drawn(2, 9, loose_end=True) == " S━╾─"
    assert drawn(20, 21, unknown_start=True).strip()[:2] == "?S"
    assert drawn(2, 39, still=True).endswith("▸")


def test_eras_are_cut_to_their_room_and_wide_names_take_two_cells() -> None:
    line = era_line([("非营利实验室", 0, 20), ("Late", 20, 40)], look())
    assert [span.style for span in line if span.text.strip()] == ["band", "band-other"]
    from openai_timeline.ui.page import width_of

    assert width_of(line) == 20


def test_density_spreads_dates_over_the_cells_they_may_mean() -> None:
    index = index_of({"events": [{"date": "2001", "title": "A year"}, {"date": "2001-06-15", "title": "A day"}]})
    axis = Axis(parse("2001").earliest, parse("2002").earliest, 12)
    counts = density(index, index.everything, axis)
    assert sum(counts) == pytest.approx(2, abs=0.2) and max(counts) == counts[5] > 1
    by_month = density_by_month(index.everything, axis)
    assert sum(by_month) == pytest.approx(2) and max(by_month) == by_month[5]
    assert levels([0, 1, 4], 8) == [0, 4, 8] and levels([], 8) == [] and levels([0.0], 8) == [0]


def test_many_events_are_counted_where_they_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openai_timeline.index.density.MOST_SPREAD", 3)
    index = index_of(SMALL)
    axis = Axis(parse("2013").earliest, parse("2025").earliest, 12)
    assert sum(density(index, index.everything, axis)) == index.total


def test_keys_that_come_faster_than_they_are_drawn_are_all_counted(small: Index) -> None:
    async def run() -> str:
        async with viewer(small, (100, 30), position=7) as v:
            await v.press("t", "+", "+")
            await v.pilot.press(*["right"] * 20)
            await v.settle()
            return chart(v).moment.text

    assert asyncio.run(run()) > "2023-11-20"
