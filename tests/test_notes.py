"""Bookmarks and notes: what is said to be saved is saved, whatever happens."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openai_timeline.notes import VERSION, Note, Notes, NotesError, joined

ONE = Note("bundled", "event", "one", "The first", marked=True, text="A note.\nTwo lines.")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "notes.sqlite"


def contents(path: Path) -> list[tuple[str, bool, str]]:
    return [(note.item, note.marked, note.text) for note in Notes(path).all()]


def test_a_note_is_kept(path: Path) -> None:
    Notes(path).save(ONE)
    found = Notes(path).of("bundled", "event", "one")
    assert (found.title, found.marked, found.text) == ("The first", True, "A note.\nTwo lines.")
    assert Notes(path).of("bundled", "person", "one").is_empty


def test_an_empty_note_is_taken_away(path: Path) -> None:
    notes = Notes(path)
    notes.save(ONE)
    notes.save(Note("bundled", "event", "one"))
    assert notes.all() == []


def test_notes_are_per_timeline(path: Path) -> None:
    notes = Notes(path)
    notes.save(ONE)
    notes.save(Note("/home/me/t.json", "event", "one", text="other"))
    assert [note.text for note in notes.all("/home/me/t.json")] == ["other"]


def test_half_a_surrogate_pair_is_kept_as_a_replacement(path: Path) -> None:
    notes = Notes(path)
    notes.save(Note("bundled", "event", "one", text="a\ud800b"))
    assert notes.all()[0].text == "a?b"


def test_two_programs_see_each_others_notes(path: Path) -> None:
    mine, theirs = Notes(path), Notes(path)
    before = mine.version()
    theirs.save(ONE)
    assert mine.version() != before
    assert len(mine.all()) == 1


TWO = """
import sys
from openai_timeline.notes import Note, Notes
from pathlib import Path
notes = Notes(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    notes.save(Note("bundled", "event", f"{sys.argv[2]}{number}", text=sys.argv[2]))
"""


def test_two_writers_lose_nothing(path: Path) -> None:
    """Two programs, two thousand notes each by `make soak`; neither is told of a lock."""
    each = int(os.environ.get("WRITES", "150"))
    writers = [
        subprocess.Popen([sys.executable, "-c", TWO, str(path), who, str(each)], stderr=subprocess.PIPE) for who in "ab"
    ]
    assert [writer.communicate()[1] for writer in writers] == [b"", b""]
    assert len(Notes(path).all()) == 2 * each


def test_a_newer_file_is_refused_untouched(path: Path) -> None:
    Notes(path).save(ONE)
    with sqlite3.connect(path) as connection:
        connection.execute(f"pragma user_version = {VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(NotesError, match="newer program"):
        Notes(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("where", [0, 20, 100])
def test_a_damaged_file_is_set_aside_and_read_as_far_as_it_goes(path: Path, where: int) -> None:
    notes = Notes(path)
    for number in range(20):
        notes.save(Note("bundled", "event", f"n{number}", text="x" * 100))
    notes.close()
    data = bytearray(path.read_bytes())
    data[where : where + 100] = b"\0" * 100
    path.write_bytes(data)
    notes = Notes(path)
    assert len(notes.all()) == 20
    assert "20 could be read" in notes.notice
    assert (path.parent / "notes.damaged-1.sqlite").exists()


def test_a_file_of_something_else_is_set_aside(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("this is no database, but it may be somebody's\n" * 200)
    assert Notes(path).all() == []
    assert "no database" in (path.parent / "notes.damaged-1.sqlite").read_text()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    with pytest.raises(NotesError, match="cannot be kept"):
        Notes(tmp_path / "data" / "notes.sqlite")


def test_a_full_disk_is_said_and_changes_nothing(path: Path) -> None:
    notes = Notes(path)
    notes.save(ONE)
    notes._connection.execute("pragma max_page_count = 3")
    with pytest.raises(NotesError, match="not saved"):
        notes.save(Note("bundled", "event", "two", text="x" * 200_000))
    assert contents(path) == [("one", True, "A note.\nTwo lines.")]


TEXTS = st.text(alphabet="ab \n", max_size=12)


@given(TEXTS, TEXTS)
def test_merging_loses_no_word(ours: str, theirs: str) -> None:
    both = joined(Note("t", "event", "i", text=ours), Note("t", "event", "i", text=theirs))
    for word in (*ours.split(), *theirs.split()):
        assert word in both.text
    assert joined(both, Note("t", "event", "i", text=theirs)) == both


WRITER = """
import sys
from openai_timeline.notes import Note, Notes
from pathlib import Path
notes = Notes(Path(sys.argv[1]))
for number in range(int(sys.argv[2]), 10**9):
    notes.save(Note("bundled", "event", f"n{number}", text="x" * (1 + number % 3000)))
    print(number, flush=True)
"""


def test_kill_loses_nothing_acknowledged(path: Path) -> None:
    """Two hundred kills while writing by `make soak`; a dozen here."""
    kills = int(os.environ.get("KILLS", "12"))
    acknowledged = -1
    for number in range(kills):
        command = [sys.executable, "-c", WRITER, str(path), str(acknowledged + 1)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            acknowledged = max(acknowledged, int(writer.stdout.readline()))
            time.sleep(0.01 + 0.013 * (number % 7))
            writer.send_signal(signal.SIGKILL)
            rest = writer.stdout.read().split("\n")
            acknowledged = max([acknowledged, *(int(line) for line in rest[:-1])])
        kept = {note.item for note in Notes(path).all()}
        assert {f"n{n}" for n in range(acknowledged + 1)} <= kept
    assert not list(path.parent.glob("*.damaged*"))


def test_an_older_file_is_brought_forward(path: Path) -> None:
    """A file without a table is version 0; what it has besides stays."""
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("create table other (text)")
        connection.execute("insert into other values ('kept')")
    connection.close()
    Notes(path).save(ONE)
    with sqlite3.connect(path) as connection:
        assert connection.execute("pragma user_version").fetchone() == (VERSION,)
        assert connection.execute("select text from other").fetchone() == ("kept",)
    assert contents(path) == [("one", True, "A note.\nTwo lines.")]
    assert not list(path.parent.glob("*.damaged*"))


def test_the_first_version_is_read_by_every_later_one(path: Path) -> None:
    """A file as the first version wrote it, byte for byte what SQLite makes of these words."""
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.executescript(
            "create table note (timeline text not null, kind text not null, item text not null, title text not null,"
            " marked integer not null, text text not null, changed integer not null,"
            " primary key (timeline, kind, item)); pragma user_version = 1;"
            "insert into note values ('bundled', 'memo', 'm', 'A memo', 0, 'Mine', 1700000000)"
        )
    connection.close()
    assert Notes(path).all() == [Note("bundled", "memo", "m", "A memo", text="Mine", changed=1700000000)]


def test_two_programs_migrate_at_once(path: Path) -> None:
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(len(Notes(path).all()))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [0] * 8


def test_a_disk_in_trouble_is_not_taken_for_damage(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Notes(path).save(ONE)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("begin exclusive")
    monkeypatch.setattr("openai_timeline.notes.PATIENCE", 0.1)
    with pytest.raises(NotesError, match="locked"):
        Notes(path)
    holder.close()
    assert not list(path.parent.glob("*.damaged*"))
    assert contents(path) == [("one", True, "A note.\nTwo lines.")]
