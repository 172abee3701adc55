"""Two keys that close a screen, before the first of them is done: the screen closes once."""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path

import pytest
from headless import viewer
from textual.strip import Strip

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


async def test_closed_screens_leave_nothing_behind(small: Index) -> None:
    def strips() -> int:
        gc.collect()
        return sum(isinstance(thing, Strip) for thing in gc.get_objects())

    async with viewer(small) as v:
        counts = []
        for _ in range(3):
            for _ in range(8):
                await v.press("m", "escape", "p", "escape")
            counts.append(strips())
        assert counts[2] < counts[1] + 300


@pytest.mark.parametrize("key", OPENED)
async def test_a_screen_may_close_before_it_has_opened(key: str, small: Index, tmp_path: Path) -> None:
    async with viewer(small, notes_path=tmp_path / "notes.sqlite") as v:
        for _ in range(3):
            v.app.simulate_key({"question_mark": "?"}.get(key, key))
            for _ in range(20):
                await asyncio.sleep(0)
                if v.app.screen is not v.main:
                    v.app.screen.dismiss(None)
                    break
        await v.settle()
        if v.app.screen is not v.main:
            v.app.screen.dismiss(None)
        await v.settle()
        assert v.app.screen is v.main and v.app.is_running
