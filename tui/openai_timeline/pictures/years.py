"""The picture of the years: a row a year (a decade, a century where there are many), its events and turning points."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..index.ask import Index
from ..index.view import View
from ..model.civil import DAY_SECONDS, MONTHS, civil, month_start
from ..model.date_display import display, year_name
from ..model.timeline import Event
from .frame import MARGIN, WIDTH, footer, heading
from .measure import shortened
from .palette import Palette
from .request import Request, Words
from .svg import Drawing

MOST_ROWS = 60
ROW, STRIP = 56, 30
YEARS, CELLS, COUNT = 150, 364, 56
TITLES = 3
TITLE_SIZE = 11.5
LONGEST_GAP = 3


class Stretch(NamedTuple):
    """A row: some years, how many events in each part of them, and the titles that stand for them."""

    year: int
    counts: tuple[int, ...]
    titles: tuple[str, ...]
    missing: int = 0  # where it stands for so many rows without events

    @property
    def total(self) -> int:
        """All its events."""
        return sum(self.counts)


def draw_years(index: Index, request: Request) -> str:
    """The SVG."""
    words, palette = Words(index, request.language), request.palette
    view = index.view(request.selection)
    size = _row_years(view)
    rows = list(_folded(_stretches(index, view, words, size), size))
    title = "The years" if size == 1 else f"By {size:,} years"
    subtitle = _subtitle(index, view, request, words)
    drawing = Drawing(f"{words.record}: {title}", subtitle, request.language)
    y = heading(drawing, palette, words.record, title, subtitle) + 10
    top = _scale(drawing, palette, size, y)
    most = max((count for row in rows for count in row.counts), default=1)
    y = top
    era = ""
    for row in rows:
        here = _era(index, words, row.year, size)
        _row(drawing, palette, row, y, most, here if here != era else "", size)
        era = here
        y += ROW if not row.missing else ROW // 2
    cited = (source for event in _all(index, view) for source in event.sources)
    small = [words.sources(cited), f"{words.record}, {words.as_of}. Drawn by openai-timeline."]
    return drawing.render(WIDTH, round(footer(drawing, palette, small, y + 8)), palette.ground)


def _row_years(view: View) -> int:
    """How many years a row is, so that there are not too many rows."""
    if not view.years:
        return 1
    span = view.years[-1].year - view.years[0].year + 1
    size = 1
    while span > MOST_ROWS * size and sum(1 for _ in {count.year // size for count in view.years}) > MOST_ROWS // 2:
        size *= 10
    return size


def _all(index: Index, view: View) -> Iterator[Event]:
    """Every event of a view, a few at a time."""
    for first in range(0, len(view), 256):
        yield from index.events(view.positions[first : first + 256])


def _stretches(index: Index, view: View, words: Words, size: int) -> list[Stretch]:
    parts = 13 if size == 1 else 10
    counts: dict[int, list[int]] = {}
    titles: dict[int, list[tuple[tuple[int, int], int, str]]] = {}
    for event in _all(index, view):
        row = event.date.year // size * size
        part = (event.date.month or 13) - 1 if size == 1 else (event.date.year - row) * 10 // size
        counts.setdefault(row, [0] * parts)[part] += 1
        # Turning points stand for a row, those with most sources first; where it has none, its other events do.
        found = titles.setdefault(row, [])
        found.append(((event.importance, -len(event.sources)), event.date.earliest, words.of(event.title)))
        found.sort(key=lambda item: item[:2])
        del found[TITLES:]

    def named(year: int) -> tuple[str, ...]:
        return tuple(title for _, _, title in sorted(titles[year], key=lambda item: item[1]))

    return [Stretch(year, tuple(counts[year]), named(year)) for year in sorted(counts)]


def _folded(rows: Sequence[Stretch], size: int) -> Iterator[Stretch]:
    """Rows without events between them are shown, many of them as one."""
    before: int | None = None
    for row in rows:
        gap = (row.year - before) // size - 1 if before is not None else 0
        if gap > LONGEST_GAP:
            yield Stretch(row.year - size, (), (), gap)
        elif before is not None:
            yield from (Stretch(before + size * n, (0,) * len(row.counts), ()) for n in range(1, gap + 1))
        yield row
        before = row.year


def _subtitle(index: Index, view: View, request: Request, words: Words) -> str:
    said = [f"{len(view):,} of {index.total:,} events" if len(view) != index.total else f"{index.total:,} events"]
    people = [index.person(id_) for id_ in request.people]
    names = [words.person(person) for person in people if person is not None]
    if names:
        said.append("with " + ", ".join(names))
    if request.organisation:
        said.append(words.organisation(request.organisation))
    if request.after:
        said.append(f"from {display(request.after)}")
    if request.before:
        said.append(f"until {display(request.before)}")
    return " · ".join(said)


def _scale(drawing: Drawing, palette: Palette, size: int, y: float) -> float:
    """The names of the parts above their columns."""
    labels = [*(name[:1] for name in MONTHS), "?"] if size == 1 else [f"+{n * size // 10}" for n in range(10)]
    cell = CELLS / len(labels)
    for number, label in enumerate(labels):
        x = MARGIN + YEARS + (number + 0.5) * cell
        drawing.text(x, y + 12, label, font_size=11, fill=palette.dim, text_anchor="middle")
    x = MARGIN + YEARS + CELLS + COUNT
    drawing.text(x - 14, y + 12, "events", font_size=11, fill=palette.dim, text_anchor="end")
    drawing.text(x, y + 12, "among them", font_size=11, fill=palette.dim)
    if size == 1:
        drawing.text(MARGIN, y + 12, "? month not known", font_size=11, fill=palette.dim)
    return y + 20


def _era(index: Index, words: Words, year: int, size: int) -> str:
    """The era in which the last day of a row lies."""
    last = month_start(year + size, 1) * DAY_SECONDS - 1
    found = [era for era in index.head.eras if era.start.earliest <= last]
    if not found or (found[-1].end is not None and civil(found[-1].end.latest // DAY_SECONDS)[0] < year):
        return ""
    return words.of(found[-1].title)


def _row(drawing: Drawing, palette: Palette, row: Stretch, y: float, most: int, era: str, size: int) -> None:
    drawing.line(MARGIN, y, WIDTH - MARGIN, y, stroke=palette.grid, stroke_width=1)
    if row.missing:
        said = f"⋮  {row.missing * size:,} years without events"
        drawing.text(MARGIN, y + 18, said, font_size=11, fill=palette.dim)
        return
    name = year_name(row.year)
    size_of_name = 17 if len(name) <= 8 else 13
    name = shortened(name, size_of_name, YEARS - 4, bold=True)
    drawing.text(MARGIN, y + 28, name, font_size=size_of_name, font_weight=700, fill=palette.strong)
    drawing.text(MARGIN, y + 45, shortened(era, 10, YEARS - 8), font_size=10, fill=palette.accent)
    cell = CELLS / len(row.counts)
    base = y + 8 + STRIP
    for number, count in enumerate(row.counts):
        x = MARGIN + YEARS + number * cell
        if count:
            height = max(2.0, math.sqrt(count / most) * STRIP)
            drawing.rect(x + 3, base - height, cell - 6, height, rx=1.5, fill=palette.bar)
            drawing.text(x + cell / 2, base + 11, str(count), font_size=8.5, fill=palette.dim, text_anchor="middle")
        else:
            drawing.rect(x + 3, base - 1, cell - 6, 1, fill=palette.grid)
    x = MARGIN + YEARS + CELLS + COUNT
    drawing.text(x - 14, y + 32, f"{row.total:,}", font_size=15, fill=palette.text, text_anchor="end")
    for number, title in enumerate(row.titles):
        shown = shortened(title, TITLE_SIZE, WIDTH - MARGIN - x)
        drawing.text(x, y + 16 + 15.5 * number, shown, font_size=TITLE_SIZE, fill=palette.text)
