"""What a terminal shows, as a picture in SVG.

Text is text: it can be read, searched and scaled, in whatever monospaced font there is, for each run of it is told how
wide it has to be. Frames and bars are drawn as shapes, so that they meet whatever the font. The same screen gives the
same bytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import NamedTuple

import pyte
from pyte.screens import Char

WIDE, HIGH = 8.4, 18.0  # of a cell
SIZE, BASE = 14, 13.2  # of the font; where its baseline is in a cell
EDGE = 10
PAPER, INK = "#14161a", "#d8d4c8"
FONTS = "ui-monospace,'Fira Code','DejaVu Sans Mono',Menlo,Consolas,'Liberation Mono','Noto Sans Mono CJK SC',monospace"

# What the line of a frame runs through: left, centre and right, top, middle and bottom of its cell.
STROKES = {
    "─": "M{l} {m}H{r}",
    "│": "M{c} {t}V{b}",
    "╭": "M{c} {b}Q{c} {m} {r} {m}",
    "╮": "M{l} {m}Q{c} {m} {c} {b}",
    "╰": "M{c} {t}Q{c} {m} {r} {m}",
    "╯": "M{l} {m}Q{c} {m} {c} {t}",
}
# Left, top, right and bottom of a block, in parts of a cell.
BLOCKS = {
    "█": (0.0, 0.0, 1.0, 1.0),
    "┃": (0.4, 0.0, 0.6, 1.0),
    "▔": (0.0, 0.0, 1.0, 0.125),
    **{char: (0.0, 1 - part / 8, 1.0, 1.0) for part, char in enumerate("▁▂▃▄▅▆▇", 1)},
    **{char: (0.0, 0.0, part / 8, 1.0) for part, char in enumerate("▏▎▍▌▋▊▉", 1)},
}


class Look(NamedTuple):
    """How a cell is drawn."""

    ink: str
    paper: str
    bold: bool
    italic: bool
    underlined: bool
    cells: int
    """2 for a wide character, which must not be stretched to the measure of others."""


class Cell(NamedTuple):
    """A character in its column."""

    column: int
    text: str
    look: Look


def picture(screen: pyte.Screen, title: str) -> str:
    """The screen in SVG, with a title for those who cannot see it."""
    width, height = screen.columns * WIDE + 2 * EDGE, screen.lines * HIGH + 2 * EDGE
    rows = [list(_cells(screen, y)) for y in range(screen.lines)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_number(width)} {_number(height)}" '
            f'width="{_number(width)}" height="{_number(height)}" role="img">',
            f"<title>{escape(title)}</title>",
            f'<rect width="100%" height="100%" rx="8" fill="{PAPER}"/>',
            f'<g font-family="{FONTS}" font-size="{SIZE}" xml:space="preserve">',
            *(line for y, cells in enumerate(rows) for line in _grounds(cells, y)),
            *_shapes(rows),
            *(line for y, cells in enumerate(rows) for line in _texts(cells, y)),
            "</g>",
            "</svg>",
            "",
        ]
    )


def _cells(screen: pyte.Screen, y: int) -> Iterator[Cell]:
    row = screen.buffer[y]
    for x in range(screen.columns):
        char = row[x]
        if char.data:  # the second half of a wide character is empty
            wide = x + 1 < screen.columns and not row[x + 1].data
            yield Cell(x, char.data, _look(char, 2 if wide else 1))


def _look(char: Char, cells: int) -> Look:
    ink, paper = _colour(char.fg, INK), _colour(char.bg, PAPER)
    if char.reverse:
        ink, paper = paper, ink
    return Look(ink, paper, char.bold, char.italics, char.underscore, cells)


def _colour(name: str, otherwise: str) -> str:
    """A colour of pyte: six digits; anything else is the terminal's own."""
    return f"#{name}" if len(name) == 6 and all(char in "0123456789abcdef" for char in name.lower()) else otherwise


def _grounds(cells: list[Cell], y: int) -> Iterator[str]:
    for paper, group in groupby(cells, key=lambda cell: cell.look.paper):
        run = list(group)
        if paper != PAPER:
            width = (run[-1].column + run[-1].look.cells - run[0].column) * WIDE
            yield (
                f'<rect x="{_x(run[0].column)}" y="{_y(y)}" width="{_number(width)}" '
                f'height="{_number(HIGH)}" fill="{paper}"/>'
            )


def _shapes(rows: list[list[Cell]]) -> Iterator[str]:
    """Frames and bars, a path for all of one colour."""
    strokes: dict[str, list[str]] = defaultdict(list)
    blocks: dict[str, list[str]] = defaultdict(list)
    for y, cells in enumerate(rows):
        for x, text, look in cells:
            if text in STROKES:
                across = {"l": _x(x), "c": _x(x + 0.5), "r": _x(x + 1)}
                down = {"t": _y(y), "m": _y(y + 0.5), "b": _y(y + 1)}
                strokes[look.ink].append(STROKES[text].format(**across, **down))
            elif text in BLOCKS:
                left, top, right, bottom = BLOCKS[text]
                path = f"M{_x(x + left)} {_y(y + top)}H{_x(x + right)}V{_y(y + bottom)}H{_x(x + left)}z"
                blocks[look.ink].append(path)
    for ink, paths in strokes.items():
        yield f'<path fill="none" stroke="{ink}" d="{"".join(paths)}"/>'
    for ink, paths in blocks.items():
        yield f'<path fill="{ink}" d="{"".join(paths)}"/>'


def _texts(cells: list[Cell], y: int) -> Iterator[str]:
    drawn = [cell for cell in cells if cell.text not in STROKES and cell.text not in BLOCKS]
    # Cells that follow one another: their place less their number is the same.
    numbered = [(cell.column - number * cell.look.cells, cell) for number, cell in enumerate(drawn)]
    for (_, look), group in groupby(numbered, key=lambda one: (one[0], one[1].look._replace(paper=""))):
        run = [cell for _, cell in group]
        text = "".join(cell.text for cell in run)
        if not text.isspace():
            blanks = len(text) - len(text.lstrip())
            yield _text(text.strip(), run[blanks].column, y, look)


def _text(text: str, x: int, y: int, look: Look) -> str:
    ways = {"font-weight": "bold" * look.bold, "font-style": "italic" * look.italic}
    ways["text-decoration"] = "underline" * look.underlined
    style = "".join(f' {name}="{value}"' for name, value in ways.items() if value)
    cells = len(text) * look.cells
    return (
        f'<text x="{_x(x)}" y="{_number(EDGE + y * HIGH + BASE)}" fill="{look.ink}"{style} '
        f'textLength="{_number(cells * WIDE)}" lengthAdjust="spacingAndGlyphs">{escape(text, quote=False)}</text>'
    )


def _x(column: float) -> str:
    return _number(EDGE + column * WIDE)


def _y(row: float) -> str:
    return _number(EDGE + row * HIGH)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
