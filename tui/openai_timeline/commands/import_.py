"""`openai-timeline import`: a file of any format that is read, as a timeline of our own."""

from __future__ import annotations

import argparse
from argparse import Namespace
from typing import TYPE_CHECKING

from .common import EXIT_USAGE, Stop, add_skip_bad, new_parser, say
from .output import add_output, read_any, write_out

if TYPE_CHECKING:
    from datetime import date

EPILOG = """Read are, recognised by what they hold and not by their names: TimelineJS 3 (JSON), TimelineJS 1 and 2 (JSON
and JSONP), the spreadsheet of TimelineJS as CSV, calendars (iCalendar), a strict subset of Markwhen, JSON lines of
events, our own format, and gzip of any of them. All can be opened directly as well. What cannot be kept is named.

examples:
  openai-timeline import women-in-computing.json -o women.json
  openai-timeline import calendar.ics --expand 2027 > calendar.json
  curl -s https://…/timeline.csv | openai-timeline import - | openai-timeline check -
  openai-timeline import sheet.csv --skip-bad -o sheet.json"""


def parser() -> argparse.ArgumentParser:
    """What may be written."""
    parser = new_parser("import", "Turn a file of another program into a timeline of our own format.", EPILOG)
    parser.add_argument("file", metavar="FILE", help="the file, or - for standard input")
    parser.add_argument(
        "--expand", metavar="UNTIL", help="unroll the repeated events of a calendar, until a date: 2027, 2026-12-31"
    )
    add_output(parser)
    add_skip_bad(parser)
    return parser


def run(arguments: Namespace) -> int:
    """Write the timeline."""
    expand = _last_day(arguments.expand) if arguments.expand else None
    file = read_any(arguments.file, arguments.skip_bad, expand)
    if file.is_ours:
        data = file.laid_out()
    else:
        from ..files.formats.own_write import write

        data = write(file.timeline, file.timeline.language).data
    write_out(data, arguments.out)
    return 0


def _last_day(typed: str) -> date:
    """The last day of a date that was typed. Raises Stop after saying what is wrong with it."""
    from datetime import date

    from ..model.civil import DAY_SECONDS, civil
    from ..model.dates import DateError
    from ..model.typed_dates import parse_typed

    try:
        return date(*civil(parse_typed(typed).latest // DAY_SECONDS))
    except (DateError, ValueError, OverflowError) as error:
        say(f"--expand: {error}")
        raise Stop(EXIT_USAGE) from None
