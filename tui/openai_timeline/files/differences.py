"""What changed between two versions of a timeline, in terms of facts and not of lines.

Records are matched by their ids. An event whose id is gone may go on under another: with the same title, or on the same
date with nearly the same words. Roles and studies, which have no ids, are matched within their person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import msgspec

from ..model.language import Text
from ..model.timeline import Timeline
from .codec import encode_hook

RE_DATED, RE_SOURCED, REWORDED, OTHER = "re-dated", "re-sourced", "reworded", "other"
DATES: Final = frozenset(("date", "zone", "start", "end", "born", "died", "founded", "ended", "published", "updated"))
WORDS: Final = frozenset(
    ("title", "description", "text", "name", "aliases", "birthplace", "place", "disputed", "audience", "venue")
)
UNORDERED: Final = frozenset(("sources", "organisations", "tags"))  # whose order says nothing
LISTS: Final = (
    ("organisation", "organisations"),
    ("office", "offices"),
    ("person", "people"),
    ("event", "events"),
    ("memo", "memos"),
    ("source", "sources"),
)
PARTS: Final = (("study", "education"), ("role", "roles"))  # of a person
MOST_ALIKE = 50  # events of one date among which one looks for nearly the same words
ALIKE = 0.6

Item = dict[str, Any]


class FieldChange(msgspec.Struct, frozen=True):
    """A key whose value differs, as JSON has it; null where it is absent."""

    field: str
    kind: str
    old: Any
    new: Any


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """A record that was added, removed or changed; `of` is the person who has a role or a study."""

    what: str
    id: str
    change: str
    title: Any = ""
    date: str = ""
    of: str = ""
    fields: tuple[FieldChange, ...] = ()


def differences(old: Timeline, new: Timeline) -> Iterator[Change]:
    """All that differs, kind by kind, in the order of the new version; what is removed comes last."""
    yield from _head(old, new)
    yield from _eras(old, new)
    for what, key in LISTS:
        before, after = ([_plain(item) for item in getattr(timeline, key)] for timeline in (old, new))
        by_id = {item["id"]: item for item in before}
        kept = {item["id"]: by_id.pop(item["id"]) for item in after if item["id"] in by_id}
        if what == "event":
            kept |= _moved([item for item in after if item["id"] not in kept], by_id)
        for item in after:
            yield from _compared(what, kept.get(item["id"]), item)
        yield from (_one(what, "removed", item) for item in by_id.values())


def _plain(item: msgspec.Struct) -> Item:
    """A record as JSON has it, with its id."""
    plain: Item = msgspec.to_builtins(item, enc_hook=encode_hook)
    return {"id": "", **plain}


def _one(what: str, change: str, item: Item, fields: Sequence[FieldChange] = (), of: str = "") -> Change:
    title = item.get("title") or item.get("name") or ""
    if not item.get("id") and item.get("organisation"):
        title = title or item["organisation"]
    date = str(item.get("date") or item.get("start") or "")
    return Change(what, item.get("id", ""), change, title, date, of, tuple(fields))


def _head(old: Timeline, new: Timeline) -> Iterator[Change]:
    keys = ("title", "description", "language", "zone", "updated")
    before, after = ({k: v for k, v in _head_of(timeline).items() if k in keys} for timeline in (old, new))
    fields = _fields(before, after)
    if fields:
        yield _one("timeline", "changed", after, fields)


def _head_of(timeline: Timeline) -> Item:
    bare = msgspec.structs.replace(
        timeline, eras=(), organisations=(), offices=(), people=(), events=(), memos=(), sources=()
    )
    return _plain(bare)


def _eras(old: Timeline, new: Timeline) -> Iterator[Change]:
    before, after = ([_plain(era) for era in timeline.eras] for timeline in (old, new))
    yield from _matched("era", before, after, (lambda era: era["title"], lambda era: era["start"]), "")


def _compared(what: str, old: Item | None, new: Item) -> Iterator[Change]:
    """One record, and the roles and studies of a person."""
    if old is None:
        yield _one(what, "added", new)
        old = {"id": new["id"]} if what == "person" else None
    if old is None:
        return
    parts = [key for _, key in PARTS] if what == "person" else []
    bare_old, bare_new = ({k: v for k, v in item.items() if k not in parts} for item in (old, new))
    fields = _fields(bare_old, bare_new) if len(old) > 1 else []
    if fields:
        yield _one(what, "changed", new, fields)
    for part, key in PARTS if what == "person" else ():
        rules: tuple[Callable[[Item], Any], ...] = (
            lambda one: (one.get("organisation"), one.get("office"), one.get("title"), one.get("start")),
            lambda one: (one.get("organisation"), one.get("office") or one.get("title")),
            lambda one: (one.get("organisation"), one.get("start")),
        )
        yield from _matched(part, old.get(key, []), new.get(key, []), rules, new["id"])


def _matched(
    what: str, old: Sequence[Item], new: Sequence[Item], rules: Sequence[Callable[[Item], Any]], of: str
) -> Iterator[Change]:
    """Items without ids, matched by one rule after the other; equal ones first."""
    before, pairs = list(old), dict[int, Item]()
    for rule in (lambda one: one, *rules):
        for number, item in enumerate(new):
            if number in pairs:
                continue
            found = next((place for place, other in enumerate(before) if rule(other) == rule(item)), None)
            if found is not None:
                pairs[number] = before.pop(found)
    for number, item in enumerate(new):
        if number not in pairs:
            yield _one(what, "added", item, of=of)
        elif fields := _fields(pairs[number], item):
            yield _one(what, "changed", item, fields, of)
    yield from (_one(what, "removed", item, of=of) for item in before)


def _moved(added: Sequence[Item], removed: dict[str, Item]) -> dict[str, Item]:
    """Events that go on under another id: by the new one, the old event, which is taken out of `removed`."""
    found: dict[str, Item] = {}
    same_title, same_date = defaultdict[str, list[Item]](list), defaultdict[str, list[Item]](list)
    for item in removed.values():
        same_title[_words(item)].append(item)
        same_date[item["date"]].append(item)
    titles = defaultdict[str, int](int)
    for item in added:
        titles[_words(item)] += 1
    for item in added:
        others = same_title[_words(item)]
        if len(others) == 1 and titles[_words(item)] == 1 and others[0]["id"] in removed:
            found[item["id"]] = removed.pop(others[0]["id"])
            continue
        others = [other for other in same_date[item["date"]] if other["id"] in removed][:MOST_ALIKE]
        ranked = sorted(((_likeness(item, other), other["id"]) for other in others), reverse=True)
        if ranked and ranked[0][0] >= ALIKE:
            found[item["id"]] = removed.pop(ranked[0][1])
    return found


def _words(item: Item) -> str:
    title = item["title"]
    return title if isinstance(title, str) else next(iter(title.values()), "")


def _likeness(one: Item, other: Item) -> float:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, _words(one)[:300], _words(other)[:300], autojunk=False).ratio()


def _fields(old: Item, new: Item) -> list[FieldChange]:
    """The keys that differ, in the order of the format."""
    keys = list(dict.fromkeys((*new, *old)))
    pairs = ((key, old.get(key), new.get(key)) for key in keys)
    return [FieldChange(key, _kind(key), one, other) for key, one, other in pairs if not _same(key, one, other)]


def _same(key: str, one: Any, other: Any) -> bool:
    if key in UNORDERED and isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return sorted(one) == sorted(other)
    return bool(one == other)


def _kind(key: str) -> str:
    if key in DATES:
        return RE_DATED
    if key == "sources":
        return RE_SOURCED
    return REWORDED if key in WORDS else OTHER


def in_languages(value: Any) -> dict[str, str]:
    """Text by its languages; a plain string has the empty tag."""
    if isinstance(value, dict):
        return {str(tag): str(string) for tag, string in value.items()}
    return dict(Text(value).versions) if isinstance(value, str) else {}
