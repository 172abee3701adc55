"""Writing our own format, in the canonical order and layout: a part of a timeline is a timeline of its own."""

from __future__ import annotations

from typing import Any

import msgspec

from ...model.timeline import FORMAT, Timeline
from ..canonical import canonical
from .written import Written, builtins, shown_escaped


def write(timeline: Timeline, language: str) -> Written:  # noqa: ARG001
    """A timeline as a file of our own; every text stays in all its languages."""
    return _written(_document(timeline))


def write_part(timeline: Timeline, data: bytes, whole: Timeline) -> Written:
    """A part of a timeline as a file of our own, with its author's own keys from the bytes of the whole."""
    from .own_keys import carry

    document = _document(timeline)
    carry(document, data, whole)
    return _written(document)._replace(has_own_keys=True)


def _document(timeline: Timeline) -> dict[str, Any]:
    document = builtins(timeline)
    # Said outright, so that nobody asks: what a memo is, that it has no author, that nobody knows when a role was.
    for memo in document.get("memos", ()):
        memo.setdefault("form", "full")
        memo.setdefault("authors", [])
    for person in document.get("people", ()):
        for role in person.get("roles", ()):
            if "end" not in role:
                role.setdefault("start", None)
    return {"format": FORMAT, "events": [], **document}


def _written(whole: dict[str, Any]) -> Written:
    laid_out = canonical(msgspec.json.encode(whole), "the export")
    return Written(shown_escaped(laid_out.decode()).encode())
