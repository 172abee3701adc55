"""A time axis: instants to cells and half cells, ticks with labels, the zoom from ages to quarters of an hour.

Instants are integers (see `dates.py`), so any year has a place. A scale is how long one cell is; the whole of what
there is to see has no scale of its own, it is fitted to the width.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from .civil import DAY_SECONDS, MONTHS, add_months, civil, month_length, month_start
from .date_display import year_name
from .dates import Date, parse
from .zones import offset_at, offset_at_local, zone_named

HOUR_SECONDS = 3600
MONTH_SECONDS = 2_629_746  # the mean
YEAR_SECONDS = 31_556_952
MARGIN = 8  # the cursor keeps an eighth of the width from the edges of a window that can move


class Unit(IntEnum):
    """What steps are made of, the finest first."""

    MINUTE = 60
    HOUR = HOUR_SECONDS
    DAY = DAY_SECONDS
    MONTH = MONTH_SECONDS
    YEAR = YEAR_SECONDS


class Step(NamedTuple):
    """So many units."""

    times: int
    unit: Unit

    @property
    def seconds(self) -> int:
        """How long it is; of months and years, in the mean."""
        return self.times * int(self.unit)

    @property
    def timed(self) -> bool:
        """Whether it is less than a day, so that the time of day matters."""
        return self.unit < Unit.DAY


class Scale(NamedTuple):
    """How long a cell is, in words too, and by what the cursor moves."""

    cell: int
    name: str
    step: Step


# The finest first.
SCALES = (
    Scale(900, "15 minutes", Step(15, Unit.MINUTE)),
    Scale(HOUR_SECONDS, "an hour", Step(1, Unit.HOUR)),
    Scale(6 * HOUR_SECONDS, "6 hours", Step(1, Unit.DAY)),
    Scale(DAY_SECONDS, "a day", Step(1, Unit.DAY)),
    Scale(7 * DAY_SECONDS, "a week", Step(7, Unit.DAY)),
    Scale(MONTH_SECONDS, "a month", Step(1, Unit.MONTH)),
    Scale(3 * MONTH_SECONDS, "3 months", Step(3, Unit.MONTH)),
    Scale(YEAR_SECONDS, "a year", Step(1, Unit.YEAR)),
    *(Scale(n * YEAR_SECONDS, f"{n:,} years", Step(n, Unit.YEAR)) for n in (10**power for power in range(1, 10))),
)

_TICKS = (
    *(Step(count, Unit.MINUTE) for count in (15, 30)),
    *(Step(count, Unit.HOUR) for count in (1, 2, 3, 6, 12)),
    *(Step(count, Unit.DAY) for count in (1, 7)),
    *(Step(count, Unit.MONTH) for count in (1, 3, 6)),
    *(Step(count * 10**power, Unit.YEAR) for power in range(12) for count in (1, 2, 5)),
)


class Tick(NamedTuple):
    """A mark of the axis: `half` is its half cell; a `major` one begins something larger than its neighbours do."""

    instant: int
    half: int
    label: str
    major: bool


class Axis(NamedTuple):
    """The time from `first` up to, not including, `last` on `width` cells."""

    first: int
    last: int
    width: int

    def half(self, instant: int) -> int:
        """The half cell in which an instant lies, from 0; outside the axis less than that, or 2 * width and more."""
        return (instant - self.first) * 2 * self.width // (self.last - self.first)

    def cell(self, instant: int) -> int:
        """The cell in which an instant lies, from 0."""
        return self.half(instant) // 2

    def instant(self, cell: int) -> int:
        """The first instant of a cell."""
        return self.first - (self.first - self.last) * cell // self.width

    def ticks(self, zone: str | None = None, gap: int = 2) -> list[Tick]:
        """Marks as close as their labels and `gap` cells between them allow, at the zone's years, days and hours."""
        place = zone_named(zone) if zone else None
        span = self.last - self.first
        for step in _TICKS:
            need = _label_cells(step, self) + gap
            if step.seconds * self.width >= need * span:
                return list(_ticks(self, step, place))
        return []


def _label_cells(step: Step, axis: Axis) -> int:
    """The cells of the widest label."""
    if step.unit < Unit.MONTH:
        return 6 if step.unit is Unit.DAY else 5
    years = (civil(instant // DAY_SECONDS)[0] for instant in (axis.first, axis.last))
    return max(len(year_name(year)) for year in years)


def _ticks(axis: Axis, step: Step, place: ZoneInfo | None) -> Iterator[Tick]:
    local = _floor(axis.first + _offset(axis.first, place), step)
    while True:
        instant = local - (offset_at_local(local, place) if place else 0)
        if instant >= axis.last:
            return
        if instant >= axis.first:
            label, major = _label(local, step)
            yield Tick(instant, axis.half(instant), label, major)
        local = _next(local, step)


def _next(local: int, step: Step) -> int:
    """The next whole number of steps."""
    if step.unit < Unit.MONTH:
        return local + step.seconds
    after = _floor(_calendar(local, step, 1), step)
    # From 10 BC it is twenty years to AD 10, less the one that there never was.
    return after if after > local else _floor(_calendar(local, step, 2), step)


def _floor(local: int, step: Step) -> int:
    """The last local time at or before this one that is a whole number of steps."""
    if step.unit is Unit.DAY:
        week = 3 * DAY_SECONDS if step.times == 7 else 0  # weeks begin on Mondays
        return (local + week) // step.seconds * step.seconds - week
    if step.timed:
        return local // step.seconds * step.seconds
    year, month, _ = civil(local // DAY_SECONDS)
    if step.unit is Unit.YEAR:
        return month_start(_round_year(year, step.times), 1) * DAY_SECONDS
    return month_start(year, (month - 1) // step.times * step.times + 1) * DAY_SECONDS


def _round_year(year: int, count: int) -> int:
    """The last year at or before this one whose number is a multiple, before Christ too: 50 BC is -49."""
    if year >= count or count == 1:
        return year // count * count
    return 1 - max(1, -((year - 1) // count)) * count


def _label(local: int, step: Step) -> tuple[str, bool]:
    day, second = divmod(local, DAY_SECONDS)
    year, month, number = civil(day)
    name = MONTHS[month - 1][:3]
    if step.unit is Unit.YEAR:
        return year_name(year), True
    if step.unit is Unit.MONTH:
        return (year_name(year), True) if month == 1 else (name, False)
    if step.unit is Unit.DAY:
        return f"{number} {name}", number == 1
    return (f"{number} {name}", True) if second == 0 else (f"{second // 3600:02d}:{second // 60 % 60:02d}", False)


def _offset(instant: int, place: ZoneInfo | None) -> int:
    return offset_at(instant, place) if place else 0


def moved(instant: int, step: Step, times: int, zone: str | None = None) -> int:
    """An instant so many steps later (earlier where negative) on the zone's calendar.

    Steps of less than a day go to whole numbers of them: from 12:28 a quarter of an hour on is 12:30.
    """
    place = zone_named(zone) if zone else None
    local = instant + _offset(instant, place)
    if step.timed:
        begun = _floor(local, step)
        if times < 0 and begun != local:
            begun += step.seconds
        return instant + begun - local + times * step.seconds
    local = _calendar(local, step, times)
    return local - (offset_at_local(local, place) if place else 0)


def _calendar(local: int, step: Step, times: int) -> int:
    """Days, months or years later at the same time of day; on the last day of a month that is too short."""
    day, second = divmod(local, DAY_SECONDS)
    if step.unit is Unit.DAY:
        return (day + step.times * times) * DAY_SECONDS + second
    year, month, number = civil(day)
    months = step.times * times * (12 if step.unit is Unit.YEAR else 1)
    year, month = add_months(year, month, months)
    return (month_start(year, month) + min(number, month_length(year, month)) - 1) * DAY_SECONDS + second


def moment_at(instant: int, zone: str | None = None, timed: bool = False) -> Date:
    """The day on which an instant lies, or the minute where the time of day matters, as a date.

    Years of more than four digits have no days in EDTF: there it is the year.
    """
    place = zone_named(zone) if zone else None
    offset = _offset(instant, place)
    day, second = divmod(instant + offset, DAY_SECONDS)
    year, month, number = civil(day)
    if not -9999 <= year <= 9999:
        return parse(f"Y{year}", zone)
    text = f"{'-' if year < 0 else ''}{abs(year):04d}-{month:02d}-{number:02d}"
    if not timed or offset % 60:
        return parse(text, zone)
    sign, minutes = ("-" if offset < 0 else "+"), abs(offset) // 60
    clock = f"{sign}{minutes // 60:02d}:{minutes % 60:02d}"
    return parse(f"{text}T{second // 3600:02d}:{second // 60 % 60:02d}{clock}")


class Window(NamedTuple):
    """The part of the whole that is seen: all of it where `scale` is None, else from `first` at a scale."""

    whole_first: int
    whole_last: int
    width: int
    scale: int | None = None
    first: int = 0

    @property
    def axis(self) -> Axis:
        """The axis on which it is drawn."""
        if self.scale is None:
            return Axis(self.whole_first, self.whole_last, self.width)
        return Axis(self.first, self.first + SCALES[self.scale].cell * self.width, self.width)

    @property
    def step(self) -> Step:
        """By what the cursor moves: the step of the scale, of the next finer one where all is seen."""
        return SCALES[self._finer() if self.scale is None else self.scale].step

    @property
    def name(self) -> str:
        """What a cell is, in words."""
        return "the whole" if self.scale is None else f"a cell is {SCALES[self.scale].name}"

    def _finer(self) -> int:
        """The coarsest scale that shows less than the whole, or the finest there is."""
        whole = self.whole_last - self.whole_first
        return max((n for n, scale in enumerate(SCALES) if scale.cell * self.width < whole), default=0)

    def clamped(self, instant: int) -> int:
        """The instant nearest to this one that the whole has."""
        return max(self.whole_first, min(instant, self.whole_last - 1))

    def zoomed(self, steps: int, cursor: int) -> Window:
        """Nearer by `steps` scales (farther where negative), the cursor staying where it stands."""
        finest = self._finer()
        level = finest + 1 if self.scale is None else self.scale
        level = max(0, level - steps)
        if level > finest:
            return self._replace(scale=None)
        old, cell = self.axis, SCALES[level].cell
        first = cursor - (cursor - old.first) * cell * self.width // (old.last - old.first)
        return self._replace(scale=level, first=first // cell * cell).following(cursor)

    def following(self, cursor: int) -> Window:
        """Moved by whole cells, as little as needed, to have the cursor in view with some time around it."""
        if self.scale is None:
            return self
        cell, at = SCALES[self.scale].cell, self.axis.cell(cursor)
        margin = min(self.width // MARGIN, (self.width - 1) // 2)
        by = min(0, at - margin) + max(0, at - (self.width - 1 - margin))
        return self._replace(first=self.first + by * cell)

    def resized(self, width: int, cursor: int) -> Window:
        """The same for another width."""
        window = self._replace(width=max(1, width))
        if window.scale is not None and window.scale > window._finer():
            return window._replace(scale=None)
        return window.following(cursor)


def whole_of(first: int, last: int, width: int) -> Window:
    """A window on all from `first` to `last`, with a little room on both sides."""
    room = max((last - first) // 60, 3600)
    return Window(first - room, last + room, max(1, width))
