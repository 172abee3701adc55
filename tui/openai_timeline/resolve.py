"""What was typed as a person, an organisation, a kind, a tag or a date, found in the index."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from .index.ask import Index
from .index.tenures import Roll
from .model.dates import Date, DateError
from .model.folding import fold
from .model.selection import Selection
from .model.words import split_words
from .text import TITLE_LIMIT, clean

NEAREST = 4
LISTED = 8


class NotFound(Exception):  # noqa: N818 - what it says of the timeline
    """Nothing in the timeline is called so; the message says what comes near."""


class Named:
    """Something with an id and names."""

    def __init__(self, id: str, names: Sequence[str]) -> None:
        self.id = id
        self.names = [name for name in names if name]
        self.folded = [fold(name) for name in self.names]

    @property
    def shown(self) -> str:
        """The first name, clean."""
        return clean(self.names[0] if self.names else self.id, limit=TITLE_LIMIT)


# What the filters of the command line are called in its arguments; `all` only says how people combine.
FILTERS = ("person", "org", "kind", "tag", "with_memo", "disputed", "bookmarked", "after", "before", "text")


def asks(arguments: Namespace) -> bool:
    """Whether any filter is given."""
    return any(getattr(arguments, field) for field in FILTERS)


def selection_of(arguments: Namespace, index: Index) -> Selection:
    """The selection that the filters of the command line ask for. Raises NotFound."""
    people = named_ids(arguments.person, "person", index) if arguments.person else ()
    organisations = named_ids(arguments.org, "organisation", index) if arguments.org else ()
    return Selection(
        people=people,
        all_people=arguments.all,
        organisations=organisations,
        kinds=_kinds(arguments.kind, index),
        tags=_tags(arguments.tag, index),
        with_memo=arguments.with_memo,
        disputed=arguments.disputed,
        after=typed_date(arguments.after, index) if arguments.after else None,
        before=typed_date(arguments.before, index) if arguments.before else None,
        bookmarked=arguments.bookmarked,
        words=split_words(arguments.text),
    )


def typed_date(typed: str, index: Index) -> Date:
    """A date as people type it, in the timeline's zone. Raises NotFound."""
    from .model.typed_dates import parse_typed

    try:
        return parse_typed(typed, zone=index.head.zone)
    except DateError as error:
        raise NotFound(clean(str(error))) from None


def position_of(typed: str, index: Index) -> int:
    """The position of an event by its id, else of the first at or after a date. Raises NotFound."""
    position = index.position(typed)
    if position is None:
        position = index.position_at(typed_date(typed, index).earliest)
    return max(0, min(position, len(index.everything) - 1))


def _people(index: Index) -> list[Named]:
    return [Named(person.id, (*person.name.strings(), *person.aliases)) for person, _, _ in index.people()]


def _organisations(index: Index) -> list[Named]:
    return [Named(organisation.id, organisation.name.strings()) for organisation, _ in index.organisations()]


def named_ids(typed: Sequence[str], noun: str, index: Index) -> tuple[str, ...]:
    """The ids of people (`noun` is "person") or organisations that are called so. Raises NotFound."""
    named = _people(index) if noun == "person" else _organisations(index)
    return tuple(dict.fromkeys(_one(name, noun, named) for name in typed))


def office_ids(typed: Sequence[str], roll: Roll) -> tuple[str, ...]:
    """The ids of the offices that are called so. Raises NotFound."""
    named = [Named(id_, (id_, *roll.office(id_).title.strings())) for id_ in roll.successions] if typed else []
    return tuple(dict.fromkeys(_one(name, "office", named) for name in typed))


def _one(typed: str, noun: str, named: list[Named]) -> str:
    """The id of the only one that is called so: by id, by whole name, by part of a name."""
    folded = fold(typed.strip())
    for found in (
        [item.id for item in named if item.id == typed],
        [item.id for item in named if folded in item.folded],
    ):
        if len(found) == 1:
            return found[0]
    words = folded.split()
    partly = [item for item in named if words and any(all(w in name for w in words) for name in item.folded)]
    if len(partly) == 1:
        return partly[0].id
    if partly:
        names = ", ".join(item.shown for item in partly[:LISTED]) + (", …" if len(partly) > LISTED else "")
        raise NotFound(f"{clean(typed, limit=TITLE_LIMIT)!r} is part of several names: {names}")
    raise NotFound(f"no {noun} is called {clean(typed, limit=TITLE_LIMIT)!r}{_nearest(folded, named)}")


def _nearest(folded: str, named: list[Named]) -> str:
    """The names that come nearest to what was typed, its words compared with theirs too."""
    from difflib import get_close_matches

    by_name = {name: item for item in named for full in item.folded for name in (full, *full.split())}
    near = get_close_matches(folded, by_name, n=NEAREST * 2, cutoff=0.6)
    shown = list(dict.fromkeys(by_name[name].shown for name in near))[:NEAREST]
    return f"; the nearest: {', '.join(shown)}" if shown else ""


def _kinds(typed: Sequence[str], index: Index) -> tuple[str, ...]:
    if not typed:
        return ()
    there = [kind for kind, _ in index.kinds()]
    for kind in typed:
        if kind not in there:
            known = ", ".join(clean(name, limit=40) for name in there[:20])
            raise NotFound(f"no event is of the kind {clean(kind, limit=TITLE_LIMIT)!r}; there are: {known or 'none'}")
    return tuple(dict.fromkeys(typed))


def _tags(typed: Sequence[str], index: Index) -> tuple[str, ...]:
    """The tags that are called so, accents and case ignored where nothing is called exactly so. Raises NotFound."""
    there = [tag for tag, _ in index.tags()] if typed else []
    found: list[str] = []
    for word in typed:
        wanted = fold(word.strip())
        alike = [word] if word in there else [tag for tag in there if fold(tag) == wanted]
        if not alike:
            near = _nearest(wanted, [Named(tag, (tag,)) for tag in there])
            raise NotFound(f"no event has the tag {clean(word, limit=TITLE_LIMIT)!r}{near}")
        found += alike
    return tuple(dict.fromkeys(found))
