"""Writing the spreadsheet of TimelineJS as CSV: https://timeline.knightlab.com/docs/using-spreadsheets.html

A cell that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay numbers.
"""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import Any

from ...model.dates import Date
from ...model.timeline import Timeline
from .draft import Faults
from .extras import KEY, SEEN, difference
from .html_text import to_plain
from .sheet_read import COLUMNS, FORMULA
from .timelinejs_read import slide_values
from .timelinejs_write import LISTS, Slides
from .written import Losses, Written, builtins, translations

_WORDS = {"disputed": "doubts", "place": "places", "zone": "zones"}
_NUMBER = re.compile(r"-?[0-9]+")


def write(timeline: Timeline, language: str) -> Written:
    """A timeline as the spreadsheet of TimelineJS."""
    slides, losses = Slides(timeline, language), Losses()
    out = StringIO(newline="")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    title = slides.title()
    if title:
        rows.writerow(_row(title, "title", losses))
    for event in timeline.events:
        slide = slides.bare(event)
        rows.writerow(_row(slide, "", losses))
        native = slide_values({**slide, KEY: {}}, (), Faults("", b"")) or {}
        for key in difference(builtins(event), native):
            if key not in (SEEN, "title", "text", "sources", "kind", "date"):
                losses.add(f"the {_WORDS.get(key, key)} of {{}} events")
        losses.add("the offset from UTC of {} events", event.date.has_offset)
        losses.add("the exact dates of {} events (they are there in words)", not _says_date(slide, event.date))
    for era in timeline.eras:
        rows.writerow(_row(slides.era(era), "era", losses))
    for key in LISTS:
        if key != "sources":
            losses.add(key, len(getattr(timeline, key)))
    losses.add("texts in other languages", translations(timeline))
    losses.add("eras without an end (here they end with the last event)", sum(era.end is None for era in timeline.eras))
    return Written(out.getvalue().encode("utf-8", "replace"), losses.said())


def _says_date(slide: dict[str, Any], date: Date) -> bool:
    """Whether whoever reads a row of the sheet finds the same date, its offset from UTC aside."""
    if "display_date" not in slide or date.has_time:
        return True
    read = slide_values({key: slide[key] for key in slide if key != "text"}, (), Faults("", b""))
    return read is not None and read.get("date") == date.text


def _row(slide: dict[str, Any], type_: str, losses: Losses) -> list[str]:
    start, end = slide.get("start_date", {}), slide.get("end_date", {})
    text = slide.get("text", {})
    cells = {
        "Year": start.get("year"),
        "Month": start.get("month"),
        "Day": start.get("day"),
        "Time": _time(start),
        "End Year": end.get("year"),
        "End Month": end.get("month"),
        "End Day": end.get("day"),
        "End Time": _time(end),
        "Display Date": slide.get("display_date"),
        "Headline": _headline(text.get("headline", "")),
        "Text": text.get("text"),
        "Media": slide.get("media", {}).get("url"),
        "Media Caption": _headline(slide.get("media", {}).get("caption", "")),
        "Type": type_,
        "Group": slide.get("group"),
    }
    return [cell("" if cells.get(name) is None else str(cells[name]), losses) for name in COLUMNS]


def _headline(html: str) -> str:
    """A headline without escapes, where it is the same to whoever reads it as HTML."""
    plain = to_plain(html)
    return plain if to_plain(plain) == plain and "<" not in plain else html


def cell(text: str, losses: Losses) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = losses.text(text)
    return f"'{text}" if FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def _time(date: dict[str, int]) -> str:
    if "hour" not in date:
        return ""
    seconds = f":{date['second']:02d}" if "second" in date else ""
    return f"{date['hour']:02d}:{date.get('minute', 0):02d}{seconds}"
