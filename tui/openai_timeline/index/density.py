"""How dense events lie on a time axis: how many fall into each cell."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from ..model.axis import Axis
from ..model.civil import DAY_SECONDS, add_months, month_start
from .ask import Index
from .view import Heading, View

MOST_SPREAD = 600  # events that are looked at one by one


def density(index: Index, view: View, axis: Axis) -> list[float]:
    """The events of a view in each cell of an axis. One whose date spans several cells counts a part in each.

    Where events are many, each counts in the cell in which it begins: nothing here takes longer the more there are.
    """
    first, last = (_place(index, view, instant) for instant in (axis.first, axis.last))
    if last - first > MOST_SPREAD:
        places = [_place(index, view, axis.instant(cell)) for cell in range(axis.width + 1)]
        return [float(after - before) for before, after in pairwise(places)]
    counts = [0.0] * axis.width
    for event in index.events(view.positions[first:last]) if last > first else ():
        earliest, latest = event.date.earliest, min(event.date.latest, axis.last - 1)
        begin, end = axis.cell(earliest), axis.cell(latest)
        # Of the day, or the years, that it may have happened in, all cells are as likely.
        whole = max(1, axis.cell(event.date.latest) - begin + 1) if event.date.latest < 2**61 else 1
        for cell in range(begin, end + 1 if whole > 1 else begin + 1):
            counts[cell] += 1 / whole
    return counts


def _place(index: Index, view: View, instant: int) -> int:
    return bisect_left(view.positions, index.position_at(instant))


def levels(counts: Sequence[float], most: int) -> list[int]:
    """Counts as heights from 0 to `most`; what is not nothing is at least 1.

    Heights grow with the square root, or one busy week would flatten ten years.
    """
    top = max(counts, default=0.0)
    if top <= 0:
        return [0] * len(counts)
    return [max(1, round(math.sqrt(count / top) * most)) if count > 0 else 0 for count in counts]


def density_by_month(view: View, axis: Axis) -> list[float]:
    """As `density`, from the headings of the view alone: those of a month, a season or a year are spread over it."""
    counts = [0.0] * axis.width
    for heading in view.headings:
        first, last = heading_span(heading)
        begin, end = max(0, axis.cell(first)), min(axis.width - 1, axis.cell(last))
        for cell in range(begin, end + 1):
            counts[cell] += heading.events / (end - begin + 1)
    return counts


def heading_span(heading: Heading) -> tuple[int, int]:
    """The first and the last second of a heading, on clocks of UTC."""
    month, months = heading.part, 1
    if not 1 <= month <= 12:
        month, months = (3 * (heading.part - 20) % 12, 3) if 21 <= heading.part <= 24 else (1, 12)
        month = month or 12
    year, after = add_months(heading.year, month, months)
    return month_start(heading.year, month) * DAY_SECONDS, month_start(year, after) * DAY_SECONDS - 1
