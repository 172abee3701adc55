"""The process that makes an index while the screen lives: `python -P -m openai_timeline.index.worker`.

It says on standard output, a line of JSON each, how far it is and how it ended. When nobody listens any more, it ends.
"""

from __future__ import annotations

import gc
import os
import sqlite3
import sys
from pathlib import Path
from time import monotonic

import msgspec

from ..files.problems import Unreadable
from .making import make_finder, make_index
from .pieces import columns_of
from .reports import Word

_EVERY = 0.05  # seconds between two words


class _Speaker:
    """Says how far it is, not too often."""

    def __init__(self) -> None:
        self._next = 0.0

    def say(self, word: Word) -> None:
        """One line, at once. A reader that has gone ends this process."""
        os.write(1, msgspec.json.encode(word) + b"\n")

    def index(self, events: int, share: float) -> None:
        """How far the index is."""
        if monotonic() >= self._next:
            self._next = monotonic() + _EVERY
            self.say(Word(events, share))

    def finder(self, share: float) -> None:
        """How far the second part is."""
        self.index(0, share)


def main(arguments: list[str]) -> int:
    """`index PATH NAME TARGET`, or `find INDEX TARGET PIECE PIECES`, or `columns ZONE`, which says something else."""
    if arguments[0] == "columns":
        return columns(arguments[1])
    speaker = _Speaker()
    try:
        if arguments[0] == "index":
            path, name, target = arguments[1:]
            made = make_index(path, name, Path(target), speaker.index)
            speaker.say(Word(digest=made.digest, identity=made.identity, finished=True))
        else:
            index, target, piece, pieces = arguments[1:]
            make_finder(Path(index), Path(target), int(piece), int(pieces), speaker.finder)
            speaker.say(Word(finished=True))
    except Unreadable as error:
        speaker.say(Word(unreadable=error.problem))
    except (OSError, sqlite3.Error, MemoryError) as error:
        speaker.say(Word(failure=getattr(error, "strerror", None) or str(error) or type(error).__name__))
        return 1
    return 0


def columns(zone: str) -> int:
    """Turn events on standard input into columns on standard output; 1 where that takes more."""
    gc.disable()
    return 0 if columns_of(sys.stdin.buffer, zone, sys.stdout.buffer) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
