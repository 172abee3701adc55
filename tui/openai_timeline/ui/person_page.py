"""The person pane as a page."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.date_display import display, year_name
from ..model.dates import Date, Precision
from ..model.durations import short_duration
from ..model.offices import Held
from ..text import cell_width, cut, fit
from . import markdown
from .cards import CareerRow, PersonCard
from .page import BLANK, Block, Line, Span, wrap

SPAN_CELLS = 11
NARROW = 46


def person_page(card: PersonCard, width: int) -> list[Block]:
    """Who this is: names, birth, counts; the career; what was held at the moment; with whom most often."""
    others = "  ".join(card.other_names[:4])
    blocks = [Block((Span(card.name, "strong"), Span(f"  {others}", "dim")))]
    blocks.append(Block((Span(" · ".join(_facts(card)), "dim"),)))
    if card.career:
        blocks += [BLANK, *(block for row in card.career for block in _career_blocks(row, card, width))]
    blocks += [BLANK, *_now(card)] if card.career or card.companions else []
    if card.text:
        blocks += [BLANK, *markdown.blocks(card.text, style="text")]
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


def _career_blocks(row: CareerRow, card: PersonCard, width: int) -> Iterator[Block]:
    """One row of the career column, over as many lines as its title needs."""
    here = row.held is not Held.NO
    rail = Span("┃ " if here else "│ ", "accent" if row.held is Held.YES else "dim")
    length = _length(row, card.as_of)
    style = "text" if here else "dim"
    title = row.title + (" (acting)" if row.acting and "interim" not in row.title.lower() else "")
    if row.disputed:
        title += " (disputed)"
    if width < NARROW:
        yield Block((rail, Span(fit(_span(row), SPAN_CELLS + 1), style), Span(length, "dim")), wrapped=False)
        name = [Span(row.organisation, "strong" if here else style), Span(", " if title else "", style)]
        yield Block([*name, Span(title, style)], indent=(rail, Span("  ")))
        return
    organisation_cells = min(16, max(10, (width - SPAN_CELLS) // 3))
    room = width - 2 - SPAN_CELLS - 1 - organisation_cells - 1 - 6
    lines: list[Line] = wrap([Span(title, style)], room) or [[Span("")]]
    for number, line in enumerate(lines):
        lead = [Span(" " * (SPAN_CELLS + organisation_cells + 2))]
        if not number:
            organisation = fit(cut(row.organisation, organisation_cells), organisation_cells)
            lead = [
                Span(f"{fit(_span(row), SPAN_CELLS)} ", style),
                Span(f"{organisation} ", "strong" if here else style),
            ]
        used = sum(cell_width(span.text) for span in line)
        tail = [Span(" " * (room - used)), Span(f"{length:>6}", "dim")] if not number else []
        yield Block([rail, *lead, *line, *tail], wrapped=False)


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


def _now(card: PersonCard) -> Iterator[Block]:
    held = [row for row in card.career if row.held is not Held.NO and row.kind != "study"]
    if held:
        text = "; ".join(_described(row) for row in held)
        yield Block((Span(text, "accent"),), first=(Span("At this moment  ", "dim"),), indent=(Span(" " * 16),))
    elif card.career:
        yield Block((Span("no role known", "dim"),), first=(Span("At this moment  ", "dim"),))
    if card.companions:
        together = " · ".join(f"{name} {count}" for name, count in card.companions)
        yield Block((Span(together, "text"),), first=(Span("Often with      ", "dim"),), indent=(Span(" " * 16),))


def _described(row: CareerRow) -> str:
    described = f"{row.title}, {row.organisation}" if row.title else row.organisation
    return described if row.held is Held.YES else f"perhaps {described}"
