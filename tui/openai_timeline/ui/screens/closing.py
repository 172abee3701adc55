"""Screens that close once, however many keys ask for it, and then do nothing more."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual._styles_cache import StylesCache
from textual.await_complete import AwaitComplete
from textual.css.query import NoMatches
from textual.message import Message

if TYPE_CHECKING:
    from textual.screen import Screen

    Base = Screen[Any]
else:
    Base = object  # Textual takes the styles of a class from the first of its bases that is a node, and of no other

# Textual remembers by widget how borders lie within them, and so keeps a thousand widgets of closed screens with all
# that they drew: 50 MB and more.
_FORGET: Callable[[], None] = getattr(StylesCache.get_inner_outer, "cache_clear", lambda: None)


class ClosesOnce(Base):
    """A screen whose second `dismiss` does nothing: Textual's ends the program, or closes the screen below."""

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close the screen, if it is the one in front."""
        if self.app.screen is not self:
            return AwaitComplete()
        _FORGET()
        return super().dismiss(result)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key does anything on a screen that has no widgets, not yet or not any more."""
        return self in self.app.screen_stack and self.is_mounted and super().check_action(action, parameters)

    async def _dispatch_message(self, message: Message) -> None:
        """What comes to a screen after it or the program was closed finds no widgets, which is no fault."""
        try:
            await super()._dispatch_message(message)
        except NoMatches:
            if self in self.app.screen_stack and not self.app._exit:
                raise

    def call_after_refresh(self, callback: Callable[..., Any], *arguments: Any, **named: Any) -> bool:
        """As always; but not when the screen was closed meanwhile and has lost its widgets."""

        def unless_closed() -> object:
            return callback(*arguments, **named) if self in self.app.screen_stack else None

        return super().call_after_refresh(unless_closed)
