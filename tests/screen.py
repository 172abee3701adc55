"""The installed command in a pseudo-terminal, and what its screen shows: for the tests of the story."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pyte
from pyte.screens import wcwidth
from terminal_harness import Terminal

COMMAND = Path(sys.executable).parent / "openai-timeline"
PATIENCE = 60.0  # seconds that others may keep the machine busy
QUIET = 0.02  # seconds without a byte after which a frame is taken to be whole

ESC, ENTER, TAB, CTRL_C, CTRL_P, DOWN = "\x1b", "\r", "\t", "\x03", "\x10", "\x1b[B"
LEFT_BUTTON, WHEEL_UP, WHEEL_DOWN = 0, 64, 65

# What must be off in the end, as the terminal is told it: paste, mouse (three kinds, and its form), focus.
_MODES = (b"2004", b"1000", b"1003", b"1006", b"1049")


class Box(NamedTuple):
    """A bordered pane by its edges, columns and rows counted from 0."""

    left: int
    top: int
    right: int
    bottom: int


class Watched(pyte.Screen):
    """A screen that keeps what was drawn beyond its edges instead of hiding it."""

    def __init__(self, columns: int, lines: int) -> None:
        self.outside: list[str] = []
        super().__init__(columns, lines)

    def draw(self, data: str) -> None:
        if self.cursor.x + sum(max(0, wcwidth(character)) for character in data) > self.columns:
            self.outside.append(f"{data!r} at column {self.cursor.x}")
        super().draw(data)

    def cursor_position(self, line: int | None = None, column: int | None = None) -> None:
        if (line or 1) > self.lines or (column or 1) > self.columns:
            self.outside.append(f"the cursor at {column}, {line}")
        super().cursor_position(line, column)


class Viewer(Terminal):
    """`openai-timeline` with these arguments. Every wait is for something on the screen, none for a time."""

    def __init__(
        self,
        *arguments: str | Path,
        size: tuple[int, int] = (140, 40),
        piped: Path | None = None,
        env: dict[str, str] | None = None,
    ) -> None:
        self.screen = Watched(*size)
        self._stream = pyte.ByteStream(self.screen)
        self._fed = 0
        self._rows: list[str] | None = None
        settings = {"PYTHONPATH": "", "TEXTUAL_DISABLE_KITTY_KEY": "1", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}
        cat = None if piped is None else subprocess.Popen(["cat", str(piped)], stdout=subprocess.PIPE)
        stdin = None if cat is None or cat.stdout is None else cat.stdout.fileno()
        command = [str(COMMAND), *map(str, arguments)]
        super().__init__(command, env={**settings, **(env or {})}, size=size, stdin=stdin)
        if cat is not None and cat.stdout is not None:
            cat.stdout.close()
            cat.wait()

    def __enter__(self) -> Viewer:
        return self

    # -- what is on the screen

    @property
    def rows(self) -> list[str]:
        """The rows as text; a wide character is one character."""
        if self._rows is None:
            buffer, columns = self.screen.buffer, range(self.screen.columns)
            self._rows = ["".join([buffer[y][x].data for x in columns]) for y in range(self.screen.lines)]
        return self._rows

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.rows)

    def cells(self, y: int, left: int = 0, right: int | None = None) -> str:
        """Row `y` from `left` up to `right`, one character a column: a blank for the rest of a wide one, no marks."""
        line = self.screen.buffer[y]
        return "".join((line[x].data or " ")[0] for x in range(left, self.screen.columns if right is None else right))

    def within(self, box: Box) -> str:
        """What stands in a box, its border left out."""
        return "\n".join(self.cells(y, box.left + 1, box.right).rstrip() for y in range(box.top + 1, box.bottom))

    def boxes(self) -> list[Box]:
        """The boxes by their place, from the left and the top. Fails where an edge is not whole and straight."""
        found = []
        grid = [self.cells(y) for y in range(self.screen.lines)]
        for top, row in enumerate(grid):
            for corner in re.finditer("╭", row):
                left = corner.start()
                right = row.index("╮", left)
                bottom = next((y for y in range(top + 1, len(grid)) if grid[y][left] != "│"), len(grid) - 1)
                edges = {grid[y][right] for y in range(top + 1, bottom)}
                corners = grid[bottom][left] + grid[bottom][right]
                assert edges == {"│"}, f"the right border of {left}, {top} is broken:\n{self.text}"
                assert corners == "╰╯", f"the corners of {left}, {top} are not in line:\n{self.text}"
                found.append(Box(left, top, right, bottom))
        return sorted(found)

    def box(self, title: str) -> Box:
        """The box whose title begins so."""
        return next(box for box in self.boxes() if title in self.cells(box.top, box.left, box.right))

    def place_of(self, needle: str, within: Box | None = None) -> tuple[int, int]:
        """Column and row of the first place at which a text (of narrow characters) stands."""
        left, top, right, bottom = within or Box(0, 0, self.screen.columns, self.screen.lines)
        for y in range(top, bottom):
            x = self.cells(y, left, right).find(needle)
            if x >= 0:
                return left + x, y
        raise AssertionError(f"{needle!r} is not there:\n{self.text}")

    def background(self, x: int, y: int) -> str:
        """The colour behind a cell."""
        return self.screen.buffer[y][x].bg

    # -- waiting

    def pump(self, quiet: float = QUIET) -> None:
        """Draw what has come."""
        self.read(quiet)
        if self._fed < len(self.output):
            self._stream.feed(self.output[self._fed :])
            self._fed = len(self.output)
            self._rows = None

    def until(self, holds: Callable[[], bool], what: str) -> None:
        """Draw until this holds."""
        end = time.monotonic() + PATIENCE
        while True:
            self.pump()
            if holds():
                return
            ended = self.process.poll()
            assert ended is None, f"it ended with {ended} before {what}:\n{self.text}"
            assert time.monotonic() < end, f"not seen: {what}\n{self.text}"

    def shows(self, *needles: str) -> None:
        """Wait until all of these are on the screen."""
        self.until(lambda: all(needle in self.text for needle in needles), repr(needles))

    def hides(self, *needles: str) -> None:
        """Wait until none of these is on the screen."""
        self.until(lambda: not any(needle in self.text for needle in needles), f"the end of {needles!r}")

    # -- doing

    def type(self, keys: str, *needles: str) -> None:
        """Type keys; wait for what they bring."""
        self.send(keys.encode())
        if needles:
            self.shows(*needles)

    def mouse(self, button: int, x: int, y: int) -> None:
        """Press a button (and let go of it), or turn the wheel, at column `x` of row `y`."""
        pressed = f"\x1b[<{button};{x + 1};{y + 1}"
        self.type(f"{pressed}M" if button >= WHEEL_UP else f"{pressed}M{pressed}m")

    def click(self, x: int, y: int) -> None:
        """A click of the left button."""
        self.mouse(LEFT_BUTTON, x, y)

    def grow(self, columns: int, rows: int) -> None:
        """Give the terminal another size while the program runs."""
        self.pump()
        self.screen.resize(rows, columns)
        self._rows = None
        self.resize(columns, rows)

    # -- the end

    def quit(self, keys: str = "q") -> None:
        """Quit by these keys, and see that all is well."""
        self.type(keys)
        self.ends(0)

    def ends(self, code: int) -> None:
        """The program ends with this code and leaves the terminal as it was before."""
        assert self.wait(PATIENCE) == code
        self.read(QUIET)
        for mode in _MODES:
            on, off = (self.output.rfind(b"\x1b[?" + mode + end) for end in (b"h", b"l"))
            assert off > on >= 0, f"mode {mode.decode()} is left on"
        assert self.output.rfind(b"\x1b[?25h") > self.output.rfind(b"\x1b[?25l"), "the cursor is left hidden"
        assert self.attributes() == self.before
