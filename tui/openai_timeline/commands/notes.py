"""`openai-timeline notes`: bookmarks and notes printed, exported, merged."""

from __future__ import annotations

import argparse
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from ..notes import Note, Notes, NotesError
from ..paths import data_directory
from ..text import TITLE_LIMIT, clean, inert
from .common import EXIT_NOTHING, EXIT_USAGE, new_parser, say
from .data import write_bytes

EPILOG = """Notes are kept per timeline: `bundled` is the record of the program, any other goes by its path.

examples:
  openai-timeline notes                              print all, those changed last first
  openai-timeline notes --format markdown > notes.md
  openai-timeline notes --format json > notes.json   everything, to keep or to move to another machine
  openai-timeline notes --merge notes.json           take over from there; no word of either side is lost"""


def parser() -> argparse.ArgumentParser:
    """What may be written."""
    parser = new_parser("notes", "Print, export and merge bookmarks and notes.", EPILOG)
    parser.add_argument("--timeline", metavar="NAME", help="only those on one timeline: bundled, or its path")
    parser.add_argument("--format", choices=("text", "markdown", "json"), default="text", help="text is the default")
    parser.add_argument("--merge", metavar="FILE", help="take over the notes in a JSON file that --format json wrote")
    return parser


def run(arguments: Namespace) -> int:
    """Print or merge; 1 where there is nothing."""
    try:
        notes = Notes(data_directory() / "notes.sqlite")
        if notes.notice:
            say(notes.notice)
        if arguments.merge:
            return _merge(notes, arguments.merge)
        found = notes.all(arguments.timeline)
    except NotesError as error:
        say(str(error))
        return EXIT_USAGE
    if arguments.format == "json":
        write_bytes(inert(msgspec.json.format(msgspec.json.encode(found), indent=2)) + b"\n")
    else:
        write = _markdown if arguments.format == "markdown" else _text
        sys.stdout.writelines(line + "\n" for line in write(found))
    return 0 if found else EXIT_NOTHING


def _merge(notes: Notes, file: str) -> int:
    try:
        theirs = msgspec.json.decode(Path(file).read_bytes(), type=list[Note])
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        say(f"{file}: not notes in JSON: {error}")
        return EXIT_USAGE
    changed = notes.merge(note for note in theirs if not note.is_empty)
    say(f"{changed} of {len(theirs)} notes were new or longer here")
    return 0


def _text(notes: Sequence[Note]) -> Iterator[str]:
    for note in notes:
        mark = "*" if note.marked else " "
        first = clean(note.text.strip().partition("\n")[0])
        yield f"{mark} {note.kind:<6} {clean(note.item)}  {clean(note.title, limit=TITLE_LIMIT)}".rstrip()
        if first:
            yield f"    {first}"


def _markdown(notes: Sequence[Note]) -> Iterator[str]:
    for number, note in enumerate(notes):
        if number:
            yield ""
        mark = " (bookmarked)" if note.marked else ""
        yield f"## {clean(note.title or note.item, limit=TITLE_LIMIT)}{mark}"
        yield ""
        yield f"{note.kind} `{clean(note.item)}` of {clean(note.timeline)}"
        if note.text.strip():
            yield ""
            yield clean(note.text.strip(), multiline=True, limit=1_000_000)
