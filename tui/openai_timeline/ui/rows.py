"""The rows of the event list, as plain values."""

from __future__ import annotations

from typing import NamedTuple

from ..index.view import Heading
from ..model.civil import MONTHS
from ..model.date_display import day_label, time_label, year_name
from ..model.timeline import Event
from ..text import TITLE_LIMIT, clean, cut, fit, hides
from .glyphs import BOOKMARK, DISPUTED, HIDDEN, MEMO, NOTED, UNSURE, glyph
from .page import Line, Span, mark

SEASONS = {21: "Spring", 22: "Summer", 23: "Autumn", 24: "Winter"}

DAY_CELLS, TIME_CELLS = 6, 5
TIMED_FROM = 48  # cells of a row that has room for the time of day


class RowStyle(NamedTuple):
    """What all rows share: cells, language, the reader's zone (None: each event's own), glyphs or ASCII."""

    width: int
    language: str = "en"
    default_language: str = "en"
    zone: str | None = None
    ascii: bool = False
    words: tuple[str, ...] = ()  # folded words that are marked in titles


def heading_text(heading: Heading) -> str:
    """ "November 2023", "Spring 2001", or the year."""
    year = year_name(heading.year)
    if 1 <= heading.part <= 12:
        return f"{MONTHS[heading.part - 1]} {year}"
    return f"{SEASONS[heading.part]} {year}" if heading.part in SEASONS else year


def _kept(kept: str, ascii_only: bool) -> str:
    """The sign of a bookmark ("marked") or of a note alone ("noted")."""
    if not kept:
        return " "
    if ascii_only:
        return "b" if kept == "marked" else "n"
    return BOOKMARK if kept == "marked" else NOTED


def heading_row(heading: Heading, width: int) -> Line:
    """A month and how many of its events are shown."""
    name, count = f" {heading_text(heading)} ", f" {heading.events} "
    name = cut(name, width - len(count))
    rule = max(0, width - len(name) - len(count))
    return [Span(name, "accent"), Span("─" * rule, "rule"), Span(count, "dim")]


def event_row(
    event: Event, before: Event | None, style: RowStyle, here: bool, hit: bool = False, kept: str = ""
) -> Line:
    """An event: its day (where it is not that of the event `before`), time, glyph, title and marks."""
    day = day_label(event.date, style.zone)
    if before is not None and day == day_label(before.date, style.zone):
        day = ""
    sign = glyph(event.kind)
    kind = f"{sign.ascii if style.ascii else sign.sign} "
    memo = " " if not event.memos else '"' if style.ascii else MEMO
    doubt = UNSURE if event.confidence != "high" else " "
    if event.disputed:
        doubt = "!" if style.ascii else DISPUTED
    lead = " " if not here else ">" if style.ascii else "▌"
    if hit and not here:
        lead = "*" if style.ascii else "›"
    raw = event.title.in_language(style.language, style.default_language)
    title = clean(raw, limit=TITLE_LIMIT)
    if hides(raw[:TITLE_LIMIT]):
        doubt = "%" if style.ascii else HIDDEN
    timed = style.width >= TIMED_FROM
    time = f"{fit(time_label(event.date, style.zone), TIME_CELLS, align='right')} " if timed else ""
    room = style.width - 1 - DAY_CELLS - 1 - len(time) - 2 - 4
    return [
        Span(lead, "accent"),
        Span(f"{fit(day, DAY_CELLS)} ", "text"),
        Span(time, "dim"),
        Span(kind, sign.style),
        *mark(Span(fit(title, max(1, room)), "strong" if here or event.importance == 1 else "text"), style.words),
        Span(_kept(kept, style.ascii), "accent"),
        Span(doubt, "bad" if doubt in (HIDDEN, "%") else "change"),
        Span(f"{memo} ", "memo"),
    ]
