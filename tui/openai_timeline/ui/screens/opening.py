"""What is shown while a big timeline is indexed for the first time: how far that is, and how to leave."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen

from ...index.ask import Index
from ...text import TITLE_LIMIT, clean
from ..opening import Opening, time_left
from ..page import BLANK, Block, Span
from ..plain import plain_title
from ..widgets.pane import PagePane

EIGHTHS = " ▏▎▍▌▋▊▉█"
EVERY = 0.1  # seconds between two pictures


class OpeningScreen(Screen[Index | None]):
    """Gives back the index, or None where there is none."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", "Leave", priority=True)]

    def __init__(self, opening: Opening, ascii_only: bool = False) -> None:
        super().__init__(classes="panel-screen")
        self._opening, self._ascii = opening, ascii_only

    def compose(self) -> ComposeResult:
        """A panel with a bar."""
        with Vertical(classes="panel opening"):
            yield PagePane(id="opening")

    def on_mount(self) -> None:
        """Begin."""
        panel = self.query_one(".panel")
        panel.border_title = plain_title("Opening for the first time")
        panel.border_subtitle = plain_title("esc leave")
        self._say()
        self.set_interval(EVERY, self._say)
        self._make()

    def _say(self) -> None:
        self.query_one("#opening", PagePane).show(lambda width: opening_blocks(self._opening, width, self._ascii))

    @work(thread=True, exit_on_error=True)
    def _make(self) -> None:
        index = self._opening.make()
        self.app.call_from_thread(self.dismiss, index)

    def action_leave(self) -> None:
        """Give up; what was half made is removed."""
        self._opening.cancel()


def opening_blocks(opening: Opening, width: int, ascii_only: bool = False) -> list[Block]:
    """The name of the file, a bar, and how many events are done."""
    name = clean(Path(opening.path).name, limit=TITLE_LIMIT)
    events = f"{opening.events:,} events"
    left = time_left(opening.seconds_left())
    return [
        BLANK,
        Block((Span(name, "strong"),), wrapped=False),
        BLANK,
        Block((Span(progress_bar(opening.share, max(1, width), ascii_only), "bar"),), wrapped=False),
        BLANK,
        Block((Span(f"{events} · {opening.share:.0%}", "text"), Span(f" · {left}" if left else "", "dim"))),
        BLANK,
        Block((Span("The next time, it opens at once.", "dim"),)),
    ]


def progress_bar(share: float, width: int, ascii_only: bool = False) -> str:
    """A bar of `width` cells."""
    share = min(1.0, max(0.0, share))
    if ascii_only:
        return ("#" * int(share * width)).ljust(width, ".")
    full, part = divmod(int(share * width * 8), 8)
    return ("█" * full + (EIGHTHS[part] if part else "")).ljust(width, "░")
