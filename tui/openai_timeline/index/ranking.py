"""Events in the order of how well they answer a search: words in titles before words in accounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from ..model.folding import fold
from ..model.words import found_in, terms
from .ask import Index
from .lean import Words, strings

RANKED = 50_000  # events; of more, any order but that of time would keep the reader waiting
TITLE, TITLE_WHOLE, TAG, TEXT, ELSEWHERE = 6.0, 10.0, 4.0, 1.0, 0.5
MOST_OF_ONE = 3  # times that one word counts in an account
WEIGHTS = {1: 1.5, 2: 1.0, 3: 0.8}  # by importance
BATCH = 1024


class _Ranked(msgspec.Struct, gc=False):
    """What decides."""

    title: Words = ""
    text: Words = ""
    place: Words = ""
    tags: tuple[str, ...] = ()
    importance: int = 2


_decode = msgspec.json.Decoder(_Ranked).decode


class Hit(NamedTuple):
    """An event and how well it answers."""

    score: float
    position: int


def best_first(index: Index, positions: Sequence[int], words: Sequence[str]) -> Sequence[int]:
    """The positions of hits, those that answer best first, and of equals the earlier; of too many, by date."""
    wanted = [term.text for term in terms(words) if not term.excluded]
    if len(positions) > RANKED or not wanted:
        return positions
    hits: list[Hit] = []
    store = index.store
    for first in range(0, len(positions), BATCH):
        batch = positions[first : first + BATCH]
        for position, body in zip(batch, store.raws(store.places(batch)), strict=True):
            hits.append(Hit(score(_decode(body), wanted), position))
    hits.sort(key=lambda hit: (-hit.score, hit.position))
    return [hit.position for hit in hits]


def score(event: _Ranked, wanted: Sequence[str]) -> float:
    """How well an event answers; a word that stands neither in title nor account is in a memo or a name."""
    title, text = ("\n".join(map(fold, strings(words))) for words in (event.title, event.text))
    tags = fold("\n".join((*event.tags, *strings(event.place))))
    total = 0.0
    for word in wanted:
        of_word = ELSEWHERE
        if word in title:
            of_word += TITLE_WHOLE if _stands_alone(word, title) else TITLE
        if word in tags:
            of_word += TAG
        total += of_word + TEXT * min(MOST_OF_ONE, text.count(word))
    return total * WEIGHTS.get(event.importance, 1.0)


def _stands_alone(word: str, text: str) -> bool:
    """Whether a word is there as a whole."""
    for start, end in found_in(text, (word,)):
        before, after = text[start - 1 : start], text[end : end + 1]
        if not before.isalnum() and not after.isalnum():
            return True
    return False
