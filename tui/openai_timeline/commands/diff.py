"""`openai-timeline diff`: what changed between two versions of a timeline, in terms of facts."""

from __future__ import annotations

import argparse
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..files.differences import REWORDED, Change, FieldChange, differences, in_languages
from ..text import SUMMARY_LIMIT, TITLE_LIMIT, clean
from .common import EXIT_NOTHING, add_skip_bad, new_parser, say
from .data import write_lines

EXIT_DIFFERENT = EXIT_NOTHING
SIGNS = {"added": "+", "removed": "-", "changed": "~"}
CONTEXT, SHOWN = 24, 160  # characters around a change of words, and of it at most
PLURALS = {"person": "people", "study": "studies", "timeline": "timeline"}

EPILOG = """Compared are facts and not lines: events, people, their roles and studies, memos, sources, organisations,
offices and eras, by their ids; an event that has another id but the same title, or the same date and nearly the same
title, is the same event. For each that changed it is said whether it was re-dated, re-sourced, reworded, or changed
otherwise. The order of records and of sources is no fact, nor is layout. Either file may be of any format that is read.

examples:
  openai-timeline diff old.json new.json
  git show HEAD~1:data/timeline.json | openai-timeline diff - data/timeline.json
  openai-timeline diff old.json new.json --format json | jq '.changes[] | select(.change == "removed") | .id'

Exits 0 where the facts are the same, 1 where they differ, 2 where a file cannot be read."""


def parser() -> argparse.ArgumentParser:
    """What may be written."""
    parser = new_parser("diff", "Say what changed between two versions of a timeline.", EPILOG)
    parser.add_argument("old", metavar="OLD", help="a timeline, or - for standard input")
    parser.add_argument("new", metavar="NEW", help="a timeline, or - for standard input")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text is the default")
    add_skip_bad(parser)
    return parser


def run(arguments: Namespace) -> int:
    """Compare; 1 where the two differ."""
    from .output import read_any

    if arguments.old == arguments.new == "-":
        say("only one of the two can be standard input; compare it with a file")
        return 2
    old, new = (read_any(file, arguments.skip_bad).timeline for file in (arguments.old, arguments.new))
    changes = list(differences(old, new))
    counts = Counter((change.what, change.change) for change in changes)
    if arguments.format == "json":
        _write_json(changes)
    else:
        write_lines(line for change in changes for line in lines(change))
        say(_summary(counts) if changes else "the facts are the same")
    return EXIT_DIFFERENT if changes else 0


def _write_json(changes: Sequence[Change]) -> None:
    """`same`, and a change a line."""
    from .data import encoded, write_bytes

    sys.stdout.write(f'{{"same": {"false" if changes else "true"}, "changes": [')
    for number, change in enumerate(changes):
        write_bytes((b",\n" if number else b"\n") + encoded(change))
    sys.stdout.write("\n]}\n" if changes else "]}\n")


def _summary(counts: Counter[tuple[str, str]]) -> str:
    """`events: 2 added, 1 changed; people: 1 removed`."""
    said = []
    for what in dict.fromkeys(what for what, _ in counts):
        numbers = (f"{counts[what, change]:,} {change}" for change in SIGNS if counts[what, change])
        said.append(f"{PLURALS.get(what, f'{what}s')}: {', '.join(numbers)}")
    return "; ".join(said)


def lines(change: Change) -> Iterator[str]:
    """A change in words: what it is about, and below it each key."""
    title = _title(change.title)
    named = [change.what, clean(change.of, limit=TITLE_LIMIT), clean(change.id, limit=TITLE_LIMIT)]
    said = " ".join(filter(None, named))
    rest = "  ".join(filter(None, (clean(change.date) if change.change != "changed" else "", title)))
    yield f"{SIGNS[change.change]} {said}" + (f"  {rest}" if rest else "")
    for field in change.fields:
        yield from (f"    {field.kind:<12}{line}" for line in _in_words(field))


def _title(title: Any) -> str:
    return clean(next(iter(in_languages(title).values()), ""), limit=TITLE_LIMIT)


def _in_words(field: FieldChange) -> Iterator[str]:
    name, old, new = clean(field.field), field.old, field.new
    if all(value is None or _is_list_of_words(value) for value in (old, new)):
        yield f"{name}: {_of_lists(old or [], new or [])}"
    elif field.kind == REWORDED and not isinstance(old, list) and not isinstance(new, list):
        yield from _of_texts(name, in_languages(old), in_languages(new))
    else:
        yield f"{name}: {_value(old)} → {_value(new)}"


def _is_list_of_words(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(entry, str) for entry in value)


def _of_lists(old: Iterable[str], new: Iterable[str]) -> str:
    before, after = list(old), list(new)
    said = [f"+ {_short(entry)}" for entry in after if entry not in before]
    said += [f"- {_short(entry)}" for entry in before if entry not in after]
    return ", ".join(said) or "in another order"


def _of_texts(name: str, old: dict[str, str], new: dict[str, str]) -> Iterator[str]:
    """What changed in each language, with a little of what stands around it."""
    old, new = _tagged(old, new), _tagged(new, old)
    for tag in dict.fromkeys((*new, *old)):
        before, after = old.get(tag), new.get(tag)
        if before == after:
            continue
        shown = f"{name} ({clean(tag)})" if tag else name
        if before is None or after is None:
            yield f"{shown}: {'added' if before is None else 'removed'} “{_short(after or before or '')}”"
        else:
            yield "{}: “{}” → “{}”".format(shown, *_parted(before, after))


def _tagged(text: dict[str, str], other: dict[str, str]) -> dict[str, str]:
    """A plain string under one of the languages of the other version: that which has it, else the first."""
    if list(text) != [""] or "" in other or not other:
        return text
    return {next((tag for tag, string in other.items() if string == text[""]), next(iter(other))): text[""]}


def _parted(old: str, new: str) -> tuple[str, str]:
    """Two texts without most of what both begin and end with."""
    shortest = min(len(old), len(new))
    start = next((n for n in range(shortest) if old[n] != new[n]), shortest)
    end = next((n for n in range(shortest - start) if old[-1 - n] != new[-1 - n]), shortest - start)
    first, after = max(0, start - CONTEXT), max(0, end - CONTEXT)
    return tuple(
        ("…" if first else "") + _short(text[first : len(text) - after]) + ("…" if after else "") for text in (old, new)
    )  # type: ignore[return-value]


def _value(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return _short(value)
    from .data import encoded

    return clean(encoded(value).decode(), limit=SUMMARY_LIMIT)


def _short(text: str) -> str:
    return clean(text, limit=SHOWN)
