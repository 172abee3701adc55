"""The list of bookmarks and notes of this timeline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from ...model.folding import fold
from ...notes import Note
from ...text import TITLE_LIMIT, clean
from ..glyphs import BOOKMARK, MEMO
from ..page import Line, Span
from ..plain import plain_title
from ..widgets.choices import ChoiceList
from .closing import ClosesOnce

SIGNS = {"event": "·", "memo": MEMO, "person": "@"}


class NotedScreen(ClosesOnce, ModalScreen[Note]):
    """Gives back the note that was chosen, to go to what it is on."""

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Go there", priority=True),
        Binding("up", "move(-1)", "Up", show=False, priority=True),
        Binding("down", "move(1)", "Down", show=False, priority=True),
        Binding("escape", "close", "Back", priority=True),
    ]

    def __init__(self, notes: Sequence[Note]) -> None:
        super().__init__(classes="panel-screen")
        self._notes = notes
        self._found: list[Note] = []

    def compose(self) -> ComposeResult:
        """A line to type in, and what is found."""
        with Vertical(classes="panel"):
            yield Input(placeholder="words of a title or a note", select_on_focus=False)
            yield ChoiceList(id="noted")

    def on_mount(self) -> None:
        """Everything, at first."""
        panel = self.query_one(".panel")
        panel.border_title = plain_title(f"Bookmarks and notes · {len(self._notes)}")
        panel.border_subtitle = plain_title("enter goes there · esc back")
        self._find("")

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        self._find(message.value)

    def _find(self, typed: str) -> None:
        words = fold(typed).split()
        self._found = [note for note in self._notes if _has(note, words)]
        nothing: list[Line] = [[Span("   b marks what is under the cursor, a writes a note on it", "dim")]]
        self.query_one(ChoiceList).show([_row(note) for note in self._found] or nothing)

    def action_move(self, step: int) -> None:
        """To the next or the last."""
        self.query_one(ChoiceList).action_move(step)

    @on(ChoiceList.Chosen)
    def action_choose(self) -> None:
        """Go to what the note is on."""
        cursor = self.query_one(ChoiceList).cursor
        if cursor < len(self._found):
            self.dismiss(self._found[cursor])

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)


def _has(note: Note, words: Sequence[str]) -> bool:
    text = fold(f"{note.title}\n{note.text}")
    return all(word in text for word in words)


def _row(note: Note) -> Line:
    """Marked or not, on what, its title, and the first line of the note."""
    title = clean(note.title or note.item, limit=TITLE_LIMIT)
    first = clean(note.text.strip().partition("\n")[0])
    mark = BOOKMARK if note.marked else " "
    return [Span(f" {mark} {SIGNS[note.kind]} ", "accent"), Span(title), Span(f"  {first}", "dim")]
