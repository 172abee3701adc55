"""A view: the events that match a selection, by their place in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from ..model.selection import Selection


class Heading(NamedTuple):
    """Consecutive events of a view that stand under one heading of the list."""

    first: int  # place in the view of the first of them
    events: int
    year: int
    part: int  # 1-12 a month, 21-24 a season, 0 the year or more


class YearCount(NamedTuple):
    """How many events of a year are shown, and how many there are."""

    year: int
    shown: int
    total: int


class View:
    """The events that match `selection`, in order.

    A place counts from 0 within the view; a position from 0 within the timeline. `positions` holds the position of
    each place, ascending. Treated as immutable.
    """

    def __init__(self, selection: Selection, positions: Sequence[int], runs: Sequence[Heading]) -> None:
        self.selection = selection
        self.positions = positions
        self._runs = runs

    @cached_property
    def headings(self) -> list[Heading]:
        """What stands over them; only made for what is shown, not for what a search found in it."""
        return list(_shown(self.positions, self._runs))

    @cached_property
    def years(self) -> list[YearCount]:
        """The years that have events, in order."""
        return _years(self._runs, self.headings)

    def __len__(self) -> int:
        return len(self.positions)

    def place(self, position: int) -> int:
        """The place of the event at `position`, else of the next that is shown, else of the last (0 if none is)."""
        return max(0, min(bisect_left(self.positions, position), len(self) - 1))

    def shows(self, position: int) -> bool:
        """Whether the event at `position` is among them."""
        place = bisect_left(self.positions, position)
        return place < len(self) and self.positions[place] == position

    def heading_of(self, place: int) -> int:
        """Which heading (its number) the event at `place` stands under."""
        return max(0, bisect_left(self.headings, place + 1, key=lambda heading: heading.first) - 1)

    def first_of_year(self, year: int) -> int:
        """The place of the first event of `year`, else of the next year that has one, else the last."""
        # Headings are almost in the order of their years, not quite: new year comes earlier in the east.
        later = [(heading.year != year, heading.first) for heading in self.headings if heading.year >= year]
        return min(later, default=(True, max(0, len(self) - 1)))[1]


def next_in_both(positions: Sequence[int], marked: Sequence[int], place: int, step: int) -> int | None:
    """The next place (the one before with `step` -1) of `positions` that is also in `marked`; both ascend."""
    place += step
    while 0 <= place < len(positions):
        wanted = positions[place]
        number = bisect_left(marked, wanted) if step > 0 else bisect_right(marked, wanted) - 1
        if not 0 <= number < len(marked):
            return None
        if marked[number] == wanted:
            return place
        # The two leap over each other, so that neither is walked through.
        place = bisect_left(positions, marked[number]) if step > 0 else bisect_right(positions, marked[number]) - 1
    return None


def _shown(positions: Sequence[int], runs: Sequence[Heading]) -> Iterator[Heading]:
    """The headings of the view: each run of the timeline cut down to what is shown of it."""
    place = 0
    for run in runs:
        after = bisect_left(positions, run.first + run.events, lo=place)
        if after > place:
            yield Heading(place, after - place, run.year, run.part)
        place = after


def _years(runs: Sequence[Heading], shown: Sequence[Heading]) -> list[YearCount]:
    """The years that have events, in order."""
    totals: dict[int, int] = {}
    counts: dict[int, int] = {}
    for run in runs:
        totals[run.year] = totals.get(run.year, 0) + run.events
    for heading in shown:
        counts[heading.year] = counts.get(heading.year, 0) + heading.events
    return [YearCount(year, counts.get(year, 0), totals[year]) for year in sorted(totals)]
