"""Help, made from the bindings that are in force."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.dom import DOMNode
from textual.screen import ModalScreen

from ..glyphs import KINDS, MARKS
from ..page import BLANK, Block, Span
from ..plain import plain_title
from ..widgets.events import EventList
from ..widgets.lines import Lines
from ..widgets.pane import PagePane
from .closing import ClosesOnce

KEY_CELLS = 14
NAMES = {
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "right_curly_bracket": "}",
    "left_curly_bracket": "{",
    "full_stop": ".",
    "comma": ",",
    "question_mark": "?",
    "exclamation_mark": "!",
    "ampersand": "&",
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
    "underscore": "_",
    "slash": "/",
    "escape": "esc",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "f1": "F1",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
}


class HelpScreen(ClosesOnce, ModalScreen[None]):
    """The keys of a screen and of its panes, and what the glyphs mean."""

    BINDINGS = [Binding("escape,q,question_mark,f1", "close", "Back")]

    def __init__(self, screen: DOMNode) -> None:
        super().__init__(classes="panel-screen")
        self._of = screen

    def compose(self) -> ComposeResult:
        """One page."""
        with Vertical(classes="panel"):
            yield PagePane(id="help")

    def on_mount(self) -> None:
        """Fill it."""
        self.query_one(".panel").border_title = plain_title("Help")
        self.query_one(".panel").border_subtitle = plain_title("space goes on · esc back")
        pane = self.query_one("#help", PagePane)
        pane.show(lambda width: list(help_blocks(self._of)))
        pane.focus()

    def action_close(self) -> None:
        """Back."""
        self.dismiss()


def help_blocks(screen: DOMNode) -> Iterator[Block]:
    """Keys of the screen, keys in a list or a page, the palette, the glyphs."""
    yield Block((Span("Keys", "strong"),))
    yield from _rows(screen)
    yield BLANK
    yield Block((Span("In a list or a page", "strong"),))
    yield from _rows(Lines)
    words = getattr(screen, "LIST_HELP", EventList.HELP)
    yield Block((Span(words, "dim"),), first=_key("mouse"), indent=_key(""))
    yield _row("ctrl+p", "Palette: go to a person, a year or an event; change the theme")
    yield BLANK
    yield Block((Span("Glyphs", "strong"),))
    signs = [*((glyph.sign, glyph.style, kind) for kind, glyph in KINDS.items()), *MARKS]
    for sign, style, words in getattr(screen, "SIGNS", signs):
        yield Block((Span(words, "text"),), first=(Span(f"   {sign}  ", style),))


def _rows(owner: DOMNode | type[DOMNode]) -> Iterator[Block]:
    for binding in owner.BINDINGS:
        if isinstance(binding, Binding):
            keys = " ".join(NAMES.get(key, key) for key in binding.key.split(","))
            yield _row(keys, binding.description)


def _row(keys: str, description: str) -> Block:
    return Block((Span(description, "text"),), first=_key(keys), indent=_key(""))


def _key(keys: str) -> tuple[Span, ...]:
    return (Span(f" {keys:<{KEY_CELLS}} ", "accent"),)
