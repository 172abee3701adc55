"""The writers by the names of their formats."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Final

from ...model.timeline import Timeline
from .written import Written

# A format's name -> the module that has its `write(timeline, language)`, and how its files usually end.
FORMATS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "timeline": ("own_write", (".json",)),
    "timelinejs": ("timelinejs_write", ()),
    "csv": ("sheet_write", (".csv",)),
    "icalendar": ("calendar_write", (".ics", ".ical")),
    "markdown": ("markdown_write", (".md", ".markdown")),
    "html": ("page_write", (".html", ".htm")),
    "jsonl": ("lines_write", (".jsonl", ".ndjson")),
    "sqlite": ("database_write", (".sqlite", ".sqlite3", ".db")),
}
ALIASES: Final = {
    "ical": "icalendar",
    "ics": "icalendar",
    "md": "markdown",
    "json": "timeline",
    "timelinejs3": "timelinejs",
}
BINARY: Final = frozenset({"sqlite"})
Write = Callable[[Timeline, str], Written]


def named(name: str) -> str | None:
    """The format of a name; None where there is none."""
    name = ALIASES.get(name.lower(), name.lower())
    return name if name in FORMATS else None


def of_ending(path: str) -> str | None:
    """The format whose files end as this one does."""
    lower = path.lower()
    return next((name for name, (_, endings) in FORMATS.items() if lower.endswith(endings)), None)


def writer(name: str) -> Write:
    """The writer of a format."""
    write: Write = import_module(f".{FORMATS[name][0]}", __package__).write
    return write
