"""Reading JSON lines: one event of our format a line (https://jsonlines.org), or a list of such events.

A line may bring what it refers to: `x-openai-timeline` holds the people, organisations and sources that our own export
knows. A source that no line brings, which may be a web address, is a source of that name all the same.
"""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec

from ...model.language import Text
from ...model.timeline import Event, Organisation, Person, Source
from ..codec import decoder, kind
from ..locate import Locator, Path
from ..problems import Unreadable, json_path
from ..read import Reading, split_list
from ..salvage import Salvage
from .draft import Draft, Faults, Place
from .extras import KEY

_LISTS = (("people", Person), ("organisations", Organisation), ("sources", Source))


class _Lines:
    """The lines of a file that are not blank, and where things are in them."""

    def __init__(self, data: bytes) -> None:
        self.numbers: list[int] = []
        self.texts: list[bytes] = []
        for number, text in enumerate(data.split(b"\n"), 1):
            if text.strip():
                self.numbers.append(number)
                self.texts.append(text)

    def where(self, path: Path) -> Place:
        """The place of ("events", line, …)."""
        index = path[1] if len(path) > 1 and isinstance(path[1], int) else 0
        if index >= len(self.texts):
            return 0, 0, ""
        inside = path[2:]
        return self.numbers[index], Locator(self.texts[index]).position(inside)[1], json_path(inside)


class _Items:
    """The items of a list, which `list --format json` writes, in place of lines."""

    def __init__(self, data: bytes, name: str) -> None:
        try:
            items = split_list(data)
        except (msgspec.DecodeError, UnicodeDecodeError):
            from ..broken import mended

            data, _ = mended(data, name)
            items = split_list(data)
        self.texts = [bytes(item) for item in items]
        self._locator = Locator(data)

    def where(self, path: Path) -> Place:
        """The place of ("events", item, …)."""
        return (*self._locator.position(path[1:]), json_path(path[1:]))


def read(data: bytes, name: str) -> Reading:
    """Read lines of JSON, or a list of events. Raises Unreadable when nothing of them can be shown."""
    lines = _Items(data, name) if data[:64].lstrip().startswith(b"[") else _Lines(data)
    draft = Draft(Faults(name, data, lines.where))
    salvage = Salvage(draft.faults, "UTC")
    decode = decoder(Event).decode
    brought: set[tuple[str, str]] = set()
    for index, text in enumerate(lines.texts):
        path: Path = ("events", index)
        value = _value(text, path, draft.faults)
        if value is None:
            continue
        _bring(draft, value, path, salvage, brought)
        try:
            event: Event | None = decode(text)
        except (ValueError, RecursionError):  # msgspec's errors among them
            event = salvage.struct(Event, value, path)
        if event is not None:
            _add(draft, event, index, path)
    if not draft.events:
        raise Unreadable(next(iter(draft.faults.in_order()), draft.faults.problem((), "no line is an event")))
    _stand_in(draft)
    return draft.reading()


def _value(text: bytes, path: Path, faults: Faults) -> dict[str, Any] | None:
    from ..broken import load

    try:
        value = load(text)
    except json.JSONDecodeError as error:
        place = faults.problem(path, f"broken JSON: {error.msg.lower()}", "a line is one event, as JSON")
        faults.add_problem(msgspec.structs.replace(place, column=error.colno, path=""))
        return None
    except (ValueError, RecursionError) as error:
        faults.add(path, f"broken JSON: {error}")
        return None
    if not isinstance(value, dict):
        faults.add(path, f"expected an event (an object), found {kind(value)}")
        return None
    return value


def _bring(draft: Draft, value: dict[str, Any], path: Path, salvage: Salvage, brought: set[tuple[str, str]]) -> None:
    """Add the people, organisations and sources that a line brings, each once."""
    extras = value.get(KEY)
    for key, shape in _LISTS:
        items = extras.get(key) if isinstance(extras, dict) else None
        for item in items if isinstance(items, list) else ():
            id_ = item.get("id") if isinstance(item, dict) else None
            if not isinstance(id_, str) or (key, id_) in brought:
                continue
            brought.add((key, id_))
            found = salvage.struct(shape, item, (*path, KEY))
            if found is not None:
                getattr(draft, key).append(found)


def _add(draft: Draft, event: Event, index: int, path: Path) -> None:
    if event.id:
        made = draft.ids.make(event.id)
        if made != event.id:
            draft.faults.note(path, "two events have the same id: the later ones are given others")
            event = msgspec.structs.replace(event, id=made)
    if event.memos:
        draft.faults.note((*path, "memos"), "a memo, which lines of events do not bring: left out")
        event = msgspec.structs.replace(event, memos=())
    draft.keep(event, index)


def _stand_in(draft: Draft) -> None:
    """Sources for the names that no line brings."""
    known = {source.id for source in draft.sources}
    for event in draft.events:
        for name in event.sources:
            if name not in known:
                known.add(name)
                url = name if re.match(r"https?://", name, re.IGNORECASE) else None
                draft.sources.append(Source(id=name, title=Text(name), url=url))
