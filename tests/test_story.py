"""The story on the installed command, in a real terminal: what somebody sees who types `openai-timeline`."""

from __future__ import annotations

import json
import re
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attacks import ATTACKS, OURS, hostile
from screen import CTRL_C, CTRL_P, DOWN, ENTER, ESC, TAB, WHEEL_DOWN, WHEEL_UP, Box, Viewer
from small_timeline import SMALL

from openai_timeline.files.bundled import bundled_path

pytestmark = pytest.mark.terminal

SIZES = [(200, 60), (140, 40), (100, 30), (80, 24), (60, 20), (40, 12)]
WIDE, MEDIUM = 120, 80
SUPERSCRIPTS = str.maketrans("", "", "⁰¹²³⁴⁵⁶⁷⁸⁹")
THERE = "Wednesday 25 September 2024, 12:34 PDT"
HERE = "Thursday 26 September 2024, 03:34 CST"
TITLE = "Mira Murati announces that she is leaving OpenAI"


class Record:
    """The bundled record as it stands in the file, read without the program."""

    def __init__(self) -> None:
        document = json.loads(bundled_path().read_text(encoding="utf-8"))
        self.memos = {memo["id"]: memo for memo in document["memos"]}
        told = {memo for event in document["events"] for memo in event.get("memos", ())}
        lone = [{**memo, "people": memo["authors"]} for id_, memo in self.memos.items() if id_ not in told]
        self.events = [*document["events"], *lone]
        self.hers = [event for event in self.events if "mira-murati" in event.get("people", ())]
        self.everything = f"{len(self.events)} of {len(self.events)} events"
        self.filtered = f"{len(self.hers)} of {len(self.events)} events"


@pytest.fixture(scope="module")
def record() -> Record:
    return Record()


@pytest.fixture
def small_file(tmp_path: Path) -> Path:
    """The small timeline as a file. Its text is full of letters that are keys, q among them."""
    return written(tmp_path, {**SMALL, "title": "quite small"})


def written(folder: Path, document: dict[str, Any]) -> Path:
    path = folder / "timeline.json"
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def english(text: Any) -> str:
    return text if isinstance(text, str) else str(text["en"])


def event_titles(viewer: Viewer) -> list[str]:
    """The titles in the list of events, without the headings and as far as they are shown."""
    box = viewer.box("Events")
    rows = [viewer.cells(y, box.left + 1, box.right) for y in range(box.top + 1, box.bottom)]
    return [row[16:].rstrip(" ¶≠?").removesuffix("…").rstrip() for row in rows if row.strip() and "──" not in row]


def cursor_row(viewer: Viewer) -> str:
    """The row of the event under the cursor."""
    box = viewer.box("Events")
    return viewer.cells(viewer.place_of("▌", box)[1], box.left, box.right)


def changed(viewer: Viewer, keys: str, part: Callable[[], str]) -> None:
    """Type keys, and wait until a part of the screen is another."""
    before = part()
    viewer.type(keys)
    viewer.until(lambda: part() != before, f"what {keys!r} changes")


def to_the_end(viewer: Viewer) -> None:
    """Go to the end of the text in the reader on the whole screen."""
    viewer.type("G")
    viewer.until(lambda: viewer.rows[-1].endswith((" 100 % ", " all ")), "the end of the text")


def pane(viewer: Viewer, title: str) -> str:
    return viewer.within(viewer.box(title))


# -- the story


def test_the_story_of_mira_murati(record: Record) -> None:
    with Viewer(size=(140, 40)) as viewer:
        viewer.shows("─ Years ─", "─ Events · ", "─ Person", "─ Reader", record.everything, "q quit")
        assert all(pane(viewer, title).strip() for title in ("Years", "Events", "Person", "Reader"))

        viewer.type("p", "─ Filter by person ─")
        viewer.type("murati", " murati ", "Mira Murati  米拉·穆拉蒂  Ermira Murati")
        viewer.type(ENTER, record.filtered, " Mira Murati × ", "esc clears")
        her_titles = [english(event["title"]) for event in record.hers]
        shown = event_titles(viewer)
        assert len(shown) >= 15
        assert all(any(title.startswith(row) for title in her_titles) for row in shown)
        person = pane(viewer, "Person")
        born = "born 16 December 1988 in Vlorë, Albania"
        for said in ("Mira Murati", "米 拉", "Ermira Murati", born, "Sam Altman", "Colby College", "Goldman Sachs"):
            assert said in person
        viewer.type("3")
        while "2025 – now" not in pane(viewer, "Person"):
            changed(viewer, " ", lambda: pane(viewer, "Person"))
        viewer.type("2g")

        while TITLE[:30] not in cursor_row(viewer):
            changed(viewer, DOWN, lambda: cursor_row(viewer))
        viewer.until(lambda: THERE in pane(viewer, "Reader"), "the event in the reader")
        reader = re.sub(r"\s+", " ", pane(viewer, "Reader"))
        assert f"{TITLE} {THERE} · San Francisco, California {HERE} · your clock (Asia/Shanghai)" in reader
        before = viewer.rows

        read_the_memo(viewer, record.memos["murati-farewell"])
        viewer.type(ESC, "─ Events · ")
        viewer.until(lambda: viewer.rows == before, "the same event as before")

        viewer.type(ESC, record.everything)
        assert "×" not in viewer.text
        assert TITLE in pane(viewer, "Reader")
        box = viewer.box("Reader")
        viewer.type("z", "Times are those of Asia/Shanghai", "▌26 Thu 03:34 ◁ Mira Murati announces that she is ")
        reader = re.sub(r"\s+", " ", viewer.within(box))
        assert f"{HERE} · your clock (Asia/Shanghai) {THERE}" in reader
        viewer.quit()


def read_the_memo(viewer: Viewer, memo: dict[str, Any]) -> None:
    """Open the memo on the whole screen, read it to its end, and see that all of it was there."""
    viewer.type("m", " ¶ Memo ", "full text", THERE, HERE, "Hi all, I have something to share", " 0 %")
    margin = next(x for x in range(140) if viewer.cells(5)[x] == "│")
    read: list[str] = []
    while True:
        rows = [viewer.cells(y, 0, margin).strip().translate(SUPERSCRIPTS) for y in range(1, 39)]
        assert max(len(row) for row in rows) <= 72
        known = next((n for n in range(1, len(read) + 1) if read[-n:] == rows[:n]), 0)
        read += rows[known:]
        if "100 %" in viewer.text:
            break
        viewer.type(" ")
        viewer.until(lambda: " 0 %" not in viewer.text, "the next page")
    whole = " ".join(" ".join(read).split())
    assert " ".join(memo["text"].split()) in whole
    assert "[exploration]." in whole
    assert all(f"[{number}] " in whole for number in range(1, len(memo["sources"]) + 1))

    assert "Around this" in viewer.within(Box(margin, 0, 140, 39))  # the margin has come along
    viewer.type(TAB)
    viewer.type("g", "Editors’ notes")
    notes = viewer.within(Box(margin, 0, 140, 39))
    viewer.type("G", "Around this")
    notes = " ".join((notes + viewer.within(Box(margin, 0, 140, 39))).split())
    assert "Editors’ notes 1 “OpenAl” in the copy, here “OpenAI”." in notes
    for correction in memo["corrections"]:
        assert f"“{' '.join(correction['as_found'].split())}” in the copy" in notes


# -- sizes


def framed(viewer: Viewer, count: int) -> bool:
    """Whether the panes stand whole: so many, up to the last column, and down to the line or two above the footer."""
    try:
        boxes = viewer.boxes()
    except (AssertionError, ValueError):
        return False
    columns, rows = viewer.screen.columns, viewer.screen.lines
    right, bottom = (max((getattr(box, edge) for box in boxes), default=0) for edge in ("right", "bottom"))
    return len(boxes) == count and right == columns - 1 and rows - bottom in (3, 4)


def panes_of(columns: int) -> int:
    return 4 if columns >= WIDE else 3 if columns >= MEDIUM else 1


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_every_width_shows_its_panes(columns: int, rows: int) -> None:
    with Viewer("--at", "murati-leaves", "--fresh", size=(columns, rows)) as viewer:
        viewer.shows("Events · ", " in 2024 ─", "▌", "q quit", " events ")
        viewer.until(lambda: framed(viewer, panes_of(columns)), "the panes")
        x, y = viewer.place_of("▌", viewer.box("Events"))
        assert "◁ Mira Murati announ" in viewer.cells(y, x)
        before = viewer.rows
        if columns >= WIDE:
            assert "Ermira Murati" in pane(viewer, "Person")
            assert TITLE in pane(viewer, "Reader")
            assert "2024" in pane(viewer, "Years")
        elif columns >= MEDIUM:
            assert "2024" in pane(viewer, "Years")
            assert "Mira Murati announces" in pane(viewer, "Reader")
            viewer.type("3", "─ Person · 1 of 4 ─", "born 16 December 1988")
            assert framed(viewer, 3)
            viewer.type("4", "─ Reader")
            assert framed(viewer, 3)
            viewer.type("2")
        else:
            assert "2023 2024 2025" in viewer.rows[2]
            assert {"▇", "█"} & set(viewer.rows[1])
            viewer.type(ENTER, " Event ", "Mira Murati announces", "esc back")
            assert "Events · " not in viewer.text
            viewer.type(ESC)
        viewer.until(lambda: viewer.rows == before, "the same screen as before")

        viewer.type("m", " ¶ Memo ", " note to the OpenAI", "esc back")
        to_the_end(viewer)
        viewer.type(ESC, "Events · ")
        viewer.type("p", "Filter by person", "Sam Altman")
        viewer.type(ESC)
        viewer.hides("Filter by person ─")
        viewer.type("?", "─ Help ─", "Next year")
        viewer.type(ESC)
        viewer.until(lambda: viewer.rows == before, "the same screen as before")
        assert viewer.screen.outside == []
        viewer.quit()


def test_it_follows_the_size_of_the_terminal() -> None:
    with Viewer("--at", "murati-leaves", "--fresh", size=(140, 40)) as viewer:
        viewer.shows("Events · ", "Reader", "q quit")
        viewer.until(lambda: framed(viewer, 4), "the panes")
        before = viewer.rows
        way = [*SIZES, (39, 9), *reversed(SIZES), (140, 40)]
        for columns, rows in way:
            viewer.grow(columns, rows)
            if columns < 40:
                viewer.shows("Too small: 40 columns and 10 rows are")
                viewer.hides("─", "│", "quit")
                continue
            viewer.until(lambda: framed(viewer, panes_of(columns)), f"the panes at {columns}x{rows}")  # noqa: B023
            viewer.until(lambda: "◁ Mira Murati announ" in viewer.text, f"the cursor at {columns}x{rows}")
        viewer.until(lambda: viewer.rows == before, "the screen of the start")
        viewer.quit()


def test_the_reader_keeps_the_place_when_the_size_changes() -> None:
    with Viewer("--at", "murati-leaves", "--fresh", size=(100, 30)) as viewer:
        viewer.shows("Events · ", "Reader", "q quit")
        viewer.type("m", "full text", " 0 %")
        viewer.type(" ")
        viewer.hides("full text")
        viewer.grow(110, 30)
        viewer.shows("Around this", "│")  # the notes have a margin now, which goes with the text
        assert "full text" not in viewer.text
        viewer.type("z")
        viewer.type("g", "full text", f"{HERE} · your clock")
        assert viewer.text.index(HERE) < viewer.text.index(THERE)
        viewer.type(ESC, "Events · ")
        viewer.quit()


# -- the command


@pytest.mark.parametrize("arguments", [("-",), ()])
def test_a_piped_timeline_leaves_the_keys_to_the_terminal(arguments: tuple[str, ...], small_file: Path) -> None:
    with Viewer(*arguments, piped=small_file) as viewer:
        viewer.shows("quite small", "11 of 11 events", "Mira Murati joins Tesla")
        viewer.type("G", "11 / 11 ─╯", "She leaves to do her own")
        viewer.quit()


def test_arguments_say_where_it_opens(record: Record) -> None:
    with Viewer("--person", "murati", "--at", "2024-09-25") as viewer:
        viewer.shows(record.filtered, " Mira Murati × ", "Reader")
        assert TITLE in pane(viewer, "Reader")
        viewer.quit()


# -- what is remembered


def test_the_next_run_takes_up_where_the_last_one_ended(record: Record) -> None:
    with Viewer("--person", "murati", "--at", "murati-leaves") as viewer:
        viewer.shows(record.filtered, "Reader", "q quit")
        dark = viewer.background(70, 39)
        viewer.type("z", "Times are those of Asia/Shanghai")
        viewer.type(CTRL_P, "Filter by person")
        viewer.type("theme", "Change the current theme")
        viewer.type(ENTER, "timeline-light")
        viewer.type("timeline-light")
        viewer.hides("catppuccin")
        viewer.type(ENTER)
        viewer.hides("timeline-light")
        viewer.until(lambda: viewer.background(70, 39) != dark, "the light theme")
        light = viewer.background(70, 39)
        before = viewer.rows[:30]  # above what it says below for some seconds
        viewer.quit()
    with Viewer() as viewer:
        viewer.until(lambda: viewer.rows[:30] == before, "the screen of the last run")
        assert viewer.background(70, 39) == light
        viewer.quit()
    with Viewer("--fresh") as viewer:
        viewer.shows(record.everything, f" 1 / {len(record.events)} ─╯", "Reader")
        viewer.until(lambda: viewer.background(70, 39) == dark, "the dark theme")
        viewer.quit()


def test_a_damaged_state_file_is_set_aside(own_directories: Path, small_file: Path) -> None:
    state = own_directories / "state" / "openai-timeline" / "session.json"
    state.parent.mkdir(parents=True)
    state.write_text('{"theme": "timeline-li')
    with Viewer(small_file) as viewer:
        viewer.shows("quite small", "What was remembered could not", "session.damaged")
        viewer.quit()
    assert state.with_suffix(".damaged").read_text() == '{"theme": "timeline-li'
    assert str(small_file) in json.loads(state.read_text())["timelines"]


# -- files with faults


@pytest.mark.parametrize(("columns", "rows"), [(140, 40), (40, 12)])
def test_what_cannot_be_read_is_counted_and_listed(columns: int, rows: int, tmp_path: Path) -> None:
    good = [{"date": "2023-11-17", "title": "The first good one"}, {"date": "2024", "title": "The second good one"}]
    bad = [{"date": "2023-02-30", "title": "No such day"}, {"title": "Undated"}, {"date": "2023", "title": 4}]
    file = written(tmp_path, {"events": [good[0], *bad, good[1]]})
    with Viewer(file, size=(columns, rows)) as viewer:
        viewer.shows("2 of 2 events", "The first good one", "The second good one", "3 parts could not be read: press !")
        viewer.type("!", "─ Not read: 3 ─", "line 8, column 12", "$.events[1].date", "2023-02-30: February 2023 has 28")
        viewer.type("G", "$.events[3].title", "number 4")
        viewer.type(ESC)
        viewer.hides("Not read: 3")
        viewer.quit()


def test_an_empty_timeline_says_so(tmp_path: Path) -> None:
    with Viewer(written(tmp_path, {"events": []})) as viewer:
        viewer.shows("This timeline has no events.", "0 of 0 events", "0 / 0")
        viewer.type("jk[]{}gGhl1234m,.oz&! \r", "Times are those of")
        viewer.type("p", "nobody has such a name")
        viewer.type(ENTER)
        viewer.hides("nobody has such a name")
        viewer.quit()


def test_a_hostile_file_sends_nothing_to_the_terminal(tmp_path: Path) -> None:
    with Viewer(written(tmp_path, hostile())) as viewer:
        viewer.shows("20 of 20 events", "Reader", "[@click=app.quit]quit[/]", "[/nothing]", "long long long")
        viewer.until(lambda: framed(viewer, 4), "the panes")
        for _ in ATTACKS:
            viewer.type("j")
            viewer.pump()
        viewer.type("G", "20 / 20 ─╯")
        viewer.type("g", " 1 / 20 ─╯")
        viewer.type("3G2")
        viewer.type(",.", "Person · 1 of 2")
        viewer.type("m", "¶ Memo", "Editors’ notes")
        viewer.type("/", "find in the text")
        viewer.type("a\r", " found")
        viewer.type(ESC)
        viewer.hides(" found")
        to_the_end(viewer)
        viewer.type("o", "─ Sources ─", "cannot be opened")
        viewer.type(ESC)
        viewer.hides("─ Sources ─")
        viewer.type(ESC, "─ Reader")
        viewer.type("p", "Filter by person")
        viewer.type(ENTER, "… × ", "esc clears")
        viewer.type(CTRL_P, "Help")
        viewer.type("app", "Filter by [@click=app.quit]quit[/] · 1 event")
        viewer.type(ESC)
        viewer.hides("Filter by ")
        viewer.quit()
        drawn = viewer.output
    rest = OURS.sub(b"", drawn).replace(b"\r\n", b"")
    assert re.findall(rb"[\x00-\x1f\x7f].{0,20}|\xc2[\x80-\x9f].{0,20}", rest) == []
    for character in "\u202e\u2066\u200b\ufeff":
        assert character.encode() not in drawn


def test_in_ascii_not_one_other_byte_is_sent(tmp_path: Path) -> None:
    """A terminal that reads bytes one by one takes some of those of UTF-8 for instructions."""
    with Viewer("--ascii", written(tmp_path, hostile())) as viewer:
        viewer.shows("20 of 20 events", "Reader")
        viewer.type("G", "20 / 20 -+")
        viewer.type("m", "esc back")
        viewer.type("q", "+- Reader")
        viewer.type("p", "Filter by person")
        viewer.type(ESC)
        viewer.hides("Filter by person")
        viewer.type("t", "Tenures")
        viewer.type(ESC, "+- Reader")
        viewer.quit()
        drawn = viewer.output
    assert drawn.isascii(), re.findall(rb".{0,30}[\x80-\xff].{0,30}", drawn)[:3]
    assert "\u0301".encode() * 5 not in drawn


# -- the mouse


def test_the_mouse_does_what_the_keys_do(record: Record) -> None:
    with Viewer("--person", "murati", "--fresh") as viewer:
        viewer.shows(" Mira Murati × ", "Events · 1 in 1988", "Reader", "q quit")
        events = viewer.box("Events")
        x, y = viewer.place_of("Mira Murati joins Tesla", events)
        viewer.click(x, y)
        viewer.shows("Events · 1 in 2013")
        viewer.until(lambda: "Mira Murati joins Tesla" in pane(viewer, "Reader"), "the event that was clicked")

        viewer.click(*viewer.place_of("2024", viewer.box("Years")))
        viewer.shows(" in 2024 ─")

        top = viewer.cells(events.top + 1, events.left + 1, events.right)
        viewer.mouse(WHEEL_UP, x, y)
        viewer.until(lambda: viewer.cells(events.top + 1, events.left + 1, events.right) != top, "the list scrolled")
        viewer.mouse(WHEEL_DOWN, x, y)
        viewer.until(
            lambda: viewer.cells(events.top + 1, events.left + 1, events.right) == top, "the list scrolled back"
        )

        x, y = viewer.place_of(" × ")
        viewer.click(x + 1, y)
        viewer.shows(record.everything, " in 2024 ─")
        viewer.hides("×")

        viewer.click(*viewer.place_of("p person"))
        viewer.shows("Filter by person", "Sam Altman")
        viewer.click(*viewer.place_of("Sam Altman"))
        viewer.shows(" Sam Altman × ")
        viewer.click(*viewer.place_of("q quit"))
        viewer.ends(0)


# -- the ways out


@pytest.mark.parametrize("opened", ["", "p", "m"])
def test_ctrl_c_asks_once_and_then_quits(opened: str, small_file: Path) -> None:
    with Viewer(small_file) as viewer:
        viewer.shows("11 of 11 events", "Reader", "q quit")
        if opened:
            viewer.type(opened)
            viewer.until(lambda: "Filter by person ─" in viewer.text or "esc back" in viewer.text, "the screen")
        viewer.type(CTRL_C, "ctrl+c again quits")
        viewer.type(CTRL_C)
        viewer.ends(130)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_it_in_order(number: signal.Signals, code: int, own_directories: Path, small_file: Path) -> None:
    with Viewer(small_file) as viewer:
        viewer.shows("11 of 11 events", "Reader", "q quit")
        viewer.type("G", "11 / 11 ─╯")
        viewer.signal(number)
        viewer.ends(code)
    session = json.loads((own_directories / "state" / "openai-timeline" / "session.json").read_text())
    assert session["timelines"][str(small_file)]["event"] == "leaves"
