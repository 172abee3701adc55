"""Bookmarks and notes in the viewer: on events, people and memos, listed, filtered by, and on the command line."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from headless import Viewer, viewer
from screen import Viewer as TerminalViewer
from small_timeline import SMALL

from openai_timeline.cli import main
from openai_timeline.index.ask import Index
from openai_timeline.index.facets import facets
from openai_timeline.model.selection import Selection
from openai_timeline.notes import Note, Notes
from openai_timeline.paths import data_directory


@asynccontextmanager
async def noting(small: Index, tmp_path: Path, **options: object) -> AsyncIterator[tuple[Viewer, Notes]]:
    path = tmp_path / "notes.sqlite"
    async with viewer(small, name="t", notes_path=path, **options) as shown:
        yield shown, Notes(path)
    small.bookmarks = frozenset()


async def test_a_memo_is_marked_and_noted_in_the_reader(small: Index, tmp_path: Path) -> None:
    async with noting(small, tmp_path) as (v, notes):
        await v.press("G", "m")
        assert "Memo" in v.rows()[0]
        await v.press("b")
        assert "▪ bookmarked" in v.rows()[0]
        await v.press("a", *"mine", "escape")
        assert "Your note" in v.page("page") and "mine" in v.page("page")
        (note,) = notes.all("t")
        assert (note.kind, note.marked, note.text) == ("memo", True, "mine")
        await v.press("b")
        assert "bookmarked" not in v.rows()[0]
        await v.press("escape", "home")
        await v.press("g", "B", *"mine", "enter")  # and from the list back to it
        assert "Memo" in v.rows()[0] and "mine" in v.page("page")
        await v.press("escape")
        assert v.event == small.event(small.total - 1).id


async def test_an_event_is_marked_in_the_reader(small: Index, tmp_path: Path) -> None:
    async with noting(small, tmp_path) as (v, notes):
        await v.press("enter", "b", "escape")
        (note,) = notes.all("t")
        assert (note.kind, note.item, note.marked) == ("event", v.event, True)
        assert "▪" in v.text


async def test_bookmarks_are_a_filter_beside_others(small: Index, tmp_path: Path) -> None:
    async with noting(small, tmp_path) as (v, _):
        await v.press("f")
        assert "bookmarked" not in v.text  # nothing is
        await v.press("escape", "b", "j", "j", "b", "j", "b")
        await v.press("f", "G")
        last = next(row for row in reversed(v.rows()) if "bookmarked" in row)
        assert " 3 " in last
        await v.press("enter", "escape")
        assert len(v.main.view) == 3
        assert "bookmarked ×" in v.text
        await v.press("g", "b")  # taken away, it is gone from what is shown
        assert len(v.main.view) == 2
        v.main.select(Selection(people=("mira-murati",), bookmarked=True))
        await v.settle()
        assert [small.event(place).id for place in v.main.view.positions] == ["joins"]
        await v.press("escape")
        assert len(v.main.view) == small.total


async def test_the_reader_may_take_away_what_it_was_opened_for(small: Index, tmp_path: Path) -> None:
    async with noting(small, tmp_path) as (v, _):
        await v.press("b")
        v.main.select(Selection(bookmarked=True))
        await v.press("enter", "b", "escape")
        assert len(v.main.view) == 0
        assert "No event matches" in v.text


async def test_notes_that_another_program_holds_end_nothing(
    small: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openai_timeline.notes.PATIENCE", 0.05)
    async with noting(small, tmp_path) as (v, _):
        await v.press("b")
        holder = sqlite3.connect(tmp_path / "notes.sqlite", isolation_level=None)
        holder.execute("begin exclusive")
        for keys in (["b"], ["a"], ["B"], ["m", "b", "escape"], ["j"]):
            await v.press(*keys)
            assert "cannot be read" in v.notes[-1]
            v.main._look()
        holder.close()
        await v.press("b")
        assert "Bookmark" in v.notes[-1]


def test_counts_are_those_of_what_is_chosen_beside(small: Index) -> None:
    try:
        small.bookmarks = frozenset({small.event(0).id, small.event(3).id, "nothing"})
        for chosen in (Selection(), Selection(kinds=(small.event(3).kind,)), Selection(words=("nothing",))):
            for facet in facets(small, chosen):
                if facet.field == "bookmarked":
                    both = [p for p in small.view(chosen).positions if p in (0, 3)]
                    assert facet.events == len(both)
        assert list(small.view(Selection(bookmarked=True)).positions) == [0, 3]
    finally:
        small.bookmarks = frozenset()


def test_the_command_line_filters_by_bookmarks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "t.json"
    path.write_text(json.dumps(SMALL))

    def listed(*arguments: str) -> int:
        with pytest.raises(SystemExit):
            main(["list", str(path), "--bookmarked", *arguments])
        return capsys.readouterr().out.count("\n")

    assert listed() == 0
    notes = Notes(data_directory() / "notes.sqlite")
    for item, marked in (("leaves", True), ("removed", True), ("interim", False)):
        notes.save(Note(str(path), "event", item, marked=marked, text="x"))
    notes.save(Note("bundled", "event", "returns", marked=True))
    assert listed() == 2
    assert listed("--from", "2024") == 1
    with pytest.raises(SystemExit):
        main(["list", "--bookmarked"])
    assert capsys.readouterr().out.count("\n") == 0  # the record has no such event


@pytest.mark.terminal
def test_in_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text(json.dumps(SMALL))
    with TerminalViewer(tmp_path / "t.json") as shown:
        shown.type("G", "11 / 11")
        shown.type("b", "Bookmarked: Mira Murati resigns")
        shown.type("m", "¶ Memo")
        shown.type("b", "▪ bookmarked")
        shown.type("a", "Note on")
        shown.type("she *goes*")
        shown.type("\x1b", "Your note", "she goes")
        shown.type("\x1b", "─ Reader")
        shown.type("B", "Bookmarks and notes · 2", "Mira Murati resigns")
        shown.type("\x1b")
        shown.hides("Bookmarks and notes · 2")
        shown.quit()
    with TerminalViewer(tmp_path / "t.json", "--bookmarked") as shown:
        shown.shows("1 of 11 events", "bookmarked ×")
        shown.quit()
