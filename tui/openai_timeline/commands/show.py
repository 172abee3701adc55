"""`openai-timeline show`: one event, person, memo, source or organisation."""

from __future__ import annotations

import argparse
import sys
from argparse import Namespace

from msgspec import json

from ..index.ask import Index
from ..model.timeline import Memo
from .common import EXIT_USAGE, add_file_option, add_language, add_skip_bad, new_parser, open_index, say
from .records import KINDS, Found, named

FORMATS = ("text", "json", "markdown")

EPILOG = """Text has what the reader of the viewer shows, as wide as the terminal, and the address of every source. JSON
is the object of the timeline format. A person or an organisation may be given by name.

examples:
  openai-timeline show murati-leaves
  openai-timeline show "Ilya Sutskever" --lang zh
  openai-timeline show openai --as organisation
  openai-timeline show murati-leaves --format json | jq -r .date
  openai-timeline show -f my-timeline.json ID --format markdown > event.md"""


def parser() -> argparse.ArgumentParser:
    """What may be written."""
    parser = new_parser("show", "Show one event, person, memo, source or organisation.", EPILOG)
    parser.add_argument("id", metavar="ID", help="of any of them, or the name of a person or an organisation")
    add_file_option(parser)
    parser.add_argument("--as", dest="kind", choices=KINDS, help="which one, where several have the same id")
    parser.add_argument("--format", choices=FORMATS, default="text", help="text is the default")
    add_language(parser)
    add_skip_bad(parser)
    return parser


def run(arguments: Namespace) -> int:
    """Show it; 2 where there is none."""
    from ..resolve import NotFound

    index = open_index(arguments)
    try:
        found = named(index, arguments.id, arguments.kind)
    except NotFound as error:
        say(str(error))
        return EXIT_USAGE
    for other in found[1:]:
        say(f"{'an' if other.kind[0] in 'eo' else 'a'} {other.kind} has this id too: --as {other.kind} shows it")
    write(index, found[0], arguments.format, arguments.lang or index.head.language)
    return 0


def write(index: Index, found: Found, form: str, language: str) -> None:
    """Print one record."""
    if form == "json":
        write_json(index, found)
        return
    from ..ui.cards import Tongue

    tongue = Tongue(language, index.head.language)
    if form == "markdown":
        from .markdown_pages import markdown_of

        sys.stdout.write(markdown_of(index, found.record, tongue))
        return
    from .pages import text_of
    from .tables import terminal_width

    sys.stdout.write(text_of(index, found.record, tongue, terminal_width()) + "\n")


def write_json(index: Index, found: Found) -> None:
    """Print one record as the timeline format has it; of an event also keys that the format does not know."""
    from .data import encoded, write_indented

    position = index.position(found.record.id) if found.kind == "event" else None
    if position is None:
        data = encoded(found.record)
        if isinstance(found.record, Memo):  # whose words these are is said, even where it is what one would suppose
            data = encoded({**json.decode(data), "form": found.record.form})
        write_indented(data)
        return
    from ..index.bodies import Bodies

    write_indented(Bodies(index).joined([position]))
