"""Lines of one row: the title, the filter line and the footer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.events import Click
from textual.message import Message

from ...text import cut
from ..page import Line, Span, width_of
from .lines import Lines

LEAST = 6  # cells that are worth showing of a span that is cut


class Bar(Lines, can_focus=False):
    """A row of spans, `right` at the right edge. The first of `right` gives way first, then the last of `left`."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._left: Line = []
        self._right: Line = []

    def on_mount(self) -> None:
        """One line, always."""
        self.set_height(1)

    def show(self, left: Sequence[Span], right: Sequence[Span] = ()) -> None:
        """Show these spans."""
        self._left, self._right = list(left), list(right)
        self.refresh()

    def line(self, y: int) -> Line:
        """The row."""
        left, right = list(self._left), list(self._right)
        while len(right) > 1 and width_of(left) + 2 + width_of(right) > self.inner_width:
            right.pop(0)
        room = self.inner_width - (width_of(right) + 1 if right else 0)
        while left and width_of(left) > room:
            last = left.pop()
            rest = room - width_of(left)
            if rest >= LEAST and last.text.strip():
                left.append(last._replace(text=cut(last.text, rest)))
        gap = self.inner_width - width_of(left) - width_of(right)
        return [*left, Span(" " * gap), *right]

    def on_click(self, event: Click) -> None:
        """Report a link that was clicked."""
        link = self.span_link_at(event.x, 0)
        if link:
            self.post_message(self.LinkChosen(link))


class Key(NamedTuple):
    """A key of the footer: what is pressed, what it does, and the action that a click runs."""

    key: str
    label: str
    action: str


class KeyBar(Bar):
    """The footer: the keys that matter here, the most used first; what does not fit is left out."""

    class Pressed(Message):
        """A key of the footer was clicked."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keys: Sequence[Key] = ()
        self._note: Sequence[Span] = ()

    def show_keys(self, keys: Sequence[Key], note: Sequence[Span] = ()) -> None:
        """Show these keys, and a note at the right."""
        self._keys, self._note = keys, note
        self.refresh()

    def line(self, y: int) -> Line:
        """As many keys as fit whole, always with the last one (quit, or back)."""
        if not self._keys:
            return []
        last = _spans(self._keys[-1])
        room = self.inner_width - width_of(last) - width_of(self._note) - 1
        line: Line = [Span(" ")]
        for key in self._keys[:-1]:
            spans = _spans(key)
            if width_of(line) + width_of(spans) > room:
                break
            line += spans
        line += last
        gap = self.inner_width - width_of(line) - width_of(self._note)
        return [*line, Span(" " * gap), *self._note] if gap > 0 else line

    def on_click(self, event: Click) -> None:
        """Do what the key would do."""
        link = self.span_link_at(event.x, 0)
        if link:
            self.post_message(self.Pressed(link))


def _spans(key: Key) -> list[Span]:
    return [Span(key.key, "accent", key.action), Span(f" {key.label}", "dim", key.action), Span("  ")]
