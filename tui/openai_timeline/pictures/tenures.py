"""The picture of tenures: people down, time across, a bar a role."""

from __future__ import annotations

from collections.abc import Sequence

from ..index.ask import Index
from ..index.careers import Careers, Wanted
from ..model.bars import Bar, Row, row_of
from ..model.date_display import display
from ..model.offices import Held, held
from .bars import BAR, draw_bar
from .frame import (
    INNER,
    MARGIN,
    WIDTH,
    Plot,
    axis,
    date_mark,
    density_strip,
    eras,
    fades,
    footer,
    heading,
    legend,
)
from .measure import shortened
from .request import Request, Words
from .svg import Drawing

NAMES = 172
LANE, ROW_GAP, NAME_SIZE = 18, 5, 13


def draw_tenures(index: Index, request: Request) -> str:
    """The SVG."""
    words, palette = Words(index, request.language), request.palette
    careers = Careers(index, words.person)
    wanted = Wanted(request.organisation, request.kinds, request.people, request.order)
    plot, rows = _in_view(careers.rows(wanted), request, careers.record_end)
    bars = [bar for row in rows for bar in row.bars]
    title = f"Tenures at {words.organisation(request.organisation)}" if request.organisation else "Tenures"
    subtitle = _subtitle(rows, bars, request)
    drawing = Drawing(f"{words.record}: {title}", subtitle, request.language)
    fades(drawing, palette)
    y = heading(drawing, palette, words.record, title, subtitle)
    top = legend(drawing, palette, {bar.kind for bar in bars}, words.as_of, y) + 40
    foot = top + 10 + sum(row.height * LANE + ROW_GAP for row in rows)
    if index.head.eras:
        eras(drawing, index, words, palette, plot, top - 40, foot)
    axis(drawing, palette, plot, index.head.zone, top, foot)
    y = top + 8
    for row in rows:
        _row(drawing, request, words, plot, row, y, index)
        y += row.height * LANE + ROW_GAP
    below = density_strip(drawing, index, request, plot, foot + 24) + 6
    if request.on is not None and plot.first <= request.on.earliest <= plot.last:
        middle = (request.on.earliest + request.on.latest) // 2
        date_mark(drawing, palette, plot.x(middle), display(request.on, short=True), top, below)
        below += 22
    cited = (source for bar in bars for source in bar.role.sources)
    small = [words.sources(cited), f"{words.record}, {words.as_of}. Drawn by openai-timeline."]
    height = footer(drawing, palette, small, below + 18)
    return drawing.render(WIDTH, round(height), palette.ground)


def _in_view(rows: Sequence[Row], request: Request, record_end: int) -> tuple[Plot, list[Row]]:
    """The stretch of time and the rows that have a bar in it."""
    bars = [bar for row in rows for bar in row.bars]
    first = request.after.earliest if request.after else min((bar.first for bar in bars), default=record_end - 1)
    last = request.before.latest if request.before else max((bar.last for bar in bars), default=record_end)
    last = max(last, first + 3600)
    room = 0 if request.after or request.before else (last - first) // 60
    plot = Plot(MARGIN + NAMES, INNER - NAMES, first - room, last + room)
    shown = []
    for row in rows:
        roles = [bar.role for bar in row.bars if bar.first <= plot.last and bar.last >= plot.first]
        if roles:
            shown.append(row_of(row.person, roles, record_end))
    return plot, shown


def _subtitle(rows: Sequence[Row], bars: Sequence[Bar], request: Request) -> str:
    people = f"{len(rows):,} {'person' if len(rows) == 1 else 'people'}"
    said = [f"{people}, {len(bars):,} {'role' if len(bars) == 1 else 'roles'}"]
    if request.after or request.before:
        start = display(request.after) if request.after else ""
        end = display(request.before) if request.before else ""
        said.append(f"{start} to {end}" if start and end else f"from {start}" if start else f"until {end}")
    said.append(f"by {request.order}")
    if request.on is not None:
        said.append(f"in bold who was in office on {display(request.on)}")
    return " · ".join(said)


def _row(drawing: Drawing, request: Request, words: Words, plot: Plot, row: Row, y: float, index: Index) -> None:
    """A name and its lanes."""
    palette = request.palette
    drawing.line(MARGIN, y - ROW_GAP / 2, plot.right, y - ROW_GAP / 2, stroke=palette.grid, stroke_width=0.5)
    fill, weight = palette.text, 400
    if request.on is not None:
        answers = {held(bar.role, request.on, index.head.updated) for bar in row.bars}
        fill, weight = (palette.strong, 700) if Held.YES in answers else (palette.dim, 400)
    name = shortened(words.person(row.person), NAME_SIZE, NAMES - 18, bold=weight == 700)
    drawing.text(MARGIN, y + 12, name, font_size=NAME_SIZE, fill=fill, font_weight=weight)
    for lane in row.lanes:
        for bar in lane:
            draw_bar(drawing, palette, plot, bar, y + (LANE - BAR) / 2 - 1, _title(bar, request, words))
        y += LANE


def _title(bar: Bar, request: Request, words: Words) -> str:
    title = words.of(bar.role.title)
    if request.organisation is not None:
        return title
    organisation = words.organisation(bar.role.organisation) if bar.role.organisation else ""
    return ", ".join(filter(None, (title, organisation)))
