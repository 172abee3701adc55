"""A program in a pseudo-terminal: what its screen shows, when each byte came, and how much memory it took.

Bytes are only stamped while the program runs; what they do to the screen is worked out once it is quiet. So the
emulator, slower than any terminal, never competes with the program that is measured.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import NamedTuple

import pyte
from pyte.screens import Char

HERE = Path(__file__).resolve().parent
QUIET = 0.25  # seconds without a byte after which a program is taken to have drawn all that it means to draw
PATIENCE = 20.0
PIECE = 1 << 16
Picture = tuple[tuple[Char, ...], ...]
# What a shell may have set that changes what a program draws.
UNWANTED = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TZ")


class Size(NamedTuple):
    """Columns and rows of a terminal."""

    columns: int
    rows: int


class Late(Exception):  # noqa: N818 - it is the state of the program
    """What was waited for did not come."""


class Home:
    """Folders of its own for all that a program keeps between runs, and the environment that names them."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="openai-timeline-bench-"))

    def environment(self, extra: Mapping[str, str] | None = None) -> dict[str, str]:
        """The environment of a plain terminal of many colours."""
        kept = {k: v for k, v in os.environ.items() if k not in UNWANTED and not k.startswith(("TEXTUAL_", "XDG_"))}
        kinds = ("CONFIG", "DATA", "STATE", "CACHE")
        folders = {f"XDG_{kind}_HOME": str(self.path / kind.lower()) for kind in kinds}
        terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "TZ": "America/Los_Angeles"}
        return {**kept, **folders, **terminal, "HOME": str(self.path), **(extra or {})}

    def __enter__(self) -> Home:
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.path, ignore_errors=True)


class Terminal:
    """A program in a terminal of its own."""

    def __init__(self, command: Sequence[str], size: Size, environment: Mapping[str, str]) -> None:
        self.screen = pyte.Screen(size.columns, size.rows)
        self._stream = pyte.ByteStream(self.screen)
        self._pieces: list[tuple[float, bytes]] = []
        self._ended = False
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size.rows, size.columns, 0, 0))
        self.started = perf_counter()
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
        )
        os.close(slave)
        self.peak = 0
        """The most memory it took, in bytes, once it is closed."""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the program, however it feels about that."""
        if self._master >= 0:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            _, _, usage = os.wait4(self._process.pid, 0)
            self._process.returncode = 0
            self.peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
            os.close(self._master)
            self._master = -1

    def press(self, keys: str) -> float:
        """Type `keys`, as a terminal would send them; when that was."""
        pressed = perf_counter()
        os.write(self._master, keys.encode())
        return pressed

    def listen(self, quiet: float = QUIET) -> None:
        """Take in bytes, with the time of each piece, until none came for `quiet` seconds."""
        while select.select([self._master], [], [], quiet)[0]:
            try:
                piece = os.read(self._master, PIECE)
            except OSError:
                self._ended = True
                return
            self._pieces.append((perf_counter(), piece))

    def draw(self) -> None:
        """Do to the screen what was listened to."""
        for _, piece in self._pieces:
            self._stream.feed(piece)
        self._pieces.clear()

    def settle(self, quiet: float = QUIET) -> None:
        """Listen until the program is quiet, and draw."""
        self.listen(quiet)
        self.draw()

    def seen(self, shows: Callable[[pyte.Screen], bool], quiet: float = QUIET) -> float:
        """When the piece came with which the screen `shows` what is waited for. Raises Late."""
        end = perf_counter() + PATIENCE
        while perf_counter() < end:
            self.listen(quiet)
            found = self._first(shows)
            if found is not None:
                return found
            if self._ended:
                break
        raise Late("\n".join(self.screen.display))

    def _first(self, shows: Callable[[pyte.Screen], bool]) -> float | None:
        found: float | None = None
        for came, piece in self._pieces:
            self._stream.feed(piece)
            if found is None and shows(self.screen):
                found = came
        self._pieces.clear()
        return found

    def completed(self) -> float | None:
        """Draw what was listened to; when the piece came with which the screen was as it is at the end.

        What is painted again after that, the same, does not count. None where nothing changed.
        """
        complete: float | None = None
        before = picture(self.screen)
        pictures: list[tuple[float, Picture]] = []
        for came, piece in self._pieces:
            self._stream.feed(piece)
            pictures.append((came, picture(self.screen)))
        self._pieces.clear()
        for came, shown in reversed(pictures):
            if shown != pictures[-1][1]:
                return complete
            complete = came
        return complete if pictures and before != pictures[-1][1] else None


def picture(screen: pyte.Screen) -> Picture:
    """Every cell, with its colours."""
    return tuple(tuple(screen.buffer[y][x] for x in range(screen.columns)) for y in range(screen.lines))


def cell(screen: pyte.Screen, x: int, y: int) -> Char:
    """What stands in a cell, and in what colours."""
    return screen.buffer[y][x]


def row(screen: pyte.Screen, y: int, left: int = 0, right: int | None = None) -> str:
    """The text of row `y` from column `left` up to `right`, one character a column: the second half of a wide one
    counts as a blank."""
    cells = screen.buffer[y]
    return "".join(cells[x].data or " " for x in range(left, screen.columns if right is None else right))


def pane(screen: pyte.Screen, title: str) -> list[str]:
    """The lines inside the bordered pane with this title; none where no such pane is drawn whole."""
    for top in range(screen.lines):
        text = row(screen, top)
        left = text.find(f"╭─ {title}")
        right = text.find("╮", left)
        if left >= 0 and right >= 0:
            below = range(top + 1, screen.lines)
            bottom = next((y for y in below if cell(screen, left, y).data == "╰"), top)
            return [row(screen, y, left + 1, right) for y in range(top + 1, bottom)]
    return []
