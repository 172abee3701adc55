"""The panel of filters: every choice with how many events it would leave."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, NamedTuple

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from ...index.ask import Index
from ...index.facets import Facet, facets
from ...model.date_display import display
from ...model.dates import Date, DateError
from ...model.selection import Selection
from ...model.typed_dates import parse_typed
from ...text import TITLE_LIMIT, clean, fit
from ..cards import Tongue, organisation_name
from ..glyphs import glyph
from ..page import Line, Span
from ..plain import plain_title
from ..widgets.choices import ChoiceList
from .closing import ClosesOnce

HEADINGS = {
    "kinds": "Kinds",
    "organisations": "Organisations",
    "tags": "Tags",
    "with_memo": "Evidence",
    "bookmarked": "Yours",
}
NAMES = {"with_memo": "has a memo", "disputed": "disputed, or less than certain", "bookmarked": "bookmarked"}
DATES = {"after": "from", "before": "to"}


class Row(NamedTuple):
    """A row of the panel: a heading (nothing to choose), a date to type, or a facet."""

    heading: str = ""
    date: str = ""
    facet: Facet | None = None


class FilterScreen(ClosesOnce, ModalScreen[None]):
    """Changes the selection choice by choice through `select`, so that the screen below shows it at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f,q", "close", "Back"),
        Binding("x", "clear", "Clear these filters"),
    ]

    def __init__(self, index: Index, selection: Selection, tongue: Tongue, select: Callable[[Selection], None]) -> None:
        super().__init__(classes="panel-screen")
        self._index, self._selection, self._tongue, self._select = index, selection, tongue, select
        self._rows: list[Row] = []

    def compose(self) -> ComposeResult:
        """One list."""
        with Vertical(classes="panel"):
            yield ChoiceList(id="filters")

    def on_mount(self) -> None:
        """Fill it."""
        panel = self.query_one(".panel")
        panel.border_title = plain_title("Filters")
        panel.border_subtitle = plain_title("enter chooses · x clears · esc back")
        self.query_one(ChoiceList).focus()
        self._show(1)  # at once, so that the next key typed finds it

    def on_resize(self) -> None:
        """The rows are as wide as the list."""
        self.call_after_refresh(lambda: self._lay(self.query_one(ChoiceList).cursor))

    def _show(self, cursor: int) -> None:
        self._rows = [Row(heading="Dates"), Row(date="after"), Row(date="before")]
        field = ""
        for facet in facets(self._index, self._selection):
            if facet.field != field and facet.field in HEADINGS:
                self._rows.append(Row(heading=HEADINGS[facet.field]))
            field = facet.field
            self._rows.append(Row(facet=facet))
        self._lay(cursor)

    def _lay(self, cursor: int) -> None:
        lines = [self._line(row) for row in self._rows]
        headings = frozenset(n for n, row in enumerate(self._rows) if row.heading)
        self.query_one(ChoiceList).show(lines, cursor, headings)

    def _line(self, row: Row) -> Line:
        width = self.query_one(ChoiceList).inner_width - 2
        if row.date:
            date: Date | None = getattr(self._selection, row.date)
            said = display(date) if date else "any date; enter to type one"
            return [Span(f"   {DATES[row.date]:<5} ", "dim"), Span(said, "accent" if date else "dim")]
        facet = row.facet
        if facet is None:
            return [Span(f" {row.heading}", "strong")]
        mark = "● " if facet.chosen else "  "
        count = f"{facet.events:,}"
        sign = glyph(facet.value)
        lead = [Span(f"{sign.sign} ", sign.style)] if facet.field == "kinds" else []
        room = width - 3 - len(count) - 2 * len(lead)
        style = "text" if facet.events else "dim"
        return [Span(f" {mark}", "accent"), *lead, Span(fit(self._called(facet), room), style), Span(count, "dim")]

    def _called(self, facet: Facet) -> str:
        if facet.field == "organisations":
            return organisation_name(self._index, facet.value, self._tongue)
        return NAMES.get(facet.field) or clean(facet.name, limit=TITLE_LIMIT)

    @on(ChoiceList.Chosen)
    def _chosen(self, message: ChoiceList.Chosen) -> None:
        if message.number >= len(self._rows):  # of the rows before the last choice
            return
        row = self._rows[message.number]
        if row.date:
            self._ask_date(row.date)
        elif row.facet is not None:
            self._apply(_toggled(self._selection, row.facet), message.number)

    def _apply(self, selection: Selection, cursor: int) -> None:
        self._selection = selection
        self._select(selection)
        self._show(cursor)

    def _ask_date(self, field: str) -> None:
        from .prompt import PromptScreen

        zone = self._index.head.zone

        def answered(typed: str | None) -> None:
            if typed is not None:
                date = parse_typed(typed, zone=zone) if typed.strip() else None
                self._apply(msgspec.structs.replace(self._selection, **{field: date}), 1 if field == "after" else 2)

        date: Date | None = getattr(self._selection, field)
        hint = "2023, nov 2023, 2023-11-17 … or nothing for any date"
        value = clean(date.text) if date else ""
        prompt = PromptScreen(f"Events {DATES[field]}", hint, lambda typed: wrong_date(typed, zone, empty=True), value)
        self.app.push_screen(prompt, answered)

    def action_clear(self) -> None:
        """Take away what this panel can choose; the people stay."""
        kept = Selection(people=self._selection.people, all_people=self._selection.all_people)
        self._apply(kept, self.query_one(ChoiceList).cursor)

    def action_close(self) -> None:
        """Back."""
        self.dismiss()


def _toggled(selection: Selection, facet: Facet) -> Selection:
    """The selection with a choice added, or taken back."""
    if facet.field in NAMES:
        return msgspec.structs.replace(selection, **{facet.field: not getattr(selection, facet.field)})
    chosen = getattr(selection, facet.field)
    kept = tuple(value for value in chosen if value != facet.value)
    changed = kept if len(kept) < len(chosen) else (*chosen, facet.value)
    return msgspec.structs.replace(selection, **{facet.field: changed})


def wrong_date(typed: str, zone: str, *, empty: bool = False) -> str:
    """What is wrong with a typed date, or ''."""
    if empty and not typed.strip():
        return ""
    try:
        parse_typed(typed, zone=zone)
    except DateError as error:
        return clean(str(error))
    return ""
