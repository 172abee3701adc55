"""`openai-timeline list`: events for pipes."""

from __future__ import annotations

import argparse
from argparse import Namespace

from ..resolve import NotFound, selection_of
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
from .events import FORMATS_HELP, add_format, add_limit, printing, write_events

EPILOG = f"""{FORMATS_HELP}

examples:
  openai-timeline list --person murati
  openai-timeline list --kind left --from "nov 2023" --to 2024 | less
  openai-timeline list my-timeline.json --text "interim chief" --format table
  openai-timeline list --reverse --limit 10                       the last ten, newest first
  openai-timeline list --format jsonl | jq -r 'select(.importance == 1) | .id'
  openai-timeline list --person altman --format csv > altman.csv"""


def parser() -> argparse.ArgumentParser:
    """What may be written."""
    parser = new_parser("list", "Print the events that match.", EPILOG)
    add_file(parser)
    add_filters(parser)
    add_format(parser)
    add_limit(parser)
    parser.add_argument("--reverse", action="store_true", help="the latest first")
    add_language(parser)
    add_skip_bad(parser)
    return parser


def run(arguments: Namespace) -> int:
    """Print the events; 1 where nothing matched."""
    index = open_index(arguments)
    try:
        positions = index.view(selection_of(arguments, index)).positions
    except NotFound as error:
        say(str(error))
        return EXIT_USAGE
    if not len(positions) and arguments.format == "text":
        return EXIT_NOTHING
    ordered = positions[::-1] if arguments.reverse else positions
    write_events(printing(arguments, index, ordered), arguments.format)
    return 0 if len(positions) else EXIT_NOTHING
