"""Screens that close once, however many keys ask for it."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.screen import Screen, ScreenResultType


class ClosesOnce(Screen[ScreenResultType]):
    """A screen whose second `dismiss` does nothing: Textual's ends the program, or closes the screen below."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close the screen, if it is the one in front."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()
