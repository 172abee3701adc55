"""Who holds an office at the same time as somebody else, though it has one holder at a time."""

from __future__ import annotations

from typing import NamedTuple

from ..model.civil import DAY_SECONDS
from ..model.dates import END, Date
from ..model.timeline import Office, Role
from .facts import Facts
from .locate import Path
from .problems import quoted

_LOOKED_AT = 50  # later holders that one holder is compared with


class Holding(NamedTuple):
    """One person in one office."""

    person: str
    role: Role
    path: Path
    begins: tuple[int, int]  # the earliest and the latest instant at which it may have begun
    ends: tuple[int, int]


class Holders:
    """The holders of every office of one file."""

    def __init__(self, offices: list[Office]) -> None:
        self._many = {office.id for office in offices if office.many}
        self._held: dict[tuple[str, str], list[Holding]] = {}

    def add(self, role: Role, organisation: str, person: str, path: Path) -> None:
        """Note who holds an office; where nobody knows since when, nothing can be said of it."""
        if role.office and role.office not in self._many and role.start is not None and not role.acting:
            begins = (role.start.earliest, role.start.latest)
            ends = (END, END) if role.end is None else (role.end.earliest, role.end.latest)
            holding = Holding(person, role, path, begins, ends)
            self._held.setdefault((role.office, organisation), []).append(holding)

    def check(self, facts: Facts) -> None:
        """Find two holders at once."""
        for (office, _), holdings in self._held.items():
            holdings.sort(key=lambda holding: holding.begins)
            for place, holding in enumerate(holdings):
                for later in holdings[place + 1 : place + 1 + _LOOKED_AT]:
                    if later.begins[0] >= holding.ends[1]:
                        break
                    if later.person != holding.person:
                        _compare(office, holding, later, facts)


def _compare(office: str, earlier: Holding, later: Holding, facts: Facts) -> None:
    """Find two people in one office: for certain, or perhaps; a handover within one date is none."""
    begun = max(earlier.begins[0], later.begins[0]), max(earlier.begins[1], later.begins[1])
    over = min(earlier.ends[0], later.ends[0]), min(earlier.ends[1], later.ends[1])
    names = [facts.people.titles[h.person].in_language("en", facts.language) for h in (earlier, later)]
    path = (*later.path, "start")
    if begun[1] < over[0] and not _are_vague(earlier.role.end, later.role.start):
        message = f"{quoted(names[1])} holds {quoted(office)} while {quoted(names[0])} does:"
        hint = "end the role before it, or mark one as acting; an office with several holders has `many`"
        facts.drafts.note("two-holders", path, message, hint, other=earlier.path)
    elif over[1] - begun[0] >= DAY_SECONDS and not _may_be_handover(earlier.ends, later.begins):
        message = f"{quoted(names[1])} may hold {quoted(office)} while {quoted(names[0])} does:"
        hint = "the dates leave it open: are both right?"
        facts.drafts.note("two-holders", path, message, hint, severity="warning", other=earlier.path)


def _are_vague(*dates: Date | None) -> bool:
    return any(date is not None and (date.uncertain or date.approximate) for date in dates)


def _may_be_handover(ends: tuple[int, int], begins: tuple[int, int]) -> bool:
    """Whether one of two dates lies within the other: 2023 and 2023-05, where one role may follow the other."""
    within = begins[0] <= ends[0] and ends[1] <= begins[1]
    return within or (ends[0] <= begins[0] and begins[1] <= ends[1])
