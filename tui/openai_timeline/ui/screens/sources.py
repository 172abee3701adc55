"""The sources of an event: each with its whole address, to be opened in the browser only when asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from ...files.citation import of_source
from ...index.ask import Index, Resting
from ...model.date_display import display, published
from ...model.timeline import Source
from ...text import TITLE_LIMIT, clean
from ..cards import Tongue, person_name
from ..glyphs import glyph
from ..opener import check_url, open_url, shown_target
from ..page import BLANK, Block, Line, Span
from ..plain import plain_title
from ..widgets.choices import ChoiceList
from ..widgets.pane import PagePane
from .closing import ClosesOnce


class SourcesScreen(ClosesOnce, ModalScreen[None]):
    """A list of sources; below it the one under the cursor, with the address that Enter opens."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "Back"),
        Binding("o", "open", "Open in the browser"),
        Binding("y", "cite", "Copy its citation"),
        *[Binding(str(n), f"pick({n})", f"Source {n}", show=False) for n in range(1, 10)],
    ]

    def __init__(self, index: Index, sources: Sequence[Source], tongue: Tongue, current: str = "") -> None:
        super().__init__(classes="panel-screen")
        self._index, self._tongue = index, tongue
        self._sources = list({source.id: source for source in sources}.values())
        self._current = next((n for n, source in enumerate(self._sources) if source.id == current), 0)

    def compose(self) -> ComposeResult:
        """The list and the details."""
        with Vertical(classes="panel"):
            yield ChoiceList(id="sources")
            yield PagePane(id="source")

    def on_mount(self) -> None:
        """Fill the list."""
        panel = self.query_one(".panel")
        panel.border_title = plain_title("Sources")
        panel.border_subtitle = plain_title("enter opens it · y cites it · esc back")
        self.call_after_refresh(self._show, self._current)

    def _show(self, cursor: int) -> None:
        rows = [self._row(number, source) for number, source in enumerate(self._sources, 1)]
        choices = self.query_one(ChoiceList)
        choices.show(rows, cursor)
        choices.focus()
        self._describe()

    def _row(self, number: int, source: Source) -> Line:
        title = clean(source.title.in_language("en") or source.url or source.id, limit=TITLE_LIMIT)
        publisher = clean(source.publisher, limit=TITLE_LIMIT)
        return [Span(f" [{number}] ", "link" if source.url else "dim"), Span(title), Span(f"  {publisher}", "dim")]

    def on_choice_list_moved(self) -> None:
        """Describe the source under the cursor."""
        self._describe()

    def _describe(self) -> None:
        source = self._sources[self.query_one(ChoiceList).cursor]
        self.query_one("#source", PagePane).show(
            lambda width: [*_described(source), *_resting(self._index.resting_on(source.id), self._tongue)]
        )

    @on(ChoiceList.Chosen)
    def action_open(self) -> None:
        """Open the source in the browser, if its address may be opened."""
        source = self._sources[self.query_one(ChoiceList).cursor]
        if not source.url:
            self.notify("This source has no address in the record", severity="warning", markup=False)
            return
        reason = check_url(source.url) or open_url(source.url)
        if reason:
            self.notify(f"Not opened: {clean(reason)}", severity="error", markup=False)
        else:
            self.notify(f"Opened {clean(shown_target(source.url))}", markup=False)
            self.dismiss()

    def action_cite(self) -> None:
        """Copy the citation of the source under the cursor, in a format to choose."""
        from .cite import CiteScreen

        self.app.push_screen(CiteScreen([of_source(self._sources[self.query_one(ChoiceList).cursor])]))

    def action_pick(self, number: int) -> None:
        """Go to a source by its number."""
        if number <= len(self._sources):
            self._show(number - 1)

    def action_close(self) -> None:
        """Back to the reader."""
        self.dismiss()


def _resting(resting: Resting, tongue: Tongue) -> list[Block]:
    """What rests on a source: events, memos, lives and roles."""
    rows = [(display(e.date, short=True), glyph(e.kind), e.title.in_language(*tongue)) for e in resting.events]
    for memo in resting.memos:
        when = display(memo.date, short=True) if memo.date else ""
        rows.append((when, glyph("statement"), memo.title.in_language(*tongue)))
    rows += [("", glyph("person"), f"{person_name(p, tongue)}: life and roles") for p in resting.people]
    blocks = [BLANK, Block((Span(f"Rests on it: {len(rows)}", "strong"),))]
    for when, mark, title in rows:
        spans = [Span(f"{when.partition(',')[0]}  " if when else "", "dim"), Span(clean(title, limit=TITLE_LIMIT))]
        blocks.append(Block(spans, first=(Span(f"{mark.sign} ", mark.style),), indent=(Span("  "),)))
    return blocks


def _described(source: Source) -> list[Block]:
    when = published(source.published, short=True) if source.published else "no date known"
    kind = source.kind or "source"
    blocks = [
        Block((Span("─" * 12, "rule"),)),
        Block((Span(clean(source.title.in_language("en")), "strong"),)),
        Block((Span(f"{clean(source.publisher)} · {when} · {kind}", "dim"),)),
    ]
    if source.url:
        blocks.append(Block((Span(shown_target(source.url), "link"),)))
        reason = check_url(source.url)
        if reason:
            blocks.append(Block((Span(f"cannot be opened: {clean(reason)}", "bad"),)))
    else:
        blocks.append(Block((Span("no address in the record", "dim"),)))
    return blocks
