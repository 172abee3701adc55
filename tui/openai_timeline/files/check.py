"""Checking a timeline: every rule of `rules.py`, in one pass over the file that keeps no item.

What the reader would report is reported here by the same means; the items themselves are decoded one by one and let go,
so that a file of a million events needs little more memory than its bytes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

import msgspec
from msgspec import Raw

from ..model.language import Text
from ..model.timeline import Era, Event, Memo, Office, Organisation, Person, Source
from .check_events import Events, Memos
from .check_keys import Keys
from .check_people import Organisations, People, Sources, check_eras, check_offices
from .codec import decode_hook, kind
from .facts import Cast, Facts, References
from .findings import Checked, Drafts
from .formats.readers import read_other, unwrapped
from .formats.recognise import OTHER, TIMELINE
from .locate import Path
from .names import Ids, kebab
from .places import Places
from .problems import Unreadable, quoted
from .read import NO_ITEMS, Reader, any_value, bytes_at, opened, split_list
from .refuse import checked, refuse
from .twins import Twins

S = TypeVar("S", bound=msgspec.Struct)
T = TypeVar("T", Source, Organisation, Person, Memo)
Identified = tuple[int, T, str]  # index, item, id
Finish = Callable[[], None]
LONGEST_TITLED = 40  # as in `references.py`
_NAMES: Final[dict[type, tuple[str, str]]] = {
    Era: ("eras", "era"),
    Organisation: ("organisations", "organisation"),
    Office: ("offices", "office"),
    Person: ("people", "person"),
    Event: ("events", "event"),
    Memo: ("memos", "memo"),
    Source: ("sources", "source"),
}
_members = msgspec.json.Decoder(dict[str, Raw]).decode


def check_path(path: str | os.PathLike[str], limit: int | None = None) -> Checked:
    """Check a file. Raises Unreadable when nothing of it can be shown."""
    return check_bytes(bytes_at(path), os.fspath(path), limit)


def check_bytes(data: bytes, name: str, limit: int | None = None) -> Checked:
    """Check the bytes of a file; of each rule at most `limit` findings are given in full.

    Raises Unreadable when nothing of it can be shown.
    """
    try:
        kind, data = unwrapped(data, name)
        if kind not in (TIMELINE, OTHER):
            return _converted(kind, data, name, limit)
        return Checker(checked(data, name), name, limit).check()
    except RecursionError:
        from .broken import too_deep

        too_deep(data, name)
    except MemoryError:
        refuse(name, "too large for the memory of this machine")


def _converted(kind: str, data: bytes, name: str, limit: int | None) -> Checked:
    """What was found while a file of another format was read; its facts are checked once it is imported."""
    drafts = Drafts(name, b"", limit)
    for problem in read_other(kind, data, name).problems:
        drafts.add_problem(problem)
    return drafts.checked(Places(b"{}", {}))


class Checker(Reader):
    """Checks one document."""

    def __init__(self, data: bytes, name: str, limit: int | None) -> None:
        self._document, report = opened(data, name)
        self._drafts = self._report = Drafts(name, report.data, limit)
        for problem in report.in_order():
            self._drafts.add_problem(problem)
        self._check_is_timeline()
        self._head = self._read_head()
        self._raws = _members(report.data)
        self._places = Places(report.data, self._raws)
        self._facts = Facts(self._head, self._drafts)
        self._keys = Keys(self._facts)
        self._lists: dict[str, list[Raw]] = {}
        self._no_lists: set[str] = set()
        self._lost: list[str] = []

    def check(self) -> Checked:
        """All rules. What is named must be known before what names it."""
        facts, drafts = self._facts, self._drafts
        self._check_head()
        sources = self._identified(Source)
        facts.sources = References("source", self._ids(sources), self._is_list("sources"), drafts)
        named = self._identified(Organisation)
        facts.organisations = Cast("organisation", [(id, o.name or Text(id), ()) for _, o, id in named], drafts)
        people = self._identified(Person)
        facts.people = Cast("person", [(id, p.name or Text(id), p.aliases) for _, p, id in people], drafts)
        facts.lifetimes = {id: (p.born, p.died) for _, p, id in people if p.born or p.died}
        memos = self._identified(Memo)
        facts.memos = References("memo", self._ids(memos), self._is_list("memos"), drafts)
        check_eras([(index, era) for index, era, _ in self._each(Era) if era is not None], facts)
        finishes = [
            self._check_sources(sources),
            self._check_organisations(named),
            self._check_people(people),
            self._check_memos(memos),
        ]
        self._check_events()
        for finish in finishes:
            finish()
        return drafts.checked(self._places)

    def _check_head(self) -> None:
        facts = self._facts
        texts = {key: any_value(raw) for key, raw in self._raws.items() if bytes(memoryview(raw)[:1]) == b"{"}
        self._keys.check("timeline", {key: texts.get(key) for key in self._raws}, ())
        for key, value in texts.items():
            self._keys.once(value, self._raws[key], (key,))
        for key in self._places.repeated():
            facts.drafts.note("repeated-key", (key,), f"the file has the key {quoted(key)} already", of_key=True)
        facts.tag(self._head.language, ("language",))

    def _check_sources(self, sources: list[Identified[Source]]) -> Finish:
        rules = Sources(self._facts)
        for index, source, id in sources:
            rules.check(index, source, id)
        return rules.finish

    def _check_organisations(self, organisations: list[Identified[Organisation]]) -> Finish:
        rules = Organisations(self._facts)
        for index, organisation, id in organisations:
            rules.check(index, organisation, id)
        return rules.finish

    def _check_people(self, people: list[Identified[Person]]) -> Finish:
        offices = [(index, office) for index, office, _ in self._each(Office) if office is not None]
        check_offices(offices, self._facts)
        rules = People(self._facts, [office for _, office in offices])
        for index, person, id in people:
            rules.check(index, person, id)
        return rules.finish

    def _check_memos(self, memos: list[Identified[Memo]]) -> Finish:
        rules = Memos(self._facts)
        for index, memo, id in memos:
            rules.check(index, memo, id)
        return rules.finish

    def _check_events(self) -> None:
        rules, twins = Events(self._facts), Twins(self._head.language)
        for index, event, _ in self._each(Event):
            twins.add(None if event is None else rules.check(index, event).date)
        twins.check(self._list_of("events"), self._drafts)

    def _each(self, shape: type[S]) -> Iterator[tuple[int, S | None, Any]]:
        """Every item of a list with its index and its raw value; None where nothing of it is left."""
        key, noun = _NAMES[shape]
        hook, keys, convert = decode_hook(self._head.zone), self._keys, msgspec.convert
        for index, raw in enumerate(self._list_of(key)):
            value = any_value(raw)
            if isinstance(value, dict):
                keys.check(noun, value, (key, index))
                keys.once(value, raw, (key, index))
            item: S | None
            try:
                item = convert(value, shape, dec_hook=hook)
            except (msgspec.ValidationError, UnicodeError):
                item = self._damaged(shape, raw, (key, index), self._lost)
            yield index, item, value

    def _identified(self, shape: type[T]) -> list[Identified[T]]:
        """Every item of a list that may be referred to, with its index and its id, written or made."""
        found = [(index, item, value) for index, item, value in self._each(shape) if item is not None]
        for index, _, value in found:
            self._facts.said.update(_said(shape, index, value))
        if shape in (Person, Organisation):
            found = [entry for entry in found if self._is_named(_NAMES[shape][0], *entry[:2])]
        made = Ids(item.id for _, item, _ in found)
        return [(index, item, item.id or made.make(self._wanted(item))) for index, item, _ in found]

    def _is_named(self, key: str, index: int, item: Any) -> bool:
        if not item.name and not item.id:
            self._drafts.note("nameless", (key, index), "neither a name nor an id")
            return False
        return True

    def _wanted(self, item: Any) -> str:
        """The id that the reader would make."""
        text: Text = item.name if isinstance(item, Person | Organisation) else item.title
        longest = 0 if isinstance(item, Person | Organisation) else LONGEST_TITLED
        return kebab(text.in_language("en", self._head.language), longest)

    def _ids(self, items: list[Identified[T]]) -> list[str]:
        """The ids of a list; those of items that are lost are reported already, so they count."""
        return [*(id for _, _, id in items), *self._lost]

    def _is_list(self, key: str) -> bool:
        return key not in self._no_lists

    def _list_of(self, key: str) -> list[Raw]:
        """The items of a list as they are in the file."""
        found = self._lists.get(key)
        if found is None:
            raw = self._raws.get(key, NO_ITEMS)
            try:
                found = split_list(raw)
            except msgspec.ValidationError:
                problem = (key,), f"expected a list, found {kind(any_value(raw))}"
                if key == "events":
                    raise Unreadable(self._drafts.problem(*problem)) from None
                self._drafts.add(*problem)
                self._no_lists.add(key)
                found = []
            self._lists[key] = found
            self._places.know(key, found)
        return found


def _said(shape: type, index: int, value: dict[str, Any]) -> Iterator[Path]:
    """Paths of the keys that are written and whose absence is a finding: what is read knows only their values."""
    if shape is Memo:
        yield from (("memos", index, key) for key in ("form", "authors") if key in value)
    elif shape is Person and isinstance(roles := value.get("roles"), list):
        for number, role in enumerate(roles):
            if isinstance(role, dict) and "start" in role:
                yield ("people", index, "roles", number, "start")
