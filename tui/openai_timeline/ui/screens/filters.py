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
from ...model.selection import EVERYTHING, Selection
from ...model.typed_dates import parse_typed
from ...model.words import split_words
from ...text import TITLE_LIMIT, clean, fit
from ..cards import Tongue, organisation_name, person_name
from ..glyphs import glyph
from ..page import Line, Span
from ..plain import plain_title
from ..widgets.choices import ChoiceList
from .closing import ClosesOnce

HEADINGS = {
    "kinds": "Kinds",
    "organisations": "Organisations",
    "people": "People",
    "tags": "Tags",
    "with_memo": "Evidence",
    "bookmarked": "Yours",
}
NAMES = {"with_memo": "has a memo", "disputed": "disputed, or less than certain", "bookmarked": "bookmarked"}
TYPED = {"after": "from", "before": "to", "words": "words"}
HINTS = {
    "after": "2023, nov 2023, 2023-11-17 … or nothing for any date",
    "before": "2023, nov 2023, 2023-11-17 … or nothing for any date",
    "words": 'words, "a phrase", begin*, -without … or nothing for any words',
}


class Row(NamedTuple):
    """A row of the panel: a heading (nothing to choose), a field to type, or a facet."""

    heading: str = ""
    typed: str = ""
    facet: Facet | None = None

    @property
    def names(self) -> tuple[str, str]:
        """What it is about, whatever it counts."""
        return (self.facet.field, self.facet.value) if self.facet is not None else (self.heading, self.typed)


class FilterScreen(ClosesOnce, ModalScreen[None]):
    """Changes the selection choice by choice through `select`, so that the screen below shows it at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f,q", "close", "Back"),
        Binding("x", "clear", "Clear all filters"),
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
        self._count()
        self._lay(1)  # at once, so that the next key typed finds it

    def on_resize(self) -> None:
        """The rows are as wide as the list."""
        self.call_after_refresh(lambda: self._lay(self.query_one(ChoiceList).cursor))

    def _count(self) -> None:
        self._rows = [Row(heading="Dates and words"), *(Row(typed=field) for field in TYPED)]
        field = ""
        for facet in facets(self._index, self._selection):
            if facet.field != field and facet.field in HEADINGS:
                self._rows.append(Row(heading=HEADINGS[facet.field]))
            field = facet.field
            self._rows.append(Row(facet=facet))

    def _lay(self, cursor: int) -> None:
        lines = [self._line(row) for row in self._rows]
        headings = frozenset(n for n, row in enumerate(self._rows) if row.heading)
        self.query_one(ChoiceList).show(lines, cursor, headings)

    def _line(self, row: Row) -> Line:
        width = self.query_one(ChoiceList).inner_width - 2
        if row.typed:
            value = self._typed(row.typed)
            said = value or ("any words; enter to type some" if row.typed == "words" else "any date; enter to type one")
            return [Span(f"   {TYPED[row.typed]:<6} ", "dim"), Span(said, "accent" if value else "dim")]
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
        person = self._index.person(facet.value) if facet.field == "people" else None
        if person is not None:
            return person_name(person, self._tongue)
        return NAMES.get(facet.field) or clean(facet.name, limit=TITLE_LIMIT)

    @on(ChoiceList.Chosen)
    def _chosen(self, message: ChoiceList.Chosen) -> None:
        if message.number >= len(self._rows):  # of the rows before the last choice
            return
        row = self._rows[message.number]
        if row.typed:
            self._ask(row.typed)
        elif row.facet is not None:
            self._apply(_toggled(self._selection, row.facet))

    def _apply(self, selection: Selection) -> None:
        """Show what is left, with the cursor on the same choice, wherever that stands now."""
        cursor = self.query_one(ChoiceList).cursor
        before = self._rows[cursor].names
        self._selection = selection
        self._select(selection)
        self._count()
        self._lay(next((n for n, row in enumerate(self._rows) if row.names == before), cursor))

    def _typed(self, field: str) -> str:
        """What was typed for a field, clean."""
        if field == "words":
            return clean(" ".join(self._selection.words))
        date: Date | None = getattr(self._selection, field)
        return display(date) if date is not None else ""

    def _ask(self, field: str) -> None:
        from .prompt import PromptScreen

        if field == "words" and not self._index.is_searchable:
            self.notify("The words are still being indexed", timeout=3, markup=False)
            return
        zone = self._index.head.zone

        def answered(typed: str | None) -> None:
            if typed is None:
                return
            value: object = split_words(typed)
            if field != "words":
                value = parse_typed(typed, zone=zone) if typed.strip() else None
            chosen = msgspec.structs.replace(self._selection, **{field: value})
            self._apply(chosen)

        def wrong(typed: str) -> str:
            return "" if field == "words" else wrong_date(typed, zone, empty=True)

        now = getattr(self._selection, field)
        value = self._typed(field) if field == "words" else clean(now.text) if now else ""
        title = "Events with these words" if field == "words" else f"Events {TYPED[field]}"
        self.app.push_screen(PromptScreen(title, HINTS[field], wrong, value), answered)

    def action_clear(self) -> None:
        """Take everything away."""
        self._apply(EVERYTHING)

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
