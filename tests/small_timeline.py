"""A timeline small enough to know by heart: the tests of the index, the pages and the screens share it."""

from __future__ import annotations

import json
from typing import Any

from openai_timeline.files.read import Reading, read_bytes
from openai_timeline.index.ask import Index

ZONE = "America/Los_Angeles"

# The order is not that of time: the index has to make it.
SMALL: dict[str, Any] = {
    "format": 1,
    "title": {"en": "OpenAI: a small history", "zh": "OpenAI：小史"},
    "language": "en",
    "zone": ZONE,
    "updated": "2024-10-01",
    "organisations": [
        {"id": "openai", "name": "OpenAI", "founded": "2015-12-11"},
        {"id": "tesla", "name": {"en": "Tesla", "zh": "特斯拉"}},
    ],
    "offices": [{"id": "chief-executive", "title": "Chief executive", "organisation": "openai"}],
    "people": [
        {
            "id": "sam-altman",
            "name": {"en": "Sam Altman", "zh": "萨姆·奥尔特曼"},
            "born": "1985-04-22",
            "birthplace": "Chicago",
            "roles": [
                {
                    "organisation": "openai",
                    "title": "Chief executive",
                    "kind": "executive",
                    "office": "chief-executive",
                    "start": "2019-03",
                    "end": "2023-11-17",
                },
                {
                    "organisation": "openai",
                    "title": "Chief executive",
                    "kind": "executive",
                    "office": "chief-executive",
                    "start": "2023-11-21",
                },
            ],
            "sources": ["blog"],
        },
        {
            "id": "mira-murati",
            "name": {"en": "Mira Murati", "zh": "米拉·穆拉蒂"},
            "aliases": ["Ermira Murati"],
            "born": "1988-12-16",
            "birthplace": "Vlorë",
            "text": "An engineer who led *research* and product.",
            "education": [{"organisation": "Thayer School", "title": "BE", "end": "2012"}],
            "roles": [
                {"organisation": "tesla", "title": "Product manager", "kind": "staff", "start": "2013", "end": "2016"},
                {"organisation": "openai", "title": "Vice president", "kind": "staff", "start": "2018", "end": "2022"},
                {
                    "organisation": "openai",
                    "title": "Chief technology officer",
                    "kind": "executive",
                    "start": "2022-05",
                    "end": "2024-09-25",
                },
                {
                    "organisation": "openai",
                    "title": "Interim chief executive",
                    "kind": "executive",
                    "office": "chief-executive",
                    "start": "2023-11-17",
                    "end": "2023-11-20",
                    "acting": True,
                    "disputed": "When exactly it ended is told differently.",
                },
            ],
        },
        {"id": "ilya-sutskever", "name": "Ilya Sutskever", "aliases": ["Илья Суцкевер"], "born": "1986"},
        {"id": "joaquin", "name": "Joaquin Quiñonero Candela"},
    ],
    "sources": [
        {
            "id": "blog",
            "url": "https://openai.com/blog/leadership",
            "title": "OpenAI announces leadership transition",
            "publisher": "OpenAI",
            "published": "2023-11-17",
            "kind": "primary",
        },
        {"id": "post", "url": "https://x.com/miramurati/1", "title": "I shared the note below", "publisher": "X"},
        {"id": "book", "title": "A book without an address", "publisher": "A publisher"},
    ],
    "memos": [
        {
            "id": "farewell",
            "date": "2024-09-25T12:34-07:00",
            "authors": ["mira-murati"],
            "audience": "everyone at OpenAI",
            "venue": "post on X",
            "title": "The note to the team",
            "form": "full",
            "text": "Hi all,\n\nI have something to **share** with you.\n\nAfter much reflection, I have made the "
            "difficult decision to leave OpenAI.\n\nMira",
            "corrections": [{"as_found": "diffcult", "corrected": "difficult", "why": "text recognition"}],
            "sources": ["post"],
        },
        {
            "id": "removal",
            "date": "2023-11-17",
            "authors": ["OpenAI's board"],
            "venue": "announcement",
            "title": "Leadership transition",
            "form": "excerpt",
            "text": "He was not consistently candid in his communications with the board.",
            "sources": ["blog"],
        },
        {
            "id": "internal",
            "date": "2023-11-17T18:00-08:00",
            "authors": ["sam-altman"],
            "title": "To the staff",
            "form": "digest",
            "text": "He thanked them.",
        },
        {
            "id": "lone",
            "date": "2024-05-14",
            "zone": "Asia/Jerusalem",
            "authors": ["ilya-sutskever", "sam-altman"],
            "title": "After almost a decade",
            "form": "full",
            "text": "I have made the decision to leave.",
            "sources": ["book"],
        },
    ],
    "events": [
        {
            "id": "removed",
            "date": "2023-11-17T12:28-08:00",
            "title": {"en": "The board removes Sam Altman", "zh": "董事会罢免萨姆·奥尔特曼"},
            "text": "The board *announced* it in [a post](https://openai.com/blog/leadership).",
            "kind": "removed",
            "people": ["sam-altman", "mira-murati"],
            "organisations": ["openai"],
            "memos": ["removal", "internal"],
            "sources": ["blog", "book"],
            "place": "San Francisco",
            "importance": 1,
            "disputed": "Sources differ on who was told when.",
        },
        {
            "id": "interim",
            "date": "2023-11-17",
            "title": "Mira Murati becomes interim chief executive",
            "kind": "appointed",
            "people": ["mira-murati"],
            "organisations": ["openai"],
            "sources": ["blog"],
        },
        {"id": "november", "date": "2023-11", "title": "A month of turmoil", "kind": "other", "confidence": "low"},
        {
            "id": "return",
            "date": "2023-11-21T22:00-08:00",
            "title": "Sam Altman returns",
            "kind": "returned",
            "people": ["sam-altman"],
            "organisations": ["openai"],
            "sources": ["blog"],
        },
        {
            "id": "leaves",
            "date": "2024-09-25T12:34-07:00",
            "title": {"en": "Mira Murati resigns", "zh": "米拉·穆拉蒂辞职"},
            "text": "She leaves to do her own exploration.",
            "kind": "left",
            "people": ["mira-murati"],
            "organisations": ["openai"],
            "memos": ["farewell"],
            "sources": ["post"],
            "importance": 1,
            "tags": ["leadership"],
        },
        {
            "id": "founded",
            "date": "2015-12-11",
            "title": "OpenAI is announced",
            "kind": "founding",
            "people": ["sam-altman", "ilya-sutskever"],
            "organisations": ["openai"],
            "sources": ["blog"],
        },
        {
            "id": "tesla",
            "date": "2013",
            "title": "Mira Murati joins Tesla",
            "kind": "joined",
            "people": ["mira-murati"],
            "organisations": ["tesla"],
            "sources": ["book"],
        },
        {"id": "spring", "date": "2018-21", "title": "Work on language models", "kind": "research"},
        {
            "id": "joins",
            "date": "2018-06~",
            "title": "Mira Murati joins OpenAI",
            "kind": "joined",
            "people": ["mira-murati", "joaquin"],
            "organisations": ["openai"],
        },
        {
            "id": "beijing",
            "date": "2019-05-01",
            "zone": "Asia/Shanghai",
            "title": "北京的一次会议，“大模型”与未来",
            "kind": "conference",
            "people": ["Wang Wei"],
            "place": {"en": "Beijing", "zh": "北京"},
        },
    ],
}

# As the index orders them, the memo that no event names among them.
IN_ORDER = (
    "tesla", "founded", "spring", "joins", "beijing", "november", "interim", "removed", "return", "lone", "leaves",
)  # fmt: skip


def reading_of(document: Any) -> Reading:
    """What is read of a document."""
    return read_bytes(json.dumps(document, ensure_ascii=False).encode(), "small.json")


def index_of(document: Any) -> Index:
    """The index of a document without faults."""
    reading = reading_of(document)
    assert reading.problems == ()
    return Index.in_memory(reading.timeline)


def index_of_events(*events: dict[str, Any], **others: Any) -> Index:
    """The index of a few events, each given a title where it has none."""
    return index_of({"events": [{"title": f"Event {n}", **event} for n, event in enumerate(events)], **others})
