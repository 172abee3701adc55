"""What is fuzzed: one function a reader, which takes any bytes and fails where a promise is broken.

`benchmarks/fuzz.py` feeds them by coverage, `test_corpus.py` with all that was ever found.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from small_timeline import SMALL, index_of

from openai_timeline.files.canonical import canonical
from openai_timeline.files.check import check_bytes
from openai_timeline.files.formats.readers import MODULES, reader
from openai_timeline.files.problems import Unreadable
from openai_timeline.files.read import Reading, read_bytes
from openai_timeline.index.ask import Index
from openai_timeline.model.date_display import display
from openai_timeline.model.dates import DateError, parse
from openai_timeline.model.folding import fold
from openai_timeline.model.selection import Selection
from openai_timeline.model.typed_dates import parse_typed
from openai_timeline.model.words import found_in, sought, split_words
from openai_timeline.notes import Note, Notes
from openai_timeline.state import Session, load
from openai_timeline.text import clean, escaped, is_clean
from openai_timeline.ui.markdown import blocks
from openai_timeline.ui.opener import check_url, shown_target

CORPUS = Path(__file__).parent / "corpus"
ZONES = ("UTC", "Asia/Tokyo", "America/Los_Angeles", "Europe/Dublin")


def text_of(data: bytes) -> str:
    """Any text, lone surrogates too."""
    return data.decode("utf-8", "surrogatepass" if b"\xed" in data else "replace")


def any_text(data: bytes) -> str:
    try:
        return text_of(data)
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape")


def holds_together(reading: Reading) -> None:
    """What is read has dates in order, and what is said of the rest is fit for a terminal."""
    for event in reading.timeline.events:
        assert event.date is None or event.date.earliest <= event.date.latest
    for problem in reading.problems:
        assert is_clean(clean(problem.one_line()))


def fuzz_dates(data: bytes) -> None:
    text, zone = any_text(data[1:]), ZONES[data[0] % 4] if data else None
    try:
        date = parse(text, zone)
    except DateError as error:
        assert len(str(error)) < 400
        return
    assert date.earliest <= date.latest
    assert is_clean(display(date))


def fuzz_typed_dates(data: bytes) -> None:
    try:
        date = parse_typed(any_text(data), zone="Asia/Tokyo")
    except DateError as error:
        assert len(str(error)) < 400
        return
    assert date.earliest <= date.latest


def fuzz_clean(data: bytes) -> None:
    text = any_text(data[1:])
    multiline = bool(data[:1] and data[0] & 1)
    once = clean(text, multiline=multiline, limit=300)
    assert clean(once, multiline=multiline, limit=300) == once
    assert is_clean(once, multiline=multiline)
    assert not any((ord(char) < 32 and not (multiline and char == "\n")) or 0x7F <= ord(char) < 0xA0 for char in once)
    once.encode()
    assert is_clean(escaped(text))
    fold(text).encode()


def fuzz_markdown(data: bytes) -> None:
    for block in blocks(any_text(data)):
        for span in (*block.first, *block.indent, *block.spans):
            assert is_clean(span.text, multiline=True), span


@cache
def _index() -> Index:
    return index_of(SMALL)


def fuzz_words(data: bytes) -> None:
    words = split_words(any_text(data))
    view = _index().view(Selection(words=words))
    for event in _index().events(view.positions[:3]):
        for text in event.title.strings():
            for start, end in found_in(text, sought(words)):
                assert 0 <= start < end <= len(text)


def fuzz_json(data: bytes) -> None:
    try:
        holds_together(read_bytes(data, "f"))
    except Unreadable as error:
        assert error.problem.message


def fuzz_check(data: bytes) -> None:
    try:
        check_bytes(data, "f", 50)
    except Unreadable as error:
        assert error.problem.message


def fuzz_canonical(data: bytes) -> None:
    try:
        once = canonical(data, "f")
    except Unreadable:
        return
    assert canonical(once, "f") == once


_SCALARS: tuple[Any, ...] = (
    None, True, 0, -1, 10**30, 1.5, "", "2023", "2023-02-30", "2023-11-17T12:28-08:00", "../..", "Ann", "ann", "\ud800",
    "\x1b]0;x\x07", "en", "zh", "Asia/Tokyo", "board", "high", "https://example.org/", "javascript:x", "[/x]", "full",
)  # fmt: skip
_KEYS = (
    "format", "title", "language", "zone", "updated", "eras", "organisations", "people", "events", "memos", "sources",
    "offices", "id", "date", "start", "end", "name", "aliases", "roles", "organisation", "office", "url", "importance",
    "authors", "text", "kind", "tags", "place", "disputed", "corrections", "form", "en", "zh", "publisher", "published",
    "slides", "start_date", "year", "month", "day", "headline", "born", "died", "url_status", "archived", "x",
)  # fmt: skip


def _tree(data: bytearray, depth: int = 0) -> Any:
    """A value as the bytes say: they are taken from the end."""
    byte = data.pop() if data else 0
    if depth > 5 or byte < 120:
        return _SCALARS[byte % len(_SCALARS)]
    if byte < 170:
        return [_tree(data, depth + 1) for _ in range(byte % 5)]
    return {_KEYS[(data.pop() if data else 0) % len(_KEYS)]: _tree(data, depth + 1) for _ in range(byte % 8)}


def fuzz_shapes(data: bytes) -> None:
    """JSON of any shape, made of the words of the format: read, checked, indexed."""
    rest = bytearray(data)
    document = {"events": [_tree(rest, 1) for _ in range(3)], "people": [_tree(rest, 1)], "memos": [_tree(rest, 1)]}
    document |= {_KEYS[(rest.pop() if rest else 0) % len(_KEYS)]: _tree(rest) for _ in range(4)}
    encoded = json.dumps(document).encode()
    fuzz_json(encoded)
    fuzz_check(encoded)
    fuzz_canonical(encoded)


def _fuzz_format(kind: str) -> Callable[[bytes], None]:
    def fuzz(data: bytes) -> None:
        from openai_timeline.files.refuse import checked

        try:
            holds_together(reader(kind)(checked(data, "f"), "f"))
        except Unreadable as error:
            assert error.problem.message

    return fuzz


def fuzz_gzip(data: bytes) -> None:
    """Whatever stands behind the first bytes of gzip."""
    from openai_timeline.files.formats.packed import unpacked

    try:
        unpacked(data if data[:2] == b"\x1f\x8b" else b"\x1f\x8b\x08" + data, "f")
    except Unreadable as error:
        assert error.problem.message


def fuzz_addresses(data: bytes) -> None:
    url = any_text(data)
    assert is_clean(shown_target(url))
    if check_url(url) is None:
        assert url.lower().startswith(("http://", "https://"))
        shown_target(url).encode()


@cache
def _sound_notes() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        notes = Notes(Path(folder, "n.sqlite"))
        for number in range(12):
            notes.save(Note("t", "event", f"n{number}", text="x" * 900))
        notes.close()
        return Path(folder, "n.sqlite").read_bytes()


def _memory() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def fuzz_notes(data: bytes) -> None:
    """A damaged file of notes opens, keeps its damaged copy, and takes new notes."""
    sound = bytearray(_sound_notes())
    for n in range(0, len(data) - 3, 4):
        place = int.from_bytes(data[n : n + 2], "big") % len(sound)
        length = 1 + data[n + 2] % 64
        sound[place : place + length] = bytes([data[n + 3]]) * length
    if data and data[-1] < 64:
        del sound[data[-1] * len(sound) // 64 :]
    with tempfile.TemporaryDirectory(dir=_memory()) as folder:
        path = Path(folder, "n.sqlite")
        path.write_bytes(sound)
        _open_notes(path)


def _open_notes(path: Path) -> None:
    from openai_timeline.notes import NotesError

    before = path.read_bytes()
    try:
        notes = Notes(path)
    except NotesError as error:
        assert "newer program" in str(error)
        assert path.read_bytes() == before
        return
    notes.save(Note("t", "event", "new", text="new"))
    assert notes.of("t", "event", "new").text == "new"
    if notes.notice:
        assert any(aside.read_bytes() == before for aside in path.parent.glob("*.damaged-*"))
    notes.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("pragma integrity_check").fetchone()[0] == "ok"
    connection.close()


def fuzz_session(data: bytes) -> None:
    with tempfile.TemporaryDirectory(dir=_memory()) as folder:
        path = Path(folder, "session.json")
        path.write_bytes(data)
        session, notice = load(path)
        assert isinstance(session, Session)
        assert not notice or not path.exists()


TARGETS: dict[str, Callable[[bytes], None]] = {
    name.removeprefix("fuzz_"): function for name, function in list(globals().items()) if name.startswith("fuzz_")
}
TARGETS |= {kind.replace(" ", "_").replace(".", ""): _fuzz_format(kind) for kind in MODULES}
