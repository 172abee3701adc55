"""Faults in a real terminal: signals and faults of ours on every screen, storms of sizes, clocks, owners, locales."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import sys
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
import screen
from screen import Viewer
from small_timeline import SMALL

from openai_timeline.notes import Notes
from openai_timeline.paths import data_directory

pytestmark = pytest.mark.terminal

# What opens each screen, and what then stands on it.
SCREENS = {
    "main": ("", "Reader"), "note": ("a", "Note on"), "reader": ("m", "Around this"), "palette": ("\x10", "Search"),
    "people": ("p", "Filter by person"), "filters": ("f", "─ Filters"), "tenures": ("t", "Tenures"),
    "offices": ("w", "In office"), "sources": ("o", "y cites it"), "help": ("?", "─ Help"),
    "date": ("d", "Go to a date"), "noted": ("B", "Bookmarks and notes"), "search": ("/", "words, "),
    "cite": ("y", "─ Cite"),
}  # fmt: skip
SIGNALS = ((signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130))
# A few at every change; all of them where EVERY_SCREEN is set (`make soak`).
SOME = list(SCREENS) if os.environ.get("EVERY_SCREEN") else ["main", "note", "reader", "palette"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "t.json").write_text(json.dumps(SMALL))
    return tmp_path / "t.json"


@pytest.mark.parametrize("number", range(len(SOME)), ids=SOME)
def test_a_signal_ends_it_in_order_on_every_screen(number: int, file: Path) -> None:
    keys, seen = SCREENS[SOME[number]]
    sent, code = SIGNALS[number % 3]
    with Viewer(file) as shown:
        shown.shows("Reader", "1 / 11")
        shown.type("b", "Bookmarked")
        shown.type(keys, seen)
        if SOME[number] == "note":
            shown.type("half a thou", "half a thou")
        shown.signal(sent)
        shown.ends(code)
    (note,) = Notes(data_directory() / "notes.sqlite").all()
    assert note.marked and note.text == ("half a thou" if SOME[number] == "note" else "")


SLOW = """
import sys, time
from openai_timeline.index import opening
opened = opening.Opener.open
opening.Opener.open = lambda *arguments: (time.sleep(30), opened(*arguments))[1]
from openai_timeline.cli import main
main(sys.argv[1:])
"""
CRASH = """
import sys
from openai_timeline.ui.app import TimelineApp
def fault(self):
    raise ValueError(self.index.event(0).title.in_language("en", "en") + " my secret note")
TimelineApp.action_interrupt = fault
from openai_timeline.cli import main
main(sys.argv[1:])
"""


@pytest.fixture
def as_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of the program that `Viewer` starts; the test writes it."""
    program = tmp_path / "openai-timeline"
    program.touch(0o700)
    monkeypatch.setattr(screen, "COMMAND", program)
    return program


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, -signal.SIGTERM), (signal.SIGINT, 130)])
def test_a_signal_while_it_reads_the_file_leaves_the_terminal_alone(
    sent: signal.Signals, code: int, file: Path, as_program: Path
) -> None:
    """Before the viewer opens, nothing is set that would have to be put back."""
    as_program.write_text(f"#!{sys.executable}\nprint('BEGUN', flush=True)\n{SLOW}")
    with Viewer(file) as shown:
        shown.shows("BEGUN")
        shown.pump(1)
        shown.signal(sent)
        assert shown.wait() in (code, 128 + sent)
        assert shown.attributes() == shown.before
        assert b"Traceback" not in shown.read() and b"\x1b[?1049h" not in shown.output


@pytest.mark.parametrize("name", SOME)
def test_a_fault_of_ours_on_every_screen_quotes_nothing(
    name: str, tmp_path: Path, as_program: Path, own_directories: Path
) -> None:
    """Whatever raises, with a title in its message that would set the window's."""
    keys, seen = SCREENS[name]
    document = {**SMALL, "events": [{"date": "1900", "title": "\x1b]0;PWNED\x07 title"}, *SMALL["events"]]}
    (tmp_path / "t.json").write_text(json.dumps(document))
    as_program.write_text(f"#!{sys.executable}\n{CRASH}")
    with Viewer(tmp_path / "t.json", "--at", "leaves") as shown:
        shown.shows("Reader")
        shown.type(keys, seen)
        shown.type("\x03")
        shown.ends(1)
        after = shown.output[shown.output.rfind(b"\x1b[?1049l") :].decode()
    assert "a fault of this program ended it (ValueError)" in after
    assert "secret" not in after and "PWNED" not in after
    assert after.count("\n") <= 5
    log = next(own_directories.rglob("crash.log"))
    assert "secret" not in log.read_text() and "PWNED" not in log.read_text()


def test_a_storm_of_sizes_ends_in_the_picture_of_a_fresh_start(file: Path) -> None:
    chance = Random(19)
    with Viewer(file, "--fresh") as shown:
        shown.shows("Reader")
        shown.type("p", "Filter by person")
        for number in range(300):
            size = (1, 1) if number % 50 == 0 else (chance.randrange(1, 220), chance.randrange(1, 80))
            shown.resize(*size)
            if number % 10 == 0:
                shown.read(0.01)
        shown.grow(140, 40)
        shown.type("\x1b")
        shown.hides("Filter by person")
        with Viewer(file, "--fresh") as fresh:
            fresh.shows("Reader", "q quit")
            shown.until(lambda: (fresh.pump(), shown.rows == fresh.rows)[1], "the picture of a fresh start")
            fresh.quit()
        shown.quit()


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (39, 9)])
def test_a_terminal_too_small_says_so_and_goes_on(size: tuple[int, int], file: Path) -> None:
    with Viewer(file, size=size) as shown:
        if size[0] > 10:
            shown.shows("Too small")
        for key in ("j", "p", "\x10", "\x1bOB", "\x1b[5~", "x"):
            shown.type(key)
            shown.pump()
        shown.grow(140, 40)
        shown.until(lambda: "esc back" in shown.text or "Search" in shown.text or "Reader" in shown.text, "a screen")
        shown.signal(signal.SIGTERM)
        shown.ends(143)


BACK = """
import time
clock = time.time
begun = clock()
time.time = lambda: begun - 40 * 365 * 86400 - 1000 * (clock() - begun)
"""


def test_a_clock_that_goes_back_is_no_trouble(file: Path, tmp_path: Path) -> None:
    """Forty years back, and further with every second."""
    (tmp_path / "sitecustomize.py").write_text(BACK)
    env = {"PYTHONPATH": str(tmp_path)}
    for _ in range(2):
        with Viewer(file, env=env) as shown:
            shown.shows("Reader")
            shown.type("b", "Bookmark")
            file.write_text(json.dumps({**SMALL, "title": "another"}))
            shown.shows("another", "was read again")
            shown.type("B", "Bookmarks and notes")
            shown.type("\x1b")
            shown.hides("Bookmarks and notes")
            shown.quit()
        file.write_text(json.dumps(SMALL))
        os.utime(file, (10**9, 10**9))


def test_directories_of_somebody_else_are_no_trouble(file: Path, own_directories: Path, tmp_path: Path) -> None:
    for name in ("state", "data", "cache", "config"):
        (own_directories / name).mkdir()
        (own_directories / name).chmod(0)
        if os.geteuid() == 0:
            os.chown(own_directories / name, 12345, 12345)
    command = [str(screen.COMMAND)]
    if os.geteuid() == 0:  # who may do everything, unless that is taken away
        if shutil.which("setpriv") is None:
            pytest.skip("root may read everything")
        command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner,-chown", *command]
    program = tmp_path / "program"
    program.write_text("#!/bin/sh\nexec " + " ".join(command) + ' "$@"\n')
    program.chmod(0o700)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(screen, "COMMAND", program)
        with Viewer(file) as shown:
            shown.shows("Reader", "1 / 11")
            shown.type("b", "notes cannot be kept")
            shown.type("j", "2 / 11")
            shown.type("q")
            shown.ends(0)
            assert b"could not be remembered" in shown.output
    for name in ("state", "data", "cache", "config"):
        (own_directories / name).chmod(0o700)


def test_a_note_that_cannot_be_saved_stays_on_the_screen(file: Path, own_directories: Path) -> None:
    """Another program writes and does not come to an end."""
    with Viewer(file) as shown:
        shown.shows("Reader")
        shown.type("b", "Bookmarked")
        holder = sqlite3.connect(own_directories / "data" / "openai-timeline" / "notes.sqlite", isolation_level=None)
        shown.type("a", "Note on")
        shown.type("my words", "my words")
        holder.execute("begin immediate")
        shown.type("\x1b", "not saved", "my words")
        holder.execute("rollback")
        holder.close()
        shown.type("\x1b", "Your note")
        shown.quit()
    assert [note.text for note in Notes(data_directory() / "notes.sqlite").all()] == ["my words"]


def test_a_full_disk_keeps_what_was_there(file: Path, tmp_path: Path) -> None:
    """A disk of two megabytes, where one can be had."""
    import subprocess

    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        env = {f"XDG_{name}_HOME": str(disk / name) for name in ("STATE", "DATA", "CACHE", "CONFIG")}
        with Viewer(file, env=env) as shown:
            shown.shows("Reader")
            shown.type("b", "Bookmarked")
            with suppress(OSError), (disk / "rest").open("wb", buffering=0) as rest:
                while True:
                    rest.write(b"x" * 4096)
            shown.type("a", "Note on")
            shown.send(b"\x1b[200~" + b"w" * 40_000 + b"\x1b[201~")
            shown.shows("wwww")
            shown.type("\x1b", "not saved", "wwww")
            (disk / "rest").unlink()
            shown.type("\x1b", "Your note")
            shown.quit()
        (note,) = Notes(disk / "DATA" / "openai-timeline" / "notes.sqlite").all()
        assert note.marked and len(note.text) == 40_000
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def test_a_locale_without_signs_has_stand_ins(file: Path) -> None:
    env = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    with Viewer(file, "--at", "leaves", env=env) as shown:
        shown.shows("Reader", "11 / 11")
        assert '"' in shown.text and "▌11" not in shown.text and "¶ │" not in shown.text
        shown.type("b", "Bookmarked")
        shown.until(lambda: ' b "' in shown.text or 'b  "' in shown.text, "a mark of ASCII")
        shown.quit()
