"""Screens that close once, however many keys ask for it, and then do nothing more."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.await_complete import AwaitComplete

if TYPE_CHECKING:
    from textual.screen import Screen

    Base = Screen[Any]
else:
    Base = object  # Textual takes the styles of a class from the first of its bases that is a node, and of no other


class ClosesOnce(Base):
    """A screen whose second `dismiss` does nothing: Textual's ends the program, or closes the screen below."""

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close the screen, if it is the one in front."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key does anything on a screen that was closed while it came: there are no widgets any more."""
        return self in self.app.screen_stack and super().check_action(action, parameters)

    def call_after_refresh(self, callback: Callable[..., Any], *arguments: Any, **named: Any) -> bool:
        """As always; but not when the screen was closed meanwhile and has lost its widgets."""

        def unless_closed() -> object:
            return callback(*arguments, **named) if self in self.app.screen_stack else None

        return super().call_after_refresh(unless_closed)
