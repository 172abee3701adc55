"""The person pane as a page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from ..model.date_display import display, year_name
from ..model.dates import Date, Precision
from ..model.durations import short_duration
from ..model.offices import Held
from ..text import fit
from . import markdown
from .cards import CareerRow, PersonCard
from .event_page import source_block
from .glyphs import superscript
from .page import BLANK, Block, Line, Span, width_of, wrap

SPAN_CELLS = 13
LABEL_CELLS = 16
NARROW = 46


def person_page(card: PersonCard, width: int) -> list[Block]:
    """Who this is: names, birth, counts; the career; what was held at the moment; with whom most often."""
    others = "  ".join(card.other_names[:4])
    blocks = [Block((Span(card.name, "strong"), Span(f"  {others}", "dim")))]
    blocks.append(Block((Span(" · ".join(_facts(card)), "dim"),)))
    blocks += [BLANK, *_now(card, width)] if card.career or card.companions else []
    if card.career:
        blocks.append(BLANK)
        organisations = ["", *(row.organisation for row in card.career)]
        lengths = [_length(row, card.as_of) for row in card.career]
        length_cells = max(6, *map(len, lengths))
        for row, length, before in zip(card.career, lengths, organisations, strict=False):
            blocks += _career_blocks(row, length.rjust(length_cells), width, said=row.organisation == before)
    if card.text:
        blocks += [BLANK, *markdown.blocks(card.text, style="text")]
    for row in card.career:
        if row.disputed:
            said = f"{row.title or row.organisation}: {row.disputed}"
            blocks += [BLANK, Block((Span(said, "text"),), first=(Span("≠ ", "change"),), indent=(Span("  "),))]
    if card.sources:
        blocks += [BLANK, Block((Span("Sources", "dim"),), anchor="sources")]
        blocks += [source_block(source, number) for number, source in enumerate(card.sources, 1)]
    return blocks


def _facts(card: PersonCard) -> Iterator[str]:
    if card.born or card.birthplace:
        born = f"born {display(card.born)}" if card.born else "born"
        yield f"{born} in {card.birthplace}" if card.birthplace else born
    if card.died:
        yield f"died {display(card.died)}"
    yield _count(card.events, "event")
    if card.memos:
        yield _count(card.memos, "memo")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _career_blocks(row: CareerRow, lasted: str, width: int, said: bool) -> Iterator[Block]:
    """One row of the career column, over as many lines as its names need; an organisation is `said` once."""
    here = row.held is not Held.NO
    rail = Span("┃ " if here else "│ ", "accent" if row.held is Held.YES else "dim")
    style = "text" if here else "dim"
    when = Span(f"{fit(_span(row), SPAN_CELLS)} ", style)
    length = Span(lasted, "dim")
    name = Span(row.organisation, "strong" if here else style)
    if width < NARROW:
        yield Block((rail, when, length), wrapped=width_of((rail, when, length)) > width)
        label = [Span(f", {row.label}" if row.label else "", style), *_notes(row)]
        yield Block([name, *label], indent=(rail, Span("  ")))
        return
    cells = min(18, max(10, (width - SPAN_CELLS) // 3))
    room = width - 2 - SPAN_CELLS - 1 - cells - 1 - len(lasted) - 1
    left: list[Line] = [] if said else wrap([name], cells)
    right: list[Line] = wrap([Span(row.label, style), *_notes(row)], room) or [[]]
    nothing: Line = []
    for number, (organisation, label) in enumerate(zip_longest(left, right, fillvalue=nothing)):
        first = number == 0
        yield Block(
            [rail, when if first else Span(" " * (SPAN_CELLS + 1)), *_padded(organisation, cells + 1),
             *_padded(label, room + 1), *([length] if first else [])],
            wrapped=False,
        )  # fmt: skip


def _notes(row: CareerRow) -> list[Span]:
    """The numbers of the row's sources, which stand at the end of the page."""
    return [Span(" " + "·".join(superscript(number) for number in row.notes), "dim")] if row.notes else []


def _padded(line: Line, cells: int) -> Line:
    return [*line, Span(" " * max(0, cells - width_of(line)))]


def _span(row: CareerRow) -> str:
    """ "2013 – 2016", "2025 – now", "17–20 Nov 2023" cut to what fits: years, for the days stand in the events."""
    start = _year(row.start)
    if row.end is None:
        return f"{start or '?'} – now" if row.kind != "study" and row.start else start or "?"
    end = _year(row.end)
    return end if start == end else f"{start or '?'} – {end}"


def _year(date: Date | None) -> str:
    if date is None:
        return ""
    about = "~" if date.approximate else ""
    return about + year_name(date.year) + ("?" if date.uncertain else "")


def _length(row: CareerRow, as_of: Date | None) -> str:
    """How long, where both ends are known; an open role lasts until the end of the record."""
    end = row.end or (as_of if row.kind != "study" else None)
    if row.start is None or end is None or row.start.precision < Precision.YEAR:
        return ""
    return "" if row.start.text == end.text else short_duration(row.start, end)


def _now(card: PersonCard, width: int) -> Iterator[Block]:
    """What was held at the moment, and in whose company the person appears."""
    held = [row for row in card.career if row.held is not Held.NO and row.kind != "study"]
    if held:
        yield from _labelled("At this moment", "; ".join(_described(row) for row in held), "accent", width)
    elif card.career:
        yield from _labelled("At this moment", "no role known", "dim", width)
    if card.companions:
        together = " · ".join(f"{name} {count}" for name, count in card.companions)
        yield from _labelled("Often with", together, "text", width)


def _labelled(label: str, text: str, style: str, width: int) -> Iterator[Block]:
    """A label with its text beside it, or below it where there is little room."""
    if width < NARROW:
        yield Block((Span(label, "dim"),))
        yield Block((Span(text, style),), indent=(Span("  "),))
    else:
        first = (Span(f"{label:<{LABEL_CELLS}}", "dim"),)
        yield Block((Span(text, style),), first=first, indent=(Span(" " * LABEL_CELLS),))


def _described(row: CareerRow) -> str:
    described = f"{row.title}, {row.organisation}" if row.title else row.organisation
    return described if row.held is Held.YES else f"perhaps {described}"
