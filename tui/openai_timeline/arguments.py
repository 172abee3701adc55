"""The command line: what may be written, and what it says."""

from __future__ import annotations

import argparse

from . import __version__

EXIT_CODES = """exit codes:
  0  done; 1  nothing matched (list); 2  wrong usage, or a file that cannot be read; 74  the output could not be
  written; 130  interrupted; 143, 129  ended by a signal or because the terminal was closed"""

VIEWER = f"""examples:
  openai-timeline                              open the bundled history of OpenAI
  openai-timeline --person "Mira Murati"       her story alone
  openai-timeline --at "17 nov 2023"           with the cursor on that day
  openai-timeline my-timeline.json             open your own file (the format: docs/timeline-format.md)
  curl … | openai-timeline -                   read a timeline from standard input
  openai-timeline list --kind left --from 2024 print rows instead: `openai-timeline list --help`

Inside, ? shows the keys.

{EXIT_CODES}"""

LIST = f"""Prints one row an event: its date as written (EDTF), its kind, its title.

examples:
  openai-timeline list --person murati
  openai-timeline list --kind left --from "nov 2023" --to 2024 | less
  openai-timeline list my-timeline.json --text "interim chief"

{EXIT_CODES}"""


def parser_for(command: str) -> argparse.ArgumentParser:
    """The parser of the viewer (`''`) or of `list`."""
    listing = command == "list"
    parser = argparse.ArgumentParser(
        prog="openai-timeline list" if listing else "openai-timeline",
        description="Print the events that match." if listing else "Read the history of OpenAI in a terminal.",
        epilog=LIST if listing else VIEWER,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    what = "a timeline in JSON, or - for standard input; absent, the bundled history of OpenAI"
    parser.add_argument("file", nargs="?", metavar="FILE", help=what)
    _add_filters(parser)
    if not listing:
        parser.add_argument("--at", metavar="DATE|EVENT", help="put the cursor on a date, or on an event by its id")
        parser.add_argument("--fresh", action="store_true", help="do not take up where the last run ended")
        parser.add_argument("--zone", metavar="NAME", help="your own clock, as an IANA name such as Asia/Shanghai")
        parser.add_argument("--ascii", action="store_true", help="signs of ASCII in place of glyphs")
        parser.add_argument("--version", action="version", version=f"openai-timeline {__version__}")
    parser.add_argument(
        "--skip-bad", action="store_true", help="leave out parts that cannot be read (list refuses them otherwise)"
    )
    return parser


def _add_filters(parser: argparse.ArgumentParser) -> None:
    filters = parser.add_argument_group("filters (all must hold)")
    several = "; may be given again"
    filters.add_argument(
        "--person", action="append", default=[], metavar="NAME",
        help=f"an id, a name, another name or a part of one{several}: any of them",
    )  # fmt: skip
    filters.add_argument("--all", action="store_true", help="with several --person: events with all of them together")
    filters.add_argument("--org", action="append", default=[], metavar="NAME", help=f"an organisation{several}")
    filters.add_argument("--kind", action="append", default=[], metavar="KIND", help=f"a kind of event{several}")
    filters.add_argument("--from", dest="after", metavar="DATE", help='from a date on: 2023, 2023-11-17, "nov 2023"')
    filters.add_argument("--to", dest="before", metavar="DATE", help="until a date, its last moment included")
    filters.add_argument("--text", default="", metavar="WORDS", help="all these words, accents and case ignored")
    filters.add_argument("--lang", default="", metavar="TAG", help="the language of record text, such as zh")
