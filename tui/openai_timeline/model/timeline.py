"""A timeline as typed values: the shapes of `docs/timeline-format.md`, version 1.

Every struct decodes straight from the JSON of the same name (`files/read.py` gives `Date` and `Text` their decoders).
Names that JSON and Python share are the same; references are ids, or plain names of people and organisations that no
list has.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from .dates import Date
from .language import Text

FORMAT = 1
NO_TEXT = Text()

Confidence = Literal["high", "medium", "low"]
SourceKind = Literal["primary", "news", "reference"]
RoleKind = Literal["founder", "executive", "board", "staff", "advisor"]
MemoForm = Literal["full", "excerpt", "digest"]

EVENT_KINDS = (
    "founding",
    "joined",
    "appointed",
    "removed",
    "left",
    "returned",
    "leave",
    "board",
    "statement",
    "release",
    "research",
    "funding",
    "structure",
    "legal",
    "person",
    "other",
)


class Struct(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The base of all shapes: immutable, compact when written, unknown keys kept quiet."""


class Link(Struct, frozen=True):
    """An address with what to call it."""

    url: str
    label: Text = NO_TEXT


class Source(Struct, frozen=True):
    """Where a fact is from: enough to find it without the address, which may be absent."""

    id: str = ""
    url: str | None = None
    title: Text = NO_TEXT
    publisher: str = ""
    published: Date | None = None
    language: str | None = None
    kind: SourceKind | None = None


class Era(Struct, frozen=True):
    """A named stretch of time, shown beside the years."""

    title: Text
    start: Date
    end: Date | None = None


class Organisation(Struct, frozen=True):
    """A firm, laboratory, school or agency."""

    id: str = ""
    name: Text = NO_TEXT
    founded: Date | None = None
    ended: Date | None = None
    text: Text = NO_TEXT
    links: tuple[Link, ...] = ()
    sources: tuple[str, ...] = ()


class Office(Struct, frozen=True):
    """A post that people hold one after the other; `many` where several hold it at once."""

    id: str
    title: Text = NO_TEXT
    organisation: str = ""
    many: bool = False


class Role(Struct, frozen=True):
    """What a person was in an organisation, and when. An absent `end` means still, an absent `start` unknown."""

    organisation: str = ""
    title: Text = NO_TEXT
    kind: RoleKind | None = None
    office: str | None = None
    start: Date | None = None
    end: Date | None = None
    acting: bool = False
    confidence: Confidence = "high"
    disputed: Text = NO_TEXT
    sources: tuple[str, ...] = ()


class Education(Struct, frozen=True):
    """A course of study."""

    organisation: str = ""
    title: Text = NO_TEXT
    start: Date | None = None
    end: Date | None = None
    sources: tuple[str, ...] = ()


class Person(Struct, frozen=True):
    """Someone in the timeline; for a name that no list of people has, only `id` and `name`."""

    id: str = ""
    name: Text = NO_TEXT
    aliases: tuple[str, ...] = ()
    born: Date | None = None
    died: Date | None = None
    birthplace: Text = NO_TEXT
    text: Text = NO_TEXT
    links: tuple[Link, ...] = ()
    education: tuple[Education, ...] = ()
    roles: tuple[Role, ...] = ()
    sources: tuple[str, ...] = ()


class Event(Struct, frozen=True, kw_only=True):
    """Something that happened."""

    id: str = ""
    date: Date
    title: Text
    zone: str | None = None
    text: Text = NO_TEXT
    kind: str = "other"
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    memos: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    place: Text = NO_TEXT
    tags: tuple[str, ...] = ()
    importance: Literal[1, 2, 3] = 2
    confidence: Confidence = "high"
    disputed: Text = NO_TEXT


class Correction(Struct, frozen=True):
    """What the editors mended in a damaged copy of a memo."""

    as_found: str
    corrected: str
    why: Text = NO_TEXT


class Memo(Struct, frozen=True):
    """Something that people of the timeline wrote, or this project's own summary of it (see `form`)."""

    id: str = ""
    date: Date | None = None
    zone: str | None = None
    authors: tuple[str, ...] = ()
    audience: Text = NO_TEXT
    venue: Text = NO_TEXT
    title: Text = NO_TEXT
    language: str | None = None
    form: MemoForm = "full"
    text: Text = NO_TEXT
    corrections: tuple[Correction, ...] = ()
    url: str | None = None
    sources: tuple[str, ...] = ()


class Timeline(Struct, frozen=True):
    """The whole of one file. `people` and `organisations` also hold those that are only named, at the end."""

    title: Text = NO_TEXT
    description: Text = NO_TEXT
    language: str = "en"
    zone: str = "UTC"
    updated: Date | None = None
    eras: tuple[Era, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    offices: tuple[Office, ...] = ()
    people: tuple[Person, ...] = ()
    events: tuple[Event, ...] = ()
    memos: tuple[Memo, ...] = ()
    sources: tuple[Source, ...] = ()
