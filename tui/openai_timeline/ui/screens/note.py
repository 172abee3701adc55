"""Writing a note: a small editor for Markdown."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import TextArea

from ...notes import Note
from ..page import Span
from ..plain import plain_title
from ..widgets.bar import Bar
from .closing import ClosesOnce


class NoteScreen(ClosesOnce, ModalScreen[None]):
    """Edits the text of a note and hands it to `keep`, which gives back why it could not be kept, or ''.

    What cannot be kept stays on the screen.
    """

    AUTO_FOCUS = "TextArea"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "keep", "Keep the note", priority=True),
        Binding("ctrl+g", "drop", "Drop what was changed", priority=True),
    ]

    def __init__(self, note: Note, keep: Callable[[str], str]) -> None:
        super().__init__(classes="panel-screen")
        self._note, self._keep = note, keep

    def compose(self) -> ComposeResult:
        """The text, and a line for what went wrong."""
        with Vertical(classes="panel"):
            yield TextArea(self._note.text, soft_wrap=True, tab_behavior="focus")
            yield Bar(id="said")

    def on_mount(self) -> None:
        """Say whose note it is and how to leave."""
        panel = self.query_one(".panel")
        panel.border_title = plain_title(f"Note on {self._note.title or self._note.item}")
        panel.border_subtitle = plain_title("esc keeps it · ctrl+g drops the change")
        text = self.query_one(TextArea)
        text.move_cursor(text.document.end)

    def action_keep(self) -> None:
        """Keep the text and close; an empty one takes the note away."""
        wrong = self._keep(self.query_one(TextArea).text)
        if wrong:
            self.query_one("#said", Bar).show([Span(f" {wrong}", "bad")])
        else:
            self.dismiss()

    def action_drop(self) -> None:
        """Close without keeping."""
        self.dismiss()
