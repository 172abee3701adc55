"""The viewer without a terminal: keys, mouse, panes, filters, widths, what is remembered, and colours one can read."""

from __future__ import annotations

import asyncio
import gc
import re
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from headless import MEDIUM, NARROW, SMALLEST, Viewer, viewer
from rich.color import Color
from rich.style import Style
from small_timeline import IN_ORDER, SMALL, index_of, index_of_events, reading_of
from textual.binding import Binding
from textual.widgets import Input

from openai_timeline.index.ask import Index
from openai_timeline.model.selection import Selection
from openai_timeline.state import Session, load
from openai_timeline.ui.app import Options, TimelineApp
from openai_timeline.ui.screens.cite import CiteScreen
from openai_timeline.ui.screens.help import HelpScreen
from openai_timeline.ui.screens.main import MainScreen
from openai_timeline.ui.screens.main_keys import KEYS
from openai_timeline.ui.screens.offices import OfficesScreen
from openai_timeline.ui.screens.people import PeoplePicker
from openai_timeline.ui.screens.problems import ProblemsScreen
from openai_timeline.ui.screens.reader import ReaderScreen
from openai_timeline.ui.screens.sources import SourcesScreen
from openai_timeline.ui.themes import DARK, LIGHT
from openai_timeline.ui.widgets.choices import ChoiceList
from openai_timeline.ui.widgets.lines import Lines
from openai_timeline.ui.widgets.pane import PagePane

REMOVED, LEAVES = IN_ORDER.index("removed"), IN_ORDER.index("leaves")


@pytest.fixture(scope="module", autouse=True)
def rarely_collected() -> Iterator[None]:
    """A hundred apps leave much behind; to look for it after every few objects takes a fifth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(500_000, 5, 5)
    yield
    gc.set_threshold(*before)


# -- moving


async def test_it_opens_with_everything_in_its_place(small: Index) -> None:
    async with viewer(small, position=REMOVED) as v:
        assert v.focused == "events"
        assert v.event == "removed"
        for words in (
            "OpenAI   a small history",
            "as of 1 October 2024",
            "Events · 4 in 2023",
            "8 / 11",
            "November 2023",
            "12:28 ✕ The board removes Sam Altman",
            "Person · 1 of 2",
            "Sam Altman",
            "Friday 17 November 2023, 12:28 PST · San Francisco",
            "11 of 11 events",
            "q quit",
        ):
            assert words in v.text


async def test_the_cursor_moves_event_by_event_page_by_page_and_to_the_ends(small: Index) -> None:
    async with viewer(small, (140, 14)) as v:
        for keys, expected in (
            ("down", "founded"),
            ("j", "spring"),
            ("up", "founded"),
            ("k", "tesla"),
            ("up", "tesla"),
            ("G", "leaves"),
            ("down", "leaves"),
            ("g", "tesla"),
            ("end", "leaves"),
            ("home", "tesla"),
        ):
            await v.press(keys)
            assert v.event == expected, keys
        await v.press("pagedown")
        place = v.main.place
        assert place > 3
        await v.press("pageup")
        assert v.main.place == 0
        await v.press("space")
        assert v.main.place == place


async def test_years_and_months(small: Index) -> None:
    async with viewer(small) as v:
        walked = []
        for _ in range(7):
            await v.press("right_square_bracket")
            walked.append(v.event)
        assert walked == ["founded", "spring", "beijing", "november", "lone", "lone", "lone"]
        await v.press("left_square_bracket")
        assert v.event == "november"
        await v.press("right_curly_bracket")
        assert v.event == "lone"
        await v.press("right_curly_bracket", "right_curly_bracket")
        assert v.event == "leaves"
        await v.press("left_curly_bracket", "left_curly_bracket", "left_curly_bracket", "left_curly_bracket")
        assert v.event == "joins"


async def test_the_year_list_goes_from_year_to_year(small: Index) -> None:
    async with viewer(small) as v:
        await v.press("1")
        assert v.focused == "years"
        await v.press("down")
        assert v.event == "founded"  # 2014 has nothing
        await v.press("G")
        assert v.event == "lone"
        await v.press("k")
        assert v.event == "november"
        await v.press("g")
        assert v.event == "tesla"


async def test_panes_take_the_focus_by_number_tab_and_arrow(small: Index) -> None:
    async with viewer(small) as v:
        for key, pane in (("1", "years"), ("2", "events"), ("3", "person"), ("4", "reader")):
            await v.press(key)
            assert v.focused == pane
        for keys, panes in (
            (("tab",) * 4, ["years", "events", "person", "reader"]),
            (("shift+tab",) * 2, ["person", "events"]),
            (("l", "right", "right"), ["person", "reader", "reader"]),
            (("h", "left", "left", "left"), ["person", "events", "years", "years"]),
        ):
            walked = []
            for key in keys:
                await v.press(key)
                walked.append(v.focused)
            assert walked == panes
        await v.press("4", "escape")
        assert v.focused == "events"


async def test_a_pane_with_the_focus_scrolls_and_the_cursor_stays(small: Index) -> None:
    async with viewer(small, (140, 16), position=REMOVED) as v:
        await v.press("4", "j", "j")
        reader = v.main.query_one("#reader", PagePane)
        assert reader.scroll_y == 2
        assert v.event == "removed"
        await v.press("G")
        assert reader.scroll_y == reader.max_scroll_y > 2
        await v.press("g")
        assert reader.scroll_y == 0
        await v.press("space", "2", "down")
        assert reader.scroll_y == 0  # another event is read from its top


# -- people and filters


async def test_the_event_s_people_in_turn(small: Index) -> None:
    async with viewer(small, position=REMOVED) as v:
        assert v.page("person").startswith("Sam Altman")
        await v.press("full_stop")
        assert v.page("person").startswith("Mira Murati")
        assert v.titles("person")[0] == "Person · 2 of 2"
        await v.press("full_stop")
        assert v.page("person").startswith("Sam Altman")
        await v.press("comma")
        assert v.page("person").startswith("Mira Murati")
        await v.press("down")
        assert v.page("person").startswith("Sam Altman")  # of the next event


async def test_an_event_without_people_empties_the_person_pane(small: Index) -> None:
    async with viewer(small, position=IN_ORDER.index("removed")) as v:
        await v.press("g", "down", "down")
        assert v.event == "spring"
        assert v.page("person") == ""
        assert v.titles("person") == ("Person", "")
        await v.press("full_stop", "3")  # nobody to walk through
        assert v.page("person") == ""


async def test_a_person_is_picked_by_any_part_of_the_name(small: Index) -> None:
    async with viewer(small) as v:
        await v.press("p")
        assert isinstance(v.app.screen, PeoplePicker)
        assert "Quiñonero" in v.text
        await v.type("quinon")
        assert "Mira Murati" not in "\n".join(v.rows()[5:])
        await v.press("enter")
        assert v.main.selection == Selection(people=("joaquin",))
        assert v.event == "joins"
        assert "1 of 11 events" in v.text
        assert "Joaquin Quiñonero Candela ×" in v.text


async def test_several_people_are_picked_with_tab(small: Index) -> None:
    async with viewer(small) as v:
        await v.press("p", "tab", "down")
        assert "● Mira Murati" in v.text
        assert v.main.selection.people == ("mira-murati",)  # at once, so that esc has nothing to take back
        await v.press("enter")
        assert v.main.selection.people == ("mira-murati", "sam-altman")
        assert len(v.main.view) == 8
        await v.press("ampersand")
        assert v.main.selection.all_people
        assert [v.event, len(v.main.view)] == ["removed", 1]
        assert "all of" in v.text
        await v.press("ampersand")
        assert len(v.main.view) == 8


async def test_enter_does_not_take_back_what_tab_has_just_chosen(small: Index) -> None:
    async with viewer(small) as v:
        await v.press("p", "tab", "down", "tab", "enter")
        assert v.main.selection.people == ("mira-murati", "sam-altman")


async def test_tab_takes_a_choice_back_and_escape_keeps_the_others(small: Index) -> None:
    async with viewer(small) as v:
        await v.press("p", "tab", "down", "tab", "tab", "escape")
        assert v.main.selection.people == ("mira-murati",)
        await v.press("p", "enter")  # the cursor is on the first again: chosen before, now taken back
        assert v.main.selection.is_empty


async def test_the_picker_s_rows_fill_the_panel_also_after_a_resize(small: Index) -> None:
    async with viewer(small) as v:
        await v.press("p")
        assert any("Joaquin Quiñonero Candela" in row for row in v.rows())
        await v.resize(60, 20)
        assert any("Joaquin Quiñonero Candela" in row for row in v.rows())


async def test_nobody_of_that_name_is_said(small: Index) -> None:
    async with viewer(small) as v:
        await v.press("p")
        await v.type("xyz")
        assert "nobody has such a name" in v.text
        await v.press("enter")
        assert v.main.selection.is_empty


async def test_enter_on_the_person_filters_by_them(small: Index) -> None:
    async with viewer(small, position=REMOVED) as v:
        await v.press("full_stop", "3", "enter")
        assert v.main.selection.people == ("mira-murati",)
        assert v.event == "removed"
        assert v.page("person").startswith("Mira Murati")  # whom one filters by is in focus
        await v.press("enter")
        assert v.main.selection.is_empty


async def test_escape_clears_the_filters_and_keeps_the_event(small: Index) -> None:
    async with viewer(small, selection=Selection(people=("mira-murati",), kinds=("left",))) as v:
        assert v.event == "leaves"
        await v.press("escape")
        assert v.main.selection.is_empty
        assert v.event == "leaves"


async def test_a_filter_that_shows_nothing_says_so_and_which_key_helps(small: Index) -> None:
    async with viewer(small, position=REMOVED, selection=Selection(words=("zzz",))) as v:
        assert "No event matches these filters." in v.text
        assert "esc clears them all" in v.text
        assert "0 of 11 events" in v.text
        await v.press(
            "down", "m", "enter", "o", "full_stop", "right_square_bracket", "right_curly_bracket", "1", "down"
        )
        await v.press("ampersand", "z", "w", "y", "Y")
        assert v.app.screen is v.main
        await v.press("escape")
        assert v.event == "removed"


async def test_a_chip_is_taken_away_by_a_click(small: Index) -> None:
    chosen = Selection(people=("mira-murati", "sam-altman"), kinds=("left", "removed"))
    async with viewer(small, selection=chosen) as v:
        line = next(row for row in v.rows() if "Mira Murati ×" in row)
        await v.click("#filter", (line.index("Mira Murati ×"), 0))
        assert v.main.selection == Selection(people=("sam-altman",), kinds=("left", "removed"))
        line = next(row for row in v.rows() if "removed ×" in row)
        await v.click("#filter", (line.index("removed ×") + 8, 0))
        assert v.main.selection == Selection(people=("sam-altman",), kinds=("left",))


async def test_the_chip_of_the_dates_is_taken_away_by_a_click(small: Index) -> None:
    from openai_timeline.model.dates import parse

    async with viewer(small, selection=Selection(after=parse("2024"), words=("leave",))) as v:
        line = next(row for row in v.rows() if "from 2024 ×" in row)
        await v.click("#filter", (line.index("from 2024") + 2, 0))
        assert v.main.selection == Selection(words=("leave",))


# -- the clock, the language


async def test_z_shows_the_reader_s_clock(small: Index) -> None:
    async with viewer(small, position=LEAVES) as v:
        assert "25 Wed 12:34" in v.text
        await v.press("z")
        assert "26 Thu 03:34" in v.text
        assert v.page("reader").splitlines()[1].startswith("Thursday 26 September 2024, 03:34 CST")
        assert "Asia/Shanghai" in v.notes[-1]
        assert v.event == "leaves"
        await v.press("z")
        assert "25 Wed 12:34" in v.text


async def test_z_without_a_known_clock_says_so(small: Index) -> None:
    async with viewer(small, zone=None, position=LEAVES) as v:
        await v.press("z")
        assert not v.app.own_clock
        assert "--zone" in v.notes[-1]
        assert "None" not in v.notes[-1]


async def test_the_record_in_another_language(small: Index) -> None:
    async with viewer(small, language="zh", position=LEAVES) as v:
        assert "米拉·穆拉蒂辞职" in v.text
        assert "OpenAI：小史" in v.text
        assert v.page("person").startswith("米拉·穆拉蒂")


# -- the reader


async def test_the_memo_on_the_whole_screen(small: Index) -> None:
    async with viewer(small, (120, 34), position=LEAVES) as v:
        await v.press("m")
        assert isinstance(v.app.screen, ReaderScreen)
        for words in ("¶ Memo", "The note to the team", "full text", "post on X, to everyone at OpenAI", "difficult¹"):
            assert words in v.text
        assert "“diffcult” in the copy" in v.page("notes")
        assert "Around this" in v.page("notes")
        assert "Mira Murati resigns" in v.page("notes")
        await v.press("escape")
        assert v.app.screen is v.main
        assert v.event == "leaves"


async def test_the_notes_stand_below_where_there_is_no_margin(small: Index) -> None:
    async with viewer(small, (100, 40), position=LEAVES) as v:
        await v.press("m")
        assert "“diffcult” in the copy" in v.page("page")
        await v.resize(130, 40)
        assert "“diffcult” in the copy" not in v.page("page")
        assert "“diffcult” in" in v.text


async def test_the_measure_is_72_cells_in_the_middle(small: Index) -> None:
    async with viewer(small, (160, 40), position=LEAVES) as v:
        await v.press("m")
        page = v.app.screen.query_one("#page", PagePane)
        assert page.text_width() == 72
        line = next(row for row in v.rows() if "After much reflection" in row)
        assert line.index("After") == (page.region.width - 72) // 2


async def test_memos_follow_each_other_in_the_reader(small: Index) -> None:
    async with viewer(small, position=REMOVED) as v:
        await v.press("m")
        seen = []
        for key in ("right_square_bracket",) * 4 + ("left_square_bracket",) * 4:
            await v.press(key)
            seen.append(v.page("page").split("\n")[1])
        a, b, c, d = "Leadership transition", "To the staff", "After almost a decade", "The note to the team"
        assert seen == [b, c, d, d, c, b, a, a]
        assert "no other memo" in v.notes[-1]
        await v.press("right_square_bracket", "right_square_bracket", "escape")
        assert v.event == "lone"  # one returns to what was read last


async def test_words_are_found_in_the_reader(small: Index) -> None:
    async with viewer(small, (100, 14), position=LEAVES) as v:
        await v.press("m", "slash")
        await v.type("mira")
        assert re.search(r"1 of \d+ found", v.rows()[-2])
        await v.press("enter")
        assert v.focused == "page"
        page = v.app.screen.query_one("#page", PagePane)
        first = page.scroll_y
        await v.press("n", "n")
        assert "3 of " in v.rows()[-1]
        assert page.scroll_y > first
        await v.press("N", "N", "N")
        await v.press("escape")
        assert isinstance(v.app.screen, ReaderScreen)
        assert "found" not in v.rows()[-1]
        await v.press("slash")
        assert v.app.screen.query_one("#find", Input).value == ""
        await v.type("zzz")
        assert "found" not in v.rows()[-2]
        await v.press("escape", "escape")
        assert v.app.screen is v.main


async def test_enter_reads_the_event_and_m_its_account_where_it_has_no_memo(small: Index) -> None:
    async with viewer(small, position=IN_ORDER.index("interim")) as v:
        for key in ("enter", "m"):
            await v.press(key)
            assert isinstance(v.app.screen, ReaderScreen)
            assert v.page("page").split("\n")[1] == "Mira Murati becomes interim chief executive"
            await v.press("q")


async def test_the_reader_has_the_clock_too(small: Index) -> None:
    async with viewer(small, position=LEAVES) as v:
        await v.press("m", "z")
        lines = v.page("page").split("\n")
        assert any(line.startswith("Thursday 26 September 2024, 03:34 CST") for line in lines[:5])


async def test_a_long_memo_opens_at_once_and_scrolls_to_its_end() -> None:
    text = "\n\n".join(f"# Heading {n}\n\nSome *words* of paragraph {n}." for n in range(1500))
    document = {
        "events": [{"date": "2020", "title": "long", "memos": ["m"]}],
        "memos": [{"id": "m", "title": "memo", "text": text}],
    }
    async with viewer(index_of(document)) as v:
        await v.press("m")
        assert "Heading 0" in v.text
        await v.press("G")
        assert "paragraph 1499" in v.text
        assert "100 %" in v.rows()[-1]


# -- sources, opened by a stand-in for the browser


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    addresses: list[str] = []
    monkeypatch.setattr("openai_timeline.ui.screens.sources.open_url", addresses.append)
    return addresses


async def test_a_source_is_shown_whole_and_opened_when_asked(small: Index, opened: list[str]) -> None:
    async with viewer(small, position=REMOVED) as v:
        await v.press("o")
        assert isinstance(v.app.screen, SourcesScreen)
        assert "https://openai.com/blog/leadership" in v.text
        assert opened == []
        await v.press("down")
        assert "no address in the record" in v.text
        await v.press("enter")
        assert opened == []
        await v.press("1", "o")
        assert opened == ["https://openai.com/blog/leadership"]
        assert v.app.screen is v.main


async def test_a_source_is_opened_by_a_click_on_its_line(small: Index, opened: list[str]) -> None:
    async with viewer(small, position=REMOVED) as v:
        y, line = next((y, row) for y, row in enumerate(v.rows()) if "[2] A book" in row)
        await v.click(None, (line.index("[2] A book") + 5, y))
        assert isinstance(v.app.screen, SourcesScreen)
        assert v.app.screen.query_one(ChoiceList).cursor == 1
        await v.press("escape")
        assert v.app.screen is v.main


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "https://user@evil.example/", "-x"])
async def test_only_plain_web_addresses_are_opened(url: str, opened: list[str]) -> None:
    document = {"events": [{"date": "2020", "title": "t", "sources": ["s"]}], "sources": [{"id": "s", "url": url}]}
    async with viewer(index_of(document)) as v:
        await v.press("o")
        assert "cannot be opened" in v.text
        await v.press("enter")
        assert opened == []
        assert "Not opened" in v.notes[-1]


async def test_an_event_without_sources_opens_nothing(small: Index) -> None:
    async with viewer(small, position=IN_ORDER.index("november")) as v:
        await v.press("o", "y")
        assert v.app.screen is v.main


# -- help, problems, palette


async def test_help_lists_every_key_and_closes_by_the_same(small: Index) -> None:
    async with viewer(small) as v:
        for key in ("question_mark", "f1"):
            await v.press(key)
            assert isinstance(v.app.screen, HelpScreen)
            page = v.page("help")
            for binding in MainScreen.BINDINGS:
                assert isinstance(binding, Binding)
                assert binding.description in page
            assert "ctrl+p" in page
            await v.press(key)
            assert v.app.screen is v.main


def state_of(v: Viewer) -> tuple[Any, ...]:
    """All that a key might change."""
    main = v.main
    scrolls = tuple(round(pane.scroll_y) for pane in main.query(Lines))
    return (
        type(v.app.screen).__name__, v.event, main.place, main.selection, v.focused, v.app.own_clock, v.app.language,
        main._person_number, scrolls, tuple(v.notes), v.app.clipboard, v.app._exit,
    )  # fmt: skip


LISTED = [binding for binding in (*MainScreen.BINDINGS, *Lines.BINDINGS) if isinstance(binding, Binding)]
# What has to be so for a key to have anything to do: the events at the end, a pane that scrolls, a filter.
BEFORE = {
    "left_square_bracket": "G", "left_curly_bracket": "G", "left": "2", "h": "2", "2": "1", "escape": "1",
    "up": "G", "k": "G", "pageup": "G", "home": "G", "g": "G", "comma": "r", "full_stop": "r",
    "ctrl+o": "}", "backspace": "}", "O": "}<", "n": "/", "N": "/",
}  # fmt: skip
STEPS = {
    "r": ["g", "right_square_bracket"],
    "}": ["right_curly_bracket"],
    "<": ["backspace"],
    "/": ["slash", "a", "enter"],
}


KEYS_BY_STEPS = {
    steps: [key for one in LISTED for key in one.key.split(",") if BEFORE.get(key, "") == steps and key != "q"]
    for steps in ("", *sorted(set(BEFORE.values())))
}
PAIR = Selection(people=("mira-murati", "sam-altman"))


async def start_over(v: Viewer) -> None:
    """As it was when it opened, without opening it again, for that takes longer."""
    while v.app.screen is not v.main:
        v.app.pop_screen()
        await v.settle()
    await v.press("escape", "escape", "escape", "2")
    v.app.own_clock, v.app.language, v.app._clipboard = False, "en", ""
    v.app.clear_notifications()
    v.main.show_view(v.main.index.view(PAIR), 0)
    await v.settle()


@pytest.mark.parametrize("steps", [*KEYS_BY_STEPS, "quit"])
async def test_every_key_that_is_listed_does_something(steps: str) -> None:
    problems = reading_of({"events": [{"title": "no date"}]}).problems
    async with viewer(index_of(SMALL), (140, 20), selection=PAIR, problems=problems) as v:
        for key in KEYS_BY_STEPS.get(steps, ["q"]):
            await start_over(v)
            for step in steps if steps in KEYS_BY_STEPS else ():
                await v.press(*STEPS.get(step, [step]))
            before = state_of(v)
            await v.press(key)
            assert state_of(v) != before, key


async def test_what_could_not_be_read_is_counted_and_listed() -> None:
    reading = reading_of(
        {"events": [{"date": "2023-02-30", "title": "x"}, {"date": "2020", "title": "y"}, {"title": "z"}]}
    )
    index = Index.in_memory(reading.timeline)
    async with viewer(index, problems=reading.problems) as v:
        assert "2 parts could not be read: press !" in v.rows()[0]
        await v.press("exclamation_mark")
        assert isinstance(v.app.screen, ProblemsScreen)
        assert "$.events[0].date" in v.text
        assert "February 2023 has 28 days" in v.text
        await v.press("exclamation_mark")
        assert v.app.screen is v.main
    async with viewer(index_of(SMALL)) as v:
        await v.press("exclamation_mark")
        assert v.app.screen is v.main


async def palette(v: Viewer, typed: str, finds: str) -> None:
    """Type in the palette and choose what is found first."""
    await v.press("ctrl+p")
    await v.type(typed)
    for _ in range(100):
        await asyncio.sleep(0.02)
        await v.settle()
        if finds in v.text:
            break
    assert finds in v.text
    await v.press("enter")
    for _ in range(20):
        await v.settle()


@pytest.mark.parametrize(
    ("typed", "finds", "check"),
    [
        ("2023", "Go to 2023 · 4 events", lambda v: v.event == "november"),
        ("suts", "Filter by Ilya Sutskever", lambda v: v.main.selection.people == ("ilya-sutskever",)),
        ("resigns", "Mira Murati resigns", lambda v: v.event == "leaves"),
        ("大模型", "北京的一次会议", lambda v: v.event == "beijing"),
    ],
)
async def test_the_palette_goes_to_years_people_and_events(
    small: Index, typed: str, finds: str, check: Callable[[Viewer], bool]
) -> None:
    async with viewer(small) as v:
        await palette(v, typed, finds)
        assert check(v)


async def test_the_palette_goes_to_an_event_that_the_filter_hides(small: Index) -> None:
    async with viewer(small, selection=Selection(people=("sam-altman",))) as v:
        await palette(v, "resigns", "Mira Murati resigns")
        assert v.event == "leaves"


async def test_nothing_in_the_palette_is_read_as_markup() -> None:
    index = index_of_events({"date": "2020", "title": "[bold]loud[/bold] [link=x]", "people": ["[red]Ann[/red]"]})
    async with viewer(index) as v:
        await palette(v, "loud", "[bold]loud[/bold]")


# -- what is remembered


async def test_the_next_run_takes_up_where_the_last_one_ended(small: Index, tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    async with viewer(small, session_path=path, name="a") as v:
        await v.press("p", "enter", "G", "up", "z")
        v.app.theme = LIGHT.name
        assert v.event == "removed"
        await v.press("q")
    session, notice = load(path)
    assert notice == ""
    assert session.theme == LIGHT.name
    assert session.own_clock
    place = session.timelines["a"]
    assert (place.event, place.people) == ("removed", ("mira-murati",))
    async with viewer(small, session=session, session_path=path, name="a") as v:
        assert v.app.theme == LIGHT.name
        assert "18 Sat 04:28" in "\n".join(v.rows()) or v.app.own_clock


async def test_also_from_the_middle_of_another_screen(small: Index, tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    async with viewer(small, session_path=path, name="a", position=LEAVES) as v:
        await v.press("m")
    assert load(path)[0].timelines["a"].event == "leaves"


async def test_what_was_piped_in_is_not_remembered(small: Index, tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    async with viewer(small, session_path=path, name="", position=LEAVES) as v:
        await v.press("z")
    assert load(path)[0] == Session(theme=DARK.name, own_clock=True)


async def test_a_place_that_cannot_be_written_ends_nothing(small: Index, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    async with viewer(small, session_path=tmp_path / "file" / "session.json", name="a") as v:
        await v.press("q")
    assert v.app.return_code == 0
    assert v.app.not_remembered


async def test_a_notice_is_shown_at_the_start(small: Index) -> None:
    async with viewer(small, notice="What was [b]remembered[/b] could not be read") as v:
        assert "[b]remembered[/b]" in v.text


def resolved(index: Index, monkeypatch: pytest.MonkeyPatch, *arguments: str, name: str = "bundled") -> Options:
    """The options with which the command would open the viewer."""
    from openai_timeline import viewing
    from openai_timeline.commands.viewer import parser
    from openai_timeline.index.opening import Opener
    from openai_timeline.paths import cache_directory
    from openai_timeline.ui import app

    taken: list[Options] = []

    class Stand(TimelineApp):
        def __init__(self, index: Index, options: Options, *_: Any) -> None:
            taken.append(options)
            super().__init__(index, options)

        def run(self, *_: Any, **__: Any) -> None:  # type: ignore[override]
            """Does not open."""

    monkeypatch.setattr(app, "TimelineApp", Stand)
    assert viewing.view(parser().parse_args(list(arguments)), Opener(cache_directory()), "f", name, index) == 0
    return taken[0]


def test_the_command_line_decides_where_it_opens(small: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    from openai_timeline.paths import state_directory
    from openai_timeline.state import Place, save

    place = Place(event="leaves", people=("mira-murati", "gone"), kinds=("left", "gone"))
    path = state_directory() / "session.json"
    save(path, Session(theme="nord", own_clock=True, timelines={"bundled": place}))
    remembered = resolved(small, monkeypatch)
    assert remembered.selection == Selection(people=("mira-murati",), kinds=("left",))
    assert (remembered.position, remembered.session.theme, remembered.zone) == (LEAVES, "nord", "Asia/Shanghai")
    fresh = resolved(small, monkeypatch, "--fresh")
    assert (fresh.selection, fresh.position, fresh.session.theme) == (Selection(), 0, "")
    assert resolved(small, monkeypatch, name="other").position == 0
    at = resolved(small, monkeypatch, "--at", "2018", "--zone", "Europe/Paris")
    assert (at.position, at.zone) == (IN_ORDER.index("spring"), "Europe/Paris")
    assert resolved(small, monkeypatch, "--at", "removed").position == REMOVED
    assert resolved(small, monkeypatch, "--at", "2050").position == len(IN_ORDER) - 1
    asked = resolved(small, monkeypatch, "--person", "altman", "--lang", "zh", "--ascii")
    assert (asked.selection, asked.position) == (Selection(people=("sam-altman",)), 0)
    assert (asked.language, asked.ascii_only) == ("zh", True)


@pytest.mark.parametrize(
    "arguments", [["--zone", "Mars/Olympus"], ["--at", "whenever"], ["--at", "\udcff"], ["--person", "x y z"]]
)
def test_a_wrong_start_is_one_line(
    small: Index, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    from openai_timeline import viewing
    from openai_timeline.commands.viewer import parser
    from openai_timeline.index.opening import Opener
    from openai_timeline.paths import cache_directory

    assert viewing.view(parser().parse_args(arguments), Opener(cache_directory()), "f", "x", small) == 2
    said = capsys.readouterr().err
    assert said.startswith("openai-timeline: ")
    assert said.count("\n") == 1


def test_a_damaged_session_is_set_aside_with_a_notice(small: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    from openai_timeline.paths import state_directory

    state_directory().mkdir(parents=True)
    (state_directory() / "session.json").write_text("{")
    options = resolved(small, monkeypatch)
    assert "set aside as session.damaged" in options.notice
    assert options.selection.is_empty


# -- widths


SIZES = [(40, 12), (50, 14), (60, 20), (79, 24), (80, 24), (100, 30), (119, 30), (120, 34), (140, 38), (200, 60)]


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_every_size_shows_the_event_and_keeps_its_borders(small: Index, size: tuple[int, int]) -> None:
    async with viewer(small, size, position=REMOVED) as v:
        rows = v.rows()
        assert len(rows) == size[1]
        assert any("The board" in row for row in rows)
        assert "q quit" in rows[-1]
        assert any("11 of 11 events" in row for row in rows)
        assert ("Person" in v.text) == (size[0] >= 120)
        assert ("Reader" in v.text) == (size[0] >= 80)
        assert ("Years" in v.text) == (size[0] >= 80)
        for name in ("years", "events", "person", "reader"):
            region = v.main.query_one(f"#{name}").region
            if region.width:
                for y in range(region.y + 1, region.bottom - 1):
                    assert (rows[y][0] if region.x == 0 else "│") in "│╭╰"


async def test_live_through_all_sizes_and_back(small: Index) -> None:
    async with viewer(small, position=REMOVED) as v:
        for width, height in [*SIZES, (39, 20), (100, 9), (10, 3), (1, 1), *reversed(SIZES)]:
            await v.resize(width, height)
            assert v.event == "removed"
            small_screen = width < 40 or height < 10
            assert ("Too small" in " ".join(v.text.split())) == small_screen or width < 40
            if not small_screen:
                assert "The board" in v.text


async def test_one_right_pane_in_the_middle_width(small: Index) -> None:
    async with viewer(small, MEDIUM, position=REMOVED) as v:
        assert v.main.query_one("#reader").display
        await v.press("3")
        assert v.focused == "person"
        assert v.main.query_one("#person").display
        assert not v.main.query_one("#reader").display
        await v.press("4")
        assert v.focused == "reader"
        assert not v.main.query_one("#person").display
        await v.press("full_stop")  # shows the person, so the reader with the focus goes
        await v.press("2", "down")
        assert v.event == "return"


async def test_the_focus_is_never_lost_to_what_is_hidden(small: Index) -> None:
    """Otherwise keys would go nowhere."""
    async with viewer(small, position=0) as v:
        await v.press("4")
        await v.resize(60, 20)
        await v.press("down")
        assert v.event == "founded"
        await v.resize(140, 38)
        await v.press("1")
        await v.resize(40, 12)
        await v.press("down")
        assert v.event == "spring"
        await v.resize(100, 30)
        await v.press("4", "full_stop", "2")
        await v.press("up")
        assert v.event == "founded"
        await v.press("4", "full_stop", "j")
        assert v.focused is not None


async def test_narrow_the_years_are_a_strip_and_enter_reads(small: Index) -> None:
    async with viewer(small, NARROW, position=REMOVED) as v:
        strip = v.rows()[1:3]
        assert "2023" in strip[1]
        await v.click("#strip", (strip[1].index("2015"), 1))
        assert v.event == "founded"
        await v.press("enter")
        assert isinstance(v.app.screen, ReaderScreen)
        assert "OpenAI is announced" in v.text
        await v.press("escape", "1", "3", "4", "down")
        assert v.event == "spring"


async def test_an_empty_timeline_opens_and_says_so() -> None:
    async with viewer(index_of({"events": []})) as v:
        assert "This timeline has no events." in v.text
        assert "0 of 0 events" in v.text
        await v.press(*"jkgG", "enter", "m", "o", "z", "p", "escape", "right_square_bracket", "1", "down", "3", "4")
        assert v.app.screen is v.main
        for size in SIZES:
            await v.resize(*size)


async def test_hostile_text_is_shown_harmlessly() -> None:
    title = "[bold red]\x1b[31mred\u202e[/] $x {y} %"
    event = {"date": "2020", "title": title, "text": title, "people": [title], "organisations": [title], "kind": title}
    async with viewer(index_of({"events": [event], "title": title}), selection=Selection(kinds=(title,))) as v:
        assert "[bold red]␛[31mred�[/] $x {y} %" in v.text
        for keys in (["p"], ["m"], ["question_mark"]):
            await v.press(*keys)
            assert "\x1b" not in v.text
            assert "\u202e" not in v.text
            await v.press("escape")


# -- the mouse


async def test_a_click_chooses_and_a_second_opens(small: Index) -> None:
    async with viewer(small) as v:
        y, row = next((y, row) for y, row in enumerate(v.rows()) if "Sam Altman returns" in row)
        await v.click(None, (row.index("Sam Altman returns"), y))
        assert v.event == "return"
        y = next(y for y, row in enumerate(v.rows()) if "November 2023" in row)
        await v.click(None, (row.index("Sam Altman returns"), y))
        assert v.event == "november"  # a heading is a click on its first
        await v.click(None, (30, y + 2), times=2)
        assert isinstance(v.app.screen, ReaderScreen)


async def test_a_click_on_a_year_goes_there(small: Index) -> None:
    async with viewer(small) as v:
        y = next(y for y, row in enumerate(v.rows()) if row[1:].startswith(" 2019"))
        await v.click(None, (4, y))
        assert v.event == "beijing"


async def test_the_wheel_scrolls_and_leaves_the_cursor(small: Index) -> None:
    from textual.events import MouseScrollDown, MouseScrollUp

    async with viewer(small, (140, 14)) as v:
        events = v.main.query_one("#events", Lines)
        for kind, direction in ((MouseScrollDown, 1), (MouseScrollUp, -1)):
            before = events.scroll_y
            x, y = events.region.x + 5, events.region.y + 3
            v.app.screen._forward_event(
                kind(events, x, y, 0, direction, 0, False, False, False, screen_x=x, screen_y=y)
            )
            await v.settle()
            assert (events.scroll_y - before) * direction > 0
        assert v.main.place == 0


async def test_a_click_on_a_key_of_the_footer_presses_it(small: Index) -> None:
    async with viewer(small, position=REMOVED) as v:
        row = v.rows()[-1]
        await v.click("#keys", (row.index("person"), 0))
        assert isinstance(v.app.screen, PeoplePicker)
        await v.press("escape")
        await v.click("#keys", (row.index("w who") + 3, 0))
        assert isinstance(v.app.screen, OfficesScreen)
        await v.press("escape")
        await v.click("#keys", (row.index("? help"), 0))
        assert isinstance(v.app.screen, HelpScreen)


def test_the_footer_has_at_most_a_dozen_keys() -> None:
    assert len(KEYS) <= 12


async def test_a_click_in_the_picker_chooses(small: Index) -> None:
    async with viewer(small) as v:
        await v.press("p")
        y, row = next((y, row) for y, row in enumerate(v.rows()) if "Ilya Sutskever" in row)
        await v.click(None, (row.index("Ilya"), y))
        assert v.main.selection.people == ("ilya-sutskever",)


# -- colours


def luminance(color: Color) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    assert color.triplet is not None, color
    channels = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color.triplet.normalized)
    red, green, blue = channels
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(style: Style) -> float:
    assert style.color is not None
    assert style.bgcolor is not None
    front, ground = (style.bgcolor, style.color) if style.reverse else (style.color, style.bgcolor)
    light, dark = sorted((luminance(front), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def unreadable(v: Viewer) -> set[tuple[str, str, float]]:
    """Words on the screen, their style, and their contrast where it is below 4.5. Behind a panel all may be dim."""
    panels = [panel.region for panel in v.app.screen.query(".panel, #--container")] or [v.app.screen.region]
    found: set[tuple[str, str, float]] = set()
    for y, strip in enumerate(v.app.screen._compositor.render_strips()):
        for panel in panels:
            for text, style, _ in strip.crop(panel.x, panel.right) if y in panel.line_range else ():
                if style is not None and any(c.isalnum() or c in "+▲✕◁▷¶◆$§◎◧★≠×" for c in text):
                    assert not style.dim, text
                    ratio = contrast(style)
                    if ratio < 4.5:
                        found.add((text.strip(), str(style), round(ratio, 2)))
    return found


async def nothing(v: Viewer) -> None:
    """The screen as it opens."""


def keys(*pressed: str) -> Callable[[Viewer], Awaitable[None]]:
    async def press(v: Viewer) -> None:
        await v.press(*pressed)

    return press


async def finding(v: Viewer) -> None:
    await v.press("m", "slash")
    await v.type("mira")


async def searching_people(v: Viewer) -> None:
    await v.press("p", "tab", "down")
    await v.type("m")


async def in_the_palette(v: Viewer) -> None:
    await v.press("ctrl+p")
    await v.type("20")
    for _ in range(10):
        await asyncio.sleep(0.02)
        await v.settle()


SCENES: dict[str, tuple[dict[str, Any], Callable[[Viewer], Awaitable[None]]]] = {
    "start": ({}, nothing),
    "years": ({}, keys("1")),
    "person": ({}, keys("3", "full_stop")),
    "reader": ({}, keys("4")),
    "low confidence": ({"position": IN_ORDER.index("november")}, nothing),
    "filtered": ({"selection": Selection(people=("mira-murati",), kinds=("removed",))}, keys("1")),
    "empty": ({"selection": Selection(words=("zzz",))}, nothing),
    "picker": ({}, keys("p", "tab", "down")),
    "picker typed": ({}, searching_people),
    "memo": ({"position": LEAVES}, keys("m")),
    "excerpt": ({}, keys("m")),
    "found": ({"position": LEAVES}, finding),
    "event": ({}, keys("enter")),
    "sources": ({}, keys("o")),
    "source without address": ({}, keys("o", "down")),
    "help": ({}, keys("question_mark")),
    "offices": ({}, keys("w")),
    "cite": ({}, keys("y")),
    "problems": ({"problems": reading_of({"events": [{"title": "x"}, {"date": "2020-13", "title": "t"}]}).problems},
                 keys("exclamation_mark")),
    "problems counted": ({"problems": reading_of({"events": [{"title": "x"}]}).problems}, nothing),
    "notice": ({"notice": "damaged"}, keys("z")),
    "medium": ({"size": MEDIUM}, nothing),
    "narrow": ({"size": NARROW}, nothing),
    "smallest": ({"size": SMALLEST}, nothing),
    "too small": ({"size": (39, 9)}, nothing),
    "palette": ({}, in_the_palette),
}  # fmt: skip


@pytest.mark.parametrize("scene", SCENES)
async def test_every_word_can_be_read_on_its_ground(small: Index, scene: str) -> None:
    """Drawn, then measured: every text style on every ground it really stands on, by WCAG at least 4.5 to 1."""
    options, act = SCENES[scene]
    async with viewer(small, **{"position": REMOVED, **options}) as v:
        await act(v)
        assert v.app.theme == DARK.name
        assert unreadable(v) == set()
        v.app.theme = LIGHT.name
        await v.settle()
        assert unreadable(v) == set()


async def test_a_theme_of_textual_itself_has_all_our_colours(small: Index) -> None:
    async with viewer(small, position=REMOVED) as v:
        for theme in ("textual-light", "nord", "gruvbox", "monokai", "textual-ansi"):
            if theme in v.app.available_themes:
                v.app.theme = theme
                await v.settle()
                assert "The board removes" in v.text


async def test_the_theme_changes_what_is_drawn(small: Index) -> None:
    async with viewer(small) as v:

        def grounds() -> set[str]:
            return {
                str(s.style.bgcolor) for strip in v.app.screen._compositor.render_strips() for s in strip if s.style
            }

        dark = grounds()
        v.app.theme = LIGHT.name
        await v.settle()
        assert not dark & grounds()


async def test_own_screens_are_what_their_keys_say(small: Index) -> None:
    async with viewer(small, position=REMOVED) as v:
        for key, screen in (("w", OfficesScreen), ("y", CiteScreen), ("o", SourcesScreen), ("p", PeoplePicker)):
            await v.press(key)
            assert isinstance(v.app.screen, screen)
            await v.press("escape")
            assert v.app.screen is v.main
