"""Reading TimelineJS 1 and 2, JSON and JSONP: https://github.com/NUKnightLab/TimelineJS (README, "File Formats").

`{"timeline": {"headline", "text", "asset", "date": [{"startDate": "2011,12,10", "endDate", "headline", "text", "tag",
"asset": {"media", "credit", "caption", "thumbnail"}}], "era": [...]}}`, in JSONP after `storyjs_jsonp_data =`.
"""

from __future__ import annotations

import re
from typing import Any

from ...model.language import Text
from ...model.timeline import Timeline
from ..codec import kind
from ..locate import Path
from ..problems import Unreadable, quoted
from ..read import Reading
from . import slides
from .days import Moment, astronomical, year_number
from .draft import Draft, Faults
from .json_load import load_json
from .recognise import payload
from .slides import Slide
from .timelinejs_read import BadDate, read_document, string, title_values

_COMMAS = re.compile(r"(-?[0-9]+)((?:,[0-9]*){0,6})")
_ISO = re.compile(
    r"([-+]?[0-9]{1,11})(?:-([0-9]{1,2})(?:-([0-9]{1,2})(?:[T ]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?"
    r"(?:[.,][0-9]+)?\s*(Z|UTC|GMT|[-+][0-9]{2}:?[0-9]{2})?)?)?)?"
)
_AMERICAN = re.compile(r"(?:([0-9]{1,2})/)?([0-9]{1,2})/([0-9]{3,4})(?:,?\s+(.+))?")
_TIME = re.compile(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?(?:[:.]([0-9]{2}))?(?:[.,][0-9]+)?\s*([AaPp])?\.?(?:[Mm]\.?)?")


def read(data: bytes, name: str) -> Reading:
    """Read a file of TimelineJS 1 or 2. Raises Unreadable when nothing of it can be shown."""
    document, faults = load_json(payload(data), name)
    root: Path = ()
    if isinstance(document, dict) and "timeline" in document:
        document, root = document["timeline"], ("timeline",)
    if isinstance(document, list) and document and isinstance(document[0], dict) and "date" in document[0]:
        document, root = document[0], (*root, 0)
    if isinstance(document, dict) and ("events" in document or "slides" in document):
        return read_document(document, root, faults)
    if not isinstance(document, dict) or not isinstance(document.get("date"), list | dict):
        found = "an object without one" if isinstance(document, dict) else kind(document)
        raise Unreadable(faults.problem(root, f'expected an object with a list "date", found {found}'))
    return _read(document, root, faults)


def _read(document: dict[str, Any], root: Path, faults: Faults) -> Reading:
    draft = Draft(faults)
    title = _slide(document, root, faults, has_date=False)
    found = title_values(title, faults) if title else {}
    draft.head = Timeline(title=Text(found.get("title", "")), description=Text(found.get("description", "")))
    for key in ("era", "eras"):
        for path, value in _items(document.get(key), (*root, key)):
            slide = _slide(value, path, faults, is_era=True)
            era = slides.era(slide, faults) if slide else None
            if era is not None:
                draft.eras.append(era)
    for index, (path, value) in enumerate(_items(document["date"], (*root, "date"))):
        slide = _slide(value, path, faults)
        values = slides.values(slide, faults) if slide else None
        if values is not None:
            draft.add_event(values, index, path)
    if document.get("chart"):
        faults.note((*root, "chart"), "a chart, which has no place in our format: left out")
    return draft.reading()


def _items(value: Any, path: Path) -> list[tuple[Path, Any]]:
    """The items of a list; one alone may stand without it."""
    if isinstance(value, dict):
        return [(path, value)] if value else []
    return [((*path, index), item) for index, item in enumerate(value)] if isinstance(value, list) else []


def _slide(value: Any, path: Path, faults: Faults, has_date: bool = True, is_era: bool = False) -> Slide | None:
    if not isinstance(value, dict):
        faults.add(path, f"expected an object, found {kind(value)}")
        return None
    start = end = None
    if not has_date and (value.get("startDate") or value.get("endDate")):
        faults.note(path, slides.NO_TITLE_DATE)
    if has_date:
        try:
            start = _date(value.get("startDate"), (*path, "startDate"), faults)
            end = _date(value.get("endDate"), (*path, "endDate"), faults)
        except BadDate:
            return None
        if start is None and not is_era:
            faults.add(path, "an event without a startDate", 'such as "2011,12,10"')
            return None
    asset = value.get("asset")
    asset = asset if isinstance(asset, dict) else {}
    tags = value.get("tag") or value.get("tags") or ()
    tags = tags if isinstance(tags, list | tuple) else str(tags).split(",")
    return Slide(
        path, start, end,
        headline=string(value.get("headline")),
        text=string(value.get("text")),
        shown=string(value.get("displayDate") or value.get("display_date")),
        id=string(value.get("uniqueid")),
        groups=tuple(tag for tag in (string(tag).strip() for tag in tags) if tag) if has_date else (),
        media=string(asset.get("media")),
        caption=string(asset.get("caption")),
        credit=string(asset.get("credit")),
        thumbnail=string(asset.get("thumbnail")),
        start_key="startDate",
        end_key="endDate",
    )  # fmt: skip


def _date(value: Any, path: Path, faults: Faults) -> Moment | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        faults.add(path, f'expected a date (such as "2011,12,10"), found {kind(value)}')
        raise BadDate
    return moment_of_text(string(value), path, faults)


def moment_of_text(text: str, path: Path, faults: Faults) -> Moment:
    """A date in one text: `2011,12,10,07,02`, `2011-12-10T07:02`, `12/10/2011`, `2011`, `-500`, `500 BC`.

    Raises BadDate once its fault is reported.
    """
    words = re.sub(r"\s*,\s*", ",", text.strip().replace("−", "-"))
    if words.count(",") and (match := _COMMAS.fullmatch(words)):
        parts = [int(part) if part else None for part in match[2].split(",")[1:]]
        if any(parts[5:]):
            faults.note(path, slides.NO_MILLISECONDS)
        month, day, *clock = parts[:5] if len(parts) > 1 else (*parts, None)
        return _moment(int(match[1]), month or None, day or None, *clock)
    if (match := _ISO.fullmatch(words)) is not None:
        year, *rest = (int(part) if part else None for part in match.groups()[:6])
        return _moment(year or 0, *rest)
    found = _american(words) or _in_words(text.strip())
    number = None if found else year_number(words)
    if found is None and number is None:
        faults.add(path, f"{quoted(text)} is not a date that is read here", 'such as "2011,12,10"')
        raise BadDate
    return found or _moment(number or 0)


def _american(words: str) -> Moment | None:
    """Month, day and year, or month and year, with slashes; as TimelineJS reads them."""
    match = _AMERICAN.fullmatch(words)
    if match is None:
        return None
    month, day = (match[1], match[2]) if match[1] else (match[2], None)
    time = time_of_day(match[4]) if match[4] else (None, None, None)
    return None if time is None else _moment(int(match[3]), int(month), int(day) if day else None, *time)


def _in_words(words: str) -> Moment | None:
    """A date such as `Jan 15, 1952`, that says the same whoever reads it and when."""
    from datetime import date

    from ...model.dates import DateError
    from ...model.typed_dates import parse_typed
    from .days import extent

    found = []
    for today in (date(1970, 1, 1), date(1999, 7, 18)):
        try:
            found.append(parse_typed(words, today=today))
        except (DateError, ValueError, OverflowError):
            return None
    if found[0].text != found[1].text or found[0].is_interval:
        return None
    return extent(found[0])[0]


def _moment(year: int, *rest: int | None) -> Moment:
    return Moment(astronomical(year), *rest)


def time_of_day(text: str) -> tuple[int | None, int | None, int | None] | None:
    """Hour, minute and second of `7:02:10 AM`, `13:30`, `1330` or `7 pm`; None for what is no time."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    hour, minute, second = (int(part) if part else None for part in match.groups()[:3])
    assert hour is not None
    if match[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[4] in "Pp" else 0)
    return (hour, minute if minute is not None else 0 if match[4] or second is not None else None, second)
