"""Who held which role when."""

from __future__ import annotations

from enum import Enum

from .dates import Date
from .timeline import Role


class Held(Enum):
    """Whether a role was held at a moment, as far as dates with bounds can tell."""

    NO = "did not hold"
    MAYBE = "may have held"
    YES = "held"


def held(role: Role, moment: Date) -> Held:
    """Whether `role` was held at some time of `moment`."""
    if role.start is None and role.end is None:
        return Held.MAYBE
    if role.start is not None and role.start.earliest > moment.latest:
        return Held.NO
    if role.end is not None and role.end.latest < moment.earliest:
        return Held.NO
    begun = role.start is not None and role.start.latest <= moment.latest
    not_over = role.end is None or role.end.earliest >= moment.earliest
    return Held.YES if begun and not_over else Held.MAYBE
