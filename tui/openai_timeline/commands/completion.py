"""`openai-timeline completion`: what a shell needs to complete our commands."""

from __future__ import annotations

import argparse
import re
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from .common import EXIT_USAGE, add_file_option, new_parser, open_index, say

if TYPE_CHECKING:
    from ..index.ask import Index

SHELLS = ("bash", "zsh", "fish")
KINDS = ("people", "records", "memos", "cited")
MOST = 200
# What goes into somebody's command line must be a plain word there.
_PLAIN_WORD = re.compile(r"[^\W_][\w.:@+-]*").fullmatch

EPILOG = """Completed are commands, options, their values, files, and people and records by the words of their names.

set up:
  bash   openai-timeline completion bash > ~/.local/share/bash-completion/completions/openai-timeline
  zsh    openai-timeline completion zsh > ~/.zfunc/_openai-timeline     (a directory of $fpath, before compinit)
  fish   openai-timeline completion fish > ~/.config/fish/completions/openai-timeline.fish

examples:
  eval "$(openai-timeline completion bash)"        for this shell only
  openai-timeline completion zsh | less"""


def parser() -> argparse.ArgumentParser:
    """What may be written; what the scripts themselves call is not in the help."""
    parser = new_parser("completion", "Print the completion script of a shell.", EPILOG)
    parser.add_argument("shell", metavar="bash|zsh|fish", help="for which shell")
    parser.add_argument("--names", choices=KINDS, help=argparse.SUPPRESS)
    add_file_option(parser)
    for action in parser._actions:
        if action.dest == "file":
            action.help = argparse.SUPPRESS
    return parser


def run(arguments: Namespace) -> int:
    """Print the script, or the ids whose names begin so."""
    if arguments.names:
        arguments.skip_bad = True
        index = open_index(arguments)
        lines = (f"{id_}\t{name}\n" for id_, name in names(index, arguments.names, arguments.shell))
        sys.stdout.writelines(lines)
        return 0
    if arguments.shell not in SHELLS:
        say(f"{arguments.shell!r} is none of {', '.join(SHELLS)}")
        return EXIT_USAGE
    from .shells import script

    sys.stdout.write(script(arguments.shell))
    return 0


def names(index: Index, kind: str, typed: str) -> Iterator[tuple[str, str]]:
    """Ids and names of what is called so: `typed` begins the id or a word of a name."""
    from ..model.folding import fold
    from ..text import TITLE_LIMIT, clean

    wanted = fold(typed)
    count = 0
    for id_, called in _candidates(index, kind):
        words = [id_.lower(), *(word for name in called for part in [fold(name)] for word in (part, *part.split()))]
        if count < MOST and _PLAIN_WORD(id_) and any(word.startswith(wanted) for word in words):
            count += 1
            yield id_, clean(next(iter(called), id_), limit=TITLE_LIMIT)


def _candidates(index: Index, kind: str) -> Iterator[tuple[str, Iterable[str]]]:
    language = index.head.language
    if kind in ("people", "records"):
        for person, _, _ in index.people():
            yield person.id, dict.fromkeys((person.name.in_language(language), *person.name.strings(), *person.aliases))
    if kind == "records":
        for organisation, _ in index.organisations():
            yield organisation.id, organisation.name.strings()
    if kind in ("records", "memos", "cited"):
        for (id_,) in index.rows("select id from memo order by number"):
            yield id_, [memo.title.in_language(language) for memo in index.memos([id_])]
    if kind == "cited":
        for (id_,) in index.rows("select id from source order by number"):
            yield id_, [source.title.in_language(language) for source in index.sources([id_])]
