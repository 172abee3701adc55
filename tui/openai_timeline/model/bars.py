"""Roles as bars on a time axis: where they surely were held, where they may have been, and in which lane.

Dates have bounds, so a bar has a sure part and may have an end that fades; an end that nobody knows is marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .dates import BEGINNING, END, Bound, Date
from .folding import fold
from .timeline import Person, Role

KINDS = ("founder", "executive", "board", "staff", "advisor", "other")  # the order in which they rank
LETTERS = {"founder": "F", "executive": "E", "board": "B", "staff": "S", "advisor": "A", "other": "O"}
ORDERS = ("first day", "name", "length")


class Bar(NamedTuple):
    """A role in time. `first` to `last`: it may have been held; `sure_first` to `sure_last`: it was.

    Where an end is unknown the bar begins or stops at the last instant that is known; `loose` ends are marked as
    approximate or uncertain in the record. A role that lasts `still` runs to the end of the record.
    """

    role: Role
    first: int
    sure_first: int
    sure_last: int
    last: int
    unknown_start: bool = False
    unknown_end: bool = False
    loose_start: bool = False
    loose_end: bool = False
    still: bool = False

    @property
    def kind(self) -> str:
        """The role's kind, `other` where it has none."""
        return self.role.kind or "other"

    @property
    def letter(self) -> str:
        """Its letter: small where the role was held for somebody else."""
        letter = LETTERS[self.kind]
        return letter.lower() if self.role.acting else letter


class Row(NamedTuple):
    """A person with the lanes of their bars; `undated`: roles of which neither end is known."""

    person: Person
    lanes: tuple[tuple[Bar, ...], ...]
    undated: tuple[Role, ...] = ()

    @property
    def bars(self) -> list[Bar]:
        """All bars."""
        return [bar for lane in self.lanes for bar in lane]

    @property
    def height(self) -> int:
        """The lines that it takes."""
        return max(1, len(self.lanes))


def bar_of(role: Role, record_end: int) -> Bar | None:
    """The bar of a role; None where neither end is known."""
    start = role.start if role.start is not None and role.start.earliest != BEGINNING else None
    if start is None and role.end is None:
        return None
    still = role.end is None or (role.end.latest == END and role.end.end is Bound.OPEN)
    end = None if still else role.end
    if start is None:
        if end is None or end.earliest == BEGINNING:
            return None
        return Bar(role, end.earliest, end.earliest, end.earliest, _known(end), True, loose_end=_loose(end))
    if end is None:
        last = max(record_end, start.latest)
        return Bar(role, start.earliest, start.latest, last, last, loose_start=_loose(start), still=True)
    unknown_end = end.latest == END
    return Bar(
        role, start.earliest, start.latest, max(end.earliest, start.earliest), max(_known(end), start.latest),
        unknown_end=unknown_end, loose_start=_loose(start), loose_end=_loose(end),
    )  # fmt: skip


def _known(end: Date) -> int:
    return end.earliest if end.latest == END else end.latest


def _loose(date: Date) -> bool:
    return date.approximate or date.uncertain


def row_of(person: Person, roles: Iterable[Role], record_end: int) -> Row:
    """A person's row; work comes before seats on boards, and each bar stands in the first lane that has room."""
    lanes: list[list[Bar]] = []
    undated = []
    bars = []
    for role in roles:
        bar = bar_of(role, record_end)
        if bar is None:
            undated.append(role)
        else:
            bars.append(bar)
    for bar in sorted(bars, key=lambda bar: (bar.kind in ("board", "advisor"), bar.first, -bar.last)):
        lane = next((lane for lane in lanes if not any(_collide(bar, other) for other in lane)), None)
        if lane is None:
            lanes.append([bar])
        else:
            lane.append(bar)
    ordered = (tuple(sorted(lane, key=lambda bar: bar.first)) for lane in lanes)
    return Row(person, tuple(ordered), tuple(undated))


def _collide(one: Bar, other: Bar) -> bool:
    """Whether two roles were held at once; one that begins on the day on which another ends came after it."""
    before, after = (one, other) if (one.first, one.last) <= (other.first, other.last) else (other, one)
    begins, ends = after.role.start, before.role.end
    if begins is not None and ends is not None and begins.latest >= ends.earliest:
        return False
    return after.first < before.last


def length_of(bars: Sequence[Bar]) -> int:
    """The seconds during which at least one role was held."""
    total, reached = 0, BEGINNING
    for bar in sorted(bars, key=lambda bar: bar.first):
        total += max(0, bar.last - max(bar.first, reached))
        reached = max(reached, bar.last)
    return total


def in_order_of(order: str, rows: Iterable[Row], names: dict[str, str]) -> list[Row]:
    """Rows by first day, by name or by length (the longest first); who has no dated role comes last."""

    def first_day(row: Row) -> int:
        return min((bar.first for bar in row.bars), default=END)

    def name(row: Row) -> str:
        return fold(names[row.person.id])

    if order == "name":
        return sorted(rows, key=name)
    if order == "length":
        return sorted(rows, key=lambda row: (-length_of(row.bars), first_day(row), name(row)))
    return sorted(rows, key=lambda row: (first_day(row), _rank(row), -length_of(row.bars), name(row)))


def _rank(row: Row) -> int:
    """Among those who came on one day, founders and executives come first."""
    return min((KINDS.index(bar.kind) for bar in row.bars), default=len(KINDS))


def span_of(rows: Iterable[Row]) -> tuple[int, int] | None:
    """The first and the last instant of all bars."""
    bars = [bar for row in rows for bar in row.bars]
    return (min(bar.first for bar in bars), max(bar.last for bar in bars)) if bars else None
