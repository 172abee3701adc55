"""Texts and files that would act on a terminal, be read as markup, or hide: for the tests of trust."""

from __future__ import annotations

import re
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
