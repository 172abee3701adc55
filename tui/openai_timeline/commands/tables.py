"""Rows as a table for people, and as TSV and CSV (RFC 4180) for programs."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from ..text import DETAIL_LIMIT, TITLE_LIMIT, cell_width, clean, fit
from .data import BATCH, write_lines

GAP = "  "
LEAST_LAST = 20  # cells that the last column gets, whatever the others need
OTHERS_WIDTH = 80  # columns where nobody says how many there are
# A spreadsheet takes a cell that begins so for a formula. Apostrophes before it count, so that one can be taken away.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_GUARDED = frozenset("'=+-@\t\r\n＝＋－＠")

Row = Sequence[str]


def terminal_width() -> int:
    """How many columns there are: $COLUMNS, else those of the terminal."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isascii() and asked.isdigit() and 0 < int(asked) < 10_000:
        return int(asked)
    try:
        return os.get_terminal_size(1).columns or OTHERS_WIDTH
    except OSError:
        return OTHERS_WIDTH


def write_table(names: Row, rows: Iterable[Row], most: Sequence[int], right: Sequence[int] = ()) -> None:
    """A table as wide as the terminal: columns as wide as their first cells need, but at most `most`; the last
    takes what is left. Columns in `right` are aligned there."""
    rows = iter(rows)
    first = [[clean(cell, limit=TITLE_LIMIT) for cell in row] for row in islice(rows, BATCH)]
    heading = [name.upper() for name in names]
    room = terminal_width() - LEAST_LAST - len(GAP) * len(most)
    widths = []
    for number, limit in enumerate(most):
        needed = max(cell_width(row[number]) for row in [heading, *first])
        widths.append(max(1, min(needed, limit, room)))
        room -= widths[-1]
    widths.append(max(1, terminal_width() - sum(widths) - len(GAP) * len(widths)))
    cleaned = ([clean(cell, limit=TITLE_LIMIT) for cell in row] for row in rows)
    write_lines(_line(row, widths, right) for row in chain([heading], first, cleaned))


def _line(row: Row, widths: Sequence[int], right: Sequence[int]) -> str:
    cells = zip(row, widths, strict=True)
    fitted = (fit(cell, width, "right" if n in right else "left") for n, (cell, width) in enumerate(cells))
    return GAP.join(fitted).rstrip()


def write_separated(names: Row, rows: Iterable[Row], tabs: bool) -> None:
    """CSV, or TSV with `tabs`, with a line of names first; a tab or a line break in a cell of TSV becomes a blank."""
    if tabs:
        write_lines("\t".join(_safe(row, False)) for row in chain([names], rows))
        return
    import csv
    from io import StringIO

    for batch in batches(chain([names], rows)):
        lines = StringIO(newline="")
        csv.writer(lines, lineterminator="\r\n").writerows([_safe(row, True) for row in batch])
        sys.stdout.write(lines.getvalue())


def _safe(row: Row, multiline: bool) -> Row:
    """The cells of a row, clean and guarded; most rows are so already."""
    text = "".join(row)
    if multiline:
        text = text.replace("\n", "")
    if not (text.isascii() and text.isprintable()):
        row = [clean(cell, multiline=multiline, limit=max(DETAIL_LIMIT, len(cell))) for cell in row]
    return [guarded(cell) if cell[:1] in _GUARDED else cell for cell in row]


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: such a one gets an apostrophe first."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows, many at once."""
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        yield batch
