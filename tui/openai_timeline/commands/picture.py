"""`openai-timeline picture`: the tenures, the years or one person as a picture."""

from __future__ import annotations

import argparse
import sys
from argparse import Namespace
from pathlib import Path

from ..files.whole import write_whole
from ..index.ask import Index
from ..index.careers import Careers, Wanted
from ..model.bars import KINDS, ORDERS
from ..pictures.draw import draw
from ..pictures.png import NoPng, png_of
from ..pictures.request import VIEWS, Request
from ..resolve import NotFound, named_ids, typed_date
from ..text import clean
from .common import EXIT_NOTHING, EXIT_OUTPUT, EXIT_USAGE, add_language, add_skip_bad, new_parser, open_index, say

EPILOG = """examples:
  openai-timeline picture -o tenures.svg
  openai-timeline picture --org openai --roles founder,executive,board --on "17 nov 2023" -o who.svg
  openai-timeline picture --from "15 nov 2023" --to "24 nov 2023" -o five-days.png
  openai-timeline picture --view person --person murati --theme dark -o murati.svg
  openai-timeline picture --view years -o - | rsvg-convert -f pdf > years.pdf

SVG is the same bytes on every run and machine. PNG needs an extra library, which a message names where it is absent,
and the fonts of the machine it is made on."""


def parser() -> argparse.ArgumentParser:
    """What may be written."""
    parser = new_parser("picture", "Draw a picture to take away, as SVG or PNG.", EPILOG)
    parser.add_argument("--view", choices=VIEWS, default="tenures", help="tenures is the default")
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help="a .svg or .png file; - prints the SVG")
    several = "; may be given again"
    parser.add_argument("--person", action="append", default=[], metavar="NAME", help=f"only this person{several}")
    parser.add_argument("--org", metavar="NAME", help="only roles in this organisation, or events with it")
    parser.add_argument("--roles", metavar="KINDS", help=f"kinds of roles, with commas between: {', '.join(KINDS)}")
    parser.add_argument("--order", choices=[order.replace(" ", "-") for order in ORDERS], help="of people in tenures")
    parser.add_argument("--from", dest="after", metavar="DATE", help='from a date on: 2023, "nov 2023"')
    parser.add_argument("--to", dest="before", metavar="DATE", help="until a date, its last moment included")
    parser.add_argument("--on", metavar="DATE", help="mark a date in tenures, and who was in office on it")
    parser.add_argument("--theme", choices=("light", "dark"), default="light", help="light is the default")
    parser.add_argument("-f", "--file", metavar="FILE", help="a timeline, or - for standard input")
    add_language(parser)
    add_skip_bad(parser)
    return parser


def run(arguments: Namespace) -> int:
    """Draw; 1 where there is nothing to draw, and no file is written then."""
    suffix = Path(arguments.output).suffix.lower()
    if arguments.output != "-" and suffix not in (".svg", ".png"):
        say(f"{arguments.output}: the name has to end in .svg or .png, or be - for SVG on standard output")
        return EXIT_USAGE
    index = open_index(arguments)
    try:
        request = request_of(arguments, index)
    except NotFound as error:
        say(str(error))
        return EXIT_USAGE
    if not _has_content(index, request):
        say("nothing matches, so there is no picture")
        return EXIT_NOTHING
    svg = draw(index, request)
    if arguments.output == "-":
        sys.stdout.write(svg)
        return 0
    try:
        write_whole(arguments.output, png_of(svg) if suffix == ".png" else svg.encode())
    except NoPng as error:
        say(str(error))
        return EXIT_USAGE
    except OSError as error:
        say(f"{clean(arguments.output)}: {error.strerror or type(error).__name__}")
        return EXIT_OUTPUT
    return 0


def request_of(arguments: Namespace, index: Index) -> Request:
    """What the arguments ask for. Raises NotFound."""
    people = named_ids(arguments.person, "person", index) if arguments.person else ()
    if arguments.view == "person" and len(people) != 1:
        raise NotFound("--view person needs one --person NAME")
    kinds = tuple(arguments.roles.replace(" ", "").split(",")) if arguments.roles else KINDS
    wrong = [kind for kind in kinds if kind not in KINDS]
    if wrong:
        raise NotFound(f"no kind of role is called {clean(wrong[0])!r}; there are: {', '.join(KINDS)}")
    return Request(
        view=arguments.view,
        people=people,
        organisation=named_ids([arguments.org], "organisation", index)[0] if arguments.org else None,
        kinds=kinds,
        order=(arguments.order or ORDERS[0]).replace("-", " "),
        after=typed_date(arguments.after, index) if arguments.after else None,
        before=typed_date(arguments.before, index) if arguments.before else None,
        on=typed_date(arguments.on, index) if arguments.on else None,
        theme=arguments.theme,
        language=arguments.lang or index.head.language,
    )


def _has_content(index: Index, request: Request) -> bool:
    if request.after and request.before and request.after.earliest > request.before.latest:
        return False
    if request.view == "years":
        return len(index.view(request.selection)) > 0
    if request.view == "person":
        return True
    wanted = Wanted(request.organisation, request.kinds, request.people, request.order)
    first = request.after.earliest if request.after else None
    last = request.before.latest if request.before else None
    return any(
        (last is None or bar.first <= last) and (first is None or bar.last >= first)
        for row in Careers(index, lambda person: person.id).rows(wanted)
        for bar in row.bars
    )
