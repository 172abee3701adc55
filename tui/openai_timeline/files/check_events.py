"""The rules for events and memos."""

from __future__ import annotations

from collections.abc import Iterable

from ..model.dates import DateError
from ..model.timeline import EVENT_KINDS, Event, Link, Memo
from .codec import Dated, placed
from .facts import ACTS, Facts, Nearest
from .findings import Drafts
from .locate import Path
from .problems import quoted


def in_zone(item: Dated, path: Path, facts: Facts) -> Dated:
    """The item with its date in the zone it names, as the reader places it."""
    zone = item.zone
    if zone is None or not facts.zone_exists(zone, (*path, "zone")) or zone == facts.zone:
        return item
    try:
        return placed(item)
    except DateError:  # the zone exists and the date was read
        return item


def check_links(links: Iterable[Link], path: Path, facts: Facts) -> None:
    """The addresses of a list of links."""
    for index, link in enumerate(links):
        facts.address(link.url, (*path, "links", index, "url"))


class Events:
    """The rules for one event after the other."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._drafts: Drafts = facts.drafts
        self._first: dict[str, int] = {}
        self._kinds: set[str] = set(EVENT_KINDS)
        self._nearest = Nearest(EVENT_KINDS, 0.8)

    def check(self, index: int, event: Event) -> Event:
        """All rules for one event; the event with its date in its own zone."""
        facts, path = self._facts, ("events", index)
        if event.zone is not None:
            event = in_zone(event, path, facts)
        if event.id and (first := self._first.setdefault(event.id, index)) != index:
            taken(self._drafts, event.id, (*path, "id"), ("events", first))
        facts.title(event.title, (*path, "title"))
        if event.kind not in self._kinds:
            self._kind(event.kind, (*path, "kind"))
        people = facts.people.name(event.people, (*path, "people"))
        if event.organisations:
            facts.organisations.name(event.organisations, (*path, "organisations"))
        if event.memos:
            facts.memos.name(event.memos, (*path, "memos"))
        if event.sources:
            facts.sources.name(event.sources, (*path, "sources"))
        else:
            hint = "name the id of a source in `sources`"
            self._drafts.note("event-without-source", path, "an event without a source", hint)
        check_links(event.links, path, facts)
        date = event.date
        if date.earliest > facts.updated:
            facts.not_after_updated(date, (*path, "date"))
        if facts.lifetimes and not facts.lifetimes.keys().isdisjoint(people):
            for person in people:
                facts.within_life(person, date, (*path, "date"), event.kind in ACTS)
        return event

    def _kind(self, kind: str, path: Path) -> None:
        near = self._nearest.to(kind)
        if near:
            self._drafts.note("odd-kind", path, f"the kind {quoted(kind)} is shown as `other`", f'is "{near}" meant?')
        else:
            self._kinds.add(kind)


class Memos:
    """The rules for one memo after the other."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._drafts = facts.drafts
        self._first: dict[str, int] = {}
        self.undated: dict[str, int] = {}

    def check(self, index: int, memo: Memo, id: str) -> None:
        """All rules for one memo, which has an `id` whether it is written or not."""
        facts, note, path = self._facts, self._drafts.note, ("memos", index)
        memo = in_zone(memo, path, facts)
        if (first := self._first.setdefault(id, index)) != index:
            taken(self._drafts, id, (*path, "id"), ("memos", first))
        if memo.title.versions:
            facts.title(memo.title, (*path, "title"), longest=10**9)
        if not memo.authors and (*path, "authors") not in facts.said:
            hint = 'write "authors": [] where no person signed it'
            note("memo-without-author", path, "a memo without an author", hint)
        if (*path, "form") not in facts.said:
            note("memo-without-form", path, "a memo that does not say its form", '"full", "excerpt" or "digest"')
        if not any(string.strip() for string in memo.text.strings()):
            note("memo-without-text", path, "a memo without a text")
        if not memo.sources and memo.url is None:
            note("memo-without-source", path, "a memo without a source and without the address of the original")
        facts.sources.name(memo.sources, (*path, "sources"))
        facts.address(memo.url, (*path, "url"))
        facts.tag(memo.language, (*path, "language"))
        authors = facts.people.name(memo.authors, (*path, "authors"))
        if memo.date is None:
            self.undated[id] = index
            return
        facts.not_after_updated(memo.date, (*path, "date"))
        for author in authors:
            facts.within_life(author, memo.date, (*path, "date"), acts=False)

    def finish(self) -> None:
        """What is known only once all events are read."""
        for id, index in self.undated.items():
            if id not in self._facts.memos.named:
                message = "a memo without a date that no event names: nobody finds it"
                self._drafts.note("memo-without-date", ("memos", index), message)


def taken(drafts: Drafts, id: str, path: Path, first: Path) -> None:
    """Note an id that an item further up has."""
    drafts.note("duplicate-id", path, f"the id {quoted(id)} is taken by", other=first)
