"""Opening a big timeline for the first time: a bar, a way out, and then the main screen, which search follows."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from small_timeline import SMALL, index_of
from textual.pilot import Pilot
from textual.widget import Widget

from openai_timeline.index import keeper, opening
from openai_timeline.index.ask import Index
from openai_timeline.index.opening import Opener
from openai_timeline.index.workers import Cancelled, Crew
from openai_timeline.model.selection import Selection
from openai_timeline.ui.app import Options, TimelineApp
from openai_timeline.ui.opening import Opening, time_left
from openai_timeline.ui.screens.main import MainScreen
from openai_timeline.ui.screens.opening import OpeningScreen, opening_blocks, progress_bar


class Slow(Opening):
    """An index that is made when the test says so."""

    def __init__(self, options: Callable[[Index], Options] = lambda index: Options()) -> None:
        super().__init__("/a/[b]million.json", Opener(Path("/nowhere"), Crew()), options)
        self.go_on, self.cancelled = Event(), False

    def make(self) -> Index | None:
        self.events, self.share = 412_000, 0.45
        self.go_on.wait(10)
        return None if self.cancelled or self.failure else index_of(SMALL)

    def cancel(self) -> None:
        self.cancelled = True
        self.go_on.set()


@asynccontextmanager
async def opened(slow: Slow) -> AsyncIterator[tuple[TimelineApp, Pilot[Any]]]:
    """The app while the index is made."""
    app = TimelineApp(None, Options(), opening=slow)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause(0.3)
        yield app, pilot
        slow.go_on.set()


def text_of(widget: Widget) -> str:
    """What a widget draws."""
    return "\n".join(widget.render_line(y).text for y in range(widget.size.height))


async def test_a_bar_shows_how_far_it_is_and_then_the_main_screen_opens() -> None:
    slow = Slow()
    async with opened(slow) as (app, pilot):
        assert isinstance(app.screen, OpeningScreen)
        shown = text_of(app.screen.query_one("#opening"))
        assert "[b]million.json" in shown
        assert "412,000 events · 45%" in shown
        assert "████" in shown
        slow.go_on.set()
        for _ in range(100):
            await pilot.pause(0.02)
            if isinstance(app.screen, MainScreen):
                break
        assert isinstance(app.screen, MainScreen)
        assert app.index.total == 11


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_it_can_be_left(key: str) -> None:
    slow = Slow()
    async with opened(slow) as (app, pilot):
        await pilot.press(key)
        await pilot.pause(0.1)
    assert slow.cancelled
    assert app.return_code == 0
    assert app.failure == ""


async def test_what_cannot_be_read_ends_it_with_a_reason() -> None:
    slow = Slow()
    slow.failure = "f: the file is empty"
    async with opened(slow) as (app, pilot):
        slow.go_on.set()
        await pilot.pause(0.2)
    assert (app.return_code, app.failure) == (2, "f: the file is empty")


async def test_a_start_that_the_timeline_does_not_have_ends_it_with_a_reason() -> None:
    def options(index: Index) -> Options:
        raise ValueError("no person is called x")

    slow = Slow(options)
    async with opened(slow) as (app, pilot):
        slow.go_on.set()
        await pilot.pause(0.2)
    assert (app.return_code, app.failure) == (2, "no person is called x")


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(None, ""), (0.2, "a second left"), (4.4, "about 4 seconds left"), (200, "about 3 minutes left")],
)
def test_the_time_left(seconds: float | None, said: str) -> None:
    assert time_left(seconds) == said


def test_a_guess_at_the_time_left_needs_a_while() -> None:
    slow = Slow()
    assert slow.seconds_left() is None
    slow.share, slow._began = 0.5, slow._began - 2
    assert slow.seconds_left() == pytest.approx(2, abs=0.1)
    slow.share = 1
    assert slow.seconds_left() is None


@pytest.mark.parametrize("width", [1, 7, 80])
@pytest.mark.parametrize("share", [-1, 0, 0.3, 0.999, 1, 7])
@pytest.mark.parametrize("ascii_only", [False, True])
def test_the_bar_is_as_wide_as_there_is_room(width: int, share: float, ascii_only: bool) -> None:
    bar = progress_bar(share, width, ascii_only)
    assert len(bar) == width
    assert bar.isascii() == ascii_only
    assert opening_blocks(Slow(), width, ascii_only)


# -- with real processes


def big(tmp_path: Path) -> str:
    path = tmp_path / "big.json"
    title = "x" * 300
    events = ",".join(f'{{"date": "{1900 + n % 100}", "title": "{title} {n}"}}' for n in range(20_000))
    path.write_text(f'{{"events": [{events}]}}')
    return os.fspath(path)


def test_the_index_is_made_by_another_process_and_search_follows(tmp_path: Path) -> None:
    opener = Opener(tmp_path / "cache", Crew())
    one = Opening(big(tmp_path), opener, lambda index: Options(), words=True)
    assert opener.takes_time(one.path)
    index = one.make()
    assert index is not None
    assert index.has_finder
    assert one.events == 20_000
    assert list(index.view(Selection(words=("12345",))).positions) != []
    assert index.keeper is not None
    assert index.keeper.keep(index) == ""
    Path(one.path).write_text("{")
    broken = Opening(one.path, Opener(tmp_path / "cache", Crew()), lambda index: Options())
    assert broken.make() is None
    assert "broken JSON" in broken.failure


@pytest.mark.parametrize("after", [0.0, 0.1, 0.3])
def test_what_is_given_up_leaves_nothing_behind(tmp_path: Path, after: float, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (opening, keeper):
        monkeypatch.setattr(module, "SMALL", 0)
    crew = Crew()
    opener = Opener(tmp_path / "cache", crew)
    one = Opening(big(tmp_path), opener, lambda index: Options(), words=True)
    thread = Thread(target=one.make)
    thread.start()
    thread.join(after)
    one.cancel()
    thread.join(20)
    assert not thread.is_alive()
    assert one.failure == ""
    assert not [name for name in os.listdir(tmp_path / "cache") if name.startswith("new-")]  # noqa: PTH208
    with pytest.raises(Cancelled):
        crew.finder(tmp_path / "x", [tmp_path / "y"], lambda share: None)


def test_searches_wait_for_words_that_are_being_made(tmp_path: Path) -> None:
    index = index_of(SMALL)
    index.expect()
    found: list[int] = []
    searching = Thread(target=lambda: found.extend(index.view(Selection(words=("candid",))).positions))
    searching.start()
    searching.join(0.1)
    assert found == []
    index.attach(None)
    searching.join(5)
    assert found == [7]
