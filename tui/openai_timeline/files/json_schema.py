"""The JSON Schema (draft 2020-12) of the timeline format, made from the shapes of `model.timeline`.

It says what the reader says, but for what JSON Schema has no words for: that an id is unique, that a reference leads
somewhere, that a zone exists and that an interval ends after it starts. `check` looks at those.
"""

from __future__ import annotations

import json
from inspect import getdoc
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin

import msgspec

from ..model.date_errors import LONGEST_TEXT
from ..model.dates import Date
from ..model.language import Text
from ..model.timeline import EVENT_KINDS, FORMAT, Struct, Timeline
from .keys import INNER, KEYS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLE = f"A timeline, format {FORMAT}"
HEAD = (
    "The format of openai-timeline; docs/timeline-format.md describes it. Keys that begin with x- are the author's own."
)

Schema = dict[str, Any]

_END: Final = r"(?![\s\S])"  # $ would let a line break follow in some engines
_YEAR = "(?:-(?!0000)[0-9]{4}|[0-9]{4})"
_LEAP = "-?(?!-0000)(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
_DAY = (
    f"(?:{_YEAR}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|"
    f"(?:0[13578]|1[02])-31)|(?!-0000){_LEAP}-02-29)"
)
_MARKED = rf"(?:{_DAY}|{_YEAR}(?:-(?:0[1-9]|1[0-2]|2[1-4]))?|Y-?(?:[1-9][0-9]{{4,10}}|100000000000))[?~%]?"
_UNSPECIFIED = rf"(?:-?[0-9]{{2}}(?:[0-9]X|XX)|{_YEAR}-(?:XX|(?:0[1-9]|1[0-2])-XX|XX-XX))[?~%]?"
_OFFSET = "(?:Z|[-+](?:0[0-9]|1[0-3])(?::[0-5][0-9])?|[-+]14(?::00)?)"
_INSTANT = f"{_DAY}T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?{_OFFSET}?"
_INTERVAL = rf"(?:{_MARKED}/(?:{_MARKED}|\.\.)?|(?:\.\.)?/{_MARKED})"
DATE_PATTERN: Final = f"^(?:{_MARKED}|{_UNSPECIFIED}|{_INSTANT}|{_INTERVAL}){_END}"
ZONE_PATTERN: Final = rf"^[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*{_END}"

DEFINITIONS: Final[Schema] = {
    "text": {
        "description": "A string, or the same string in several languages by their tags (BCP 47).",
        "anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}],
    },
    "date": {
        "description": "EDTF (ISO 8601-2), levels 0 and 1: 2023, 2023-11, 2023-11-17, 2023-11-17T12:28-08:00, 1984~, "
        "2018?, 198X, 2001-21 (spring), 2013/2016, -0043.",
        "type": "string",
        "maxLength": LONGEST_TEXT,
        "pattern": DATE_PATTERN,
    },
    "zone": {
        "description": "A time zone by its IANA name, such as America/Los_Angeles.",
        "type": "string",
        "maxLength": 64,
        "pattern": ZONE_PATTERN,
    },
}  # fmt: skip

NAMED: Final = frozenset(("person", "organisation"))  # which have an id, or a name to make one of

# What a key means, where its name does not say it.
MEANINGS: Final[dict[str, dict[str, str]]] = {
    "timeline": {
        "language": "The language of plain strings in this file; en where absent.",
        "zone": "The zone of events that name none; UTC where absent.",
        "updated": "The date of which the record speaks: an open role lasts until then.",
        "eras": "Stretches of time, shown beside the years.",
        "offices": "Posts that people hold one after the other.",
    },
    "office": {"many": "Whether several hold it at once."},
    "role": {
        "organisation": "The id of an organisation, or a name.",
        "office": "The id of an office, which makes succession visible.",
        "start": "Absent or null: unknown.",
        "end": "Absent: still held.",
        "acting": "Held until somebody else is found.",
        "disputed": "What the sources disagree on.",
    },
    "person": {"aliases": "Other names, by which the person is found too."},
    "event": {
        "id": "Made from date and title where absent.",
        "text": "The account, in Markdown (CommonMark, no HTML).",
        "people": "Ids of people, or names.",
        "organisations": "Ids of organisations, or names.",
        "memos": "Ids of memos.",
        "sources": "Ids of sources.",
        "importance": "1 a turning point, 2 normal, 3 a detail.",
        "disputed": "What the sources disagree on.",
    },
    "memo": {
        "authors": "Ids of people, or names; an empty list where nobody signed.",
        "form": "full: as published; excerpt; digest: a summary by the editors.",
        "corrections": "What the editors mended in a damaged copy.",
        "url": "Where the original is.",
    },
    "source": {"published": "When; an interval with an open end where only a bound is known."},
}


def json_schema() -> Schema:
    """The schema, as values of JSON."""
    definitions = dict(DEFINITIONS)
    root = _object(Timeline, "timeline", definitions)
    first = {"$schema": {"type": "string", "description": "Where this schema is."}, "format": {"const": FORMAT}}
    root["properties"] = {**first, **root["properties"]}
    head = {"$schema": DIALECT, "title": TITLE, **root, "description": HEAD, "required": ["events"]}
    return {**head, "$defs": dict(sorted(definitions.items()))}


def written() -> bytes:
    """The schema as a file."""
    return (json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n").encode()


def _object(shape: type[msgspec.Struct], name: str, definitions: Schema) -> Schema:
    """An object of the format; unknown keys are allowed, as the reader only passes over them."""
    fields = {field.name: field for field in msgspec.structs.fields(shape)}
    inner, meanings = INNER.get(name, {}), MEANINGS.get(name, {})
    properties: Schema = {}
    for key in (key for key in KEYS[name] if key in fields):
        schema = _value(fields[key].type, key, inner.get(key, ""), definitions)
        said = {"description": meanings[key]} if key in meanings else {}
        properties[key] = {**said, **schema}
        if name == "event" and key == "kind":
            properties[key]["examples"] = list(EVENT_KINDS)
    required = [key for key in properties if fields[key].required]
    found: Schema = {"description": (getdoc(shape) or "").partition("\n\n")[0].replace("\n", " "), "type": "object"}
    if name in NAMED:
        found["anyOf"] = [{"required": ["id"]}, {"required": ["name"]}]
    return {**found, **({"required": required} if required else {}), "properties": properties}


def _value(wanted: Any, key: str, inner: str, definitions: Schema) -> Schema:
    """The schema of one value."""
    if get_origin(wanted) in (Union, UnionType):
        choices = [_value(one, key, inner, definitions) for one in get_args(wanted) if one is not NoneType]
        return {"anyOf": [*choices, {"type": "null"}]}
    if get_origin(wanted) is tuple:
        return {"type": "array", "items": _value(get_args(wanted)[0], key, inner, definitions)}
    if get_origin(wanted) is Literal:
        return {"enum": list(get_args(wanted))}
    if isinstance(wanted, type) and issubclass(wanted, Struct):
        if inner not in definitions:
            definitions[inner] = {}
            definitions[inner] = _object(wanted, inner, definitions)
        return {"$ref": f"#/$defs/{inner}"}
    for shape, name in ((Text, "text"), (Date, "date")):
        if wanted is shape:
            return {"$ref": f"#/$defs/{name}"}
    if key == "zone":
        return {"$ref": "#/$defs/zone"}
    return {"type": {str: "string", bool: "boolean", int: "integer"}[wanted]}
