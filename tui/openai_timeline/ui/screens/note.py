"""Writing a note: a small editor for Markdown."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.css.query import NoMatches
from textual.screen import ModalScreen
from textual.widgets import TextArea

from ...notes import Note
from ..page import Span
from ..plain import plain_title
from ..widgets.bar import Bar
from .closing import ClosesOnce


class NoteScreen(ClosesOnce, ModalScreen[None]):
    """Edits the text of a note and hands it to `keep`, which gives back why it could not be kept, or ''.

    What cannot be kept stays on the screen. What is there when the program is ended from outside is kept, too.
    """

    AUTO_FOCUS = "TextArea"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "keep", "Keep the note", priority=True),
        Binding("ctrl+g", "drop", "Drop what was changed", priority=True),
    ]

    def __init__(self, note: Note, keep: Callable[[str], str]) -> None:
        super().__init__(classes="panel-screen")
        self._note, self._keep = note, keep
        self._text, self._done = note.text, False

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

    def on_text_area_changed(self, message: TextArea.Changed) -> None:
        """Know the text when the editor itself is gone."""
        self._text = message.text_area.text

    def on_unmount(self) -> None:
        """The program ends; the list below has no place any more in which to show the note."""
        if not self._done and self._text != self._note.text:
            with suppress(NoMatches):
                self._keep(self._text)

    def action_keep(self) -> None:
        """Keep the text and close; an empty one takes the note away."""
        wrong = self._keep(self.query_one(TextArea).text)
        if wrong:
            self.query_one("#said", Bar).show([Span(f" {wrong}", "bad")])
        else:
            self._done = True
            self.dismiss()

    def action_drop(self) -> None:
        """Close without keeping."""
        self._done = True
        self.dismiss()
