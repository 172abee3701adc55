"""Reading TimelineJS 3: https://timeline.knightlab.com/docs/json-format.html

`{"title": slide, "events": [slide], "eras": [era], "scale": "human"}`; a date has year, month, day, hour, minute,
second and millisecond as numbers or strings, of which those that are absent or empty are not known. Years before 1 are
counted as people do. What our own export adds stands under the key `x-openai-timeline`.
"""

from __future__ import annotations

from typing import Any

import msgspec

from ...model.dates import DateError
from ...model.timeline import Era, Memo, Office, Organisation, Person, Source, Timeline
from ...model.zones import zone_named
from ..codec import encode_hook, kind
from ..locate import Path
from ..problems import Unreadable, json_path, quoted
from ..read import Reading
from ..salvage import Salvage
from . import slides
from .days import Moment, astronomical, month_number, whole_number, year_number
from .draft import Draft, Faults
from .extras import KEY, SEEN, merged
from .html_text import to_markdown, to_plain
from .json_load import load_json
from .recognise import payload
from .slides import Slide

KNOWN_SLIDE = frozenset(
    ("start_date", "end_date", "text", "media", "group", "display_date", "background", "autolink", "unique_id", "scale")
)
# What stands within the parts of a slide; that which only says how it looks is not worth a word.
KNOWN_INSIDE = {
    "text": frozenset(("headline", "text")),
    "media": frozenset(("url", "caption", "credit", "thumbnail", "alt", "title", "link_target", "type")),
    "background": frozenset(("url", "color", "alt", "opacity")),
}
KNOWN = frozenset(("events", "title", "eras", "scale"))
_PARTS = ("year", "month", "day", "hour", "minute", "second")
_LISTS: tuple[tuple[str, type[msgspec.Struct]], ...] = (
    ("organisations", Organisation),
    ("offices", Office),
    ("people", Person),
    ("memos", Memo),
    ("sources", Source),
)


class BadDate(Exception):  # noqa: N818 - its fault is reported already
    """A date that cannot be read; what is wrong with it was reported."""


def read(data: bytes, name: str) -> Reading:
    """Read a file of TimelineJS 3. Raises Unreadable when nothing of it can be shown."""
    document, faults = load_json(payload(data), name)
    if isinstance(document, list):  # of slides alone
        return read_document({"events": document}, (), in_list(faults))
    return read_document(document, (), faults)


def in_list(faults: Faults) -> Faults:
    """The faults of a document that is the list of its events: their paths have no "events" in the file."""
    locator = faults.locator
    return Faults(faults.name, faults.data, lambda path: (*locator.position(path[1:]), json_path(path[1:])))


def read_document(document: Any, root: Path, faults: Faults) -> Reading:
    """Read an object of TimelineJS 3 that stands at a path."""
    if not isinstance(document, dict):
        raise Unreadable(faults.problem(root, f"expected an object, found {kind(document)}"))
    key = "events" if "events" in document else "slides"
    events = document.get(key)
    if not isinstance(events, list):
        raise Unreadable(faults.problem((*root, key), f'expected a list of "events", found {kind(events)}'))
    draft = Draft(faults)
    extras = document.get(KEY)
    _read_head(draft, document, extras if isinstance(extras, dict) else {}, root)
    for index, value in enumerate(events):
        path = (*root, key, index)
        found = slide_values(value, path, faults)
        if found is not None:
            draft.add_event(found, index, path)
    _note_unknown(document, KNOWN, root, faults)
    return draft.reading()


def slide_values(value: Any, path: Path, faults: Faults) -> dict[str, Any] | None:
    """The values of the event that a slide is, with what our own export kept of it."""
    slide = slide_of(value, path, faults)
    native = None if slide is None else slides.values(slide, faults)
    if native is None:
        return None
    _note_unknown(value, KNOWN_SLIDE, path, faults)
    for key, known in KNOWN_INSIDE.items():
        if isinstance(value.get(key), dict):
            _note_unknown(value[key], known, (*path, key), faults)
    return merged(native, value.get(KEY))


def slide_of(value: Any, path: Path, faults: Faults, has_date: bool = True) -> Slide | None:
    """What a slide says; None, with its fault reported, where it is none or its date cannot be read."""
    if not isinstance(value, dict):
        faults.add(path, f"expected a slide (an object), found {kind(value)}")
        return None
    start = end = None
    if not has_date and (value.get("start_date") or value.get("end_date")):
        faults.note(path, slides.NO_TITLE_DATE)
    if has_date:
        try:
            start = moment(value.get("start_date"), (*path, "start_date"), faults)
            end = moment(value.get("end_date"), (*path, "end_date"), faults, is_end=True)
        except BadDate:
            return None
        if start is None:
            faults.add(path, "a slide without a start_date", 'at least {"year": "1969"}')
            return None
    text, media, background = (_object(value.get(key)) for key in ("text", "media", "background"))
    if isinstance(value.get("text"), str):
        text = {"text": value["text"]}
    dates = (value.get("start_date"), value.get("end_date"))
    shown = string(value.get("display_date")) or _shown_in(dates)
    return Slide(
        path, start, end,
        headline=string(text.get("headline")),
        text=string(text.get("text")),
        shown=shown,
        id=string(value.get("unique_id")).strip(),
        groups=tuple(filter(None, [string(value.get("group")).strip()])),
        media=string(media.get("url")) or string(value.get("media") if isinstance(value.get("media"), str) else ""),
        caption=string(media.get("caption")),
        credit=string(media.get("credit")),
        background=string(background.get("url")) or string(background.get("color")),
        thumbnail=string(media.get("thumbnail")),
        alt=string(media.get("alt")),
        is_ours=isinstance(value.get(KEY), dict),
    )  # fmt: skip


def moment(value: Any, path: Path, faults: Faults, is_end: bool = False) -> Moment | None:
    """A date; None where there is none, however that is written. Raises BadDate once its fault is reported."""
    if value is None or value == "" or value == {}:
        return None
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        from .timelinejs_old import moment_of_text

        return moment_of_text(str(value), path, faults)
    if not isinstance(value, dict):
        faults.add(path, f"expected a date (an object with a year), found {kind(value)}")
        raise BadDate
    parts = [_part(value.get(key), key, (*path, key), faults) for key in _PARTS]
    if whole_number(value.get("millisecond")):
        faults.note((*path, "millisecond"), slides.NO_MILLISECONDS)
    year, *rest = parts
    if year is None:
        if is_end:
            if any(part is not None for part in rest):
                faults.note(path, slides.END_WITHOUT_YEAR)
            return None
        if all(part is None for part in rest):
            return None
        faults.add(path, "a date without a year")
        raise BadDate
    return Moment(astronomical(year), *rest)


def _part(value: Any, key: str, path: Path, faults: Faults) -> int | None:
    """One number of a date; None where it is not known. A month or day 0 is what some programs write for that."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    number = (year_number if key == "year" else month_number if key == "month" else whole_number)(value)
    if number is None or (key != "year" and number < 0):
        found = quoted(value) if isinstance(value, str) else kind(value)
        faults.add(path, f"expected a number for the {key}, found {found}", slides.ONLY_YEAR if key == "year" else "")
        raise BadDate
    return None if number == 0 and key in ("month", "day") else number


def string(value: Any) -> str:
    """A string; a number as one, nothing for anything else."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _shown_in(dates: tuple[Any, ...]) -> str:
    """What the dates of a slide are displayed as, where they say so themselves."""
    shown = [string(date.get("display_date") or date.get("display_text")) for date in dates if isinstance(date, dict)]
    return " – ".join(filter(None, shown))


def head_values(document: dict[str, Any], root: Path, faults: Faults) -> dict[str, Any]:
    """Title, description and eras, as the title slide and the eras have them."""
    found: dict[str, Any] = {}
    title = document.get("title")
    if isinstance(title, str):
        found["title"] = to_plain(title)
    elif title:
        slide = slide_of(title, (*root, "title"), faults, has_date=False)
        found.update(title_values(slide, faults) if slide else {})
    eras = document.get("eras") or []
    if not isinstance(eras, list):
        faults.add((*root, "eras"), f"expected a list, found {kind(eras)}")
        eras = []
    read_eras = [era_of(value, (*root, "eras", index), faults) for index, value in enumerate(eras)]
    found["eras"] = msgspec.to_builtins([era for era in read_eras if era], enc_hook=encode_hook)
    return {key: value for key, value in found.items() if value}


def _read_head(draft: Draft, document: dict[str, Any], extras: dict[str, Any], root: Path) -> None:
    """The title slide, the eras, and the lists that our own export kept."""
    faults = draft.faults
    head_keys = {field.name for field in msgspec.structs.fields(Timeline)} - {key for key, _ in _LISTS} - {"events"}
    kept = {key: value for key, value in extras.items() if key in head_keys or key == SEEN}
    whole = merged(head_values(document, root, faults), kept)
    path = (*root, KEY)
    zone = _known_zone(whole, path, faults)
    salvage = Salvage(faults, zone)
    draft.head = Timeline(zone=zone)
    draft.head = draft.struct(Timeline, whole, path) or draft.head
    draft.eras = list(draft.head.eras)
    for key, shape in _LISTS:
        items = extras.get(key)
        for value in items if isinstance(items, list) else ():
            item = salvage.struct(shape, value, path)
            if item is not None:
                getattr(draft, key).append(item)


def _known_zone(values: dict[str, Any], path: Path, faults: Faults) -> str:
    """The zone of these values; one that does not exist is taken out of them, and reported."""
    zone = values.get("zone", "UTC")
    try:
        zone_named(zone if isinstance(zone, str) else "")
    except DateError as error:
        faults.add((*path, "zone"), str(error))
        del values["zone"]
        return "UTC"
    return str(zone)


def title_values(slide: Slide, faults: Faults) -> dict[str, Any]:
    """Title and description of a timeline, from its title slide."""
    description = f"{to_markdown(slide.text)}\n\n{slides.quoted_medium(slide)}".strip()
    for link in slides.links(slide):
        description = f"{description}\n\n[{link.get('label', link['url'])}]({link['url']})".strip()
    slides.note_left_out(slide, faults)
    found = {"title": to_plain(slide.headline), "description": description}
    return {key: value for key, value in found.items() if value}


def era_of(value: Any, path: Path, faults: Faults) -> Era | None:
    """An era; None, with its fault reported, where it is none."""
    if not isinstance(value, dict):
        faults.add(path, f"expected an era (an object), found {kind(value)}")
        return None
    try:
        start = moment(value.get("start_date"), (*path, "start_date"), faults)
        end = moment(value.get("end_date"), (*path, "end_date"), faults, is_end=True)
    except BadDate:
        return None
    text = value.get("text")
    text = {"headline": text} if isinstance(text, str) else _object(text)
    headline = string(text.get("headline")) or string(value.get("headline"))
    return slides.era(Slide(path, start, end, headline=headline, text=string(text.get("text"))), faults)


def _note_unknown(value: dict[str, Any], known: frozenset[str], path: Path, faults: Faults) -> None:
    for key in value:
        if key not in known and not key.startswith("x-") and key not in ("slides", "uniqueid"):
            faults.note((*path, key), "a key that TimelineJS does not have: left out")
