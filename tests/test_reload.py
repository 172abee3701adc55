"""The open file changes, breaks, goes and comes back: the viewer follows, and never shows a mix."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from headless import Viewer, viewer
from screen import Viewer as TerminalViewer

from openai_timeline.files.problems import Unreadable
from openai_timeline.index.opening import Opener
from openai_timeline.ui.reload import Watched

RELOADS = int(os.environ.get("RELOADS", "40"))


def timeline(count: int = 12, title: str = "old", **more: Any) -> dict[str, Any]:
    events = [
        {
            "id": f"e{n}",
            "date": f"2023-{n:02d}" if n < 13 else str(1000 + n),
            "title": f"{title} {n}",
            "kind": "board",
            "people": ["Ann", f"P{n % 3}"],
        }
        for n in range(1, count + 1)
    ]
    return {"title": "T", "events": events, **more}


def put(path: Path, content: object) -> None:
    """In the place of the file, as editors do."""
    new = path.with_suffix(".new")
    new.write_text(content if isinstance(content, str) else json.dumps(content))
    new.replace(path)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    put(tmp_path / "t.json", timeline())
    return tmp_path / "t.json"


@asynccontextmanager
async def open_viewer(file: Path, tmp_path: Path) -> AsyncIterator[tuple[Viewer, Watched]]:
    opener = Opener(tmp_path / "cache")
    watched = Watched(str(file), opener)
    async with viewer(opener.open(str(file)), name=str(file), notes_path=tmp_path / "notes.sqlite") as shown:
        yield shown, watched


async def look(shown: Viewer, watched: Watched) -> None:
    """Two looks, which must agree before anything is read."""
    for _ in range(2):
        shown.main._look_at_file(watched)
        await shown.app.workers.wait_for_complete()
        await shown.settle()


async def test_a_new_version_is_shown_at_the_same_place(file: Path, tmp_path: Path) -> None:
    async with open_viewer(file, tmp_path) as (shown, watched):
        shown.main.filter_by("ann")
        await shown.press("j", "j", "j", "full_stop", "3")
        assert (shown.event, shown.main.person_in_focus(), shown.focused) == ("e4", "p1", "person")
        new = timeline(20, "new")
        new["events"].insert(0, {"id": "zero", "date": "2022", "title": "new 0", "people": ["Ann"]})
        put(file, new)
        await look(shown, watched)
        assert (shown.event, shown.main.person_in_focus(), shown.focused) == ("e4", "p1", "person")
        assert shown.main.selection.people == ("ann",)
        assert "new 4" in shown.page("reader")
        assert "old" not in shown.text
        assert "21 events" in shown.notes[-1]


async def test_what_is_gone_leaves_the_cursor_in_its_time(file: Path, tmp_path: Path) -> None:
    async with open_viewer(file, tmp_path) as (shown, watched):
        shown.main.filter_by("p1")
        await shown.press("j")
        assert shown.event == "e4"
        kept = [event for event in timeline()["events"] if "P1" not in event["people"]]
        put(file, {"events": kept})
        await look(shown, watched)
        assert (shown.event, shown.main.selection.people) == ("e5", ())
        put(file, {"events": []})
        await look(shown, watched)
        assert "This timeline has no events." in shown.text
        put(file, timeline())
        await look(shown, watched)
        assert len(shown.main.view) == 12


async def test_history_and_search_follow(file: Path, tmp_path: Path) -> None:
    async with open_viewer(file, tmp_path) as (shown, watched):
        await shown.press("G")
        shown.main.jump_to(2)
        await shown.press("slash", *"old", "enter")
        await shown.app.workers.wait_for_complete()
        new = timeline()
        new["events"] += [{"id": f"a{n}", "date": "2001", "title": "earlier"} for n in range(5)]
        put(file, new)
        await look(shown, watched)
        assert shown.event == "e3"
        assert "12 hits" in shown.text
        await shown.press("escape", "ctrl+o")
        assert shown.event == "e12"


BAD = [
    ('{"events": [1,\n 2,]}', "t.json:2:3: broken JSON: a comma before the closing bracket"),
    ("", "t.json"),
    ("[]", "t.json:1:1: not a timeline"),
    ('{"events": [\x1b]0;PWNED\x07', "t.json:1:13: broken JSON"),
]


@pytest.mark.parametrize(("content", "said"), BAD)
async def test_a_bad_version_is_said_and_the_last_good_one_stays(
    content: str, said: str, file: Path, tmp_path: Path
) -> None:
    async with open_viewer(file, tmp_path) as (shown, watched):
        await shown.press("j", "j")
        put(file, content)
        await look(shown, watched)
        bar = shown.rows()[1]
        assert said in bar
        assert "the last good version is shown" in bar
        assert not set("\x1b\x07") & set(shown.text)
        await shown.press("j", "k", "m", "escape", "p", "escape")
        assert (shown.event, shown.main.index.total) == ("e3", 12)
        assert "old 3" in shown.page("reader")
        put(file, timeline(title="new"))
        await look(shown, watched)
        assert "not reloaded" not in shown.text
        assert "new 3" in shown.page("reader")


async def test_a_file_that_goes_and_comes_back(file: Path, tmp_path: Path) -> None:
    async with open_viewer(file, tmp_path) as (shown, watched):
        index = shown.main.index
        file.rename(tmp_path / "away")
        await look(shown, watched)
        assert "t.json: there is no such file" in shown.rows()[1]
        await shown.press("j")
        assert shown.event == "e2"
        (tmp_path / "away").rename(file)
        await look(shown, watched)
        assert "not reloaded" not in shown.text
        assert [event.id for event in shown.main.index.events([0, 1])] == [event.id for event in index.events([0, 1])]


async def test_a_file_that_is_only_touched_is_nothing_to_tell(file: Path, tmp_path: Path) -> None:
    async with open_viewer(file, tmp_path) as (shown, watched):
        index = shown.main.index
        os.utime(file, (1, 1))
        await look(shown, watched)
        assert shown.main.index is index
        assert shown.notes == []


async def test_screens_over_the_main_one_finish_with_the_old_version(file: Path, tmp_path: Path) -> None:
    async with open_viewer(file, tmp_path) as (shown, watched):
        await shown.press("j", "m")
        put(file, timeline(title="new"))
        await look(shown, watched)
        assert "old 2" in shown.page("page")
        assert "once you are back" in shown.notes[-1]
        await shown.press("escape")
        await look(shown, watched)
        assert "new 2" in shown.page("reader")
        await shown.press("slash")
        put(file, timeline(title="newer"))
        await look(shown, watched)
        assert "newer" not in shown.text
        await shown.press("escape")
        await look(shown, watched)
        assert "newer 2" in shown.page("reader")


async def test_a_note_that_is_being_written_is_not_disturbed(file: Path, tmp_path: Path) -> None:
    async with open_viewer(file, tmp_path) as (shown, watched):
        await shown.press("a", *"mine")
        put(file, timeline(title="new"))
        await look(shown, watched)
        await shown.press("escape")
        await look(shown, watched)
        assert "mine" in shown.page("reader")
        assert "new 1" in shown.page("reader")


async def test_problems_of_the_new_version_are_counted(file: Path, tmp_path: Path) -> None:
    async with open_viewer(file, tmp_path) as (shown, watched):
        new = timeline()
        new["events"][3]["date"] = "2023-02-30"
        put(file, new)
        await look(shown, watched)
        assert "1 part could not be read: press !" in shown.rows()[0]
        await shown.press("exclamation_mark")
        assert "2023-02-30" in shown.text


def test_a_load_is_one_version_or_the_other(file: Path, tmp_path: Path) -> None:
    """While a writer swaps two versions, and now and then writes in place or cuts the file off."""
    versions = [json.dumps(timeline(900, name)) for name in ("old", "new")]
    done = threading.Event()

    def swap() -> None:
        number = 0
        while not done.is_set():
            number += 1
            if number % 5:
                put(file, versions[number % 2])
            else:
                file.write_text(versions[number % 2])

    put(file, versions[0])
    writer = threading.Thread(target=swap)
    writer.start()
    loads = unreadable = 0
    try:
        while loads < RELOADS and unreadable < RELOADS * 50:
            try:
                index = Opener(tmp_path / "cache").open(str(file))
            except Unreadable:
                unreadable += 1
                continue
            loads += 1
            words = {event.title.in_language("en", "en").split()[0] for event in index.events(range(index.total))}
            assert index.total == 900 and len(words) == 1
    finally:
        done.set()
        writer.join()
    assert loads == RELOADS


@pytest.mark.terminal
def test_in_a_terminal(file: Path) -> None:
    with TerminalViewer(file) as shown:
        shown.shows("12 of 12 events", "old 1")
        shown.type("j", "2 / 12")
        shown.type("j", "3 / 12")
        file.write_text('{"events": [\x1b]52;c;UFdORUQ=\x07')
        shown.shows("not reloaded", "t.json:1:13: broken JSON", "the last good version is shown", "old 3")
        file.unlink()
        shown.shows("there is no such file")
        put(file, timeline(title="new"))
        shown.shows("new 3", "3 / 12")
        shown.hides("not reloaded", "old 3")
        shown.quit()
        assert b"\x1b]52" not in shown.output
