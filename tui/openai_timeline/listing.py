"""`list`: rows for pipes."""

from __future__ import annotations

from collections.abc import Iterator

from .index.ask import Index
from .index.view import View
from .model.timeline import Event
from .text import TITLE_LIMIT, clean

BATCH = 256
DATE_CELLS, KIND_CELLS = 22, 9


def rows(index: Index, view: View, language: str) -> Iterator[str]:
    """One line an event: its date as written, its kind, its title."""
    for first in range(0, len(view), BATCH):
        for event in index.events(view.positions[first : first + BATCH]):
            yield _row(event, language, index.head.language)


def _row(event: Event, language: str, default: str) -> str:
    title = clean(event.title.in_language(language, default), limit=TITLE_LIMIT)
    return f"{clean(event.date.text):<{DATE_CELLS}}  {clean(event.kind, limit=40):<{KIND_CELLS}}  {title}"
