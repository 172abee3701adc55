"""A pane that shows a page and scrolls it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.events import Click, Resize
from textual.geometry import Region
from textual.strip import Strip

from ..page import Block, Line, Span, highlight, lay_out
from .lines import Lines

Build = Callable[[int], Sequence[Block]]


class PagePane(Lines):
    """Shows the page that `build(width)` gives, laid out anew when the width changes."""

    HELP = "Up, down, space and page keys scroll."

    def __init__(self, *, id: str | None = None, margin: int = 1, measure: int = 0) -> None:
        super().__init__(id=id)
        self._margin = margin
        self._measure = measure  # the widest that text runs, 0 for the whole pane
        self._build: Build = lambda width: ()
        self._subject: object = None
        self._lines: list[Line] = []
        self._anchors: dict[str, int] = {}
        self._laid_out = 0
        self._words: Sequence[str] = ()
        self.centred = False

    def show(self, build: Build, keep_place: bool = False, subject: object = None) -> None:
        """Show another page, from its top; where its `subject`, all that it is made from, is equal, the same page."""
        if subject is None or subject != self._subject:
            self._build, self._subject = build, subject
            self._laid_out = 0
            self._lay_out()
        if not keep_place:
            self.scroll_to(y=0, animate=False, immediate=True)

    def show_anchor(self, anchor: str) -> None:
        """Scroll to an anchor of the page."""
        if anchor in self._anchors:
            self.scroll_to(y=self._anchors[anchor], animate=False, immediate=True)

    def text_width(self) -> int:
        """The cells that text may take."""
        width = self.inner_width - 2 * self._margin
        return max(8, min(width, self._measure or width))

    @property
    def lines(self) -> Sequence[Line]:
        """The lines of the page as laid out."""
        return self._lines

    def mark_words(self, words: Sequence[str]) -> None:
        """Highlight words wherever they stand, accents and case ignored."""
        self._words = words
        self._lay_out(again=True)
        self.refresh()

    def show_marked(self) -> None:
        """Scroll to the first of the words that are marked."""
        number = next((n for n, line in enumerate(self._lines) if any(s.style == "found" for s in line)), None)
        if number is not None:
            self.show_line(number, context=3)

    def on_resize(self, event: Resize) -> None:
        """Lay the page out for the new width."""
        del event
        self._lay_out()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips; laid out now where the size is new, so that the first frame is whole before it is told so."""
        self._lay_out()
        return super().render_lines(crop)

    def line(self, y: int) -> Line:
        """A line of the page."""
        return [Span(" " * self._left), *self._lines[y]]

    @property
    def _left(self) -> int:
        room = self.inner_width - self.text_width()
        return max(self._margin, room // 2) if self.centred else self._margin

    def on_click(self, event: Click) -> None:
        """Report a link that was clicked."""
        offset = event.get_content_offset(self)
        y = offset.y + self.scroll_offset.y if offset else -1
        if offset is not None and 0 <= y < len(self._lines):
            link = self.span_link_at(offset.x, y)
            if link:
                self.post_message(self.LinkChosen(link))

    def _lay_out(self, again: bool = False) -> None:
        width = self.text_width()
        if width == self._laid_out and not again:
            return
        if self.size.width:
            self._laid_out = width
            lines, self._anchors = lay_out(self._build(width), width)
            self._lines = highlight(lines, self._words, "found")
            self.set_height(len(self._lines))
