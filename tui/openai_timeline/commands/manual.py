"""The manual page, made from the parsers: `make man` writes docs/openai-timeline.1. The same bytes anywhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from .. import __version__
from . import GROUPS, viewer
from .common import EXIT_CODES
from .describe import Argument, Command, commands

FILTERS = "filters (all must hold)"

ENVIRONMENT = {
    "COLUMNS": "How wide tables and pages are, where it is not to be as wide as the terminal.",
    "PAGER": "What shows a memo on a terminal; less -R, else more, where it is not set.",
    "NO_COLOR": "The viewer shows no colours. What commands print never has any.",
    "XDG_CACHE_HOME": "Under it the indexes of timelines are kept, which may be removed at any time.",
    "XDG_DATA_HOME": "Under it bookmarks and notes are kept.",
    "XDG_STATE_HOME": "Under it the place in a timeline is kept, for the next time.",
}
DESCRIPTION = """\
Shows a timeline in the terminal: years, events, people, what they wrote, and on what evidence. Without FILE it is the
bundled history of OpenAI. A FILE may be of our own format, or one that is recognised by what it holds: TimelineJS,
iCalendar, Markwhen, JSON lines of events, and gzip of any of them. Inside, ? shows the keys.

Commands print to standard output and say what there is to say on standard error. They all read FILE in the same way,
and take the same filters where they take any."""


def page() -> str:
    """The whole page."""
    described = commands()
    lines = [
        '.\\" Made by `make man` from the commands themselves.',
        f'.TH OPENAI\\-TIMELINE 1 "" "openai\\-timeline {__version__}" "User commands"',
        ".SH NAME",
        "openai\\-timeline \\- read the history of OpenAI, or any timeline, in a terminal",
        ".SH SYNOPSIS",
        *_synopsis(described[0]),
        *(line for command in described[1:] for line in (".br", *_synopsis(command))),
        ".SH DESCRIPTION",
        *_paragraphs(DESCRIPTION),
        ".SH OPTIONS",
        *(line for argument in described[0].arguments if argument.group != FILTERS for line in _argument(argument)),
        ".SS Filters (all must hold)",
        *(line for argument in described[0].arguments if argument.group == FILTERS for line in _argument(argument)),
        ".SH COMMANDS",
        *_commands(described),
        ".SH EXIT STATUS",
        *_paragraphs(_joined(EXIT_CODES.partition("\n")[2])),
        ".SH ENVIRONMENT",
        *(line for name, meaning in ENVIRONMENT.items() for line in (".TP", f".B {name}", _text(meaning))),
        ".SH EXAMPLES",
        *_verbatim(viewer.EPILOG.partition("\n")[2]),
    ]
    return "\n".join(lines) + "\n"


def _commands(described: list[Command]) -> Iterator[str]:
    by_name = {command.name: command for command in described}
    for group, names in GROUPS.items():
        yield ".PP"
        yield f".I {_text(group.capitalize())}"
        for name in names:
            yield from _command(by_name[name])


def _command(command: Command) -> Iterator[str]:
    """A command under a heading of its own; the filters are described once."""
    yield f".SS {_text(command.name)}"
    yield _text(command.description)
    if any(argument.group == FILTERS for argument in command.arguments):
        yield "Takes the filters."
    for argument in command.arguments:
        if argument.group != FILTERS and "--help" not in argument.names:
            yield from _argument(argument)
    said = command.epilog.partition("\n\nexit codes:")[0]
    words, examples, shown = said.partition("examples:\n")
    yield from _prose(words)
    if examples:
        yield ".PP"
        yield "Examples:"
        yield from _verbatim(shown)


def _synopsis(command: Command) -> Iterator[str]:
    """How a command is written."""
    words = [f"\\fBopenai\\-timeline{f' {_text(command.name)}' if command.name else ''}\\fR", "[\\fIoptions\\fR]"]
    for argument in command.positionals():
        shown = f"\\fI{_text(argument.form)}\\fR" + (" ..." if argument.many else "")
        words.append(f"[{shown}]" if argument.optional else shown)
    yield " ".join(words)


def _argument(argument: Argument) -> Iterator[str]:
    yield ".TP"
    if argument.names:
        names = ", ".join(f"\\fB{_text(name)}\\fR" for name in argument.names)
        value = argument.value or "|".join(argument.choices)
        yield f"{names} \\fI{_text(value)}\\fR" if value else names
    else:
        yield f"\\fI{_text(argument.form)}\\fR"
    yield _text(argument.help[:1].upper() + argument.help[1:] + ".")


def _prose(text: str) -> Iterator[str]:
    """Paragraphs; one with indented lines stays as it is laid out."""
    for paragraph in filter(None, (part.strip("\n") for part in text.split("\n\n"))):
        yield ".PP"
        if "\n  " in paragraph:
            yield from _verbatim(paragraph)
        else:
            yield from _paragraphs(paragraph)


def _paragraphs(text: str) -> Iterator[str]:
    for number, paragraph in enumerate(text.strip().split("\n\n")):
        if number:
            yield ".PP"
        yield _text(_joined(paragraph))


def _joined(text: str) -> str:
    return " ".join(text.split())


def _verbatim(text: str) -> Iterator[str]:
    yield ".PP"
    yield ".nf"
    yield from (_text(line) for line in text.strip("\n").split("\n"))
    yield ".fi"


def _text(text: str) -> str:
    """Text as roff shows it."""
    shown = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    return f"\\&{shown}" if shown.startswith((".", "\\(aq")) else shown


if __name__ == "__main__":
    sys.stdout.write(page())
