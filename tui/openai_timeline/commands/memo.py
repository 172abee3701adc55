"""`openai-timeline memo`: the text of a memo, on a terminal through the pager."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from argparse import Namespace
from collections.abc import Iterator

from ..index.ask import Index
from .common import EXIT_USAGE, add_file_option, add_language, add_skip_bad, new_parser, open_index, say
from .records import Found, records

FORMATS = ("text", "markdown", "json")
MEASURE = 88  # cells that lines of running text are read well in
PAGERS = ("less -R", "more")

EPILOG = """The whole text, what form of the original it is, the mends of the editors as notes, and the sources. The ID
is that of a memo, or of an event, whose memos are all printed. On a terminal they come through $PAGER, else less,
else more.

examples:
  openai-timeline memo murati-farewell
  openai-timeline memo murati-leaves                              all memos of this event
  openai-timeline memo murati-farewell --format markdown > note.md
  openai-timeline memo murati-farewell | wc -w"""


def parser() -> argparse.ArgumentParser:
    """What may be written."""
    parser = new_parser("memo", "Print a memo.", EPILOG)
    parser.add_argument("id", metavar="ID", help="of a memo, or of an event")
    add_file_option(parser)
    parser.add_argument("--format", choices=FORMATS, default="text", help="text is the default")
    parser.add_argument("--no-pager", action="store_true", help="straight to the terminal")
    add_language(parser)
    add_skip_bad(parser)
    return parser


def run(arguments: Namespace) -> int:
    """Print; 2 where there is no such memo."""
    from ..text import TITLE_LIMIT, clean

    index = open_index(arguments)
    memos = memos_of(index, arguments.id)
    if not memos:
        say(f"no memo has the id {clean(arguments.id, limit=TITLE_LIMIT)!r}, and no event with memos")
        return EXIT_USAGE
    if arguments.format == "json":
        from .show import write_json

        for memo in memos:
            write_json(index, memo)
        return 0
    text = "\n".join(written(index, memos, arguments.format, arguments.lang or index.head.language))
    if arguments.no_pager or not _on_terminal() or not paged(text):
        sys.stdout.write(text)
    return 0


def memos_of(index: Index, id_: str) -> list[Found]:
    """The memo with an id, else those of the event with it."""
    found = records(index, id_)
    memos = [one for one in found if one.kind == "memo"]
    if memos:
        return memos
    ids = dict.fromkeys(memo for one in found if one.kind == "event" for memo in getattr(one.record, "memos", ()))
    return [Found("memo", memo) for memo in index.memos(ids)]


def written(index: Index, memos: list[Found], form: str, language: str) -> Iterator[str]:
    """Each memo as text or Markdown, ending in a line feed."""
    from ..ui.cards import Tongue

    tongue = Tongue(language, index.head.language)
    if form == "markdown":
        from .markdown_pages import markdown_of

        yield from (markdown_of(index, memo.record, tongue) for memo in memos)
        return
    from .pages import text_of
    from .tables import terminal_width

    width = min(MEASURE, terminal_width())
    yield from (text_of(index, memo.record, tongue, width) + "\n" for memo in memos)


def _on_terminal() -> bool:
    with contextlib.suppress(OSError):
        return os.isatty(0) and os.isatty(1)
    return False


def paged(text: str) -> bool:
    """Show text in the first pager that there is; False where there is none, or where none is wanted."""
    import shlex
    import shutil

    for choice in (os.environ.get("PAGER", ""), *PAGERS):
        with contextlib.suppress(ValueError):  # quotes that do not close
            words = shlex.split(choice)
            if words == ["cat"]:
                return False
            if words and shutil.which(words[0]):
                return _through(words, text)
    return False


def _through(command: list[str], text: str) -> bool:
    """Hand text to a pager and wait for it; what it does not read is not missed."""
    import signal
    import subprocess

    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE)
    except OSError:
        return False
    # ctrl+c is for the pager, which stops a search with it.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with contextlib.suppress(BrokenPipeError):
            pager.communicate(text.encode("utf-8", "backslashreplace"))
        pager.wait()
    finally:
        signal.signal(signal.SIGINT, before)
    return True
