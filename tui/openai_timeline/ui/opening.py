"""A timeline that is too big to be indexed unseen: how far that is, and what comes of it. No Textual here."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

from ..files.problems import Unreadable
from ..index.ask import Index
from ..index.opening import Opener
from ..index.workers import Cancelled

if TYPE_CHECKING:
    from .app import Options

SURE_AFTER = 0.5  # seconds after which a guess at the time left is worth saying


class Opening:
    """Makes the index of one file in another process."""

    def __init__(self, path: str, opener: Opener, options: Callable[[Index], Options], words: bool = False) -> None:
        """With `words`, the index of words is awaited too."""
        self.path = path
        self.options = options
        self.events, self.share = 0, 0.0
        self.failure = ""
        self._opener, self._words = opener, words
        self._began = monotonic()
        opener.progress = self._progress

    def _progress(self, events: int, share: float) -> None:
        self.events, self.share = events, share

    def make(self) -> Index | None:
        """The index; None where it was given up, or where there is a `failure`. To be called in a thread."""
        self._began = monotonic()
        try:
            index = self._opener.open(self.path)
            if self._words and index.keeper is not None:
                self._began = monotonic()
                index.notice = (
                    index.keeper.complete(index, lambda share: self._progress(index.total, share)) or index.notice
                )
            return index
        except Cancelled:
            return None
        except Unreadable as error:
            self.failure = error.problem.one_line()
            return None

    def cancel(self) -> None:
        """Give it up."""
        if self._opener.crew is not None:
            self._opener.crew.cancel()

    def seconds_left(self) -> float | None:
        """A guess, once there is reason for one."""
        passed = monotonic() - self._began
        if passed < SURE_AFTER or not 0 < self.share < 1:
            return None
        return passed * (1 - self.share) / self.share


def time_left(seconds: float | None) -> str:
    """ "about 4 seconds left"."""
    if seconds is None:
        return ""
    if seconds < 1.5:
        return "a second left"
    if seconds < 90:
        return f"about {seconds:.0f} seconds left"
    return f"about {seconds / 60:.0f} minutes left"
