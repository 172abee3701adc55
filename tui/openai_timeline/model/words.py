"""What people type to search for: words, "phrases", prefixes* and -exclusions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .folding import fold

_TERMS = re.compile(r'-?"[^"]*"?|\S+')
MOST_TERMS, LONGEST_TERM = 64, 100


class Term(NamedTuple):
    """One thing to look for, folded: a word, its beginning, or words in a row; or to leave out."""

    text: str
    excluded: bool = False
    phrase: bool = False
    prefix: bool = False


def split_words(typed: str) -> tuple[str, ...]:
    """What was typed, cut into terms as they stand, quotes and minus kept."""
    return tuple(_TERMS.findall(typed))[:MOST_TERMS]


def terms(words: Iterable[str]) -> list[Term]:
    """The terms that words as typed ask for; those with nothing in them are left out."""
    return [term for term in map(_term, words) if term.text]


def _term(word: str) -> Term:
    excluded = word.startswith("-") and len(word) > 1
    word = word[1:] if excluded else word
    phrase = word.startswith('"')
    prefix = not phrase and word.endswith("*") and len(word) > 1
    text = fold(word.strip('"') if phrase else word.rstrip("*") if prefix else word)
    return Term(" ".join(text.split())[:LONGEST_TERM], excluded, phrase, prefix)


def sought(words: Iterable[str]) -> tuple[str, ...]:
    """The folded texts that a hit contains, for showing where."""
    return tuple(term.text for term in terms(words) if not term.excluded)


def found_in(text: str, wanted: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where the folded texts stand in `text`: (start, end) in its own characters, in order, none within another."""
    pattern = "|".join(re.escape(one) for one in sorted(wanted, key=len, reverse=True) if one)
    if not pattern:
        return
    if text.isascii():
        yield from (match.span() for match in re.finditer(pattern, text.lower()))
        return
    pieces = [fold(char) for char in text]
    starts = [place for place, piece in enumerate(pieces) for _ in piece]
    for match in re.finditer(pattern, "".join(pieces)):
        if match.end() > match.start():
            yield starts[match.start()], starts[match.end() - 1] + 1
