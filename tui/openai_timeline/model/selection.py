"""Which events are shown."""

from __future__ import annotations

import msgspec

from .dates import Date


class Selection(msgspec.Struct, frozen=True, omit_defaults=True):
    """What must hold of an event for it to be shown; the empty selection shows all.

    `people` and `organisations` are ids; an event needs any of the people, or all of them with `all_people`. `kinds`,
    `tags` and `organisations` match any. `with_memo` and `disputed` ask for events that have a memo, and for those
    whose sources disagree or that are less than certain; `bookmarked` for those that the reader marked. `after` and
    `before` bound the event's span: an event is shown when it may have happened between the earliest instant of `after`
    and the latest of `before`. `words` must all occur, accents and case ignored, in title, account, place, tags or
    memos, in any language.
    """

    people: tuple[str, ...] = ()
    all_people: bool = False
    organisations: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    with_memo: bool = False
    disputed: bool = False
    bookmarked: bool = False
    after: Date | None = None
    before: Date | None = None
    words: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether every event is shown."""
        return msgspec.structs.replace(self, all_people=False) == EVERYTHING

    def with_person_toggled(self, person: str) -> Selection:
        """The same selection with one person added, or taken away where already there."""
        people = tuple(p for p in self.people if p != person)
        if len(people) == len(self.people):
            people = (*people, person)
        return msgspec.structs.replace(self, people=people)

    def without(self, field: str, value: str = "") -> Selection:
        """The same selection without one value of a field of several, or without the field; `dates` means both."""
        if field == "dates":
            return msgspec.structs.replace(self, after=None, before=None)
        now = getattr(self, field)
        if isinstance(now, bool):
            return msgspec.structs.replace(self, **{field: False})
        return msgspec.structs.replace(self, **{field: tuple(item for item in now if item != value)})


EVERYTHING = Selection()
