"""Events on standard output in every format: what `list` and `search` share."""

from __future__ import annotations

import argparse
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, pairwise

from ..index.ask import Index
from ..model.timeline import Event, Link, Source
from ..text import TITLE_LIMIT, clean
from .data import BATCH, IN_LIST, write_json_lines, write_json_list, write_lines

FORMATS = ("text", "table", "tsv", "csv", "json", "jsonl", "markdown")
DATE_CELLS, KIND_CELLS = 22, 9
MOST_DATE, MOST_KIND = 25, 12  # cells of a table
JSON_BATCH = 1024  # events whose JSON is written at once
BETWEEN = "; "  # several values in one cell

COLUMNS = (
    "id", "date", "zone", "title", "text", "kind", "people", "organisations", "memos", "sources", "links", "place",
    "tags", "importance", "confidence", "disputed",
)  # fmt: skip

FORMATS_HELP = """The formats:
  text      a line an event: date as written (EDTF), kind, title
  table     columns as wide as the terminal, for the eye
  tsv, csv  a line of names, then one an event; people, sources and the like are ids with "; " between; a cell that a
            spreadsheet would take for a formula begins with an apostrophe; CSV is that of RFC 4180
  json      a list of events in our own format (docs/timeline-format.md), with their ids and whatever keys they have
  jsonl     the same, one event a line and nothing else; nothing waits for the end
  markdown  a list with dates and links"""


class Printing:
    """What is printed of which index, and in which language."""

    def __init__(self, index: Index, positions: Sequence[int], language: str) -> None:
        self.index, self.positions = index, positions
        self.tongue = (language, index.head.language)

    def events(self) -> Iterator[Event]:
        """The events, of which only some are in memory at a time."""
        for positions in self.batches():
            yield from self.index.events(positions)

    def batches(self, size: int = BATCH) -> Iterator[Sequence[int]]:
        """The positions, many at once; the first few by themselves, for whoever waits for them."""
        for first, last in pairwise(chain(range(0, size, BATCH), range(size, len(self.positions) + size, size))):
            if first < len(self.positions):
                yield self.positions[first:last]


def add_format(parser: argparse.ArgumentParser) -> None:
    """In which format."""
    parser.add_argument("--format", choices=FORMATS, default="text", help="text is the default")


def add_limit(parser: argparse.ArgumentParser) -> None:
    """How many."""
    parser.add_argument("--limit", type=_count, metavar="N", help="at most so many")


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise argparse.ArgumentTypeError(f"{clean(text, limit=TITLE_LIMIT)!r} is not a number")
    return int(text)


def printing(arguments: Namespace, index: Index, positions: Sequence[int]) -> Printing:
    """What to print of positions."""
    return Printing(index, positions[: arguments.limit], arguments.lang or index.head.language)


def write_events(what: Printing, form: str, text: Callable[[Printing], Iterator[str]] | None = None) -> None:
    """Print events; `text` gives the lines of text and Markdown where they are not just rows."""
    if form in ("json", "jsonl"):
        from ..index.bodies import Bodies

        bodies = Bodies(what.index)
        write, between = (write_json_list, IN_LIST) if form == "json" else (write_json_lines, b"\n")
        write(bodies.joined(positions, between) for positions in what.batches(JSON_BATCH))
    elif form in ("tsv", "csv"):
        from .tables import write_separated

        write_separated(COLUMNS, _records(what), tabs=form == "tsv")
    elif form == "table":
        from .tables import terminal_width, write_table

        most = (MOST_DATE, MOST_KIND, terminal_width() // 4)
        write_table(("date", "kind", "people", "title"), (_table_row(event, what) for event in what.events()), most)
    elif form == "markdown":
        write_lines(_item(event, what) for event in what.events())
    else:
        write_lines((text or rows)(what))


def rows(what: Printing) -> Iterator[str]:
    """One line an event: its date as written, its kind, its title."""
    from ..index.bodies import lines

    for positions in what.batches():
        for line in lines(what.index, positions):
            yield _row(line.date, line.kind, line.title_in(*what.tongue))


def row(event: Event, what: Printing) -> str:
    """The line of one event."""
    return _row(event.date.text, event.kind, _title(event, what))


def _row(date: str, kind: str, title: str) -> str:
    title = clean(title, limit=TITLE_LIMIT)
    return f"{clean(date):<{DATE_CELLS}}  {clean(kind, limit=40):<{KIND_CELLS}}  {title}"


def _title(event: Event, what: Printing) -> str:
    return event.title.in_language(*what.tongue)


def _records(what: Printing) -> Iterator[list[str]]:
    """The cells of TSV and CSV, in the order of COLUMNS."""
    from ..index.bodies import Records, words_in

    records = Records(what.index)
    wanted, default = what.tongue
    for positions in what.batches():
        for event in records.at(positions):
            yield [
                event.id,
                event.date,
                event.zone or "",
                words_in(event.title, wanted, default),
                words_in(event.text, wanted, default),
                event.kind,
                BETWEEN.join(event.people),
                BETWEEN.join(event.organisations),
                BETWEEN.join(event.memos),
                BETWEEN.join(event.sources),
                BETWEEN.join([link.url for link in event.links]),
                words_in(event.place, wanted, default),
                BETWEEN.join(event.tags),
                str(event.importance),
                event.confidence,
                words_in(event.disputed, wanted, default),
            ]


def _table_row(event: Event, what: Printing) -> list[str]:
    people = (what.index.person(person) for person in event.people)
    names = (person.name.in_language(*what.tongue) or person.id for person in people if person)
    return [event.date.text, event.kind, ", ".join(names), _title(event, what)]


# -- Markdown


def _item(event: Event, what: Printing) -> str:
    """An event as an item of a list: date, title, links."""
    from ..files.formats.html_text import escaped
    from ..model.date_display import display

    when = display(event.date, event.zone or what.index.head.zone)
    title = clean(_title(event, what), limit=TITLE_LIMIT)
    tongue = what.tongue
    links = [link_to(link.label.in_language(*tongue) or link.url, link) for link in event.links]
    links += [link_to(source_name(source, tongue), source) for source in what.index.sources(event.sources)]
    found = ", ".join(dict.fromkeys(filter(None, links)))
    return f"- **{escaped(when)}** {escaped(title)}" + (f" ({found})" if found else "")


def source_name(source: Source, tongue: tuple[str, str]) -> str:
    """Who published a source, else its title."""
    return source.publisher or source.title.in_language(*tongue) or source.id


def link_to(label: str, to: Link | Source) -> str:
    """A link of Markdown, where there is an address of the web; a source without one is only named."""
    from ..files.formats.html_text import escaped
    from ..files.formats.rich import is_web

    said = escaped(clean(label, limit=TITLE_LIMIT))
    address = to.url or ""
    if clean(address) != address or not is_web(address):
        return said if isinstance(to, Source) else ""
    return f"[{said}]({address.replace('(', '%28').replace(')', '%29')})"
