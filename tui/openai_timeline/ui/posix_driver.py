"""The terminal driver of Textual, made to end well.

Textual's own dies at SIGTERM and SIGHUP with the terminal left raw, spins when the terminal is closed, stops
for ever when a write fails, starts a second time at a stray SIGCONT, and ends the app at bytes that are not
UTF-8. Here each of these is an orderly end with a code of its own, or nothing at all.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import termios
from codecs import getincrementaldecoder
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from textual.app import App

_ENDINGS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
_TERMINAL_GONE = 128 + signal.SIGHUP
_READ_SIZE = 4096
_WAIT = 0.1
_PATIENCE = 2.0


class TerminalStream:
    """Standard error as UTF-8 whatever the locale says; once a write has failed, it swallows all others."""

    def __init__(self, descriptor: int, failed: Callable[[], None]) -> None:
        self._descriptor = descriptor
        self._failed = failed
        self._closed = False

    def write(self, text: str) -> int:
        data = memoryview(text.encode("utf-8", "replace"))
        while data and not self._closed:
            try:
                data = data[os.write(self._descriptor, data) :]
            except BlockingIOError:
                # Another program may have made the terminal non-blocking for all that share it.
                select.select([], [self._descriptor], [], _WAIT)
            except OSError:
                self._closed = True
                self._failed()
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""

    def fileno(self) -> int:
        return self._descriptor

    def isatty(self) -> bool:
        return True


class PosixDriver(LinuxDriver):
    """Draws and reads keys on POSIX; signal n ends the app with 128 + n, a lost terminal with 129."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file = TerminalStream(sys.__stderr__.fileno(), self._terminal_gone)  # type: ignore[assignment, union-attr]
        self._suspended = False
        self._ending_since: float | None = None
        self._raw_attrs: list[Any] | None = None

    def start_application_mode(self) -> None:
        super().start_application_mode()  # type: ignore[no-untyped-call]
        with suppress(termios.error):
            self._raw_attrs = termios.tcgetattr(self.fileno)
        self._catch_signals()

    def _catch_signals(self) -> None:
        for number in _ENDINGS:
            # Started with nohup, a program is not to end with its terminal; without one it ends anyway.
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._catch(number, self._end, 128 + number)
        self._catch(signal.SIGUSR1, lambda: None)

    def _catch(self, number: signal.Signals, action: Callable[..., None], *arguments: int) -> None:
        # Signals belong to the main thread; an app that runs in another does without.
        with suppress(ValueError, RuntimeError, NotImplementedError):
            self._loop.add_signal_handler(number, action, *arguments)

    def _end(self, code: int) -> None:
        """End the app in order; asked again a while later, end at once, for then the order is what hangs."""
        now = monotonic()
        if self._ending_since is None:
            self._ending_since = now
            self._app.exit(return_code=code)
        elif now - self._ending_since > _PATIENCE:
            self._restore_terminal()
            os._exit(code)

    def _restore_terminal(self) -> None:
        sequences = "\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l"
        with suppress(OSError):
            os.write(2, f"{sequences}\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l".encode())
        if self.attrs_before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)

    def _terminal_gone(self) -> None:
        """End the app because its terminal is closed; called from the threads that read and write."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._end, _TERMINAL_GONE)

    def _sigtstp_application(self, *_: object) -> None:
        self._suspended = True
        super()._sigtstp_application()

    def _sigcont_application(self, *_: object) -> None:
        if self._suspended:
            self._suspended = False
            super()._sigcont_application()
        elif self._auto_restart and self._raw_attrs is not None:
            self._loop.call_soon_threadsafe(self._come_back)

    def _come_back(self) -> None:
        """After a SIGSTOP that nobody announced: all modes are on, but a shell may have changed the tty."""
        if self._raw_attrs is None or self._ending_since is not None:
            return
        with suppress(termios.error):
            termios.tcsetattr(self.fileno, termios.TCSANOW, self._raw_attrs)
        with suppress(Exception):
            self._app.refresh(layout=True)

    def run_input_thread(self) -> None:
        """Read keys until told to stop; the terminal's end ends the app, stray bytes become U+FFFD."""
        decode = getincrementaldecoder("utf-8")("replace").decode
        parser = XTermParser(self._debug)
        while not self.exit_event.is_set():
            ready, _, _ = select.select([self.fileno], [], [], _WAIT)
            data = self._read() if ready else None
            if data == b"":
                self._terminal_gone()
                return
            parser = self._pass_on(parser, decode(data or b""))

    def _read(self) -> bytes | None:
        """What was typed; None when there was nothing after all, no bytes when the terminal is closed."""
        try:
            return os.read(self.fileno, _READ_SIZE)
        except BlockingIOError:
            return None
        except OSError:
            return b""

    def _pass_on(self, parser: XTermParser, text: str) -> XTermParser:
        """Send the keys in `text`; a parser that fails on them is replaced, for no input may end the app."""
        try:
            # To feed it nothing would tell the parser that the input has ended.
            for message in (*(parser.feed(text) if text else ()), *parser.tick()):
                self.process_message(message)
        except Exception:
            return XTermParser(self._debug)
        return parser
