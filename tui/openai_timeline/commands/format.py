"""`openai-timeline format`: a timeline file in canonical order and layout."""

from __future__ import annotations

import argparse
import sys
from argparse import Namespace

from .common import EXIT_NOTHING, EXIT_USAGE, Stop, new_parser, say, standard_input

EXIT_WOULD_CHANGE = EXIT_NOTHING
STDIN = "standard input"

EPILOG = """Keys in the order of docs/timeline-format.md, events in order of time, people, organisations and sources
by id, one key a line. Nothing is lost: unknown keys stay, and those that begin with x-. A file that cannot be read, or
that has a key twice in one object, is left as it is. It is replaced as a whole or not at all; its permissions stay.

examples:
  openai-timeline format my-timeline.json
  openai-timeline format --check data/timeline.json     exits with 1 where the file would change
  openai-timeline format - < rough.json > smooth.json"""


def parser() -> argparse.ArgumentParser:
    """What may be written."""
    parser = new_parser("format", "Write a timeline in canonical order and layout.", EPILOG)
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="a timeline in JSON; - reads standard input and prints"
    )
    parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 where a file would change")
    return parser


def run(arguments: Namespace) -> int:
    """Format every file; the exit code is that of the worst."""
    return max([_format(file, arguments.check) for file in arguments.files])


def _format(file: str, only_check: bool) -> int:
    from ..files.canonical import canonical
    from ..files.problems import Unreadable, escaped
    from ..files.read import bytes_at

    try:
        before = standard_input() if file == "-" else bytes_at(file)
        after = canonical(before, STDIN if file == "-" else file)
    except Unreadable as error:
        say(error.problem.one_line())
        return EXIT_USAGE
    except Stop as stop:
        return stop.code
    if only_check:
        if before == after:
            return 0
        sys.stdout.write(f"{escaped(STDIN if file == '-' else file)} would change\n")
        return EXIT_WOULD_CHANGE
    if file == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(after)
    elif before != after:
        from ..files.whole import write_whole

        write_whole(file, after)
        say(f"{file}: laid out anew")
    return 0
