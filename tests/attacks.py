"""Texts and files that would act on a terminal, be read as markup, or hide: for the tests of trust."""

from __future__ import annotations

import json
import re
from random import Random
from typing import Any

ATTACKS = (
    "\x1b]52;c;UFdORUQ=\x07", "\x1b]52;c;UFdORUQ=\x1b\\", "\x1b]0;PWNED\x07", "\x1b[2J", "\x1b[6n", "\x1b[?1049l",
    "\x1bc", "\x1bP$q m\x1b\\", "\x1b_G\x1b\\", "\x9b31m", "\x9d0;PWNED\x9c", "\x00\x07\x08\x0e\x7f",
    "\u202egnp.exe\u2066", "\u200b\ufeff", "[@click=app.quit]quit[/]", "[link='file:///etc/passwd']x[/link]",
    "[/nothing]", "日本語の題名" * 5, "e" + "\u0301" * 50,
)  # fmt: skip
# All that may come: colours, moves of the cursor, clearing, modes, questions for modes, the saved place,
# the shape of the mouse pointer.
OURS = re.compile(rb"\x1b(?:\]22;[a-z]+\x07|\[[\d;]*[mHJKC]|\[\?\d+(?:;\d+)*[hl]|\[\?\d+\$p|\[<u|[78])")

# What the keys that copy send.
COPIED = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")


def hostile() -> dict[str, Any]:
    """Every text of every part is an attack."""
    everything = " ".join(ATTACKS)
    evil = {
        "id": "evil",
        "name": everything,
        "aliases": [f"also {attack}" for attack in ATTACKS],
        "birthplace": everything,
        "text": everything,
        "roles": [{"organisation": "evil-org", "title": everything, "start": "2023", "disputed": everything}],
    }
    memo = {
        "id": "memo",
        "title": everything,
        "form": "full",
        "text": everything,
        "audience": everything,
        "venue": everything,
        "authors": ["evil"],
        "sources": ["source"],
        "corrections": [{"as_found": everything, "corrected": "a", "why": everything}],
    }
    source = {
        "id": "source",
        "title": everything,
        "publisher": everything,
        "url": "https://example.org/\x1b]52;c;UFdORUQ=\x07",
    }
    events = [
        {
            "id": f"event-{number}",
            "date": f"2023-11-{number + 1:02d}T12:00-08:00",
            "title": attack,
            "text": f"{attack} [a link]({attack}) `{attack}`",
            "kind": attack,
            "people": ["evil", attack],
            "organisations": ["evil-org"],
            "place": attack,
            "disputed": attack,
            "tags": [attack],
            "memos": ["memo"],
            "sources": ["source"],
        }
        for number, attack in enumerate(ATTACKS)
    ]
    return {
        "title": everything,
        "people": [evil],
        "organisations": [{"id": "evil-org", "name": everything}],
        "memos": [memo],
        "sources": [source],
        "events": [*events, {"date": "2024", "title": "long " * 1000}],
    }


PIECES = (
    *ATTACKS, "\x1b[?1000h", "\x1b]8;;file:///etc/passwd\x1b\\x", "\x9b6n", "\x85", "\u2028", "\x0b\x0c\r", "\ud83d",
    "\udc80", "\U000e0041\U000e0042", "\u3164\u2800", "\ue000\uffff", "<script>alert(1)</script>",
    "<img src=x onerror=y>",
    "javascript:alert(1)", "[x](javascript:alert(1))", "[x](--help)", "![x](https://evil.example/p.png)", "file:///etc",
    "=cmd|' /C calc'!A0", "+1", "-2", "@SUM(1)", "\n\n# heading\n\n", "```\n", "| a |", "&#x1b;[2J", "%1b[2J",
    "\\x1b[2J",     "]]>", "-->", "';drop table event;--", "END:VEVENT\r\nATTENDEE:x",
    "--option", "a word", "Ann", "日本語", "é", " ", "\t",
)  # fmt: skip
URLS = (
    "javascript:alert(1)", "file:///etc/passwd", "--help", "https://example.org/\x1b]0;PWNED\x07", "data:text/html,x",
    "https://user@example.org/", "https://example.org/a", "http://[::1", "//example.org", "https://exa\u202emple.org/",
)  # fmt: skip


def any_text(chance: Random) -> str:
    """A text made of attacks."""
    return "".join(chance.choice(PIECES) for _ in range(chance.randrange(1, 7)))


def any_hostile(seed: int) -> dict[str, Any]:
    """A timeline with other attacks in every part, the ids among them, of which some parts cannot be read."""
    chance = Random(seed)

    def text() -> Any:
        return (
            any_text(chance) if chance.random() < 0.8 else {"en": any_text(chance), any_text(chance): any_text(chance)}
        )

    people = [any_text(chance) for _ in range(4)]
    sources = [any_text(chance) for _ in range(4)]
    memos = [any_text(chance) for _ in range(3)]
    organisations = [any_text(chance) for _ in range(2)]
    role = {"kind": "board", "office": "x", "start": "2001", "end": "2009"}
    return {
        "title": text(), "description": text(), "language": chance.choice(["en", any_text(chance)]),
        any_text(chance): 1,
        "organisations": [{"id": id_, "name": text(), "text": text()} for id_ in organisations],
        "offices": [{"id": "x", "title": text(), "organisation": organisations[0]}],
        "people": [
            {"id": id_, "name": text(), "aliases": [any_text(chance)], "birthplace": text(), "born": "1970",
             "text": text(),
             "roles": [{**role, "organisation": organisations[0], "title": text(), "disputed": text()}],
             "links": [{"url": chance.choice(URLS), "label": text()}], "sources": sources[:2]}
            for id_ in people
        ],
        "sources": [
            {"id": id_, "title": text(), "publisher": any_text(chance), "url": chance.choice(URLS),
             "quote": any_text(chance)}
            for id_ in sources
        ],
        "memos": [
            {"id": id_, "title": text(), "authors": people[:2], "text": text(), "audience": text(), "venue": text(),
             "corrections": [{"as_found": any_text(chance), "corrected": any_text(chance), "why": text()}],
             "sources": sources[:1], "date": "2002"}
            for id_ in memos
        ],
        "eras": [{"title": text(), "start": "2001", "end": "2002"}],
        "events": [
            {"id": any_text(chance), "date": f"200{n}-0{n + 1}-03", "title": text(), "text": text(), "place": text(),
             "kind": any_text(chance), "people": [chance.choice(people), any_text(chance)], "tags": [any_text(chance)],
             "organisations": [chance.choice(organisations)], "memos": memos[:2], "sources": sources,
             "disputed": text(), "links": [{"url": chance.choice(URLS), "label": text()}], any_text(chance): text()}
            for n in range(8)
        ] + [{"date": any_text(chance), "title": text()}, {"date": "2003", "title": 4, any_text(chance): None},
             any_text(chance)],
    }  # fmt: skip


def written_as(document: Any) -> bytes:
    """The file of a document: control characters as JSON lets them stand, lone surrogates in their escapes."""
    text = json.dumps(document, ensure_ascii=False)
    return re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", text).encode()


# Nothing of this may be in what is shown: what acts on a terminal, what hides, what reorders.
ACTS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u061c\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f\ud800-\udfff]"
)
