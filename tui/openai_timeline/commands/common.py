"""What the commands share: exit codes, words on standard error, and how a timeline is opened."""

from __future__ import annotations

import argparse
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

    from ..files.problems import Problem
    from ..index.ask import Index
    from ..index.opening import Opener

EXIT_NOTHING, EXIT_USAGE, EXIT_OUTPUT, EXIT_INTERRUPTED = 1, 2, 74, 130

STANDARD_INPUT = "standard input"  # its name in messages

ONE_LOST = "1 part could not be read; --skip-bad leaves it out"

EXIT_CODES = """exit codes:
  0  done; 1  nothing matched, something was found (check) or differs (diff, format --check); 2  wrong usage, or a
  file that cannot be read; 74  the output could not be written; 130  interrupted; 143, 129  ended by a signal or
  because the terminal was closed"""


class Stop(Exception):  # noqa: N818 - it is the end of a command
    """Ends a command with an exit code, after everything was said."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Parser(argparse.ArgumentParser):
    """Does not keep to itself that its help could not be written."""

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        if file or sys.stderr:
            (file or sys.stderr).write(message)

    def parse_args(self, args: Sequence[str] | None = None, namespace: Namespace | None = None) -> Namespace:  # type: ignore[override]
        """As always; a file may come first or after -f, but not both."""
        arguments = super().parse_args(args, namespace)
        named = vars(arguments).pop("file_named", None)
        if named is not None:
            if arguments.file is not None:
                self.error("FILE and -f name two files")
            arguments.file = named
        return arguments


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Looks up the width by itself: argparse imports shutil for it with every option, a thirtieth of a short start."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


@cache
def _columns() -> int:
    if os.environ.get("COLUMNS", "").isdecimal():
        return max(10, int(os.environ["COLUMNS"]))
    try:
        return os.get_terminal_size(1).columns or 80
    except (OSError, ValueError):
        return 80


def new_parser(command: str, description: str, epilog: str) -> argparse.ArgumentParser:
    """A parser in our manner: no abbreviations, examples at the end of its help."""
    return Parser(
        prog=f"openai-timeline {command}".strip(),
        description=description,
        epilog=f"{epilog}\n\n{EXIT_CODES}",
        formatter_class=_Formatter,
        allow_abbrev=False,
    )


FILE_HELP = "a timeline in any format that is read, or - for standard input; absent, the bundled history of OpenAI"


def add_file(parser: argparse.ArgumentParser) -> None:
    """The timeline to open, by itself or after -f."""
    parser.add_argument("file", nargs="?", metavar="FILE", help=FILE_HELP)
    parser.add_argument("-f", "--file", dest="file_named", metavar="FILE", help="the same")


def add_file_option(parser: argparse.ArgumentParser) -> None:
    """The timeline to open, where what stands by itself is something else."""
    parser.add_argument("-f", "--file", metavar="FILE", help=FILE_HELP)


def add_skip_bad(parser: argparse.ArgumentParser) -> None:
    """What commands for pipes do with parts that cannot be read."""
    words = "leave out parts that cannot be read, where the command would refuse the file"
    parser.add_argument("--skip-bad", action="store_true", help=words)


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Which events."""
    filters = parser.add_argument_group("filters (all must hold)")
    several = "; may be given again"
    filters.add_argument(
        "--person", action="append", default=[], metavar="NAME",
        help=f"an id, a name, another name or a part of one{several}: any of them",
    )  # fmt: skip
    filters.add_argument("--all", action="store_true", help="with several --person: events with all of them together")
    filters.add_argument("--org", action="append", default=[], metavar="NAME", help=f"an organisation{several}")
    filters.add_argument("--kind", action="append", default=[], metavar="KIND", help=f"a kind of event{several}")
    filters.add_argument("--tag", action="append", default=[], metavar="TAG", help=f"a tag{several}")
    filters.add_argument("--with-memo", action="store_true", help="only events with a memo")
    filters.add_argument("--disputed", action="store_true", help="only where sources disagree, or less is certain")
    filters.add_argument("--from", dest="after", metavar="DATE", help='from a date on: 2023, 2023-11-17, "nov 2023"')
    filters.add_argument("--to", dest="before", metavar="DATE", help="until a date, its last moment included")
    filters.add_argument("--bookmarked", action="store_true", help="events that you bookmarked (b in the viewer)")
    filters.add_argument("--text", default="", metavar="WORDS", help="all these words, accents and case ignored")


def add_language(parser: argparse.ArgumentParser) -> None:
    """The language of record text."""
    parser.add_argument("--lang", default="", metavar="TAG", help="the language of record text, such as zh")


def open_timeline(file: str | None, from_stdin: bool, opener: Opener | None = None) -> Index:
    """The index of the timeline. Raises Stop after saying why there is none."""
    from ..files.problems import Unreadable
    from ..index.opening import Opener
    from ..paths import cache_directory

    try:
        opener = opener or Opener(cache_directory())
        return opener.open_bytes(standard_input(), STANDARD_INPUT) if from_stdin else opener.open(path_of(file))
    except Unreadable as error:
        say(error.problem.one_line())
        raise Stop(EXIT_USAGE) from None


def path_of(file: str | None) -> str:
    """The path of a timeline, of the bundled one where none is named."""
    if file is not None:
        return file
    from ..files.bundled import bundled_path

    return os.fspath(bundled_path())


def standard_input() -> bytes:
    """All of standard input. Raises Stop after saying why it cannot be read."""
    from ..ui.terminal import TooLarge, read_stdin_then_terminal

    try:
        return read_stdin_then_terminal()
    except (TooLarge, OSError) as error:
        say(f"standard input: {getattr(error, 'strerror', None) or error}")
        raise Stop(EXIT_USAGE) from None


def open_index(arguments: Namespace) -> Index:
    """The index for a command for pipes, which refuses a file with bad parts unless told to skip them."""
    from threading import Thread

    from_stdin = arguments.file == "-"
    index = open_timeline(arguments.file, from_stdin)
    if getattr(arguments, "bookmarked", False):
        index.bookmarks = bookmarks_of(arguments.file, from_stdin)
    if index.notice:
        say(index.notice)
    if index.keeper is not None:
        Thread(target=index.keeper.keep, args=(index,)).start()
    refuse_problems(index.problems(STANDARD_INPUT if from_stdin else path_of(arguments.file)), arguments.skip_bad)
    return index


def bookmarks_of(file: str | None, from_stdin: bool) -> frozenset[str]:
    """The ids of the events that the reader marked. Raises Stop after saying why the notes cannot be read."""
    from ..notes import NotesError, bookmarks
    from ..paths import data_directory, identity

    try:
        return bookmarks(data_directory() / "notes.sqlite", identity(file, from_stdin))
    except NotesError as error:
        say(str(error))
        raise Stop(EXIT_USAGE) from None


def refuse_problems(problems: Sequence[Problem], skip_bad: bool) -> None:
    """Say what could not be read and stop, unless it is to be skipped; what was only read otherwise is said."""
    lost = sum(problem.severity == "error" for problem in problems)
    for problem in problems:
        if problem.severity == "warning" or not skip_bad:
            say(problem.one_line())
    if lost and not skip_bad:
        say(f"{lost:,} parts could not be read; --skip-bad leaves them out" if lost > 1 else ONE_LOST)
        raise Stop(EXIT_USAGE)


def say(message: str) -> None:
    """A line of words on standard error, clean."""
    from ..text import clean

    if sys.stderr is not None:
        print(f"openai-timeline: {clean(message)}", file=sys.stderr)  # noqa: T201
