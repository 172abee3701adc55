"""Copying a citation, in a format to choose."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from ...files.citation import Cited, bibtex, csl_json, plain
from ...text import DETAIL_LIMIT, clean, inert
from ..page import BLANK, Block, Span
from ..plain import plain_title
from ..widgets.choices import ChoiceList
from ..widgets.pane import PagePane
from .closing import ClosesOnce

FORMATS = ("plain text", "BibTeX", "CSL-JSON")


class CiteScreen(ClosesOnce, ModalScreen[None]):
    """Three formats, below them what will be copied."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "Back"),
        Binding("y", "copy", "Copy"),
    ]

    def __init__(self, cited: list[Cited]) -> None:
        super().__init__(classes="panel-screen")
        self._cited = cited

    def compose(self) -> ComposeResult:
        """The formats and the text."""
        with Vertical(classes="panel"):
            yield ChoiceList(id="formats")
            yield PagePane(id="citation")

    def on_mount(self) -> None:
        """Fill it."""
        panel = self.query_one(".panel")
        panel.border_title = plain_title("Copy a citation")
        panel.border_subtitle = plain_title("enter copies · esc back")
        choices = self.query_one(ChoiceList)
        choices.show([[Span(f" {name}")] for name in FORMATS])
        choices.focus()
        self.call_after_refresh(self._describe)

    def _text(self) -> str:
        chosen = FORMATS[self.query_one(ChoiceList).cursor]
        if chosen == "CSL-JSON":
            return inert(csl_json(self._cited).encode()).decode()
        write, between = (bibtex, "\n\n") if chosen == "BibTeX" else (plain, "\n")
        return clean(between.join(write(one) for one in self._cited), multiline=True, limit=DETAIL_LIMIT)

    @on(ChoiceList.Moved)
    def _describe(self) -> None:
        lines = clean(self._text(), multiline=True, limit=DETAIL_LIMIT).split("\n")
        blocks = [BLANK, *(Block((Span(line.replace("  ", "\u00a0 ")),)) for line in lines)]
        self.query_one("#citation", PagePane).show(lambda width: blocks)

    @on(ChoiceList.Chosen)
    def action_copy(self) -> None:
        """Copy what is shown, and close."""
        self.app.copy_to_clipboard(self._text())
        self.notify("Copied", timeout=3, markup=False)
        self.dismiss()

    def action_close(self) -> None:
        """Back."""
        self.dismiss()
