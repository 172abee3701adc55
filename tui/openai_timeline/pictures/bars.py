"""Roles as bars of a picture: solid where they were held, fading where the day is not known, hatched where acting."""

from __future__ import annotations

from ..model.bars import Bar
from .frame import Plot, arrow
from .measure import shortened, width_of
from .palette import Palette
from .svg import Drawing

BAR, LETTER = 14.0, 10.5
STUB = 26.0  # a bar of which one end is unknown
LOOSE = 14.0  # at least so much fades where an end is approximate
HATCH = 4.0  # the height of the hatching of a bar that is written on
LEAST = 3.0  # of a role so short that it could not be seen
TITLE_SIZE = 10.5


def draw_bar(drawing: Drawing, palette: Palette, plot: Plot, bar: Bar, y: float, title: str) -> None:
    """One role, its top at `y`, with its letter, and its title where there is room."""
    first, begun, ended, last = _places(plot, bar)
    colour = palette.kinds[bar.kind]
    if begun > first:
        drawing.rect(first, y, begun - first, BAR, fill=f"url(#in-{bar.kind})")
    if last > ended:
        drawing.rect(ended, y, last - ended, BAR, fill=f"url(#out-{bar.kind})")
    if ended > begun:
        square = begun > first or last > ended
        # A hair's breadth stays free, so that roles that follow one another are seen to be two.
        free = 1 if last == ended and ended - begun > 4 and not bar.still else 0
        drawing.rect(begun, y, ended - begun - free, BAR, **({} if square else {"rx": 2}), fill=colour)
    if bar.role.acting:
        short = last - first < 14
        top, height = (y, BAR) if short else (y + BAR - HATCH, HATCH)
        drawing.rect(first, top, last - first, height, fill="url(#acting)")
    if bar.unknown_start:
        drawing.text(first - 7, y + 11, "?", font_size=LETTER, fill=palette.dim)
    if bar.unknown_end:
        drawing.text(last + 2, y + 11, "?", font_size=LETTER, fill=palette.dim)
    if bar.still and bar.last <= plot.last:
        drawing.path(arrow(last, y, BAR), fill=colour)
    _written(drawing, palette, bar, (first, begun, ended, last), y, title)


def _places(plot: Plot, bar: Bar) -> tuple[float, float, float, float]:
    """Where it may begin, surely has begun, is surely not over, may end."""
    first, last = plot.x(bar.first), plot.x(bar.last)
    begun, ended = plot.x(bar.sure_first), plot.x(bar.sure_last)
    if bar.unknown_start:
        first, begun = max(plot.left, begun - STUB), max(begun, last)
        return first, begun, begun, max(last, begun)
    if bar.unknown_end:
        last = min(plot.right, ended + STUB)
    if bar.loose_start and plot.first < bar.first:
        begun = max(begun, min(first + LOOSE, last))
    if bar.loose_end and bar.last < plot.last:
        ended = min(ended, max(last - LOOSE, first))
    if begun > ended:
        begun = ended = (first + last) / 2
    last = max(last, first + LEAST)
    return first, begun, max(ended, last) if ended == begun == first else ended, last


def _written(
    drawing: Drawing, palette: Palette, bar: Bar, places: tuple[float, float, float, float], y: float, title: str
) -> None:
    """The letter of the kind on the solid part, else beside the bar; the title after it where it fits."""
    _, begun, ended, last = places
    if ended - begun < 14:
        drawing.text(last + (9 if bar.unknown_end or bar.still else 3), y + 11, bar.letter, font_size=LETTER,
                     font_weight=700, fill=palette.kinds[bar.kind])  # fmt: skip
        return
    drawing.text(begun + 3.5, y + 11, bar.letter, font_size=LETTER, font_weight=700, fill=palette.on_bar)
    room = ended - begun - 22
    if width_of(title, TITLE_SIZE) <= room or room > 90:
        shown = shortened(title, TITLE_SIZE, room)
        drawing.text(begun + 16, y + 11, shown, font_size=TITLE_SIZE, fill=palette.on_bar)
