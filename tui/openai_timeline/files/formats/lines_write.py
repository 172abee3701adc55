"""Writing JSON lines: one event a line, of our own format (https://jsonlines.org).

The people, organisations and sources that an event names come with the first line that names them, under
`x-openai-timeline`: so the lines can be read again, and a program that asks for none of it need not look.
"""

from __future__ import annotations

from typing import Any

from ...model.timeline import Event, Timeline
from .extras import KEY
from .written import Losses, Written, builtins, json_bytes

_BROUGHT = ("people", "organisations", "sources")
Lists = dict[str, dict[str, Any]]


def write(timeline: Timeline, language: str) -> Written:  # noqa: ARG001
    """A timeline as lines of JSON; every text stays in all its languages."""
    known: Lists = {
        key: {item.id: item for item in getattr(timeline, key)} for key in ("people", "organisations", "sources")
    }
    offered = {key: set(items) for key, items in known.items()}
    pieces = []
    losses = Losses()
    for event in timeline.events:
        line = builtins(event)
        brought = _brought(event, known, offered)
        losses.add("the memos of {} events", bool(line.pop("memos", None)))
        pieces.append(json_bytes({**line, **({KEY: brought} if brought else {})}, indent=None))
    for key in _BROUGHT:
        losses.add(f"{key} that no event names", len(offered[key]))
    for key in ("memos", "offices", "eras"):
        losses.add(key, len(getattr(timeline, key)))
    losses.add("titles of the timeline", bool(timeline.title))
    return Written(b"".join(pieces), losses.said())


def _brought(event: Event, known: Lists, offered: dict[str, set[str]]) -> dict[str, Any]:
    """What an event names that no line before it has brought, and what that cites."""
    cited = [*event.sources]
    brought: dict[str, Any] = {}
    for key in _BROUGHT:
        wanted = cited if key == "sources" else getattr(event, key)
        new = [known[key][id_] for id_ in dict.fromkeys(wanted) if id_ in offered[key]]
        offered[key].difference_update(item.id for item in new)
        for item in new if key != "sources" else ():
            parts = (item, *getattr(item, "roles", ()), *getattr(item, "education", ()))
            cited += [id_ for part in parts for id_ in part.sources]
        if new:
            brought[key] = builtins(new)
    return brought
