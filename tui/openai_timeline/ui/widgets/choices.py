"""A list of rows to choose one from."""

from __future__ import annotations

from collections.abc import Sequence

from textual.binding import Binding
from textual.events import Click
from textual.message import Message

from ..page import Line
from .lines import Lines


class ChoiceList(Lines):
    """Shows rows with a cursor. Posts `Chosen` on Enter and on a click."""

    HELP = "Up and down move, Enter chooses."

    BINDINGS = [Binding("enter", "choose", "Choose")]

    class Chosen(Message):
        """The row under the cursor was chosen."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    class Moved(Message):
        """The cursor is on another row."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: Sequence[Line] = ()
        self._headings: frozenset[int] = frozenset()
        self.cursor = 0

    def show(self, rows: Sequence[Line], cursor: int = 0, headings: frozenset[int] = frozenset()) -> None:
        """Show these rows; the cursor passes over those that are `headings`."""
        self._rows, self._headings = rows, headings
        self.cursor = max(0, min(cursor, len(rows) - 1))
        self.set_height(len(rows))
        self.show_line(self.cursor)

    def line(self, y: int) -> Line:
        """A row."""
        return self._rows[y]

    def ground(self, y: int) -> str:
        """The cursor's row stands out."""
        return "cursor" if y == self.cursor and self._rows else ""

    def action_move(self, step: int) -> None:
        """One row on or back."""
        self._move_to(self.cursor + step)

    def action_page(self, step: int) -> None:
        """A screenful on or back."""
        self._move_to(self.cursor + step * self.page_size)

    def action_first(self) -> None:
        """The first row."""
        self._move_to(0)

    def action_last(self) -> None:
        """The last row."""
        self._move_to(len(self._rows) - 1)

    def _move_to(self, number: int) -> None:
        step = 1 if number > self.cursor else -1
        number = max(0, min(number, len(self._rows) - 1))
        while number in self._headings:
            number += step
        if 0 <= number < len(self._rows):
            self.cursor = number
        self.show_line(self.cursor, context=1)
        self.refresh()
        self.post_message(self.Moved())

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        if self._rows:
            self.post_message(self.Chosen(self.cursor))

    def on_click(self, event: Click) -> None:
        """Choose the row under the mouse."""
        offset = event.get_content_offset(self)
        if offset is not None and 0 <= offset.y + self.scroll_offset.y < len(self._rows):
            self._move_to(offset.y + self.scroll_offset.y)
            self.action_choose()
