"""Noticing that the open file has changed, and reading it again. No Textual here.

A file is looked at, not watched: size, times and inode, twice a second. It is read once two looks agree, so that one
that is being written is left alone; and it is read as one version or not at all, so that what is shown is never a mix.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec

from ..files.problems import Problem, Unreadable
from ..index.ask import Index
from ..index.cache import Identity, identity_of
from ..index.opening import Opener
from ..index.workers import Cancelled
from ..model.selection import Selection

EVERY = 0.5  # seconds between two looks


class Watched:
    """The file of the timeline that is open. To be made before the file is read, so that no change is missed."""

    def __init__(self, path: str, opener: Opener) -> None:
        self.path = path
        self.fault = ""  # why the file as it is now cannot be shown
        self._opener = opener
        self._shown = self._tried = self._seen = self._look()

    def _look(self) -> Identity | None:
        """What the file is like; None where there is none."""
        try:
            return identity_of(Path(self.path).stat())
        except (OSError, ValueError):
            return None

    def has_changed(self) -> bool:
        """Whether the file is another than the one that was read last, and has come to rest."""
        seen, self._seen = self._seen, self._look()
        return self._seen == seen != self._tried

    def is_back(self) -> bool:
        """Whether the file is again the one that is shown, after it was another; to be asked once it has changed."""
        if self._seen is None or self._seen != self._shown:
            return False
        self._tried, self.fault = self._seen, ""
        return True

    def read(self) -> Index | None:
        """The index of the file as it is now; None where there is a `fault`. To be called in a thread."""
        self._tried = self._seen
        try:
            index = self._opener.open(self.path)
        except Cancelled:
            return None
        except Unreadable as error:
            self.fault = _short(error.problem)
            return None
        except (sqlite3.Error, OSError, MemoryError) as error:
            self.fault = f"{Path(self.path).name}: {getattr(error, 'strerror', None) or type(error).__name__}"
            return None
        self._shown, self.fault = self._tried, ""
        return index


def _short(problem: Problem) -> str:
    """What is wrong, with the name of the file in place of its whole path: it stands on one line."""
    return msgspec.structs.replace(problem, file=Path(problem.file).name or problem.file).one_line()


def carried_over(selection: Selection, index: Index) -> Selection:
    """A selection as far as the index has what it names."""
    return msgspec.structs.replace(
        selection,
        people=tuple(id_ for id_ in selection.people if index.person(id_)),
        organisations=tuple(id_ for id_ in selection.organisations if index.organisation(id_)),
        kinds=_kept(selection.kinds, index, "kind"),
        tags=_kept(selection.tags, index, "tag"),
    )


def _kept(names: tuple[str, ...], index: Index, field: str) -> tuple[str, ...]:
    return tuple(name for name in names if index.store.posting(field, name)) if names else ()


def place_of(old: Index, position: int, new: Index) -> int:
    """The position in another version of the timeline: of the same event, else of the next at its time."""
    if not old.total or not new.total:
        return 0
    event = old.event(min(position, old.total - 1))
    found = new.position(event.id)
    if found is None:
        found = min(new.position_at(event.date.earliest), new.total - 1)
    return found
