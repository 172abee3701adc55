"""The panel of filters: everything that narrows the timeline, in one list, each choice with what it would leave."""

from __future__ import annotations

import pytest
from small_timeline import SMALL, index_of
from test_main_screen import Viewer, viewer

from openai_timeline.index.ask import Index
from openai_timeline.model.selection import EVERYTHING
from openai_timeline.ui.screens.filters import FilterScreen
from openai_timeline.ui.widgets.choices import ChoiceList


@pytest.fixture
def small() -> Index:
    return index_of(SMALL)


async def to_row(v: Viewer, words: str) -> int:
    """Put the cursor on the first row with these words; the number at the end of it."""
    assert isinstance(v.app.screen, FilterScreen)
    choices = v.app.screen.query_one(ChoiceList)
    await v.press("g")
    for _ in choices._rows:
        row = "".join(span.text for span in choices.line(choices.cursor))
        if words in row:
            last = row.split()[-1]
            return int(last) if last.isdigit() else -1
        await v.press("down")
    raise AssertionError(f"no row {words!r}:\n{v.text}")


@pytest.mark.parametrize("words", ["Sam Altman", "OpenAI", "statement", "has a memo", "disputed"])
async def test_a_choice_leaves_what_its_row_says(small: Index, words: str) -> None:
    async with viewer(small) as v:
        await v.press("f")
        leaves = await to_row(v, words)
        await v.press("enter")
        assert len(v.main.view) == leaves > 0
        await v.press("enter", "escape")
        assert v.main.selection == EVERYTHING


async def test_choices_combine_and_are_chips_to_be_dropped(small: Index) -> None:
    async with viewer(small) as v:
        await v.press("f")
        for words in ("Mira Murati", "has a memo"):
            await to_row(v, words)
            await v.press("enter")
        assert (v.main.selection.people, v.main.selection.with_memo) == (("mira-murati",), True)
        await v.press("escape")
        assert "Mira Murati ×" in v.text and "has a memo ×" in v.text
        await v.press("f", "x", "escape")
        assert v.main.selection == EVERYTHING


async def test_words_are_typed_and_stay_to_be_changed(small: Index) -> None:
    async with viewer(small) as v:
        await v.press("f")
        assert await to_row(v, "any words") == -1
        await v.press("enter", *"openai -joins", "enter")
        assert v.main.selection.words == ("openai", "-joins")
        assert 0 < len(v.main.view) < small.total
        assert "openai -joins" in v.text
        await v.press("enter", *["backspace"] * len(" -joins"), "enter", "escape")
        assert v.main.selection.words == ("openai",)
        assert "openai ×" in v.text
        await v.press("f")
        await to_row(v, "words")
        await v.press("enter", *["backspace"] * len("openai"), "enter")
        assert v.main.selection == EVERYTHING


async def test_dates_are_typed_and_a_wrong_one_is_said(small: Index) -> None:
    async with viewer(small) as v:
        await v.press("f")
        await to_row(v, "from")
        await v.press("enter", *"nov 2023", "enter")
        assert all(small.event(p).date.latest >= 1698796800 for p in v.main.view.positions)
        await to_row(v, "to ")
        await v.press("enter", *"2023-13", "enter")
        assert "months go from 01 to 12" in v.text
        await v.press("escape", "escape")
        assert v.main.selection.before is None
