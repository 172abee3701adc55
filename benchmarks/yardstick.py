"""The yardstick of million.py: the shapes of a timeline as plain structs, with nothing checked or made of them."""

from __future__ import annotations

from typing import Any

import msgspec

Words = str | dict[str, str]


class Event(msgspec.Struct, gc=False):
    """An event, its date as text."""

    date: str
    title: Words
    id: str = ""
    zone: str | None = None
    text: Words = ""
    kind: str = "other"
    people: list[str] = []
    organisations: list[str] = []
    memos: list[str] = []
    sources: list[str] = []
    place: Words = ""
    tags: list[str] = []
    importance: int = 2
    confidence: str = "high"
    disputed: Words = ""


class Document(msgspec.Struct):
    """The file."""

    events: list[Event]
    people: list[dict[str, Any]] = []
    organisations: list[dict[str, Any]] = []
    memos: list[dict[str, Any]] = []
    sources: list[dict[str, Any]] = []
