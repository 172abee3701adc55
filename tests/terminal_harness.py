"""A bare app on the real driver, and a pseudo-terminal that keeps every byte: for the tests of the terminal.

Run as a program it is the app; imported, it is the terminal that the app runs in.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from types import TracebackType
from typing import Any

HERE = Path(__file__)
SOURCE = HERE.parent.parent / "tui"


class Terminal:
    """A program in a pseudo-terminal of its own session. `output` is all that it drew, byte for byte."""

    def __init__(
        self,
        command: list[str],
        *,
        env: dict[str, str] | None = None,
        controlling: bool = True,
        size: tuple[int, int] = (80, 24),
        stdin: int | None = None,
    ) -> None:
        self.master, slave = pty.openpty()
        self.resize(*size)
        self.slave = slave
        self.before = termios.tcgetattr(slave)
        self.output = b""

        def take() -> None:
            if controlling:
                fcntl.ioctl(1, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen(
            command,
            stdin=slave if stdin is None else stdin,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=take,
            env={**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(SOURCE), **(env or {})},
        )

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.close()

    def close(self) -> None:
        """Close the terminal as its window would be closed."""
        for name in ("master", "slave"):
            descriptor = getattr(self, name)
            if descriptor >= 0:
                os.close(descriptor)
                setattr(self, name, -1)

    def read(self, seconds: float = 0.1) -> bytes:
        """Take in what is drawn until nothing came for `seconds`."""
        while select.select([self.master], [], [], seconds)[0]:
            piece = os.read(self.master, 65536)
            if not piece:
                break
            self.output += piece
        return self.output

    def wait_for(self, wanted: bytes, seconds: float = 60.0) -> bytes:
        """Read until `wanted` was drawn; fails when it does not come."""
        end = time.monotonic() + seconds
        while wanted not in self.output:
            assert time.monotonic() < end, f"{wanted!r} did not come: {self.output[-500:]!r}"
            self.read(0.02)
        return self.output

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size, as its window would; the kernel tells the program."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def send(self, data: bytes) -> None:
        os.write(self.master, data)

    def signal(self, number: signal.Signals) -> None:
        os.kill(self.process.pid, number)

    def wait(self, seconds: float = 60.0) -> int:
        """The exit code; what is still drawn is read, so that the program never waits for its reader."""
        end = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < end:
            if self.master >= 0:
                self.read(0.02)
            else:
                time.sleep(0.02)
        ended = self.process.poll()
        assert ended is not None, f"it has not ended: {self.output[-500:]!r}"
        return ended

    def attributes(self) -> list[Any]:
        return termios.tcgetattr(self.slave)


def harness(log: Path, **options: Any) -> Terminal:
    """This file's app in a terminal; it writes what it noticed into `log`."""
    return Terminal([sys.executable, str(HERE), str(log)], **options)


def main() -> int:
    from textual.app import App, ComposeResult
    from textual.widgets import Input, Static

    from openai_timeline.ui.driver import driver_class
    from openai_timeline.ui.terminal import prepare

    log = Path(sys.argv[1])
    refusal = prepare()
    if refusal is not None:
        log.write_text(refusal.why.value)
        return refusal.exit_code

    class Harness(App[None]):
        BINDINGS = [("f2", "leave", "Leave"), ("f3", "hang", "Hang")]

        def compose(self) -> ComposeResult:
            yield Static("READY")
            yield Input()

        def on_input_changed(self, event: Input.Changed) -> None:
            with log.open("a") as file:
                file.write(f"typed {event.value!r}\n")

        def on_unmount(self) -> None:
            with log.open("a") as file:
                file.write("unmounted\n")

        def action_hang(self) -> None:
            with log.open("a") as file:
                file.write("hangs\n")
            time.sleep(60)

        def action_leave(self) -> None:
            self.exit()

    app = Harness(driver_class=driver_class())
    app.run()
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(main())
