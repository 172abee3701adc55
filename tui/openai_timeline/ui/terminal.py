"""What has to be right about the terminal before Textual is imported.

Textual reads keys from file descriptor 0 and draws on file descriptor 2, whatever they are: into a file it
draws garbage, a pipe it reads as keys, and without a terminal it spins for ever. So that is looked at first.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from enum import Enum

PLAIN_TERMINALS = frozenset({"", "dumb", "unknown"})
READ_LIMIT = 2 * 1024**3
_PIECE = 1024 * 1024


class Why(Enum):
    """Why the viewer does not open."""

    OUTPUT_ELSEWHERE = "output elsewhere"
    """Standard output is a file or a pipe: the reader wants the list."""
    ERRORS_ELSEWHERE = "errors elsewhere"
    """Standard error, where Textual draws, is not a terminal."""
    PLAIN_TERMINAL = "plain terminal"
    """$TERM says that the terminal can only print."""
    NO_KEYBOARD = "no keyboard"
    """There is no terminal to take keys from."""


@dataclass(frozen=True)
class Refusal:
    """The viewer does not open. With `lists`, print the list instead; else end with `exit_code`."""

    why: Why
    message: str
    """One line for standard error; empty when nothing has to be said."""
    lists: bool
    exit_code: int


class TooLarge(Exception):  # noqa: N818
    """Standard input went on for longer than is read."""


_LIST_HINT = "`openai-timeline list` prints the timeline as text"
_REFUSALS = (
    Refusal(Why.OUTPUT_ELSEWHERE, "", lists=True, exit_code=0),
    Refusal(
        Why.ERRORS_ELSEWHERE,
        f"the viewer draws on standard error, which is not a terminal here; {_LIST_HINT}",
        lists=False,
        exit_code=2,
    ),
    Refusal(
        Why.PLAIN_TERMINAL,
        "this terminal can only print (TERM is empty or dumb), so here is the list",
        lists=True,
        exit_code=0,
    ),
    Refusal(Why.NO_KEYBOARD, f"there is no terminal to take keys from; {_LIST_HINT}", lists=False, exit_code=2),
)
_REFUSAL = {refusal.why: refusal for refusal in _REFUSALS}

# Where what was piped in can still be read from after the terminal has taken its place.
_piped: int | None = None


def prepare() -> Refusal | None:
    """Make sure there is a terminal to draw on and to read keys from; why not, when there is none.

    When standard input is something else, it is put aside for `read_stdin_then_terminal`, and the terminal
    takes its place. Nothing is drawn, and a second call finds everything done.
    """
    if not _is_terminal(1):
        return _REFUSAL[Why.OUTPUT_ELSEWHERE]
    if not _is_terminal(2):
        return _REFUSAL[Why.ERRORS_ELSEWHERE]
    if os.name == "posix" and os.environ.get("TERM", "") in PLAIN_TERMINALS:
        return _REFUSAL[Why.PLAIN_TERMINAL]
    if not (_is_terminal(0) or _take_terminal()):
        return _REFUSAL[Why.NO_KEYBOARD]
    return None


def read_stdin_then_terminal(limit: int = READ_LIMIT) -> bytes:
    """All that is piped in, before or after `prepare`; afterwards the terminal, if any, is standard input.

    Raises `TooLarge` when there is more than `limit` bytes, and `OSError` when it cannot be read.
    """
    global _piped
    source = 0 if _piped is None else _piped
    pieces: list[bytes] = []
    size = 0
    while piece := os.read(source, _PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise TooLarge(f"standard input holds more than {limit:,} bytes")
    if _piped is not None:
        os.close(_piped)
        _piped = None
    elif not _is_terminal(0):
        _take_terminal()
    return b"".join(pieces)


def _is_terminal(descriptor: int) -> bool:
    try:
        return os.isatty(descriptor)
    except OSError:
        return False


def _take_terminal() -> bool:
    """Put the terminal on file descriptor 0 and what was there aside; False, and no change, without one."""
    global _piped
    terminal = _open_terminal()
    if terminal is None:
        return False
    if terminal != 0:
        if _piped is None:
            _piped = _duplicate(0)
        os.dup2(terminal, 0)
        os.close(terminal)
    else:
        os.set_inheritable(0, True)
    if sys.__stdin__ is None or sys.stdin is None:
        # Standard input was closed; Textual asks Python's own name for it.
        sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", closefd=False)  # type: ignore[misc]  # noqa: SIM115
    return True


def _duplicate(descriptor: int) -> int | None:
    try:
        return os.dup(descriptor)
    except OSError:
        return None


def _open_terminal() -> int | None:
    names = ["CONIN$"] if os.name == "nt" else ["/dev/tty", *_named_terminal()]
    for name in names:
        try:
            descriptor = os.open(name, os.O_RDWR | getattr(os, "O_NOCTTY", 0))
        except OSError:
            continue
        if _is_terminal(descriptor):
            return descriptor
        os.close(descriptor)
    return None


def _named_terminal() -> list[str]:
    """The terminal that is drawn on, by its name: a session without a controlling terminal still has that."""
    try:
        return [os.ttyname(2)]
    except OSError:
        return []
