"""Writing our own format, in the canonical order and layout: a part of a timeline is a timeline of its own."""

from __future__ import annotations

import msgspec

from ...model.timeline import FORMAT, Timeline
from ..canonical import canonical
from ..codec import encoder
from .written import Written, shown_escaped


def write(timeline: Timeline, language: str) -> Written:  # noqa: ARG001
    """A timeline as a file of our own; every text stays in all its languages."""
    data = encoder.encode(timeline)
    document = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
    whole = {"format": msgspec.Raw(str(FORMAT).encode()), "events": msgspec.Raw(b"[]"), **document}
    laid_out = canonical(msgspec.json.encode(whole), "the export")
    return Written(shown_escaped(laid_out.decode()).encode())
