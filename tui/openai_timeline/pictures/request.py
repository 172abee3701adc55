"""What a picture is to show, and the words that all pictures share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from ..index.ask import Index
from ..model.bars import KINDS
from ..model.date_display import display
from ..model.dates import Date
from ..model.selection import Selection
from ..model.timeline import Person
from ..text import TITLE_LIMIT, clean
from .palette import PALETTES, Palette

VIEWS = ("tenures", "years", "person")
MOST_PUBLISHERS = 14


class Request(NamedTuple):
    """What is asked for. `people` and `organisation` are ids; `on` is a date to mark."""

    view: str = "tenures"
    people: tuple[str, ...] = ()
    organisation: str | None = None
    kinds: tuple[str, ...] = KINDS
    order: str = "first day"
    after: Date | None = None
    before: Date | None = None
    on: Date | None = None
    theme: str = "light"
    language: str = "en"

    @property
    def palette(self) -> Palette:
        """Its colours."""
        return PALETTES[self.theme]

    @property
    def selection(self) -> Selection:
        """The events that belong to it."""
        organisations = (self.organisation,) if self.organisation else ()
        return Selection(people=self.people, organisations=organisations, after=self.after, before=self.before)


class Words:
    """The words of the record in the language asked for, clean."""

    def __init__(self, index: Index, language: str) -> None:
        self._index, self.language = index, language
        self._default = index.head.language

    def of(self, text: object) -> str:
        """A text of the record."""
        return clean(text.in_language(self.language, self._default), limit=TITLE_LIMIT)  # type: ignore[attr-defined]

    def person(self, person: Person) -> str:
        """A person's name."""
        return self.of(person.name) or clean(person.id, limit=TITLE_LIMIT)

    def organisation(self, id_: str) -> str:
        """An organisation's name."""
        found = self._index.organisation(id_)
        return (self.of(found.name) if found else "") or clean(id_, limit=TITLE_LIMIT)

    @property
    def record(self) -> str:
        """The title of the record."""
        return self.of(self._index.head.title) or "Timeline"

    @property
    def as_of(self) -> str:
        """The date of the record."""
        updated = self._index.head.updated
        return f"as of {display(updated)}" if updated is not None else "of no stated date"

    def sources(self, ids: Iterable[str]) -> str:
        """Sources by publisher, those with most first."""
        found = self._index.sources(dict.fromkeys(ids))
        if not found:
            return "Sources: none are named."
        counts = Counter(clean(source.publisher or source.id, limit=TITLE_LIMIT) for source in found)
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        named = ", ".join(name if count == 1 else f"{name} ({count})" for name, count in ordered[:MOST_PUBLISHERS])
        if len(ordered) > MOST_PUBLISHERS:
            named += f" and {len(ordered) - MOST_PUBLISHERS:,} more"
        one = len(found) == 1
        return f"Sources: {len(found):,} {'source' if one else 'sources'} of the record, by publisher: {named}."
