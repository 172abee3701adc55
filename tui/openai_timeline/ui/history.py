"""What was looked at, to go back to and forward again."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..model.selection import Selection

MOST = 200


class Visit(NamedTuple):
    """A selection and the position of the cursor in it."""

    selection: Selection
    position: int


class History:
    """Two stacks: where one came from, and where one went back from. A new jump forgets the second."""

    def __init__(self) -> None:
        self._behind: list[Visit] = []
        self._ahead: list[Visit] = []

    def leave(self, here: Visit) -> None:
        """Note the place that a jump starts from."""
        if not self._behind or self._behind[-1] != here:
            self._behind.append(here)
        del self._behind[:-MOST]
        self._ahead.clear()

    def back(self, here: Visit) -> Visit | None:
        """The last place left, other than here; None where there is none."""
        return _turn(self._behind, self._ahead, here)

    def carry(self, over: Callable[[Visit], Visit]) -> None:
        """Every place as it is in another version of the timeline."""
        self._behind[:] = [over(visit) for visit in self._behind]
        self._ahead[:] = [over(visit) for visit in self._ahead]

    def forward(self, here: Visit) -> Visit | None:
        """The last place gone back from; None where there is none."""
        return _turn(self._ahead, self._behind, here)


def _turn(source: list[Visit], target: list[Visit], here: Visit) -> Visit | None:
    while source:
        visit = source.pop()
        if visit != here:
            target.append(here)
            return visit
    return None
