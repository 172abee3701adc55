"""Questions that several screens ask in one line: a date, the name of a file to write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.app import App

from ...model.dates import Date
from ...model.typed_dates import parse_typed
from .filters import wrong_date
from .prompt import PromptScreen

HINT = "2023, nov 2023, 17 nov 2023, spring 2001, last friday …"


def ask_date(app: App[None], title: str, zone: str, then: Callable[[Date], None]) -> None:
    """Ask for a date as people type it, and do something with it."""

    def typed(text: str | None) -> None:
        if text is not None:
            then(parse_typed(text, zone=zone))

    app.push_screen(PromptScreen(title, HINT, lambda text: wrong_date(text, zone)), typed)


def ask_file(app: App[None], title: str, name: str, then: Callable[[Path], None]) -> None:
    """Ask for the name of a file to write; one that exists is only written over when Enter is pressed again."""
    warned: set[Path] = set()

    def wrong(text: str) -> str:
        path = Path(text.strip()).expanduser()
        if not text.strip() or path.is_dir() or "\0" in text:
            return "type the name of a file"
        if not path.parent.is_dir():
            return "there is no such folder"
        if path.exists() and path not in warned:
            warned.add(path)
            return "that file exists: enter again writes over it"
        return ""

    def typed(text: str | None) -> None:
        if text is not None:
            then(Path(text.strip()).expanduser())

    app.push_screen(PromptScreen(title, "in the current folder, or a path", wrong, name), typed)
