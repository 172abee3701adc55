"""`openai-timeline search`: the events that hold some words, those that answer best first."""

from __future__ import annotations

import argparse
from argparse import Namespace
from collections.abc import Iterator

from ..model.timeline import Event
from ..model.words import found_in, sought, split_words
from ..resolve import NotFound, selection_of
from ..text import DETAIL_LIMIT, SUMMARY_LIMIT, clean
from .common import (
    EXIT_NOTHING,
    EXIT_USAGE,
    add_file_option,
    add_filters,
    add_language,
    add_skip_bad,
    new_parser,
    open_index,
    say,
)
from .events import Printing, add_format, add_limit, printing, row, write_events

BEFORE, INDENT = 30, "    "
LEAST_WIDTH = 40

EPILOG = """All words must occur: in the title, the account, the place, the tags, the names or the memos of an event, in
any language, accents and case ignored. A "phrase in quotes" is found as it is, begin* also finds longer words, and
-word leaves out (write -- first). The same events are found by --text and by / in the viewer. How many there are is
said on standard error.

examples:
  openai-timeline search safety board
  openai-timeline search '"interim chief executive"' --by-date
  openai-timeline search --from 2024 --limit 5 superalignment
  openai-timeline search --format jsonl -- altman -board"""


def parser() -> argparse.ArgumentParser:
    """What may be written."""
    parser = new_parser("search", "Find events by words, the best first.", EPILOG)
    parser.add_argument("words", nargs="+", metavar="WORD", help="what to look for")
    add_file_option(parser)
    add_filters(parser)
    parser.add_argument("--by-date", action="store_true", help="in the order of time")
    add_format(parser)
    add_limit(parser)
    add_language(parser)
    add_skip_bad(parser)
    return parser


def run(arguments: Namespace) -> int:
    """Print the hits and how many they are; 1 where there is none."""
    index = open_index(arguments)
    asked = " ".join(arguments.words)
    arguments.text = f"{arguments.text} {asked}".strip()
    words = split_words(asked)
    try:
        positions = index.view(selection_of(arguments, index)).positions
    except NotFound as error:
        say(str(error))
        return EXIT_USAGE
    count = len(positions)
    if not arguments.by_date:
        from ..index.ranking import RANKED, best_first

        positions = best_first(index, positions, words)
        if count > RANKED:
            say(f"more than {RANKED:,} events match, so they come by date")
    say(f"{count:,} event{'' if count == 1 else 's'}")
    if count or arguments.format != "text":
        found = sought(words)
        write_events(printing(arguments, index, positions), arguments.format, lambda what: _lines(what, found))
    return 0 if count else EXIT_NOTHING


def _lines(what: Printing, words: tuple[str, ...]) -> Iterator[str]:
    """An event on a line, and below it where the words stand."""
    from .tables import terminal_width

    width = max(LEAST_WIDTH, terminal_width()) - len(INDENT)
    for event in what.events():
        yield row(event, what)
        yield from (INDENT + line for line in [snippet(_texts(event, what), words, width)] if line)


def _texts(event: Event, what: Printing) -> Iterator[str]:
    """Where words may stand besides the title: the account first, then memos and names, in the language asked for."""
    yield event.text.in_language(*what.tongue)
    yield from (text for text in event.text.strings())
    yield from event.place.strings()
    yield ", ".join(event.tags)
    for memo in what.index.memos(event.memos):
        yield from memo.title.strings()
        yield from memo.text.strings()
    for person in map(what.index.person, event.people):
        if person is not None:
            yield ", ".join((*person.name.strings(), *person.aliases))


def snippet(texts: Iterator[str], words: tuple[str, ...], width: int) -> str:
    """So much around the first place where most of the words stand; '' where none does."""
    best, most = "", 0
    for text in texts:
        line = " ".join(clean(text, limit=DETAIL_LIMIT).split())
        found = list(found_in(line, words))
        if not found:
            continue
        shown = _around(line, found[0][0], width)
        here = len({word for word in words if any(found_in(shown, (word,)))})
        if here > most:
            best, most = shown, here
        if most == len(words):
            break
    return best


def _around(line: str, start: int, width: int) -> str:
    """A line from a little before a place on, cut at words and to its cells."""
    from ..text import cut

    if start > BEFORE:
        start = line.rfind(" ", 0, start - BEFORE // 2) + 1 or start
        line = "…" + line[start:]
    return cut(line[:SUMMARY_LIMIT], width)
