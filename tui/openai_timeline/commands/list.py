"""`openai-timeline list`: rows for pipes."""

from __future__ import annotations

import argparse
import sys
from argparse import Namespace
from collections.abc import Iterator

from ..index.ask import Index
from ..index.view import View
from ..model.timeline import Event
from ..resolve import NotFound, selection_of
from ..text import TITLE_LIMIT, clean
from .common import (
    EXIT_NOTHING,
    EXIT_USAGE,
    add_file,
    add_filters,
    add_language,
    add_skip_bad,
    new_parser,
    open_index,
    say,
)

BATCH = 256
DATE_CELLS, KIND_CELLS = 22, 9

EPILOG = """Prints one row an event: its date as written (EDTF), its kind, its title.

examples:
  openai-timeline list --person murati
  openai-timeline list --kind left --from "nov 2023" --to 2024 | less
  openai-timeline list my-timeline.json --text "interim chief\""""


def parser() -> argparse.ArgumentParser:
    """What may be written."""
    parser = new_parser("list", "Print the events that match.", EPILOG)
    add_file(parser)
    add_filters(parser)
    add_language(parser)
    add_skip_bad(parser)
    return parser


def run(arguments: Namespace) -> int:
    """Print the rows; 1 where nothing matched."""
    index = open_index(arguments)
    try:
        view = index.view(selection_of(arguments, index))
    except NotFound as error:
        say(str(error))
        return EXIT_USAGE
    for row in rows(index, view, arguments.lang or index.head.language):
        sys.stdout.write(row + "\n")
    return 0 if len(view) else EXIT_NOTHING


def rows(index: Index, view: View, language: str) -> Iterator[str]:
    """One line an event: its date as written, its kind, its title."""
    for first in range(0, len(view), BATCH):
        for event in index.events(view.positions[first : first + BATCH]):
            yield _row(event, language, index.head.language)


def _row(event: Event, language: str, default: str) -> str:
    title = clean(event.title.in_language(language, default), limit=TITLE_LIMIT)
    return f"{clean(event.date.text):<{DATE_CELLS}}  {clean(event.kind, limit=40):<{KIND_CELLS}}  {title}"
