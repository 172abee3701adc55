"""`openai-timeline`: arguments to one command. Textual is imported only once the viewer opens."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from importlib import import_module
from keyword import iskeyword
from typing import NoReturn

from .commands import COMMANDS
from .commands.common import EXIT_INTERRUPTED, EXIT_OUTPUT, Stop, say


def main(argv: list[str] | None = None) -> NoReturn:
    """Run the command and exit with its code."""
    if sys.stdout is None:
        say("the output could not be written: standard output is closed")
        sys.exit(EXIT_OUTPUT)
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
        say(f"the output could not be written: {error.strerror or type(error).__name__}")
        _abandon_output()
        code = EXIT_OUTPUT
    sys.exit(code)


def run(argv: list[str]) -> int:
    """Run the command that `argv` asks for, the viewer where it names none; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    if argv[:1] and argv[0].startswith("-"):
        argv = _command_first(argv)
    named = argv[:1] and argv[0] in COMMANDS
    if named:
        _import_msgspec()
    # What is made in a start lives on: to look through it for garbage again and again took a twelfth of the start.
    gc.disable()
    command = import_module(f".commands.{module_of(argv[0]) if named else 'viewer'}", __package__)
    try:
        arguments = command.parser().parse_args(argv[1:] if named else argv)
        if named:  # the viewer does so itself, once it is open
            gc.enable()
        return int(command.run(arguments))
    except Stop as stop:
        return stop.code
    except SystemExit as stop:  # argparse, after its help or wrong usage: what it wrote is still to be flushed
        return int(stop.code or 0)


def _command_first(argv: list[str]) -> list[str]:
    """`--person x list` as `list --person x`: filters may stand before a command. A file called so is `./list`."""
    ends = argv.index("--") if "--" in argv else len(argv)
    places = [place for place in range(1, ends) if argv[place] in COMMANDS]
    if not places:
        return argv
    switches = import_module(".commands.viewer", __package__).switches()
    # What follows an option that takes a value is that value.
    place = next((p for p in places if not argv[p - 1].startswith("-") or argv[p - 1] in switches), None)
    return argv if place is None else [argv[place], *argv[:place], *argv[place + 1 :]]


def _import_msgspec() -> None:
    """Import msgspec without typing_extensions, a tenth of the start of a short command.

    It looks there first for names that every Python we run on has in `typing`. The viewer needs both.
    """
    if "typing_extensions" not in sys.modules:
        sys.modules["typing_extensions"] = None  # type: ignore[assignment]
        try:
            import_module("msgspec")
        finally:
            del sys.modules["typing_extensions"]


def module_of(command: str) -> str:
    """The module of a command; a word of Python's own cannot name one."""
    return f"{command}_" if iskeyword(command) else command


def _abandon_output() -> None:
    """Let nothing more be written to a closed pipe, not even when the interpreter ends."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
