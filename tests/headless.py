"""The app without a terminal, and what can be seen of it: for the tests of the screens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any
from unittest.mock import patch

from textual.pilot import Pilot

from openai_timeline.index.ask import Index
from openai_timeline.ui.app import Options, TimelineApp
from openai_timeline.ui.screens.main import MainScreen
from openai_timeline.ui.widgets.pane import PagePane

WIDE, MEDIUM, NARROW, SMALLEST = (140, 38), (100, 30), (60, 20), (40, 12)


class Viewer:
    """An app that runs without a terminal, and what can be seen of it."""

    def __init__(self, app: TimelineApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        await self.press(*text)

    async def settle(self) -> None:
        await self.pilot.pause()
        await self.pilot.pause()  # what is called after the first frame has a frame of its own

    async def click(self, where: str | None, offset: tuple[int, int], times: int = 1) -> None:
        assert await self.pilot.click(where, offset=offset, times=times)
        await self.settle()

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        for _ in range(200):
            await asyncio.sleep(0.005)
            if self.app.screen.size == (width, height):
                break
        await self.settle()

    @property
    def main(self) -> MainScreen:
        screen = self.app.screen_stack[1]
        assert isinstance(screen, MainScreen)
        return screen

    @property
    def event(self) -> str:
        """The id of the event under the cursor."""
        return self.main.event.id if self.main.event else ""

    @property
    def focused(self) -> str | None:
        return self.app.focused.id if self.app.focused else None

    def rows(self) -> list[str]:
        """What is on the screen, as text."""
        strips = self.app.screen._compositor.render_strips()
        return [strip.text for strip in strips]

    @property
    def text(self) -> str:
        return "\n".join(self.rows())

    def page(self, name: str) -> str:
        """The whole page of a pane, with what is scrolled out of sight."""
        pane = self.app.screen.query_one(f"#{name}", PagePane)
        return "\n".join("".join(span.text for span in line) for line in pane.lines)

    def titles(self, name: str) -> tuple[str, str]:
        pane = self.app.screen.query_one(f"#{name}")
        return str(pane.border_title), str(pane.border_subtitle)

    @property
    def notes(self) -> list[str]:
        """What was said in passing."""
        return [str(note.message) for note in self.app._notifications]


@asynccontextmanager
async def viewer(index: Index, size: tuple[int, int] = WIDE, **options: Any) -> AsyncIterator[Viewer]:
    """The app on an index; the reader's clock is Shanghai's unless said otherwise."""
    app = TimelineApp(index, Options(**{"zone": "Asia/Shanghai", **options}))
    wait = partial(idle, app)
    with patch("textual.app.wait_for_idle", wait), patch("textual.pilot.wait_for_idle", wait):
        async with app.run_test(size=size, notifications=True) as pilot:
            shown = Viewer(app, pilot)
            await shown.settle()
            yield shown


async def idle(app: TimelineApp, *_: float) -> None:
    """Wait until no message is left to handle. Textual's own waits by the clock, 20 ms and more a key."""
    quiet = 0
    for _ in range(2000):
        await asyncio.sleep(0 if quiet else 0.001)
        pumps = [app, *app.screen_stack, *(app.screen.walk_children() if app.screen_stack else ())]
        busy = any(pump._message_queue is not None and not pump._message_queue.empty() for pump in pumps)
        quiet = 0 if busy or any(pump._next_callbacks for pump in pumps) else quiet + 1
        if quiet >= 8:
            return
