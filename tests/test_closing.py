"""Two keys that close a screen, before the first of them is done: the screen closes once."""

from __future__ import annotations

from pathlib import Path

import pytest
from headless import viewer

from openai_timeline.index.ask import Index

OPENED = ["m", "p", "f", "t", "w", "o", "question_mark", "d", "a", "B", "y", "ctrl+p"]


@pytest.mark.parametrize("key", OPENED)
async def test_a_screen_closes_once(key: str, small: Index, tmp_path: Path) -> None:
    async with viewer(small, notes_path=tmp_path / "notes.sqlite") as v:
        await v.press(key)
        screen = v.app.screen
        assert screen is not v.main
        screen.dismiss(None)
        screen.dismiss(None)
        await v.settle()
        assert v.app.screen is v.main
        for _, binding in screen._bindings:  # of a key that was on its way
            await v.app.run_action(binding.action, screen)
        await v.settle()
        assert v.app.screen is v.main and v.app.is_running
