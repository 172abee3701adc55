"""The lines of the tenures chart as plain values: bars in half cells, ticks, eras, density. Nothing is drawn here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..model.axis import Axis, Tick
from ..model.bars import LETTERS, Bar
from ..model.offices import Held
from ..text import cell_width, cut, fit
from .glyphs import ROLE_STYLES
from .page import Line, Span

NONE, FAINT, SURE, ACTING = range(4)
STUB = 5  # half cells of a bar whose start nobody knows
LOOSE = 3  # half cells that at least fade where an end is approximate
TITLED = 8  # cells that a bar has beyond the title that is written on it

# The left and the right half of a cell, from nothing to sure.
_GLYPHS = {
    (NONE, NONE): " ", (NONE, FAINT): "╶", (NONE, SURE): "╺", (NONE, ACTING): "╺",
    (FAINT, NONE): "╴", (FAINT, FAINT): "─", (FAINT, SURE): "╼", (FAINT, ACTING): "╼",
    (SURE, NONE): "╸", (SURE, FAINT): "╾", (SURE, SURE): "━", (SURE, ACTING): "━",
    (ACTING, NONE): "╸", (ACTING, FAINT): "╾", (ACTING, SURE): "━", (ACTING, ACTING): "╍",
}  # fmt: skip
_ASCII = {NONE: " ", FAINT: "-", SURE: "=", ACTING: "~"}
BLOCKS = " ▁▂▃▄▅▆▇█"
_ASCII_BLOCKS = " .:-=+*%#"


# What the chart's signs mean: a sign, its style, words.
SIGNS = (
    *((letter, ROLE_STYLES.get(kind, "text"), kind) for kind, letter in LETTERS.items()),
    ("e", ROLE_STYLES["executive"], "a small letter: acting, for somebody else"),
    ("━", "text", "held; dashed where acting"),
    ("─", "text", "may have been held: the day is not known exactly"),
    ("?", "text", "nobody knows when it began or ended"),
    ("▸", "text", "lasts"),
    ("‹", "dim", "earlier or (›) later than what is seen"),
    ("•", "accent", "in office on the date; ? perhaps"),
)

_PLAIN = str.maketrans(
    {
        "·": "-",
        "–": "-",
        "—": "-",
        "…": "~",
        "←": "<-",
        "→": "->",
        "↑": "up ",
        "↓": "down",
        "×": "x",
        "≠": "!",
        "¶": '"',
    }
)


def in_ascii(text: str) -> str:
    """Our own signs in text as ASCII; names keep their letters."""
    return text.translate(_PLAIN)


class Look(NamedTuple):
    """What all lines share: the axis, the cell of the cursor's date, glyphs or ASCII."""

    axis: Axis
    cursor: int
    ascii: bool = False

    @property
    def line(self) -> str:
        """The cursor's date, where nothing else stands."""
        return "|" if self.ascii else "┃"

    @property
    def cross(self) -> str:
        """The cursor's date on a bar."""
        return "+" if self.ascii else "╋"


class _Cells:
    """A line in the making: a character and a style a cell."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.text = [" "] * width
        self.style = [""] * width

    def put(self, cell: int, text: str, style: str) -> None:
        """Write from a cell on what the line has room for."""
        for number, char in enumerate(text, cell):
            if 0 <= number < self.width:
                self.text[number], self.style[number] = char, style

    def spans(self) -> Line:
        """Neighbours of one style together."""
        line: Line = []
        begun = 0
        for cell in range(1, self.width + 1):
            if cell == self.width or self.style[cell] != self.style[begun]:
                line.append(Span("".join(self.text[begun:cell]), self.style[begun]))
                begun = cell
        return line


def bar_style(bar: Bar) -> str:
    """The style of a role's kind."""
    return ROLE_STYLES.get(bar.kind, "text")


def lane_line(lane: Sequence[Bar], look: Look, titles: Sequence[str] = ()) -> Line:
    """The bars of a lane. `titles`, where given, are written on the bars that have room for them."""
    halves = [NONE] * (2 * look.axis.width)
    owners: list[Bar | None] = [None] * len(halves)
    for bar in lane:
        _paint(bar, look.axis, halves, owners)
    cells = _Cells(look.axis.width)
    for cell in range(cells.width):
        left, right = halves[2 * cell], halves[2 * cell + 1]
        owner = owners[2 * cell + 1] if right >= left else owners[2 * cell]
        if owner is not None:
            glyph = _ASCII[max(left, right)] if look.ascii else _GLYPHS[left, right]
            cells.put(cell, glyph, bar_style(owner))
    for number, bar in enumerate(lane):
        _mark_ends(bar, look, cells)
        _letter(bar, owners, cells, titles[number] if titles else "")
    if lane and not any(owners):
        _point_out(lane, look, cells)
    _cross(cells, look)
    return cells.spans()


def _paint(bar: Bar, axis: Axis, halves: list[int], owners: list[Bar | None]) -> None:
    """Fill the half cells of a bar: faint where the role may have been held, full where it was."""
    first, last = axis.half(bar.first), axis.half(bar.last)
    begun, ended = axis.half(bar.sure_first), axis.half(bar.sure_last)
    if bar.unknown_start:
        first, begun = first - STUB, last + 1
    if bar.unknown_end:
        last = ended + STUB
    if bar.loose_start:
        begun = max(begun, first + LOOSE)
    if bar.loose_end:
        ended = min(ended, last - LOOSE)
    full = ACTING if bar.role.acting else SURE
    before = owners[first - 1] if 0 < first < len(halves) else None
    if before is not None and owners.count(before) > 1:
        # A role that follows another begins after a gap, so that they are seen to be two.
        halves[first - 1], owners[first - 1] = NONE, None
    for half in range(max(0, first), min(last, len(halves) - 1) + 1):
        halves[half] = full if begun <= half <= ended else FAINT
        owners[half] = bar


def _mark_ends(bar: Bar, look: Look, cells: _Cells) -> None:
    """A sign where nobody knows the end, and where it has not come yet."""
    axis, style = look.axis, bar_style(bar)
    if bar.unknown_start:
        cells.put((axis.half(bar.first) - STUB) // 2, "?", style)
    if bar.unknown_end:
        cells.put((axis.half(bar.sure_last) + STUB) // 2, "?", style)
    if bar.still:
        cells.put(axis.cell(bar.last), ">" if look.ascii else "▸", style)


def _point_out(lane: Sequence[Bar], look: Look, cells: _Cells) -> None:
    """Where no bar of a lane is in view, on which side there are some."""
    if any(bar.last < look.axis.first for bar in lane):
        cells.put(0, "<" if look.ascii else "‹", "dim")
    if any(bar.first >= look.axis.last for bar in lane):
        cells.put(cells.width - 1, ">" if look.ascii else "›", "dim")


def _letter(bar: Bar, owners: Sequence[Bar | None], cells: _Cells, title: str) -> None:
    """The letter of the kind on the first cell of the bar in view, and the title after it where there is room."""
    mine = [half // 2 for half, owner in enumerate(owners) if owner is bar]
    if not mine:
        return
    first, last = mine[0], mine[-1]
    if bar.unknown_start and first < last:
        first += 1
    cells.put(first, bar.letter, bar_style(bar))
    if title and last - first >= cell_width(title) + TITLED and len(title) == cell_width(title):
        cells.put(first + 1, f" {title} ", bar_style(bar))


def _cross(cells: _Cells, look: Look) -> None:
    if 0 <= look.cursor < cells.width:
        under = cells.text[look.cursor]
        if under.isalpha() or under == "?":
            cells.style[look.cursor] = "strong"
        else:
            cells.put(look.cursor, look.line if under == " " else look.cross, "strong")


def undated_line(count: int, look: Look) -> Line:
    """What stands in the row of somebody of whose roles no date is known."""
    cells = _Cells(look.axis.width)
    cells.put(1, cut(f"? {'dates unknown' if count else 'no role here'}", look.axis.width - 1), "dim")
    _cross(cells, look)
    return cells.spans()


def name_line(name: str, width: int, held: Held, here: bool, ascii_only: bool, first: bool = True) -> Line:
    """The name before a row: bright with a point where an office is held on the date, dim where none is."""
    lead = " " if not here else ">" if ascii_only else "▌"
    if not first:
        return [Span(lead, "accent"), Span(" " * (width - 1))]
    signs = {Held.YES: "*" if ascii_only else "•", Held.MAYBE: "?", Held.NO: " "}
    style = "strong" if here else "dim" if held is Held.NO else "text"
    sign = Span(signs[held], "accent" if held is Held.YES else "dim")
    return [Span(lead, "accent"), sign, Span(f" {fit(name, width - 4)} ", style)]


def tick_line(ticks: Sequence[Tick], look: Look) -> Line:
    """The labels of the ticks, each beginning at its tick; one that would run into the next is left out."""
    cells = _Cells(look.axis.width)
    free = 0
    for tick in ticks:
        at = tick.half // 2
        if at >= free and at + len(tick.label) <= cells.width:
            cells.put(at, tick.label, "text" if tick.major else "dim")
            free = at + len(tick.label) + 1
    return cells.spans()


def axis_line(ticks: Sequence[Tick], look: Look) -> Line:
    """The axis with a mark at each tick."""
    cells = _Cells(look.axis.width)
    cells.put(0, ("-" if look.ascii else "─") * cells.width, "rule")
    for tick in ticks:
        cells.put(tick.half // 2, "+" if look.ascii else "┬", "rule")
    if 0 <= look.cursor < cells.width:
        cells.put(look.cursor, "+" if look.ascii else "┰", "strong")
    return cells.spans()


def era_line(eras: Sequence[tuple[str, int, int]], look: Look) -> Line:
    """Eras (name, first and last instant) as bands of two grounds in turn, each with as much of its name as fits."""
    axis = look.axis
    cells = _Cells(axis.width)
    bands: list[tuple[int, int, str, str]] = []
    for number, (name, first, last) in enumerate(eras):
        begin, end = max(0, axis.cell(first)), min(axis.width, axis.cell(last) + 1)
        if begin < end:
            bands.append((begin, end, name, "band-other" if number % 2 else "band"))
    for number, (begin, end, name, style) in enumerate(bands):
        if number + 1 < len(bands):
            end = max(begin + 1, min(end, bands[number + 1][0]))
        mark = "|" if look.ascii else "▏"
        cells.put(begin, mark + " " * (end - begin - 1), style)
        room = end - begin - 2
        if room >= 4:
            _put_wide(cells, begin + 1, cut(name, room), style)
    return cells.spans()


def _put_wide(cells: _Cells, cell: int, text: str, style: str) -> None:
    """Write text whose characters may take two cells, or none."""
    for char in text:
        width = cell_width(char)
        if width == 0:
            cells.text[max(0, cell - 1)] += char
            continue
        cells.put(cell, char, style)
        if width == 2 and cell + 1 < cells.width:
            cells.text[cell + 1], cells.style[cell + 1] = "", style
        cell += width


def density_line(heights: Sequence[int], look: Look, row: int = 0, bright: range = range(0)) -> Line:
    """A row of the density strip, counted from its foot; heights are eighths. `bright` cells stand out."""
    cells = _Cells(len(heights))
    blocks = _ASCII_BLOCKS if look.ascii else BLOCKS
    for cell, height in enumerate(heights):
        here = cell == look.cursor or cell in bright
        cells.put(cell, blocks[max(0, min(8, height - 8 * row))], "accent" if here else "bar")
    return cells.spans()


def date_line(label: str, look: Look) -> Line:
    """The date of the cursor, under its line."""
    label = f" {cut(label, look.axis.width - 2)} "
    width = cell_width(label)
    at = max(0, min(look.cursor - width // 2, look.axis.width - width))
    return [Span(" " * at), Span(label, "mark-strong"), Span(" " * max(0, look.axis.width - at - width))]
