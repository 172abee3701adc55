"""Writing TimelineJS 3: https://timeline.knightlab.com/docs/json-format.html

A date has the keys that are known and no others; what numbers cannot say (about 1984, the 1960s, since 2015) stands in
`display_date`. All that a slide does not hold stands beside it under `x-openai-timeline`, so that the file, read again,
is the same timeline.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any, Final

from msgspec.structs import replace

from ...model.date_display import display
from ...model.dates import Bound, Date, Precision
from ...model.timeline import Era, Event, Source, Timeline
from ..citation import of_source, plain
from .days import Moment, as_people_count, extent
from .draft import Faults
from .extras import KEY, difference
from .rich import is_web, to_html
from .slides import SOURCES_CLASS
from .timelinejs_read import head_values, slide_values
from .written import Losses, Written, builtins, json_bytes

HUMAN: Final = range(-271_820, 275_760)  # the years that a date of JavaScript can have
_PLAIN = re.compile(r"[0-9Y-]+(?:/[0-9Y-]+)?")
LISTS: Final = ("organisations", "offices", "people", "memos", "sources")


def write(timeline: Timeline, language: str) -> Written:
    """A timeline as TimelineJS 3."""
    writer = Slides(timeline, language)
    document: dict[str, Any] = {}
    if years_need_cosmos(timeline):
        document["scale"] = "cosmological"
    title = writer.title()
    if title:
        document["title"] = title
    document["events"] = [writer.slide(event) for event in timeline.events]
    eras = [writer.era(era) for era in timeline.eras]
    if eras:
        document["eras"] = eras
    head = {key: value for key, value in builtins(timeline).items() if key not in (*LISTS, "events")}
    kept = difference(head, head_values(document, (), Faults("", b"")))
    document[KEY] = {"format": 1, **kept, **{key: builtins(getattr(timeline, key)) for key in LISTS}}
    document[KEY] = {key: value for key, value in document[KEY].items() if value != []}
    return Written(json_bytes(document), beside=_beside(timeline))


def _beside(timeline: Timeline) -> tuple[str, ...]:
    losses = Losses()
    for key in LISTS:
        losses.add(key, len(getattr(timeline, key)))
    losses.add("eras without an end (here they end with the last event)", sum(era.end is None for era in timeline.eras))
    return losses.said()


def years_need_cosmos(timeline: Timeline) -> bool:
    """Whether a year is beyond what TimelineJS's usual scale has."""
    dates = [event.date for event in timeline.events] + [era.start for era in timeline.eras]
    dates += [era.end for era in timeline.eras if era.end]
    return any(moment.year not in HUMAN for date in dates for moment in extent(date) if moment is not None)


class Slides:
    """Makes the slides of one timeline, with texts in one language."""

    def __init__(self, timeline: Timeline, language: str) -> None:
        self._timeline = timeline
        self._language = language
        self._sources = {source.id: source for source in timeline.sources}
        self._last = max((event.date for event in timeline.events), key=lambda date: date.latest, default=None)
        self.losses = Losses()

    def _in_language(self, text: Any) -> str:
        return str(text.in_language(self._language, self._timeline.language))

    def title(self) -> dict[str, Any]:
        """The title slide; empty where there is nothing to say."""
        title, description = self._in_language(self._timeline.title), self._in_language(self._timeline.description)
        text = {"headline": escape(title, quote=False), "text": to_html(description)}
        return {"text": {key: value for key, value in text.items() if value}} if title or description else {}

    def slide(self, event: Event) -> dict[str, Any]:
        """The slide of an event, with what it does not hold beside it."""
        slide = self.bare(event)
        native = slide_values({**slide, KEY: {}}, (), Faults("", b"")) or {}
        slide[KEY] = difference(builtins(event), native)
        return slide

    def bare(self, event: Event) -> dict[str, Any]:
        """What TimelineJS knows of an event."""
        account = to_html(self._in_language(event.text))
        sources = self._cited([self._sources[id_] for id_ in event.sources if id_ in self._sources])
        text = {
            "headline": escape(self._in_language(event.title), quote=False),
            "text": f"{account}\n{sources}".strip(),
        }
        slide = {"unique_id": event.id, **self.dates(event.date, event.zone or self._timeline.zone)}
        slide["text"] = {key: value for key, value in text.items() if value}
        if medium := self._medium(event):
            slide["media"] = medium
        return {**slide, "group": event.kind}

    def _medium(self, event: Event) -> dict[str, str]:
        """The first link of an event, which a slide shows beside its text; what it was if it came from a slide."""
        # What its own code would put into a page as it stands.
        if not event.links or not is_web(event.links[0].url) or set(event.links[0].url) & set("\"'<>"):
            return {}
        label = self._in_language(event.links[0].label)
        return {"url": event.links[0].url, **({"caption": escape(label, quote=False)} if label else {})}

    def dates(self, date: Date, zone: str) -> dict[str, Any]:
        """The dates of a slide, and how they are displayed where numbers do not say it."""
        start, end = extent(date)
        first = start or end
        assert first is not None
        found: dict[str, Any] = {"start_date": numbers(first)}
        if start and end and start != end:
            found["end_date"] = numbers(end)
        if date.has_time or not _PLAIN.fullmatch(date.text) or date.precision is Precision.SEASON:
            found["display_date"] = display(date, zone if date.has_time else None)
        return found

    def era(self, era: Era) -> dict[str, Any]:
        """An era; one that has not ended ends with the last event, as TimelineJS asks for an end."""
        start = extent(era.start)[0] or extent(era.start)[1]
        given = era.end if era.end and era.end.end is Bound.GIVEN else self._last
        first, last = extent(given or era.start)
        end = last or first
        assert start is not None and end is not None
        if (start.year, start.month or 1, start.day or 1) > (end.year, end.month or 12, end.day or 31):
            end = start
        headline = escape(self._in_language(era.title), quote=False)
        return {
            "start_date": numbers(start.date_alone()),
            "end_date": numbers(end.date_alone()),
            "text": {"headline": headline},
        }

    def _cited(self, sources: list[Source]) -> str:
        """The sources of an event, as the last paragraph of its slide."""
        if not sources:
            return ""
        said = []
        for source in sources:
            words = escape(plain(of_source(replace(source, url=None), self._language)), quote=False)
            linked = source.url and is_web(source.url)
            said.append(f'<a href="{escape(source.url or "")}">{words}</a>' if linked else words)
        return f'<p class="{SOURCES_CLASS}">Sources: {" ".join(said)}</p>'


def numbers(moment: Moment) -> dict[str, int]:
    """The parts of a date that are known; the year as people count it."""
    parts = moment._replace(year=as_people_count(moment.year))._asdict()
    return {key: value for key, value in parts.items() if value is not None}
