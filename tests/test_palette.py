"""Textual's palette of commands, where random keys found it to end the program or to close too much."""

from __future__ import annotations

import pytest
from headless import viewer
from small_timeline import index_of
from textual.command import CommandInput, CommandList

from openai_timeline.index.ask import Index


@pytest.fixture
def two() -> Index:
    return index_of({"events": [{"date": "2023", "title": "one"}, {"date": "2024", "title": "two"}]})


async def test_two_clicks_beside_it_close_it_once(two: Index) -> None:
    async with viewer(two) as v:
        await v.press("ctrl+p")
        palette = v.app.screen
        palette.dismiss()
        palette.dismiss()
        await v.settle()
        assert v.app.screen is v.main


async def test_it_survives_paging_where_there_is_no_room_for_it(two: Index) -> None:
    async with viewer(two) as v:
        await v.press("ctrl+p")
        for size in ((20, 5), (8, 3), (1, 1)):
            await v.resize(*size)
            await v.press("down", "pageup", "pagedown", "end", "home")
        await v.press("escape")
        assert v.app.screen is v.main


async def test_what_was_typed_before_it_closed_is_looked_for_no_more(two: Index) -> None:
    async with viewer(two) as v:
        await v.press("ctrl+p")
        palette = v.app.screen
        field = palette.query_one(CommandInput)
        await palette.query_one(CommandList).remove()  # as it is while the screen is taken down
        field.value = "one"
        await v.settle()
        assert v.app.is_running
        await v.press("escape")
        assert v.app.screen is v.main


async def test_a_click_on_a_line_that_is_gone_is_nothing(two: Index) -> None:
    async with viewer(two) as v:
        await v.press("ctrl+p")
        for _ in range(50):
            await v.settle()
            if v.app.screen.query_one(CommandList).option_count > 1:
                break
        options = v.app.screen.query_one(CommandList)
        place = next((row.index("Theme"), y) for y, row in enumerate(v.rows()) if "Theme" in row)
        options._options[:] = []  # while the list is still drawn as it was
        await v.pilot.click(offset=place)
        await v.settle()
        assert v.app.is_running
        await v.press("escape")
        assert v.app.screen is v.main


async def test_a_key_may_come_before_the_list(two: Index) -> None:
    async with viewer(two) as v:
        await v.press("ctrl+p")
        await v.app.screen.query_one(CommandList).remove()
        await v.press("down", "pagedown")
        assert v.app.is_running
