"""Each way a terminal can end or misbehave, in a real pseudo-terminal: exit codes, and the terminal as it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(os.name != "posix", reason="the driver is for POSIX"),
]
if os.name == "posix":
    from terminal_harness import HERE, SOURCE, Terminal, harness

KEY_TO_LEAVE, KEY_TO_HANG = b"\x1bOQ", b"\x1bOR"
MODES_OFF = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?2004l", b"\x1b[?1000l", b"\x1b[?1003l", b"\x1b[?1006l", b"\x1b[<u")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


def ready(terminal: Terminal) -> Terminal:
    terminal.wait_for(b"READY")
    terminal.read(0.05)
    return terminal


def until(terminal: Terminal, true: Callable[[], bool]) -> None:
    """Read on until something is so."""
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end, terminal.output[-500:]
        terminal.read(0.02)


def is_stopped(terminal: Terminal) -> bool:
    """Whether the program has been stopped; says so once for each time."""
    pid, _ = os.waitpid(terminal.process.pid, os.WNOHANG | os.WUNTRACED)
    return pid != 0


def typed(log: Path, text: str) -> Callable[[], bool]:
    return lambda: log.exists() and f"typed {text!r}\n" in log.read_text()


def assert_put_back(terminal: Terminal) -> None:
    """Keys, screen and mouse are as they were found."""
    terminal.read(0.05)
    assert terminal.attributes() == terminal.before
    last_frame = terminal.output[terminal.output.rindex(b"READY") :]
    assert all(mode in last_frame for mode in MODES_OFF)


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130), (signal.SIGQUIT, 131)],
)
def test_a_signal_ends_it_in_order(log: Path, number: signal.Signals, code: int) -> None:
    with harness(log) as terminal:
        ready(terminal).signal(number)
        assert terminal.wait() == code
        assert_put_back(terminal)
    assert log.read_text() == "unmounted\n"


def test_a_program_that_hangs_ends_all_the_same(log: Path) -> None:
    with harness(log) as terminal:
        ready(terminal).send(KEY_TO_HANG)
        until(terminal, lambda: log.exists() and "hangs" in log.read_text())
        terminal.signal(signal.SIGTERM)
        assert terminal.wait() == 143
        assert_put_back(terminal)


@pytest.mark.parametrize("how", ["with a signal", "without", "the signal ignored"])
def test_a_closed_terminal_ends_it(log: Path, how: str) -> None:
    """At once, and without the spinning for which Textual is known: it used no more time than its end takes."""
    if how == "the signal ignored":
        opened = Terminal(["/bin/sh", "-c", 'trap "" HUP; exec "$@"', "sh", sys.executable, str(HERE), str(log)])
    else:
        opened = harness(log, controlling=how == "with a signal")
    with opened as terminal:
        ready(terminal)
        before = processor_time(terminal.process.pid)
        terminal.close()
        _, status, used = os.wait4(terminal.process.pid, 0)
        terminal.process.returncode = os.waitstatus_to_exitcode(status)
        assert terminal.process.returncode == 129
        assert used.ru_utime + used.ru_stime - before < 1
    assert log.read_text() == "unmounted\n"


def processor_time(pid: int) -> float:
    """Seconds of the processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_bytes_that_are_no_text_do_not_end_it(log: Path) -> None:
    with harness(log) as terminal:
        ready(terminal).send(b"a\xff\xfe\xe4")
        until(terminal, typed(log, "a\ufffd\ufffd"))
        terminal.send(b"\xb8\xadz")
        until(terminal, typed(log, "a\ufffd\ufffd中z"))
        terminal.send(KEY_TO_LEAVE)
        assert terminal.wait() == 0
        assert_put_back(terminal)


def test_it_goes_on_after_a_stop_that_nobody_announced(log: Path) -> None:
    with harness(log) as terminal:
        raw = ready(terminal).attributes()
        terminal.signal(signal.SIGSTOP)
        until(terminal, lambda: is_stopped(terminal))
        termios.tcsetattr(terminal.slave, termios.TCSANOW, terminal.before)
        drawn = len(terminal.read(0.05))
        terminal.signal(signal.SIGCONT)
        until(terminal, lambda: b"READY" in terminal.output[drawn:])
        assert b"\x1b[?1049h" not in terminal.output[drawn:]
        assert terminal.attributes() == raw
        terminal.send(KEY_TO_LEAVE)
        assert terminal.wait() == 0
        assert_put_back(terminal)


def test_a_suspension_gives_the_terminal_back_and_draws_again(log: Path) -> None:
    with harness(log) as terminal:
        ready(terminal).signal(signal.SIGTSTP)
        terminal.wait_for(b"\x1b[?1049l")
        until(terminal, lambda: is_stopped(terminal))
        assert terminal.attributes() == terminal.before
        drawn = len(terminal.read(0.05))
        terminal.signal(signal.SIGCONT)
        until(terminal, lambda: b"READY" in terminal.output[drawn:])
        assert b"\x1b[?1049h" in terminal.output[drawn:]
        terminal.signal(signal.SIGTERM)
        assert terminal.wait() == 143
        assert_put_back(terminal)


def test_a_terminal_found_raw_after_a_suspension_is_plain_in_the_end(log: Path) -> None:
    """As it is where one stop follows another before all of the first is handled."""
    with harness(log) as terminal:
        raw = ready(terminal).attributes()
        terminal.signal(signal.SIGTSTP)
        until(terminal, lambda: is_stopped(terminal))
        termios.tcsetattr(terminal.slave, termios.TCSANOW, raw)
        drawn = len(terminal.read(0.05))
        terminal.signal(signal.SIGCONT)
        until(terminal, lambda: b"READY" in terminal.output[drawn:])
        terminal.send(KEY_TO_LEAVE)
        assert terminal.wait() == 0
        assert_put_back(terminal)


@pytest.mark.parametrize("term", ["", "dumb"])
def test_a_terminal_that_can_only_print_is_left_alone(log: Path, term: str) -> None:
    with harness(log, env={"TERM": term}) as terminal:
        assert terminal.wait() == 0
        assert terminal.output == b""
    assert log.read_text() == "plain terminal"


def shell(log: Path, redirected: str) -> list[str]:
    return ["/bin/sh", "-c", f"{redirected} ", "sh", sys.executable, str(HERE), str(log)]


@pytest.mark.parametrize(
    ("redirected", "why", "code"),
    [('"$@" >/dev/null', "output elsewhere", 0), ('"$@" 2>/dev/null', "errors elsewhere", 2)],
)
def test_nothing_is_drawn_into_a_file(log: Path, redirected: str, why: str, code: int) -> None:
    with Terminal(shell(log, redirected)) as terminal:
        assert terminal.wait() == code
        assert terminal.output == b""
    assert log.read_text() == why


@pytest.mark.parametrize("redirected", ['"$@" </dev/null', '"$@" <&-', 'echo q | "$@"'])
@pytest.mark.parametrize("controlling", [True, False])
def test_keys_come_from_the_terminal(log: Path, redirected: str, controlling: bool) -> None:
    with Terminal(shell(log, redirected), controlling=controlling) as terminal:
        ready(terminal).send(b"k")
        until(terminal, typed(log, "k"))
        terminal.send(KEY_TO_LEAVE)
        assert terminal.wait() == 0
        assert_put_back(terminal)
    assert log.read_text() == "typed 'k'\nunmounted\n"


def test_no_terminal_at_all(log: Path) -> None:
    program = (
        "import os, pty, sys; from openai_timeline.ui import terminal\n"
        # Drawing would work, but this session has no terminal of its own to take keys from.
        "terminal._is_terminal = lambda descriptor: descriptor in (1, 2)\n"
        "refusal = terminal.prepare(); print(refusal.why.value); print(terminal.read_stdin_then_terminal())"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        input=b"data",
        capture_output=True,
        start_new_session=True,
        timeout=5,
        env={**os.environ, "TERM": "xterm", "PYTHONPATH": str(SOURCE)},
        check=True,
    )
    assert result.stdout == b"no keyboard\nb'data'\n"


@pytest.mark.parametrize("order", ["prepare(), read()", "read(), prepare()"])
def test_what_was_piped_in_is_kept(log: Path, order: str) -> None:
    program = (
        "import os, sys; from openai_timeline.ui.terminal import prepare, read_stdin_then_terminal as read\n"
        f"results = [{order}]; print(results, os.isatty(0), sys.stdin.fileno())"
    )
    command = ["/bin/sh", "-c", 'printf "q\\003" | "$@"', "sh", sys.executable, "-c", program]
    with Terminal(command) as terminal:
        assert terminal.wait() == 0
        assert b"b'q\\x03'" in terminal.read()
        assert b"None" in terminal.output
        assert b"True 0" in terminal.output


def test_more_than_is_read_is_refused() -> None:
    program = (
        "from openai_timeline.ui.terminal import TooLarge, read_stdin_then_terminal as read\n"
        "try: read(limit=10)\nexcept TooLarge as error: print(error)"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        input=b"x" * 11,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        check=True,
    )
    assert result.stdout == b"standard input holds more than 10 bytes\n"
