"""`openai-timeline`: arguments to one command. Textual is imported only once the viewer opens."""

from __future__ import annotations

import contextlib
import os
import sys
from argparse import Namespace
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from .files.read import Reading
    from .index.ask import Index

EXIT_NOTHING, EXIT_USAGE, EXIT_OUTPUT, EXIT_INTERRUPTED = 1, 2, 74, 130
PIPE_PATIENCE = 0.2  # seconds that a pipe which nobody named with - has to give something


def main(argv: list[str] | None = None) -> NoReturn:
    """Run the command and exit with its code."""
    code = EXIT_INTERRUPTED
    try:
        code = run(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
    except BrokenPipeError:
        _abandon_output()
        code = 0
    except KeyboardInterrupt:
        _abandon_output()
    except OSError as error:
        _say(f"the output could not be written: {error.strerror or type(error).__name__}")
        _abandon_output()
        code = EXIT_OUTPUT
    sys.exit(code)


def run(argv: list[str]) -> int:
    """Run the command that `argv` asks for; the exit code."""
    from .arguments import parser_for

    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    command = argv[0] if argv[:1] == ["list"] else ""
    arguments = parser_for(command).parse_args(argv[1:] if command else argv)
    return print_list(arguments) if command else open_viewer(arguments)


def print_list(arguments: Namespace) -> int:
    """`list`: the events that match, one a line."""
    from .resolve import NotFound, selection_of

    reading = _read(arguments.file, arguments.file == "-")
    if isinstance(reading, int):
        return reading
    if reading.problems and not arguments.skip_bad:
        for problem in reading.problems:
            _say(problem.one_line())
        _say(f"{len(reading.problems)} parts could not be read; --skip-bad lists the rest")
        return EXIT_USAGE
    index = _index(reading)
    try:
        view = index.view(selection_of(arguments, index))
    except NotFound as error:
        _say(str(error))
        return EXIT_USAGE
    from .listing import rows

    for row in rows(index, view, arguments.lang or index.head.language):
        sys.stdout.write(row + "\n")
    return 0 if len(view) else EXIT_NOTHING


def open_viewer(arguments: Namespace) -> int:
    """The viewer; where its output goes to a file or a pipe, the list."""
    from .ui.terminal import prepare

    from_stdin = arguments.file == "-" or (arguments.file is None and _is_piped_into())
    refusal = prepare()
    if refusal is not None:
        if refusal.message:
            _say(refusal.message)
        if not refusal.lists:
            return refusal.exit_code
        arguments.file = "-" if from_stdin else arguments.file
        return print_list(arguments)
    reading = _read(arguments.file, from_stdin)
    if isinstance(reading, int):
        return reading
    from .viewing import view

    return view(arguments, reading, _index(reading), _identity(arguments.file, from_stdin))


def _identity(file: str | None, from_stdin: bool) -> str:
    """Under which name the place in a timeline is remembered; none for what was piped in."""
    if from_stdin:
        return ""
    return os.path.realpath(file) if file else "bundled"


def _read(file: str | None, from_stdin: bool) -> Reading | int:
    """The timeline, or the exit code after saying why not."""
    from .files.problems import Unreadable
    from .files.read import read_bytes, read_path

    try:
        if from_stdin:
            from .ui.terminal import TooLarge, read_stdin_then_terminal

            try:
                return read_bytes(read_stdin_then_terminal(), "standard input")
            except (TooLarge, OSError) as error:
                _say(f"standard input: {getattr(error, 'strerror', None) or error}")
                return EXIT_USAGE
        if file is None:
            from .files.bundled import bundled_path

            return read_path(bundled_path())
        return read_path(file)
    except Unreadable as error:
        _say(error.problem.one_line())
        return EXIT_USAGE


def _index(reading: Reading) -> Index:
    from .index.ask import Index

    return Index.in_memory(reading.timeline)


def _is_piped_into() -> bool:
    """Whether a timeline comes in on standard input though nobody wrote -: a file, or a pipe that gives something.

    A pipe that stands open and silent (a script's own input) is left alone, with a word to whoever waits for it.
    """
    import stat

    try:
        mode = os.fstat(0).st_mode
    except OSError:
        return False
    if stat.S_ISREG(mode):
        return os.fstat(0).st_size > 0
    if not stat.S_ISFIFO(mode) or os.name == "nt":
        return False
    from select import select

    # With a terminal to draw on, somebody is there to see that it waits.
    patience = None if sys.stdout is not None and sys.stdout.isatty() else PIPE_PATIENCE
    if not select([0], [], [], patience)[0]:
        _say("standard input is silent, so here is the bundled record; write - to wait for a timeline there")
        return False
    return _pipe_has_bytes()


def _pipe_has_bytes() -> bool:
    """Whether a readable pipe holds something, and is not just closed at the other end."""
    import array
    from fcntl import ioctl
    from termios import FIONREAD

    waiting = array.array("i", [0])
    ioctl(0, FIONREAD, waiting)
    return waiting[0] > 0


def _say(message: str) -> None:
    """A line of words on standard error, clean."""
    from .text import clean

    if sys.stderr is not None:
        print(f"openai-timeline: {clean(message)}", file=sys.stderr)  # noqa: T201


def _abandon_output() -> None:
    """Let nothing more be written to a closed pipe, not even when the interpreter ends."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
