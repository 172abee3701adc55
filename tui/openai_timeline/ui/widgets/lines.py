"""The base of our widgets: lines of cells of which only those in view are drawn."""

from __future__ import annotations

from typing import ClassVar, Self

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.dom import DOMNode
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ..page import Line

STYLES = (
    "text", "dim", "strong", "em", "code", "accent", "link", "memo", "good", "change", "bad", "bar", "bar-dim",
    "memo-strong", "title", "rule", "mark", "mark-strong", "found", "cursor", "cursor-blurred",
    "band", "band-other",
)  # fmt: skip


class Lines(ScrollView, can_focus=True):
    """Draws `line(y)` for the lines in view; styles are named, and defined in app.tcss as `lines--NAME`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown,space", "page(1)", "Page down", show=False),
        Binding("home,g", "first", "First", show=False),
        Binding("end,G", "last", "Last", show=False),
    ]

    class LinkChosen(Message):
        """A span with a link was clicked."""

        def __init__(self, link: str) -> None:
            super().__init__()
            self.link = link

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._styles: dict[str, Style] = {}
        self._drawn_width = 0  # while lines are drawn, what they all have; else 0
        self._border_alone = False

    # -- for subclasses

    def line(self, y: int) -> Line:
        """The content of line `y`, not wider than `self.inner_width`."""
        raise NotImplementedError

    def ground(self, y: int) -> str:
        """The name of the style whose ground line `y` stands on, or '' for the widget's own."""
        del y
        return ""

    @property
    def inner_width(self) -> int:
        """The cells that a line has."""
        return self._drawn_width or max(1, self.scrollable_content_region.width)

    def set_height(self, lines: int) -> None:
        """Say how many lines there are now."""
        self.virtual_size = Size(0, lines)
        self.refresh()

    # -- drawing

    def set_titles(self, title: Content, subtitle: Content) -> None:
        """Set the words in the border; nothing else is drawn anew."""
        self._border_alone = True
        self.border_title, self.border_subtitle = title, subtitle
        if not subtitle.plain.strip():
            self.border_subtitle = ""  # a blank would leave a gap in the border
        self._border_alone = False

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw anew: the regions given, else everything, or the border alone where only its words are new."""
        if self._border_alone and not regions:
            width, height = self.outer_size
            regions = (Region(-1, -1, width, 1), Region(-1, height - 2, width, 1))
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips of a part of the widget; their width is worked out once for all."""
        self._drawn_width = self.inner_width
        try:
            return super().render_lines(crop)
        finally:
            self._drawn_width = 0

    def render_line(self, y: int) -> Strip:
        """The strip at row `y` of the widget."""
        width = self.inner_width
        y += self.scroll_offset.y
        if y >= self.virtual_size.height:
            return Strip.blank(width, self.style_of(""))
        ground = self.ground(y)
        segments = [Segment(span.text, self.style_of(span.style, ground)) for span in self.line(y) if span.text]
        return Strip(segments).adjust_cell_length(width, self.style_of("", ground))

    def style_of(self, name: str, ground: str = "") -> Style:
        """The Rich style of a name on a ground."""
        key = f"{name}/{ground}"
        style = self._styles.get(key)
        if style is None:
            known = name if name in STYLES else "text"
            style = self._styled(known)
            if ground:
                below = self._styled(ground)
                style += Style(bgcolor=below.bgcolor, bold=below.bold or style.bold)
                if known == "text":
                    style += Style(color=below.color)
            self._styles[key] = style
        return style

    def _styled(self, name: str) -> Style:
        """What the style sheet says of `lines--NAME`, asked when it is first drawn.

        Declared as component classes, all the names would be worked out for every widget, and more than once, before
        the first frame: that took a tenth of the start.
        """
        node = DOMNode(classes=f"lines--{name}")
        node._attach(self)
        self.app.stylesheet.apply(node)
        return node.rich_style

    def notify_style_update(self) -> None:
        """Forget the styles of the theme before."""
        super().notify_style_update()
        self._styles.clear()

    def show_line(self, y: int, context: int = 0) -> None:
        """Scroll as little as needed to have line `y` in view, with some lines around it."""
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        context = min(context, max(0, (height - 1) // 2))
        if y - context < top:
            self.scroll_to(y=y - context, animate=False, immediate=True)
        elif y + context >= top + height:
            self.scroll_to(y=y + context - height + 1, animate=False, immediate=True)

    # -- moving: a page scrolls, a list moves its cursor

    def action_move(self, step: int) -> None:
        """One line on or back."""
        self.scroll_relative(y=step, animate=False, immediate=True)

    def action_page(self, step: int) -> None:
        """One screenful on or back, one line kept."""
        self.scroll_relative(y=step * self.page_size, animate=False, immediate=True)

    def action_first(self) -> None:
        """To the top."""
        self.scroll_to(y=0, animate=False, immediate=True)

    def action_last(self) -> None:
        """To the end."""
        self.scroll_to(y=self.max_scroll_y, animate=False, immediate=True)

    @property
    def page_size(self) -> int:
        """How far a page goes."""
        return max(1, self.scrollable_content_region.height - 1)

    def span_link_at(self, x: int, y: int) -> str:
        """The link under cell `x` of line `y`, if any."""
        from ..page import width_of

        end = 0
        for span in self.line(y):
            end += width_of((span,))
            if x < end:
                return span.link
        return ""
