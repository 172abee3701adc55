"""`openai-timeline cite`: citations for a paper."""

from __future__ import annotations

import argparse
import sys
from argparse import Namespace

from ..files.citation import Cited, bibtex, csl_json, of_memo, of_source, plain
from ..index.ask import Index
from ..text import TITLE_LIMIT, clean, inert
from .common import EXIT_NOTHING, EXIT_USAGE, add_language, add_skip_bad, new_parser, open_index, say

FORMATS = ("text", "bibtex", "csl-json")

EPILOG = """The ID is that of a source, of a memo (its original is cited) or of an event (all its sources are).

examples:
  openai-timeline cite murati-leaves
  openai-timeline cite murati-leaves --format bibtex >> references.bib
  openai-timeline cite --file my-timeline.json ID --format csl-json"""


def parser() -> argparse.ArgumentParser:
    """What may be written."""
    parser = new_parser("cite", "Give the citation of a source, a memo or an event.", EPILOG)
    parser.add_argument("ids", nargs="+", metavar="ID", help="of a source, a memo or an event")
    parser.add_argument("-f", "--file", metavar="FILE", help="a timeline, or - for standard input")
    parser.add_argument("--format", choices=FORMATS, default="text", help="text is the default")
    add_language(parser)
    add_skip_bad(parser)
    return parser


def run(arguments: Namespace) -> int:
    """Print the citations; 1 where what was asked for has none."""
    index = open_index(arguments)
    language = arguments.lang or index.head.language
    cited: list[Cited] = []
    for item in arguments.ids:
        found = citations(index, item, language)
        if found is None:
            say(f"no source, memo or event has the id {clean(item, limit=TITLE_LIMIT)!r}")
            return EXIT_USAGE
        cited += found
    if not cited:
        say("there is no source to cite")
        return EXIT_NOTHING
    unique = list({one.id: one for one in cited}.values())
    sys.stdout.write(written(unique, arguments.format) + "\n")
    return 0


def citations(index: Index, item: str, language: str) -> list[Cited] | None:
    """What there is to cite for an id; None where nothing has it."""
    for source in index.sources([item]):
        return [of_source(source, language)]
    for memo in index.memos([item]):
        people = (index.person(author) for author in memo.authors)
        return [of_memo(memo, tuple(p.name.in_language(language) for p in people if p), language)]
    position = index.position(item)
    if position is None:
        return None
    return [of_source(source, language) for source in index.sources(index.event(position).sources)]


def written(cited: list[Cited], form: str) -> str:
    """The citations in a format; text and BibTeX are cleaned, as both end in a terminal."""
    if form == "csl-json":
        return inert(csl_json(cited).rstrip("\n").encode()).decode()
    write, between = (bibtex, "\n\n") if form == "bibtex" else (plain, "\n")
    return between.join(clean(write(one), multiline=True) for one in cited)
