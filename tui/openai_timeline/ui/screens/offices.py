"""Who was in office at a moment: each office, its holders, since when, who came before and after."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from ...index.ask import Index
from ...model.dates import Date
from ..cards import Tongue
from ..office_page import OfficePages
from ..plain import plain_title
from ..widgets.lines import Lines
from ..widgets.pane import PagePane
from .closing import ClosesOnce


class OfficesScreen(ClosesOnce, ModalScreen[None]):
    """A page of all offices that somebody held at the moment; another date can be typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,w", "close", "Back"),
        Binding("d", "date", "Another date"),
    ]

    def __init__(self, index: Index, moment: Date, tongue: Tongue, organisation: str | None = None) -> None:
        super().__init__(classes="panel-screen")
        self._index, self._moment, self._tongue = index, moment, tongue
        self._pages = OfficePages(index, tongue, organisation)

    def compose(self) -> ComposeResult:
        """One page."""
        with Vertical(classes="panel"):
            yield PagePane(id="offices")

    def on_mount(self) -> None:
        """Fill it."""
        panel = self.query_one(".panel")
        panel.border_title = plain_title("Who was in office")
        panel.border_subtitle = plain_title("d another date · space goes on · esc back")
        self._show()
        self.query_one("#offices").focus()

    def _show(self) -> None:
        moment = self._moment
        self.query_one("#offices", PagePane).show(lambda width: self._pages.whole(moment))

    def on_lines_link_chosen(self, message: Lines.LinkChosen) -> None:
        """Look at the source that was clicked."""
        from .sources import SourcesScreen

        source = message.link.partition(":")[2]
        self.app.push_screen(SourcesScreen(self._index, self._index.sources([source]), self._tongue, source))

    def action_date(self) -> None:
        """Ask about another date."""
        from .ask import ask_date

        def typed(date: Date) -> None:
            self._moment = date
            self._show()

        ask_date(self.app, "Who was in office on", self._index.head.zone, typed)

    def action_close(self) -> None:
        """Back."""
        self.dismiss()
