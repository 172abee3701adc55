"""`openai-timeline people`: who is in a timeline, and how often."""

from __future__ import annotations

import argparse
from argparse import Namespace
from array import array
from collections.abc import Sequence
from typing import NamedTuple

from ..index.ask import Index
from ..model.folding import fold
from ..model.timeline import Person
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
from .data import encoded, write_json_lines, write_json_list, write_lines
from .events import add_format, add_limit

SORTS = ("events", "name", "first")
COLUMNS = ("id", "name", "events", "memos", "first", "last", "born", "died")

EPILOG = """With filters, those who appear in the events that match, and in how many of them. First and last are the
dates of those events. JSON and JSON lines give each person as the timeline has them, with these counts.

examples:
  openai-timeline people
  openai-timeline people --kind board --from 2023 --sort first --format table
  openai-timeline people --org anthropic --format csv
  openai-timeline people --format jsonl | jq -r 'select(.born == null) | .id'"""


class Counted(NamedTuple):
    """A person and the events that match: how many, and the positions of the first and the last."""

    person: Person
    name: str
    events: int
    memos: int
    first: int
    last: int


def parser() -> argparse.ArgumentParser:
    """What may be written."""
    parser = new_parser("people", "List the people of a timeline, with counts.", EPILOG)
    add_file(parser)
    add_filters(parser)
    add_format(parser)
    parser.add_argument("--sort", choices=SORTS, default="events", help="most events first is the default")
    add_limit(parser)
    add_language(parser)
    add_skip_bad(parser)
    return parser


def run(arguments: Namespace) -> int:
    """Print the people; 1 where there is nobody."""
    index = open_index(arguments)
    try:
        positions = index.view(selection_of(arguments, index)).positions
    except NotFound as error:
        say(str(error))
        return EXIT_USAGE
    tongue = (arguments.lang or index.head.language, index.head.language)
    people = in_order(counted(index, positions, tongue), arguments.sort)[: arguments.limit]
    if people or arguments.format != "text":
        write(index, people, arguments.format)
    return 0 if people else EXIT_NOTHING


def counted(index: Index, positions: Sequence[int], tongue: tuple[str, str]) -> list[Counted]:
    """Everybody in the events at positions; of a whole timeline also those who are in no event."""
    whole = len(positions) == index.total
    mask = bytearray(index.total)
    for position in () if whole else positions:
        mask[position] = 1
    found = []
    for person, _, memos in index.people():
        at: Sequence[int] = index.store.named("person", person.id)
        at = at if whole else array("i", (position for position in at if mask[position]))
        if len(at) or whole:
            name = person.name.in_language(*tongue) or person.id
            found.append(Counted(person, name, len(at), memos, at[0] if at else -1, at[-1] if at else -1))
    return found


def in_order(people: list[Counted], sort: str) -> list[Counted]:
    """The people by what is asked for; those without an event come last."""
    if sort == "name":
        return sorted(people, key=lambda one: fold(one.name))
    if sort == "first":
        return sorted(people, key=lambda one: (one.first < 0, one.first))
    return sorted(people, key=lambda one: -one.events)


def write(index: Index, people: Sequence[Counted], form: str) -> None:
    """Print people in a format."""
    if form in ("json", "jsonl"):
        write = write_json_list if form == "json" else write_json_lines
        write(_object(index, one) for one in people)
    elif form in ("tsv", "csv"):
        from .tables import write_separated

        write_separated(COLUMNS, (_cells(index, one) for one in people), tabs=form == "tsv")
    elif form == "table":
        from .tables import write_table

        rows = ([cells[1], *cells[2:6], cells[0]] for cells in (_cells(index, one) for one in people))
        write_table(("name", "events", "memos", "first", "last", "id"), rows, (32, 7, 6, 12, 12), right=(1, 2))
    else:
        write_lines(_item(index, one) if form == "markdown" else _row(one) for one in people)


def _date(index: Index, position: int) -> str:
    return index.event(position).date.text if position >= 0 else ""


def _cells(index: Index, one: Counted) -> list[str]:
    person = one.person
    born, died = (date.text if date else "" for date in (person.born, person.died))
    counts = (str(one.events), str(one.memos))
    return [person.id, one.name, *counts, _date(index, one.first), _date(index, one.last), born, died]


def _object(index: Index, one: Counted) -> bytes:
    from msgspec import json

    counts = {"events": one.events, "memos": one.memos}
    dates = {key: _date(index, place) for key, place in (("first", one.first), ("last", one.last)) if place >= 0}
    members = json.decode(encoded(one.person), type=dict)
    return encoded({**members, **counts, **dates})


def _row(one: Counted) -> str:
    return f"{one.events:>7,}  {clean(one.name, limit=TITLE_LIMIT)}"


def _item(index: Index, one: Counted) -> str:
    from ..files.formats.html_text import escaped

    said = [f"{one.events:,} event{'' if one.events == 1 else 's'}"]
    if one.memos:
        said.append(f"{one.memos:,} memo{'' if one.memos == 1 else 's'}")
    first, last = (escaped(clean(_date(index, place))) for place in (one.first, one.last))
    if first:
        said.append(first if first == last else f"{first} to {last}")
    return f"- **{escaped(clean(one.name, limit=TITLE_LIMIT))}**: {', '.join(said)}"
