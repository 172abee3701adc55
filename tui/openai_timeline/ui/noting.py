"""What the reader asks of the screen below it: to keep bookmarks and notes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ..notes import Kind, Note


class Noting(Protocol):
    """Keeps bookmarks and notes, and knows those there are."""

    def noted(self, kind: Kind, item: str) -> Note | None:
        """The note on a thing; None where there is none."""

    def bookmark(self, kind: Kind, item: str, title: str) -> None:
        """Mark a thing, or take the mark away."""

    def write_note(self, kind: Kind, item: str, title: str, written: Callable[[], None]) -> None:
        """Write a note on a thing; `written` is called when that is done."""
