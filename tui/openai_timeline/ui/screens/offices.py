"""Who was in office at a moment: each office, its holders, since when, who came before and after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from ...index.ask import Index
from ...index.tenures import Holder, OfficeAt, Roll
from ...model.date_display import display
from ...model.dates import Date
from ...model.office_words import Name, at_moment, in_a_row, stretch
from ...text import TITLE_LIMIT, clean
from ..cards import Tongue, person_name
from ..page import BLANK, Block, Span
from ..plain import plain_title
from ..widgets.pane import PagePane


class OfficesScreen(ModalScreen[None]):
    """A page of all offices that somebody held at the moment."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,w", "close", "Back")]

    def __init__(self, index: Index, moment: Date, tongue: Tongue) -> None:
        super().__init__(classes="panel-screen")
        self._index, self._moment, self._tongue = index, moment, tongue

    def compose(self) -> ComposeResult:
        """One page."""
        with Vertical(classes="panel"):
            yield PagePane(id="offices")

    def on_mount(self) -> None:
        """Fill it."""
        panel = self.query_one(".panel")
        panel.border_title = plain_title("Who was in office")
        panel.border_subtitle = plain_title("space goes on · esc back")
        pane = self.query_one("#offices", PagePane)
        pane.show(lambda width: offices_page(self._index, self._moment, self._tongue))
        pane.focus()

    def action_close(self) -> None:
        """Back."""
        self.dismiss()


def offices_page(index: Index, moment: Date, tongue: Tongue) -> list[Block]:
    """A heading, then office by office."""
    roll = Roll(index)
    date = display(moment, index.head.zone, weekday=True)
    blocks = [Block((Span(f"In office on {date}", "strong"),))]
    found = [at for at in roll.at(moment) if at.holders]
    for at in found:
        blocks += [BLANK, *_office_blocks(at, roll, index, moment, tongue)]
    if not found:
        blocks += [BLANK, Block((Span("No office of this timeline was held then, as far as it says.", "dim"),))]
    return blocks


def _office_blocks(at: OfficeAt, roll: Roll, index: Index, moment: Date, tongue: Tongue) -> Iterator[Block]:
    title = clean(at.office.title.in_language(*tongue) or at.office.id, limit=TITLE_LIMIT)

    def name(person_id: str) -> str:
        return person_name(roll.people[person_id], tongue)

    parts = [at_moment(name(h.tenure.person), h.tenure.role, h.held, moment) for h in at.holders]
    yield Block((Span(title, "accent"),))
    yield Block((Span(in_a_row(parts, at.office.many), "strong"),), indent=(Span("  "),))
    if at.office.many:
        return
    for holder in at.holders:
        yield Block((Span(_detail(holder, name(holder.tenure.person), name, index), "dim"),), indent=(Span("  "),))


def _detail(holder: Holder, who: str, name: Name, index: Index) -> str:
    said = [f"{who}: {stretch(holder.tenure.role, index.head.zone, index.head.updated)}"]
    if holder.before is not None:
        said.append(f"before: {name(holder.before.person)}")
    if holder.after is not None:
        said.append(f"after: {name(holder.after.person)}")
    return " · ".join(said)
