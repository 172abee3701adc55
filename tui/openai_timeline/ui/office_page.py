"""Who was in office at a moment, as pages: the whole answer, and a line an office."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..index.ask import Index
from ..index.tenures import Holder, OfficeAt, Roll
from ..model.date_display import display, published
from ..model.dates import Date
from ..model.office_words import Name, holders_at, stretch
from ..text import SUMMARY_LIMIT, TITLE_LIMIT, clean, fit
from .cards import Tongue, person_name
from .page import BLANK, Block, Span

LABEL_CELLS = 26
NARROW = 60
NOBODY = "No office of this timeline was held then, as far as it says."


class OfficePages:
    """Pages of the offices of a timeline, or of one organisation; the roll is read once."""

    def __init__(self, index: Index, tongue: Tongue, organisation: str | None = None) -> None:
        self._index, self._tongue = index, tongue
        self._roll = Roll(index, organisation)

    def whole(self, moment: Date) -> list[Block]:
        """A heading, then office by office: holders, since when, for how long, who came before and after, sources."""
        blocks = [self._heading(moment)]
        found = self._found(moment)
        for at in found:
            blocks += [BLANK, *self._office(at, moment)]
        return blocks if found else [*blocks, BLANK, Block((Span(NOBODY, "dim"),))]

    def short(self, moment: Date, width: int) -> list[Block]:
        """A heading and a line an office."""
        blocks = [self._heading(moment)]
        found = self._found(moment)
        for at in found:
            holders = Span(self._holders(at, moment), "text")
            if width < NARROW:
                label = Span(f"{self._title(at)}: ", "dim")
                blocks.append(Block((label, holders), first=(Span(""),), indent=(Span("  "),)))
            else:
                label = Span(fit(self._title(at), LABEL_CELLS - 2) + "  ", "dim")
                blocks.append(Block((holders,), first=(label,), indent=(Span(" " * LABEL_CELLS),)))
        return blocks if found else [*blocks, Block((Span(NOBODY, "dim"),))]

    def _heading(self, moment: Date) -> Block:
        date = display(moment, self._index.head.zone, weekday=True)
        return Block((Span(f"In office on {date}", "strong"),))

    def _found(self, moment: Date) -> list[OfficeAt]:
        return [at for at in self._roll.at(moment) if at.holders]

    def _title(self, at: OfficeAt) -> str:
        return clean(at.office.title.in_language(*self._tongue) or at.office.id, limit=TITLE_LIMIT)

    def _name(self, person_id: str) -> str:
        return person_name(self._roll.people[person_id], self._tongue)

    def _holders(self, at: OfficeAt, moment: Date) -> str:
        holders = [(self._name(holder.tenure.person), holder.tenure.role, holder.held) for holder in at.holders]
        return holders_at(holders, moment, at.office.many)

    def _office(self, at: OfficeAt, moment: Date) -> Iterator[Block]:
        indent = (Span("  "),)
        yield Block((Span(self._title(at), "accent"),))
        yield Block((Span(self._holders(at, moment), "strong"),), indent=indent)
        for holder in at.holders:
            yield Block((Span(self._detail(holder, self._name, at.office.many), "dim"),), indent=indent)
            disputed = clean(holder.tenure.role.disputed.in_language(*self._tongue), limit=SUMMARY_LIMIT)
            if disputed:
                yield Block((Span(disputed, "dim"),), first=(Span("  ≠ ", "change"),), indent=(Span("    "),))
            links = list(self._sources(holder.tenure.role.sources))
            if links:
                yield Block([Span("Sources: ", "dim"), *links], indent=(Span("    "),))

    def _detail(self, holder: Holder, name: Name, many: bool) -> str:
        role = holder.tenure.role
        said = [f"{name(holder.tenure.person)}: {stretch(role, self._index.head.zone, self._index.head.updated)}"]
        if holder.before is not None and not many:
            said.append(f"before: {name(holder.before.person)}")
        if holder.after is not None and not many:
            said.append(f"after: {name(holder.after.person)}")
        return " · ".join(said)

    def _sources(self, ids: Sequence[str]) -> Iterator[Span]:
        for number, source in enumerate(self._index.sources(ids)):
            when = f", {published(source.published, short=True)}" if source.published else ""
            yield Span("; " if number else "", "dim")
            name = clean(f"{source.publisher or source.id}{when}", limit=TITLE_LIMIT)
            yield Span(name, "link", f"source:{source.id}")
