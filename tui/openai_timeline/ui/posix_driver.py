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
from functools import partial
from threading import Timer
from typing import TYPE_CHECKING, Any

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from .pasting import Pasting

if TYPE_CHECKING:
    from textual.app import App

_ENDINGS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
_TERMINAL_GONE = 128 + signal.SIGHUP
_READ_SIZE = 4096
_WAIT = 0.1
_PATIENCE = 2.0
_MODES_OFF = (
    b"\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1016l\x1b[?1006l\x1b[<u"
    b"\x1b[?1049l\x1b[?25h\x1b[?1004l"
)


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
        self._ending = False
        self._raw_attrs: list[Any] | None = None

    def start_application_mode(self) -> None:
        plain = self.attrs_before
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if plain is not None and self.attrs_before is not None and not self.attrs_before[3] & termios.ICANON:
            self.attrs_before = plain  # raw by our own doing is nothing to go back to
        with suppress(termios.error):
            self._raw_attrs = termios.tcgetattr(self.fileno)
        self._catch_signals()

    def stop_application_mode(self) -> None:
        # Textual turns this mode on where it can, and never off.
        if self._mouse_pixels:
            self.write("\x1b[?1016l")
        super().stop_application_mode()

    def _catch_signals(self) -> None:
        # Signals belong to the main thread; an app that runs in another does without.
        with suppress(ValueError):
            for number in _ENDINGS:
                # Started with nohup, a program is not to end with its terminal; without one it ends anyway.
                if signal.getsignal(number) is not signal.SIG_IGN:
                    signal.signal(number, lambda signalled, _: self._end(128 + signalled))
            signal.signal(signal.SIGUSR1, lambda *_: None)

    def _end(self, code: int) -> None:
        """End the app in order, or at once when the order takes too long: it waits for all that is queued."""
        if self._ending:
            return
        self._ending = True
        watchdog = Timer(_PATIENCE, self._end_at_once, (code,))
        watchdog.daemon = True
        watchdog.start()
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(partial(self._app.exit, return_code=code))

    def _end_at_once(self, code: int) -> None:
        if self.attrs_before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
        with suppress(OSError):
            # A terminal that takes nothing any more must not keep us.
            os.set_blocking(2, False)
            os.write(2, _MODES_OFF)
            os.set_blocking(2, True)
        os._exit(code)

    def _terminal_gone(self) -> None:
        """End the app because its terminal is closed; called from the threads that read and write."""
        self._end(_TERMINAL_GONE)

    def _sigtstp_application(self, *_: object) -> None:
        self._suspended = True
        super()._sigtstp_application()

    def _sigcont_application(self, *_: object) -> None:
        if not self._auto_restart:
            return
        if self._suspended:
            self._suspended = False
            super()._sigcont_application()
        # Textual draws only what changed, and the terminal may hold nothing of it any more.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._come_back)

    def _come_back(self) -> None:
        """Set the tty again, which a shell may have made plain after an unannounced SIGSTOP, and draw all."""
        if self._raw_attrs is None or self._ending or self._suspended:
            return
        with suppress(termios.error):
            termios.tcsetattr(self.fileno, termios.TCSANOW, self._raw_attrs)
        self._app.refresh(layout=True)

    def run_input_thread(self) -> None:
        """Read keys until told to stop; the terminal's end ends the app, stray bytes become U+FFFD."""
        decode = getincrementaldecoder("utf-8")("replace").decode
        parser, pasting = XTermParser(self._debug), Pasting()
        while not self.exit_event.is_set():
            ready, _, _ = select.select([self.fileno], [], [], _WAIT)
            data = self._read() if ready else None
            if data == b"":
                self._terminal_gone()
                return
            parser = self._pass_on(parser, pasting.feed(decode(data or b"")))

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
