"""The same event twice: the same day, and nearly the same title, or the same people in the same kind of event.

People join, leave or are appointed once a day, whatever the title; other events of one kind, such as statements, of the
same people are held to be one where the titles are less alike than they must be otherwise.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import msgspec
from msgspec import Raw

from ..model.dates import Date, Precision
from ..model.folding import fold
from .facts import ACTS
from .findings import Drafts

SIMILAR = 0.75  # the share of words that titles of one event have in common
SIMILAR_AMONG_SAME = 0.5  # where the people and the kind are the same
_CROWD = 100  # events of one day with a word in common: no further ones are compared
_WORDS = re.compile(r"[\u3040-\u9fff]|[^\W_\u3040-\u9fff]+").findall
_NO_DAY = -(2**62)


class _Twin(msgspec.Struct, frozen=True):
    """What two events are compared by."""

    title: Any = ""
    kind: Any = "other"
    people: Any = ()


_decode = msgspec.json.Decoder(_Twin).decode


_CastOf = tuple[str, frozenset[str]]  # the kind of an event, and its people


class _Seen(NamedTuple):
    """An event that later ones of the same day are compared with."""

    place: int
    words: frozenset[str]
    cast: _CastOf


class Twins:
    """The days of all events of one file; the events themselves are looked at again where a day has several."""

    def __init__(self, language: str) -> None:
        self._days = array("q")
        self._language = language

    def add(self, date: Date | None) -> None:
        """Note the day, month or year of the next event; None for one that could not be read."""
        day = _NO_DAY if date is None else _calendar_number(date)
        self._days.append(day)

    def check(self, events: Sequence[Raw], drafts: Drafts) -> None:
        """Find the events that are there twice."""
        days = self._days
        for day, group in groupby(sorted(range(len(days)), key=days.__getitem__), key=days.__getitem__):
            indexes = list(group)
            if len(indexes) > 1 and day != _NO_DAY:
                for later, earlier in self._pairs(indexes, events, exact=day % 32 != 0):
                    message = "the same event may be there twice, see"
                    hint = "take one away, or tell them apart by title"
                    drafts.note("same-event-twice", ("events", later), message, hint, other=("events", earlier))

    def _pairs(self, indexes: list[int], events: Sequence[Raw], exact: bool) -> Iterator[tuple[int, int]]:
        """(later, earlier) for the events of one day that are alike; `exact` where it is a day and no more."""
        by_word: dict[str, list[_Seen]] = {}
        by_cast: dict[_CastOf, _Seen] = {}
        for index in indexes:
            seen = self._seen(index, events[index])
            # Two titles that are alike have one of their rarest words in common: long words stand for rare ones.
            ordered = sorted(seen.words, key=lambda word: (-len(word), word))
            alike = SIMILAR_AMONG_SAME if exact and seen.cast[1] else SIMILAR
            prefix = ordered[: len(ordered) - _at_least(alike, len(ordered)) + 1]
            near = [other for word in prefix for other in by_word.get(word, ())]
            twin = next((other for other in near if _are_alike(seen, other, exact)), None)
            if exact and seen.cast[1] and seen.cast[0] in ACTS:
                twin = twin or by_cast.get(seen.cast)
                by_cast.setdefault(seen.cast, seen)
            if twin is not None:
                yield index, twin.place
                continue
            for word in prefix:
                if len(crowd := by_word.setdefault(word, [])) < _CROWD:
                    crowd.append(seen)

    def _seen(self, index: int, raw: Raw) -> _Seen:
        event = _decode(raw)
        title = event.title
        if isinstance(title, dict):
            title = title.get("en") or title.get(self._language) or next(iter(title.values()), "")
        folded = fold(str(title))
        people = event.people if isinstance(event.people, list) else ()
        cast = (str(event.kind), frozenset(person for person in people if isinstance(person, str)))
        return _Seen(index, frozenset(_WORDS(folded)), cast)


def _are_alike(one: _Seen, other: _Seen, exact: bool) -> bool:
    common = len(one.words & other.words)
    share = common / (len(one.words) + len(other.words) - common)
    same_cast = exact and bool(one.cast[1]) and one.cast == other.cast
    return share >= (SIMILAR_AMONG_SAME if same_cast else SIMILAR)


def _at_least(share: float, words: int) -> int:
    """How many words at least another title has in common with one of `words`, if they are alike."""
    return max(1, -int(-share * words // 1))


def _calendar_number(date: Date) -> int:
    """One number for each day, month and year; intervals and what is vaguer are never the same."""
    if date.is_interval or date.precision < Precision.YEAR or date.precision is Precision.SEASON:
        return _NO_DAY
    return (date.year * 16 + (date.month or 0)) * 32 + (date.day or 0)
