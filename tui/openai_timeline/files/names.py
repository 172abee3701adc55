"""Ids for what has none, and the ids of people and organisations that a file calls by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from zlib import crc32

from ..model.folding import fold

_WORD = re.compile(r"[a-z0-9]+")
_LONGEST = 30


def kebab(text: str, longest: int = 0) -> str:
    """`text` as a part of an id: "Mira Murati leaves" as `mira-murati-leaves`.

    Where letters are lost that ASCII lacks, a short stable hash keeps texts apart. `longest` cuts at a word.
    """
    folded = fold(text).replace("'", "")
    words = "-".join(_WORD.findall(folded))
    if longest and len(words) > longest:
        words = words[: words.rfind("-", 1, longest + 1)] if "-" in words[1 : longest + 1] else words[:longest]
    # Each character once: a title may be as long as a file.
    if words and (folded.isascii() or not any(c.isalpha() and not c.isascii() for c in set(folded))):
        return words
    return f"{words}-{crc32(text.encode('utf-8', 'replace')):08x}".lstrip("-")


def id_of_event(date: str, title: str) -> str:
    """The id of an event that has none: `2023-11-17-mira-murati-becomes-interim`."""
    day = "-".join(_WORD.findall(date.partition("T")[0].lower()))
    return f"{day}-{kebab(title, _LONGEST)}"


class Ids:
    """The ids of one list; those it makes are new, by -2, -3 and so on where need be."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def make(self, wanted: str) -> str:
        """`wanted`, or what comes nearest to it and is free."""
        made = wanted
        number = self._next.get(wanted, 2)
        while made in self._taken:
            made = f"{wanted}-{number}"
            number += 1
        self._next[wanted] = number
        self._taken.add(made)
        return made


class Names:
    """The people, or the organisations, of a file by id and by name; those that no list has are `added`."""

    def __init__(self, listed: Iterable[tuple[str, Iterable[str]]]) -> None:
        self._by_name: dict[str, str] = {}
        ids = []
        for identity, names in listed:
            ids.append(identity)
            for name in names:
                self._by_name.setdefault(_key(name), identity)
        self._listed = frozenset(ids)
        self._ids = {identity: identity for identity in ids}
        self._made = Ids(ids)
        self.added: dict[str, str] = {}

    def resolve(self, reference: str) -> str:
        """The id that an id or a name stands for: a listed one, or a new one for a name nobody has."""
        found = self._ids.get(reference)
        if found is None:
            key = _key(reference)
            found = self._by_name.get(key)
            if found is None:
                found = self._by_name[key] = self._made.make(kebab(reference))
                self.added[found] = reference
            self._ids[reference] = found
        return found

    def resolve_all(self, references: tuple[str, ...]) -> tuple[str, ...]:
        """The ids of several, each once."""
        if len(references) == 1:
            return (self.resolve(references[0]),)
        return tuple(dict.fromkeys([self.resolve(reference) for reference in references]))

    def are_ids(self, references: tuple[str, ...]) -> bool:
        """Whether nothing is to be done: all are ids of the list, each once."""
        return self._listed.issuperset(references) and (len(references) < 2 or len(set(references)) == len(references))


def _key(name: str) -> str:
    return " ".join(fold(name).split())
