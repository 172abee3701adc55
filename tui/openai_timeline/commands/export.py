"""`openai-timeline export`: a timeline, or a part of it, in another format."""

from __future__ import annotations

import argparse
from argparse import Namespace
from typing import TYPE_CHECKING

from ..files.formats.writers import BINARY, FORMATS, named, of_ending
from ..resolve import asks
from .common import (
    EXIT_NOTHING,
    EXIT_USAGE,
    Stop,
    add_file,
    add_filters,
    add_language,
    add_skip_bad,
    new_parser,
    say,
)
from .output import OwnFile, add_output, read_any, write_out

if TYPE_CHECKING:
    from ..files.formats.written import Written
    from ..model.timeline import Timeline

EPILOG = """The formats:
  timelinejs  TimelineJS 3 (JSON); what it does not know stays beside its slides, so that nothing is lost
  csv         the spreadsheet of TimelineJS
  icalendar   a calendar: an event takes whole days or an instant, nobody is invited, no time is blocked
  markdown    to be read, and printed as it is
  html        one page: no script, light and dark, every source linked, printable
  timeline    our own format: a timeline of its own, with all that its events refer to
  jsonl       an event a line
  sqlite      a database for analysis; files/formats/database.sql has its tables

What a format cannot hold is counted and named on standard error. The same timeline gives the same bytes on every run
and every machine. A file is written as a whole or not at all.

examples:
  openai-timeline export --to html -o openai.html
  openai-timeline export --to timelinejs --person murati > murati.json
  openai-timeline export --to icalendar --from 2023-11-17 --to 2023-11-22 -o five-days.ics
  openai-timeline export my-timeline.json --kind board --to csv -o board.csv
  openai-timeline export --to sqlite -o timeline.sqlite && sqlite3 timeline.sqlite 'select date, title from event'"""


def parser() -> argparse.ArgumentParser:
    """What may be written."""
    parser = new_parser("export", "Write a timeline, or the events that match, in another format.", EPILOG)
    add_file(parser)
    add_filters(parser)
    # One --to names the format, another may bound the dates as everywhere.
    parser.conflict_handler = "resolve"
    formats = ", ".join(FORMATS)
    parser.add_argument_group("format").add_argument(
        "--to", action="append", default=[], metavar="FORMAT|DATE",
        help=f"the format: {formats}; given again, until a date. Absent, the ending of OUT says which",
    )  # fmt: skip
    add_output(parser)
    add_language(parser)
    add_skip_bad(parser)
    return parser


def run(arguments: Namespace) -> int:
    """Write the file; 1 where no event matched."""
    form = _format(arguments)
    if form in BINARY and arguments.out in (None, "-"):
        say(f"{form} is no text: name a file for it with -o")
        return EXIT_USAGE
    file = read_any(arguments.file, arguments.skip_bad)
    is_part = asks(arguments)
    timeline = _part(file.timeline, arguments) if is_part else file.timeline
    if is_part and not timeline.events and not timeline.memos:
        say("no event matches: nothing is written")
        return EXIT_NOTHING
    written = _written(file, timeline, form, arguments.lang or timeline.language, is_part)
    write_out(written.data, arguments.out)
    lost = [*written.lost]
    if (own := file.own_keys()) and not written.has_own_keys:
        lost.append(f"{own:,} of the author's own keys (x-…)")
    if lost:
        say(f"not in {form}: {', '.join(lost)}")
    if written.beside:
        say(f"beside what {form} shows, under x-openai-timeline: {', '.join(written.beside)}")
    return 0


def _written(file: OwnFile, timeline: Timeline, form: str, language: str, is_part: bool) -> Written:
    from ..files.formats.writers import writer
    from ..files.formats.written import Written

    if form == "timeline" and file.is_ours:
        return file.part(timeline) if is_part else Written(file.laid_out(), has_own_keys=True)
    return writer(form)(timeline, language)


def _format(arguments: Namespace) -> str:
    """The format that is asked for; a --to that names none is a date."""
    asked = [(word, named(word)) for word in arguments.to]
    dates = [word for word, form in asked if form is None]
    forms = [form for _, form in asked if form is not None]
    if len(dates) > 1 or len(forms) > 1:
        say("--to may name one format and one date")
        raise Stop(EXIT_USAGE)
    arguments.before = dates[0] if dates else None
    form = forms[0] if forms else of_ending(arguments.out or "")
    if form is None:
        what = f"{dates[0]!r} is no format" if dates else "no format is named"
        say(f"{what}; --to takes {', '.join(FORMATS)}")
        raise Stop(EXIT_USAGE)
    return form


def _part(timeline: Timeline, arguments: Namespace) -> Timeline:
    """The events that match, with all that they refer to."""
    from ..files.formats.extract import extract
    from ..index.ask import Index
    from ..resolve import NotFound, selection_of

    index = Index.in_memory(timeline)
    try:
        positions = index.view(selection_of(arguments, index)).positions
    except NotFound as error:
        say(str(error))
        raise Stop(EXIT_USAGE) from None
    known = {event.id for event in timeline.events}
    wanted: set[str] = set()
    memos: set[str] = set()
    for first in range(0, len(positions), 256):
        for event in index.events(positions[first : first + 256]):
            if event.id in known:
                wanted.add(event.id)
            else:  # made by the index for a memo that no event names
                memos.update(event.memos)
    return extract(timeline, lambda event: event.id in wanted, lambda memo: memo.id in memos)
