"""What docs/promises.md promises: every test that it names is there, and the promises that no other file tests."""

from __future__ import annotations

import ast
import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
from attacks import any_hostile, hostile, written_as
from headless import viewer
from screen import COMMAND, Viewer
from small_timeline import SMALL, index_of
from terminal_harness import Terminal

from openai_timeline.commands import COMMANDS
from openai_timeline.files.problems import Unreadable
from openai_timeline.files.read import read_bytes
from openai_timeline.index.ask import Index

TESTS = Path(__file__).parent
PAGE = TESTS.parent / "docs" / "promises.md"
EVERY = int(os.environ.get("SIZES", "9"))  # each how many columns and rows a size is tried
PASTED = int(os.environ.get("PASTED", "20000"))  # bytes
PASTES = int(os.environ.get("PASTES", "8"))


def test_every_test_that_the_page_names_exists() -> None:
    there = {
        f"{path.relative_to(TESTS)}::{node.name}"
        for path in TESTS.rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    page = PAGE.read_text(encoding="utf-8")
    named = re.findall(r"`([\w/]+\.py::\w+)`", page)
    assert named and sorted(set(named) - there) == []
    rows = re.findall(r"^\| (\d+) \|.*\|$", page, re.MULTILINE)
    assert rows == [str(number) for number in range(1, 31)]
    for row in re.findall(r"^\| \d+ \|.*\|$", page, re.MULTILINE):
        assert "::" in row, row


# -- the network

NO_SOCKET = """
import sys
def audit(event, arguments):
    # Family 1 is that of local sockets: asyncio wakes itself over a pair of them, which reaches no network.
    if event.startswith("socket.") and not (event == "socket.__new__" and int(arguments[1]) == 1):
        LOG.write(f"SOCKET {event}\\n")
sys.addaudithook(audit)
"""


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_opens_a_socket(command: str, tmp_path: Path) -> None:
    arguments = {
        "search": ["murati"], "show": ["mira-murati"], "memo": ["altman-five-principles"], "cite": ["mira-murati"],
        "who": ["--on", "2023-11-18"], "check": [], "format": ["--check", "t.json"], "diff": ["t.json", "t.json"],
        "export": ["t.json", "--to", "html"], "import": ["t.json"], "picture": ["-f", "t.json", "-o", "p.svg"],
        "completion": ["bash"],
    }.get(command, [])  # fmt: skip
    (tmp_path / "sitecustomize.py").write_text(NO_SOCKET.replace("LOG", "sys.stderr"))
    (tmp_path / "t.json").write_text(json.dumps(SMALL))
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run([COMMAND, command, *arguments], cwd=tmp_path, env=env, capture_output=True, check=False)
    assert b"SOCKET" not in done.stderr
    assert done.returncode in (0, 1, 2) and b"Traceback" not in done.stderr


@pytest.mark.terminal
def test_the_viewer_opens_no_socket(tmp_path: Path) -> None:
    log = tmp_path / "log"
    custom = NO_SOCKET.replace("LOG", f"open({str(log)!r}, 'a')")
    (tmp_path / "sitecustomize.py").write_text(custom + f"\nopen({str(log)!r}, 'a').write('STARTED\\n')\n")
    (tmp_path / "t.json").write_text(json.dumps(SMALL))
    with Viewer(tmp_path / "t.json", env={"PYTHONPATH": str(tmp_path), "BROWSER": "true"}) as shown:
        shown.shows("Reader")
        shown.type("j")
        for key, seen in (("m", "Around this"), ("o", "y cites it"), ("t", "Tenures"), ("?", "─ Help")):
            shown.type(key, seen)
            shown.type("\x1b")
            shown.hides(seen)
        shown.type("b", "Bookmarked")
        shown.quit()
    assert set(log.read_text().splitlines()) == {"STARTED"}


# -- tmux: what a terminal makes of it

TMUX = subprocess.run(["which", "tmux"], capture_output=True, check=False).returncode == 0


# Every view; a screen is closed before the next key.
VIEWS = (
    *("j", "j", "G", "k", "3", ".", "m", "]", "o", "Escape", "Escape", "o", "Escape", "p", "Escape", "f", "Escape"),
    *("t", "Escape", "w", "Escape", "!", "Escape", "?", "Escape", "d", "Escape", "b", "B", "Escape", "a", "Escape"),
    *("C-p", "Escape", "L", "g"),
)


def any_title(chance: Random) -> str:
    """Characters that programs count differently: joined, wide, stacked, of scripts that cluster, unassigned."""
    pieces = (
        "👨\u200d👩\u200d👧", "❤\ufe0f", "1\ufe0f\u20e3", "👍🏽", "🇦🇧", "\u3164", "क्षि", "हिन्दी", "का", "\u0378",
        "\U0001fae9", "中", "ｱﾞ", "e\u0301", "e" + "\u0301" * 30, "\t", "─", "ﷺ", "ไทย", "العربية", "\u200b", "각",
        "\u202e", "\u115f", "x", " ", "🏴\U000e0067\U000e007f", "☰", "㉈",
    )  # fmt: skip
    return "".join(chance.choice(pieces) for _ in range(chance.randrange(1, 40)))


@pytest.mark.terminal
@pytest.mark.skipif(not TMUX, reason="needs tmux")
def test_every_row_takes_its_cells_in_a_real_terminal(tmp_path: Path) -> None:
    """Two hundred titles: the borders stand in the same columns on every row that the terminal shows."""
    chance = Random(8)
    events = [{"date": f"{1800 + n}", "title": any_title(chance)} for n in range(200)]
    (tmp_path / "t.json").write_text(json.dumps({"events": events}))
    tmux = ["tmux", "-S", str(tmp_path / "socket"), "-f", "/dev/null"]

    def run(*arguments: str) -> str:
        return subprocess.run([*tmux, *arguments], capture_output=True, text=True, check=False).stdout

    env = {**os.environ, "LC_ALL": "C.UTF-8"}
    command = f"{COMMAND} --fresh {tmp_path / 't.json'}"
    subprocess.run([*tmux, "new-session", "-d", "-x", "120", "-y", "40", command], env=env, check=True)
    try:
        until(lambda: "Reader" in run("capture-pane", "-p"))
        seen = 0
        for _ in range(12):
            time.sleep(0.2)
            screenful = run("capture-pane", "-p")
            right = {row.rstrip()[-1] for row in screenful.splitlines() if row.startswith("│")}
            assert right <= set("│╮╯"), screenful
            seen += sum(row.startswith("│") for row in screenful.splitlines())
            run("send-keys", "PageDown")
        assert seen > 300
    finally:
        run("kill-server")


@pytest.mark.terminal
@pytest.mark.skipif(not TMUX, reason="needs tmux")
def test_title_clipboard_and_answers_of_a_real_terminal_stay_as_they_are(tmp_path: Path) -> None:
    document = hostile()
    asks = [
        "\x1b[6n",
        "\x1b[c",
        "\x1b[>c",
        "\x1b[5n",
        "\x1b]10;?\x07",
        "\x1b]11;?\x1b\\",
        "\x1bP$qm\x1b\\",
        "\x1b[?1$p",
        "\x05",
    ]
    document["events"] += [{"date": "2025", "title": ask, "text": ask, "people": [ask], "tags": [ask]} for ask in asks]
    (tmp_path / "t.json").write_bytes(json.dumps(document).encode())
    tmux = ["tmux", "-S", str(tmp_path / "socket"), "-f", "/dev/null"]

    def run(*arguments: str) -> str:
        return subprocess.run([*tmux, *arguments], capture_output=True, text=True, check=False).stdout

    env = {**os.environ, "LC_ALL": "C.UTF-8"}
    start = [*tmux, "new-session", "-d", "-x", "120", "-y", "40", f"{COMMAND} {tmp_path / 't.json'}"]
    subprocess.run(start, env=env, check=True)
    try:
        run("set", "-s", "set-clipboard", "on")
        run("set-buffer", "ORIG")
        run("select-pane", "-T", "MINE")
        until(lambda: "Reader" in run("capture-pane", "-p"))
        for key in VIEWS:
            run("send-keys", key)
            time.sleep(0.15)
        run("send-keys", "/")
        until(lambda: 'words, "a phrase"' in run("capture-pane", "-p"))
        time.sleep(0.5)  # in which an answer would come
        picture = run("capture-pane", "-p")
        assert run("show-buffer").strip() == "ORIG"
        assert run("display", "-p", "#{pane_title}").strip() == "MINE"
        assert 'words, "a phrase"' in picture  # the search line is empty: no answer was typed into it
        run("send-keys", "Escape")
        time.sleep(0.3)
        rows = [row for row in run("capture-pane", "-p").splitlines() if row.startswith("│")]
        assert rows and {row.rstrip()[-1] for row in rows} <= set("│╮╯")
    finally:
        run("kill-server")


def until(holds: Any, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)


# -- size and time

BIG: dict[str, Any] = {
    "title": {"title": "x" * 1_000_000},
    "marks": {"title": "e" + "\u0301" * 10_000},
    "account": {"title": "t", "text": "word " * 200_000},
    "headings": {"title": "t", "text": "# h\n\n" * 10_000},
    "links": {"title": "t", "text": "[a](https://b) " * 20_000},
    "joiners": {"title": "t", "text": "\u200d" * 300_000},
    "people": {"title": "t", "people": [f"P {n}" for n in range(3000)]},
    "tags": {"title": "t", "tags": [f"t{n}" for n in range(5000)]},
}


@pytest.mark.parametrize("what", BIG)
async def test_big_things_open_and_answer_quickly(what: str) -> None:
    index = index_of({"events": [{"date": "2023", **BIG[what]}, {"date": "2024", "title": "next"}]})
    begun = time.process_time()
    async with viewer(index) as shown:
        await shown.press("j")
        await shown.press("k")
        await shown.press("m")
        await shown.press("escape")
    assert time.process_time() - begun < 8  # of the processor: the start, four keys and the end


EVENT = b'{"events": [{"date": "2023", "title": "'
# All that JSON leaves open, and what no file should hold.
LIMITS = [
    ("900 deep", b'{"events": [{"date": "2023", "title": ' + b"[" * 900 + b"]" * 900 + b"}]}", "title"),
    ("400 deep", b'{"events": [], "x":' + b"[" * 400 + b"]" * 400 + b"}", None),
    ("a number of thirty digits", b'{"events": [], "x": 123456789012345678901234567890}', None),
    ("a number of five thousand digits", b'{"events": [], "x": ' + b"9" * 5000 + b"}", None),
    ("1e400", b'{"events": [], "x": 1e400}', None),
    ("infinity", b'{"events": [], "x": -Infinity}', "JSON has no"),
    ("a byte order mark", b'\xef\xbb\xbf{"events": []}', None),
    ("UTF-32", '{"events": []}'.encode("utf-32"), "UTF-32"),
    ("no UTF-8", EVENT + b'\xff"}]}', "not UTF-8"),
    ("an escape in an escape", EVENT + b'\\u001b[2J"}]}', None),
    ("an escape in a key", b'{"events": [], "\\u001b[2J": 1}', None),
    ("a comma too many", b'{"events": [],}', "comma"),
    ("a comment", b'{"events": [] /* none */}', "broken JSON"),
    ("single quotes", b"{'events': []}", "broken JSON"),
    ("01", b'{"events": [], "x": 01}', "broken JSON"),
    ("0x1", b'{"events": [], "x": 0x1}', "broken JSON"),
    ("text after the end", b'{"events": []} x', "text after the end"),
    ("two documents", b'{"events": []}{}', "text after the end"),
    ("deep", b'{"events":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too deeply"),
    ("deep objects", b'{"events": [' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"]}", "nested too deeply"),
    ("a number of a million digits", b'{"events": [{"date": "2023", "title": ' + b"9" * 1_000_000 + b"}]}", "title"),
    ("a number in no key of ours", b'{"x": ' + b"9" * 1_000_000 + b', "events": []}', None),
    ("NaN", b'{"events": [], "x": NaN}', "JSON has no NaN"),
    ("keys that are there twice", b'{"events": [], "events": [{"date": "2023", "title": "b"}]}', None),
    ("half a pair", b'{"events": [{"date": "2023", "title": "\\ud800"}]}', None),
    ("NUL", b'{"events": [{"date": "2023", "title": "a\\u0000b"}]}', None),
    ("UTF-16", '{"events": []}'.encode("utf-16"), "UTF-16"),
    ("a raw control character", b'{"events": [], "x": "\x1b[2J"}', "control character"),
    ("a year of a thousand digits", b'{"events": [{"date": "Y1' + b"0" * 1000 + b'", "title": "t"}]}', "longer than"),
    ("no beginning and no end", b'{"events": [{"date": "../..", "title": "t"}]}', "../.."),
    ("a string of 64 MB", b'{"events": [{"date": "2023", "title": "' + b"x" * (64 << 20) + b'"}]}', None),
]


@pytest.mark.parametrize(("what", "data", "said"), LIMITS, ids=[what for what, _, _ in LIMITS])
def test_what_no_file_should_hold_is_answered_at_once(what: str, data: bytes, said: str | None) -> None:
    """In words, or as the format page says; never with a crash, and in less than two seconds."""
    begun = time.process_time()
    try:
        words = " ".join(problem.one_line() for problem in read_bytes(data, "f").problems)
    except Unreadable as error:
        words = error.problem.one_line()
    assert time.process_time() - begun < 4
    assert said is None or said in words
    assert len(words) < 1000


@pytest.mark.parametrize("what", ["deep", "a number of a million digits", "a string of 64 MB"])
def test_memory_is_bounded(what: str, tmp_path: Path) -> None:
    """Five times the file and what the program itself takes."""
    data = next(data for name, data, _ in LIMITS if name == what)
    (tmp_path / "t.json").write_bytes(data)
    most = 300 * 2**20 + 5 * len(data)
    done = subprocess.run(
        [sys.executable, "-m", "openai_timeline", "list", str(tmp_path / "t.json")]
        if (TESTS.parent / "tui/openai_timeline/__main__.py").exists()
        else [COMMAND, "list", str(tmp_path / "t.json")],
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (most, most)),
        check=False,
    )
    assert done.returncode in (0, 2)
    assert b"Traceback" not in done.stderr
    assert len(done.stdout) < 10_000


# -- faults


@pytest.mark.terminal
def test_any_bytes_may_be_typed_and_pasted(tmp_path: Path) -> None:
    chance = Random(7)
    (tmp_path / "t.json").write_text(json.dumps(SMALL))
    with Viewer(tmp_path / "t.json") as shown:
        shown.shows("Reader")
        shown.type("/")
        for number in range(PASTES):
            data = bytes(b for b in chance.randbytes(2000) if b not in (3, 17, 26, 28))
            shown.send(b"\x1b[200~" + data.replace(b"\x1b[201~", b"") + b"\x1b[201~" if number % 2 else data[:200])
            shown.read(0.05)
            shown.type("\x1b\x1b")
            shown.read(0.05)
            assert shown.process.poll() in (None, 0)
            if shown.process.poll() is not None:
                return  # some bytes are a q


@pytest.mark.terminal
def test_a_great_deal_may_be_pasted(tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text(json.dumps(SMALL))
    with Viewer(tmp_path / "t.json") as shown:
        shown.shows("Reader")
        shown.type("a", "Note on")
        data = b"\x1b[200~" + b"words \x1b]52;c;eA==\x07 \xff\xc3\xa9\n" * (PASTED // 24) + b"\x1b[201~"
        os.set_blocking(shown.master, False)
        while data:
            with suppress(BlockingIOError):
                data = data[os.write(shown.master, data[:4096]) :]
            shown.read(0)
        os.set_blocking(shown.master, True)
        shown.shows("words")
        shown.signal(signal.SIGTERM)
        shown.ends(143)
    assert b"]52;" not in b"".join(re.findall(rb"\x1b(\]5.{3})", shown.output))


def is_stopped(shown: Viewer) -> bool:
    shown.read(0.02)
    return Path(f"/proc/{shown.process.pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"


def has_drawn(shown: Viewer, before: int, words: bytes) -> bool:
    return words in shown.read(0.02)[before:]


@pytest.mark.terminal
def test_twenty_suspensions(tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text(json.dumps(SMALL))
    with Viewer(tmp_path / "t.json") as shown:
        shown.shows("Reader")
        for number in range(20):
            shown.signal(signal.SIGTSTP if number % 2 else signal.SIGSTOP)
            until(partial(is_stopped, shown))
            drawn = len(shown.output)
            shown.signal(signal.SIGCONT)
            until(partial(has_drawn, shown, drawn, b"Reader"))
        shown.type("?", "─ Help")
        shown.type("\x1b")
        shown.hides("─ Help")
        shown.quit()


MARKUP = "[@click=app.pwn]x[/] [/x] [link='file:///etc/passwd']y[/link] [bold [$primary]"


async def test_markup_in_every_field_is_text(tmp_path: Path) -> None:
    """No style of what is drawn has an action or a link of the file, and all of it can be read."""
    made = json.loads(json.dumps(hostile()))

    def marked(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: marked(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [marked(inner, key) for inner in value]
        keep = ("id", "date", "start", "end", "form", "organisation", "url")
        refers = ("authors", "sources", "memos", "organisations")
        return value if key in keep or key in refers or not isinstance(value, str) else MARKUP

    reading = read_bytes(written_as(marked(made)), "f")
    index = Index.in_memory(reading.timeline)
    async with viewer(index, notes_path=tmp_path / "notes.sqlite") as shown:
        seen = ""
        opened = ["b", "m", "enter", "o", "p", "f", "t", "w", "a", "B", "question_mark", "y", "L"]
        for pressed in [step for key in opened for step in (key, "escape")]:
            await shown.press(pressed)
            seen += shown.text
            for strip in shown.app.screen._compositor.render_strips():
                for segment in strip:
                    meta = segment.style.meta if segment.style else {}
                    assert "pwn" not in str(meta) and not (segment.style and segment.style.link)
        for piece in ("[@click=app.pwn]x[/]", "[/x]", "[link='file:///etc/passwd']y[/link]", "[bold [$primary]"):
            assert piece in seen
        assert shown.app.is_running


TROJAN = {
    "\u202eabc\u202c": "\\u202eabc\\u202c", "\u2066x\u2069": "\\u2066x\\u2069", "a\u200bb": "a\\u200bb",
    "\u200b\u2060\ufeff": "\\u200b\\u2060\\ufeff", "tag\U000e0041": "tag\\U000e0041", "\u3164": "\\u3164",
    "\u2800\u2800": "\\u2800\\u2800", "x\x1b[2J": "x\\u001b[2J", "с\u034fo": "с\\u034fo",
}  # fmt: skip


@pytest.mark.parametrize("title", TROJAN, ids=ascii)
async def test_what_hides_is_marked_and_named(title: str) -> None:
    index = index_of({"events": [{"date": "2023", "title": title}, {"date": "2024", "title": "plain ❤\ufe0f"}]})
    async with viewer(index) as shown:
        rows = [row[20:82] for row in shown.rows() if " · " in row[20:82] and row.startswith("│")]
        assert "¤" in rows[0] and "¤" not in rows[1]
        assert rows[0].partition(" · ")[2].strip(" \u2800¤│")  # and it is no empty row
        assert "Hidden characters" in shown.page("reader") and TROJAN[title] in shown.page("reader")
        await shown.press("enter")
        assert TROJAN[title] in shown.page("page")
        await shown.press("escape", "j")
        assert "Hidden characters" not in shown.page("reader")


@pytest.mark.terminal
def test_json_is_exact_in_a_pipe_and_on_a_terminal(tmp_path: Path) -> None:
    """All that a file says comes out again, and no byte of it acts on a terminal."""
    title = "a\x1b]0;PWNED\x07\x9b31m\u202e\x7f\u200b\n日é\u2028"
    document = {"events": [{"id": "e", "date": "2023", "title": title, "text": title}]}
    (tmp_path / "t.json").write_text(json.dumps(document))
    for arguments in (["list", "t.json", "--format", "json"], ["show", "-f", "t.json", "e", "--format", "json"]):
        done = subprocess.run([COMMAND, *arguments], cwd=tmp_path, capture_output=True, check=True)
        with Terminal(["/bin/sh", "-c", f"cd {tmp_path}; exec {COMMAND} {' '.join(arguments)}"]) as terminal:
            assert terminal.wait() == 0
            on_terminal = terminal.read().replace(b"\r\n", b"\n")
        assert on_terminal == done.stdout
        assert not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80\xae", done.stdout)
        said = json.loads(done.stdout)
        assert title in json.dumps(said, ensure_ascii=False).encode().decode() or title in str_values(said)


def str_values(value: Any) -> list[str]:
    """All strings in a document."""
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return [text for one in inner for text in str_values(one)]
    return [value] if isinstance(value, str) else []


SCREENS = ["", "m", "p", "f", "t", "w", "o", "question_mark", "d", "a", "B", "slash", "ctrl+p", "exclamation_mark", "y"]


@pytest.mark.parametrize("key", SCREENS)
async def test_any_size_of_terminal(key: str) -> None:
    reading = read_bytes(written_as(any_hostile(1)), "f")
    index = Index.in_memory(reading.timeline)
    async with viewer(index, problems=reading.problems) as shown:
        if key:
            await shown.press(key)
        for width in (*range(1, 41, EVERY), 500):
            for height in (*range(1, 41, EVERY), 1000 if width == 1 else 60):
                await shown.pilot.resize_terminal(width, height)
        await shown.resize(140, 38)
        await shown.press("escape", "escape")
        fresh = shown.text
    async with viewer(index, problems=reading.problems) as again:
        await again.press("escape", "escape")
        assert again.text.splitlines()[2:30] == fresh.splitlines()[2:30]


@pytest.mark.terminal
def test_without_a_home_all_works_but_saving(tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text(json.dumps(SMALL))
    nowhere = {f"XDG_{name}_HOME": "/proc/nowhere" for name in ("STATE", "DATA", "CONFIG", "CACHE")}
    with Viewer(tmp_path / "t.json", env={**nowhere, "HOME": "/nonexistent"}) as shown:
        shown.shows("Reader")
        shown.type("j")
        shown.type("b", "notes cannot be kept")
        shown.type("/", "words, ")
        shown.type("a", "hit")
        shown.type("\r")
        shown.hides("words, ")
        shown.type("q")
        shown.ends(0)
        assert b"could not be remembered" in shown.output
