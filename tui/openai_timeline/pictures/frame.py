"""What all pictures have: a title, an axis with eras, a legend, at the foot the sources and the record's date."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from ..index.ask import Index
from ..index.careers import record_end
from ..index.density import density, levels
from ..model.axis import Axis
from ..model.bars import KINDS, LETTERS
from .measure import lines_of, shortened, width_of
from .palette import Palette
from .request import Request, Words
from .svg import Drawing

WIDTH, MARGIN = 1200, 48
INNER = WIDTH - 2 * MARGIN
TICK_CELL = 8  # the width of a letter of a label
FOOT_SIZE, FOOT_LINE = 11, 15
DENSITY_HEIGHT = 34


class Plot(NamedTuple):
    """The part of a picture in which x is time."""

    left: float
    width: int
    first: int
    last: int

    def x(self, instant: int) -> float:
        """Where an instant lies, within the plot; tenths of a unit are as fine as it gets."""
        instant = max(self.first, min(instant, self.last))
        return self.left + (instant - self.first) * self.width * 10 // (self.last - self.first) / 10

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width


def heading(drawing: Drawing, palette: Palette, record: str, title: str, subtitle: str) -> float:
    """The record, what this is, and how much of it; the y below them."""
    drawing.text(MARGIN, 50, shortened(record, 13, INNER), font_size=13, fill=palette.accent, font_weight=600)
    drawing.text(MARGIN, 84, shortened(title, 28, INNER, bold=True), font_size=28, fill=palette.strong, font_weight=700)
    y = 92.0
    for line in lines_of(subtitle, 14, INNER, most=2):
        y += 20
        drawing.text(MARGIN, y, line, font_size=14, fill=palette.dim)
    return y + 12


def legend(drawing: Drawing, palette: Palette, kinds: Collection[str], as_of: str, y: float) -> float:
    """The kinds of roles by colour and letter, and what fading, hatching, ? and an arrow mean; the y below."""
    x = float(MARGIN)
    items = [(kind, kind.capitalize()) for kind in KINDS if kind in kinds]
    items += [("acting", "acting"), ("fade", "day not known exactly"), ("?", "? unknown"), ("still", f"still, {as_of}")]
    for sign, words in items:
        room = (0 if sign == "?" else 30) + width_of(words, 12) + 16
        if x + room > WIDTH - MARGIN:
            x, y = float(MARGIN), y + 22
        if sign in LETTERS:
            drawing.rect(x, y, 22, 13, rx=2, fill=palette.kinds[sign])
            drawing.text(x + 4, y + 10.5, LETTERS[sign], font_size=10.5, font_weight=700, fill=palette.on_bar)
        elif sign == "acting":
            drawing.rect(x, y, 22, 13, rx=2, fill=palette.dim)
            drawing.rect(x, y + 9, 22, 4, fill="url(#acting)")
        elif sign == "fade":
            drawing.rect(x, y, 22, 13, fill="url(#in-other)")
        elif sign == "still":
            drawing.rect(x, y, 16, 13, rx=2, fill=palette.dim)
            drawing.path(arrow(x + 16, y, 13), fill=palette.dim)
        drawing.text(x + (0 if sign == "?" else 30), y + 11, words, font_size=12, fill=palette.text)
        x += room
    return y + 30


def arrow(x: float, y: float, height: float) -> str:
    """The path of the head of an arrow to the right."""
    return f"M{x:.1f} {y:.1f}l6 {height / 2:.1f}l-6 {height / 2:.1f}z"


def fades(drawing: Drawing, palette: Palette) -> None:
    """The gradients in which bars begin and end, two for each kind, and the hatching of acting roles."""
    for kind, colour in palette.kinds.items():
        for name, first, last in (("in", 0.08, 1), ("out", 1, 0.08)):
            drawing.define(
                f'<linearGradient id="{name}-{kind}"><stop offset="0" stop-color="{colour}" stop-opacity="{first}"/>'
                f'<stop offset="1" stop-color="{colour}" stop-opacity="{last}"/></linearGradient>'
            )
    drawing.define(
        '<pattern id="acting" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="2.4" height="6" fill="{palette.ground}" fill-opacity="0.75"/></pattern>'
    )


def eras(drawing: Drawing, index: Index, words: Words, palette: Palette, plot: Plot, top: float, foot: float) -> None:
    """Eras as bands behind the plot, every other one tinted, with as much of their names as fits above."""
    ends = index.head.eras
    for number, era in enumerate(ends):
        until = era.end.earliest if era.end is not None else record_end(index)
        if number + 1 < len(ends):
            until = max(era.start.earliest, min(until, ends[number + 1].start.earliest))
        if until <= plot.first or era.start.earliest >= plot.last:
            continue
        x, right = plot.x(era.start.earliest), plot.x(until)
        if number % 2 == 0:
            drawing.rect(x, top, right - x, foot - top, fill=palette.band)
        drawing.line(x, top, x, foot, stroke=palette.grid, stroke_width=1)
        name = shortened(words.of(era.title), 11, right - x - 8)
        drawing.text(x + 4, top + 14, name, font_size=11, fill=palette.dim)


def axis(drawing: Drawing, palette: Palette, plot: Plot, zone: str, top: float, foot: float) -> None:
    """The axis at the top and at the foot, with a line through the picture at each tick."""
    ticks = Axis(plot.first, plot.last, max(1, plot.width // TICK_CELL)).ticks(zone, gap=3)
    for tick in ticks:
        x = plot.x(tick.instant)
        drawing.line(x, top, x, foot, stroke=palette.grid, stroke_width=1)
        if x + width_of(tick.label, 12) <= plot.right + MARGIN / 2:
            fill = palette.text if tick.major else palette.dim
            drawing.text(x + 3, top - 5, tick.label, font_size=12, fill=fill)
            drawing.text(x + 3, foot + 15, tick.label, font_size=12, fill=fill)
    for y in (top, foot):
        drawing.line(plot.left, y, plot.right, y, stroke=palette.rule, stroke_width=1)


def density_strip(drawing: Drawing, index: Index, request: Request, plot: Plot, y: float) -> float:
    """Events per stretch of time as a strip; the y below."""
    cells = plot.width // 4
    heights = levels(density(index, index.view(request.selection), Axis(plot.first, plot.last, cells)), DENSITY_HEIGHT)
    if not any(heights):
        return y
    for cell, height in enumerate(heights):
        if height:
            drawing.rect(
                plot.left + cell * plot.width / cells, y + DENSITY_HEIGHT - height,
                max(1.0, plot.width / cells - 0.6), height, fill=request.palette.bar,
            )  # fmt: skip
    drawing.text(MARGIN, y + DENSITY_HEIGHT, "Events", font_size=12, fill=request.palette.dim)
    return y + DENSITY_HEIGHT


def date_mark(drawing: Drawing, palette: Palette, x: float, label: str, top: float, foot: float) -> None:
    """A date as a line through the plot, with its name at the foot."""
    drawing.line(x, top, x, foot, stroke=palette.mark, stroke_width=1.6)
    width = width_of(label, 12, bold=True) + 14
    at = max(MARGIN, min(x - width / 2, WIDTH - MARGIN - width))
    drawing.rect(at, foot, width, 20, rx=3, fill=palette.mark)
    drawing.text(at + 7, foot + 14.5, label, font_size=12, font_weight=700, fill=palette.ground)


def footer(drawing: Drawing, palette: Palette, paragraphs: Sequence[str], y: float, most: int = 4) -> float:
    """Small print; the y below."""
    drawing.line(MARGIN, y, WIDTH - MARGIN, y, stroke=palette.grid, stroke_width=1)
    y += 6
    for paragraph in paragraphs:
        for line in lines_of(paragraph, FOOT_SIZE, INNER, most=most):
            y += FOOT_LINE
            drawing.text(MARGIN, y, line, font_size=FOOT_SIZE, fill=palette.dim)
    return y + 34
