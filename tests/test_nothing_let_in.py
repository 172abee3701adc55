"""No byte of a file acts on a terminal, a browser or a spreadsheet: every command and every view, generated attacks."""

from __future__ import annotations

import base64
import csv
import io
import json
import os
import re
import sqlite3
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree

import pytest
from attacks import ACTS, COPIED, OURS, URLS, any_hostile, any_text, written_as
from headless import viewer
from screen import Viewer as TerminalViewer

from openai_timeline.cli import main
from openai_timeline.commands import COMMANDS
from openai_timeline.files.read import read_bytes
from openai_timeline.index.ask import Index
from openai_timeline.notes import Note, Notes
from openai_timeline.paths import data_directory

ACTS_ON_TERMINALS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
SEEDS = range(int(os.environ.get("ATTACKS", "4")))
LISTS = ("text", "table", "csv", "json", "jsonl", "markdown")

# What is run of each command; FILE is a hostile timeline, ID and NAME are things of it, OUT is a new file.
RUNS: dict[str, list[list[str]]] = {
    "": [["FILE"], ["FILE", "--skip-bad"], ["FILE", "--skip-bad", "--person", "NAME"], ["FILE", "--at", "ATTACK"]],
    "list": [["FILE", "--skip-bad", "--format", form] for form in LISTS] + [["FILE"], ["FILE", "--kind", "ATTACK"]],
    "search": [["-f", "FILE", "--skip-bad", "--format", form, "a"] for form in LISTS] + [["-f", "FILE", "ATTACK"]],
    "show": [
        ["-f", "FILE", "--skip-bad", *more, "--", id_]
        for id_ in ("EVENT", "PERSON", "MEMO", "SOURCE", "ATTACK")
        for more in ([], ["--format", "json"], ["--format", "markdown"])
    ],
    "memo": [["-f", "FILE", "--skip-bad", *more, "--", "MEMO"] for more in ([], ["--format", "markdown"])],
    "people": [["FILE", "--skip-bad", "--format", form] for form in LISTS],
    "who": [
        ["-f", "FILE", "--skip-bad", *more] for more in ([], ["--on", "2005"], ["--format", "csv"], ["--on", "ATTACK"])
    ],
    "check": [["FILE"], ["--strict", "FILE"], ["--format", "json", "FILE"], ["ATTACK"]],
    "format": [["--check", "FILE"], ["ATTACK"]],
    "diff": [["--skip-bad", *more, "FILE", "OTHER"] for more in ([], ["--format", "json"])],
    "schema": [[]],
    "cite": [["-f", "FILE", "--skip-bad", "--format", form, "--", "SOURCE"] for form in ("text", "bibtex", "csl-json")],
    "picture": [["-f", "FILE", "--skip-bad", "--view", view, "-o", "OUT.svg"] for view in ("tenures", "years")],
    "export": [
        ["FILE", "--skip-bad", "--to", form, "-o", "OUT"]
        for form in ("timelinejs", "csv", "icalendar", "markdown", "html", "timeline", "jsonl", "sqlite")
    ],
    "import": [["--skip-bad", "FILE", "-o", "OUT"], ["ATTACK"]],
    "notes": [[], ["--format", "markdown"], ["--format", "json"], ["--merge", "FILE"], ["--timeline", "ATTACK"]],
    "cache": [[], ["list"], ["clear"]],
    "completion": [["bash"], ["ATTACK"]],
}


def test_every_command_is_attacked() -> None:
    assert set(RUNS) == {"", *COMMANDS}


def filled(runs: Iterable[list[str]], names: dict[str, str]) -> list[list[str]]:
    """The runs with the names of this file in their places."""
    return [
        [names.get(word.partition(".")[0], word) + word[len(word.partition(".")[0]) :] for word in run] for run in runs
    ]


def names_of(document: dict[str, Any], folder: Path, seed: int) -> dict[str, str]:
    """What the words in `RUNS` stand for; no argument of a program can hold NUL."""
    chance = Random(-seed)
    (folder / "t.json").write_bytes(written_as(document))
    (folder / "other.json").write_bytes(written_as(any_hostile(seed + 1000)))
    ids = {field: document[field][0]["id"] for field in ("events", "people", "memos", "sources")}
    names = {
        "FILE": str(folder / "t.json"), "OTHER": str(folder / "other.json"), "OUT": str(folder / "out"),
        "EVENT": ids["events"], "PERSON": ids["people"], "MEMO": ids["memos"], "SOURCE": ids["sources"],
        "NAME": ids["people"], "ATTACK": any_text(chance),
    }  # fmt: skip
    return {name: text.replace("\0", "") for name, text in names.items()}


def is_harmless(out: str, data: bool = False) -> bool:
    """Whether nothing in it acts; in what is for programs (`data`), what only hides may stand as it is."""
    return (ACTS_ON_TERMINALS if data else ACTS).search(out.replace("\r\n", "\n")) is None


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("command", RUNS)
def test_no_command_lets_anything_through(
    command: str, seed: int, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    names = names_of(any_hostile(seed), tmp_path, seed)
    notes = Notes(data_directory() / "notes.sqlite")
    chance = Random(seed)
    for kind in ("event", "memo", "person"):
        notes.save(Note(any_text(chance), kind, any_text(chance), any_text(chance), text=any_text(chance)))  # type: ignore[arg-type]
    notes.close()
    for arguments in filled(RUNS[command], names):
        with pytest.raises(SystemExit):
            main([*([command] if command else []), *arguments])
        for stream in capfdbinary.readouterr():
            text = stream.decode("utf-8")
            assert is_harmless(text, bool({"json", "jsonl", "csl-json"} & {*arguments})), (
                command,
                arguments,
                ACTS.findall(text)[:5],
                text[:300],
            )
        out = tmp_path / "out"
        for made in (out, tmp_path / "out.svg"):
            if made.exists():
                harmless_file(made, arguments)
                made.unlink()


def harmless_file(path: Path, arguments: list[str]) -> None:
    """What is written is safe to print and to open."""
    form = next((form for form in CHECKS if form in arguments), "")
    if path.suffix == ".svg":
        form = "svg"
    if form == "sqlite":
        with sqlite3.connect(path) as connection:
            assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        return
    text = path.read_bytes().decode("utf-8")
    # Lines of other formats may end in CR LF; a text of JSON may hold what JSON escapes.
    acting = re.findall("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", text)
    assert not acting, (form, acting[:5])
    if form in CHECKS:
        CHECKS[form](text)


class Page(HTMLParser):
    """Collects what a page could do."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "iframe", "object", "embed", "img", "form", "base", "video", "audio", "svg", "link"):
            self.wrong.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in ("src", "action", "srcset"):
                self.wrong.append(name)
            if name == "href" and not re.match(r"(https?://|#)", value or ""):
                self.wrong.append(f"{name}={value}")


def check_html(text: str) -> None:
    page = Page()
    page.feed(text)
    assert page.wrong == []


def check_csv(text: str) -> None:
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not [cell for cell in row if re.match(r"[=+\-@\t\r]", cell) and not re.fullmatch(r"-?\d+", cell)]


def check_svg(text: str) -> None:
    for element in ElementTree.fromstring(text).iter():
        assert element.tag.rpartition("}")[2] not in ("script", "image", "foreignObject", "use")
        for name, value in element.attrib.items():
            assert not name.startswith("on") and "javascript:" not in value


def check_calendar(text: str) -> None:
    lines = re.split("\r\n(?![ \t])", text)
    assert not [line for line in lines if line.startswith(("ATTENDEE", "ORGANIZER", "BEGIN:VALARM", "ATTACH"))]
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT")


def check_json(text: str) -> None:
    json.loads(text)


def check_markdown(text: str) -> None:
    from markdown_it import MarkdownIt

    page = Page()
    page.feed(MarkdownIt("commonmark").render(text))
    assert page.wrong == []


CHECKS: dict[str, Callable[[str], None]] = {
    "html": check_html, "csv": check_csv, "svg": check_svg, "icalendar": check_calendar, "markdown": check_markdown,
    "timelinejs": check_json, "timeline": check_json, "jsonl": lambda text: None, "sqlite": lambda text: None,
}  # fmt: skip

# Keys that open everything there is, on any timeline; a picture is looked at after each.
TOUR: list[str] = [
    *"jjG", "1", "2", "3", "full_stop", "enter", "escape", "4", "m", "right_square_bracket", "slash", *"a", "enter",
    "escape", "o", "escape", "escape", "enter", "o", "enter", "escape", "escape", "escape", "2", "p", *"a", "space",
    "enter", "ampersand", "escape", "f", "down", "down", "down", "down", "enter", "escape", "escape", "w", "escape",
    "t", "j", "enter", "escape", "escape", "y", "enter", "escape", "Y", "b", "a", *"x", "escape", "B", "enter", "3",
    "b", "2", "L", "L", "exclamation_mark", "G", "escape", "question_mark", "escape", "d", *"20x", "enter", "escape",
    "slash", *"a", "enter", "n", "N", "escape", "z", "ctrl+p", *"an", "escape", "c", "escape", "ctrl+o",
]  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("size", [(140, 38), (60, 20)])
async def test_no_view_needs_the_backstop(seed: int, size: tuple[int, int], tmp_path: Path) -> None:
    """What the screens draw is harmless before the backstop sees it, and nothing in it is a link or an action."""
    reading = read_bytes(written_as(any_hostile(seed)), "f\x1b[2J.json")
    index, notes = Index.in_memory(reading.timeline), tmp_path / "notes.sqlite"
    async with viewer(index, size, name="f\x1b[2J.json", notes_path=notes, problems=reading.problems) as shown:
        for key in TOUR:
            await shown.press(key)
            assert is_harmless(shown.text), (key, ACTS.findall(shown.text), shown.text)
            for said in shown.notes:
                assert is_harmless(said), (key, said)
        assert is_harmless(shown.app.title + shown.app.sub_title)
        assert is_harmless(shown.app.clipboard)
        for strip in shown.app.screen._compositor.render_strips():
            for segment in strip:
                assert not (segment.style and segment.style.link)


KEYS = {
    "full_stop": ".", "enter": "\r", "right_square_bracket": "]", "slash": "/", "space": " ", "ampersand": "&",
    "exclamation_mark": "!", "question_mark": "?", "down": "\x1b[B", "ctrl+p": "\x10", "ctrl+o": "\x0f",
}  # fmt: skip


@pytest.mark.terminal
@pytest.mark.parametrize("seed", list(SEEDS)[:2])
def test_the_terminal_gets_nothing_but_ours(seed: int, tmp_path: Path) -> None:
    """The raw bytes of a tour; what is copied is copied by the key and is clean."""
    path = tmp_path / f"t{any_text(Random(seed)).replace('/', '').translate({0: None})[:40]}.json".encode(
        "utf-8", "surrogatepass"
    ).decode("utf-8", "replace")
    path.write_bytes(written_as(any_hostile(seed)))
    with TerminalViewer(path, env={"BROWSER": "true"}) as shown:
        shown.until(lambda: "Reader" in shown.text, "the reader")
        for key in TOUR:
            shown.type("\x1b" if key == "escape" else KEYS.get(key, key))
            shown.pump(0.03)  # an escape must not meet the next key
        path.write_bytes(b'{"\x1b]0;PWNED\x07')
        for _ in range(8):  # on a busy machine a key may have come late, and another screen is open
            if "not reloaded" not in shown.text:
                shown.type("\x1b")
                shown.pump(0.5)
        shown.shows("not reloaded")
        drawn = shown.output
    for text in COPIED.findall(drawn):
        assert is_harmless(base64.b64decode(text).decode())
    rest = OURS.sub(b"", COPIED.sub(b"", drawn)).replace(b"\r\n", b"")
    assert re.findall(rb"[\x00-\x1f\x7f].{0,20}|\xc2[\x80-\x9f].{0,20}", rest) == []
    assert is_harmless(rest.decode())


def test_no_address_of_a_file_is_opened_unseen() -> None:
    from openai_timeline.ui.opener import check_url

    assert [url for url in URLS if check_url(url) is None] == ["https://example.org/a"]
