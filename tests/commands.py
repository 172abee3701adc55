"""Running commands inside the test's process, and a timeline whose every text attacks the terminal."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from openai_timeline.cli import main


class Ran(NamedTuple):
    """What a command gave."""

    code: object
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]

# Escape sequences, a bell, C1 controls, DEL, characters that reorder or hide, half of a pair, line breaks of all kinds.
ATTACK = (
    "a\x1b]52;c;UFdO\x07b\x1b[2J\x9b31m\x9d0;t\x9c\x7f\u202eevil\u2066\u2028\u2029\u0085\r\n\tc\x00\u200b\U000e0041"
)
ACTS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u2028-\u202e\u2066-\u2069]")


def runner(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command."""

    def run(*arguments: str | Path) -> Ran:
        with pytest.raises(SystemExit) as stopped:
            main(list(map(str, arguments)))
        out, err = capsys.readouterr()
        return Ran(stopped.value.code, out, err)

    return run


def written(folder: Path, document: Any, name: str = "timeline.json", indent: int | None = None) -> Path:
    """A document as a file; characters stand there as they are, as far as JSON lets them."""
    path = folder / name
    text = json.dumps(document, ensure_ascii=False, indent=indent)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return path


def hostile() -> dict[str, Any]:
    """A timeline with an attack in everything that is text."""
    a = ATTACK
    return {
        "title": a,
        "description": a,
        "organisations": [{"id": "o", "name": a, "text": a, "links": [{"url": a, "label": a}], "sources": ["s"]}],
        "people": [
            {
                "id": "p", "name": a, "aliases": [a], "birthplace": a, "text": a, "sources": ["s"],
                "links": [{"url": f"https://example.org/{a}", "label": a}],
                "roles": [{"organisation": "o", "title": a, "start": "2001", "disputed": a, "sources": ["s"]}],
                "education": [{"organisation": a, "title": a, "start": "1990"}],
            },
        ],
        "sources": [{"id": "s", "title": a, "publisher": a, "url": f"https://example.org/{a}", "language": a}],
        "memos": [
            {
                "id": "m", "title": a, "authors": ["p", a], "audience": a, "venue": a, "text": f"{a}\n\n{a}",
                "corrections": [{"as_found": a, "corrected": a, "why": a}], "sources": ["s"], "date": "2002",
            }
        ],
        "events": [
            {
                "id": "e", "date": "2002-03-04", "title": {"en": a, a: a}, "text": f"{a} **{a}**", "kind": a,
                "people": ["p", a], "organisations": ["o", a], "memos": ["m"], "sources": ["s"], "place": a,
                "tags": [a], "disputed": a, "links": [{"url": a, "label": a}], f"x-{a}": a,
            },
            {"date": "2003", "title": f"={a}"},
        ],
    }  # fmt: skip
