"""`openai-timeline [FILE]`: the viewer; where its output goes to a file or a pipe, the list."""

from __future__ import annotations

import argparse
import os
import sys
from argparse import Namespace

from .. import __version__
from ..paths import identity
from . import COMMANDS, GROUPS
from .common import (
    EXIT_USAGE,
    STANDARD_INPUT,
    add_file,
    add_filters,
    add_language,
    add_skip_bad,
    new_parser,
    open_timeline,
    path_of,
    say,
)

PIPE_PATIENCE = 0.2  # seconds that a pipe which nobody named with - has to give something

EPILOG = """examples:
  openai-timeline                              open the bundled history of OpenAI
  openai-timeline --person "Mira Murati"       her story alone
  openai-timeline --at "17 nov 2023"           with the cursor on that day
  openai-timeline my-timeline.json             open your own file (the format: docs/timeline-format.md)
  curl … | openai-timeline -                   read a timeline from standard input

Inside, ? shows the keys. Where the output goes into a file or a pipe, the events are listed."""


def commands() -> str:
    """The commands in their groups, one a line."""
    lines = ["commands, each with --help and examples:"]
    for group, members in GROUPS.items():
        lines.append(f"  {group}")
        lines += [f"    {name:<11}{line}" for name, line in members.items()]
    return "\n".join(lines)


def parser() -> argparse.ArgumentParser:
    """What may be written."""
    parser = new_parser("", "Read the history of OpenAI in a terminal.", f"{commands()}\n\n{EPILOG}")
    add_file(parser)
    add_filters(parser)
    add_language(parser)
    parser.add_argument("--at", metavar="DATE|EVENT", help="put the cursor on a date, or on an event by its id")
    parser.add_argument("--fresh", action="store_true", help="do not take up where the last run ended")
    parser.add_argument("--zone", metavar="NAME", help="your own clock, as an IANA name such as Asia/Shanghai")
    parser.add_argument("--ascii", action="store_true", help="draw with ASCII alone: stand-ins for signs and letters")
    parser.add_argument("--version", action="version", version=f"openai-timeline {__version__}")
    add_skip_bad(parser)
    parser.set_defaults(format="text", limit=None, reverse=False)  # where it lists
    return parser


def switches() -> set[str]:
    """The options that take no value."""
    return {name for action in parser()._actions if action.nargs == 0 for name in action.option_strings}


def run(arguments: Namespace) -> int:
    """Open the viewer; the exit code."""
    from ..ui.terminal import prepare

    if (command := _meant(arguments.file)) is not None:
        say(f"{arguments.file}: there is no such file, nor such a command; the nearest is {command}")
        return EXIT_USAGE
    from_stdin = arguments.file == "-" or (arguments.file is None and is_piped_into())
    refusal = prepare()
    if refusal is not None:
        if refusal.message:
            say(refusal.message)
        if not refusal.lists:
            return refusal.exit_code
        from .list import run as print_list

        arguments.file = "-" if from_stdin else arguments.file
        return print_list(arguments)
    from ..index.opening import Opener
    from ..index.workers import Crew
    from ..paths import cache_directory
    from ..ui.reload import Watched
    from ..viewing import view

    opener = Opener(cache_directory(), Crew())
    file = STANDARD_INPUT if from_stdin else path_of(arguments.file)
    watched = None if from_stdin else Watched(file, opener)
    takes_time = not from_stdin and opener.takes_time(file, words=bool(arguments.text))
    index = None if takes_time else open_timeline(arguments.file, from_stdin, opener)
    return view(arguments, opener, file, identity(arguments.file, from_stdin), index, watched)


def _meant(file: str | None) -> str | None:
    """The command that was meant by a word that is no file."""
    if file is None or not file.isalpha() or os.path.lexists(file):
        return None
    from difflib import get_close_matches

    return next(iter(get_close_matches(file, COMMANDS, n=1, cutoff=0.7)), None)


def is_piped_into() -> bool:
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
        say("standard input is silent, so here is the bundled record; write - to wait for a timeline there")
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
